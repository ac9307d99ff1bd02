#pragma once

#include "app/core/view.h"
#include "tests/rig/witness.h"

#include <functional>
#include <optional>

namespace foyer::rig {

/// Somebody before the counter and what they come for.
struct Customer {
    enum class Wish : std::uint8_t {
        Buys,
        LeavesBeforePaying,
        RegretsIt,    ///< buys and has it voided at once
        WantsACopy,   ///< buys and has the tickets printed again
        BringsItBack, ///< has an earlier sale voided: `booking`
        LostTheirs    ///< has an earlier sale printed again: `booking`
    };
    Wish wish = Wish::Buys;
    std::optional<ShowtimeId> showtime;
    std::size_t seats = 2;
    BookingId booking;
};

/// What became of a customer.
struct Served {
    enum class Outcome : std::uint8_t { Sold, NoSeats, Left, Voided, Copied, Refused };
    Outcome outcome = Outcome::Refused;
    core::SaleView sale; // of Sold
};

/// The hands at the counter: looks at the screen and taps, one thing at a time, until the customer
/// is served; logs in and answers what a restart left open first, truthfully from the witness.
/// Holds still while a tap is under way: `wished()` says that its direct effects are on the screen.
/// One thread.
class Counter {
public:
    struct Setup {
        std::string pin;
        /// Taps; wished() follows for each.
        std::function<void(core::Event)> wish;
        std::function<void(const Served&)> served;
    };
    /// `witness` outlives this.
    Counter(Witness& witness, Setup setup) : m_witness(witness), m_setup(std::move(setup)) {}

    void show(const core::View& view);
    void wished();
    /// Looks again: patience may be at an end.
    void look();

    /// Requires: isFree().
    void serve(const Customer& customer);
    bool isFree() const { return !m_customer; }
    bool hasView() const { return m_view.login != nullptr; }
    const core::View& view() const { return m_view; }
    /// Nobody is logged in yet, or something is open: a payment, a question, paper, a customer.
    bool isBusy() const { return *busyWith() != 0; }
    /// With what, in one word; empty: with nothing.
    const char* busyWith() const;
    /// Nothing is open, and the server has everything.
    bool isSettled() const;

private:
    enum class Step : std::uint8_t { Arrives, Chooses, Pays, Afterwards };

    void noteWhatIsShown();
    void tap(core::Event event);
    bool logIn();
    bool answerQuestion();
    void attend();
    void attendSale();
    void choose();
    void pay();
    void afterwards();
    void attendOldSale();
    void end(Served::Outcome outcome);
    const core::OwnSaleView* oldSale() const;

    Witness& m_witness;
    Setup m_setup;
    core::View m_view;
    std::optional<Customer> m_customer;
    Step m_step = Step::Arrives;
    int m_looks = 0; // without anything happening
    int m_tapsUnderWay = 0;
    core::SaleView m_sold;
};

} // namespace foyer::rig
