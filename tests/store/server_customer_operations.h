#pragma once

// The use cases of customers who pay by card, of accounts, of letters and other programs, one row
// each, for tests that let the disk fail. Where several transactions make one of them, it is
// answered once all are done; what was cut off in between goes on when it is asked again.

#include "server/services/policies.h"
#include "tests/store/server_operations.h"

namespace foyer::tests {

inline Payments paymentsOf(Served& s, const Setting& set) {
    return {s.context(), s.verifier, s.sealer, &set.outside->bank};
}

/// From every customer.
inline std::int64_t takenInAll(const server::tests::Bank& bank) {
    std::int64_t sum = 0;
    for (const auto& [payment, intent] : bank.intents)
        sum += intent.captured;
    return sum;
}

/// What the server says of the payment, and what the bank does.
inline std::string describe(const PaymentView& view, const Setting& set) {
    const auto& payment = view.payment;
    std::string text = "state " + std::to_string(int(payment.state)) +
                       (payment.sold ? ", sold, " : ", ") + std::to_string(payment.captured) +
                       " taken, " + std::to_string(payment.refunded) + " of " +
                       std::to_string(payment.toRefund) + " back";
    const auto& bank = set.outside->bank;
    const auto known = bank.intents.find(view.id.toString());
    if (known == bank.intents.end())
        return text + "; the bank knows nothing";
    return text + "; at the bank state " + std::to_string(int(known->second.status)) + ", " +
           std::to_string(known->second.captured) + " taken, " +
           std::to_string(known->second.refunded) + " back, of " + std::to_string(takenInAll(bank));
}
inline Told told(const Outcome<Payments::Answer>& outcome, const Setting& set) {
    return told(outcome, [&](const Payments::Answer& answer) {
        return answer ? describe(*answer, set)
                      : "refused " + std::to_string(static_cast<int>(answer.error()));
    });
}

/// The server's timer goes on with it; nothing unless it comes to its end.
inline Told advanced(Served& s, const Setting& set, PaymentId id) {
    Payments payments = paymentsOf(s, set);
    payments.advance(id);
    const auto found = payments.find(id);
    if (found && *found && !(*found)->settled)
        return {};
    return told(found, set);
}

inline Outcome<Payments::Answer> begun(Served& s, const Setting& set) {
    const auto& own = set.duties.held;
    Payments payments = paymentsOf(s, set);
    return waitFor<Payments::Answer>([&](auto reply) {
        payments.begin({own.hold.id, own.token, {}, "", "pm_1"}, reply);
    });
}
inline Told paid(Served& s, const Setting& set) {
    const auto payment = begun(s, set);
    return payment && *payment ? advanced(s, set, (*payment)->id) : told(payment, set);
}

/// Its customer has satisfied the bank, which tells.
inline Told heardFromTheBank(Served& s, const Setting& set) {
    const PaymentId id = set.customers.proof;
    auto& bank = set.outside->bank;
    if (auto& intent = bank.of(id); intent.status == server::core::IntentStatus::RequiresAction) {
        intent.status = server::core::IntentStatus::RequiresCapture;
        intent.capturable = bank.amount;
    }
    bank.news = bank.of(id);
    Payments payments = paymentsOf(s, set);
    const auto taken = waitFor<Payments::EventAnswer>(
        [&](auto reply) { payments.take("evt_1 " + id.toString(), "good", reply); });
    const Told heard = told(taken, [](const auto&) { return std::string(); });
    return heard ? advanced(s, set, id) : heard;
}

inline Told reviewed(Served& s, const Setting& set, bool approved) {
    Payments payments = paymentsOf(s, set);
    return told(waitFor<Payments::Answer>([&](auto reply) {
                    payments.review(set.customers.suspect, approved, AccountId{}, reply);
                }),
                set);
}

inline std::vector<UseCase> everyPaymentUseCase() {
    return {
        {"card payment begun",
         [](Served& s, const Setting& set) { return told(begun(s, set), set); }, true},
        {"card payment", paid, true},
        {"card payment declined",
         [](Served& s, const Setting& set) {
             set.outside->bank.onCreate = server::core::IntentStatus::RequiresPaymentMethod;
             return paid(s, set);
         },
         true},
        {"news of the bank", heardFromTheBank, true},
        {"payment cancelled",
         [](Served& s, const Setting& set) {
             const auto& own = set.customers;
             Payments payments = paymentsOf(s, set);
             const auto cancelled = waitFor<Payments::Answer>(
                 [&](auto reply) { payments.cancel(own.proof, own.proving.token, reply); });
             return cancelled && *cancelled ? advanced(s, set, own.proof) : told(cancelled, set);
         },
         true},
        {"part of a payment refunded",
         [](Served& s, const Setting& set) {
             Payments payments = paymentsOf(s, set);
             return told(waitFor<Payments::Answer>([&](auto reply) {
                             payments.refund(set.customers.paid, {set.customers.ticket}, "ill",
                                             reply);
                         }),
                         set);
         }},
        {"refund at the bank",
         [](Served& s, const Setting& set) { return advanced(s, set, set.customers.refunded); },
         true},
        {"payment approved", [](Served& s, const Setting& set) { return reviewed(s, set, true); }},
        {"payment rejected", [](Served& s, const Setting& set) { return reviewed(s, set, false); }},
    };
}

inline std::vector<UseCase> everyAccountUseCase() {
    return {
        {.name = "registration",
         .run =
             [](Served& s, const Setting&) {
                 Registrations registrations(s.context());
                 return told(waitFor<Registrations::Asked>([&](auto reply) {
                                 registrations.begin({"bob@example.com", "Bob", kPassword, "en"},
                                                     "192.0.2.2", reply);
                             }),
                             [](const Registrations::Asked& asked) {
                                 return std::string(asked ? "asked" : "refused");
                             });
             },
         .repeats = true,
         .hashes = true},
        {"registration confirmed",
         [](Served& s, const Setting& set) {
             Registrations registrations(s.context());
             return told(waitFor<Registrations::Confirmed>([&](auto reply) {
                             registrations.confirm(set.customers.confirmation, reply);
                         }),
                         [](const Registrations::Confirmed& made) {
                             return made ? made->email : std::string("refused");
                         });
         }},
        {"new password asked for",
         [](Served& s, const Setting&) {
             Registrations registrations(s.context());
             return told(waitFor<Registrations::Asked>(
                             [&](auto reply) { registrations.askReset(kAda, "192.0.2.2", reply); }),
                         [](const Registrations::Asked& asked) {
                             return std::string(asked ? "asked" : "refused");
                         });
         },
         true},
        {.name = "sign-in",
         .run =
             [](Served& s, const Setting&) {
                 Accounts accounts(s.context());
                 return told(waitFor<Accounts::SignInAnswer>([&](auto reply) {
                                 accounts.signIn(kAda, kPassword, "192.0.2.2", reply);
                             }),
                             [](const Accounts::SignInAnswer& in) {
                                 return in ? in->name : std::string("refused");
                             });
             },
         .repeats = true,
         .hashes = true},
        {"session refreshed",
         [](Served& s, const Setting& set) {
             Accounts accounts(s.context());
             return told(waitFor<Accounts::RefreshAnswer>([&](auto reply) {
                             accounts.refresh(set.customers.refreshToken, reply);
                         }),
                         [](const Accounts::RefreshAnswer& in) {
                             return in ? in->name
                                       : "refused " + std::to_string(static_cast<int>(in.error()));
                         });
         }},
        {"sign-out",
         [](Served& s, const Setting& set) {
             Accounts accounts(s.context());
             return done<Done>("signed out", [&](auto reply) {
                 accounts.signOut(set.customers.refreshToken, reply);
             });
         },
         true},
    };
}

/// What was claimed and not settled is tried again by a later round.
inline void laterRound(Served& s, const Setting& set) {
    s.clock.at = SetClock{}.at + ++set.outside->rounds * 2 * Outbox::kClaimed;
}

inline Told lettersSent(Served& s, const Setting& set) {
    laterRound(s, set);
    Outbox outbox(s.context(), &set.outside->postbox, "");
    if (!outbox.deliverDue())
        return {};
    using server::ports::MessageState;
    const auto waiting = outbox.count(MessageState::Waiting);
    const auto sent = outbox.count(MessageState::Sent);
    if (!waiting || !sent || *waiting > 0)
        return {};
    return std::to_string(*sent) + " sent, " + std::to_string(set.outside->postbox.taken.size()) +
           " taken";
}

inline Told eventsSent(Served& s, const Setting& set) {
    laterRound(s, set);
    Webhooks webhooks(s.context(), &set.outside->receiver);
    webhooks.advance(set.customers.webhook);
    const auto page = webhooks.deliveries(set.customers.webhook, {}, Webhooks::kMostPerPage);
    if (!page)
        return {};
    for (const auto& each : (*page)->items)
        if (each.delivery.state != server::ports::MessageState::Sent)
            return {};
    return std::to_string((*page)->items.size()) + " sent, " +
           std::to_string(set.outside->receiver.taken.size()) + " taken";
}

inline Told eventsRelayed(Served& s, const Setting& set) {
    auto& broker = set.outside->broker;
    if (!Relay(s.context(), &broker).tellDue())
        return {};
    return std::to_string(broker.kept.size()) +
           (std::is_sorted(broker.kept.begin(), broker.kept.end()) ? " in order" : " in disorder");
}

inline std::vector<UseCase> everyOutgoingUseCase() {
    return {
        {"letters", lettersSent, true},
        {"webhook",
         [](Served& s, const Setting& set) {
             Webhooks webhooks(s.context(), &set.outside->receiver);
             return told(waitFor<Webhooks::Answer>([&](auto reply) {
                             webhooks.create({"https://example.com/other", {}, ""}, {}, reply);
                         }),
                         [](const Webhooks::Answer& made) {
                             return made ? made->url : std::string("refused");
                         });
         },
         true},
        {"events to a webhook", eventsSent, true},
        {"events to the bus", eventsRelayed, true},
        {"policy",
         [](Served& s, const Setting& set) {
             protocol::Policy policy;
             policy.atRiskSeatsPerShowtime = 2;
             Policies policies(s.context());
             const auto put =
                 waitFor<Done>([&](auto reply) { policies.put(policy, set.duties.first, reply); });
             const auto now = policies.policy();
             if (!put || !now)
                 return Told();
             return Told(*now == policy ? "as it was put" : "another");
         },
         true},
    };
}

} // namespace foyer::tests
