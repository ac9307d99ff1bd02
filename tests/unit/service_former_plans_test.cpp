// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/showtime_changes.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::tests;
namespace services = foyer::server::services;
using protocol::Outcome;
using protocol::TaskKind;
using R = protocol::Rule;

/// What was written under a seating plan that the showtime has left (verdict R4): the time of that
/// plan is told by tokens.
class ServiceFormerPlansTest : public QObject {
    Q_OBJECT

private slots:
    /// Between two plans of which the first comes back every seat is one further than it was.
    void aPlanThatComesBackIsAnotherTime() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Device other = house.enrol(2);
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        const auto second = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, second, turned()).ok()); // to 9 and 8
        server::core::SeatMapping shifted;
        for (std::uint16_t i = 1; i < 10; ++i)
            shifted.emplace_back(SeatNo{i}, SeatNo{static_cast<std::uint16_t>(i - 1)});
        QVERIFY(change(house, house.plan, shifted).ok()); // to 8 and 7
        const auto theirs = house.sale(house.ask(other, {0})->allotments[0], {0});
        other.write(theirs);
        QCOMPARE(house.drain(other)->verdicts[0].rule, R::R3);
        device.write(house.sale(lease, {0})); // it has heard of neither change
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, R::R4);
        QCOMPARE(verdict.moves.at(0).to, SeatNo{8});
        QCOMPARE(ticket(house, theirs.lines[0].ticket).line.seat, SeatNo{0});
        QVERIFY(house.audit().findings.empty());
    }
    void eachTimeOfAPlanHasItsOwnMapping() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto first = house.ask(device, {0})->allotments[0];
        const auto second = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, second, turned()).ok());
        QVERIFY(change(house, house.plan, {{SeatNo{9}, SeatNo{5}}, {SeatNo{4}, SeatNo{4}}}).ok());
        const auto third = house.ask(device, {0, 4})->allotments.back();
        QVERIFY(third.id != first.id);
        QVERIFY(change(house, second,
                       {{SeatNo{5}, SeatNo{2}}, {SeatNo{4}, SeatNo{7}}, {SeatNo{0}, SeatNo{3}}})
                    .ok());
        device.write(house.sale(first, {0})); // 0, 9, 5, 2
        device.write(house.sale(third, {0})); // 0, 3
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R4);
        QCOMPARE(answer->verdicts[0].moves.at(0).to, SeatNo{2});
        QCOMPARE(answer->verdicts[1].rule, R::R4);
        QCOMPARE(answer->verdicts[1].moves.at(0).to, SeatNo{3});
        QVERIFY(house.audit().findings.empty());
    }
    /// INTENT in one life, then another plan; that it was paid, somebody said in the next life.
    void aPaymentBegunInAFormerLifeKeepsTheCounterpartOfItsRight() {
        ServiceHouse house;
        Device old = house.enrol(1);
        const auto lease = house.ask(old, {0, 1})->allotments[0];
        Device fresh{2};
        house.enrolAgain(fresh, old.terminal);
        const auto second = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, second, turned()).ok()); // to 9 and 8
        fresh.write(house.sale(lease, {0}));
        const auto verdict = house.drain(fresh)->verdicts[0];
        QCOMPARE(verdict.rule, R::R4);
        QCOMPARE(verdict.moves.at(0).to, SeatNo{9});
        QVERIFY(house.audit().findings.empty());
    }
    void aFormerPlanWithoutACommonSeatIsNoForeignOne() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {1})->allotments[0];
        const PlanId former = house.plan;
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), {}).ok());
        auto atRisk = house.sale({}, {0});
        atRisk.rights = {{}};
        atRisk.approvedBy = atRisk.op;
        atRisk.plan = former;
        device.write(atRisk);
        device.write(house.sale(lease, {1}));
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R6);
        QCOMPARE(answer->verdicts[1].rule, R::R6);
        QCOMPARE(house.letters(), std::string("ssffffffffffff"));
        QVERIFY(house.audit().findings.empty());
    }
    /// The change of plan is lost with the history it was made in; the plan itself is known.
    void aPlanWhoseChangeWasLostIsReadByTheNamesOfItsSeats() {
        ServiceHouse house;
        Device device = house.enrol(1);
        // One seat more in the first row.
        const auto lost = addPlan(house, {"sssssssssss", "ssssssssss", "pppppppp"});
        auto atRisk = house.sale({}, {3, 12});
        atRisk.rights = {{}, {}};
        atRisk.approvedBy = atRisk.op;
        atRisk.plan = lost;
        device.write(atRisk);
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, R::R4);
        QCOMPARE(verdict.outcome, Outcome::Reseated);
        QCOMPARE(verdict.moves.size(), std::size_t{1});
        QCOMPARE(verdict.moves[0],
                 (protocol::SeatMove{atRisk.lines[1].ticket, SeatNo{12}, SeatNo{11}}));
        QCOMPARE(QString::fromStdString(verdict.reason),
                 QString("The seating plan has changed; you sit in B2 as before, on a new ticket, "
                         "same price."));
        QCOMPARE(house.letters()[3], 's');
        QCOMPARE(house.letters()[11], 's');
        QVERIFY(house.audit().findings.empty());
    }
    void aPlanThatNobodyKnowsIsAPersonsToDecide() {
        ServiceHouse house;
        Device device = house.enrol(1);
        auto atRisk = house.sale({}, {3});
        atRisk.rights = {{}};
        atRisk.approvedBy = atRisk.op;
        atRisk.plan = PlanId::make(house.clock.now(), house.random);
        device.write(atRisk);
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R14);
        QVERIFY(house.audit().findings.empty());
    }
    /// Doors read the number, which stands; people read the name, and have to be told.
    void aSeatThatOnlyHasAnotherNameIsTold() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 6})->allotments[0];
        server::core::SeatMapping same;
        for (std::uint16_t i = 0; i < 10; ++i)
            same.emplace_back(SeatNo{i}, SeatNo{i});
        QVERIFY(change(house, addPlan(house, {"sssss", "sssss", "pppp"}), same).ok());
        const auto sold = house.sale(lease, {0, 6});
        device.write(sold);
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, R::R4);
        QCOMPARE(verdict.outcome, Outcome::Accepted);
        QVERIFY(verdict.moves.empty());
        QCOMPARE(QString::fromStdString(verdict.reason),
                 QString("The seating plan has changed: instead of A7 you sit in B2, same price."));
        const auto open = tasks(house);
        QCOMPARE(open.size(), std::size_t{1});
        QVERIFY(open[0].task.kind == TaskKind::Reseated);
        QCOMPARE(open[0].task.tickets, std::vector{sold.lines[1].ticket});
        const auto told =
            house.read([&](const auto& s) { return s.reseating(sold.lines[1].ticket); });
        QVERIFY(told && told->from == told->to);
        QCOMPARE(told->toName, std::string("B2"));
        QVERIFY(house.audit().findings.empty());
    }
    void anExchangeNamesTheSeatsOfItsTokensPlan() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), turned()).ok());
        const auto fresh = freshTicket(house);
        device.write(exchange(sold, 0, 1, lease, fresh)); // now 9 for 8
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, R::R12);
        QCOMPARE(verdict.outcome, Outcome::Reseated);
        QCOMPARE(verdict.moves.at(0), (protocol::SeatMove{fresh, SeatNo{1}, SeatNo{8}}));
        QCOMPARE(house.letters(), std::string("ffffffffsaffff"));
        QVERIFY(ticket(house, sold.lines[0].ticket).state == server::core::TicketState::Exchanged);
        QCOMPARE(ticket(house, fresh).paperSeat, std::optional(SeatNo{1}));
        // Its old ticket needs no paper any more, the new one does.
        QCOMPARE(tasks(house).size(), std::size_t{1});
        QCOMPARE(tasks(house)[0].task.tickets, std::vector{fresh});
        QVERIFY(house.audit().findings.empty());
        device.write(house.cancel(sold));
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R12);
        QCOMPARE(house.letters(), std::string("ffffffffaaffff"));
        QVERIFY(house.audit().findings.empty());
    }
    void anExchangeOntoASeatThatIsGoneIsReseated() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 12})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pp"}), turned()).ok());
        const auto fresh = freshTicket(house);
        device.write(exchange(sold, 0, 12, lease, fresh));
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.outcome, Outcome::Reseated);
        QVERIFY(verdict.moves.at(0).to != SeatNo{12});
        QVERIFY(ticket(house, fresh).state == server::core::TicketState::Valid);
        QCOMPARE(ticket(house, fresh).line.seat, verdict.moves.at(0).to);
        QCOMPARE(house.letters()[9], 'a'); // what it gave up
        QCOMPARE(house.letters().at(verdict.moves.at(0).to.value), 's');
        QVERIFY(house.audit().findings.empty());
    }
    void anExchangeForWhichNoSeatIsLeftChangesNothing() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 12})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QVERIFY(change(house, addPlan(house, {"s"}), {{SeatNo{0}, SeatNo{0}}}).ok());
        device.write(exchange(sold, 0, 12, lease, freshTicket(house)));
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R14);
        QCOMPARE(house.letters(), std::string("s"));
        QVERIFY(ticket(house, sold.lines[0].ticket).state == server::core::TicketState::Valid);
        QVERIFY(house.audit().findings.empty());
    }
    /// Without a token only its tickets tell what its numbers mean.
    void anExchangeWithoutATokenCountsAsItsTicketsDid() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), turned()).ok());
        const auto before = freshTicket(house);
        auto entry = exchange(sold, 0, 2, {}, before); // now 9 for 7
        device.write(entry);
        QCOMPARE(house.drain(device)->verdicts[0].moves.at(0).to, SeatNo{7});
        const auto knowing = freshTicket(house);
        entry = exchange(sold, 7, 2, {}, knowing); // it has heard
        entry.swaps[0].ticket = before;
        device.write(entry);
        QCOMPARE(house.drain(device)->verdicts[0].outcome, Outcome::Accepted);
        QCOMPARE(ticket(house, knowing).line.seat, SeatNo{2});
        QVERIFY(house.audit().findings.empty());
    }
    void aSaleInQuarantineKeepsTheSeatThatItsOwnHasBecome() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0})->allotments[0];
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), turned()).ok());
        auto damaged = house.sale(lease, {0});
        damaged.tenders[0].amount.minor += 1;
        device.write(damaged);
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R14);
        QCOMPARE(house.letters(), std::string("fffffffffbffff"));
        const auto kept =
            house.read([&](const auto& s) { return s.suspended(tasks(house)[0].task.subject); });
        QCOMPARE(kept.size(), std::size_t{1});
        QCOMPARE(kept[0].seat, SeatNo{0}); // as its paper says
        QVERIFY(!kept[0].block.isNull());
        QVERIFY(house.audit().findings.empty());
    }
};

QTEST_APPLESS_MAIN(ServiceFormerPlansTest)
#include "service_former_plans_test.moc"
