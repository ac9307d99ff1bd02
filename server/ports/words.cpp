#include "shared/base/words.h"
#include "server/ports/records.h"

#include <array>

namespace foyer::server::ports {

namespace {
constexpr std::array<const char*, kTerminalKindCount> kKinds = {"counter", "kiosk", "door",
                                                                "office", "online"};
static_assert(kKinds.size() == static_cast<std::size_t>(TerminalKind::Online) + 1);
} // namespace

const char* nameOf(TerminalKind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}
std::optional<TerminalKind> terminalKindFrom(std::string_view name) {
    return enumFrom<TerminalKind>(kKinds, name);
}

} // namespace foyer::server::ports
