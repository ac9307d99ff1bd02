#include "shared/protocol/allotment.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::protocol {

namespace {

constexpr std::array<const char*, 4> kStates = {"live", "expired", "returned", "lost"};
static_assert(kStates.size() == static_cast<std::size_t>(AllotmentState::Lost) + 1);
constexpr std::array<const char*, 2> kAllotmentKinds = {"standing", "asked"};
static_assert(kAllotmentKinds.size() == static_cast<std::size_t>(AllotmentKind::Asked) + 1);
constexpr std::array<const char*, 7> kAllotmentRefusals = {
    "seat-taken", "unknown-seat",    "unknown-showtime", "showtime-closed",
    "too-many",   "terminal-barred", "recovering"};
static_assert(kAllotmentRefusals.size() ==
              static_cast<std::size_t>(AllotmentRefusal::Recovering) + 1);

} // namespace

const char* nameOf(AllotmentState state) {
    return kStates.at(static_cast<std::size_t>(state));
}
std::optional<AllotmentState> allotmentStateFrom(std::string_view name) {
    return enumFrom<AllotmentState>(kStates, name);
}
const char* nameOf(AllotmentKind kind) {
    return kAllotmentKinds.at(static_cast<std::size_t>(kind));
}
std::optional<AllotmentKind> allotmentKindFrom(std::string_view name) {
    return enumFrom<AllotmentKind>(kAllotmentKinds, name);
}
const char* nameOf(AllotmentRefusal refusal) {
    return kAllotmentRefusals.at(static_cast<std::size_t>(refusal));
}
std::optional<AllotmentRefusal> allotmentRefusalFrom(std::string_view name) {
    return enumFrom<AllotmentRefusal>(kAllotmentRefusals, name);
}

} // namespace foyer::protocol
