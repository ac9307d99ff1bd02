#pragma once

// What seats cost a customer: the one way the server comes to a price, for a quote, a booking and
// a payment alike.

#include "server/ports/store.h"
#include "server/services/context.h"
#include "shared/domain/discount.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server::services {

/// What the price depends on besides the list.
struct Terms {
    Instant at{};
    std::vector<std::string> codes; // as typed; those the list does not have change nothing
};

/// A list is for showtimes that begin while it is valid.
bool isFor(const domain::PriceList& list, const domain::Showtime& showtime);

/// Those that no discount of the list has, as typed.
std::vector<std::string> unknownCodes(const domain::PriceList& list, const Terms& terms);

/// As many bookings have it as may.
bool isUsedUp(const ports::Store& store, const domain::Discount& discount);
/// Those whose discount is, as typed.
std::vector<std::string> usedUpCodes(const ports::Store& store, const domain::PriceList& list,
                                     const Terms& terms);

/// Nothing when a ticket type is not sold on its seat. Seats that `ticketTypes` does not name get
/// the list's first type that is sold there to anybody. Types for companions are sold on their
/// seats, one for each wheelchair space among `seats`. Requires: seats of the plan.
std::optional<std::vector<domain::PricedWish>>
pricedSeats(const domain::PriceList& list, const domain::SeatingPlan& plan,
            const domain::Showtime& showtime, const std::vector<SeatNo>& seats,
            const std::map<SeatNo, std::string>& ticketTypes, const Terms& terms);

class Quotes {
public:
    struct Ask {
        ShowtimeId showtime;
        std::vector<SeatNo> seats; // at least one
        std::map<SeatNo, std::string> ticketTypes;
        Terms terms;
    };
    struct Quote {
        std::vector<domain::PricedWish> tickets; // in the order asked
        Money total;
        std::map<std::string, std::string> discounts; // key and name of those that took something
        std::vector<std::string> unknownCodes;        // as typed
        std::vector<std::string> usedUpCodes;         // as typed; they take nothing off
    };
    enum class Refusal : std::uint8_t {
        UnknownShowtime,
        UnknownSeat,
        TypeNotSold ///< the price list does not sell that ticket type there
    };
    using Answer = Result<Quote, Refusal>;

    explicit Quotes(ports::Reader& reader) : m_reader(reader) {}
    /// Holds nothing: what is free now may be gone, and prices may change, before it is booked.
    Outcome<Answer> quote(const Ask& ask);

private:
    ports::Reader& m_reader;
};

} // namespace foyer::server::services
