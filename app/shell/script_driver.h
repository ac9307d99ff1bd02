#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

class QQuickItem;
class QQuickWindow;

namespace foyer::shell {

/// Uses the screen as a person would, from a text file: finds items by their objectName, sends
/// mouse and key events to the window, takes pictures. For the headless demonstration and the
/// end-to-end tests. One step a line:
///
///   wait ITEM [SECONDS]      until it is shown and enabled (30 s unless told)
///   gone ITEM [SECONDS]      until it is not
///   text ITEM TEXT           until its text contains TEXT
///   tap ITEM                 presses and releases at its middle
///   settle ITEM              taps it as often as it comes back, until it stays away for a second
///   seat NAME                taps the seat of that name on the seat map
///   type TEXT / key NAME     keys to the focused item; "key Return"
///   shot NAME                a picture NAME.png
///   signal NAME              makes the file NAME in the output folder: "I am here"
///   await NAME [SECONDS]     until somebody else made it
///   say TEXT                 a line for the log
class ScriptDriver final : public QObject {
    Q_OBJECT

public:
    ScriptDriver(QQuickWindow* window, QStringList steps, QString outputFolder,
                 QObject* parent = nullptr);

    /// Reads a script: blank lines and lines that begin with # are left out.
    static std::optional<QStringList> read(const QString& path);

    void start();

signals:
    /// The script came to its end, or `error` says at which step and why not.
    void finished(const QString& error);

private:
    enum class Step { Done, Again, Failed };

    void next();
    Step run(const QString& verb, const QString& rest);
    /// Reads the "[SECONDS]" behind the first word into the step's limit.
    void readLimit(const QString& rest);
    Step waitFor(const QString& rest, bool shown);
    Step waitForText(const QString& rest);
    Step tap(QQuickItem* item, QPointF at);
    Step settle(const QString& name);
    Step tapSeat(const QString& name);
    Step press(const QString& keyName);
    Step type(const QString& text);
    Step shoot(const QString& name);
    Step signalFile(const QString& name);
    Step awaitFile(const QString& rest);
    QQuickItem* find(const QString& name) const;
    void end(const QString& error);

    QQuickWindow* m_window;
    QStringList m_steps;
    QString m_folder;
    QTimer m_timer;
    int m_at = 0;
    qint64 m_waitedMs = 0;
    qint64 m_limitMs = 0;
};

} // namespace foyer::shell
