#pragma once

// A customer, a bank, and a server that may be killed and started again.

#include "server/services/holds.h"
#include "server/services/payments.h"
#include "tests/unit/payment_bank.h"
#include "tests/unit/service_house.h"

namespace foyer::server::tests {

constexpr std::int64_t kTotal = 1000 + 1400;

struct Shop {
    ServiceHouse house;
    services::Presence presence;
    services::Holds holds{house.context(), presence};
    TestSealer sealer;
    Fuse fuse;
    FusedWriter writer{*house.db, fuse};
    Bank bank{fuse};
    std::unique_ptr<services::Payments> payments = fresh();
    std::string address = "192.0.2.1";
    std::string method = "pm_card_visa";
    std::vector<std::string> codes;
    std::vector<SeatNo> seatNumbers{SeatNo{1}, SeatNo{20}};
    services::Holds::Made made = hold();

    std::unique_ptr<services::Payments> fresh() {
        const services::Context context{writer, *house.db, house.clock, house.random};
        return std::make_unique<services::Payments>(context, house.verifier, sealer, &bank);
    }
    services::Holds::Made hold() {
        return **answerOf<services::Holds::MakeAnswer>([&](auto reply) {
            holds.make({house.showtime, seatNumbers, "", ""}, reply);
        });
    }
    services::Payments::Answer begin() {
        return *answerOf<services::Payments::Answer>([&](auto reply) {
            payments->begin({made.hold.id, made.token, {}, address, method, codes}, reply);
        });
    }
    services::Payments::Answer refund(PaymentId id, std::vector<TicketId> tickets = {}) {
        return *answerOf<services::Payments::Answer>(
            [&](auto reply) { payments->refund(id, std::move(tickets), "ill", reply); });
    }
    services::Payments::Answer review(PaymentId id, bool approved) {
        return *answerOf<services::Payments::Answer>(
            [&](auto reply) { payments->review(id, approved, AccountId{}, reply); });
    }
    services::Payments::Answer cancel(PaymentId id) {
        return *answerOf<services::Payments::Answer>(
            [&](auto reply) { payments->cancel(id, made.token, reply); });
    }
    std::optional<PaymentId> take(const std::string& event, const std::string& signature = "good") {
        const auto taken = *answerOf<services::Payments::EventAnswer>(
            [&](auto reply) { payments->take(event, signature, reply); });
        return taken ? *taken : std::nullopt;
    }
    services::PaymentView view(PaymentId id) { return **payments->find(id); }
    services::PaymentView pay() {
        const auto begun = begin();
        CHECK(begun.ok());
        payments->advance(begun->id);
        return view(begun->id);
    }
    /// What the server's timer does, until nothing is due any more.
    void letTimePass(std::chrono::minutes time) {
        const Instant end = house.clock.at + time;
        for (; house.clock.at < end; house.clock.at += std::chrono::seconds{1}) {
            const auto due = *payments->due(10);
            for (const auto id : due)
                payments->advance(id);
        }
    }
    std::string seats() {
        const auto letters = house.letters();
        return {letters[1], letters[20]};
    }
    bool isSound() { return house.audit().findings.empty(); }
};

} // namespace foyer::server::tests
