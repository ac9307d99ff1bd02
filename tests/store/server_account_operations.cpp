#include "tests/store/server_account_operations.h"

#include "server/services/customers.h"
#include "server/services/notices.h"
#include "server/services/policies.h"
#include "tests/store/server_customer_operations.h"

namespace foyer::tests {
namespace {

using CustomerService = server::services::Customers; // Customers are what the rows begin with

Told askedForReset(Served& s, const Setting&) {
    Registrations registrations(s.context());
    return doneOrRefused<Registrations::Asked>(
        "asked", [&](auto reply) { registrations.askReset(kAda, "192.0.2.2", reply); });
}
void prepareReset(Served& s, Setting& set) {
    CHECK(askedForReset(s, set));
    change(s, [&](server::ports::Store& store) {
        for (const auto& each : store.messages(server::ports::MessageState::Waiting, {}, 10))
            if (each.letter.kind == domain::LetterKind::ResetPassword)
                set.customers.reset = each.letter.fields.at("token");
    });
}

Told refreshed(Served& s, const Setting& set) {
    Accounts accounts(s.context());
    return told(waitFor<Accounts::RefreshAnswer>(
                    [&](auto reply) { accounts.refresh(set.customers.refreshToken, reply); }),
                [](const Accounts::RefreshAnswer& in) {
                    return in ? in->name
                              : "refused " + std::to_string(static_cast<int>(in.error()));
                });
}
/// Whoever brings a token that was used ends the session for everybody.
Told sessionEnded(Served& s, const Setting& set) {
    const Told answer = refreshed(s, set);
    if (!answer)
        return {};
    const auto reused = static_cast<int>(Accounts::RefreshRefusal::Reused);
    return answer == "refused " + std::to_string(reused) ? "ended" : "not " + *answer;
}

Told accountMade(Served& s, const Accounts::New& account, bool changes) {
    Accounts accounts(s.context());
    return doneOrRefused<Accounts::Created>(
        "made", [&](auto reply) { accounts.create(account, changes, reply); });
}
Accounts::New managersAccount() {
    return {"grace@example.com", "Grace", domain::AccountRole::Manager, "", kPassword};
}

/// What was claimed and not settled is tried again by a later round.
void laterRound(Served& s, const Setting& set) {
    s.clock.at = SetClock{}.at + ++set.outside->rounds * 2 * Outbox::kClaimed;
}

Told lettersSent(Served& s, const Setting& set) {
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

/// For a house without a gateway.
void writeToATelephone(Served& s, Setting&) {
    change(s, [&](server::ports::Store& store) {
        auto message = store.messages(server::ports::MessageState::Waiting, {}, 1).at(0);
        message.id.uuid.bytes.back() ^= 1;
        message.key += " sms";
        message.channel = server::ports::MessageChannel::Sms;
        message.recipient = "+4930123456";
        message.goodUntil = s.clock.now() + std::chrono::hours{1};
        store.put(message);
    });
}
Told lateGivenUp(Served& s, const Setting&) {
    using server::ports::MessageChannel;
    s.clock.at = SetClock{}.at + std::chrono::days{1};
    Outbox outbox(s.context(), nullptr, "");
    if (!outbox.giveUpLate(MessageChannel::Sms))
        return {};
    const auto waiting = outbox.countWaiting(MessageChannel::Sms);
    if (!waiting || *waiting > 0)
        return {};
    return "none waits";
}

Told eventsSent(Served& s, const Setting& set) {
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

Told eventsRelayed(Served& s, const Setting& set) {
    auto& broker = set.outside->broker;
    if (!Relay(s.context(), &broker).tellDue())
        return {};
    return std::to_string(broker.kept.size()) +
           (std::is_sorted(broker.kept.begin(), broker.kept.end()) ? " in order" : " in disorder");
}

void giveLetterUp(Served& s, Setting& set) {
    change(s, [&](server::ports::Store& store) {
        auto letter = store.messages(server::ports::MessageState::Waiting, {}, 1).at(0);
        set.customers.letter = letter.id;
        letter.state = server::ports::MessageState::Dead;
        letter.settledAt = s.clock.now();
        store.put(letter);
    });
}

void tellWebhook(Served& s, Setting& set) {
    CHECK(eventsSent(s, set));
    Webhooks webhooks(s.context(), nullptr);
    set.customers.told =
        (*webhooks.deliveries(set.customers.webhook, {}, 1))->items.at(0).delivery.id;
}
template <class Call>
Told webhookIs(const char* word, Served& s, Call call) {
    Webhooks webhooks(s.context(), nullptr);
    return doneOrRefused<Webhooks::Answer>(word,
                                           [&](auto reply) { call(webhooks, std::move(reply)); });
}
template <class Call>
Told eventIs(const char* word, Served& s, Call call) {
    Webhooks webhooks(s.context(), nullptr);
    return doneOrRefused<Webhooks::SendingAnswer>(
        word, [&](auto reply) { call(webhooks, std::move(reply)); });
}

/// A manager is to hear of tasks, and customers of a showtime for which they bought long ago.
void becomeDue(Served& s, Setting&) {
    CHECK(accountMade(s, managersAccount(), false));
    rewrite(s, "UPDATE customer_booking SET email = 'bea@example.com', "
               "email_key = 'bea@example.com', sold_at = sold_at - 259200000");
}
Told noticesWritten(Served& s, const Setting&) {
    Notices notices(s.context(), Notices::kUsualLead);
    const auto written =
        waitFor<std::size_t>([&](auto reply) { notices.writeDue(std::move(reply)); });
    if (!written || *written > 0)
        return told(written, [](std::size_t count) { return std::to_string(count) + " letters"; });
    // None: all were written, or it could not see what is due, and looks again in a while.
    const auto open = readOne<bool>(s.readers, [](const server::ports::Store& store) {
        return !store.tasksToAlert(1).empty();
    });
    return open && !*open ? Told("written before") : Told();
}

/// After what was kept has been kept long enough.
template <class Service>
Told pruned(Served& s, Service&& service) {
    s.clock.at = SetClock{}.at + std::chrono::days{200};
    return done<Done>("pruned", [&](auto reply) { service.prune(std::move(reply)); });
}

} // namespace

std::vector<UseCase> everyAccountUseCase() {
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
         .repeats = true},
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
        {"new password asked for", askedForReset, true},
        {.name = "new password by a token",
         .run =
             [](Served& s, const Setting& set) {
                 Registrations registrations(s.context());
                 return doneOrRefused<Registrations::Reset>("set", [&](auto reply) {
                     registrations.reset(set.customers.reset, "another horse", reply);
                 });
             },
         .before = prepareReset},
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
         .repeats = true},
        {"session refreshed", refreshed},
        {.name = "token brought twice",
         .run = sessionEnded,
         .before = [](Served& s, Setting& set) { CHECK(refreshed(s, set)); }},
        {"sign-out",
         [](Served& s, const Setting& set) {
             Accounts accounts(s.context());
             return done<Done>("signed out", [&](auto reply) {
                 accounts.signOut(set.customers.refreshToken, reply);
             });
         },
         true},
        {"profile",
         [](Served& s, const Setting& set) {
             CustomerService customers(s.context());
             return done<Done>("changed", [&](auto reply) {
                 customers.change(set.customers.ada, {"Ada L.", "de"}, reply);
             });
         },
         true},
        {.name = "password",
         .run =
             [](Served& s, const Setting& set) {
                 CustomerService customers(s.context());
                 return doneOrRefused<CustomerService::PasswordAnswer>("changed", [&](auto reply) {
                     customers.setPassword(set.customers.ada, kPassword, "another horse", reply);
                 });
             }},
        {.name = "account erased",
         .run =
             [](Served& s, const Setting& set) {
                 CustomerService customers(s.context());
                 return doneOrRefused<CustomerService::PasswordAnswer>("erased", [&](auto reply) {
                     customers.erase(set.customers.ada, kPassword, reply);
                 });
             }},
        {.name = "account of the staff",
         .run = [](Served& s, const Setting&) { return accountMade(s, managersAccount(), false); }},
        {.name = "account changed by the staff",
         .run =
             [](Served& s, const Setting&) {
                 auto account = managersAccount();
                 account.email = kAda;
                 return accountMade(s, account, true);
             },
         .repeats = true},
    };
}

std::vector<UseCase> everyOutgoingUseCase() {
    return {
        {.name = "letters", .run = lettersSent, .repeats = true, .inSteps = true},
        {.name = "late words for a telephone given up",
         .run = lateGivenUp,
         .repeats = true,
         .inSteps = true,
         .before = writeToATelephone},
        {.name = "letter sent again",
         .run =
             [](Served& s, const Setting& set) {
                 Outbox outbox(s.context(), nullptr, "");
                 return doneOrRefused<Outbox::ResendAnswer>(
                     "waits", [&](auto reply) { outbox.resend(set.customers.letter, {}, reply); });
             },
         .before = giveLetterUp},
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
        {"webhook's secret",
         [](Served& s, const Setting& set) {
             return webhookIs("changed", s, [&](Webhooks& webhooks, auto reply) {
                 webhooks.rotate(set.customers.webhook, {}, std::move(reply));
             });
         },
         true},
        {"webhook removed",
         [](Served& s, const Setting& set) {
             Webhooks webhooks(s.context(), nullptr);
             return doneOrRefused<Webhooks::Removed>(
                 "removed", [&](auto reply) { webhooks.remove(set.customers.webhook, {}, reply); });
         }},
        {"ping of a webhook",
         [](Served& s, const Setting& set) {
             return eventIs("waits", s, [&](Webhooks& webhooks, auto reply) {
                 webhooks.ping(set.customers.webhook, std::move(reply));
             });
         }},
        {.name = "event sent again",
         .run =
             [](Served& s, const Setting& set) {
                 return eventIs("waits", s, [&](Webhooks& webhooks, auto reply) {
                     webhooks.resend(set.customers.told, {}, std::move(reply));
                 });
             },
         .before = tellWebhook},
        {.name = "events to a webhook", .run = eventsSent, .repeats = true, .inSteps = true},
        {.name = "bus met for the first time",
         .run =
             [](Served& s, const Setting&) {
                 const auto begun = Relay(s.context(), nullptr).begin();
                 return told(begun, [](const Done&) { return std::string("begun"); });
             },
         .repeats = true,
         .before = [](Served& s, Setting&) { rewrite(s, "DELETE FROM event_relay"); }},
        {.name = "events to the bus", .run = eventsRelayed, .repeats = true, .inSteps = true},
        {"policy",
         [](Served& s, const Setting& set) {
             protocol::Policy policy;
             policy.atRiskSeatsPerShowtime = 2;
             return done<Done>("put", [&](auto reply) {
                 Policies(s.context()).put(policy, set.duties.first, reply);
             });
         },
         true},
    };
}

std::vector<UseCase> everyUseCaseOfUpkeep() {
    return {
        {.name = "reminders and alerts", .run = noticesWritten, .before = becomeDue},
        {"old sessions", [](Served& s, const Setting&) { return pruned(s, Accounts(s.context())); },
         true},
        {"old tokens",
         [](Served& s, const Setting&) { return pruned(s, Registrations(s.context())); }, true},
        {.name = "old letters",
         .run = [](Served& s,
                   const Setting&) { return pruned(s, Outbox(s.context(), nullptr, "")); },
         .repeats = true,
         .before = giveLetterUp},
        {.name = "old events",
         .run = [](Served& s, const Setting&) { return pruned(s, Webhooks(s.context(), nullptr)); },
         .repeats = true,
         .before = tellWebhook},
        {.name = "old news of the bank",
         .run = [](Served& s, const Setting& set) { return pruned(s, paymentsOf(s, set)); },
         .repeats = true,
         .before = [](Served& s, Setting& set) { CHECK(heardFromTheBank(s, set)); }},
        {.name = "old changes",
         .run = [](Served& s, const Setting&) { return pruned(s, Changes(s.context())); },
         .repeats = true,
         .before =
             [](Served& s, Setting&) {
                 rewrite(s, "UPDATE counter SET value = value + 200000 WHERE name = 'commit_seq'");
             }},
    };
}

} // namespace foyer::tests
