#include "shared/domain/seating_plan.h"

#include "shared/base/words.h"

#include <array>
#include <cctype>

namespace foyer::domain {

namespace {

constexpr std::array<const char*, kSeatKindCount> kKindNames = {
    "standard", "premium", "sofa", "wheelchair", "companion", "restricted"};
static_assert(kKindNames.size() == static_cast<std::size_t>(SeatKind::Restricted) + 1);

std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ')
            out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

} // namespace

const char* nameOf(SeatKind kind) {
    return kKindNames.at(static_cast<std::size_t>(kind));
}

std::optional<SeatKind> seatKindFrom(std::string_view name) {
    return enumFrom<SeatKind>(kKindNames, name);
}

std::string SeatingPlan::seatName(SeatNo no) const {
    const Seat& found = seat(no);
    return rows.at(found.row).label + found.label;
}

std::optional<SeatNo> SeatingPlan::findSeat(std::string_view name) const {
    const std::string wanted = folded(name);
    for (std::size_t i = 0; i < seats.size(); ++i) {
        const SeatNo no{static_cast<std::uint16_t>(i)};
        if (folded(seatName(no)) == wanted)
            return no;
    }
    return {};
}

} // namespace foyer::domain
