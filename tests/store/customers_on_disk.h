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

inline Customers Customers::writeInto(House& house, Outside& outside) {
    Customers customers;
    customers.listen(house);
    customers.signUp(house);
    customers.pay(house, outside);
    return customers;
}

inline Customers::Hold Customers::hold(House& house, std::vector<SeatNo> seats) {
    server::services::Presence presence;
    server::services::Holds holds(house.context(), presence);
    return **server::tests::answerOf<server::services::Holds::MakeAnswer>([&](auto reply) {
        holds.make({house.showtime, std::move(seats), "", ""}, reply);
    });
}

inline PaymentId Customers::begin(Payments& payments, const Hold& hold) {
    const auto begun = *server::tests::answerOf<Payments::Answer>([&](auto reply) {
        payments.begin({hold.hold.id, hold.token, {}, "", "pm_" + hold.token}, reply);
    });
    CHECK(begun.ok());
    return begun->id;
}

inline void Customers::pay(House& house, Outside& outside) {
    const server::tests::TestSealer sealer;
    Payments payments(house.context(), house.verifier, sealer, &outside.bank);
    proving = hold(house, {SeatNo{40}, SeatNo{41}});
    proof = begin(payments, proving);
    outside.bank.onCreate = server::core::IntentStatus::RequiresAction;
    payments.advance(proof);
    outside.bank.onCreate = server::core::IntentStatus::RequiresCapture;
    paid = begin(payments, hold(house, {SeatNo{42}, SeatNo{43}}));
    payments.advance(paid);
    refunded = begin(payments, hold(house, {SeatNo{44}, SeatNo{45}}));
    payments.advance(refunded);
    const auto ticketOf = [&](PaymentId id) {
        return house.read([&](const server::ports::Store& store) {
            return store.tickets(store.payment(id)->booking).at(0).line.ticket;
        });
    };
    ticket = ticketOf(paid);
    const auto back = *server::tests::answerOf<Payments::Answer>(
        [&](auto reply) { payments.refund(refunded, {ticketOf(refunded)}, "ill", reply); });
    CHECK(back.ok());
    suspect = begin(payments, hold(house, {SeatNo{46}, SeatNo{47}}));
    house.write([&](server::ports::Store& store) {
        auto record = *store.payment(suspect);
        record.payment.inReview = true;
        store.change(record);
    });
    payments.advance(suspect);
}

inline void Customers::signUp(House& house) {
    using server::services::Accounts;
    using server::services::Registrations;
    Registrations registrations(house.context());
    const auto asked = *server::tests::answerOf<Registrations::Asked>([&](auto reply) {
        registrations.begin({"eve@example.com", "Eve", kPassword, "en"}, "192.0.2.1", reply);
    });
    CHECK(asked.ok());
    confirmation = house.read([](const server::ports::Store& store) {
        return store.messages(server::ports::MessageState::Waiting, {}, 1)
            .at(0)
            .letter.fields.at("token");
    });
    Accounts accounts(house.context());
    const auto made = *server::tests::answerOf<Accounts::Created>([&](auto reply) {
        accounts.create({kAda, "Ada", domain::AccountRole::Customer, "", kPassword}, false, reply);
    });
    CHECK(made.ok());
    ada = *made;
    const auto in = *server::tests::answerOf<Accounts::SignInAnswer>(
        [&](auto reply) { accounts.signIn(kAda, kPassword, "192.0.2.1", reply); });
    refreshToken = in->refreshToken;
}

inline void Customers::listen(House& house) {
    using server::services::Webhooks;
    Webhooks webhooks(house.context(), nullptr);
    const auto made = *server::tests::answerOf<Webhooks::Answer>([&](auto reply) {
        webhooks.create({"https://example.com/hook", {}, ""}, {}, reply);
    });
    webhook = made->id;
    CHECK(server::services::Relay(house.context(), nullptr).begin().ok());
}

} // namespace foyer::tests
