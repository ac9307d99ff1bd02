#include "app/viewmodels/seat_map_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>

namespace foyer::viewmodels {

namespace {

SeatNo seatNo(int seat) {
    return SeatNo{static_cast<std::uint16_t>(seat)};
}

} // namespace

SeatMapModel::SeatMapModel(Wishes& wishes, QObject* parent) : QObject(parent), m_wishes(wishes) {}

void SeatMapModel::show(const core::SeatMapView* view) {
    const core::SeatMapView shown = view ? *view : core::SeatMapView{};
    const bool other = shown.plan != m_view.plan || shown.showtime != m_view.showtime;
    m_view = shown;
    m_mine.clear();
    m_letters = QString::fromStdString(m_view.letters);
    for (int seat = 0; seat < m_letters.size(); ++seat)
        if (m_letters[seat] == QLatin1Char(core::kMineLetter)) {
            m_mine.append(seat);
            m_letters[seat] = QLatin1Char(domain::letterOf(domain::SeatState::Allotted));
        }
    if (other)
        emit opened();
    emit lettersChanged();
}

void SeatMapModel::showSelection(const core::SaleView& sale) {
    QList<int> selection;
    for (const core::BasketLine& line : sale.lines)
        selection.append(line.seat.value);
    if (selection == m_selection)
        return;
    m_selection = selection;
    emit selectionChanged();
}

void SeatMapModel::showHeading(const core::ScheduleView& schedule) {
    const auto row = std::find_if(schedule.showtimes.begin(), schedule.showtimes.end(),
                                  [&](const auto& each) { return each.id == m_view.showtime; });
    if (row == schedule.showtimes.end() || !open()) {
        m_movie.clear();
        m_heading.clear();
    } else {
        m_movie = QString::fromStdString(row->movie);
        m_heading =
            tr("%1 · %2 · %3 of %4 free")
                .arg(timeText(row->start, row->utcOffset), QString::fromStdString(row->auditorium))
                .arg(row->free + row->mine)
                .arg(row->seats);
    }
    emit headingChanged();
}

void SeatMapModel::toggle(int seat) {
    if (open() && seat >= 0 && seat < static_cast<int>(m_view.plan->seatCount()))
        m_wishes.wish(core::ToggleSeat{seatNo(seat)});
}

void SeatMapModel::chooseBest(int count) {
    if (open() && count > 0)
        m_wishes.wish(core::ChooseBest{static_cast<std::size_t>(count)});
}

void SeatMapModel::close() {
    m_wishes.wish(core::CloseShowtime{});
}

} // namespace foyer::viewmodels
