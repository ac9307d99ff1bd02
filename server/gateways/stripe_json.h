#pragma once

#include "server/ports/payment_provider.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::gateways {

/// The member of an intent's metadata that holds our reference.
constexpr std::string_view kReferenceKey = "foyer_payment";
/// And the one that says whose it is.
constexpr std::string_view kHouseKey = "foyer_house";

/// What a PaymentIntent of the API says; nothing when it is none. None of these throws.
std::optional<core::IntentView> intentIn(std::string_view json);
/// The first result of a search: nothing when the text is no search result, NotFound when it is
/// empty.
std::optional<core::ProviderAnswer> foundIn(std::string_view json);

/// A page of a list of intents.
struct StripePage {
    std::vector<ports::ListedPayment> ours;
    std::vector<std::string> refundedOften; // intents of ours with more refunds than it shows
    std::string last;                       // the intent after which the next page begins
    bool hasMore = false;
};
/// Nothing when the text is none. What is not understood of an intent of ours is a riddle.
std::optional<StripePage> pageIn(std::string_view json);

/// A page of the refunds of an intent, as far as they have been done or will be.
struct StripeRefunds {
    std::vector<ports::ListedRefund> all;
    std::string last;
    bool hasMore = false;
};
std::optional<StripeRefunds> refundsIn(std::string_view json);

struct StripeError {
    std::string code;        // the most precise one; "unknown" when there is none
    bool saidBefore = false; // under its key something was asked in other words
    std::optional<core::IntentView> intent;
};
StripeError errorIn(std::string_view json);

struct StripeEvent {
    bool understood = false;
    /// Nothing: an event about something else.
    std::optional<ports::PaymentEvent> event;
};
StripeEvent eventIn(std::string_view json);

} // namespace foyer::server::gateways
