#include "tests/viewmodels/shots/hands.h"

#include "shared/base/check.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QKeyEvent>
#include <QQuickItem>

namespace foyer::shots {

namespace {

QQuickItem* find(QQuickItem* from, const QString& name) {
    if (!from->isVisible())
        return nullptr;
    if (from->objectName() == name)
        return from;
    const auto children = from->childItems();
    for (QQuickItem* child : children)
        if (QQuickItem* found = find(child, name))
            return found;
    return nullptr;
}

} // namespace

void press(QQuickWindow& window, int key, const QString& text) {
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        QCoreApplication::sendEvent(&window, &event);
    }
    QCoreApplication::processEvents();
}

void type(QQuickWindow& window, const QString& text) {
    for (const QChar letter : text)
        press(window, letter.toUpper().unicode(), letter);
}

void tap(QQuickWindow& window, const QString& name) {
    // What a key has opened may still be on its way.
    QQuickItem* item = find(window.contentItem(), name);
    for (const QDeadlineTimer patience(10'000); !item && !patience.hasExpired();) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        item = find(window.contentItem(), name);
    }
    CHECK(item && QMetaObject::invokeMethod(item, "press"));
    QCoreApplication::processEvents();
}

} // namespace foyer::shots
