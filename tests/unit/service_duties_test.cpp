// links: server_proof server_store server_services shared_wire unit_service_house
#include "server/main/proof/auditor.h"
#include "tests/unit/showtime_changes.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using domain::Account;
using protocol::Outcome;
using protocol::TaskKind;
using server::ports::HoldState;
using server::ports::Store;
using R = protocol::Rule;

/// Money back, declined cards, doors, tasks, holds and recalls, through the real database.
class ServiceDutiesTest : public QObject {
    Q_OBJECT

    struct World : ServiceHouse {
        Device counter = enrol(1);
        Device other = enrol(2);
        protocol::Allotment lease = ask(counter, {0, 1, 2, 3})->allotments[0];

        protocol::Verdict say(Device& device, const protocol::Payload& payload) {
            device.write(payload);
            return drain(device)->verdicts.back();
        }
        protocol::Sale sell(std::vector<std::uint16_t> seats) {
            const auto sold = sale(lease, std::move(seats));
            CHECK(say(counter, sold).outcome == Outcome::Accepted);
            return sold;
        }
        protocol::Refund refund(const protocol::Sale& sold, std::vector<std::size_t> lines) {
            protocol::Refund entry;
            entry.booking = sold.booking;
            entry.showtime = showtime;
            for (const auto line : lines)
                entry.tickets.push_back(sold.lines[line].ticket);
            entry.tender = sold.tenders[0];
            entry.tender.amount.minor = 1000 * static_cast<std::int64_t>(lines.size());
            entry.at = clock.now();
            return entry;
        }
        protocol::Admitted scan(const protocol::Sale& sold, std::chrono::minutes late) {
            return {sold.lines[0].ticket, showtime, sold.lines[0].seat, "", cashier,
                    clock.now() + late};
        }
        std::vector<server::ports::TaskRecord> tasks() {
            return read([](const Store& store) { return store.openTasks(); });
        }
        server::ports::HoldRecord hold(HoldState state, std::vector<std::uint16_t> seats) {
            const server::ports::HoldRecord record{
                HoldId::make(clock.now(), random),      showtime, {{7}}, state, "", "", clock.now(),
                clock.now() + std::chrono::minutes{10}, false,    {}};
            ServiceHouse::write([&](Store& store) {
                store.put(record);
                for (const auto seat : seats)
                    CHECK(store.apply(
                        showtime,
                        {{SeatNo{seat},
                          {},
                          server::core::Claim{
                              SeatNo{seat}, server::core::ClaimKind::Hold, record.id.uuid, {}}}}));
            });
            return record;
        }
    };

private slots:
    void aSaleInQuarantineGivesItsSeatsBackWithItsMoney() {
        World world;
        const OperatorId boss = OperatorId::make(world.clock.now(), world.random);
        world.write([&](Store& store) {
            store.put(domain::Operator{boss, "Grace", domain::Role::Manager, "hash", true});
        });
        auto poisoned = world.sale(world.lease, {0, 10}); // the other is the pool's
        poisoned.lines[0].tax.minor += 1;
        QCOMPARE(world.say(world.counter, poisoned).outcome, Outcome::Quarantined);
        QCOMPARE(world.letters()[0], 'b');
        QCOMPARE(world.letters()[10], 'b');
        auto entry = world.refund(poisoned, {0, 1});
        entry.task = world.tasks().at(0).task.id;
        entry.approvedBy = boss;
        QCOMPARE(world.say(world.other, entry).outcome, Outcome::Accepted);
        QCOMPARE(world.letters()[0], 'a');
        QCOMPARE(world.letters()[10], 'f');
        QVERIFY(world.tasks().empty());
        QCOMPARE(world.balance(Account::Suspense).minor, 0);
        const auto revoked = world.read(
            [&](const Store& store) { return store.revocationsAhead(world.clock.now()); });
        QCOMPARE(revoked.size(), std::size_t{2});
        // Its terminal may sell it again, after its own void or never; nobody else can.
        QCOMPARE(world.say(world.counter, world.sale(world.lease, {0})).rule, R::R3);
        QVERIFY(world.audit().findings.empty());
        const auto proof = server::proof::prove(world.connection);
        QVERIFY2(proof.findings.kept().empty(),
                 proof.findings.kept().empty() ? "" : proof.findings.kept()[0].text.c_str());
    }
    void aRefundByAnotherTerminalNeedsApproval() {
        World world;
        const auto sold = world.sell({0, 1});
        auto refund = world.refund(sold, {1});
        QCOMPARE(world.say(world.other, refund).rule, R::R14);
        refund.approvedBy = world.cashier;
        QCOMPARE(world.say(world.other, refund).rule, R::R12);
        QCOMPARE(world.letters().substr(0, 3), std::string("saa")); // back to its allotment
        QCOMPARE(world.say(world.counter, world.refund(sold, {0})).rule, R::R12);
        const auto booking = world.read([&](const Store& s) { return s.booking(sold.booking); });
        QVERIFY(booking->state == server::core::BookingState::Void);
        QCOMPARE(world.balance(Account::TicketRevenue).minor, 0);
        QVERIFY(world.audit().findings.empty());
        // Its own void after that hands out everything a second time.
        QCOMPARE(world.say(world.counter, world.cancel(sold)).rule, R::R13);
        QVERIFY(world.audit().findings.empty());
    }
    void aDeclinedCardCountsOnce() {
        World world;
        auto sold = world.sale(world.lease, {0});
        sold.tenders[0].kind = domain::TenderKind::Card;
        sold.tenders[0].reference = "ref-1";
        world.say(world.counter, sold);
        const protocol::CardDeclined entry{sold.booking, world.showtime, "ref-1",
                                           sold.tenders[0].amount, world.clock.now()};
        QCOMPARE(world.say(world.counter, entry).outcome, Outcome::Accepted);
        QCOMPARE(world.say(world.counter, entry).outcome, Outcome::Noted);
        QCOMPARE(world.balance(Account::CardReceivable).minor, 0);
        QCOMPARE(world.balance(Account::TicketRevenue).minor, 0);
        QCOMPARE(world.letters()[0], 'a');
        QCOMPARE(world.tasks().size(), std::size_t{1});
        QVERIFY(world.audit().findings.empty());
    }
    void aDeclineOfWhatWasNeverOnACardDoesNotStopTheJournal() {
        World world;
        const auto sold = world.sell({0}); // for cash: no entry of it stands in CardReceivable
        const protocol::CardDeclined entry{sold.booking, world.showtime, "ref-1",
                                           sold.tenders[0].amount, world.clock.now()};
        world.counter.write(entry);
        const auto answer = world.drain(world.counter);
        QVERIFY(answer.ok());
        QCOMPARE(answer->verdicts.back().outcome, Outcome::Quarantined);
        QCOMPARE(world.balance(Account::CardReceivable).minor, 0);
        QCOMPARE(world.letters()[0], 's');
        QVERIFY(world.audit().findings.empty());
    }
    void whoWasPaidBackInCashOwesADeclinedCard() {
        for (const bool inCash : {false, true}) {
            World world;
            auto sold = world.sale(world.lease, {0});
            sold.tenders[0].kind = domain::TenderKind::Card;
            sold.tenders[0].reference = "ref-1";
            world.say(world.counter, sold);
            auto refund = world.refund(sold, {0});
            refund.tender.kind = inCash ? domain::TenderKind::Cash : domain::TenderKind::Card;
            QCOMPARE(world.say(world.counter, refund).rule, R::R12);
            const protocol::CardDeclined entry{sold.booking, world.showtime, "ref-1",
                                               sold.tenders[0].amount, world.clock.now()};
            QCOMPARE(world.say(world.counter, entry).outcome,
                     inCash ? Outcome::Accepted : Outcome::Noted);
            QCOMPARE(world.balance(Account::CardReceivable).minor, 0);
            QCOMPARE(world.balance(Account::CustomerReceivable),
                     inCash ? sold.tenders[0].amount : Money{});
            QVERIFY(world.audit().findings.empty());
        }
    }
    void aTaskSaysByWhatTheSaleWasPaid() {
        World world;
        auto sold = world.sale(world.lease, {0});
        sold.tenders[0].kind = domain::TenderKind::Card;
        sold.tenders[0].reference = "ref-1";
        world.say(world.other, sold); // not its seat: moved
        const auto told = [&](CommitSeq cursor) {
            const auto answer = *world.changes().after(cursor, world.counter.caller());
            for (const auto& change : answer.changes)
                if (const auto* task = std::get_if<protocol::Task>(&change.body))
                    return *task;
            return protocol::Task{};
        };
        for (const CommitSeq cursor : {CommitSeq{}, CommitSeq{1}}) {
            QCOMPARE(told(cursor).booking, sold.booking);
            QVERIFY(told(cursor).tender == domain::TenderKind::Card);
            QCOMPARE(told(cursor).reference, std::string("ref-1"));
        }
    }
    void theEarlierOfTwoScansCounts() {
        World world;
        const auto sold = world.sell({0});
        world.say(world.counter, world.scan(sold, std::chrono::minutes{9}));
        QVERIFY(world.tasks().empty());
        world.say(world.other, world.scan(sold, std::chrono::minutes{3}));
        const auto counts =
            world.read([&](const Store& s) { return s.admission(sold.lines[0].ticket); });
        QCOMPARE(counts->entry.terminal, world.other.terminal);
        QVERIFY(counts->admission.at == world.clock.now() + std::chrono::minutes{3});
        QVERIFY(world.tasks().at(0).task.kind == TaskKind::DoubleAdmission);
        world.say(world.other, protocol::AdmissionUndone{
                                   sold.lines[0].ticket, world.showtime, "wrong door",
                                   world.cashier, world.clock.now() + std::chrono::minutes{4}});
        const auto next =
            world.read([&](const Store& s) { return s.admission(sold.lines[0].ticket); });
        QCOMPARE(next->entry.terminal, world.counter.terminal); // told to be the duplicate before
        QVERIFY(next->admission.at == world.clock.now() + std::chrono::minutes{9});
        QVERIFY(!next->admission.undone);
        world.say(world.counter, protocol::AdmissionUndone{
                                     sold.lines[0].ticket, world.showtime, "out again",
                                     world.cashier, world.clock.now() + std::chrono::minutes{10}});
        QVERIFY(world.read([&](const Store& s) { return s.admission(sold.lines[0].ticket); })
                    ->admission.undone);
        QVERIFY(world.audit().findings.empty());
    }
    /// A supervisor says that customers had their money already, and no journal says who paid: of
    /// tickets that were revenue still, and of a sale that was owed from the start.
    void whatCustomersHadAlreadyIsProven() {
        World world;
        world.sell({0, 1});
        QVERIFY(cancel(world).ok());
        QCOMPARE(world.say(world.counter, world.sale(world.lease, {2})).rule, R::R2);
        world.ServiceHouse::write([&](Store& store) {
            store.put(domain::Operator{world.cashier, "Ada", domain::Role::Manager, "hash", true});
        });
        const Money nothing{0, world.prices.currency};
        QCOMPARE(world.tasks().size(), std::size_t{2});
        for (const auto& record : world.tasks()) {
            const protocol::Task& task = record.task;
            const protocol::Refund word{
                task.booking,     task.showtime,
                task.tickets,     {domain::TenderKind::Cash, nothing, nothing, nothing, {}},
                "they say so",    world.cashier,
                world.cashier,    task.id,
                world.clock.now()};
            QCOMPARE(world.say(world.other, word).outcome, Outcome::Accepted);
        }
        QVERIFY(world.tasks().empty());
        QCOMPARE(world.balance(Account::RefundPayable).minor, 0);
        QCOMPARE(world.balance(Account::TicketRevenue).minor, 0);
        QCOMPARE(world.balance(Account::OverShort).minor, -3000);
        QVERIFY(world.audit().findings.empty());
        QVERIFY(server::proof::prove(world.connection).findings.kept().empty());
        QVERIFY(world.tryExec("DROP TRIGGER ledger_posting_no_update"));
        QVERIFY(world.tryExec("UPDATE ledger_posting SET account = 'fee_revenue' WHERE account = "
                              "'over_short'"));
        const auto proof = server::proof::prove(world.connection);
        QVERIFY(proof.findings.kept().at(0).text.find("it implies") != std::string::npos);
    }
    void aTaskIsDoneOnce() {
        World world;
        auto poison = world.sale(world.lease, {0});
        poison.tenders[0].amount.minor += 1;
        world.say(world.counter, poison);
        const auto task = world.tasks().at(0).task;
        QVERIFY(task.deadline.has_value());
        QCOMPARE(task.owner, world.counter.terminal);
        QVERIFY(task.actions.front() == protocol::TaskAction::RefundTender); // it has the money
        const protocol::TaskDone done{task.id, protocol::TaskAction::Settle, "seen", world.cashier,
                                      world.clock.now()};
        QVERIFY(!world.say(world.counter, done).reason.empty()); // a cashier may not
        QCOMPARE(world.tasks().size(), std::size_t{1});
        world.ServiceHouse::write([&](Store& store) {
            store.put(domain::Operator{world.cashier, "Ada", domain::Role::Manager, "hash", true});
        });
        QVERIFY(world.say(world.counter, done).reason.empty());
        QVERIFY(world.tasks().empty());
        QVERIFY(!world.say(world.counter, done).reason.empty());
    }
    void aSaleOnAHoldTakesItsSeats() {
        World world;
        const auto hold = world.hold(HoldState::Held, {6, 7, 8});
        auto sale = world.sale({}, {6, 7});
        sale.rights = {{}, {}};
        sale.hold = hold.id;
        QCOMPARE(world.say(world.other, sale).rule, R::R3);
        QCOMPARE(world.letters().substr(5, 5), std::string("fssff"));
        const auto now = world.read([&](const Store& s) { return s.hold(hold.id); });
        QVERIFY(now->state == HoldState::Sold);
        QCOMPARE(now->booking, sale.booking);
        QVERIFY(world.audit().findings.empty());
    }
    void aRecalledSeatGoesToTheHoldThatWaits() {
        World world;
        const auto hold = world.hold(HoldState::Waiting, {6});
        protocol::Recall recall{RecallId::make(world.clock.now(), world.random),
                                world.counter.terminal,
                                world.showtime,
                                world.lease.id,
                                world.lease.epoch,
                                {SeatNo{2}},
                                world.clock.now() + std::chrono::seconds{5},
                                true};
        world.ServiceHouse::write([&](Store& store) {
            store.add(server::ports::RecallRecord{recall, hold.id});
        });
        protocol::Return entry{world.showtime,
                               {world.lease.id, world.lease.epoch},
                               {SeatNo{2}, SeatNo{3}},
                               world.clock.now(),
                               recall.id};
        QCOMPARE(world.say(world.counter, entry).outcome, Outcome::Accepted);
        QCOMPARE(world.letters().substr(0, 7), std::string("aahfffh"));
        QVERIFY(world.read([&](const Store& s) { return s.hold(hold.id); })->state ==
                HoldState::Held);
        QVERIFY(!world.read([&](const Store& s) { return s.recall(recall.id); })->recall.open);
    }
    void aRecallThatCannotBeMetEndsTheHold() {
        World world;
        const auto hold = world.hold(HoldState::Waiting, {6});
        protocol::Recall recall{RecallId::make(world.clock.now(), world.random),
                                world.counter.terminal,
                                world.showtime,
                                world.lease.id,
                                world.lease.epoch,
                                {SeatNo{2}},
                                world.clock.now() + std::chrono::seconds{5},
                                true};
        world.ServiceHouse::write([&](Store& store) {
            store.add(server::ports::RecallRecord{recall, hold.id});
        });
        world.say(world.counter, protocol::Return{world.showtime,
                                                  {world.lease.id, world.lease.epoch},
                                                  {},
                                                  world.clock.now(),
                                                  recall.id});
        QCOMPARE(world.letters().substr(0, 7), std::string("aaaafff"));
        QVERIFY(!world.read([&](const Store& s) { return s.hold(hold.id); }));
    }
};

QTEST_APPLESS_MAIN(ServiceDutiesTest)
#include "service_duties_test.moc"
