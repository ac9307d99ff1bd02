#include "server/ports/outbox_store.h"
#include "shared/base/words.h"

#include <array>

namespace foyer::server::ports {

namespace {
constexpr std::array<const char*, kMessageStateCount> kStates = {"waiting", "sent", "dead"};
static_assert(kStates.size() == static_cast<std::size_t>(MessageState::Dead) + 1);
constexpr std::array<const char*, kMessageChannelCount> kChannels = {"email", "sms"};
static_assert(kChannels.size() == static_cast<std::size_t>(MessageChannel::Sms) + 1);
} // namespace

const char* nameOf(MessageState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::optional<MessageState> messageStateFrom(std::string_view name) {
    return enumFrom<MessageState>(kStates, name);
}

const char* nameOf(MessageChannel channel) {
    return kChannels.at(static_cast<std::size_t>(channel));
}

std::optional<MessageChannel> messageChannelFrom(std::string_view name) {
    return enumFrom<MessageChannel>(kChannels, name);
}

} // namespace foyer::server::ports
