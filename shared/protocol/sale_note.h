#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/domain/booking.h"

#include <string>
#include <vector>

namespace foyer::protocol {

/// What a payment provider keeps for us beside the money: enough to make the sale once more, should
/// the server be put back to a time before it, and to write to its customer. Nothing of a card.
struct SaleNote {
    BookingId booking;
    ShowtimeId showtime;
    PriceListId priceList;
    PlanId plan; // whose seat numbers these are
    HoldId hold;
    Hash tokenHash{}; // of the hold's token
    Date businessDay{};
    Instant at{};
    std::vector<domain::TicketLine> lines; // empty: there were too many to be kept
    std::string email;                     // empty: nobody said where to write, or to the account
    std::string language;
    std::string phone;    // domain::isPhone; empty: nobody said, or to the account's
    std::string customer; // as the hold names it
    AccountId account;
    std::string reviewRule; // why a person was to look before the money is taken; empty: nobody
    friend bool operator==(const SaleNote&, const SaleNote&) = default;
};

} // namespace foyer::protocol
