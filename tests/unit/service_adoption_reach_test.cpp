// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Adoption;

namespace {

/// The last thing that the backup knows.
void writeLast(Shop& shop) {
    shop.house.write([&](ports::Store& store) {
        services::writeAudit(store, shop.house.clock.now(), "foyerd", "backup", "a test");
    });
}

/// Two more seats, by another hold.
services::PaymentView payAgain(Shop& shop, std::vector<SeatNo> seats = {SeatNo{5}, SeatNo{6}}) {
    shop.seatNumbers = std::move(seats);
    shop.made = shop.hold();
    return shop.pay();
}

std::int64_t audited(Restored& r, const std::string& what) {
    auto count =
        r.shop.house.connection.prepare("audited", "SELECT count(*) FROM audit WHERE action = $1");
    return *count.value<std::int64_t>(what);
}

} // namespace

/// The list that a restored server asks for is to have whatever it may have lost.
class ServiceAdoptionReach : public QObject {
    Q_OBJECT

private slots:
    void whatWentBackIsHeardOfHoweverLongAgoItWasPaid() {
        Shop lost;
        Restored r;
        const auto paid = lost.pay();
        QVERIFY(r.shop.pay().booking == paid.booking); // it is in the backup
        std::int64_t later = 0;
        for (Shop* shop : {&lost, &r.shop}) {
            shop->house.clock.at += services::kBeforeBackup + std::chrono::minutes{30};
            later = payAgain(*shop).payment.captured;
        }
        QVERIFY(lost.refund(paid.id).ok());
        lost.letTimePass(std::chrono::minutes{1});
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{0});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, kTotal);
        QCOMPARE(r.balance(domain::Account::CardReceivable), later);
        QVERIFY(r.isSound());
    }

    /// It was right again before the backup was made.
    void aClockThatWasAheadHidesNoSale() {
        const auto ahead = services::kBeforeBackup + std::chrono::minutes{40};
        Shop lost;
        Restored r;
        for (Shop* shop : {&lost, &r.shop}) {
            const Instant now = shop->house.clock.at;
            shop->house.clock.at += ahead;
            shop->bank.onCreate = core::IntentStatus::RequiresPaymentMethod;
            const auto declined = payAgain(*shop);
            QVERIFY(declined.payment.state == core::PaymentState::Failed);
            shop->bank.created[declined.id.toString()] = now;
            shop->bank.onCreate = core::IntentStatus::RequiresCapture;
            shop->house.clock.at = now + std::chrono::minutes{5};
        }
        const auto paid = payAgain(lost, {SeatNo{7}, SeatNo{8}});
        QVERIFY(paid.payment.sold);
        lost.house.clock.at += ahead;
        r.replace(lost);
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QCOMPARE(r.shop.bank.lists, 2); // the first had not the newest that is known
        // Once more, and from as early.
        r.letTimePass(std::chrono::minutes{3});
        QCOMPARE(r.shop.bank.lists, 3);
        QVERIFY(r.shop.bank.listedSince < r.shop.bank.created.begin()->second);
        QVERIFY(r.isSound());
    }

    void aPaymentThatIsDatedInTheFutureIsNotTheNewest() {
        Shop lost;
        Restored r;
        for (Shop* shop : {&lost, &r.shop}) {
            (void)shop->pay();
            const Instant now = shop->house.clock.at;
            shop->house.clock.at += std::chrono::minutes{100};
            shop->bank.onCreate = core::IntentStatus::RequiresPaymentMethod;
            shop->bank.created[payAgain(*shop).id.toString()] = now;
            shop->house.clock.at = now + std::chrono::minutes{5};
        }
        r.replace(lost);
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.shop.bank.lists, 1);
        QVERIFY(r.isSound());
    }

    void aTrailThatWasWrittenAheadHidesNoSale() {
        Shop lost;
        Restored r;
        writeLast(r.shop);
        const auto ahead = services::kBeforeBackup + std::chrono::minutes{40};
        r.shop.house.clock.at += ahead;
        writeLast(r.shop);
        lost.house.clock.at += std::chrono::minutes{5};
        const auto paid = lost.pay();
        lost.house.clock.at += ahead;
        r.replace(lost);
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QVERIFY(r.isSound());
    }

    /// It was ahead when the provider was asked first, and is right again.
    void aClockThatIsPutBackDoesNotPutTheSecondLookOff() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        r.shop.house.clock.at += std::chrono::minutes{30};
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QVERIFY(!r.adoption->isDue());
        r.shop.house.clock.at -= std::chrono::minutes{30};
        QVERIFY(r.adoption->isDue());
        r.look();
        QCOMPARE(r.shop.bank.lists, 2);
        QVERIFY(!r.adoption->isDue());
    }

    void aClockThatIsPutBackDoesNotPutTheNextTryOff() {
        Shop lost;
        Restored r;
        r.replace(lost);
        r.shop.house.clock.at += std::chrono::minutes{30};
        r.shop.bank.isAway = true;
        r.look();
        QVERIFY(r.isRecovering() && !r.adoption->isDue());
        r.shop.house.clock.at -= std::chrono::minutes{30};
        r.shop.bank.isAway = false;
        r.look();
        QVERIFY(!r.isRecovering());
    }

    void aProviderThatIsMissingIsWaitedFor() {
        Shop lost;
        Restored r;
        QVERIFY(lost.pay().booking == r.shop.pay().booking); // so payments are known
        const auto paid = payAgain(lost);
        r.replace(lost);
        Adoption none(r.shop.house.context(), r.shop.house.verifier, r.shop.sealer, nullptr);
        QVERIFY(none.isDue());
        none.advance();
        QVERIFY(r.isRecovering());
        QVERIFY(none.failure().find("forgo-payments") != std::string::npos);
        r.look(); // started again with its key
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QVERIFY(!none.isDue() && none.failure() != "");
        r.shop.house.clock.at += std::chrono::minutes{1};
        QVERIFY(!none.isDue() && none.failure().empty());
        QVERIFY(r.isSound());
    }

    void whoDoesNotKnowTheNewestPaymentIsNotAsked() {
        Shop lost;
        Restored r;
        QVERIFY(lost.pay().booking == r.shop.pay().booking);
        const auto paid = payAgain(lost);
        r.replace(lost);
        r.shop.bank.intents.clear(); // another account, or a test's
        r.look();
        QVERIFY(r.isRecovering());
        QVERIFY(r.adoption->failure().find("another account") != std::string::npos);
        QCOMPARE(r.shop.bank.lists, 0);
        r.takeBooks(lost);
        r.letTimePass(std::chrono::minutes{2});
        QVERIFY(!r.isRecovering() && r.adoption->failure().empty());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QVERIFY(r.isSound());
    }

    void whatIsForgoneIsNotWaitedFor() {
        Shop lost;
        Restored r;
        QVERIFY(lost.pay().booking == r.shop.pay().booking);
        const auto paid = payAgain(lost);
        r.replace(lost);
        r.shop.bank.isAway = true;
        r.look();
        QVERIFY(r.isRecovering());
        const auto forgo = [&] {
            bool isDone = false;
            r.shop.house.write([&](ports::Store& store) {
                isDone = services::forgoPayments(store, "no key", r.shop.house.clock.now());
            });
            return isDone;
        };
        QVERIFY(forgo());
        QVERIFY(!r.isRecovering());
        QVERIFY(!forgo());
        QCOMPARE(audited(r, "recovery.payments_forgone"), std::int64_t{1});
        r.shop.bank.isAway = false;
        const int lists = r.shop.bank.lists;
        r.letTimePass(std::chrono::minutes{5});
        QCOMPARE(r.shop.bank.lists, lists);
        QVERIFY(!r.shop.payments->find(paid.id)->ok());
        QVERIFY(r.isSound());
    }

    void aLossThatATerminalProvesWaitsForAMissingProviderToo() {
        Restored r;
        const auto device = r.shop.house.enrol(9);
        (void)r.shop.pay();
        services::Recovery recovery(r.shop.house.context(), false);
        const auto own = r.shop.house.read([](const ports::Store& store) { return store.stamp(); });
        protocol::Report report{2, own, Seq{0}};
        report.seen.commitSeq.value += 5;
        recovery.heard(device.caller(), report, own);
        QVERIFY(r.shop.house.read(
            [](const ports::Store& store) { return services::awaitsProvider(store); }));
        QVERIFY((*recovery.state()).hasPayments);
    }
};

QTEST_APPLESS_MAIN(ServiceAdoptionReach)
#include "service_adoption_reach_test.moc"
