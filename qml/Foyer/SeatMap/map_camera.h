#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace foyer::qml {

/// From millimetres of the plan to device pixels. The offset is whole, so that a map that is moved
/// shows the very same pixels elsewhere.
struct MapView {
    qreal scale = 1;
    QPointF offset;

    QPointF toDevice(QPointF plan) const { return plan * scale + offset; }
    QPointF toPlan(QPointF device) const { return (device - offset) / scale; }
    QRectF toPlan(const QRectF& device) const {
        return {toPlan(device.topLeft()), device.size() / scale};
    }
    QRectF toDevice(const QRectF& plan) const {
        return {toDevice(plan.topLeft()), plan.size() * scale};
    }
    friend bool operator==(const MapView&, const MapView&) = default;
};

/// Which part of the plan is seen, and how large. At zoom 1 the plan fits into the item; it can
/// never be pushed out of sight. Item coordinates are logical pixels.
class MapCamera {
public:
    void setSize(QSizeF item, qreal pixelRatio);
    void setBounds(QRectF plan);
    void setMargin(qreal margin);

    qreal zoom() const { return m_zoom; }
    QPointF pan() const { return m_pan; }
    qreal maximumZoom() const;
    bool setZoom(qreal zoom);
    bool setPan(QPointF pan);
    /// Multiplies the zoom so that what lies under `point` stays there.
    bool zoomAround(qreal factor, QPointF point);
    /// Pans as little as possible so that `plan` (millimetres) is seen.
    bool reveal(const QRectF& plan);

    MapView view() const;
    /// Logical pixels to the millimetre.
    qreal scale() const { return fitScale() * m_zoom; }
    QPointF toItem(QPointF plan) const;
    QPointF toPlan(QPointF item) const;
    /// The part of the plan that is seen, in millimetres.
    QRectF seen() const;

private:
    qreal fitScale() const;
    QPointF clamped(QPointF pan) const;

    QSizeF m_size;
    qreal m_ratio = 1;
    qreal m_margin = 12;
    QRectF m_bounds{0, 0, 1000, 1000};
    qreal m_zoom = 1;
    QPointF m_pan;
};

} // namespace foyer::qml
