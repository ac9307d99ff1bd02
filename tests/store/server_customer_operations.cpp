#include "tests/store/server_customer_operations.h"

#include "server/services/adoption.h"
#include "server/services/recovery.h"
#include "tests/store/server_duty_operations.h"

#include <filesystem>

namespace foyer::tests {
namespace {

/// From every customer.
std::int64_t takenInAll(const server::tests::Bank& bank) {
    std::int64_t sum = 0;
    for (const auto& [payment, intent] : bank.intents)
        sum += intent.captured;
    return sum;
}

/// What the server says of the payment, and what the bank does.
std::string describe(const PaymentView& view, const Setting& set) {
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
Told toldOf(const Outcome<Payments::Answer>& outcome, const Setting& set) {
    return told(outcome, [&](const Payments::Answer& answer) {
        return answer ? describe(*answer, set)
                      : "refused " + std::to_string(static_cast<int>(answer.error()));
    });
}

/// The server's timer goes on with it; nothing unless it comes to its end.
Told advanced(Served& s, const Setting& set, PaymentId id) {
    Payments payments = paymentsOf(s, set);
    payments.advance(id);
    const auto found = payments.find(id);
    if (found && *found && !(*found)->settled)
        return {};
    return toldOf(found, set);
}

Outcome<Payments::Answer> begun(Served& s, const Setting& set) {
    const auto& own = set.duties.held;
    Payments payments = paymentsOf(s, set);
    return waitFor<Payments::Answer>([&](auto reply) {
        payments.begin({own.hold.id, own.token, {}, "", "pm_1"}, reply);
    });
}
Told paid(Served& s, const Setting& set) {
    const auto payment = begun(s, set);
    return payment && *payment ? advanced(s, set, (*payment)->id) : toldOf(payment, set);
}

Told reviewed(Served& s, const Setting& set, bool approved) {
    Payments payments = paymentsOf(s, set);
    return toldOf(waitFor<Payments::Answer>([&](auto reply) {
                      payments.review(set.customers.suspect, approved, AccountId{}, reply);
                  }),
                  set);
}

/// Its customer looked for the card until the hold was over.
Told paidTooLate(Served& s, const Setting& set) {
    s.clock.at = SetClock{}.at; // also when it is asked again
    const auto payment = begun(s, set);
    if (!payment || !*payment)
        return toldOf(payment, set);
    s.clock.at = SetClock{}.at + std::chrono::hours{1};
    return advanced(s, set, (*payment)->id);
}

Told cancelled(Served& s, const Setting& set) {
    const auto& own = set.customers;
    Payments payments = paymentsOf(s, set);
    const auto answer = waitFor<Payments::Answer>(
        [&](auto reply) { payments.cancel(own.proof, own.proving.token, reply); });
    return answer && *answer ? advanced(s, set, own.proof) : toldOf(answer, set);
}

Told refundedInPart(Served& s, const Setting& set) {
    Payments payments = paymentsOf(s, set);
    return toldOf(waitFor<Payments::Answer>([&](auto reply) {
                      payments.refund(set.customers.paid, {set.customers.ticket}, "ill", reply);
                  }),
                  set);
}

/// Some of it goes back at the bank's own desk.
Told heardOfUnaskedRefund(Served& s, const Setting& set) {
    const PaymentId id = set.customers.paid;
    auto& bank = set.outside->bank;
    bank.of(id).refunded = 100;
    bank.news = bank.of(id);
    Payments payments = paymentsOf(s, set);
    const auto taken = waitFor<Payments::EventAnswer>(
        [&](auto reply) { payments.take("evt_2 " + id.toString(), "good", reply); });
    const Told heard = told(taken, [](const auto&) { return std::string(); });
    return heard ? toldOf(payments.find(id), set) : heard;
}

/// For a new ticket of the same seat: the seats beside it are others'.
Told ticketExchanged(Served& s, const Setting& set) {
    using server::services::Bookings;
    const auto payment = paymentsOf(s, set).find(set.customers.paid);
    if (!payment)
        return toldOf(payment, set);
    Bookings bookings(s.context(), s.verifier, s.sealer);
    return told(waitFor<Bookings::ExchangeAnswer>([&](auto reply) {
                    bookings.exchange((*payment)->booking, {"", {}, true},
                                      {{set.customers.ticket, SeatNo{42}}}, reply);
                }),
                [](const Bookings::ExchangeAnswer& done) {
                    return done ? std::to_string(done->tickets.size()) + " tickets"
                                : "refused " + std::to_string(int(done.error().refusal));
                });
}

void cancelShowtime(Served& s, Setting& set) {
    CHECK(changed(s, [&](auto& changes, auto reply) { changes.cancel(set.showtime, reply); }));
}
Told owedPaidBack(Served& s, const Setting& set) {
    Payments payments = paymentsOf(s, set);
    return done<Done>("asked for",
                      [&](auto reply) { payments.payBackOwed(set.customers.paid, reply); });
}

/// Two seats were paid for since the backup that is in use now, and only the bank knows; all
/// terminals have told their journals.
void loseSale(Served& s, Setting& set) {
    const std::string lost = s.options.path + ".lost";
    CHECK(server::store::SqliteBackup(s.options).copyTo(lost).ok());
    {
        Served history(lost);
        CHECK(paid(history, set));
    }
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(lost + end);
    change(s, [&](server::ports::Store& store) {
        beginRecovery(store, "a test", s.clock.now(), s.random, kBeforeBackup);
        const auto open = store.openRecovery();
        for (const auto& each : open->terminals)
            markRefilled(store, each.terminal, s.clock.now());
    });
}
/// The bank is asked and the sale made once more; nothing while that has still to be done.
Told adopted(Served& s, const Setting& set) {
    Adoption adoption(s.context(), s.verifier, s.sealer, &set.outside->bank);
    if (adoption.isDue())
        adoption.advance();
    struct Found {
        bool recovering = true;
        std::size_t tickets = 0;
    };
    const auto found = readOne<Found>(s.readers, [&](const server::ports::Store& store) {
        Found now{store.isRecovering(), 0};
        const auto claims = store.claims(set.showtime, set.duties.held.hold.seats);
        for (const auto& claim : claims.all())
            now.tickets += claim.kind == server::core::ClaimKind::Ticket ? 1 : 0;
        return now;
    });
    if (!found || found->recovering)
        return {};
    return found->tickets == set.duties.held.hold.seats.size() ? "over, and sold" : "refused";
}

} // namespace

Payments paymentsOf(Served& s, const Setting& set) {
    return {s.context(), s.verifier, s.sealer, &set.outside->bank};
}

Told heardFromTheBank(Served& s, const Setting& set) {
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

std::vector<UseCase> everyPaymentUseCase() {
    return {
        {"card payment begun",
         [](Served& s, const Setting& set) { return toldOf(begun(s, set), set); }, true},
        {.name = "card payment", .run = paid, .repeats = true, .inSteps = true},
        {.name = "card payment declined",
         .run =
             [](Served& s, const Setting& set) {
                 set.outside->bank.onCreate = server::core::IntentStatus::RequiresPaymentMethod;
                 return paid(s, set);
             },
         .repeats = true,
         .inSteps = true},
        {.name = "card payment of a hold that is over",
         .run = paidTooLate,
         .repeats = true,
         .inSteps = true},
        {.name = "news of the bank", .run = heardFromTheBank, .repeats = true, .inSteps = true},
        {.name = "money back that nobody asked for",
         .run = heardOfUnaskedRefund,
         .repeats = true,
         .inSteps = true},
        {"ticket exchanged", ticketExchanged},
        {.name = "payment cancelled", .run = cancelled, .repeats = true, .inSteps = true},
        {"part of a payment refunded", refundedInPart},
        {.name = "what is owed to who paid by card",
         .run = owedPaidBack,
         .repeats = true,
         .before = cancelShowtime},
        {.name = "refund at the bank",
         .run = [](Served& s,
                   const Setting& set) { return advanced(s, set, set.customers.refunded); },
         .repeats = true,
         .inSteps = true},
        {"payment approved", [](Served& s, const Setting& set) { return reviewed(s, set, true); }},
        {"payment rejected", [](Served& s, const Setting& set) { return reviewed(s, set, false); }},
        {.name = "lost sale made once more",
         .run = adopted,
         .repeats = true,
         .inSteps = true,
         .before = loseSale},
    };
}

} // namespace foyer::tests
