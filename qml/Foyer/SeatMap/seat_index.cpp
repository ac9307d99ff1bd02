#include "seat_index.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace foyer::qml {

namespace {

/// How far outside the seat's rectangle the point lies, in millimetres; nought inside.
qreal distanceTo(const domain::Seat& seat, QPointF point) {
    const qreal angle = -seat.rotation * std::numbers::pi / 180;
    const QPointF away(point.x() - seat.at.x, point.y() - seat.at.y);
    const qreal x = away.x() * std::cos(angle) - away.y() * std::sin(angle);
    const qreal y = away.x() * std::sin(angle) + away.y() * std::cos(angle);
    const qreal overX = std::max(0.0, std::abs(x) - seat.width / 2.0);
    const qreal overY = std::max(0.0, std::abs(y) - seat.depth / 2.0);
    return std::hypot(overX, overY);
}

} // namespace

SeatIndex::SeatIndex(const domain::SeatingPlan& plan) : m_plan(&plan) {
    if (plan.seats.empty())
        return;
    QPointF low(plan.seats[0].at.x, plan.seats[0].at.y), high = low;
    for (const auto& seat : plan.seats) {
        low = {std::min<qreal>(low.x(), seat.at.x), std::min<qreal>(low.y(), seat.at.y)};
        high = {std::max<qreal>(high.x(), seat.at.x), std::max<qreal>(high.y(), seat.at.y)};
        m_radius = std::max(m_radius, std::hypot(seat.width, seat.depth) / 2);
    }
    m_origin = low;
    m_side = std::max(800.0, m_radius * 2);
    m_columns = static_cast<int>((high.x() - low.x()) / m_side) + 1;
    m_lines = static_cast<int>((high.y() - low.y()) / m_side) + 1;
    // Counted first, then filled: two flat arrays instead of a list for each cell.
    m_first.assign(cell(m_columns - 1, m_lines - 1) + 2, 0);
    for (const auto& seat : plan.seats)
        ++m_first[cellOf(seat) + 1];
    for (std::size_t i = 1; i < m_first.size(); ++i)
        m_first[i] += m_first[i - 1];
    auto next = m_first;
    m_seats.resize(plan.seats.size());
    for (std::size_t i = 0; i < plan.seats.size(); ++i)
        m_seats[next[cellOf(plan.seats[i])]++] = static_cast<std::uint32_t>(i);
}

int SeatIndex::column(qreal x) const {
    return std::clamp(static_cast<int>(std::floor((x - m_origin.x()) / m_side)), 0,
                      std::max(0, m_columns - 1));
}

int SeatIndex::line(qreal y) const {
    return std::clamp(static_cast<int>(std::floor((y - m_origin.y()) / m_side)), 0,
                      std::max(0, m_lines - 1));
}

std::size_t SeatIndex::cellOf(const domain::Seat& seat) const {
    return cell(column(seat.at.x), line(seat.at.y));
}

int SeatIndex::seatAt(QPointF point, qreal slop) const {
    int best = -1;
    qreal nearest = slop;
    qreal nearestCentre = 0;
    visitIn(QRectF(point, QSizeF(0, 0)).adjusted(-slop, -slop, slop, slop), [&](int no) {
        const auto& seat = m_plan->seats[static_cast<std::size_t>(no)];
        const qreal distance = distanceTo(seat, point);
        const qreal centre = std::hypot(point.x() - seat.at.x, point.y() - seat.at.y);
        // Seats that overlap on paper are told apart by their centres.
        if (distance > nearest || (best >= 0 && distance == nearest && centre >= nearestCentre))
            return;
        best = no;
        nearest = distance;
        nearestCentre = centre;
    });
    return best;
}

} // namespace foyer::qml
