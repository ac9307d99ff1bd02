#include "tests/store/customers_on_disk.h"

namespace foyer::tests {

Customers Customers::writeInto(House& house, Outside& outside) {
    Customers customers;
    customers.listen(house);
    customers.signUp(house);
    customers.pay(house, outside);
    return customers;
}

Customers::Hold Customers::hold(House& house, std::vector<SeatNo> seats) {
    server::services::Presence presence;
    server::services::Holds holds(house.context(), presence);
    return **server::tests::answerOf<server::services::Holds::MakeAnswer>([&](auto reply) {
        holds.make({house.showtime, std::move(seats), "", ""}, reply);
    });
}

PaymentId Customers::begin(Payments& payments, const Hold& hold) {
    const auto begun = *server::tests::answerOf<Payments::Answer>([&](auto reply) {
        payments.begin({hold.hold.id, hold.token, {}, "", "pm_" + hold.token}, reply);
    });
    CHECK(begun.ok());
    return begun->id;
}

void Customers::pay(House& house, Outside& outside) {
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

void Customers::signUp(House& house) {
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

void Customers::listen(House& house) {
    using server::services::Webhooks;
    Webhooks webhooks(house.context(), nullptr);
    const auto made = *server::tests::answerOf<Webhooks::Answer>([&](auto reply) {
        webhooks.create({"https://example.com/hook", {}, ""}, {}, reply);
    });
    webhook = made->id;
    CHECK(server::services::Relay(house.context(), nullptr).begin().ok());
}

} // namespace foyer::tests
