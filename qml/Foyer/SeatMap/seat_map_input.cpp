#include "seat_map.h"

#include <QCursor>
#include <QHoverEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTouchEvent>
#include <QWheelEvent>

#include <cmath>
#include <limits>

namespace foyer::qml {

namespace {

constexpr qreal kDragStart = 8;        // logical pixels a finger may tremble
constexpr qreal kFingerSlop = 9;       // logical pixels beside a seat that still mean it
constexpr quint64 kTypingPause = 1500; // milliseconds after which a new name is begun
constexpr int kPageOfRows = 5;

} // namespace

int SeatMap::seatAt(QPointF point) const {
    if (!m_scene.layout())
        return -1;
    const qreal slop = std::min(kFingerSlop / m_camera.scale(), 150.0);
    return m_scene.layout()->index().seatAt(m_camera.toPlan(point), slop);
}

void SeatMap::mousePressEvent(QMouseEvent* event) {
    press(event->position());
    m_dragging = event->button() == Qt::MiddleButton;
    event->accept();
}

void SeatMap::mouseMoveEvent(QMouseEvent* event) {
    dragTo(event->position());
}

void SeatMap::press(QPointF at) {
    forceActiveFocus(Qt::MouseFocusReason);
    m_pressed = m_lastDrag = at;
    m_dragging = false;
}

void SeatMap::dragTo(QPointF at) {
    if (!m_pressed)
        return;
    const QPointF way = at - *m_pressed;
    m_dragging = m_dragging || std::hypot(way.x(), way.y()) > kDragStart;
    if (m_dragging)
        setPan(pan() + at - m_lastDrag);
    m_lastDrag = at;
}

void SeatMap::mouseReleaseEvent(QMouseEvent* event) {
    release(event->position());
}

void SeatMap::mouseUngrabEvent() {
    m_pressed.reset();
    m_dragging = false;
}

void SeatMap::release(QPointF at) {
    const bool tapped = m_pressed && !m_dragging;
    m_pressed.reset();
    m_dragging = false;
    const int seat = tapped ? seatAt(at) : -1;
    if (seat < 0)
        return;
    setCursorSeat(seat);
    emit seatTapped(seat);
}

void SeatMap::hoverMoveEvent(QHoverEvent* event) {
    setHovered(seatAt(event->position()));
}

void SeatMap::hoverLeaveEvent(QHoverEvent*) {
    setHovered(-1);
}

void SeatMap::setHovered(int seat) {
    if (seat == m_hovered)
        return;
    m_hovered = seat;
    setCursor(QCursor(seat >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor));
    emit hoveredSeatChanged();
    emit seatHovered(seat);
}

void SeatMap::wheelEvent(QWheelEvent* event) {
    const qreal steps = event->angleDelta().y() / 120.0;
    zoomAround(std::pow(1.18, steps), event->position());
    event->accept();
}

void SeatMap::touchEvent(QTouchEvent* event) {
    const auto points = event->points();
    if (points.size() > 1)
        pinch(points[0], points[1]);
    else if (event->isBeginEvent())
        press(points[0].position());
    else if (points[0].state() == QEventPoint::Released)
        release(points[0].position());
    else
        dragTo(points[0].position());
    event->accept();
}

void SeatMap::touchUngrabEvent() {
    mouseUngrabEvent();
}

void SeatMap::pinch(const QEventPoint& one, const QEventPoint& other) {
    // A finger that stays when the other has left neither taps nor drags.
    m_pressed.reset();
    if (one.state() == QEventPoint::Released || other.state() == QEventPoint::Released)
        return;
    const QPointF a = one.position(), b = other.position();
    const QPointF lastA = one.lastPosition(), lastB = other.lastPosition();
    const qreal before = std::hypot((lastA - lastB).x(), (lastA - lastB).y());
    const qreal after = std::hypot((a - b).x(), (a - b).y());
    setPan(pan() + ((a + b) - (lastA + lastB)) / 2);
    if (before > 1)
        zoomAround(after / before, (a + b) / 2);
}

void SeatMap::keyPressEvent(QKeyEvent* event) {
    event->setAccepted(m_scene.layout() && seatCount() > 0 &&
                       (steer(event) || moveCursor(event) || type(event)));
}

bool SeatMap::steer(QKeyEvent* event) {
    if (event->key() == Qt::Key_Plus)
        zoomIn();
    else if (event->key() == Qt::Key_Minus)
        zoomOut();
    else if (!(event->modifiers() & Qt::ControlModifier))
        return false;
    else if (event->key() == Qt::Key_0)
        fitToView();
    else if (event->key() == Qt::Key_Left)
        setPan(pan() + QPointF(width() / 8, 0));
    else if (event->key() == Qt::Key_Right)
        setPan(pan() - QPointF(width() / 8, 0));
    else if (event->key() == Qt::Key_Up)
        setPan(pan() + QPointF(0, height() / 8));
    else if (event->key() == Qt::Key_Down)
        setPan(pan() - QPointF(0, height() / 8));
    else
        return false;
    return true;
}

bool SeatMap::moveCursor(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        setCursorSeat(neighbour(m_cursor, event->key()));
        return true;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!isSeat(m_cursor))
            return false;
        emit seatTapped(m_cursor);
        return true;
    case Qt::Key_Escape:
        if (m_typed.isEmpty())
            return false;
        setTyped({});
        return true;
    default:
        return false;
    }
}

int SeatMap::neighbour(int seat, int key) const {
    const auto& plan = m_scene.layout()->plan();
    if (!isSeat(seat))
        return seatInRow(0, (plan.seats.front().at.x + plan.seats.back().at.x) / 2.0);
    const std::size_t row = seatOf(seat).row;
    const qreal x = seatOf(seat).at.x;
    const auto inRow = [&](int other) { return isSeat(other) && seatOf(other).row == row; };
    const auto rowAt = [&](int by) {
        const int last = static_cast<int>(plan.rows.size()) - 1;
        return static_cast<std::size_t>(std::clamp(static_cast<int>(row) + by, 0, last));
    };
    switch (key) {
    case Qt::Key_Left:
        return inRow(seat - 1) ? seat - 1 : seat;
    case Qt::Key_Right:
        return inRow(seat + 1) ? seat + 1 : seat;
    case Qt::Key_Up:
        return seatInRow(rowAt(-1), x);
    case Qt::Key_Down:
        return seatInRow(rowAt(1), x);
    case Qt::Key_PageUp:
        return seatInRow(rowAt(-kPageOfRows), x);
    case Qt::Key_PageDown:
        return seatInRow(rowAt(kPageOfRows), x);
    case Qt::Key_Home:
        return seatInRow(row, -std::numeric_limits<qreal>::max());
    default:
        return seatInRow(row, std::numeric_limits<qreal>::max());
    }
}

int SeatMap::seatInRow(std::size_t row, qreal nearX) const {
    const auto& seats = m_scene.layout()->plan().seats;
    const auto before = [](const domain::Seat& seat, std::size_t wanted) {
        return seat.row < wanted;
    };
    int best = -1;
    qreal nearest = std::numeric_limits<qreal>::infinity();
    const auto clampedX = std::clamp(nearX, -1e9, 1e9);
    for (auto it = std::lower_bound(seats.begin(), seats.end(), row, before);
         it != seats.end() && it->row == row; ++it) {
        const qreal distance = std::abs(it->at.x - clampedX);
        if (distance >= nearest)
            continue;
        nearest = distance;
        best = static_cast<int>(it - seats.begin());
    }
    return best >= 0 ? best : m_cursor;
}

void SeatMap::setCursorSeat(int seat) {
    if (seat == m_cursor || (seat >= 0 && !isSeat(seat)))
        return;
    m_cursor = seat;
    if (seat >= 0)
        reveal(seat);
    emit cursorSeatChanged();
}

bool SeatMap::type(QKeyEvent* event) {
    const QString text = event->text();
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    if (event->key() == Qt::Key_Backspace && !m_typed.isEmpty()) {
        setTyped(m_typed.chopped(1));
        return true;
    }
    if (text.size() != 1 || !text[0].isLetterOrNumber())
        return false;
    const bool stale = event->timestamp() - m_typedAt > kTypingPause;
    m_typedAt = event->timestamp();
    setTyped((stale ? QString() : m_typed) + text.toUpper());
    // "F1" moves on to F12 when the 2 follows, so the name stays open for more.
    if (const auto seat = m_scene.layout()->plan().findSeat(m_typed.toStdString()))
        setCursorSeat(seat->value);
    return true;
}

void SeatMap::setTyped(const QString& typed) {
    if (typed == m_typed)
        return;
    m_typed = typed;
    emit typedChanged();
}

} // namespace foyer::qml
