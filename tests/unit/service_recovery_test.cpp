// links: server_services server_store shared_wire
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
        services::Losses losses(r.house.context(), r.presence);
        domain::Operator ben{OperatorId::make(r.house.clock.now(), r.house.random), "Ben",
                             domain::Role::Supervisor, "hash", true};
        r.house.write([&](auto& store) { store.put(ben); });
        for (const OperatorId op : {r.house.cashier, ben.id})
            QVERIFY(answerOf<services::Losses::Answer>([&](auto reply) {
                        losses.declare(r.two.terminal, op, reply);
                    })->ok());
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

    void holdsOfBeforeAreGone() {
        Restored r;
        const auto made = *answerOf<services::Holds::MakeAnswer>([&](auto reply) {
            r.holds.make({r.house.showtime, {SeatNo{3}}, "", ""}, reply);
        });
        QVERIFY(made.ok());
        r.hear(r.one, r.fromTheFuture(r.one));
        QCOMPARE(r.house.letters().substr(0, 4), std::string("ffff"));
    }

    void aSecondAlarmChangesNothing() {
        Restored r;
        r.hear(r.one, r.fromTheFuture(r.one));
        const auto first = r.stamp();
        r.hear(r.two, r.fromTheFuture(r.two));
        QCOMPARE(r.stamp().dbIncarnation.toString(), first.dbIncarnation.toString());
    }
};

QTEST_APPLESS_MAIN(ServiceRecovery)
#include "service_recovery_test.moc"
