#include "shared/domain/seat_state.h"

#include <array>

namespace foyer::domain {

const char* nameOf(SeatState state) {
    constexpr std::array<const char*, kSeatStateCount> kNames = {"free", "held", "allotted", "sold",
                                                                 "blocked"};
    return kNames.at(static_cast<std::size_t>(state));
}

} // namespace foyer::domain
