#pragma once

#include "app/shell/engine.h"
#include "app/shell/opening.h"
#include "tests/rig/clerk.h"
#include "tests/rig/counter.h"

#include <QObject>
#include <QStringList>
#include <QThread>
#include <QTimer>

namespace foyer::rig {

/// A real terminal without screen and printer: the engine in its thread, a counter that looks and
/// taps, a clerk who sends customers, and commands that come a line at a time, each answered by one
/// line when it is done:
///
///   status                "status online waiting=0 questions=0 sales=12"
///   showtimes             "showtimes ID:FREE+MINE:START …", START in ms
///   open ID               customers want this showtime from now on
///   sell N                "sold BOOKING AMOUNT SEAT…" or why not
///   leave N               an INTENT and an ABANDON
///   void BOOKING          an earlier sale is brought back
///   copy BOOKING          its tickets are printed again
///   clerk SEED PERSECOND  customers come by themselves from now on
///   settle                no more customers; answered when nothing is open and all is sent; what
///                         it waits for goes to the log, a line for each change
///   jam N                 the next N print jobs fail
///   retry                 tries the server without waiting for the back-off
///   quit
class Rig final : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(const QString&)>;

    Rig(shell::OpenedTerminal opened, std::unique_ptr<Witness> witness, const QUrl& server,
        const std::string& pin, Answer answer);
    ~Rig() override;

    /// `firstView` is called when the terminal has taken up what its disk holds.
    void start(std::function<void()> firstView);
    void command(const QString& line);
    void clerk(std::uint64_t seed, double perSecond);

signals:
    void quitWanted();

private:
    void wish(core::Event event);
    void show(const core::View& view);
    void served(const Served& served);
    void sendCustomer();
    void nextCommand();
    /// False when it is not theirs.
    bool run(const QString& verb, const QStringList& words);
    bool serve(const QString& verb, const QStringList& words);
    void finish(const QString& answer);
    void goOn();
    QString status() const;
    void noteSettling();
    QString showtimes() const;

    Answer m_answer;
    std::unique_ptr<shell::FolderLock> m_lock;
    std::unique_ptr<Witness> m_witness;
    std::atomic<int> m_jams{0};
    QThread m_thread;
    shell::Engine m_engine;
    Counter m_counter;
    std::optional<Clerk> m_clerk;
    std::optional<ShowtimeId> m_showtime;
    std::function<void()> m_firstView;
    QStringList m_commands;
    bool m_commandRuns = false;
    bool m_settling = false;
    QString m_settlingNoted;
    QTimer m_look;
    QTimer m_pause;
};

} // namespace foyer::rig
