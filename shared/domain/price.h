#pragma once

// Prices: area × ticket type × day part, and the discounts on them. A price list is a version that
// never changes; a sale keeps the id of the list it was made from (verdict R11).

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

enum class DiscountKind : std::uint8_t {
    Percent,   ///< `value` in basis points of the price
    AmountOff, ///< `value` in minor units, of each ticket
    FixedPrice ///< a ticket costs `value` minor units, if that is less
};
constexpr int kDiscountKindCount = 3;
const char* nameOf(DiscountKind kind); // "percent", "amount-off", "fixed-price"
std::optional<DiscountKind> discountKindFrom(std::string_view name);

/// What is taken off the price of tickets. How discounts stack is said by `step`: see discount.h.
struct Discount {
    std::string key;  // stable, used in entries
    std::string name; // as people read it
    DiscountKind kind = DiscountKind::Percent;
    std::int64_t value = 0;
    std::string code;                     // asked for with it; empty: applies by itself
    std::int32_t step = 1;                // 1 to kMostSteps
    std::int32_t fewest = 1;              // tickets it needs, of those it is for
    std::int32_t every = 1;               // only every nth of them, the cheapest first
    std::vector<std::string> ticketTypes; // it is for; empty: all
    std::vector<DayPart> dayParts;        // empty: all
    std::optional<Instant> from;          // of the sale, not of the showtime
    std::optional<Instant> to;            // exclusive
    // How many bookings may have it, of a code; 0: any number. The server counts: terminals are not
    // told, and what they honour beyond it is a variance (verdict R11).
    std::int32_t mostUses = 0;        // in all
    std::int32_t mostPerCustomer = 0; // online, by account or e-mail address
    friend bool operator==(const Discount&, const Discount&) = default;
};
constexpr std::int32_t kMostSteps = 4;
constexpr std::int32_t kMostUses = 1'000'000;
constexpr std::size_t kMostDiscounts = 100;
constexpr std::size_t kLongestDiscountKey = 40; // bytes, as a code
constexpr const char* kCompKey = "comp";        // of what a comp takes off, and of no discount

struct PriceList {
    PriceListId id;
    std::string name;
    Instant validFrom{};
    std::optional<Instant> validTo; // exclusive
    Currency currency;
    std::int32_t taxBasisPoints = 700;   // contained in the gross price
    std::vector<TicketType> ticketTypes; // in the order of the screen; the first is the default
    std::vector<PriceRow> rows;
    std::vector<Discount> discounts{}; // their order decides between equals

    /// The gross price, or nothing when the list does not sell that combination.
    std::optional<Money> price(std::string_view areaKey, std::string_view ticketType,
                               DayPart part) const;
};

} // namespace foyer::domain
