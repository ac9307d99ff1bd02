#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::domain {

/// Who owns the right to sell a seat, as everybody may see it.
enum class SeatState : std::uint8_t {
    Free,     ///< in the pool
    Held,     ///< an online customer's hold
    Allotted, ///< leased to a terminal
    Sold,
    Blocked ///< withdrawn by staff
};
constexpr int kSeatStateCount = 5;

/// The compact form of DESIGN §4: one letter per seat in SeatNo order, "fhasb".
constexpr char letterOf(SeatState state) {
    return "fhasb"[static_cast<int>(state)];
}
constexpr std::optional<SeatState> seatStateFrom(char letter) {
    constexpr std::string_view letters = "fhasb";
    const auto at = letters.find(letter);
    if (at == std::string_view::npos)
        return {};
    return static_cast<SeatState>(at);
}
const char* nameOf(SeatState state);

using SeatStates = std::vector<SeatState>;

} // namespace foyer::domain
