#include "plan_layout.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace foyer::qml {

namespace {

constexpr qreal kLabelGap = 620;     // from the edge seat's side to the middle of the row label
constexpr qreal kLabelRoom = 420;    // half of what a row label takes
constexpr qreal kPictureGap = 2000;  // the picture is drawn no farther than this from row one
constexpr qreal kPictureSag = 380;   // how much its middle lies higher than its ends
constexpr qreal kPictureTitle = 700; // room above it

QPointF pointOf(domain::Point at) {
    return QPointF(at.x, at.y);
}

QPointF turned(QPointF point, qreal degrees) {
    if (degrees == 0)
        return point;
    const qreal angle = degrees * std::numbers::pi / 180;
    return {point.x() * std::cos(angle) - point.y() * std::sin(angle),
            point.x() * std::sin(angle) + point.y() * std::cos(angle)};
}

QRectF boxOf(const domain::Seat& seat) {
    const QPointF a = turned({seat.width / 2.0, seat.depth / 2.0}, seat.rotation);
    const QPointF b = turned({seat.width / 2.0, -seat.depth / 2.0}, seat.rotation);
    const qreal x = std::max(std::abs(a.x()), std::abs(b.x()));
    const qreal y = std::max(std::abs(a.y()), std::abs(b.y()));
    return QRectF(seat.at.x - x, seat.at.y - y, 2 * x, 2 * y);
}

SeatShape shapeFor(const domain::SeatingPlan& plan, const domain::Seat& seat) {
    SeatShape shape;
    shape.kind = seat.kind;
    shape.width = seat.width;
    shape.depth = seat.depth;
    if (seat.kind == domain::SeatKind::Sofa && seat.partner) {
        const QPointF away = pointOf(plan.seat(*seat.partner).at) - pointOf(seat.at);
        const qreal across = turned(away, -seat.rotation).x();
        shape.join = across < 0 ? SeatShape::Join::Left : SeatShape::Join::Right;
        shape.reach = std::round(std::max(0.0, std::abs(across) / 2 - seat.width / 2.0));
    }
    return shape;
}

/// Drops points that lie on the straight line of their neighbours, so that a straight row of a
/// hundred seats is one line.
void straighten(std::vector<QPointF>& line) {
    std::vector<QPointF> kept;
    for (const QPointF& point : line) {
        while (kept.size() >= 2) {
            const QPointF a = kept[kept.size() - 2], b = kept.back();
            const QPointF whole = point - a, part = b - a;
            const qreal length = std::hypot(whole.x(), whole.y());
            if (std::abs(whole.x() * part.y() - whole.y() * part.x()) > 20 * length)
                break;
            kept.pop_back();
        }
        kept.push_back(point);
    }
    line = std::move(kept);
}

} // namespace

PlanLayout::PlanLayout(std::shared_ptr<const domain::SeatingPlan> plan)
    : m_plan(std::move(plan)), m_index(*m_plan) {
    findShapes();
    findRows();
    labelRows();
    findBounds();
    placePicture();
}

void PlanLayout::findShapes() {
    m_shapeOf.reserve(m_plan->seats.size());
    for (const auto& seat : m_plan->seats) {
        const SeatShape shape = shapeFor(*m_plan, seat);
        // Searched from the back: a seat is mostly like the one before it.
        const auto found = std::find(m_shapes.rbegin(), m_shapes.rend(), shape);
        if (found != m_shapes.rend()) {
            m_shapeOf.push_back(static_cast<std::uint16_t>(m_shapes.rend() - found - 1));
            continue;
        }
        m_shapeOf.push_back(static_cast<std::uint16_t>(m_shapes.size()));
        m_shapes.push_back(shape);
    }
}

void PlanLayout::findRows() {
    std::vector<qreal> middles;
    for (std::size_t i = 0; i < m_plan->seats.size();) {
        const std::size_t row = m_plan->seats[i].row;
        const domain::Seat& first = m_plan->seats[i];
        Band band{first.area.value, 0, {}};
        const std::size_t begin = i;
        std::size_t last = i;
        for (; i < m_plan->seats.size() && m_plan->seats[i].row == row; last = i++) {
            const domain::Seat& seat = m_plan->seats[i];
            const bool follows =
                i == 0 || band.line.empty() ||
                (seat.left && seat.left->value == i - 1 && seat.area.value == band.area);
            if (!follows) {
                straighten(band.line);
                m_bands.push_back(std::exchange(band, {seat.area.value, 0, {}}));
            }
            const QPointF side = turned({seat.width * 0.5, 0}, seat.rotation);
            if (band.line.empty())
                band.line.push_back(pointOf(seat.at) - side);
            band.line.push_back(pointOf(seat.at));
            band.line.push_back(pointOf(seat.at) + side);
            band.width = std::max<qreal>(band.width, seat.depth);
        }
        straighten(band.line);
        m_bands.push_back(std::move(band));
        middles.push_back(first.at.y);
        m_spans.push_back({begin, last});
    }
    std::vector<qreal> gaps;
    for (std::size_t i = 1; i < middles.size(); ++i)
        gaps.push_back(std::abs(middles[i] - middles[i - 1]));
    if (gaps.empty())
        return;
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2),
                     gaps.end());
    m_rowPitch = std::max(400.0, gaps[gaps.size() / 2]);
}

void PlanLayout::labelRows() {
    // Long rows first: where a box of six seats meets the stalls, the stalls keep their letter.
    std::stable_sort(m_spans.begin(), m_spans.end(),
                     [](RowSpan a, RowSpan b) { return a.last - a.first > b.last - b.first; });
    for (const auto& span : m_spans) {
        const auto& first = m_plan->seats[span.first];
        addLabel(first.row, first, -1);
        addLabel(first.row, m_plan->seats[span.last], 1);
    }
}

void PlanLayout::addLabel(std::size_t row, const domain::Seat& seat, int side) {
    const qreal away = side * (seat.width / 2.0 + kLabelGap);
    const QPointF at = pointOf(seat.at) + turned({away, 0}, seat.rotation);
    const auto collides = [&](const RowLabel& other) {
        const QPointF apart = other.at - at;
        return std::hypot(apart.x(), apart.y()) < 1.5 * kLabelRoom;
    };
    if (m_index.seatAt(at, kLabelRoom / 2) < 0 &&
        std::none_of(m_rowLabels.begin(), m_rowLabels.end(), collides))
        m_rowLabels.push_back({row, at});
}

void PlanLayout::findBounds() {
    for (const auto& seat : m_plan->seats)
        m_seatBounds |= boxOf(seat);
    m_bounds = m_seatBounds;
    const QPointF room(kLabelRoom, kLabelRoom);
    for (const auto& label : m_rowLabels)
        m_bounds |= QRectF(label.at - room, label.at + room);
    m_bounds.adjust(0, 0, 0, 300);
}

void PlanLayout::placePicture() {
    const qreal middle = m_plan->size.x > 0 ? m_plan->size.x / 2.0 : m_seatBounds.center().x();
    const qreal width = m_plan->pictureWidth > 0 ? m_plan->pictureWidth : m_seatBounds.width();
    // The empty floor before the first row says nothing and would make every seat smaller.
    const qreal y = std::max(m_seatBounds.top() - kPictureGap, 0.0);
    m_picture = QRectF(middle - width / 2, y - kPictureSag, width, kPictureSag);
    m_bounds |= m_picture.adjusted(0, -kPictureTitle, 0, 0);
    const QPointF room(500, 350);
    for (const auto& entrance : m_plan->entrances) {
        QPointF at = pointOf(entrance.at);
        at.setY(std::max(at.y(), m_picture.top()));
        m_bounds |= QRectF(at - room, at + room);
    }
    for (const auto& decoration : m_plan->decorations)
        for (const auto& point : decoration.points)
            m_bounds |= QRectF(point.x - 50, std::max<qreal>(point.y, m_picture.top()), 100, 50);
}

} // namespace foyer::qml
