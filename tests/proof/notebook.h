#pragma once

#include "shared/base/random.h"
#include "tests/proof/online.h"
#include "tests/proof/seat_history.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace foyer::proof {

/// One moment in the order of a history, and by the clock.
struct Moment {
    Tick tick = 0;
    Instant at;
};

/// A hold somebody got, and what it may have become. Everybody may try to use it: most of what goes
/// wrong goes wrong between two who mean the same thing.
struct KnownHold {
    std::uint32_t number = 0; // of the hold in the histories
    Hold hold;
    BookingId booking; // null until it is known to be sold
    bool refunded = false;
    bool over = false; // nothing more can come of it
};

struct Counts {
    std::uint64_t operations = 0; // on a map, a hold or a booking
    std::uint64_t done = 0;
    std::uint64_t unchanged = 0; // of those: the map was still the one that was named
    // Of those done, what changed a seat or its hold.
    std::uint64_t held = 0;
    std::uint64_t extended = 0;
    std::uint64_t released = 0;
    std::uint64_t sold = 0;
    std::uint64_t refunded = 0;
    std::uint64_t abandoned = 0; // holds nobody used: they ran out
    std::uint64_t refused = 0;
    std::uint64_t unknown = 0;
    std::uint64_t turnedAway = 0; // 429 and 503: asked again later, nothing happened
    std::uint64_t kills = 0;
    Counts& operator+=(const Counts& other);
    void changed(Action action);
};

/// What many customers do to a few seats of one showtime, as they saw it. One thread sends and
/// receives everything, so the order of requests and answers is a count.
class Notebook {
public:
    Notebook(ShowtimeId showtime, std::size_t seats, std::uint64_t operations, Random& random)
        : m_showtime(showtime), m_random(random), m_left(operations), m_histories(seats) {}

    ShowtimeId showtime() const { return m_showtime; }
    std::size_t seats() const { return m_histories.size(); }
    Random& random() { return m_random; }
    Moment now();

    /// False when the round has had all its operations.
    bool begin();
    /// What was begun has certainly not happened: it is not counted.
    void giveBack() { ++m_left; }
    void write(SeatNo seat, const Operation& operation);
    std::uint32_t nextHold() { return ++m_lastHold; }
    void learn(KnownHold hold);
    /// Nobody uses it before its time is almost up: what is decided at the edge goes wrong first.
    void learnLate(KnownHold hold) { m_late.push_back(std::move(hold)); }
    KnownHold* someHold();
    KnownHold* holdNumbered(std::uint32_t number);

    /// The server was killed: what was under way can happen no more.
    void killed();
    /// It is there again.
    void back();
    const Moment& lastKill() const { return m_lastKill; }
    /// An answer came so long after its request.
    void waited(Milliseconds time) { m_longestAnswer = std::max(m_longestAnswer, time); }
    /// How long after its end a hold may still be swept. Nobody sweeps during an outage, to which a
    /// life too short for a sweep belongs; and a sweep waits its turn like everybody's request.
    Milliseconds latestSweep() const;

    Counts& counts() { return m_counts; }
    const std::vector<std::vector<Operation>>& histories() const { return m_histories; }
    /// Holds of two seats that were granted, each as its seats in ascending order.
    std::vector<std::vector<SeatNo>>& pairs() { return m_pairs; }

private:
    ShowtimeId m_showtime;
    Random& m_random;
    std::uint64_t m_left;
    Tick m_tick = 0;
    Instant m_latest{};
    std::uint32_t m_lastHold = 0;
    Moment m_lastKill;
    Instant m_outageSince{};
    Instant m_backSince{};
    Milliseconds m_longestOutage{0};
    Milliseconds m_longestAnswer{0};
    Counts m_counts;
    std::vector<KnownHold> m_holds; // all that are not over, and some that are
    std::deque<KnownHold> m_late;   // in the order of their ends, since all last as long
    std::vector<std::vector<Operation>> m_histories;
    std::vector<std::vector<SeatNo>> m_pairs;
};

} // namespace foyer::proof
