// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using core::PaymentState;
using Fault = Bank::Fault;
using Refusal = services::Payments::NewsRefusal;

namespace {

/// The database is an older one, and nobody has said so.
void putBackUnnoticed(Restored& r, const Shop& lost) {
    r.takeBooks(lost);
    r.shop.house.clock.at = lost.house.clock.at + std::chrono::minutes{11}; // holds are over
}

/// Somebody at the provider's desk takes the money of what waits for the customer.
PaymentId takenEarly(Shop& shop) {
    shop.bank.onCreate = core::IntentStatus::RequiresAction;
    const auto begun = shop.pay();
    auto& atBank = shop.bank.of(begun.id);
    atBank.status = core::IntentStatus::Succeeded;
    atBank.captured = kTotal;
    return begun.id;
}

std::int64_t recoveries(Restored& r) {
    auto count = r.shop.house.connection.prepare(
        "recoveries", "SELECT count(*) FROM audit WHERE action = 'recovery.started'");
    return *count.value<std::int64_t>();
}

std::string newsOf(Restored& r, const std::string& event, PaymentId id) {
    r.shop.bank.news = r.shop.bank.of(id);
    return event + " " + id.toString();
}

} // namespace

/// A copy of the disk was put back and nobody noticed: what the provider keeps of a sale proves it.
class ServiceRollback : public QObject {
    Q_OBJECT

private slots:
    void aSaleThatIsNotKnownHereIsMadeOnceMoreAndNotPaidBack() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.shop.bank.faults[1] = Fault::LostBefore;
        QVERIFY(r.shop.pay().id == paid.id); // begun, as far as this disk knows
        putBackUnnoticed(r, lost);
        r.letTimePass(std::chrono::minutes{3});
        QCOMPARE(recoveries(r), std::int64_t{1});
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.shop.bank.of(paid.id).refunded, std::int64_t{0});
        const auto view = r.shop.view(paid.id);
        QVERIFY(view.booking == paid.booking && view.settled);
        QVERIFY(view.payment.state == PaymentState::Captured && view.payment.failure.empty());
        QCOMPARE(r.shop.seats(), std::string("ss"));
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QVERIFY(r.isSound());
    }

    void whatWasTakenEarlyIsLookedAtBeforeItGoesBack() {
        Shop lost;
        const auto id = takenEarly(lost);
        lost.letTimePass(std::chrono::minutes{1});
        QVERIFY(lost.view(id).payment.sold && lost.bank.of(id).noted);
        Restored r;
        QVERIFY(takenEarly(r.shop) == id);
        QVERIFY(r.shop.take(newsOf(r, "evt_1", id)) == id);
        putBackUnnoticed(r, lost);
        r.shop.bank.faults[r.shop.bank.calls + 1] = Fault::NotDone;
        r.letTimePass(std::chrono::minutes{3});
        QCOMPARE(recoveries(r), std::int64_t{1});
        QCOMPARE(r.shop.bank.of(id).refunded, std::int64_t{0});
        QVERIFY(r.shop.view(id).booking == lost.view(id).booking);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QCOMPARE(r.balance(domain::Account::Suspense), std::int64_t{0});
        QVERIFY(r.isSound());
    }

    /// Its hold is good still, and its tickets are with the customer.
    void whatWasBegunBeforeAStartIsLookedAtBeforeItIsSold() {
        const auto authorized = [](Shop& shop) {
            shop.bank.onCreate = core::IntentStatus::RequiresAction;
            const auto begun = shop.pay();
            auto& atBank = shop.bank.of(begun.id);
            atBank.status = core::IntentStatus::RequiresCapture;
            atBank.capturable = kTotal;
            shop.bank.news = atBank;
            CHECK(shop.take("evt_1 " + begun.id.toString()) == begun.id);
            return begun.id;
        };
        Shop lost;
        const auto id = authorized(lost);
        lost.payments->advance(id);
        QVERIFY(lost.bank.of(id).noted && lost.bank.of(id).captured == kTotal);
        Restored r;
        QVERIFY(authorized(r.shop) == id);
        r.takeBooks(lost);
        r.shop.house.clock.at += std::chrono::minutes{1};
        r.shop.payments = r.shop.fresh(); // started on that disk
        r.letTimePass(std::chrono::minutes{3});
        QCOMPARE(recoveries(r), std::int64_t{1});
        QVERIFY(r.shop.view(id).booking == lost.view(id).booking);
        QCOMPARE(r.shop.bank.of(id).refunded, std::int64_t{0});
        QVERIFY(r.isSound());
    }

    void whatNobodyHasSoldGoesBackAsBefore() {
        Restored r;
        const auto id = takenEarly(r.shop);
        QVERIFY(r.shop.take(newsOf(r, "evt_1", id)) == id);
        r.shop.house.clock.at += std::chrono::minutes{11};
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(recoveries(r), std::int64_t{0});
        QCOMPARE(r.shop.bank.of(id).refunded, kTotal);
        QVERIFY(r.shop.view(id).payment.state == PaymentState::Refunded);
        QVERIFY(r.isSound());
    }

    void newsOfASaleThatIsNotKnownAtAllProveItToo() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        putBackUnnoticed(r, lost);
        const auto event = newsOf(r, "evt_1", paid.id);
        QVERIFY(r.shop.hear(event).error() == Refusal::Recovering);
        QVERIFY(r.isRecovering());
        r.letTimePass(std::chrono::minutes{3});
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QVERIFY(r.shop.take(event) == paid.id);
        QCOMPARE(recoveries(r), std::int64_t{1});
        QVERIFY(r.isSound());
    }

    void newsOfAnotherHouseProveNothing() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        putBackUnnoticed(r, lost);
        r.shop.bank.house = "another house";
        QVERIFY(r.shop.hear(newsOf(r, "evt_1", paid.id)).ok());
        QVERIFY(!r.isRecovering());
    }

    void whatNobodyCanSellIsLookedIntoOnce() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        putBackUnnoticed(r, lost);
        r.shop.bank.notes[paid.id.toString()].lines.clear();
        QVERIFY(!r.shop.hear(newsOf(r, "evt_1", paid.id)).ok());
        r.letTimePass(std::chrono::minutes{3});
        QVERIFY(!r.isRecovering() && r.task(protocol::TaskKind::CardUnconfirmed));
        QVERIFY(r.shop.hear(newsOf(r, "evt_2", paid.id)).ok());
        QVERIFY(!r.isRecovering());
        QVERIFY(r.isSound());
    }

    void whatWasForgoneIsNotAskedForAgain() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        putBackUnnoticed(r, lost);
        QVERIFY(!r.shop.hear(newsOf(r, "evt_1", paid.id)).ok());
        r.shop.house.write([&](ports::Store& store) {
            QVERIFY(services::forgoPayments(store, "no key", r.shop.house.clock.now()));
        });
        QVERIFY(r.shop.hear(newsOf(r, "evt_2", paid.id)).ok());
        QVERIFY(!r.isRecovering());
    }
};

QTEST_APPLESS_MAIN(ServiceRollback)
#include "service_rollback_test.moc"
