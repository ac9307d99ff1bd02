#include "hand_watch.h"

#include <QEvent>

namespace foyer::qml {

void HandWatch::setWatched(QObject* watched) {
    if (watched == m_watched)
        return;
    if (m_watched)
        m_watched->removeEventFilter(this);
    m_watched = watched;
    if (m_watched)
        m_watched->installEventFilter(this);
    emit watchedChanged();
}

bool HandWatch::eventFilter(QObject*, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::KeyPress:
    case QEvent::Wheel:
        emit moved();
        break;
    default:
        break;
    }
    return false;
}

} // namespace foyer::qml
