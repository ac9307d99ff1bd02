// links: app_core unit_terminal_world
#include "app/core/office.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;
using Kind = OfficeOutcome::Kind;

namespace {

const protocol::DeclareLost kDeed{kTerminal, kSupervisor, "9999"};

protocol::Exposures one(const char* name) {
    protocol::Exposure row;
    row.terminal = kTerminal;
    row.name = name;
    return {row};
}

/// A terminal in the office, with somebody at it, that looks at the terminals of the house.
struct Watching : Rig {
    Watching() : Rig(TerminalMode::Office) {
        open();
        tell(WatchOffice{protocol::AskTerminals{}});
        asked = take<SendOffice>();
    }
    std::optional<SendOffice> asked;

    OfficeView office() { return *terminal.view().office; }
    bool asksFor(const std::optional<SendOffice>& send) const {
        return send && std::holds_alternative<protocol::AskTerminals>(send->ask);
    }
};

} // namespace

/// What the office watches and decides.
class TerminalOffice : public QObject {
    Q_OBJECT

private slots:
    void whatIsWatchedIsAskedForAtOnceAndAgain() {
        Watching rig;
        QVERIFY(rig.asksFor(rig.asked));
        rig.tell(OfficeAnswered{rig.asked->request, one("Counter 1")});
        QCOMPARE(rig.office().terminals.at(0).name, std::string("Counter 1"));
        QVERIFY(rig.office().heardAt.has_value());
        QVERIFY(!rig.wants<SendOffice>());
        rig.pass(Office::kLookEvery - Milliseconds{1});
        QVERIFY(!rig.wants<SendOffice>());
        QVERIFY(rig.terminal.nextDeadline() <= rig.now.boot + Milliseconds{1});
        rig.pass(Milliseconds{1});
        QVERIFY(rig.asksFor(rig.take<SendOffice>()));
    }

    void nothingIsAskedWhenNobodyLooks() {
        Watching rig;
        rig.tell(OfficeAnswered{rig.asked->request, one("Counter 1")});
        rig.tell(WatchOffice{});
        rig.pass(2 * Office::kLookEvery);
        QVERIFY(!rig.wants<SendOffice>());
    }

    void theAnswerToAnotherPageIsNotTaken() {
        Watching rig;
        rig.tell(WatchOffice{protocol::AskDay{Date{}}});
        rig.tell(OfficeAnswered{rig.asked->request, one("Counter 1")});
        QVERIFY(rig.office().terminals.empty());
        QVERIFY(!rig.office().heardAt.has_value());
        const auto day = rig.take<SendOffice>();
        protocol::DayAnswer answer;
        answer.closed = true;
        rig.tell(OfficeAnswered{day->request, answer});
        QVERIFY(rig.office().day->closed);
    }

    void outOfReachIsSaidAndWhatWasHeardStays() {
        Watching rig;
        rig.tell(OfficeAnswered{rig.asked->request, one("Counter 1")});
        rig.pass(Office::kLookEvery);
        const auto again = rig.take<SendOffice>();
        rig.tell(RequestFailed{again->request, RequestFailure::Unreachable, {}});
        QVERIFY(rig.office().outOfReach);
        QCOMPARE(rig.office().terminals.size(), 1u);
        rig.tell(LinkChanged{true});
        const auto back = rig.take<SendOffice>();
        QVERIFY(rig.asksFor(back)); // it does not wait for its time
        rig.tell(OfficeAnswered{back->request, one("Counter 1")});
        QVERIFY(!rig.office().outOfReach);
    }

    void aDecisionGoesToTheServerAndTheListIsLookedAtAgain() {
        Watching rig;
        rig.tell(OfficeAnswered{rig.asked->request, one("Counter 1")});
        rig.tell(DecideOffice{kDeed});
        QVERIFY(rig.office().deciding);
        const auto sent = rig.take<SendOffice>();
        const auto deed = std::get<protocol::DeclareLost>(sent->ask);
        QCOMPARE(deed.op, kSupervisor);
        QCOMPARE(deed.pin, std::string("9999"));
        rig.tell(DecideOffice{kDeed}); // a second tap
        QVERIFY(!rig.wants<SendOffice>());
        rig.tell(OfficeAnswered{sent->request, protocol::LossAnswer{false, 0}});
        QVERIFY(!rig.office().deciding);
        QCOMPARE(rig.office().outcome->kind, Kind::Proposed);
        QVERIFY(rig.asksFor(rig.take<SendOffice>()));
        rig.tell(DecideOffice{kDeed});
        rig.tell(OfficeAnswered{rig.take<SendOffice>()->request, protocol::LossAnswer{true, 12}});
        QCOMPARE(rig.office().outcome->kind, Kind::Lost);
        QCOMPARE(rig.office().outcome->freed, 12u);
    }

    void aRefusalIsTold() {
        Watching rig;
        rig.tell(DecideOffice{kDeed});
        rig.tell(
            OfficeRefused{rig.take<SendOffice>()->request, protocol::OfficeRefusal::SamePerson});
        QCOMPARE(rig.office().outcome->kind, Kind::Refused);
        QCOMPARE(rig.office().outcome->refusal, protocol::OfficeRefusal::SamePerson);
    }

    void anUnknownOutcomeIsSaidToBeUnknown() {
        Watching rig;
        rig.tell(DecideOffice{kDeed});
        rig.tell(RequestFailed{rig.take<SendOffice>()->request, RequestFailure::TimedOut, {}});
        QCOMPARE(rig.office().outcome->kind, Kind::NotKnown);
        QVERIFY(!rig.office().deciding);
        // Only a person decides again: two keys in one tap would be none.
        QVERIFY(rig.asksFor(rig.take<SendOffice>()));
        QVERIFY(!rig.wants<SendOffice>());
    }

    void withNobodySignedInNothingIsDecided() {
        Watching rig;
        rig.tell(Logout{});
        rig.tell(DecideOffice{kDeed});
        QVERIFY(!rig.wants<SendOffice>());
    }
};

QTEST_APPLESS_MAIN(TerminalOffice)
#include "terminal_office_test.moc"
