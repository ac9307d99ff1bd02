#pragma once

#include "shared/domain/seating_plan.h"

#include <QPointF>
#include <QRectF>

#include <cstdint>
#include <vector>

namespace foyer::qml {

/// Finds seats by place: a grid of cells, each knowing the seats whose centre lies in it. A look
/// under a finger visits nine cells, whatever the size of the plan.
class SeatIndex {
public:
    SeatIndex() = default;
    /// Keeps the plan's address: the plan must outlive the index.
    explicit SeatIndex(const domain::SeatingPlan& plan);

    /// The seat at a point of the plan in millimetres, or the nearest one within `slop` of its
    /// edge; -1 if there is none.
    int seatAt(QPointF point, qreal slop) const;

    /// Calls `visit(int seat)` for every seat that may touch `area`, in order of cells.
    template <class Visit>
    void visitIn(const QRectF& area, Visit visit) const {
        const QRectF wide = area.adjusted(-m_radius, -m_radius, m_radius, m_radius);
        const int left = column(wide.left()), right = column(wide.right());
        const int top = line(wide.top()), bottom = line(wide.bottom());
        for (int y = top; y <= bottom && m_columns > 0; ++y)
            for (std::uint32_t i = m_first[cell(left, y)]; i < m_first[cell(right, y) + 1]; ++i)
                visit(static_cast<int>(m_seats[i]));
    }

private:
    int column(qreal x) const;
    int line(qreal y) const;
    std::size_t cell(int column, int line) const {
        return static_cast<std::size_t>(line) * static_cast<std::size_t>(m_columns) +
               static_cast<std::size_t>(column);
    }
    std::size_t cellOf(const domain::Seat& seat) const;

    const domain::SeatingPlan* m_plan = nullptr;
    qreal m_radius = 0; // no seat reaches farther from its centre
    qreal m_side = 1000;
    QPointF m_origin;
    int m_columns = 0;
    int m_lines = 0;
    std::vector<std::uint32_t> m_first; // where each cell's seats begin in m_seats; one more at end
    std::vector<std::uint32_t> m_seats;
};

} // namespace foyer::qml
