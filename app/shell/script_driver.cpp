#include "app/shell/script_driver.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QKeySequence>
#include <QMouseEvent>
#include <QQuickItem>
#include <QQuickWindow>

namespace foyer::shell {

namespace {

constexpr int kPollMs = 50;
constexpr qint64 kDefaultLimitMs = 30'000;
constexpr qint64 kSettledMs = 1'000;

bool isUsable(const QQuickItem* item) {
    return item && item->isVisible() && item->isEnabled() && item->opacity() > 0;
}

/// Items of a window that are children in the scene, also those without an owner there.
QQuickItem* findBelow(QQuickItem* item, const QString& name) {
    if (item->objectName() == name && item->isVisible())
        return item;
    const auto children = item->childItems();
    for (QQuickItem* child : children)
        if (QQuickItem* found = findBelow(child, name))
            return found;
    return nullptr;
}

void send(QQuickWindow* window, QEvent::Type type, Qt::MouseButton button, Qt::MouseButtons buttons,
          QPointF at) {
    QMouseEvent event(type, at, window->mapToGlobal(at), button, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(window, &event);
}

void sendKey(QQuickWindow* window, int key, const QString& text) {
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        QCoreApplication::sendEvent(window, &event);
    }
}

} // namespace

ScriptDriver::ScriptDriver(QQuickWindow* window, QStringList steps, QString outputFolder,
                           QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_steps(std::move(steps))
    , m_folder(std::move(outputFolder)) {
    m_timer.setInterval(kPollMs);
    connect(&m_timer, &QTimer::timeout, this, &ScriptDriver::next);
}

std::optional<QStringList> ScriptDriver::read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList steps;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')))
        if (const QString step = line.trimmed();
            !step.isEmpty() && !step.startsWith(QLatin1Char('#')))
            steps.append(step);
    return steps;
}

void ScriptDriver::start() {
    m_timer.start();
}

void ScriptDriver::next() {
    if (m_at == m_steps.size()) {
        end({});
        return;
    }
    const QString& step = m_steps[m_at];
    m_limitMs = kDefaultLimitMs;
    const Step outcome =
        run(step.section(QLatin1Char(' '), 0, 0), step.section(QLatin1Char(' '), 1));
    m_waitedMs += kPollMs;
    if (outcome == Step::Failed || (outcome == Step::Again && m_waitedMs > m_limitMs)) {
        shoot(QStringLiteral("failed"));
        end(QStringLiteral("step %1 did not come true: %2").arg(m_at + 1).arg(step));
    } else if (outcome == Step::Done) {
        m_waitedMs = 0;
        ++m_at;
    }
}

void ScriptDriver::end(const QString& error) {
    m_timer.stop();
    emit finished(error);
}

ScriptDriver::Step ScriptDriver::run(const QString& verb, const QString& rest) {
    if (verb == QLatin1String("wait"))
        return waitFor(rest, true);
    if (verb == QLatin1String("gone"))
        return waitFor(rest, false);
    if (verb == QLatin1String("text"))
        return waitForText(rest);
    if (verb == QLatin1String("tap")) {
        QQuickItem* item = find(rest);
        return isUsable(item) ? tap(item, {item->width() / 2, item->height() / 2}) : Step::Again;
    }
    if (verb == QLatin1String("settle"))
        return settle(rest);
    if (verb == QLatin1String("seat"))
        return tapSeat(rest);
    if (verb == QLatin1String("type"))
        return type(rest);
    if (verb == QLatin1String("key"))
        return press(rest);
    if (verb == QLatin1String("shot"))
        return shoot(rest);
    if (verb == QLatin1String("signal"))
        return signalFile(rest);
    if (verb == QLatin1String("await"))
        return awaitFile(rest);
    if (verb == QLatin1String("say")) {
        qInfo("%s", qUtf8Printable(rest));
        return Step::Done;
    }
    return Step::Failed;
}

QQuickItem* ScriptDriver::find(const QString& name) const {
    return findBelow(m_window->contentItem(), name);
}

void ScriptDriver::readLimit(const QString& rest) {
    const QString seconds = rest.section(QLatin1Char(' '), 1, 1);
    if (!seconds.isEmpty())
        m_limitMs = seconds.toLongLong() * 1000;
}

ScriptDriver::Step ScriptDriver::waitFor(const QString& rest, bool shown) {
    readLimit(rest);
    const bool usable = isUsable(find(rest.section(QLatin1Char(' '), 0, 0)));
    return usable == shown ? Step::Done : Step::Again;
}

ScriptDriver::Step ScriptDriver::waitForText(const QString& rest) {
    const QQuickItem* item = find(rest.section(QLatin1Char(' '), 0, 0));
    const QString wanted = rest.section(QLatin1Char(' '), 1);
    return item && item->property("text").toString().contains(wanted) ? Step::Done : Step::Again;
}

ScriptDriver::Step ScriptDriver::tap(QQuickItem* item, QPointF at) {
    const QPointF place = item->mapToScene(at);
    send(m_window, QEvent::MouseMove, Qt::NoButton, Qt::NoButton, place);
    send(m_window, QEvent::MouseButtonPress, Qt::LeftButton, Qt::LeftButton, place);
    send(m_window, QEvent::MouseButtonRelease, Qt::LeftButton, Qt::NoButton, place);
    return Step::Done;
}

ScriptDriver::Step ScriptDriver::settle(const QString& name) {
    QQuickItem* item = find(name);
    if (!isUsable(item))
        return m_waitedMs >= kSettledMs ? Step::Done : Step::Again;
    tap(item, {item->width() / 2, item->height() / 2});
    m_waitedMs = 0;
    return Step::Again;
}

ScriptDriver::Step ScriptDriver::tapSeat(const QString& name) {
    QQuickItem* map = find(QStringLiteral("seatMap"));
    if (!isUsable(map))
        return Step::Again;
    int count = 0;
    QMetaObject::invokeMethod(map, "seatCount", Q_RETURN_ARG(int, count));
    for (int seat = 0; seat < count; ++seat) {
        QString each;
        QRectF place;
        QMetaObject::invokeMethod(map, "seatName", Q_RETURN_ARG(QString, each), Q_ARG(int, seat));
        if (each != name)
            continue;
        QMetaObject::invokeMethod(map, "seatRect", Q_RETURN_ARG(QRectF, place), Q_ARG(int, seat));
        return tap(map, place.center());
    }
    return count > 0 ? Step::Failed : Step::Again;
}

ScriptDriver::Step ScriptDriver::press(const QString& keyName) {
    const QKeySequence sequence = QKeySequence::fromString(keyName);
    if (sequence.isEmpty())
        return Step::Failed;
    sendKey(m_window, sequence[0].key(), {});
    return Step::Done;
}

ScriptDriver::Step ScriptDriver::type(const QString& text) {
    for (const QChar letter : text)
        sendKey(m_window, letter.toUpper().unicode(), letter);
    return Step::Done;
}

ScriptDriver::Step ScriptDriver::shoot(const QString& name) {
    if (m_folder.isEmpty())
        return Step::Done;
    QDir().mkpath(m_folder);
    const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
    return m_window->grabWindow().save(path) ? Step::Done : Step::Failed;
}

ScriptDriver::Step ScriptDriver::signalFile(const QString& name) {
    QFile file(QDir(m_folder).filePath(name));
    return QDir().mkpath(m_folder) && file.open(QIODevice::WriteOnly) ? Step::Done : Step::Failed;
}

ScriptDriver::Step ScriptDriver::awaitFile(const QString& rest) {
    readLimit(rest);
    const QString name = rest.section(QLatin1Char(' '), 0, 0);
    return QFile::exists(QDir(m_folder).filePath(name)) ? Step::Done : Step::Again;
}

} // namespace foyer::shell
