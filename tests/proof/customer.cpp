#include "tests/proof/customer.h"

#include "tests/bench/report.h"

#include <algorithm>
#include <array>
#include <utility>

namespace foyer::proof {

using bench::require;

namespace {

constexpr std::chrono::milliseconds kComeBackLater{20};

// Of a hundred: what a customer does. What needs a hold is a read while there is none.
constexpr std::uint64_t kReads = 20;
constexpr std::uint64_t kHolds = 40;

// Each keeps its seats for the whole of its time.
constexpr std::uint64_t kAbandonedOneIn = 16;
constexpr std::uint64_t kLateOneIn = 8; // of the others

/// Of those who use a hold; a sale that is known is paid back instead.
constexpr std::array kUses{Action::Extend, Action::Release, Action::Sell, Action::Sell,
                           Action::Refund};

} // namespace

std::string_view Customer::next() {
    if (!m_notebook.begin())
        return {};
    choose();
    m_request = request();
    m_begin = m_notebook.now();
    m_asked = true;
    return m_request;
}

void Customer::choose() {
    const std::uint64_t dice = m_notebook.random().below(100);
    m_seats.clear();
    if (dice >= kReads && dice < kReads + kHolds)
        return chooseHold();
    if (dice < kReads || !chooseUse())
        chooseRead();
}

/// Whoever has seen the map asks now and then only whether it is still the same.
void Customer::chooseRead() {
    m_action = Action::Read;
    m_named = m_notebook.random().chance(2) ? m_etag : std::string();
}

void Customer::chooseHold() {
    Random& random = m_notebook.random();
    m_action = Action::Hold;
    m_known = {m_notebook.nextHold(), {}, {}};
    const std::size_t seats = m_notebook.seats();
    const std::size_t first = random.below(seats);
    m_seats.push_back(SeatNo{static_cast<std::uint16_t>(first)});
    if (random.chance(4))
        m_seats.push_back(SeatNo{static_cast<std::uint16_t>((first + 1) % seats)});
    std::sort(m_seats.begin(), m_seats.end());
}

bool Customer::chooseUse() {
    const KnownHold* known = m_notebook.someHold();
    if (!known)
        return false;
    m_known = *known;
    m_seats = known->hold.seats;
    m_action = kUses[m_notebook.random().below(kUses.size())];
    if (m_action == Action::Refund && known->booking.isNull())
        m_action = Action::Sell;
    return true;
}

std::string Customer::request() const {
    switch (m_action) {
    case Action::Hold:
        return m_shop.hold(m_notebook.showtime(), m_seats);
    case Action::Extend:
        return m_shop.extend(m_known.hold);
    case Action::Release:
        return m_shop.release(m_known.hold);
    case Action::Sell:
        return m_shop.sell(m_known.hold);
    case Action::Refund:
        return m_shop.refund(m_known.booking);
    case Action::Read:
        return m_shop.map(m_notebook.showtime(), m_named);
    }
    return {};
}

void Customer::answered(const bench::Answer& answer) {
    m_asked = false;
    if (Shop::isTurnedAway(answer) || Shop::isStranger(answer)) {
        m_notebook.giveBack();
        ++m_notebook.counts().turnedAway;
        m_pause = kComeBackLater;
        return m_afterAnswer();
    }
    const Moment end = m_notebook.now();
    m_notebook.waited(end.at - m_begin.at);
    Operation operation;
    operation.action = m_action;
    operation.hold = m_known.number;
    operation.begin = m_begin.tick;
    operation.end = end.tick;
    operation.beganAt = m_begin.at;
    operation.endedAt = end.at;
    ++m_notebook.counts().operations;
    if (Shop::isRefused(answer, m_action))
        writeRefused(answer, operation);
    else
        writeDone(answer, operation);
    m_afterAnswer();
}

void Customer::writeDown(Operation operation) {
    for (const SeatNo seat : m_seats)
        m_notebook.write(seat, operation);
}

void Customer::writeRefused(const bench::Answer& answer, const Operation& base) {
    ++m_notebook.counts().refused;
    Operation operation = base;
    operation.ending = Ending::Refused;
    // A hold is refused for the seats it names; of the others it says nothing.
    if (m_action == Action::Hold)
        m_seats = Shop::takenSeats(answer);
    // Only what was neither sold nor can be is not sold, only what was refunded not refunded.
    KnownHold* known = m_notebook.holdNumbered(m_known.number);
    if (known && (m_action == Action::Sell || m_action == Action::Refund))
        known->over = true;
    writeDown(operation);
}

void Customer::writeDone(const bench::Answer& answer, Operation operation) {
    ++m_notebook.counts().done;
    if (m_action == Action::Read)
        return writeMap(answer, operation);
    learn(answer, operation);
    if (!operation.again)
        m_notebook.counts().changed(m_action);
    writeDown(operation);
}

/// What everybody knows is used at once; only what nobody knows runs out.
void Customer::learnHold(KnownHold hold) {
    Random& random = m_notebook.random();
    if (random.chance(kAbandonedOneIn))
        ++m_notebook.counts().abandoned;
    else if (random.chance(kLateOneIn))
        m_notebook.learnLate(std::move(hold));
    else
        m_notebook.learn(std::move(hold));
}

void Customer::learn(const bench::Answer& answer, Operation& operation) {
    if (m_action == Action::Hold) {
        const Hold hold = Shop::holdIn(answer);
        require(hold.seats == m_seats, "a hold has other seats than asked for");
        operation.earliestExpiry = operation.latestExpiry = hold.expiresAt;
        if (m_seats.size() > 1)
            m_notebook.pairs().push_back(m_seats);
        return learnHold({m_known.number, hold, {}, false, false});
    }
    KnownHold* known = m_notebook.holdNumbered(m_known.number);
    if (m_action == Action::Extend) {
        operation.earliestExpiry = operation.latestExpiry = Shop::holdIn(answer).expiresAt;
        if (known)
            known->hold.expiresAt = operation.latestExpiry;
    } else if (m_action == Action::Sell) {
        const BookingId booking = Shop::bookingIn(answer);
        operation.again = !known || !known->booking.isNull();
        require(!known || known->booking.isNull() || known->booking == booking,
                "one hold became two bookings");
        if (known)
            known->booking = booking;
    } else if (m_action == Action::Refund) {
        operation.again = !known || std::exchange(known->refunded, true);
    }
    if (known && (m_action == Action::Release || m_action == Action::Refund))
        known->over = true;
}

void Customer::writeMap(const bench::Answer& answer, Operation operation) {
    if (Shop::isUnchanged(answer)) {
        require(!m_named.empty(), "a map is said to be the same as none");
        ++m_notebook.counts().unchanged;
    } else {
        m_letters = answer.body;
        m_etag = answer.header("ETag");
    }
    require(m_letters.size() >= m_notebook.seats(), "a map has too few seats");
    for (std::size_t i = 0; i < m_notebook.seats(); ++i) {
        const auto state = domain::seatStateFrom(m_letters[i]);
        require(state.has_value(), "a map has a state that nobody knows");
        operation.seen = *state;
        m_notebook.write(SeatNo{static_cast<std::uint16_t>(i)}, operation);
    }
}

/// What was under way may have happened, until the server was killed; what was sent to the dead one
/// has not.
bool Customer::lost() {
    const Moment& kill = m_notebook.lastKill();
    const bool happenedNot = m_begin.tick > kill.tick;
    if (!std::exchange(m_asked, false) || happenedNot) {
        m_notebook.giveBack();
        return true;
    }
    ++m_notebook.counts().operations;
    ++m_notebook.counts().unknown;
    if (m_action == Action::Read)
        return true;
    Operation operation;
    operation.action = m_action;
    operation.ending = Ending::Unknown;
    operation.hold = m_known.number;
    operation.begin = m_begin.tick;
    operation.end = kill.tick;
    operation.beganAt = m_begin.at;
    operation.endedAt = kill.at;
    if (m_action == Action::Hold) {
        operation.earliestExpiry = m_begin.at + kShortHold;
        operation.latestExpiry = kill.at + kShortHold;
    } else if (m_action == Action::Extend) {
        operation.earliestExpiry = operation.latestExpiry =
            m_known.hold.expiresAt + kShortExtension;
    }
    writeDown(operation);
    return true;
}

} // namespace foyer::proof
