// links: server_store server_services shared_wire unit_service_house
#include "server/core/deadline.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using protocol::Outcome;
using R = protocol::Rule;

/// A disk is enrolled anew: what its former life had not told comes inside the new one's entries.
class ServiceLivesTest : public QObject {
    Q_OBJECT

    /// A terminal with a lease of seats 0 to 3 and two sales, of which the server has the first.
    struct World {
        ServiceHouse house;
        Device old = house.enrol(1);
        Device fresh{2};
        protocol::Allotment lease = house.ask(old, {0, 1, 2, 3})->allotments[0];
        protocol::Sale known = house.sale(lease, {0});
        protocol::Sale unknown = house.sale(lease, {1});

        World() {
            old.write(known);
            CHECK(house.drain(old).ok());
            old.write(unknown);
        }
        void enrolAgain() { house.enrolAgain(fresh, old.terminal); }
        std::vector<protocol::Verdict> carry(const std::vector<protocol::SealedEntry>& entries) {
            for (const auto& entry : entries)
                fresh.write(protocol::Carried{entry});
            fresh.write(
                protocol::LifeEnded{old.incarnation, old.journal.back().seq, house.clock.now()});
            return house.drain(fresh)->verdicts;
        }
        std::optional<Instant> deadline(protocol::TaskKind kind) {
            for (const auto& record : house.read([](const auto& s) { return s.openTasks(); }))
                if (record.task.kind == kind)
                    return record.task.deadline;
            return {};
        }
        Instant beforeIt() {
            return house.read([&](const auto& s) { return s.showtime(lease.showtime)->start; }) -
                   server::core::kLeadBeforeShowtime;
        }
        std::size_t openTasks(protocol::TaskKind kind) {
            std::size_t count = 0;
            for (const auto& record : house.read([](const auto& s) { return s.openTasks(); }))
                count += record.task.kind == kind ? 1 : 0;
            return count;
        }
    };

private slots:
    void aCarriedSaleStandsOnTheFormerLifesRight() {
        World world;
        world.enrolAgain();
        QCOMPARE(world.openTasks(protocol::TaskKind::FormerLife), std::size_t{1});
        // Before the customers come whom it may have sold to.
        QVERIFY(world.deadline(protocol::TaskKind::FormerLife) == world.beforeIt());
        const auto verdicts = world.carry({world.old.journal[1]});
        QCOMPARE(verdicts[0].rule, R::R3);
        QCOMPARE(verdicts[0].seq, Seq{1});
        QCOMPARE(world.house.letters().substr(0, 5), std::string("ssfff")); // the rest is free
        QCOMPARE(world.openTasks(protocol::TaskKind::FormerLife), std::size_t{0});
        QCOMPARE(world.house.balance(domain::Account::CashDrawer).minor, 2000);
        QVERIFY(world.house.audit().findings.empty());
    }
    void whatIsKnownIsNotCountedTwice() {
        World world;
        world.enrolAgain();
        const auto verdicts =
            world.carry({world.old.journal[0], world.old.journal[1], world.old.journal[1]});
        QCOMPARE(verdicts[0].rule, R::R0);
        QCOMPARE(verdicts[0].outcome, Outcome::Accepted);
        QCOMPARE(verdicts[1].rule, R::R3);
        QCOMPARE(verdicts[2].rule, R::R0);
        QCOMPARE(world.house.balance(domain::Account::CashDrawer).minor, 2000);
    }
    void itsVoidOfACarriedSaleIsItsOwn() {
        World world;
        world.enrolAgain();
        world.carry({world.old.journal[1]});
        world.fresh.write(world.house.cancel(world.unknown));
        QCOMPARE(world.house.drain(world.fresh)->verdicts[0].rule, R::R12);
        QCOMPARE(world.house.letters().substr(0, 3), std::string("sff")); // nobody's lease
        QVERIFY(world.house.audit().findings.empty());
    }
    void theOtherCloneIsDecidedOnItsMerits() {
        World world;
        Device clone(1);
        clone.terminal = world.old.terminal;
        clone.journal = {world.old.journal[0]};
        clone.write(world.house.sale(world.lease, {2}));
        QVERIFY(world.house.drain(world.old).ok());
        QVERIFY(world.house.upload(clone.upload()).error().refusal ==
                protocol::UploadRefusal::Quarantine);
        world.enrolAgain(); // from the clone's disk
        const auto verdicts = world.carry({clone.journal[1]});
        QCOMPARE(verdicts[0].rule, R::R3);
        // The first disk may still sell from the lease: nothing is given back.
        QCOMPARE(world.house.letters().substr(0, 4), std::string("sssa"));
        QVERIFY(world.house.audit().findings.empty());
    }
    void aCopyThatOnlyTheNextLifeTellsOfKeepsItsSeats() {
        World world;
        Device older(1); // its disk before the sale that is known
        older.terminal = world.old.terminal;
        older.write(world.house.sale(world.lease, {2}));
        world.enrolAgain(); // from that disk, before anybody has seen both
        QCOMPARE(world.carry({older.journal[0]})[0].rule, R::R3);
        // The other disk may go on selling from the lease: nothing is given back.
        QCOMPARE(world.house.letters().substr(0, 5), std::string("sasaf"));
        QCOMPARE(world.openTasks(protocol::TaskKind::ClonedTerminal), std::size_t{1});
        QVERIFY(world.deadline(protocol::TaskKind::ClonedTerminal) == world.beforeIt());
        QVERIFY(world.house.audit().findings.empty());
    }
    void eachLifeThatWasCopiedHasItsOwnTask() {
        World world;
        Device older(1);
        older.terminal = world.old.terminal;
        older.write(world.house.sale(world.lease, {2}));
        world.enrolAgain();
        QCOMPARE(world.carry({older.journal[0]})[0].rule, R::R3);
        QCOMPARE(world.openTasks(protocol::TaskKind::ClonedTerminal), std::size_t{1});
        Device twin(2); // of the next life's disk
        twin.terminal = world.fresh.terminal;
        twin.incarnation = world.fresh.incarnation;
        twin.write(world.house.sale(world.lease, {3}));
        QVERIFY(world.house.upload(twin.upload()).error().refusal ==
                protocol::UploadRefusal::Quarantine);
        QCOMPARE(world.openTasks(protocol::TaskKind::ClonedTerminal), std::size_t{2});
    }
    /// INTENT in one life; that it was paid, somebody said in the next.
    void aPaymentBegunInAFormerLifeStandsOnItsRight() {
        World world;
        world.enrolAgain();
        world.fresh.write(world.unknown);
        QCOMPARE(world.house.drain(world.fresh)->verdicts[0].rule, R::R3);
        QCOMPARE(world.house.letters().substr(0, 4), std::string("ssaa"));
        world.carry({});
        QCOMPARE(world.house.letters().substr(0, 4), std::string("ssff"));
        QVERIFY(world.house.audit().findings.empty());
    }
    void aSaleAtRiskKnowsWhereAFormerLifeMaySell() {
        World world;
        world.enrolAgain();
        auto sale = world.house.sale(world.lease, {1});
        sale.rights[0] = {};
        sale.approvedBy = sale.op;
        world.fresh.write(sale);
        QCOMPARE(world.house.drain(world.fresh)->verdicts[0].rule, R::R6);
        const std::string letters = world.house.letters();
        QCOMPARE(letters.substr(0, 4), std::string("saaa"));
        QCOMPARE(std::count(letters.begin(), letters.end(), 's'), 2);
        QVERIFY(world.house.audit().findings.empty());
    }
    /// Life 2 was enrolled and has sold after the backup that is the database now.
    void whatAForgottenLifeHasSoldComesInWithTheNext() {
        World world;
        Device forgotten(3);
        forgotten.terminal = world.old.terminal;
        forgotten.incarnation = {2};
        forgotten.write(world.house.sale(world.lease, {2}));
        const protocol::FormerLives lives{forgotten.terminal,
                                          {{Incarnation{1}, world.old.key.publicKey()},
                                           {Incarnation{2}, forgotten.key.publicKey()}}};
        world.house.enrolAgain(world.fresh, world.old.terminal, lives);
        QCOMPARE(world.fresh.incarnation, Incarnation{3});
        QCOMPARE(world.openTasks(protocol::TaskKind::FormerLife), std::size_t{2});
        const auto verdicts = world.carry({world.old.journal[1], forgotten.journal[0]});
        QCOMPARE(verdicts[0].rule, R::R3);
        QCOMPARE(verdicts[1].rule, R::R3);
        QCOMPARE(world.house.letters().substr(0, 4), std::string("sssf"));
        QVERIFY(world.house.audit().findings.empty());
    }
    void anEntryThatItsLifeHasNotSignedIsR14() {
        World world;
        world.enrolAgain();
        auto forged = world.old.journal[1];
        forged.payloadText += " ";
        QCOMPARE(world.carry({forged})[0].rule, R::R14);
        auto present = world.fresh.journal[0]; // not of a life that is over
        world.fresh.write(protocol::Carried{present});
        QCOMPARE(world.house.drain(world.fresh)->verdicts[0].rule, R::R14);
    }
    void whatWasJudgedOnceStaysSoInALaterLife() {
        World world;
        world.enrolAgain();
        auto forged = world.old.journal[1];
        forged.payloadText += " ";
        QCOMPARE(world.carry({forged})[0].rule, R::R14);
        const auto tasks = world.openTasks(protocol::TaskKind::QuarantinedEntry);
        Device third(3);
        world.house.enrolAgain(third, world.old.terminal);
        third.write(protocol::Carried{world.fresh.journal[0]});
        QCOMPARE(world.house.drain(third)->verdicts[0].rule, R::R0);
        QCOMPARE(world.openTasks(protocol::TaskKind::QuarantinedEntry), tasks);
        QVERIFY(world.house.audit().findings.empty());
    }
    /// Somebody thought that there was nothing more to come.
    void whatPeopleThinkOfAFormerLifeFreesNothing() {
        World world;
        world.old.write(world.house.sale(world.lease, {2, 3}));
        QVERIFY(world.house.drain(world.old).ok()); // all of the lease is sold
        world.enrolAgain();
        const auto tasks = world.house.read([](const auto& s) { return s.openTasks(); });
        world.house.write([&](auto& store) {
            store.close(tasks[0].task.id, {world.house.clock.now(), world.house.cashier,
                                           protocol::TaskAction::Settle, "nothing on it"});
        });
        world.fresh.write(world.house.cancel(world.known));
        QCOMPARE(world.house.drain(world.fresh)->verdicts[0].rule, R::R12);
        QCOMPARE(world.house.letters().substr(0, 4), std::string("asss")); // its disk may sell it
        world.carry({});
        QCOMPARE(world.house.letters().substr(0, 4), std::string("fsss"));
        QVERIFY(world.house.audit().findings.empty());
    }
    void anEntryIsCarriedThroughSeveralLives() {
        World world;
        world.enrolAgain();
        world.fresh.write(protocol::Carried{world.old.journal[1]}); // never sent
        Device third(3);
        world.house.enrolAgain(third, world.old.terminal);
        third.write(protocol::Carried{world.fresh.journal[0]});
        QCOMPARE(world.house.drain(third)->verdicts[0].rule, R::R3);
        third.write(protocol::Carried{world.old.journal[1]});
        QCOMPARE(world.house.drain(third)->verdicts[0].rule, R::R0);
        QCOMPARE(world.house.balance(domain::Account::CashDrawer).minor, 2000);
    }
};

QTEST_APPLESS_MAIN(ServiceLivesTest)
#include "service_lives_test.moc"
