#include "shared/protocol/office.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::protocol {

namespace {

constexpr std::array<const char*, kTerminalKindCount> kTerminalKinds = {"counter", "kiosk", "door",
                                                                        "office", "online"};
static_assert(kTerminalKinds.size() == static_cast<std::size_t>(TerminalKind::Online) + 1);
constexpr std::array<const char*, kStandingCount> kStandings = {"present", "proposed", "lost"};
static_assert(kStandings.size() == static_cast<std::size_t>(Standing::Lost) + 1);
constexpr std::array<const char*, kOfficeRefusalCount> kOfficeRefusals = {
    "person-refused", "person-locked",  "person-not-entitled", "unknown-terminal",
    "terminal-live",  "same-person",    "lost-before",         "day-not-over",
    "day-closed",     "day-items-open", "unknown-showtime"};
static_assert(kOfficeRefusals.size() ==
              static_cast<std::size_t>(OfficeRefusal::UnknownShowtime) + 1);

} // namespace

const char* nameOf(TerminalKind kind) {
    return kTerminalKinds.at(static_cast<std::size_t>(kind));
}
std::optional<TerminalKind> terminalKindFrom(std::string_view name) {
    return enumFrom<TerminalKind>(kTerminalKinds, name);
}
const char* nameOf(Standing standing) {
    return kStandings.at(static_cast<std::size_t>(standing));
}
std::optional<Standing> standingFrom(std::string_view name) {
    return enumFrom<Standing>(kStandings, name);
}
const char* nameOf(OfficeRefusal refusal) {
    return kOfficeRefusals.at(static_cast<std::size_t>(refusal));
}
std::optional<OfficeRefusal> officeRefusalFrom(std::string_view name) {
    return enumFrom<OfficeRefusal>(kOfficeRefusals, name);
}

} // namespace foyer::protocol
