#pragma once

#include "tests/bench/house.h"
#include "tests/bench/load.h"
#include "tests/proof/seat_history.h"

namespace foyer::proof {

/// What a customer got.
struct Hold {
    HoldId id;
    std::string token;
    std::vector<SeatNo> seats;
    Instant expiresAt;
};

/// So short that holds run out while one looks.
constexpr std::chrono::seconds kShortHold{1};
constexpr std::chrono::seconds kShortExtension{1};

/// Before the server starts: no limit on what one address may hold, since all customers come from
/// here, and holds that last so long.
bench::House::Preparation openPolicy(std::chrono::seconds holdLasts,
                                     std::chrono::seconds holdExtension);

/// The online shop before the server: it holds for its customers and sells as the sales channel.
class Shop {
public:
    explicit Shop(const bench::House& house);

    /// A new token, after the server has forgotten the old one.
    void login();
    const bench::Device& device() const { return m_device; }

    // Requests, whole.
    std::string hold(ShowtimeId showtime, const std::vector<SeatNo>& seats) const;
    std::string extend(const Hold& hold) const;
    std::string release(const Hold& hold) const;
    std::string sell(const Hold& hold) const;
    std::string refund(BookingId booking) const;
    /// `etag`: of the map that one has already; empty: none.
    std::string map(ShowtimeId showtime, const std::string& etag = {}) const;

    // Answers. All but isTurnedAway end the program when the answer is none that may come.
    /// Come back later: nothing has happened.
    static bool isTurnedAway(const bench::Answer& answer);
    /// The server forgot our token: nothing has happened.
    static bool isStranger(const bench::Answer& answer) { return answer.status == 401; }
    static bool isRefused(const bench::Answer& answer, Action action);
    static std::vector<SeatNo> takenSeats(const bench::Answer& answer);
    static Hold holdIn(const bench::Answer& answer);
    static BookingId bookingIn(const bench::Answer& answer);
    /// The map is the one that was named in the request.
    static bool isUnchanged(const bench::Answer& answer) { return answer.status == 304; }
    static CommitSeq mapVersionIn(const bench::Answer& answer);

private:
    const bench::House& m_house;
    bench::Device m_device;
};

} // namespace foyer::proof
