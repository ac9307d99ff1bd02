// links: server_core unit_verdict_world
#include "tests/unit/discounts.h"
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using domain::Account;
using protocol::Outcome;
using R = protocol::Rule;

/// R11: the printed price counts.
class VerdictR11Test : public QObject {
    Q_OBJECT

private slots:
    void r11HonoursThePrintedPrice() {
        VerdictWorld world;
        world.lease(3);
        world.list(1200);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R11);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.variances,
                 (std::vector{PriceVariance{world.ticket(3), world.euro(1000), world.euro(1200)}}));
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
    }
    void r11IsNotAskedWhenThePricesAreTheSame() {
        VerdictWorld world;
        world.lease(3);
        world.list(1000);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R3);
        world.claim(3, ClaimKind::Allotment, world.allotment.uuid, 41);
        QVERIFY(decide(world.known, world.sale({3})).variances.empty());
    }
    void r11HonoursAListThatIsNotKnown() {
        VerdictWorld world;
        world.list(1200);
        world.known.priceList.reset();
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R11);
        VerdictWorld same;
        same.list(1000);
        same.known.priceList.reset();
        QCOMPARE(decide(same.known, same.sale({3})).verdict.rule, R::R5);
    }
    void theListsDiscountsAreReckonedAnew() {
        VerdictWorld world;
        world.lease(3);
        world.lease(4);
        world.list(1250, {tests::percent("pair", 2'000, 2)});
        QCOMPARE(decide(world.known, world.sale({3, 4})).verdict.rule, R::R3);
        // One alone gets nothing off, whatever its terminal says.
        auto alone = world.sale({3});
        alone.lines[0].reductions = {{"pair", world.euro(250)}};
        const Decision decision = decide(world.known, alone);
        QCOMPARE(decision.verdict.rule, R::R11);
        QCOMPARE(decision.variances,
                 (std::vector{PriceVariance{world.ticket(3), world.euro(1000), world.euro(1250)}}));
    }
    void aCodeIsBelievedAndWhatItTakesOffIsNot() {
        VerdictWorld world;
        world.lease(3);
        auto club = tests::percent("club", 2'000);
        club.code = "CLUB";
        world.list(1250, {club});
        auto sale = world.sale({3});
        sale.lines[0].reductions = {{"club", world.euro(250)}};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R3);
        sale.lines[0].reductions.clear(); // then nobody has asked for it
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R11);
        world.list(1250, {tests::percent("other", 2'000)});
        sale.lines[0].reductions = {{"club", world.euro(400)}};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R3);
    }
    void aCodeThatIsUsedUpIsHonouredAndReported() {
        VerdictWorld world;
        world.lease(3);
        world.list(1250, {tests::byCode("club", 2'000)});
        auto sale = world.sale({3});
        sale.lines[0].reductions = {{"club", world.euro(250)}};
        QCOMPARE(needsOf(sale).discounts, std::vector<std::string>{"club"});
        world.known.usedUp = {"vip"};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R3);
        world.known.usedUp = {"vip", "club"};
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R11);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.variances,
                 (std::vector{PriceVariance{world.ticket(3), world.euro(1000), world.euro(1250)}}));
        QCOMPARE(world.sum(decision, Account::CashDrawer), std::int64_t{1000});
    }
    void aCompIsThePriceWhereSomebodyInChargeAnswersForIt() {
        VerdictWorld world;
        world.lease(3);
        world.list(1250);
        auto sale = world.sale({3});
        sale.lines[0].reductions = {{domain::kCompKey, world.euro(1250)}};
        sale.lines[0].price = sale.lines[0].tax = world.euro(0);
        sale.tenders[0].amount = sale.tenders[0].received = world.euro(0);
        const OperatorId boss{world.id(60)};
        sale.comp = protocol::Comp{"the projector failed", boss};
        QVERIFY(needsOf(sale).op == boss);
        world.known.op = domain::Operator{};
        world.known.op->role = domain::Role::Supervisor;
        const Decision good = decide(world.known, sale);
        QCOMPARE(good.verdict.rule, R::R3);
        QVERIFY(good.variances.empty() && good.postings.empty());
        world.known.op->role = domain::Role::Cashier;
        const Decision bad = decide(world.known, sale);
        QCOMPARE(bad.verdict.rule, R::R11);
        QCOMPARE(bad.verdict.outcome, Outcome::Accepted);
        QVERIFY(bad.verdict.reason.find("nobody in charge") != std::string::npos);
        QCOMPARE(bad.variances,
                 (std::vector{PriceVariance{world.ticket(3), world.euro(0), world.euro(1250)}}));
        world.known.compsNeedSupervisor = false;
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R3);
        sale.comp.reset(); // then somebody has sold it for nothing
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R11);
    }
    void aCompThatIsGivenBackTwiceIsNobodysExcess() {
        VerdictWorld world;
        auto sale = world.sale({3, 4});
        for (auto& line : sale.lines)
            line.price = line.tax = world.euro(0);
        sale.tenders[0].amount = sale.tenders[0].received = world.euro(0);
        world.record(sale);
        const auto refund = world.refund({3}, 0);
        const Decision first = decide(world.known, refund);
        QCOMPARE(first.verdict.rule, R::R12);
        QCOMPARE(first.ticketStates.size(), std::size_t{1});
        world.known.booking->tickets[0].state = TicketState::Void;
        world.known.paidBack = first.paidBack;
        const Decision again = decide(world.known, refund);
        QCOMPARE(again.verdict.rule, R::R12);
        QVERIFY(again.ticketStates.empty() && again.postings.empty() && again.tasks.empty());
        // Its counter, which has not heard of that, voids the whole.
        const Decision whole = decide(world.known, world.cancel());
        QCOMPARE(whole.verdict.rule, R::R12);
        QCOMPARE(whole.ticketStates.size(), std::size_t{1});
        QVERIFY(whole.voided.has_value());
    }
    void aDiscountCountsFromToTheTimeOfTheSaleOrOfItsHold() {
        VerdictWorld world;
        world.lease(3);
        auto early = tests::percent("early", 2'000);
        early.to = world.known.now;
        world.list(1250, {early});
        auto sale = world.sale({3});
        sale.lines[0].reductions = {{"early", world.euro(250)}};
        sale.at = world.known.now;
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R11);
        world.known.heldAt = world.known.now - Milliseconds{1};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R3);
    }
    void aReseatingKeepsItsNumberAndTheVariance() {
        VerdictWorld world;
        world.list(1200);
        world.sellToOther(3);
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R6);
        QCOMPARE(decision.variances.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(VerdictR11Test)
#include "verdict_r11_test.moc"
