#include "tests/unit/payment_shop.h"

namespace foyer::server::tests {

std::unique_ptr<services::Payments> Shop::fresh() {
    const services::Context context{writer, *house.db, house.clock, house.random};
    return std::make_unique<services::Payments>(context, house.verifier, sealer, &bank);
}

services::Holds::Made Shop::hold() {
    return **answerOf<services::Holds::MakeAnswer>([&](auto reply) {
        holds.make({house.showtime, seatNumbers, "", ""}, reply);
    });
}

services::Payments::Answer Shop::begin() {
    return *answerOf<services::Payments::Answer>([&](auto reply) {
        payments->begin({made.hold.id, made.token, {}, address, method, codes}, reply);
    });
}

services::Payments::Answer Shop::refund(PaymentId id, std::vector<TicketId> tickets) {
    return *answerOf<services::Payments::Answer>(
        [&](auto reply) { payments->refund(id, std::move(tickets), "ill", reply); });
}

services::Payments::Answer Shop::review(PaymentId id, bool approved) {
    return *answerOf<services::Payments::Answer>(
        [&](auto reply) { payments->review(id, approved, AccountId{}, reply); });
}

services::Payments::Answer Shop::cancel(PaymentId id) {
    return *answerOf<services::Payments::Answer>(
        [&](auto reply) { payments->cancel(id, made.token, reply); });
}

services::Payments::EventAnswer Shop::hear(const std::string& event, const std::string& signature) {
    return *answerOf<services::Payments::EventAnswer>(
        [&](auto reply) { payments->take(event, signature, reply); });
}

std::optional<PaymentId> Shop::take(const std::string& event, const std::string& signature) {
    const auto taken = hear(event, signature);
    return taken ? *taken : std::nullopt;
}

services::PaymentView Shop::pay() {
    const auto begun = begin();
    CHECK(begun.ok());
    payments->advance(begun->id);
    return view(begun->id);
}

void Shop::letTimePass(std::chrono::minutes time) {
    const Instant end = house.clock.at + time;
    for (; house.clock.at < end; house.clock.at += std::chrono::seconds{1}) {
        const auto due = *payments->due(10);
        for (const auto id : due)
            payments->advance(id);
    }
}

std::string Shop::seats() {
    const auto letters = house.letters();
    return {letters[1], letters[20]};
}

} // namespace foyer::server::tests
