#include "gallery_model.h"

#include <cmath>

namespace foyer::gallery {

namespace {

/// A number in [0, 1) that depends on its argument alone.
double scatter(std::size_t of) {
    const double wave = std::sin(static_cast<double>(of) * 12.9898) * 43758.5453;
    return wave - std::floor(wave);
}

} // namespace

GalleryModel::GalleryModel(domain::SeatingPlan plan)
    : m_plan{std::make_shared<const domain::SeatingPlan>(std::move(plan))} {
    fillSeats();
    chooseSeats();
}

void GalleryModel::fillSeats() {
    const auto& plan = *m_plan.plan;
    const double middle = plan.size.x / 2.0;
    for (std::size_t i = 0; i < plan.seats.size(); ++i) {
        const auto& seat = plan.seats[i];
        // People sit in pairs, towards the middle, from the back to the front.
        const double depth = static_cast<double>(seat.row) / static_cast<double>(plan.rows.size());
        const double aside = std::abs(seat.at.x - middle) / std::max(1.0, middle);
        const double likely = 0.15 + 0.75 * depth - 0.55 * aside;
        const double dice = scatter(seat.row * 100u + (i % 97) / 2);
        m_states += dice < likely ? u's' : dice < likely + 0.035 ? u'h' : dice > 0.93 ? u'a' : u'f';
    }
}

bool GalleryModel::isFree(std::size_t seat) const {
    return m_states[static_cast<qsizetype>(seat)] == u'f';
}

void GalleryModel::chooseSeats() {
    const auto& seats = m_plan.plan->seats;
    for (std::size_t i = 0; i + 1 < seats.size(); ++i) {
        const bool pair = isFree(i) && isFree(i + 1) && seats[i].right;
        const auto no = static_cast<int>(i);
        if (pair && m_selection.isEmpty() && seats[i].row * 2u > m_plan.plan->rows.size())
            m_selection = {no, no + 1};
        else if (pair && m_mine.size() < 24 && scatter(i * 7) < 0.22)
            m_mine << no << no + 1;
    }
    for (std::size_t i = 3; i < 6 && i < seats.size(); ++i)
        m_states[static_cast<qsizetype>(i)] = u'b';
}

void GalleryModel::toggle(int seat) {
    if (!m_selection.removeOne(seat) && isFree(static_cast<std::size_t>(seat)))
        m_selection << seat;
    emit selectionChanged();
}

} // namespace foyer::gallery
