#pragma once

// Discounts: what a price list takes off, for whom, and how they stack. The rules are part of the
// list and never change with it, so that whoever has the list comes to the same price.

#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/domain/booking.h"
#include "shared/domain/price.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::domain {

/// What a customer wants on one seat.
struct PriceWish {
    SeatNo seat;
    std::string areaKey; // domain::Area::key of the seat
    std::string ticketType;
};

/// When is bought, for which part of the day, and with which discounts asked for.
struct PriceOccasion {
    DayPart dayPart = DayPart::Evening;
    Instant at{};
    std::vector<std::string> asked; // keys of discounts that have a code
};

struct PricedWish {
    SeatNo seat;
    std::string ticketType;
    Money listed;                      // by area, type and day part
    std::vector<Reduction> reductions; // in the order of their steps
    Money price;                       // listed less the reductions, never below zero
    Money tax;                         // contained in it
};

/// What the seats cost together, parallel to `wishes`; nothing where the list does not sell a seat.
///
/// Steps are taken in ascending order. Within a step each ticket gets the one discount that takes
/// most off it, of those for it; between two that take off the same, the one listed first. What a
/// step takes off is reckoned from what the steps before have left, per ticket, rounded half away
/// from zero to whole minor units. A discount on every nth ticket goes to the cheapest ones.
std::vector<std::optional<PricedWish>>
priced(const PriceList& list, const std::vector<PriceWish>& wishes, const PriceOccasion& occasion);

/// Given for free by authority: what each ticket is listed at is taken off it by kCompKey alone, no
/// discount beside it.
void comp(std::vector<std::optional<PricedWish>>& wishes);

/// The discount of the list with this code, however it was typed; nothing when there is none.
const Discount* discountByCode(const PriceList& list, std::string_view code);
/// A code as it is compared: capitals, without blanks and hyphens.
std::string foldedCode(std::string_view code);

/// What is wrong with the discounts of the list, for whoever made it; empty when nothing is.
std::string faultOfDiscounts(const PriceList& list);

} // namespace foyer::domain
