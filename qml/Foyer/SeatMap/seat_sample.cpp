#include "seat_sample.h"

#include "seat_glyph.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace foyer::qml {

namespace {

constexpr std::array<const char*, kSeatLookCount> kLookNames = {
    "free", "mine", "selected", "held", "allotted", "sold", "blocked"};
static_assert(kLookNames.size() == static_cast<std::size_t>(SeatLook::Blocked) + 1);

SeatLook lookFrom(const QString& name) {
    const auto found = std::find(kLookNames.begin(), kLookNames.end(), name);
    return found == kLookNames.end() ? SeatLook::Blocked
                                     : static_cast<SeatLook>(found - kLookNames.begin());
}

} // namespace

SeatSample::SeatSample(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setImplicitSize(26, 26);
    connect(this, &SeatSample::changed, this, [this] { update(); });
}

void SeatSample::setColors(SeatMapColors* colors) {
    if (colors == m_colors)
        return;
    if (m_colors)
        m_colors->disconnect(this);
    m_colors = colors;
    if (m_colors)
        connect(m_colors, &SeatMapColors::changed, this, [this] { update(); });
    emit changed();
}

void SeatSample::paint(QPainter* painter) {
    if (!m_colors)
        return;
    const auto kind = domain::seatKindFrom(m_kind.toStdString());
    SeatShape shape;
    shape.kind = kind.value_or(domain::SeatKind::Standard);
    shape.width = shape.depth = std::min(width(), height());
    painter->translate(width() / 2, height() / 2);
    if (shape.kind != domain::SeatKind::Sofa)
        return paintSeat(*painter, shape, lookFrom(m_look), 1, *m_colors);
    // A sofa is two halves; shown smaller, so that both fit into the place of one seat.
    shape.width *= 0.5;
    shape.depth = shape.width * 1.3;
    for (const auto join : {SeatShape::Join::Right, SeatShape::Join::Left}) {
        painter->save();
        painter->translate(join == SeatShape::Join::Right ? -shape.width / 2 : shape.width / 2, 0);
        shape.join = join;
        paintSeat(*painter, shape, lookFrom(m_look), 1, *m_colors);
        painter->restore();
    }
}

} // namespace foyer::qml
