#include "seat_scene.h"

#include "seat_glyph.h"
#include "seat_map_colors.h"

#include <algorithm>
#include <cmath>

namespace foyer::qml {

namespace {

constexpr qreal kTypicalWidth = 550; // millimetres; numbers are sized for it
constexpr qreal kReadable = 20;      // logical pixels of seat from which a number can be read

} // namespace

void SeatScene::setLayout(std::shared_ptr<const PlanLayout> layout) {
    m_layout = std::move(layout);
    m_looks.assign(m_layout ? m_layout->plan().seats.size() : 0, SeatLook::Blocked);
    m_sheetReady = false;
}

bool SeatScene::setLook(std::size_t seat, SeatLook look) {
    if (m_looks[seat] == look)
        return false;
    m_looks[seat] = look;
    return true;
}

void SeatScene::setView(const MapView& view, QSize size, qreal pixelRatio,
                        const QString& fontFamily) {
    if (view.scale != m_view.scale || pixelRatio != m_ratio || fontFamily != m_family)
        m_sheetReady = false;
    m_view = view;
    m_size = size;
    m_ratio = pixelRatio;
    m_family = fontFamily;
}

void SeatScene::dropPictures() {
    m_sheetReady = false;
}

QFont SeatScene::font(qreal logicalPixels, QFont::Weight weight) const {
    QFont font(m_family);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(logicalPixels * m_ratio))));
    font.setWeight(weight);
    return font;
}

bool SeatScene::numbersShown() const {
    return kTypicalWidth * m_view.scale / m_ratio >= kReadable;
}

SeatScene::Placing SeatScene::place(std::size_t seat) {
    Placing placing;
    if (m_sheetReady && tryPlace(seat, placing))
        return placing;
    const qreal number = std::clamp(kTypicalWidth * m_view.scale / m_ratio * 0.38, 9.0, 22.0);
    m_sheet.reset(m_layout.get(), m_colors, m_view.scale, font(number, QFont::DemiBold));
    m_sheetReady = true;
    placing = {};
    tryPlace(seat, placing);
    return placing;
}

bool SeatScene::tryPlace(std::size_t seat, Placing& placing) {
    const domain::Seat& what = m_layout->plan().seats[seat];
    const QPointF centre = m_view.toDevice(QPointF(what.at.x, what.at.y));
    const int x = static_cast<int>(std::lround(centre.x() * 4));
    const int y = static_cast<int>(std::lround(centre.y() * 4));
    const SeatLook look = m_looks[seat];
    const auto chair = m_sheet.chair(m_layout->shapeOf(seat), what.rotation, look, {x & 3, y & 3});
    if (!chair)
        return false;
    placing.parts[0] = {*chair, QPoint(x >> 2, y >> 2)};
    placing.count = 1;
    if (!numbersShown() || what.kind == domain::SeatKind::Wheelchair ||
        numberColor(look, *m_colors).alpha() == 0)
        return true;
    const auto number = m_sheet.number(what.label, look);
    if (!number)
        return false;
    // The middle of the cushion lies in front of the seat's centre by half the backrest.
    const qreal angle = qDegreesToRadians(static_cast<qreal>(what.rotation));
    const qreal forward = std::min(what.width, what.depth) * m_view.scale * 0.09;
    const QPointF middle = centre + QPointF(std::sin(angle), -std::cos(angle)) * forward;
    placing.parts[1] = {*number, QPoint(static_cast<int>(std::lround(middle.x())),
                                        static_cast<int>(std::lround(middle.y())))};
    placing.count = 2;
    return true;
}

QRect SeatScene::footprint(std::size_t seat) const {
    const domain::Seat& what = m_layout->plan().seats[seat];
    const SeatShape& shape = m_layout->shapes()[m_layout->shapeOf(seat)];
    const qreal reach = std::hypot(shape.width + 2 * shape.reach, shape.depth) / 2;
    const QPointF centre = m_view.toDevice(QPointF(what.at.x, what.at.y));
    const qreal radius = reach * m_view.scale + 4;
    return QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)).toAlignedRect();
}

} // namespace foyer::qml
