#include "tests/viewmodels/fakes/kiosk_hands.h"

#include <algorithm>

namespace foyer::fakes {

using domain::SeatKind;

KioskHands::KioskHands() {
    terminal.openKiosk();
    terminal.onView = [this](const core::View& view) { counter.show(view); };
    terminal.publish();
    counter.tick(now);
    kiosk.attend();
}

void KioskHands::pass(std::chrono::seconds time) {
    for (std::chrono::seconds each{0}; each < time; ++each) {
        now += std::chrono::seconds{1};
        counter.tick(now);
    }
}

core::ShowtimeView& KioskHands::showtime() {
    for (core::ShowtimeView& row : terminal.schedule.showtimes)
        if (auditoriumOf(row.id) == kLargeAuditorium && row.start > kNow)
            return row;
    CHECK(false);
}

void KioskHands::chooseShowtime() {
    kiosk.chooseShowtime(QString::fromStdString(showtime().id.toString()));
}

void KioskHands::toParty() {
    kiosk.begin();
    chooseShowtime();
}

void KioskHands::toSeats(int people) {
    toParty();
    party.setCount(0, people);
    kiosk.next();
}

void KioskHands::toPay() {
    toSeats();
    kiosk.next();
}

void KioskHands::toReader() {
    toPay();
    kiosk.pay();
}

void KioskHands::freeTheSpaces() {
    CHECK(terminal.seatMap);
    const auto& seats = terminal.seatMap->plan->seats;
    core::ShowtimeView& row = showtime();
    row.freeWheelchairs = row.mineWheelchairs = 0;
    for (std::size_t seat = 0; seat < seats.size(); ++seat) {
        const SeatKind kind = seats[seat].kind;
        if (kind != SeatKind::Wheelchair && kind != SeatKind::Companion)
            continue;
        terminal.seatMap->letters[seat] = 'f';
        row.freeWheelchairs += kind == SeatKind::Wheelchair;
    }
    terminal.publish();
}

bool KioskHands::holds(SeatNo seat) const {
    const auto& lines = terminal.sale.lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const core::BasketLine& line) { return line.seat == seat; });
}

int KioskHands::freeSeat(SeatKind kind) const {
    const auto& seats = terminal.seatMap->plan->seats;
    for (std::size_t seat = 0; seat < seats.size(); ++seat) {
        const int number = static_cast<int>(seat);
        if (kiosk.letters()[number] == u'f' && seats[seat].kind == kind &&
            !holds(SeatNo{static_cast<std::uint16_t>(seat)}))
            return number;
    }
    CHECK(false);
}

} // namespace foyer::fakes
