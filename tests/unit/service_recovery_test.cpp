// links: server_services server_store shared_wire unit_service_house
#include "server/services/holds.h"
#include "server/services/losses.h"
#include "server/services/recovery.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Recovery;

namespace {

struct Restored {
    ServiceHouse house;
    services::Presence presence;
    Recovery recovery{house.context()};
    services::Holds holds{house.context(), presence};
    Device one = house.enrol(1);
    Device two = house.enrol(2);

    protocol::Stamp stamp() {
        return house.read([](const auto& store) { return store.stamp(); });
    }
    bool isOpen() {
        return house.read([](const auto& store) { return store.isRecovering(); });
    }
    /// As far as it has written and the database has told it.
    protocol::Report reportOf(const Device& device) {
        return {2, stamp(), Seq{static_cast<std::int64_t>(device.journal.size())}};
    }
    void hear(const Device& device, const protocol::Report& report) {
        recovery.heard(device.caller(), report, stamp());
    }
    /// Schema 1: one entry more, which is all it has, unless more is waiting there.
    void tellOlder(Device& device, const protocol::Payload& entry, bool isAll = true) {
        const Seq seq =
            house.read([&](const auto& store) { return store.terminal(device.terminal)->nextSeq; });
        device.write(entry);
        CHECK(house.drain(device).ok());
        recovery.heardOlder(device.caller(), services::OlderTerminals::Upload{seq, seq, isAll});
    }
    protocol::Payload abandoned() {
        return protocol::Abandon{BookingId::make(house.clock.now(), house.random), house.cashier,
                                 house.clock.now()};
    }
    /// Only the first terminal is waited for, and what it may have on lease has run out.
    void begin(bool leasesAreOver) {
        house.write([&](auto& store) {
            services::beginRecovery(store, "restored", house.clock.now(), house.random);
        });
        hear(two, reportOf(two));
        if (leasesAreOver)
            house.clock.at += std::chrono::minutes{12 * 61 + 1};
        recovery.heardOlder(one.caller());
    }
    /// By two people.
    bool declareLost(const Device& device) {
        services::Losses losses(house.context(), presence);
        domain::Operator ben{OperatorId::make(house.clock.now(), house.random), "Ben",
                             domain::Role::Supervisor, "hash", true};
        house.write([&](auto& store) { store.put(ben); });
        bool areGood = true;
        for (const OperatorId op : {house.cashier, ben.id})
            areGood &= answerOf<services::Losses::Answer>([&](auto reply) {
                           losses.declare(device.terminal, {}, op, reply);
                       })->ok();
        return areGood;
    }
    protocol::Refund moneyBack(const protocol::Sale& sale) {
        protocol::Refund refund;
        refund.booking = sale.booking;
        refund.showtime = house.showtime;
        refund.tickets = {sale.lines[0].ticket};
        refund.tender = sale.tenders[0];
        refund.op = refund.approvedBy = house.cashier;
        refund.at = house.clock.now();
        return refund;
    }
    protocol::Report fromTheFuture(const Device& device) {
        auto report = reportOf(device);
        report.seen.commitSeq.value += 10;
        return report;
    }
};

} // namespace

/// Rule R9: the pool is shut until every live terminal has told what it knows.
class ServiceRecovery : public QObject {
    Q_OBJECT

private slots:
    void whoHasSeenNoMoreThanTheServerBeginsNothing() {
        Restored r;
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(!r.isOpen());
    }

    void whoHasSeenMoreProvesThatCommitsAreLost() {
        Restored r;
        const auto before = r.stamp();
        r.hear(r.one, r.fromTheFuture(r.one));
        QVERIFY(r.isOpen());
        QVERIFY(r.stamp().dbIncarnation != before.dbIncarnation);
        const auto state = *r.recovery.state();
        QCOMPARE(state.recovery->terminals.size(), std::size_t{2});
    }

    void oneThatSomebodyElseBeginsIsNoticed() {
        Restored r;
        r.hear(r.one, r.reportOf(r.one)); // none is going on
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "told by the provider", r.house.clock.now(),
                                    r.house.random);
        });
        const auto bothTell = [&] {
            r.hear(r.one, r.reportOf(r.one));
            r.hear(r.two, r.reportOf(r.two));
        };
        bothTell();
        QVERIFY(r.isOpen());
        r.recovery.lookAround();
        bothTell();
        QVERIFY(!r.isOpen());
    }

    void thePoolIsShutMeanwhile() {
        Restored r;
        r.hear(r.one, r.fromTheFuture(r.one));
        const auto asked = r.house.ask(r.one, {3});
        QVERIFY(asked.error().refusal == protocol::AllotmentRefusal::Recovering);
        QCOMPARE(asked.error().seats, std::vector<SeatNo>{SeatNo{3}});
        QVERIFY(r.house.standing(r.one)->allotments.empty());
        const auto held = *answerOf<services::Holds::MakeAnswer>([&](auto reply) {
            r.holds.make({r.house.showtime, {SeatNo{3}}, "", ""}, reply);
        });
        QVERIFY(held.error().refusal == core::HoldRefusal::Recovering);
    }

    void terminalsAreToldWithEveryPollThatThePoolIsShut() {
        Restored r;
        const auto isTold = [&](CommitSeq cursor, int schema) {
            return r.house.changes().after(cursor, r.one.caller(), schema)->recovering;
        };
        QVERIFY(!isTold({}, 2));
        r.hear(r.one, r.fromTheFuture(r.one));
        QVERIFY(isTold({}, 2));
        QVERIFY(isTold(r.stamp().commitSeq, 2));
        QVERIFY(!isTold({}, 1)); // it could not read it
    }

    void endsWhenEveryLiveTerminalHasToldAll() {
        Restored r;
        r.hear(r.one, r.fromTheFuture(r.one));
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(r.isOpen()); // the other has not been heard
        r.hear(r.two, r.reportOf(r.two));
        QVERIFY(!r.isOpen());
        QVERIFY(r.house.ask(r.one, {3}).ok());
        QVERIFY(r.house.audit().findings.empty());
    }

    void aBackupMadeDuringARecoveryWaitsForEverybodyAgain() {
        Restored r;
        const auto begin = [&] {
            r.house.write([&](auto& store) {
                services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
            });
            return r.stamp().dbIncarnation;
        };
        const auto first = begin();
        r.hear(r.one, r.reportOf(r.one)); // what it sells from now on, the backup has not
        QVERIFY(begin() != first);
        r.hear(r.two, r.reportOf(r.two));
        QVERIFY(r.isOpen());
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(!r.isOpen());
    }

    void whoHasSeenMoreMeanwhileBeginsItAnew() {
        Restored r;
        r.hear(r.one, r.fromTheFuture(r.one));
        r.hear(r.two, r.reportOf(r.two));
        const auto ahead = r.fromTheFuture(r.two);
        r.hear(r.two, ahead);
        r.hear(r.two, ahead); // said once more on the way: it is of a former database by now
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(r.isOpen());
        r.hear(r.two, r.reportOf(r.two));
        QVERIFY(!r.isOpen());
    }

    void anEntryThatIsStillMissingKeepsItOpen() {
        Restored r;
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        r.hear(r.two, r.reportOf(r.two));
        r.one.write(protocol::Abandon{BookingId::make(r.house.clock.now(), r.house.random),
                                      r.house.cashier, r.house.clock.now()});
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(r.isOpen());
        QVERIFY(r.house.drain(r.one).ok());
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(!r.isOpen());
    }

    void whoHasNotTakenInTheNewDatabaseHasNotToldAll() {
        Restored r;
        const auto old = r.reportOf(r.one);
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        r.hear(r.two, r.reportOf(r.two));
        r.hear(r.one, old);
        QVERIFY(r.isOpen());
    }

    void aTerminalDeclaredLostIsNotWaitedFor() {
        Restored r;
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
            services::markRefilled(store, r.one.terminal, r.house.clock.now());
        });
        QVERIFY(r.declareLost(r.two));
        QVERIFY(!r.isOpen());
    }

    /// The backup is of the time when it was lost; it had come back and sold from new leases since.
    void whoWasLostInTheBackupAndIsBackIsWaitedFor() {
        Restored r;
        QVERIFY(r.declareLost(r.two));
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        QCOMPARE((*r.recovery.state()).recovery->terminals.size(), std::size_t{1});
        r.two.write(protocol::Abandon{BookingId::make(r.house.clock.now(), r.house.random),
                                      r.house.cashier, r.house.clock.now()});
        r.hear(r.two, r.reportOf(r.two)); // an entry of it is not here
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(r.isOpen());
        QVERIFY(r.house.drain(r.two).ok());
        r.hear(r.two, r.reportOf(r.two));
        QVERIFY(!r.isOpen());
    }

    void aSaleBetweenIntentAndMoneyKeepsItOpen() {
        Restored r;
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        r.hear(r.two, r.reportOf(r.two));
        protocol::Intent intent;
        intent.booking = BookingId::make(r.house.clock.now(), r.house.random);
        intent.showtime = r.house.showtime;
        intent.lines = r.house.sale({}, {3}).lines;
        intent.total = domain::totalOf(intent.lines);
        r.one.write(intent);
        QVERIFY(r.house.drain(r.one).ok());
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(r.isOpen());
        r.one.write(protocol::Abandon{intent.booking, r.house.cashier, r.house.clock.now()});
        QVERIFY(r.house.drain(r.one).ok());
        r.hear(r.one, r.reportOf(r.one));
        QVERIFY(!r.isOpen());
    }

    void anOlderTerminalIsHeardWhenItHasToldItsJournal() {
        Restored r;
        r.begin(true);
        QVERIFY(r.isOpen());
        r.tellOlder(r.one, r.abandoned()); // perhaps it was on its way for long
        QVERIFY(r.isOpen());
        r.tellOlder(r.one, r.abandoned());
        QVERIFY(!r.isOpen());
    }

    /// It gives up no right that the database has forgotten.
    void anOlderTerminalIsNotHeardWhileItMaySellByAForgottenLease() {
        Restored r;
        r.begin(false);
        for (int i = 0; i < 4; ++i)
            r.tellOlder(r.one, r.abandoned());
        QVERIFY(r.isOpen());
        r.house.clock.at += std::chrono::minutes{12 * 61 + 1};
        r.tellOlder(r.one, r.abandoned());
        r.tellOlder(r.one, r.abandoned());
        QVERIFY(r.isOpen()); // of this one it is not known whether it was sent since
        r.tellOlder(r.one, r.abandoned());
        QVERIFY(!r.isOpen());
    }

    /// What was answered before the loss it does not offer by itself: that it asks for news and
    /// sends nothing is no sign that it has nothing to tell.
    void anOlderTerminalThatSendsNothingIsWaitedFor() {
        Restored r;
        const auto lease = r.house.ask(r.one, {3})->allotments.at(0);
        r.one.write(r.house.sale(lease, {3})); // told to the history that is lost
        r.begin(true);
        for (int i = 0; i < 50; ++i) {
            r.house.clock.at += std::chrono::minutes{1};
            r.recovery.heardOlder(r.one.caller());
        }
        QVERIFY(r.isOpen());
        r.one.write(r.abandoned()); // the next entry is answered by what is missing before it
        QVERIFY(r.house.drain(r.one).ok());
        QCOMPARE(r.house.letters()[3], 's');
    }

    void aPieceOfAnOlderTerminalsJournalIsNotTheWhole() {
        Restored r;
        r.begin(true);
        r.tellOlder(r.one, r.abandoned(), false);
        r.tellOlder(r.one, r.abandoned(), false);
        r.tellOlder(r.one, r.abandoned()); // the end of what is sent again: more may wait behind it
        QVERIFY(r.isOpen());
        r.tellOlder(r.one, r.abandoned());
        QVERIFY(!r.isOpen());
    }

    void anOlderTerminalsSaleBetweenIntentAndMoneyKeepsItOpen() {
        Restored r;
        r.begin(true);
        protocol::Intent intent;
        intent.booking = BookingId::make(r.house.clock.now(), r.house.random);
        intent.showtime = r.house.showtime;
        intent.lines = r.house.sale({}, {3}).lines;
        intent.total = domain::totalOf(intent.lines);
        r.tellOlder(r.one, r.abandoned());
        r.tellOlder(r.one, intent);
        QVERIFY(r.isOpen());
        r.tellOlder(r.one, protocol::Abandon{intent.booking, r.house.cashier, r.house.clock.now()});
        QVERIFY(!r.isOpen());
    }

    void whatAnOlderTerminalSentToNobodyDoesNotCount() {
        Restored r;
        r.begin(true);
        r.tellOlder(r.one, r.abandoned());
        for (const std::int64_t seq : {2, 3}) // refused: nothing of it is here
            r.recovery.heardOlder(r.one.caller(),
                                  services::OlderTerminals::Upload{{seq}, {seq}, true});
        QVERIFY(r.isOpen());
    }

    void leasesCountAnewAndTokensAreNotGivenTwice() {
        Restored r;
        const auto before = r.house.ask(r.one, {3})->allotments.at(0);
        r.house.clock.at += std::chrono::hours{1};
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        const auto after =
            *r.house.read([&](const auto& store) { return store.allotment(before.id); });
        QCOMPARE(after.grantedAt, r.house.clock.now());
        r.hear(r.one, r.reportOf(r.one));
        r.hear(r.two, r.reportOf(r.two));
        const auto next = r.house.ask(r.two, {5})->allotments.at(0);
        QVERIFY(next.epoch.value > before.epoch.value + 1'000'000);
    }

    void aLeasedSaleHasItsSeatWhoeverIsHeardFirst() {
        for (const bool leasedFirst : {true, false}) {
            Restored r;
            r.house.write([&](auto& store) {
                services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
            });
            // Of a lease that the backup has not: nobody here knows it.
            protocol::Allotment forgotten;
            forgotten.id = AllotmentId::make(r.house.clock.now(), r.house.random);
            forgotten.showtime = r.house.showtime;
            forgotten.epoch = Epoch{900};
            const auto leased = r.house.sale(forgotten, {3, 4});
            auto atRisk = r.house.sale({}, {3, 12});
            atRisk.rights = {{}, {}};
            atRisk.approvedBy = r.house.cashier;
            r.one.write(leased);
            r.two.write(atRisk);
            for (const bool one : {leasedFirst, !leasedFirst})
                QVERIFY(r.house.drain(one ? r.one : r.two).ok());
            QCOMPARE(r.house.letters().substr(3, 2), std::string("ss"));
            const auto has = [&](const protocol::Sale& sale) {
                const auto ticket = r.house.read(
                    [&](const auto& store) { return store.ticket(sale.lines[0].ticket); });
                return ticket->state == core::TicketState::Valid;
            };
            QVERIFY(has(leased) && !has(atRisk));
            const auto tasks = r.house.read([](const auto& store) { return store.openTasks(); });
            QCOMPARE(tasks.size(), std::size_t{1});
            QCOMPARE(tasks[0].task.owner, r.two.terminal);
            QVERIFY(tasks[0].task.kind == protocol::TaskKind::RefundDue);
            QVERIFY(r.house.audit().findings.empty());
            // And its money goes back by the task.
            protocol::Refund refund;
            refund.booking = atRisk.booking;
            refund.showtime = r.house.showtime;
            refund.tickets = tasks[0].task.tickets;
            refund.tender = atRisk.tenders[0];
            refund.tender.amount = *tasks[0].task.amount;
            refund.task = tasks[0].task.id;
            r.two.write(refund);
            QCOMPARE(r.house.drain(r.two)->verdicts.at(0).rule, protocol::Rule::R12);
            QVERIFY(r.house.read([](const auto& store) { return store.openTasks(); }).empty());
            QVERIFY(r.house.audit().findings.empty());
        }
    }

    void anOlderClaimGivesWayToAForgottenLease() {
        Restored r;
        const auto before = r.house.ask(r.one, {3})->allotments.at(0);
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        protocol::Allotment forgotten;
        forgotten.id = AllotmentId::make(r.house.clock.now(), r.house.random);
        forgotten.showtime = r.house.showtime;
        forgotten.epoch = Epoch{before.epoch.value + 1}; // after the first had given it back
        r.two.write(r.house.sale(forgotten, {3}));
        QCOMPARE(r.house.drain(r.two)->verdicts.at(0).rule, protocol::Rule::R9);
        r.one.write(protocol::Return{
            r.house.showtime, {before.id, before.epoch}, {SeatNo{3}}, r.house.clock.now(), {}});
        QCOMPARE(r.house.drain(r.one)->verdicts.at(0).outcome, protocol::Outcome::Noted);
        QCOMPARE(r.house.letters()[3], 's');
        QVERIFY(r.house.audit().findings.empty());
    }

    /// Money goes back at the other counter for a sale that only the first one's journal tells of.
    void moneyBackWaitsForTheSale() {
        Restored r;
        const auto lease = r.house.ask(r.one, {3})->allotments.at(0);
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        const auto sale = r.house.sale(lease, {3});
        r.one.write(sale);
        r.two.write(protocol::Abandon{BookingId::make(r.house.clock.now(), r.house.random),
                                      r.house.cashier, r.house.clock.now()});
        r.two.write(r.moneyBack(sale));
        const auto waits = r.house.drain(r.two);
        QVERIFY(waits.error().refusal == protocol::UploadRefusal::Recovering);
        QCOMPARE(waits.error().expected, Seq{2}); // what comes before it is kept
        QCOMPARE(r.house.read(
                     [&](const auto& store) { return store.terminal(r.two.terminal)->nextSeq; }),
                 Seq{2});
        QVERIFY(r.house.drain(r.one).ok());
        const auto answer = r.house.drain(r.two);
        QVERIFY(answer.ok());
        QCOMPARE(answer->verdicts.back().rule, protocol::Rule::R12);
        QCOMPARE(answer->verdicts.back().outcome, protocol::Outcome::Accepted);
        QVERIFY(r.house.audit().findings.empty());
    }

    void whenNobodyElseHasMoreToTellItIsJudged() {
        Restored r;
        r.house.write([&](auto& store) {
            services::beginRecovery(store, "restored", r.house.clock.now(), r.house.random);
        });
        r.two.write(r.moneyBack(r.house.sale({}, {3})));
        QVERIFY(!r.house.drain(r.two).ok());
        r.hear(r.one, r.reportOf(r.one)); // it has sold nothing
        const auto answer = r.house.drain(r.two);
        QVERIFY(answer.ok());
        QCOMPARE(answer->verdicts.back().rule, protocol::Rule::R14);
    }

    void holdsOfBeforeAreGone() {
        Restored r;
        const auto made = *answerOf<services::Holds::MakeAnswer>([&](auto reply) {
            r.holds.make({r.house.showtime, {SeatNo{3}}, "", ""}, reply);
        });
        QVERIFY(made.ok());
        r.hear(r.one, r.fromTheFuture(r.one));
        QCOMPARE(r.house.letters().substr(0, 4), std::string("ffff"));
    }

    void aSecondAlarmOfTheSameLossChangesNothing() {
        Restored r;
        const auto one = r.fromTheFuture(r.one), two = r.fromTheFuture(r.two);
        r.hear(r.one, one);
        const auto first = r.stamp();
        r.hear(r.two, two);
        QCOMPARE(r.stamp().dbIncarnation.toString(), first.dbIncarnation.toString());
    }
};

QTEST_APPLESS_MAIN(ServiceRecovery)
#include "service_recovery_test.moc"
