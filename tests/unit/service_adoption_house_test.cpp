// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Adoption;

/// Which of the payments on the provider's account are this house's, and whether this server is the
/// one that may touch them.
class ServiceAdoptionHouse : public QObject {
    Q_OBJECT

    static void addCinemaThatSortsFirst(ServiceHouse& house) {
        house.write([&](ports::Store& store) {
            domain::Cinema first = house.cinema;
            first.id = CinemaId::make(house.clock.now(), house.random);
            first.name = "0 " + first.name;
            store.put(first);
            CHECK(store.cinemas().front().id == first.id);
        });
    }
    /// The provider made these at that time; the others long ago.
    static void date(Restored& r, PaymentId payment, Instant at) {
        r.shop.bank.onList = [payment, at](ports::ListedPayment& each) {
            if (each.payment == payment)
                each.createdAt = at;
        };
    }

private slots:
    void aHouseKeepsItsNameWhateverItsCinemasAreCalled() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        addCinemaThatSortsFirst(r.shop.house);
        r.replace(lost);
        const auto held = r.strange();
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        QVERIFY(!r.isHeld(held));
    }

    void aRestoreLeavesTheHouseItsName() {
        Shop lost;
        Restored r;
        const auto nameOf = [&] {
            return r.shop.house.read([](const ports::Store& store) { return store.house(); });
        };
        const auto stampOf = [&] {
            return r.shop.house.read(
                [](const ports::Store& store) { return store.stamp().dbIncarnation; });
        };
        const auto name = nameOf();
        const auto stamp = stampOf();
        QVERIFY(!name.isNull());
        r.replace(lost);
        QVERIFY(nameOf() == name);
        QVERIFY(stampOf() != stamp);
        lost.pay();
        QCOMPARE(lost.bank.house, name.toString()); // which is what the provider is told
    }

    /// Releases of before named the house by a cinema.
    void whatBearsAFormerNameIsTheHouses() {
        Shop lost;
        const auto paid = lost.pay();
        lost.bank.house = lost.house.cinema.id.toString();
        Restored r;
        QVERIFY(r.shop.house.tryExec("INSERT INTO former_house (id) SELECT id FROM cinema"));
        r.replace(lost);
        const auto held = r.strange();
        r.look();
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QVERIFY(!r.isHeld(held));
        QVERIFY(r.isSound());
    }

    void whatBearsNoNameIsTheHousesWhereItsNoteFits_data() {
        QTest::addColumn<bool>("hasNote");
        QTest::addColumn<bool>("isOfUs");
        QTest::newRow("a showtime of the house") << true << true;
        QTest::newRow("a showtime of nobody here") << true << false;
        QTest::newRow("no note") << false << false;
    }
    void whatBearsNoNameIsTheHousesWhereItsNoteFits() {
        QFETCH(bool, hasNote);
        QFETCH(bool, isOfUs);
        Shop lost;
        const auto paid = lost.pay();
        lost.bank.house.clear();
        if (!hasNote)
            lost.bank.notes.clear();
        else if (!isOfUs)
            lost.bank.notes[paid.id.toString()].showtime =
                ShowtimeId::make(lost.house.clock.now(), lost.house.random);
        Restored r;
        r.replace(lost);
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.bookings(), std::size_t{isOfUs ? 1U : 0U});
        QVERIFY(!r.task(protocol::TaskKind::CardUnconfirmed));
        QCOMPARE(r.balance(domain::Account::Suspense), std::int64_t{0});
        QVERIFY(r.isSound());
    }

    void whatBearsNoNameIsTheHousesWhereItIsKnown() {
        Shop lost;
        Restored r;
        const auto paid = lost.pay();
        QVERIFY(r.shop.pay().booking == paid.booking); // it is in the backup
        QVERIFY(lost.refund(paid.id).ok());
        lost.letTimePass(std::chrono::minutes{1});
        lost.bank.house.clear();
        lost.bank.notes.clear();
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{0});
        QVERIFY(r.isSound());
    }

    void whileAnotherServerIsAliveNothingIsTouched() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        r.shop.house.clock.at += std::chrono::minutes{10}; // until all terminals were heard
        const auto others = r.strange();
        date(r, others, r.shop.house.clock.at - std::chrono::minutes{1});
        r.look();
        QVERIFY(r.isRecovering());
        QVERIFY(r.adoption->failure().find("another server") != std::string::npos);
        QVERIFY(r.adoption->failure().find(others.toString()) != std::string::npos);
        QVERIFY(r.isHeld(others));
        QCOMPARE(r.shop.bank.calls, 0);
        QCOMPARE(r.bookings(), std::size_t{0});
        r.letTimePass(std::chrono::minutes{5});
        QVERIFY(r.isRecovering() && r.isHeld(others));
        // The other one is stopped, and this one restored once more: what was done there is lost.
        r.shop.house.write([&](ports::Store& store) {
            services::beginRecovery(store, "once more", r.shop.house.clock.now(),
                                    r.shop.house.random, services::kBeforeBackup);
        });
        r.letTimePass(std::chrono::minutes{2});
        QVERIFY(!r.isRecovering() && r.adoption->failure().empty());
        QVERIFY(!r.isHeld(others));
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QVERIFY(r.isSound());
    }

    /// As far as the provider's clock and ours may differ.
    void aLateRequestOfTheFormerServerIsNoSignOfAnother() {
        Shop lost;
        Restored r;
        r.replace(lost);
        const Instant began = r.shop.house.clock.at;
        r.shop.house.clock.at += std::chrono::minutes{10};
        const auto late = r.strange();
        date(r, late, began + std::chrono::minutes{4});
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(!r.isHeld(late));
    }

    void whatIsOfAnotherHouseIsNoSignOfAnotherServer() {
        Shop lost;
        Restored r;
        r.replace(lost);
        r.shop.bank.house = "another house";
        r.shop.house.clock.at += std::chrono::minutes{10};
        const auto others = r.strange();
        date(r, others, r.shop.house.clock.at);
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.isHeld(others));
    }

    void theSecondLookKnowsWhatThisServerHasBegun_data() {
        QTest::addColumn<bool>("isAnotherAlive");
        QTest::newRow("alone") << false;
        QTest::newRow("another server is alive") << true;
    }
    void theSecondLookKnowsWhatThisServerHasBegun() {
        QFETCH(bool, isAnotherAlive);
        Shop lost;
        lost.pay();
        Restored r;
        r.replace(lost);
        r.shop.house.clock.at += std::chrono::minutes{10};
        r.look();
        QVERIFY(!r.isRecovering());
        r.shop.seatNumbers = {SeatNo{5}};
        r.shop.made = r.shop.hold();
        QVERIFY(r.shop.pay().payment.sold);
        const auto others = isAnotherAlive ? r.strange() : PaymentId{};
        r.shop.bank.onList = [at = r.shop.house.clock.at](ports::ListedPayment& each) {
            each.createdAt = at; // also what was adopted: it is known here
        };
        r.letTimePass(std::chrono::minutes{3});
        QVERIFY(r.shop.bank.lists >= 2);
        QCOMPARE(r.adoption->failure().empty(), !isAnotherAlive);
        if (isAnotherAlive)
            QVERIFY(r.isHeld(others));
        QVERIFY(r.isSound());
    }
};

QTEST_APPLESS_MAIN(ServiceAdoptionHouse)
#include "service_adoption_house_test.moc"
