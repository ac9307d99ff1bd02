#pragma once

// What several rules ask and do. Private to the verdicts.

#include "server/core/verdicts.h"

namespace foyer::server::core {

/// Where the right to sell a seat is, seen from the terminal that wrote the entry.
enum class RightPlace : std::uint8_t { Own, Pool, Elsewhere };
RightPlace placeOf(const Knowledge& known, SeatNo seat);

const AllotmentFacts* findAllotment(const Knowledge& known, AllotmentId id);
const TicketRecord* findTicket(const Knowledge& known, TicketId id);
/// The allotment that owns the seat's right; null id when it is in the pool.
AllotmentId allotmentOf(const Knowledge& known, SeatNo seat);
/// "F12", or its number when the plan does not have it.
std::string nameOfSeat(const Knowledge& known, SeatNo seat);

/// A decision without effects.
Decision plain(const Knowledge& known, protocol::Rule rule, protocol::Outcome outcome,
               std::string reason = {});

/// Why the sale cannot be taken as it stands, whoever owns its seats; empty when it is sound.
/// Never does arithmetic on amounts it has not bounded: a poisoned entry must not stop the server.
std::string faultOf(const Knowledge& known, const protocol::Sale& sale);

/// Amounts beyond this (ten million in most currencies) are damage, not money.
constexpr std::int64_t kMostMinor = 1'000'000'000;
bool isSaneAmount(Money amount);

/// Whether two values of the range are equal.
template <class Range, class Key>
bool hasRepeats(const Range& range, Key key) {
    for (auto a = range.begin(); a != range.end(); ++a)
        for (auto b = range.begin(); b != a; ++b)
            if (key(*a) == key(*b))
                return true;
    return false;
}

constexpr std::size_t kMostLines = 200; // of one sale or exchange

} // namespace foyer::server::core
