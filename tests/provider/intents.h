#pragma once

// The books of a provider shaped like Stripe: payment intents, what happened to them, and the
// events that tell of it. No sockets here. Not thread-safe.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::provider {

using Form = std::map<std::string, std::string>;

struct Reply {
    int status = 200;
    std::string body;
};

struct Refund {
    std::string id;
    std::int64_t amount = 0;
    std::map<std::string, std::string> metadata{};
};

struct Intent {
    std::string id;
    std::string status = "requires_payment_method";
    std::int64_t amount = 0;
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    bool reversed = false;
    bool manual = false;
    std::string currency;
    std::string method;
    std::string decline;
    std::map<std::string, std::string> metadata;
    std::int64_t created = 0;
    std::vector<Refund> refunds{}; // the oldest first

    std::int64_t capturable() const { return status == "requires_capture" ? amount : 0; }
};

/// Means of payment by their names: pm_card_visa is taken; pm_card_authenticationRequired needs
/// the customer; pm_card_chargeDeclined and every pm_card_…Declined… is declined.
class Intents {
public:
    /// `now`: seconds since 1970, for `created`.
    Reply create(const Form& form, std::int64_t now);
    Reply confirm(const std::string& id, const Form& form);
    Reply capture(const std::string& id, const Form& form);
    Reply cancel(const std::string& id);
    Reply refund(const Form& form);
    Reply show(const std::string& id) const;
    Reply search(const std::string& query) const;
    /// Metadata only.
    Reply update(const std::string& id, const Form& form);
    /// A page, the newest first: created[gte], limit, starting_after; with expand[] of
    /// data.latest_charge.refunds with the ten newest of these.
    Reply list(const Form& query) const;
    /// A page, the newest first: payment_intent, limit, starting_after.
    Reply refunds(const Form& query) const;

    /// What happens without the merchant: the customer proves it, money is captured at the
    /// provider's own desk, the bank takes it back. False for an intent that cannot.
    bool authenticate(const std::string& id);
    bool captureLate(const std::string& id);
    bool reverse(const std::string& id);
    /// The bank declines what comes next: a capture of an authorisation that has run out.
    static Reply declined(const std::string& code, const Intent* intent);

    /// Bodies of events that were not taken yet, the oldest first.
    std::vector<std::string> takeEvents();
    const std::map<std::string, Intent>& all() const { return m_all; }

private:
    Intent* find(const std::string& id);
    Reply settle(Intent& intent);
    static std::optional<Reply> annotate(std::map<std::string, std::string>& kept,
                                         const Form& form);
    void tell(const std::string& type, const Intent& intent);

    std::map<std::string, Intent> m_all;
    std::vector<std::string> m_events;
    int m_last = 0;
};

} // namespace foyer::provider
