#pragma once

// What has happened in the house, for other programs to hear of. No person is in it: whose a
// booking is, only the server knows.

#include "shared/base/ids.h"
#include "shared/domain/booking.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer {

using EventId = Id<struct EventTag>;
using WebhookId = Id<struct WebhookTag>;
using DeliveryId = Id<struct DeliveryTag>;

namespace protocol {

enum class HouseEventKind : std::uint8_t {
    BookingCreated,   ///< sold, wherever
    BookingChanged,   ///< its seats were exchanged
    BookingCancelled, ///< none of its tickets is good for anything any more
    BookingReminded,  ///< its showtime begins soon
    BookingRefunded,  ///< money for these tickets went back, or is on its way
    PaymentCompleted, ///< the provider has taken the money for tickets
    PaymentFailed,    ///< declined
    PaymentRefunded,  ///< the provider has given `amount` back
    PaymentReversed,  ///< the bank took the money back from us
    ShowtimeCancelled,
    WebhookPing ///< somebody tries whether a webhook works
};
constexpr int kHouseEventKindCount = 11;
/// "booking.created"
const char* nameOf(HouseEventKind kind);
std::optional<HouseEventKind> houseEventKindFrom(std::string_view name);

struct HouseEvent {
    EventId id;
    HouseEventKind kind = HouseEventKind::WebhookPing;
    Instant at{};
    CinemaId cinema;
    // What it is about; null: nothing of the kind.
    BookingId booking{};
    PaymentId payment{};
    ShowtimeId showtime{};
    TerminalId terminal{}; // that sold it
    WebhookId webhook{};
    std::optional<Money> amount{};
    std::vector<domain::TicketLine> tickets{};
    std::string reason{}; // a word of ours, never what a person typed
    friend bool operator==(const HouseEvent&, const HouseEvent&) = default;
};

} // namespace protocol
} // namespace foyer
