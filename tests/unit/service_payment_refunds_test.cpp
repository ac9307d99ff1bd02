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

private slots:
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
