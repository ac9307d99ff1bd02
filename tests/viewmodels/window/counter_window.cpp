#include "tests/viewmodels/window/counter_window.h"

#include <QQuickStyle>
#include <QSignalSpy>
#include <QTest>

namespace foyer::tests {

namespace {

void collect(QQuickItem* item, QList<QQuickItem*>& into) {
    if (!item->isVisible())
        return;
    into.append(item);
    const auto children = item->childItems();
    for (QQuickItem* child : children)
        collect(child, into);
}

} // namespace

CounterWindow::CounterWindow(const std::function<void(fakes::FakeTerminal&)>& prepare,
                             const QString& mode, QSize size)
    : m_counter(m_terminal) {
    if (prepare)
        prepare(m_terminal);
    m_terminal.onView = [this](const core::View& view) { m_counter.show(view); };
    m_terminal.publish();
    m_counter.tick(fakes::kNow);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_engine.setInitialProperties({{QStringLiteral("counter"), QVariant::fromValue(&m_counter)},
                                   {QStringLiteral("lightColours"), false},
                                   {QStringLiteral("mode"), mode},
                                   {QStringLiteral("width"), size.width()},
                                   {QStringLiteral("height"), size.height()}});
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Foyer/Shell/Main.qml")));
    CHECK(!m_engine.rootObjects().isEmpty());
    m_window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
    CHECK(m_window);
    m_window->requestActivate();
    CHECK(QTest::qWaitForWindowActive(m_window));
    QCoreApplication::processEvents();
}

QList<QQuickItem*> CounterWindow::items() const {
    QList<QQuickItem*> all;
    collect(m_window->contentItem(), all);
    return all;
}

QQuickItem* CounterWindow::find(const QString& name) const {
    const auto all = items();
    for (QQuickItem* item : all)
        if (item->objectName() == name)
            return item;
    return nullptr;
}

QString CounterWindow::text(const QString& name) const {
    const QQuickItem* item = find(name);
    return item ? item->property("text").toString() : QString();
}

void CounterWindow::press(Qt::Key key, Qt::KeyboardModifiers held) {
    QTest::keyClick(m_window, key, held);
    QCoreApplication::processEvents();
}

void CounterWindow::type(const QString& text) {
    for (const QChar letter : text)
        QTest::keyClick(m_window, letter.toLatin1());
    QCoreApplication::processEvents();
}

bool CounterWindow::tapAt(QQuickItem* item, QPointF at) {
    if (!item || !item->isEnabled())
        return false;
    const QPointF place = item->mapToScene(at);
    if (!QRectF(QPointF(), m_window->size()).contains(place))
        return false;
    QTest::mouseMove(m_window, place.toPoint());
    QTest::mouseClick(m_window, Qt::LeftButton, {}, place.toPoint());
    QCoreApplication::processEvents();
    return true;
}

/// What was changed a moment ago is laid out with the next frame: only then is everything where it
/// is drawn.
void CounterWindow::drawFrame() {
    QSignalSpy drawn(m_window, &QQuickWindow::frameSwapped);
    m_window->update();
    drawn.wait(1000);
}

bool CounterWindow::tap(const QString& name) {
    drawFrame();
    QQuickItem* item = find(name);
    return item && tapAt(item, {item->width() / 2, item->height() / 2});
}

bool CounterWindow::tapSeat(const QString& name) {
    QQuickItem* map = find(QStringLiteral("seatMap"));
    if (!map || !m_terminal.seatMap)
        return false;
    const auto seat = m_terminal.seatMap->plan->findSeat(name.toStdString());
    QRectF place;
    if (!seat || !QMetaObject::invokeMethod(map, "seatRect", Q_RETURN_ARG(QRectF, place),
                                            Q_ARG(int, seat->value)))
        return false;
    return tapAt(map, place.center());
}

} // namespace foyer::tests
