// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using protocol::Outcome;
using protocol::UploadRefusal;
using R = protocol::Rule;

/// Journals taken in by the real services on a real database.
class ServiceReconcileTest : public QObject {
    Q_OBJECT

    /// Everything the database knows but the times at which it learned it.
    static std::string stateOf(ServiceHouse& house) {
        std::string state = house.letters();
        house.read([&](const server::ports::Store& store) {
            store.eachEntry([&](const auto& entry, const auto& verdict) {
                state += entry.type + protocol::nameOf(verdict.rule) +
                         protocol::nameOf(verdict.outcome) + verdict.reason + "\n";
            });
            for (const auto& balance : store.balances())
                state += domain::nameOf(balance.account) + balance.amount.toString();
            return state += std::to_string(store.openTasks().size());
        });
        return state;
    }
    /// One sale, its void, a sale of a returned seat, a poisoned entry, a sale again.
    static Device busyDevice(ServiceHouse& house) {
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1, 2, 3})->allotments[0];
        const auto first = house.sale(lease, {0, 1});
        protocol::Intent intent;
        intent.booking = first.booking;
        intent.showtime = house.showtime;
        intent.rights = {{lease.id, lease.epoch}};
        intent.lines = first.lines;
        intent.priceList = house.prices.id;
        intent.total = domain::totalOf(first.lines);
        intent.op = house.cashier;
        intent.at = house.clock.now();
        device.write(intent);
        device.write(first);
        device.write(protocol::Printed{first.booking, false, house.clock.now()});
        device.write(house.cancel(first));
        device.write(house.sale(lease, {0, 1}));
        device.write(protocol::Return{
            house.showtime, {lease.id, lease.epoch}, {SeatNo{3}}, house.clock.now()});
        device.write(house.sale(lease, {3}));
        auto poison = house.sale(lease, {2});
        poison.tenders[0].amount.minor += 5;
        device.write(poison);
        device.write(house.cancel(first));
        return device;
    }

private slots:
    void aCashSaleArrives() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {4, 5})->allotments[0];
        QCOMPARE(house.letters().substr(3, 4), std::string("faaf"));
        device.write(house.sale(lease, {4, 5}));
        const auto answer = house.drain(device);
        QVERIFY(answer.ok());
        QCOMPARE(answer->verdicts.size(), std::size_t{1});
        QCOMPARE(answer->verdicts[0].rule, R::R3);
        QCOMPARE(house.letters().substr(3, 4), std::string("fssf"));
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 2000);
        QCOMPARE(house.balance(domain::Account::TicketRevenue).minor, -1870);
        QCOMPARE(house.balance(domain::Account::TaxPayable).minor, -130);
        QVERIFY(house.audit().findings.empty());
        QVERIFY(answer->stamp.commitSeq.value > 0);
    }
    void everyEntryOfABusyJournalGetsItsVerdict() {
        ServiceHouse house;
        const Device device = busyDevice(house);
        const auto answer = house.drain(device);
        std::string rules;
        for (const auto& verdict : answer->verdicts)
            rules += std::string(protocol::nameOf(verdict.rule)) + " ";
        QCOMPARE(QString::fromStdString(rules), QString("R12 R3 R12 R12 R3 R12 R5 R14 R13 "));
        QCOMPARE(QString::fromStdString(house.letters().substr(0, 4)), QString("ssbs"));
        QVERIFY(house.audit().findings.empty());
        QCOMPARE(house.read([](const auto& s) { return s.openTasks(); }).size(), std::size_t{2});
    }
    void replayInAnyBatchesChangesNothing() { // I4
        ServiceHouse once;
        const Device device = busyDevice(once);
        QVERIFY(once.drain(device).ok());
        const std::string wanted = stateOf(once);
        const auto verdicts = once.upload(device.upload())->verdicts;

        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            ServiceHouse house;
            const Device same = busyDevice(house);
            SeededRandom dice(seed);
            std::size_t known = 0;
            while (known < same.journal.size()) {
                const std::size_t from = dice.below(known + 1) + 1;
                const auto answer = house.upload(same.upload(from, dice.below(5) + 1));
                QVERIFY(answer.ok());
                for (std::size_t i = 0; i < answer->verdicts.size(); ++i)
                    QCOMPARE(answer->verdicts[i], verdicts[from - 1 + i]);
                known = std::max(known, from - 1 + answer->verdicts.size());
            }
            QCOMPARE(stateOf(house), wanted);
            const auto before = house.read([](const auto& s) { return s.stamp(); });
            QVERIFY(house.upload(same.upload()).ok());
            QCOMPARE(house.read([](const auto& s) { return s.stamp(); }), before);
            QCOMPARE(stateOf(house), wanted);
        }
    }
    void aGapHasNoEffect() {
        ServiceHouse house;
        const Device device = busyDevice(house);
        const std::string before = stateOf(house);
        const auto answer = house.upload(device.upload(3));
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().refusal == UploadRefusal::Gap);
        QCOMPARE(answer.error().expected, Seq{1});
        QCOMPARE(stateOf(house), before);
    }
    void anEditedEntryHasNoEffect() {
        ServiceHouse house;
        const Device device = busyDevice(house);
        const std::string before = stateOf(house);
        auto upload = device.upload();
        upload.entries[1].payloadText += " ";
        const auto answer = house.upload(upload);
        QVERIFY(answer.error().refusal == UploadRefusal::BadChain);
        QCOMPARE(answer.error().expected, Seq{2});
        QCOMPARE(stateOf(house), before);
    }
    void aForgedSignatureHasNoEffect() {
        ServiceHouse house;
        Device device = house.enrol(1);
        device.key = Device::keyFrom(99);
        device.write(protocol::Printed{});
        QVERIFY(house.drain(device).error().refusal == UploadRefusal::BadChain);
    }
    void aClonedDiskIsQuarantinedWithATask() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Device clone(1);
        clone.terminal = device.terminal;
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        device.write(house.sale(lease, {0}));
        clone.write(house.sale(lease, {1}));
        QVERIFY(house.drain(device).ok());
        TerminalId told;
        auto reconcile = house.reconcile();
        reconcile.onQuarantine([&](TerminalId terminal) { told = terminal; });
        const auto answer = answerOf<server::services::Reconcile::Answer>(
            [&](auto reply) { reconcile.upload(clone.upload(), reply); });
        QVERIFY((*answer).error().refusal == UploadRefusal::Quarantine);
        QCOMPARE(told, device.terminal);
        const auto tasks = house.read([](const auto& s) { return s.openTasks(); });
        QCOMPARE(tasks.size(), std::size_t{1});
        QVERIFY(tasks[0].task.kind == protocol::TaskKind::ClonedTerminal);
        // From now on neither disk is heard, and what was taken in stands.
        QVERIFY(house.upload(device.upload()).error().refusal == UploadRefusal::Barred);
        QVERIFY(house.ask(device, {5}).error().refusal ==
                protocol::AllotmentRefusal::TerminalBarred);
        QCOMPARE(house.letters()[0], 's');
        QVERIFY(house.audit().findings.empty());
    }
    void aCloneThatWentOnIsFoundByTheEntryItIsAskedForAgain() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Device clone(1);
        clone.terminal = device.terminal;
        device.write(protocol::Printed{{}, false, house.clock.now()});
        clone.write(protocol::Printed{{}, true, house.clock.now()});
        clone.write(protocol::Printed{{}, true, house.clock.now()});
        QVERIFY(house.drain(device).ok());
        const auto first = house.upload(clone.upload(2));
        QVERIFY(first.error().refusal == UploadRefusal::BadChain);
        QCOMPARE(first.error().expected, Seq{1});
        QVERIFY(house.upload(clone.upload(1)).error().refusal == UploadRefusal::Quarantine);
    }
    void anOlderLifeIsBarredAndSomebodyIsTold() {
        ServiceHouse house;
        Device old = house.enrol(1);
        old.write(protocol::Printed{});
        Device fresh(2);
        house.enrolAgain(fresh, old.terminal);
        QCOMPARE(fresh.terminal, old.terminal);
        QCOMPARE(fresh.incarnation, Incarnation{2});
        for (int i = 0; i < 2; ++i)
            QVERIFY(house.upload(old.upload()).error().refusal == UploadRefusal::Barred);
        const auto tasks = house.read([](const auto& s) { return s.openTasks(); });
        QCOMPARE(tasks.size(), std::size_t{1});
        QVERIFY(tasks[0].task.kind == protocol::TaskKind::FormerLife);
        fresh.write(protocol::Printed{});
        QVERIFY(house.drain(fresh).ok());
    }
    void anUnknownTerminalIsBarred() {
        ServiceHouse house;
        Device stranger(9);
        stranger.terminal = TerminalId::make(house.clock.now(), house.random);
        stranger.write(protocol::Printed{});
        QVERIFY(house.upload(stranger.upload()).error().refusal == UploadRefusal::Barred);
    }
    void poisonStopsNothingBehindIt() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1, 2, 3})->allotments[0];
        auto strange = house.sale(lease, {0});
        strange.showtime = ShowtimeId::make(house.clock.now(), house.random);
        device.write(strange);
        auto unpriced = house.sale(lease, {1});
        unpriced.priceList = PriceListId::make(house.clock.now(), house.random);
        device.write(unpriced);
        auto stranger = house.sale(lease, {2});
        stranger.op = OperatorId::make(house.clock.now(), house.random);
        stranger.businessDay = Date{std::chrono::days{300}};
        stranger.at = Instant{} + std::chrono::years{400};
        device.write(stranger);
        device.write(house.sale(lease, {3}));
        const auto answer = house.drain(device);
        QVERIFY(answer.ok());
        QCOMPARE(answer->verdicts[0].outcome, Outcome::Quarantined);
        QCOMPARE(answer->verdicts[1].outcome, Outcome::Accepted); // the printed price counts
        QCOMPARE(answer->verdicts[2].outcome,
                 Outcome::Accepted); // who sold it is the shift's affair
        QCOMPARE(answer->verdicts[3].outcome, Outcome::Accepted);
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 4000);
        QCOMPARE(house.balance(domain::Account::Suspense).minor, -1000);
        QVERIFY(house.audit().findings.empty());
    }
    void aSaleAfterItsSeatWentToAnotherIsReseated() {
        ServiceHouse house;
        Device first = house.enrol(1);
        Device second = house.enrol(2);
        const auto lease = house.ask(first, {4})->allotments[0];
        first.write(protocol::Return{
            house.showtime, {lease.id, lease.epoch}, {SeatNo{4}}, house.clock.now()});
        QVERIFY(house.drain(first).ok());
        const auto theirs = house.ask(second, {4})->allotments[0];
        second.write(house.sale(theirs, {4}));
        const auto sold = house.sale(lease, {4});
        first.write(sold);
        QCOMPARE(house.drain(second)->verdicts[0].rule, R::R3);
        const auto verdict = house.drain(first)->verdicts[0];
        QCOMPARE(verdict.rule, R::R6);
        QCOMPARE(verdict.moves.at(0).from, SeatNo{4});
        QCOMPARE(house.letters().substr(3, 3), std::string("ssf"));
        QCOMPARE(verdict.moves.at(0).to, SeatNo{3});
        // Told again, with its moves, for ever; the paper for seat 4 is on the doors' list.
        QCOMPARE(house.upload(first.upload(2))->verdicts[0], verdict);
        QCOMPARE(
            house.read([&](const auto& s) { return s.revocationsAhead(house.clock.now()); }).size(),
            std::size_t{1});
        QVERIFY(house.read([](const auto& s) { return s.openTasks(); })[0].task.kind ==
                protocol::TaskKind::Reseated);
        QVERIFY(house.audit().findings.empty());
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 2000);
        // Nobody needs the new ticket any more.
        first.write(house.cancel(sold));
        QCOMPARE(house.drain(first)->verdicts[0].rule, R::R12);
        QVERIFY(house.read([](const auto& s) { return s.openTasks(); }).empty());
        QVERIFY(house.audit().findings.empty());
    }
    void aVoidReopensAnAllotmentThatWasOver() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        device.write(protocol::Return{
            house.showtime, {lease.id, lease.epoch}, {SeatNo{1}}, house.clock.now()});
        QVERIFY(house.drain(device).ok());
        const auto stateOfLease = [&] {
            return house.read([&](const auto& s) { return s.allotment(lease.id); })->state;
        };
        QVERIFY(stateOfLease() == protocol::AllotmentState::Returned);
        device.write(house.cancel(sold));
        device.write(house.sale(lease, {0}));
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R12);
        QCOMPARE(answer->verdicts[1].rule, R::R3);
        QVERIFY(stateOfLease() == protocol::AllotmentState::Live);
        QVERIFY(house.audit().findings.empty());
    }
    void anExchangeMovesTheTicket() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1, 5})->allotments[0];
        const auto sold = house.sale(lease, {0, 1});
        device.write(sold);
        protocol::Exchange entry{
            sold.booking, house.showtime, {}, house.cashier, house.clock.now()};
        entry.swaps = {{sold.lines[1].ticket,
                        TicketId::make(house.clock.now(), house.random),
                        SeatNo{1},
                        SeatNo{5},
                        {lease.id, lease.epoch}}};
        device.write(entry);
        device.write(house.cancel(sold));
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[1].rule, R::R12);
        QCOMPARE(answer->verdicts[2].outcome, Outcome::Accepted);
        QCOMPARE(house.letters().substr(0, 6), std::string("aafffa"));
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 0);
        QVERIFY(house.audit().findings.empty());
    }
};

QTEST_APPLESS_MAIN(ServiceReconcileTest)
#include "service_reconcile_test.moc"
