// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Adoption;
using Fault = Bank::Fault;

/// One payment that the provider does not let go, or that nobody understands, keeps no other and
/// nobody waiting.
class ServiceAdoptionRiddles : public QObject {
    Q_OBJECT

    static void makeRiddle(Restored& r, PaymentId payment) {
        r.shop.bank.onList = [payment](ports::ListedPayment& each) {
            if (each.payment == payment)
                each.riddle = "status paid";
        };
    }

private slots:
    void whatIsNotLetGoKeepsNobodyWaiting() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        const auto stuck = r.strange();
        const auto other = r.strange();
        r.shop.bank.stuck = {stuck.toString()};
        r.look();
        QVERIFY(r.isRecovering()); // it is tried again
        QVERIFY(!r.isHeld(other));
        r.letTimePass(std::chrono::minutes{1});
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QVERIFY(r.isHeld(stuck));
        QCOMPARE(r.shop.bank.calls, Adoption::kMostCancels + 1);
        QCOMPARE(r.audited("payment.not_let_go"), std::int64_t{1});
        QVERIFY(r.adoption->notice().starts_with("1 of "));
        QVERIFY(r.adoption->failure().empty());
        r.shop.bank.stuck.clear();
        r.letTimePass(std::chrono::minutes{3}); // it is looked at again
        QVERIFY(!r.isHeld(stuck));
        QVERIFY(r.adoption->notice().empty());
        QVERIFY(r.isSound());
    }

    void whatIsNeverLetGoEndsTheSecondLookToo() {
        Shop lost;
        Restored r;
        r.replace(lost);
        r.shop.bank.stuck = {r.strange().toString()};
        r.letTimePass(std::chrono::minutes{10});
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.audited("payment.not_let_go"), std::int64_t{2});
        QVERIFY(!r.shop.house.read(
            [](const ports::Store& store) { return store.recoveryToLookAgain().has_value(); }));
        QVERIFY(r.isSound());
    }

    void aProviderThatDoesNothingIsNotAskedOn() {
        Shop lost;
        Restored r;
        r.replace(lost);
        const auto one = r.strange();
        const auto other = r.strange();
        r.shop.bank.faults[1] = Fault::NotDone;
        r.look();
        QVERIFY(r.isRecovering());
        QCOMPARE(r.shop.bank.calls, 1);
        r.letTimePass(std::chrono::minutes{1});
        QVERIFY(!r.isRecovering());
        QVERIFY(!r.isHeld(one) && !r.isHeld(other));
        QCOMPARE(r.audited("payment.not_let_go"), std::int64_t{0});
    }

    void moneyThatIsNotUnderstoodStandsInSuspense() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        makeRiddle(r, paid.id); // its note tells a sale, and is not believed
        r.letTimePass(std::chrono::minutes{5});
        QVERIFY(!r.isRecovering() && r.shop.bank.lists >= 2);
        QCOMPARE(r.bookings(), std::size_t{0});
        const auto task = r.task(protocol::TaskKind::CardUnconfirmed);
        QVERIFY(task.has_value());
        QCOMPARE(task->subject, paid.id.toString());
        QCOMPARE(task->amount->minor, kTotal);
        QCOMPARE(r.balance(domain::Account::Suspense), -kTotal);
        QCOMPARE(r.audited("payment.unreadable"), std::int64_t{0}); // the task tells of it
        QVERIFY(r.isSound());
    }

    void whatIsNotUnderstoodAndKnownToHaveNoMoneyIsLeftToAPerson_data() {
        QTest::addColumn<bool>("hasReference");
        QTest::newRow("with its reference") << true;
        QTest::newRow("without") << false;
    }
    void whatIsNotUnderstoodAndKnownToHaveNoMoneyIsLeftToAPerson() {
        QFETCH(bool, hasReference);
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        const auto riddle = r.strange();
        r.shop.bank.onList = [riddle, hasReference](ports::ListedPayment& each) {
            if (each.payment != riddle)
                return;
            each.riddle = "status paid";
            if (!hasReference)
                each.payment = {};
        };
        r.look();
        QVERIFY(!r.isRecovering()); // the rest goes on
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QVERIFY(r.isHeld(riddle));
        QCOMPARE(r.shop.bank.calls, 0);
        QCOMPARE(r.audited("payment.unreadable"), std::int64_t{1});
        QVERIFY(r.adoption->notice().starts_with("1 of "));
        QVERIFY(!r.task(protocol::TaskKind::CardUnconfirmed));
        QVERIFY(r.isSound());
    }

    void whatIsKnownHereIsNotHeardFromARiddle() {
        Shop lost;
        Restored r;
        const auto paid = lost.pay();
        QVERIFY(r.shop.pay().booking == paid.booking); // it is in the backup
        QVERIFY(lost.refund(paid.id).ok());
        lost.letTimePass(std::chrono::minutes{1});
        r.replace(lost);
        makeRiddle(r, paid.id);
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        QCOMPARE(r.shop.view(paid.id).payment.refunded, std::int64_t{0});
        QCOMPARE(r.audited("payment.unreadable"), std::int64_t{1});
        QVERIFY(!r.task(protocol::TaskKind::CardUnconfirmed));
    }
};

QTEST_APPLESS_MAIN(ServiceAdoptionRiddles)
#include "service_adoption_riddles_test.moc"
