#include "seat_glyph.h"

#include "seat_map_colors.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace foyer::qml {

namespace {

using domain::SeatKind;

constexpr qreal kTypicalWidth = 550; // millimetres
constexpr qreal kDetail = 15;        // pixels of a typical seat from which seats have backrests

/// The parts of a chair seen from above, in pixels, all derived from the seat's rectangle.
struct Chair {
    QRectF body;
    QRectF back;
    qreal stroke;
    qreal corner;
    bool detailed;
};

Chair chairOf(const SeatShape& shape, qreal scale) {
    const QSizeF size(shape.width * scale, shape.depth * scale);
    const qreal side = std::min(size.width(), size.height());
    const QRectF all(-size.width() / 2, -size.height() / 2, size.width(), size.height());
    Chair chair;
    chair.detailed = std::min(kTypicalWidth, shape.width) * scale >= kDetail;
    chair.stroke = std::clamp(side * 0.055, 0.9, 3.0);
    chair.corner = side * 0.2;
    const qreal inset = chair.stroke / 2 + side * 0.03;
    chair.body = all.adjusted(inset, inset, -inset, -inset);
    if (chair.detailed && shape.kind != SeatKind::Wheelchair) {
        const qreal backDepth = std::max(2.0, side * 0.13);
        chair.body.setBottom(chair.body.bottom() - backDepth - side * 0.055);
        chair.back = QRectF(chair.body.left() - chair.stroke / 2, all.bottom() - inset - backDepth,
                            chair.body.width() + chair.stroke, backDepth + chair.stroke / 2);
    }
    if (chair.detailed && shape.kind == SeatKind::Premium) {
        const qreal arm = chair.back.height() * 0.72 + side * 0.045;
        chair.body.adjust(arm, 0, -arm, 0);
    }
    if (shape.join == SeatShape::Join::None)
        return chair;
    const qreal reach = inset + shape.reach * scale;
    const bool left = shape.join == SeatShape::Join::Left;
    chair.body.adjust(left ? -reach : 0, 0, left ? 0 : reach, 0);
    if (!chair.back.isNull())
        chair.back.adjust(left ? -reach + chair.stroke / 2 : 0, 0,
                          left ? 0 : reach - chair.stroke / 2, 0);
    return chair;
}

/// A rectangle with its own radius at each corner: top left, top right, bottom right, bottom left.
QPainterPath cornered(const QRectF& box, const std::array<qreal, 4>& radius) {
    QPainterPath path;
    path.moveTo(box.left() + radius[0], box.top());
    path.lineTo(box.right() - radius[1], box.top());
    path.quadTo(box.topRight(), {box.right(), box.top() + radius[1]});
    path.lineTo(box.right(), box.bottom() - radius[2]);
    path.quadTo(box.bottomRight(), {box.right() - radius[2], box.bottom()});
    path.lineTo(box.left() + radius[3], box.bottom());
    path.quadTo(box.bottomLeft(), {box.left(), box.bottom() - radius[3]});
    path.lineTo(box.left(), box.top() + radius[0]);
    path.quadTo(box.topLeft(), {box.left() + radius[0], box.top()});
    return path;
}

QPainterPath bodyOf(const SeatShape& shape, const Chair& chair) {
    const qreal r = chair.corner, foot = chair.detailed ? r * 0.55 : r;
    if (shape.join == SeatShape::Join::Left)
        return cornered(chair.body, {0, r, foot, 0});
    if (shape.join == SeatShape::Join::Right)
        return cornered(chair.body, {r, 0, 0, foot});
    if (shape.kind == SeatKind::Wheelchair)
        return cornered(chair.body, {r * 1.5, r * 1.5, r * 1.5, r * 1.5});
    if (shape.kind != SeatKind::Restricted)
        return cornered(chair.body, {r, r, foot, foot});
    // A corner of the view is missing.
    const QRectF& box = chair.body;
    QPainterPath path = cornered(box, {0, r, foot, foot});
    QPainterPath cut;
    cut.addPolygon(QPolygonF{
        box.topLeft() - QPointF(2, 2), QPointF(box.left() + box.width() * 0.46, box.top() - 2),
        QPointF(box.left() - 2, box.top() + box.height() * 0.46), box.topLeft() - QPointF(2, 2)});
    return path.subtracted(cut);
}

/// Backrest, and for a recliner its arms.
QPainterPath restsOf(const SeatShape& shape, const Chair& chair) {
    QPainterPath path;
    if (chair.back.isNull())
        return path;
    const qreal r = chair.back.height() / 2;
    if (shape.join == SeatShape::Join::None)
        path.addRoundedRect(chair.back, r, r);
    else if (shape.join == SeatShape::Join::Left)
        path.addPath(cornered(chair.back, {0, r, r, 0}));
    else
        path.addPath(cornered(chair.back, {r, 0, 0, r}));
    if (shape.kind != SeatKind::Premium)
        return path;
    const qreal thick = chair.back.height() * 0.72;
    const qreal rise = chair.body.height() * 0.8;
    for (const qreal x : {chair.back.left(), chair.back.right() - thick})
        path.addRoundedRect(QRectF(x, chair.back.bottom() - rise, thick, rise), thick / 2,
                            thick / 2);
    path.setFillRule(Qt::WindingFill);
    return path;
}

struct Paints {
    QColor line;
    QColor fill;
    QColor rests;
};

/// An empty chair is a little lighter than the floor, in the dark as by day.
QColor cushion(const SeatMapColors& colors) {
    if (colors.background.lightnessF() > 0.5f)
        return mixed(colors.background, Qt::white, 0.85);
    return mixed(colors.background, colors.free, 0.10);
}

Paints paintsFor(SeatLook look, const SeatMapColors& colors) {
    const QColor clear = Qt::transparent;
    switch (look) {
    case SeatLook::Free:
        return {colors.free, cushion(colors), colors.free};
    case SeatLook::Mine:
        return {colors.mine, mixed(colors.background, colors.mine, 0.16), colors.mine};
    case SeatLook::Selected:
        return {colors.selected, colors.selected, colors.selected};
    case SeatLook::Held:
        return {colors.held, mixed(colors.background, colors.held, 0.05), colors.held};
    case SeatLook::Allotted:
        return {colors.allotted, clear, mixed(colors.background, colors.allotted, 0.6)};
    case SeatLook::Sold:
        return {colors.sold, colors.sold, colors.sold};
    case SeatLook::Blocked:
        return {colors.blocked, clear, mixed(colors.background, colors.blocked, 0.6)};
    }
    return {};
}

QPen penOf(const QColor& color, qreal width) {
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void hatch(QPainter& painter, const QPainterPath& body, const QColor& color, qreal stroke) {
    painter.save();
    painter.setClipPath(body, Qt::IntersectClip);
    painter.setPen(penOf(color, stroke * 0.85));
    const QRectF box = body.boundingRect();
    const qreal step = std::max(3.2, box.width() / 4.5);
    for (qreal x = box.left() - box.height() + step / 2; x < box.right(); x += step)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    painter.restore();
}

void cross(QPainter& painter, const QRectF& box, const QColor& color, qreal stroke) {
    const qreal in = box.width() * 0.2;
    const QRectF inner = box.adjusted(in, in, -in, -in);
    painter.setPen(penOf(color, stroke * 1.2));
    painter.drawLine(inner.topLeft(), inner.bottomRight());
    painter.drawLine(inner.topRight(), inner.bottomLeft());
}

void tick(QPainter& painter, const QRectF& box, const QColor& color) {
    const qreal unit = std::min(box.width(), box.height());
    const QPointF c = box.center();
    painter.setPen(penOf(color, std::max(1.4, unit * 0.12)));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF{c + QPointF(-0.26, 0.02) * unit, c + QPointF(-0.07, 0.21) * unit,
                                   c + QPointF(0.28, -0.19) * unit});
}

void dot(QPainter& painter, QPointF at, qreal radius, const QColor& color) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(at, radius, radius);
}

void wheelchair(QPainter& painter, const QRectF& box, const QColor& color) {
    const qreal u = std::min(box.width(), box.height()) / 24 * 0.92;
    const auto at = [&](qreal x, qreal y) { return box.center() + QPointF(x - 12, y - 12) * u; };
    dot(painter, at(10.2, 4.2), 2.1 * u, color);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penOf(color, std::max(1.1, 2.1 * u)));
    painter.drawPolyline(
        QPolygonF{at(10.4, 8.2), at(10.4, 14.2), at(15.6, 14.2), at(18.2, 19.4), at(20, 18.6)});
    painter.drawLine(at(10.4, 10.8), at(14.8, 10.8));
    const QRectF wheel(at(4.6, 11), at(15, 21.4));
    painter.drawArc(wheel, 110 * 16, 225 * 16);
}

/// Two heads at the front edge: somebody who comes along.
void companion(QPainter& painter, const Chair& chair, const QColor& color) {
    const qreal r = chair.body.width() * 0.085;
    const QPointF top(chair.body.center().x(), chair.body.top() + r * 2.1);
    dot(painter, top - QPointF(r * 1.5, 0), r, color);
    dot(painter, top + QPointF(r * 1.5, 0), r, color);
}

void paintBody(QPainter& painter, const QPainterPath& body, const Paints& paints, SeatLook look,
               const Chair& chair) {
    QPen pen = penOf(paints.line, chair.stroke);
    if (look == SeatLook::Allotted) {
        const qreal dash = std::max(2.0, chair.body.width() * 0.13) / chair.stroke;
        pen.setDashPattern({dash, dash});
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(pen);
    painter.setBrush(paints.fill);
    painter.drawPath(body);
}

/// A second, thinner edge inside the first.
void doubleEdge(QPainter& painter, const SeatShape& shape, Chair chair, const QColor& color) {
    const qreal in = chair.stroke * 1.9;
    chair.body.adjust(in, in, -in, -in);
    chair.corner *= 0.6;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penOf(color, chair.stroke * 0.6));
    painter.drawPath(bodyOf(shape, chair));
}

void paintMark(QPainter& painter, const SeatShape& shape, const QPainterPath& body, SeatLook look,
               const Chair& chair, const SeatMapColors& colors) {
    switch (look) {
    case SeatLook::Mine:
        doubleEdge(painter, shape, chair, mixed(colors.background, colors.mine, 0.5));
        break;
    case SeatLook::Selected:
        tick(painter, chair.body, colors.selectedInk);
        break;
    case SeatLook::Held:
        hatch(painter, body, colors.held, chair.stroke);
        break;
    case SeatLook::Sold:
        dot(painter, chair.body.center(), chair.body.width() * 0.11,
            mixed(colors.sold, colors.text, 0.42));
        break;
    case SeatLook::Blocked:
        cross(painter, chair.body, colors.blocked, chair.stroke);
        break;
    case SeatLook::Free:
    case SeatLook::Allotted:
        break;
    }
}

/// The same distinctions with fewer pixels.
void paintSmallMark(QPainter& painter, const SeatShape& shape, const QPainterPath& body,
                    SeatLook look, const Chair& chair, const SeatMapColors& colors) {
    const QRectF& box = chair.body;
    if (shape.kind == SeatKind::Premium)
        painter.fillRect(
            QRectF(box.left(), box.bottom() - chair.stroke * 1.6, box.width(), chair.stroke * 1.6),
            paintsFor(look, colors).rests);
    if (look == SeatLook::Selected && box.width() >= 8)
        tick(painter, box, colors.selectedInk);
    else if (look == SeatLook::Mine && shape.kind != SeatKind::Wheelchair)
        dot(painter, box.center(), std::max(1.0, box.width() * 0.17), colors.mine);
    else if (look == SeatLook::Blocked)
        cross(painter, box, colors.blocked, chair.stroke);
    if (look != SeatLook::Held)
        return;
    QPainterPath half;
    half.addPolygon(QPolygonF{box.bottomLeft(), box.topRight(), box.bottomRight()});
    painter.fillPath(body.intersected(half), colors.held);
}

/// The sign of a kind, where the state leaves room for it.
void paintKind(QPainter& painter, const SeatShape& shape, SeatLook look, const Chair& chair,
               const SeatMapColors& colors) {
    constexpr qreal kSmallestSign = 9;
    if (look == SeatLook::Selected || look == SeatLook::Blocked ||
        chair.body.width() < kSmallestSign)
        return;
    QColor ink = paintsFor(look, colors).line;
    if (look == SeatLook::Sold)
        ink = mixed(colors.sold, colors.text, 0.42);
    else if (look == SeatLook::Held)
        ink = colors.text;
    if (shape.kind == SeatKind::Wheelchair)
        wheelchair(painter, chair.body, ink);
    else if (shape.kind == SeatKind::Companion && chair.detailed && look != SeatLook::Sold)
        companion(painter, chair, ink);
}

} // namespace

void paintSeat(QPainter& painter, const SeatShape& shape, SeatLook look, qreal scale,
               const SeatMapColors& colors) {
    const Chair chair = chairOf(shape, scale);
    const Paints paints = paintsFor(look, colors);
    const QPainterPath body = bodyOf(shape, chair);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paints.rests);
    painter.drawPath(restsOf(shape, chair));
    paintBody(painter, body, paints, look, chair);
    if (!chair.detailed)
        paintSmallMark(painter, shape, body, look, chair, colors);
    else if (!(shape.kind == SeatKind::Wheelchair && look == SeatLook::Sold))
        paintMark(painter, shape, body, look, chair, colors);
    paintKind(painter, shape, look, chair, colors);
}

QColor numberColor(SeatLook look, const SeatMapColors& colors) {
    switch (look) {
    case SeatLook::Free:
        return colors.text;
    case SeatLook::Mine:
        return colors.text;
    case SeatLook::Allotted:
        return colors.textMuted;
    case SeatLook::Held:
    case SeatLook::Selected:
    case SeatLook::Sold:
    case SeatLook::Blocked:
        return Qt::transparent;
    }
    return Qt::transparent;
}

} // namespace foyer::qml
