#pragma once

// What the use cases of customers who pay by card, of accounts, letters and other programs begin
// with; and the world outside of the server, which goes on when its disk does not. Seats from 40
// on are theirs.

#include "server/services/accounts.h"
#include "server/services/outbox.h"
#include "server/services/payments.h"
#include "server/services/registrations.h"
#include "server/services/relay.h"
#include "server/services/webhooks.h"
#include "tests/store/duties_on_disk.h"
#include "tests/unit/payment_bank.h"

#include <set>

namespace foyer::tests {

inline server::tests::Fuse soundFuse; // never blows

/// Who is told by the server, and remembers. A copy is the world at another moment.
struct Outside {
    struct Postbox final : server::ports::Messenger {
        std::set<MessageId> taken;
        server::ports::Delivery deliver(const server::ports::Mail& mail) override {
            taken.insert(mail.id);
            return {};
        }
    };
    struct Receiver final : server::ports::WebhookSender {
        std::set<std::string> taken;
        std::optional<std::string> complaintAbout(const std::string&) const override { return {}; }
        server::ports::WebhookReply send(const server::ports::WebhookCall& call) override {
            taken.insert(call.id);
            return {server::ports::WebhookReply::Outcome::Taken, 200, {}};
        }
    };
    struct Broker final : server::ports::EventBus {
        std::vector<std::int64_t> kept; // each once, in the order it first came
        Kept publish(const std::vector<server::ports::EventRecord>& events) override {
            for (const auto& event : events)
                if (std::find(kept.begin(), kept.end(), event.number) == kept.end())
                    kept.push_back(event.number);
            return {events.size(), {}};
        }
    };

    server::tests::Bank bank{soundFuse};
    Postbox postbox;
    Receiver receiver;
    Broker broker;
    int rounds = 0; // that were begun; each is at a later time
};

struct Customers {
    using Hold = server::services::Holds::Made;

    Hold proving;             // seats 40 and 41: its customer has to prove something to the bank
    PaymentId proof;          // of it
    PaymentId paid;           // seats 42 and 43
    TicketId ticket;          // one of them
    PaymentId refunded;       // seats 44 and 45: a ticket's money is to go back
    PaymentId suspect;        // seats 46 and 47: sold, and a person looks at it
    std::string confirmation; // token of a registration
    std::string refreshToken; // of a session
    AccountId ada;            // whose it is
    std::string reset;        // token of a new password for her
    MessageId letter;         // one that is not on its way
    WebhookId webhook;        // has not been told of the bookings
    DeliveryId told;          // of an event that it has been told of

    /// The bank of `outside` knows the payments afterwards.
    static Customers writeInto(server::tests::ServiceHouse& house, Outside& outside);

private:
    using House = server::tests::ServiceHouse;
    using Payments = server::services::Payments;

    static Hold hold(House& house, std::vector<SeatNo> seats);
    static PaymentId begin(Payments& payments, const Hold& hold);
    void signUp(House& house);
    void listen(House& house);
    void pay(House& house, Outside& outside);
};

inline constexpr const char* kPassword = "correct horse";
inline constexpr const char* kAda = "ada@example.com";

} // namespace foyer::tests
