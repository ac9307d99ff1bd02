#pragma once

#include "app/viewmodels/counter_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

namespace foyer::fakes {

/// A kiosk on a FakeTerminal, opened by its staff, and a customer's hands on its view model.
class KioskHands final {
public:
    KioskHands();
    ~KioskHands() { terminal.onView = {}; }

    FakeTerminal terminal;
    viewmodels::CounterModel counter{terminal};
    viewmodels::KioskModel& kiosk = *counter.kiosk();
    viewmodels::PartyModel& party = *kiosk.party();
    Instant now = kNow;

    /// A look at the clock each second.
    void pass(std::chrono::seconds time);
    /// In the large auditorium, later this evening.
    core::ShowtimeView& showtime();
    void chooseShowtime();
    void toParty();
    void toSeats(int people = 2);
    void toPay();
    /// The card reader has the amount.
    void toReader();
    /// All of the auditorium's wheelchair spaces, and the seats beside them, are free.
    void freeTheSpaces();
    /// A free seat of that kind which is not in the basket.
    int freeSeat(domain::SeatKind kind = domain::SeatKind::Standard) const;
    bool holds(SeatNo seat) const;
};

} // namespace foyer::fakes
