#pragma once

// Prices: area × ticket type × day part. A price list is a version that never changes; a sale keeps
// the id of the list it was made from (verdict R11).

#include "shared/base/ids.h"
#include "shared/base/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace foyer::domain {

/// Part of the day a showtime's start falls into, local time.
enum class DayPart : std::uint8_t {
    Matinee,   ///< starts before 14:00
    Afternoon, ///< 14:00 to 16:59
    Evening,   ///< 17:00 and later, and past midnight
    Weekend    ///< Friday 17:00 to Sunday's last showtime, whatever the hour
};
constexpr int kDayPartCount = 4;
const char* nameOf(DayPart part);
std::optional<DayPart> dayPartFrom(std::string_view name);

/// `utcOffset` is the cinema's offset at `start`.
DayPart dayPartOf(Instant start, Milliseconds utcOffset);

/// Kind of admission a price is for: "adult", "child", "student", "senior", "companion".
struct TicketType {
    std::string key;            // stable, used in prices and entries
    std::string name;           // as people read it
    bool companionOnly = false; // only on a companion seat beside a sold wheelchair space
    friend bool operator==(const TicketType&, const TicketType&) = default;
};

struct PriceRow {
    std::string areaKey; // domain::Area::key
    std::string ticketType;
    DayPart dayPart = DayPart::Evening;
    Money price; // gross
};

struct PriceList {
    PriceListId id;
    std::string name;
    Instant validFrom{};
    std::optional<Instant> validTo; // exclusive
    Currency currency;
    std::int32_t taxBasisPoints = 700;   // contained in the gross price
    std::vector<TicketType> ticketTypes; // in the order of the screen; the first is the default
    std::vector<PriceRow> rows;

    /// The gross price, or nothing when the list does not sell that combination.
    std::optional<Money> price(std::string_view areaKey, std::string_view ticketType,
                               DayPart part) const;
};

} // namespace foyer::domain
