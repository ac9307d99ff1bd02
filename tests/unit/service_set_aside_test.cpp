// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using protocol::TaskKind;

namespace {

constexpr std::chrono::minutes kBothLooks{4};

services::PaymentView buy(Shop& shop, std::vector<SeatNo> seats) {
    shop.seatNumbers = std::move(seats);
    shop.made = shop.hold();
    shop.method += "x"; // another card
    return shop.pay();
}

/// Entered after the backup was made.
ShowtimeId laterShowtime(Shop& shop) {
    return ShowtimeId::make(shop.house.clock.now(), shop.house.random);
}

/// It is entered again, by the same id.
void enter(Shop& shop, ShowtimeId id) {
    shop.house.write([&](ports::Store& store) {
        auto showtime = *store.showtime(shop.house.showtime);
        showtime.id = id;
        store.put(showtime);
    });
}

std::vector<protocol::Task> unconfirmed(Restored& r) {
    std::vector<protocol::Task> tasks;
    for (auto& record :
         r.shop.house.read([](const ports::Store& store) { return store.openTasks(); }))
        if (record.task.kind == TaskKind::CardUnconfirmed)
            tasks.push_back(std::move(record.task));
    return tasks;
}

} // namespace

/// Money of which a restored server cannot make the sale: it stands in suspense, once, and a person
/// looks.
class ServiceSetAside : public QObject {
    Q_OBJECT

private slots:
    void aSaleOfAShowtimeThatIsLostIsFoundByItsReference() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        const auto showtime = laterShowtime(r.shop);
        r.shop.bank.notes[paid.id.toString()].showtime = showtime;
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(unconfirmed(r).empty()); // it may be entered again
        r.letTimePass(kBothLooks);
        const auto tasks = unconfirmed(r);
        QCOMPARE(tasks.size(), std::size_t{1});
        QVERIFY(tasks[0].booking == paid.booking);
        QVERIFY(tasks[0].text.find(domain::referenceOf(paid.booking)) != std::string::npos);
        QVERIFY(tasks[0].text.find(showtime.toString()) != std::string::npos);
        QCOMPARE(r.balance(domain::Account::Suspense), -kTotal);
        QCOMPARE(r.bookings(), std::size_t{0});
        QVERIFY(r.isSound());
    }

    void itIsSoldWhenItsShowtimeIsBackBeforeTheSecondLook() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        const auto showtime = laterShowtime(r.shop);
        r.shop.bank.notes[paid.id.toString()].showtime = showtime;
        r.look();
        enter(r.shop, showtime);
        r.letTimePass(kBothLooks);
        QVERIFY(unconfirmed(r).empty());
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        for (const auto& ticket : r.tickets(paid.booking))
            QVERIFY(ticket.showtime == showtime);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QVERIFY(r.isSound());
    }

    void whatAPersonWasLookingAtWaitsForItsShowtimeToo_data() {
        QTest::addColumn<bool>("comesBack");
        QTest::newRow("it is entered again") << true;
        QTest::newRow("it is not") << false;
    }
    void whatAPersonWasLookingAtWaitsForItsShowtimeToo() {
        QFETCH(bool, comesBack);
        Shop lost;
        const auto paid = lost.pay();
        auto& atBank = lost.bank.of(paid.id);
        atBank.status = core::IntentStatus::RequiresCapture;
        atBank.captured = 0;
        atBank.capturable = kTotal;
        Restored r;
        r.replace(lost);
        const auto showtime = laterShowtime(r.shop);
        auto& note = r.shop.bank.notes[paid.id.toString()];
        note.showtime = showtime;
        note.reviewRule = "many_seats";
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.bank.of(paid.id).status == core::IntentStatus::RequiresCapture);
        if (comesBack)
            enter(r.shop, showtime);
        r.letTimePass(kBothLooks);
        QCOMPARE(r.bookings(), std::size_t{comesBack ? 1U : 0U});
        QCOMPARE((*r.shop.payments->inReview(10)).size(), std::size_t{comesBack ? 1U : 0U});
        QCOMPARE(r.shop.bank.of(paid.id).status == core::IntentStatus::Canceled, !comesBack);
        QVERIFY(unconfirmed(r).empty());
    }

    void theNumberOfAnotherSaleIsNotTaken() {
        Shop lost;
        const auto paid = lost.pay();
        const auto other = buy(lost, {SeatNo{2}, SeatNo{3}});
        auto& note = lost.bank.notes[other.id.toString()];
        note.booking = paid.booking;
        note.lines.clear();
        Restored r;
        r.replace(lost);
        r.letTimePass(kBothLooks);
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        const auto tasks = unconfirmed(r);
        QCOMPARE(tasks.size(), std::size_t{1});
        QCOMPARE(tasks[0].subject, other.id.toString());
        QVERIFY(tasks[0].booking != paid.booking);
        QVERIFY(r.isSound());
    }

    /// The backup knows the payment, and its sale is kept in quarantine: its money stands there.
    void whatStandsInSuspenseIsNotPaidBackToo() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.shop.bank.faults[1] = Bank::Fault::LostBefore;
        QVERIFY(r.shop.pay().id == paid.id);
        r.shop.bank.faults.clear();
        r.replace(lost);
        r.shop.bank.notes[paid.id.toString()].lines[0].tax.minor += 1; // not that of its list
        r.letTimePass(std::chrono::minutes{20});
        QVERIFY(r.task(TaskKind::QuarantinedEntry).has_value());
        QVERIFY(r.shop.cancel(paid.id).ok()); // nor does its customer start it
        r.letTimePass(std::chrono::minutes{1});
        QVERIFY(unconfirmed(r).empty());
        QVERIFY(r.shop.view(paid.id).settled);
        QCOMPARE(r.shop.bank.of(paid.id).refunded, std::int64_t{0});
        QCOMPARE(r.balance(domain::Account::Suspense), -kTotal);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QVERIFY(r.isSound());
    }

    void newsOfWhatAPersonSeesToStartNothing() {
        Shop shop;
        shop.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto begun = shop.pay();
        QVERIFY(shop.cancel(begun.id).ok());
        shop.house.write(
            [&](ports::Store& store) { store.addFound(begun.id, shop.house.clock.now()); });
        auto& atBank = shop.bank.of(begun.id);
        atBank.status = core::IntentStatus::Succeeded;
        atBank.captured = kTotal;
        shop.bank.news = atBank;
        (void)shop.take("evt_1 " + begun.id.toString());
        shop.letTimePass(std::chrono::minutes{1});
        QCOMPARE(shop.bank.of(begun.id).refunded, std::int64_t{0});
        QCOMPARE(shop.house.balance(domain::Account::Suspense).minor, std::int64_t{0});
    }

    void eachPaymentHasOneTaskWhereverTheServerIsKilled() {
        Shop lost;
        std::int64_t total = 0;
        std::set<std::string> all;
        std::vector<PaymentId> paid{lost.pay().id, buy(lost, {SeatNo{2}, SeatNo{3}}).id,
                                    buy(lost, {SeatNo{5}, SeatNo{6}}).id};
        for (const auto id : paid) {
            all.insert(id.toString());
            total += lost.bank.of(id).captured;
        }
        lost.bank.notes.erase(paid[0].toString());
        lost.bank.notes[paid[1].toString()].showtime = laterShowtime(lost);
        lost.bank.notes[paid[2].toString()].lines.clear();
        bool died = true;
        int deaths = 0;
        for (int step = 1; died; ++step)
            for (const bool after : {false, true}) {
                Restored r;
                r.replace(lost);
                r.shop.fuse.left = step;
                r.shop.fuse.after = after;
                died = false;
                try {
                    r.letTimePass(kBothLooks);
                } catch (const Killed&) {
                    died = true;
                    ++deaths;
                }
                r.adoption = r.fresh();
                r.letTimePass(kBothLooks);
                QVERIFY(!r.isRecovering());
                std::set<std::string> told;
                for (const auto& task : unconfirmed(r))
                    QVERIFY(told.insert(task.subject).second);
                QVERIFY(told == all);
                QCOMPARE(r.balance(domain::Account::Suspense), -total);
                QCOMPARE(r.balance(domain::Account::CardReceivable), total);
                QCOMPARE(r.bookings(), std::size_t{0});
                QVERIFY(r.isSound());
            }
        QVERIFY(deaths >= 4);
    }
};

QTEST_APPLESS_MAIN(ServiceSetAside)
#include "service_set_aside_test.moc"
