#include "map_camera.h"

#include <algorithm>
#include <cmath>

namespace foyer::qml {

namespace {

constexpr qreal kLargestFit = 0.09;   // a seat of 550 mm is not blown up beyond 50 px by itself
constexpr qreal kLargestScale = 0.16; // and not beyond 88 px by zooming

} // namespace

void MapCamera::setSize(QSizeF item, qreal pixelRatio) {
    m_size = item;
    m_ratio = pixelRatio;
    setZoom(m_zoom);
}

void MapCamera::setBounds(QRectF plan) {
    m_bounds = plan;
    m_zoom = 1;
    m_pan = {};
}

void MapCamera::setMargin(qreal margin) {
    m_margin = margin;
    m_pan = clamped(m_pan);
}

qreal MapCamera::fitScale() const {
    const qreal x = (m_size.width() - 2 * m_margin) / std::max(1.0, m_bounds.width());
    const qreal y = (m_size.height() - 2 * m_margin) / std::max(1.0, m_bounds.height());
    return std::clamp(std::min(x, y), 1e-4, kLargestFit);
}

qreal MapCamera::maximumZoom() const {
    return std::max(1.0, kLargestScale / fitScale());
}

bool MapCamera::setZoom(qreal zoom) {
    const qreal before = m_zoom;
    m_zoom = std::clamp(zoom, 1.0, maximumZoom());
    const bool moved = setPan(m_pan);
    return moved || before != m_zoom;
}

bool MapCamera::setPan(QPointF pan) {
    const QPointF before = m_pan;
    m_pan = clamped(pan);
    return before != m_pan;
}

bool MapCamera::zoomAround(qreal factor, QPointF point) {
    const QPointF held = toPlan(point);
    const qreal before = m_zoom;
    m_zoom = std::clamp(m_zoom * factor, 1.0, maximumZoom());
    const bool panned = setPan(m_pan + point - toItem(held));
    return panned || before != m_zoom;
}

bool MapCamera::reveal(const QRectF& plan) {
    const QRectF want(toItem(plan.topLeft()), plan.size() * scale());
    const QRectF room(m_margin, m_margin, m_size.width() - 2 * m_margin,
                      m_size.height() - 2 * m_margin);
    QPointF by;
    if (want.left() < room.left())
        by.setX(room.left() - want.left());
    else if (want.right() > room.right())
        by.setX(room.right() - want.right());
    if (want.top() < room.top())
        by.setY(room.top() - want.top());
    else if (want.bottom() > room.bottom())
        by.setY(room.bottom() - want.bottom());
    return setPan(m_pan + by);
}

QPointF MapCamera::clamped(QPointF pan) const {
    const qreal overX = m_bounds.width() * scale() - (m_size.width() - 2 * m_margin);
    const qreal overY = m_bounds.height() * scale() - (m_size.height() - 2 * m_margin);
    const qreal limitX = std::max(0.0, overX / 2), limitY = std::max(0.0, overY / 2);
    return {std::clamp(pan.x(), -limitX, limitX), std::clamp(pan.y(), -limitY, limitY)};
}

QPointF MapCamera::toItem(QPointF plan) const {
    const MapView device = view();
    return device.toDevice(plan) / m_ratio;
}

QPointF MapCamera::toPlan(QPointF item) const {
    return view().toPlan(item * m_ratio);
}

MapView MapCamera::view() const {
    MapView view;
    view.scale = scale() * m_ratio;
    const QPointF middle(m_size.width() / 2, m_size.height() / 2);
    const QPointF offset = (middle + m_pan) * m_ratio - m_bounds.center() * view.scale;
    view.offset = {std::round(offset.x()), std::round(offset.y())};
    return view;
}

QRectF MapCamera::seen() const {
    return QRectF(toPlan({0, 0}), toPlan({m_size.width(), m_size.height()})) & m_bounds;
}

} // namespace foyer::qml
