#pragma once

#include <cstdint>

namespace foyer::qml {

/// How a seat appears to the operator of this terminal. One shape each, so that no look rests on
/// its colour.
enum class SeatLook : std::uint8_t {
    Free,     ///< outlined chair
    Mine,     ///< outlined chair, doubled edge: this terminal owns the right to sell it
    Selected, ///< filled chair with a tick
    Held,     ///< hatched chair: an online customer's hold
    Allotted, ///< dashed chair: leased to another terminal
    Sold,     ///< solid dim chair with a dot
    Blocked   ///< crossed chair
};
constexpr int kSeatLookCount = 7;

/// The look of a seat with one of the letters "fhasb". An unknown letter is Blocked: what is not
/// understood is not offered for sale.
constexpr SeatLook lookOf(char letter, bool mine, bool selected) {
    if (selected)
        return SeatLook::Selected;
    switch (letter) {
    case 'f':
        return mine ? SeatLook::Mine : SeatLook::Free;
    case 'h':
        return SeatLook::Held;
    case 'a':
        return mine ? SeatLook::Mine : SeatLook::Allotted;
    case 's':
        return SeatLook::Sold;
    default:
        return SeatLook::Blocked;
    }
}

} // namespace foyer::qml
