#pragma once

namespace foyer::qml {

/// Makes every SeatMap a list of seats for screen readers: "Row F seat 12, wheelchair space, free",
/// with selection, focus and a press action. Call as often as you like.
void installSeatMapAccessibility();

} // namespace foyer::qml
