#include "shared/protocol/house_event.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::protocol {

namespace {
constexpr std::array<const char*, kHouseEventKindCount> kHouseEventKinds = {
    "booking.created",  "booking.changed",    "booking.cancelled", "booking.reminded",
    "booking.refunded", "payment.completed",  "payment.failed",    "payment.refunded",
    "payment.reversed", "showtime.cancelled", "webhook.ping"};
static_assert(kHouseEventKinds.size() == static_cast<std::size_t>(HouseEventKind::WebhookPing) + 1);
} // namespace

const char* nameOf(HouseEventKind kind) {
    return kHouseEventKinds.at(static_cast<std::size_t>(kind));
}

std::optional<HouseEventKind> houseEventKindFrom(std::string_view name) {
    return enumFrom<HouseEventKind>(kHouseEventKinds, name);
}

} // namespace foyer::protocol
