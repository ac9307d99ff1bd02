// links: server_core unit_verdict_world
#include "tests/unit/verdict_world.h"

#include <QtTest>
#include <algorithm>
#include <limits>

using namespace foyer;
using namespace foyer::server::core;
using protocol::Outcome;
using R = protocol::Rule;

/// R3, R5 and R14 on sales, R0 on a sale written twice, and the order of the rules.
class VerdictSaleTest : public QObject {
    Q_OBJECT

private slots:
    void everyRuleHasItsPlaceInOrder() {
        std::vector<R> numbers;
        for (const auto& rule : rules())
            numbers.push_back(rule.number);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
        QCOMPARE(numbers.size() + 1, static_cast<std::size_t>(protocol::kRuleCount)); // but R1
        QCOMPARE(numbers.back(), R::R14);
    }
    void r3AcceptsASaleByItsOwnRight() {
        VerdictWorld world;
        world.lease(3);
        world.lease(4);
        const Decision decision = decide(world.known, world.sale({3, 4}));
        QCOMPARE(decision.verdict.rule, R::R3);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QCOMPARE(decision.verdict.seq, Seq{10});
        QCOMPARE(decision.newTickets.size(), std::size_t{2});
        QCOMPARE(decision.newTickets[0].allotment, world.allotment);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Ticket);
        QCOMPARE(decision.newBooking->total, world.euro(2000));
        QVERIFY(domain::isBalanced(decision.postings));
        QCOMPARE(decision.postings.front(),
                 (domain::Posting{domain::Account::CashDrawer, world.euro(2000)}));
    }
    void r3AcceptsAfterExpiry() {
        VerdictWorld world;
        world.known.allotments[0].state = protocol::AllotmentState::Expired;
        world.lease(3);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R3);
    }
    void r3TakesAnotherAllotmentOfTheSameTerminal() {
        VerdictWorld world;
        const AllotmentId second{VerdictWorld::id(8)};
        world.know({second, world.terminal, Incarnation{1}, world.showtime, Epoch{43}});
        world.claim(3, ClaimKind::Allotment, second.uuid, 43);
        const Decision decision = decide(world.known, world.sale({3})); // names the first one
        QCOMPARE(decision.verdict.rule, R::R3);
        QCOMPARE(decision.newTickets[0].allotment, second);
    }
    void r3RefusesARightOfAnotherLife() {
        VerdictWorld world;
        world.known.allotments[0].incarnation = Incarnation{2};
        world.lease(3);
        QCOMPARE(decide(world.known, world.sale({3})).verdict.rule, R::R6);
    }
    void r3LeavesALostAllotmentToR8() {
        VerdictWorld world;
        world.lose();
        world.lease(3);
        QVERIFY(!r3OwnRight(world.known, world.sale({3})));
        QVERIFY(!r5RightInPool(world.known, world.sale({3})));
    }
    void r3TakesASaleOnTheHoldItNames() {
        VerdictWorld world;
        const HoldId hold{VerdictWorld::id(60)};
        world.claim(3, ClaimKind::Hold, hold.uuid);
        auto sale = world.sale({3});
        sale.rights = {{}};
        sale.hold = world.known.hold = hold;
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R3);
        QCOMPARE(decision.sold, hold);
        QVERIFY(world.after(decision, 3)->kind == ClaimKind::Ticket);
        world.known.hold = {}; // sold before, or gone: somebody else's
        QVERIFY(decide(world.known, sale).verdict.rule != R::R3);
    }
    void r5TakesASeatSoldAtRisk() {
        VerdictWorld world;
        auto sale = world.sale({3});
        sale.rights = {{}};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R5);
    }
    void r3RefusesAForgedToken() {
        VerdictWorld world;
        world.lease(3);
        auto sale = world.sale({3});
        sale.rights[0].epoch = Epoch{40};
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
    }
    void r5AcceptsFromThePool() {
        VerdictWorld world;
        const Decision decision = decide(world.known, world.sale({3}));
        QCOMPARE(decision.verdict.rule, R::R5);
        QCOMPARE(decision.verdict.outcome, Outcome::Accepted);
        QVERIFY(decision.newTickets[0].allotment.isNull());
    }
    void r5AcceptsAPartyOfOwnAndPoolSeats() {
        VerdictWorld world;
        world.lease(3);
        QCOMPARE(decide(world.known, world.sale({3, 4})).verdict.rule, R::R5);
    }

    void r14TakesPoison_data() {
        using Spoil = std::function<void(VerdictWorld&, protocol::Sale&)>;
        QTest::addColumn<Spoil>("spoil");
        const auto row = [](const char* name, Spoil spoil) { QTest::newRow(name) << spoil; };
        row("a seat twice", [](auto&, auto& s) { s.lines[1].seat = s.lines[0].seat; });
        row("a ticket twice", [](auto&, auto& s) { s.lines[1].ticket = s.lines[0].ticket; });
        row("fewer rights than lines", [](auto&, auto& s) { s.rights.pop_back(); });
        row("more rights than lines", [](auto&, auto& s) { s.rights.push_back({}); });
        row("no lines", [](auto&, auto& s) { s.lines.clear(), s.rights.clear(); });
        row("a seat beyond the plan", [](auto&, auto& s) { s.lines[0].seat = SeatNo{10}; });
        row("the last seat number there is",
            [](auto&, auto& s) { s.lines[0].seat = SeatNo{65535}; });
        row("a null ticket", [](auto&, auto& s) { s.lines[0].ticket = {}; });
        row("a null booking", [](auto&, auto& s) { s.booking = {}; });
        row("unknown showtime", [](auto& w, auto&) {
            w.known.showtime.reset();
            w.known.plan.reset();
        });
        row("more tax than price, unknown list", [](auto& w, auto& s) {
            w.known.priceList.reset();
            s.lines[0].tax.minor = 1001;
        });
        row("too little money", [](auto&, auto& s) { s.tenders[0].amount.minor -= 1; });
        row("too much money", [](auto&, auto& s) { s.tenders[0].amount.minor += 1; });
        row("no money", [](auto&, auto& s) { s.tenders.clear(); });
        row("wrong tax", [](auto&, auto& s) { s.lines[0].tax.minor += 1; });
        row("a negative price", [](auto&, auto& s) { s.lines[0].price.minor = -1000; });
        row("an overflowing price", [](auto&, auto& s) {
            s.lines[0].price.minor = std::numeric_limits<std::int64_t>::max();
        });
        row("overflowing tenders", [](auto&, auto& s) {
            s.tenders[0].amount.minor = std::numeric_limits<std::int64_t>::max();
            s.tenders.push_back(s.tenders[0]);
        });
        row("another currency in a line", [](auto&, auto& s) {
            s.lines[0].price.currency = {{'U', 'S', 'D'}};
        });
        row("another currency in a tender", [](auto&, auto& s) {
            s.tenders[0].amount.currency = {{'U', 'S', 'D'}};
        });
        row("a ticket number that exists",
            [](auto& w, auto& s) { w.known.takenTickets = {s.lines[0].ticket}; });
    }
    void r14TakesPoison() {
        using Spoil = std::function<void(VerdictWorld&, protocol::Sale&)>;
        QFETCH(Spoil, spoil);
        VerdictWorld world;
        world.lease(3);
        world.lease(4);
        auto sale = world.sale({3, 4});
        spoil(world, sale);
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R14);
        QCOMPARE(decision.verdict.outcome, Outcome::Quarantined);
        QVERIFY(!decision.verdict.reason.empty());
        QVERIFY(!decision.tasks.empty());
        QVERIFY(domain::isBalanced(decision.postings));
        QVERIFY(!decision.newBooking && decision.newTickets.empty());
        for (const auto& change : decision.claims)
            QVERIFY(change.after && change.after->kind == ClaimKind::Block);
    }
    void r14TakesWhatCannotBeRead() {
        VerdictWorld world;
        const Decision decision = decide(world.known, protocol::Unknown{"gift_card"});
        QCOMPARE(decision.verdict.rule, R::R14);
        QVERIFY(decision.verdict.reason.find("gift_card") != std::string::npos);
        QVERIFY(decision.postings.empty());
    }
    void r14RefusesABookingNumberOfAnotherTerminal() {
        VerdictWorld world;
        const auto sale = world.sale({3});
        world.record(sale);
        world.known.booking->booking.terminal = world.other;
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
    }

    void r0NotesTheSameSaleWrittenTwice() {
        VerdictWorld world;
        const auto sale = world.sale({3, 4});
        world.record(sale);
        world.known.takenTickets = {sale.lines[0].ticket, sale.lines[1].ticket};
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R0);
        QCOMPARE(decision.verdict.outcome, Outcome::Noted);
        QVERIFY(decision.postings.empty() && decision.claims.empty());
    }
    /// Two copies of a disk: at one the cash was typed in, at the other somebody remembered it.
    void r0NotesTheSameSaleWhateverChangeWasGiven() {
        VerdictWorld world;
        auto sale = world.sale({3});
        world.record(sale);
        sale.tenders[0].received += world.euro(500);
        sale.tenders[0].change += world.euro(500);
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R0);
        sale.tenders[0].kind = domain::TenderKind::Card;
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
    }
    void r0DoesNotTakeAnotherSaleForTheSame() {
        VerdictWorld world;
        auto sale = world.sale({3});
        world.record(sale);
        sale.lines[0].seat = world.seat(5);
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R14);
    }
    void r0KnowsASaleThatWasReseated() {
        VerdictWorld world;
        const auto sale = world.sale({3});
        world.record(sale);
        world.known.booking->tickets[0].line.seat = world.seat(7);
        world.known.booking->tickets[0].paperSeat = world.seat(3);
        QCOMPARE(decide(world.known, sale).verdict.rule, R::R0);
    }
    void aFreeAdmissionIsASaleLikeAnyOther() {
        VerdictWorld world;
        world.lease(3);
        auto sale = world.sale({3});
        sale.lines[0].price = sale.lines[0].tax = world.euro(0);
        sale.tenders.clear();
        const Decision decision = decide(world.known, sale);
        QCOMPARE(decision.verdict.rule, R::R3);
        QVERIFY(decision.postings.empty());
    }
};

QTEST_APPLESS_MAIN(VerdictSaleTest)
#include "verdict_sale_test.moc"
