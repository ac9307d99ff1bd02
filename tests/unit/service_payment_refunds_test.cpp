// links: server_services server_store shared_wire unit_service_house
#include "server/services/showtime_changes.h"
#include "tests/unit/payment_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using core::PaymentState;
using Fault = Bank::Fault;
using Refusal = services::Payments::Refusal;

/// What goes back by the provider, and that it goes back once.
class ServicePaymentRefunds : public QObject {
    Q_OBJECT

    /// Money goes back at the provider's own desk, in all so much, and the news come twice.
    static void handOut(Shop& shop, PaymentId id, std::int64_t inAll) {
        shop.bank.of(id).refunded = inAll;
        shop.bank.news = shop.bank.of(id);
        for (const char* event : {"evt_a", "evt_b"})
            CHECK(shop.take(std::string(event) + std::to_string(inAll) + " " + id.toString()));
        shop.payments->advance(id);
    }
    static std::vector<protocol::Task> tasks(Shop& shop) {
        std::vector<protocol::Task> open;
        for (auto& each :
             shop.house.read([](const ports::Store& store) { return store.openTasks(); }))
            open.push_back(std::move(each.task));
        return open;
    }
    static std::int64_t overShort(Shop& shop) {
        return shop.house.balance(domain::Account::OverShort).minor;
    }

private slots:
    void whatGoesBackAtTheProvidersDeskIsOverAndShortAndATask() {
        Shop shop;
        const auto paid = shop.pay();
        handOut(shop, paid.id, 1000);
        QCOMPARE(overShort(shop), std::int64_t{1000});
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, kTotal - 1000);
        QCOMPARE(shop.seats(), std::string("ss"));
        QVERIFY(shop.isSound());
        const auto open = tasks(shop);
        QCOMPARE(open.size(), std::size_t{1});
        QVERIFY(open[0].kind == protocol::TaskKind::SecondRefund);
        QVERIFY(open[0].booking == paid.booking && open[0].amount->minor == 1000);
        QVERIFY(open[0].text.find(paid.id.toString()) != std::string::npos);
    }

    void ticketsThatAreGivenUpForItPayNothingMore() {
        Shop shop;
        const auto paid = shop.pay();
        const auto tickets =
            shop.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        QCOMPARE(tickets[0].line.price.minor, std::int64_t{1000});
        handOut(shop, paid.id, 1000);
        const int calls = shop.bank.calls;
        QVERIFY(shop.refund(paid.id, {tickets[0].line.ticket}).ok());
        shop.letTimePass(std::chrono::minutes{1});
        QCOMPARE(shop.bank.calls, calls);
        QCOMPARE(shop.bank.of(paid.id).refunded, std::int64_t{1000});
        QCOMPARE(shop.seats(), std::string("fs"));
        QCOMPARE(overShort(shop), std::int64_t{0});
        QVERIFY(tasks(shop).empty());
        QVERIFY(shop.isSound());
        QVERIFY(shop.refund(paid.id).ok()); // the other one, as ever
        shop.payments->advance(paid.id);
        QCOMPARE(shop.bank.of(paid.id).refunded, kTotal);
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 0);
        QVERIFY(shop.isSound());
    }

    void whenAllWentBackAPersonDecidesAboutTheTickets() {
        Shop shop;
        const auto paid = shop.pay();
        handOut(shop, paid.id, 1000);
        handOut(shop, paid.id, kTotal);
        QVERIFY(shop.view(paid.id).payment.state == PaymentState::Refunded);
        QCOMPARE(shop.seats(), std::string("ss"));
        QCOMPARE(tasks(shop).size(), std::size_t{2}); // one each time
        QVERIFY(shop.isSound());
        QVERIFY(shop.refund(paid.id).error() == Refusal::NotRefundable); // of no task's price
        const auto tickets =
            shop.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        for (const auto& ticket : tickets)
            QVERIFY(shop.refund(paid.id, {ticket.line.ticket}).ok());
        QCOMPARE(shop.seats(), std::string("ff"));
        QCOMPARE(overShort(shop), std::int64_t{0});
        QVERIFY(tasks(shop).empty());
        QVERIFY(shop.isSound());
    }

    void aPresentIsNoRefundOfTickets() {
        Shop shop;
        const auto paid = shop.pay();
        const auto tickets =
            shop.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        handOut(shop, paid.id, 300);
        QVERIFY(shop.refund(paid.id, {tickets[0].line.ticket}).ok());
        shop.payments->advance(paid.id);
        QCOMPARE(shop.bank.of(paid.id).refunded, std::int64_t{1300});
        QCOMPARE(overShort(shop), std::int64_t{300});
        QCOMPARE(tasks(shop).size(), std::size_t{1});
        QVERIFY(shop.isSound());
    }

    void ticketsGoBackOneByOne() {
        Shop shop;
        const auto paid = shop.pay();
        const auto tickets =
            shop.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        QVERIFY(shop.refund(paid.id, {tickets[0].line.ticket}).ok());
        QVERIFY(shop.refund(paid.id, {tickets[0].line.ticket}).error() == Refusal::NotRefundable);
        shop.payments->advance(paid.id);
        QCOMPARE(shop.bank.of(paid.id).refunded, tickets[0].line.price.minor);
        QVERIFY(shop.view(paid.id).payment.state == PaymentState::Captured);
        shop.bank.faults[shop.bank.calls + 1] = Fault::LostAfter;
        QVERIFY(shop.refund(paid.id).ok());
        shop.payments->advance(paid.id);
        shop.letTimePass(std::chrono::minutes{1});
        QCOMPARE(shop.bank.of(paid.id).refunded, kTotal);
        QVERIFY(shop.view(paid.id).payment.state == PaymentState::Refunded);
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 0);
        QVERIFY(shop.isSound());
    }

    /// The first was asked for and comes late, after the second: it is no third.
    void twoRefundsOneOfThemLateGoBackOnceEach() {
        Shop shop;
        shop.seatNumbers = {SeatNo{2}, SeatNo{3}, SeatNo{4}};
        shop.made = shop.hold();
        const auto paid = shop.pay();
        const auto tickets =
            shop.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        shop.bank.faults[shop.bank.calls + 1] = Fault::Late;
        QVERIFY(shop.refund(paid.id, {tickets[0].line.ticket}).ok());
        shop.payments->advance(paid.id);
        QVERIFY(shop.refund(paid.id, {tickets[1].line.ticket}).ok());
        shop.letTimePass(std::chrono::minutes{1});
        for (const auto& done : shop.bank.late)
            done();
        const auto back = tickets[0].line.price.minor + tickets[1].line.price.minor;
        QCOMPARE(shop.bank.late.size(), std::size_t{1});
        QCOMPARE(shop.bank.of(paid.id).refunded, back);
        QCOMPARE(shop.view(paid.id).payment.refunded, back);
        QVERIFY(shop.isSound());
    }

    void aCancelledShowtimeIsPaidBackByItself() {
        Shop shop;
        const auto paid = shop.pay();
        QVERIFY((*shop.payments->owing(10)).empty());
        (void)*answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
            services::ShowtimeChanges(shop.house.context()).cancel(shop.house.showtime, reply);
        });
        QCOMPARE((*shop.payments->owing(10)).size(), std::size_t{1});
        (void)*answerOf<Done>([&](auto reply) { shop.payments->payBackOwed(paid.id, reply); });
        QVERIFY((*shop.payments->owing(10)).empty());
        shop.payments->advance(paid.id);
        QCOMPARE(shop.bank.of(paid.id).refunded, kTotal);
        QVERIFY(shop.view(paid.id).payment.state == PaymentState::Refunded);
        QVERIFY(!shop.house.read([&](const ports::Store& store) {
            return store.openTask(protocol::TaskKind::RefundDue, paid.booking.toString());
        }));
        QVERIFY(shop.isSound());
        (void)*answerOf<Done>([&](auto reply) { shop.payments->payBackOwed(paid.id, reply); });
        QCOMPARE(shop.bank.of(paid.id).refunded, kTotal);
        QVERIFY(shop.isSound());
    }
};

QTEST_APPLESS_MAIN(ServicePaymentRefunds)
#include "service_payment_refunds_test.moc"
