// links: app_core unit_terminal_world
#include "app/core/replica_changes.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

/// An online customer wants seats 3 and 4 of allotment 1.
protocol::Recall recall(std::vector<SeatNo> seats = {SeatNo{3}, SeatNo{4}}) {
    protocol::Recall row;
    row.id = {uuidOf(20, 1)};
    row.terminal = kTerminal;
    row.showtime = kShowtime;
    row.allotment = {uuidOf(11, 1)};
    row.epoch = {1};
    row.seats = std::move(seats);
    row.until = kStart + std::chrono::minutes{1};
    return row;
}

std::vector<protocol::Return> returnsIn(const std::vector<protocol::Payload>& written) {
    std::vector<protocol::Return> returns;
    for (const auto& payload : written)
        if (const auto* entry = std::get_if<protocol::Return>(&payload))
            returns.push_back(*entry);
    return returns;
}

/// The right and everything around it is in order, and the feed brings the recall.
void openWithSeats(Rig& rig) {
    rig.open();
    rig.standing({SeatNo{3}, SeatNo{4}, SeatNo{5}});
}

} // namespace

class TerminalRecalls : public QObject {
    Q_OBJECT
private slots:
    void recalledSeatsGoBackInTheTransactionOfTheirReturn() {
        Rig rig;
        openWithSeats(rig);
        rig.feed({recall()});
        const auto work = rig.take<Persist>();
        QVERIFY(work.has_value());
        const auto& entry = std::get<protocol::Return>(work->entries.at(0));
        QCOMPARE(entry.recall, recall().id);
        QCOMPARE(entry.right.epoch.value, 1);
        QCOMPARE(entry.seats, (std::vector<SeatNo>{SeatNo{3}, SeatNo{4}}));
        QCOMPARE(work->rights.size(), 2u);
        QCOMPARE(work->rights[0].state, RightState::Returned);
        rig.tell(ToggleSeat{SeatNo{5}}); // what nobody wants elsewhere stays here
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    void theAnswerTravelsAtOnce() {
        Rig rig;
        openWithSeats(rig);
        rig.feed({recall()});
        rig.disk();
        const auto upload = rig.take<SendJournal>();
        QVERIFY(upload.has_value());
        QCOMPARE(upload->upload.entries.at(0).type, std::string("return"));
    }

    void aSeatInTheBasketIsNotGivenAway() {
        Rig rig;
        openWithSeats(rig);
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.feed({recall()});
        const auto returns = returnsIn(rig.disk());
        QCOMPARE(returns.size(), 1u);
        QCOMPARE(returns[0].seats, std::vector<SeatNo>{SeatNo{4}});
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    void whatCannotBeSparedIsAnsweredWithNothing() {
        Rig rig;
        openWithSeats(rig);
        rig.sell(SeatNo{3});
        rig.feed({recall({SeatNo{3}})});
        const auto returns = returnsIn(rig.disk());
        QCOMPARE(returns.size(), 1u);
        QVERIFY(returns[0].seats.empty());
        QCOMPARE(returns[0].recall, recall().id);
    }

    void aRecallIsAnsweredOnce() {
        Rig rig;
        openWithSeats(rig);
        rig.feed({recall()});
        QCOMPARE(returnsIn(rig.disk()).size(), 1u);
        rig.feed({recall()});
        QVERIFY(returnsIn(rig.disk()).empty());
    }

    void aRecallAnsweredBeforeARestartIsNotAnsweredAgain() {
        for (const bool answered : {true, false}) {
            Restored restored;
            applyTo(restored.replica, smallWorld());
            restored.replica.recalls[recall().id] = recall();
            HeldAllotment held;
            held.id = recall().allotment;
            held.showtime = kShowtime;
            held.epoch = {1};
            held.seats = {{SeatNo{3}, RightState::Mine}};
            restored.allotments = {held};
            if (answered)
                restored.answeredRecalls = {recall().id};
            Rig rig;
            rig.start(std::move(restored));
            QCOMPARE(returnsIn(rig.disk()).size(), answered ? 0u : 1u);
        }
    }

    void aRecallThatIsClosedOverOrAnothersIsNotAnswered() {
        auto closed = recall();
        closed.open = false;
        auto late = recall();
        late.until = kStart;
        auto others = recall();
        others.terminal = {uuidOf(3, 2)};
        auto younger = recall();
        younger.epoch = {2};
        for (const auto& row : {closed, late, others, younger}) {
            Rig rig;
            openWithSeats(rig);
            rig.feed({row});
            QVERIFY(returnsIn(rig.disk()).empty());
            rig.tell(ToggleSeat{SeatNo{3}});
            QCOMPARE(rig.state(), SaleState::Ready);
        }
    }

    void aTerminalThatMayNotSellAnswersNothing() {
        Rig rig;
        openWithSeats(rig);
        rig.pass(Standing::kRenewEvery);
        rig.tell(AllotmentsRefused{rig.take<SendStanding>()->request,
                                   {protocol::AllotmentRefusal::TerminalBarred, {}}});
        rig.feed({recall()});
        QVERIFY(returnsIn(rig.disk()).empty());
    }
};

QTEST_APPLESS_MAIN(TerminalRecalls)
#include "terminal_recalls_test.moc"
