#include "backdrop.h"

#include "seat_map_colors.h"
#include "seat_scene.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace foyer::qml {

namespace {

constexpr qreal kAreaTint = 0.09;
constexpr qreal kReadableRow = 9; // logical pixels between rows from which their labels fit

struct Brush {
    QPainter& painter;
    const SeatScene& scene;
    QRectF region;

    const MapView& view() const { return scene.view(); }
    qreal px(qreal logical) const { return logical * scene.pixelRatio(); }
    bool touches(const QRectF& box) const { return box.intersects(region); }
};

void drawText(const Brush& brush, QPointF middle, const QString& text, const QFont& font,
              const QColor& ink) {
    const QFontMetricsF metrics(font);
    const QSizeF size(metrics.horizontalAdvance(text) + 4, metrics.height());
    const QRectF box(middle - QPointF(size.width(), size.height()) / 2, size);
    if (!brush.touches(box))
        return;
    brush.painter.setFont(font);
    brush.painter.setPen(ink);
    brush.painter.drawText(box, Qt::AlignCenter, text);
}

void paintArea(const Brush& brush, const PlanLayout::Band& band) {
    const auto& area = brush.scene.layout()->plan().areas[band.area];
    const QColor hint(QString::fromStdString(area.color));
    if (!hint.isValid() || band.line.empty())
        return;
    const qreal width =
        std::min(brush.scene.layout()->rowPitch() + 20, band.width * 2.1) * brush.view().scale;
    QPolygonF line;
    for (const QPointF& point : band.line)
        line << brush.view().toDevice(point);
    if (!brush.touches(line.boundingRect().adjusted(-width, -width, width, width)))
        return;
    brush.painter.setPen(QPen(mixed(brush.scene.colors().background, hint, kAreaTint), width,
                              Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    brush.painter.drawPolyline(line);
}

QPen penFor(const Brush& brush, domain::Decoration::Kind kind) {
    using Kind = domain::Decoration::Kind;
    const SeatMapColors& colors = brush.scene.colors();
    QPen pen(colors.line, brush.px(1), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    switch (kind) {
    case Kind::Aisle:
        pen.setDashPattern({4, 5});
        break;
    case Kind::Wall:
        pen.setWidthF(brush.px(2));
        break;
    case Kind::BalconyEdge:
        pen.setWidthF(brush.px(4));
        pen.setColor(mixed(colors.line, colors.textMuted, 0.25));
        break;
    case Kind::Step:
    case Kind::Text:
        break;
    }
    return pen;
}

void paintDecoration(const Brush& brush, const domain::Decoration& decoration) {
    QPolygonF line;
    QPointF sum;
    const qreal top = brush.scene.layout()->bounds().top();
    for (const auto& point : decoration.points) {
        line << brush.view().toDevice(QPointF(point.x, std::max<qreal>(point.y, top)));
        sum += line.back();
    }
    if (line.isEmpty())
        return;
    if (line.size() > 1 && decoration.kind != domain::Decoration::Kind::Text &&
        brush.touches(line.boundingRect().adjusted(-8, -8, 8, 8))) {
        brush.painter.setPen(penFor(brush, decoration.kind));
        brush.painter.drawPolyline(line);
    }
    if (decoration.label.empty() || !brush.scene.wordsShown())
        return;
    const QPointF middle = sum / static_cast<qreal>(line.size());
    drawText(brush, middle, QString::fromStdString(decoration.label), brush.scene.font(12),
             brush.scene.colors().textMuted);
}

QPainterPath arcOf(const QRectF& box, qreal deeper = 0) {
    QPainterPath path(QPointF(box.left() + deeper, box.bottom()));
    path.quadTo({box.center().x(), box.top() - box.height()}, {box.right() - deeper, box.bottom()});
    return path;
}

void paintPicture(const Brush& brush) {
    const QRectF box = brush.view().toDevice(brush.scene.layout()->picture());
    const qreal depth = 1700 * brush.view().scale;
    const QRectF all = box.adjusted(-depth, -depth, depth, depth);
    if (!brush.touches(all))
        return;
    const QColor light = brush.scene.colors().picture;
    QPainterPath cone = arcOf(box);
    cone.lineTo(box.right() + depth * 0.35, box.bottom() + depth);
    cone.quadTo({box.center().x(), box.bottom() + depth - 2 * box.height()},
                {box.left() - depth * 0.35, box.bottom() + depth});
    cone.closeSubpath();
    QLinearGradient fade(0, box.top(), 0, box.bottom() + depth - box.height());
    QColor near = light, far = light;
    near.setAlphaF(0.13f);
    far.setAlphaF(0);
    fade.setColorAt(0, near);
    fade.setColorAt(1, far);
    brush.painter.fillPath(cone, fade);
    brush.painter.setPen(QPen(mixed(brush.scene.colors().background, light, 0.85),
                              std::clamp(140 * brush.view().scale, brush.px(2), brush.px(6)),
                              Qt::SolidLine, Qt::RoundCap));
    brush.painter.setBrush(Qt::NoBrush);
    brush.painter.drawPath(arcOf(box));
    if (!brush.scene.wordsShown())
        return;
    QFont font = brush.scene.font(11, QFont::DemiBold);
    font.setLetterSpacing(QFont::AbsoluteSpacing, brush.px(2.4));
    const qreal lift = std::max(brush.px(12), 300 * brush.view().scale);
    drawText(brush, {box.center().x(), box.top() - lift},
             QCoreApplication::translate("SeatMap", "PICTURE"), font,
             brush.scene.colors().textMuted);
}

void paintRowLabels(const Brush& brush) {
    const PlanLayout& layout = *brush.scene.layout();
    const qreal pitch = layout.rowPitch() * brush.view().scale / brush.scene.pixelRatio();
    if (pitch < kReadableRow)
        return;
    const QFont font = brush.scene.font(std::clamp(pitch * 0.42, 9.0, 17.0), QFont::DemiBold);
    for (const auto& label : layout.rowLabels())
        drawText(brush, brush.view().toDevice(label.at),
                 QString::fromStdString(layout.plan().rows[label.row].label), font,
                 brush.scene.colors().textMuted);
}

void paintEntrance(const Brush& brush, const domain::Entrance& entrance) {
    const PlanLayout& layout = *brush.scene.layout();
    QPointF at(entrance.at.x, std::max<qreal>(entrance.at.y, layout.picture().top()));
    at = brush.view().toDevice(at);
    const QFont font = brush.scene.font(11);
    const QFontMetricsF metrics(font);
    const QString text = QString::fromStdString(entrance.label);
    const qreal width = metrics.horizontalAdvance(text) + brush.px(16);
    QRectF tag(at.x() - width / 2, at.y() - brush.px(10), width, brush.px(20));
    // A long word at the wall is pushed inwards, never cut off.
    const QRectF room = brush.view().toDevice(layout.bounds());
    tag.moveLeft(std::clamp(tag.left(), room.left(), std::max(room.left(), room.right() - width)));
    if (!brush.touches(tag))
        return;
    const SeatMapColors& colors = brush.scene.colors();
    brush.painter.setPen(QPen(entrance.emergency ? colors.mine : colors.line, brush.px(1)));
    brush.painter.setBrush(mixed(colors.background, colors.line, 0.5));
    brush.painter.drawRoundedRect(tag, brush.px(5), brush.px(5));
    drawText(brush, tag.center(), text, font, colors.textMuted);
}

} // namespace

void paintBackdrop(QPainter& painter, const SeatScene& scene, const QRect& region) {
    const Brush brush{painter, scene, region};
    const auto& plan = scene.layout()->plan();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& band : scene.layout()->bands())
        paintArea(brush, band);
    paintPicture(brush);
    painter.setBrush(Qt::NoBrush);
    for (const auto& decoration : plan.decorations)
        paintDecoration(brush, decoration);
    if (!scene.wordsShown())
        return;
    paintRowLabels(brush);
    for (const auto& entrance : plan.entrances)
        paintEntrance(brush, entrance);
}

} // namespace foyer::qml
