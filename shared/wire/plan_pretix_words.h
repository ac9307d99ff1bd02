#pragma once

// What both directions of the pretix format agree on: the scale, and the endings of category names
// that carry a seat's kind.

#include "shared/domain/seating_plan.h"

#include <string>
#include <string_view>

namespace foyer::wire {

constexpr double kMillimetresPerPixel = 25;
constexpr int kPretixRadius = 10; ///< of a seat that names none, in pixels

/// "Parkett" and wheelchair make "Parkett (wheelchair)"; a standard seat adds nothing.
std::string categoryName(std::string_view area, domain::SeatKind kind);

struct CategoryMeaning {
    std::string area;
    domain::SeatKind kind = domain::SeatKind::Standard;
};
CategoryMeaning meaningOf(std::string_view category);

/// "Balkon links" becomes "balkon-links": a key as areas want it. Never empty.
std::string areaKeyFrom(std::string_view name);

} // namespace foyer::wire
