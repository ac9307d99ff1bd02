// links: server_services server_store shared_wire unit_service_house
#include "server/services/holds.h"
#include "server/services/recalls.h"
#include "tests/unit/service_house.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using core::HoldRefusal;
using ports::HoldState;
using services::Holds;

namespace {

/// Holds on a whole server, with a customer who asks.
struct Desk {
    ServiceHouse house;
    services::Presence presence;
    Holds holds{house.context(), presence};

    Holds::MakeAnswer make(std::vector<SeatNo> seats, const std::string& customer = "",
                           const std::string& address = "") {
        return *answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({house.showtime, std::move(seats), customer, address}, reply);
        });
    }
    Holds::Answer extend(const Holds::Made& made) {
        return *answerOf<Holds::Answer>(
            [&](auto reply) { holds.extend(made.hold.id, made.token, reply); });
    }
    Holds::Answer release(HoldId id, const std::string& token) {
        return *answerOf<Holds::Answer>([&](auto reply) { holds.release(id, token, reply); });
    }
    std::int64_t sweep() {
        return *answerOf<std::int64_t>([&](auto reply) { holds.sweep(reply); });
    }
    Holds::Answer find(const Holds::Made& made) { return *holds.find(made.hold.id, made.token); }
    std::string letters() { return house.letters(); }
    /// A terminal with a standing allotment, heard just now.
    Device terminalWithSeats(std::uint8_t seed) {
        Device device = house.enrol(seed);
        presence.heard(device.terminal, house.clock.now());
        services::Allotments allotments(house.context());
        (void)answerOf<services::Allotments::Answer>(
            [&](auto reply) { allotments.standing(device.caller(), reply); });
        return device;
    }
    SeatNo standingSeat() {
        const auto at = letters().find('a');
        CHECK(at != std::string::npos);
        return SeatNo{static_cast<std::uint16_t>(at)};
    }
};

} // namespace

class ServiceHolds : public QObject {
    Q_OBJECT

private slots:
    void aHoldBlocksItsSeatsForOthers() {
        Desk desk;
        const auto made = desk.make({SeatNo{1}, SeatNo{2}});
        QVERIFY(made.ok());
        QVERIFY(made->hold.state == HoldState::Held);
        QCOMPARE(desk.letters().substr(0, 4), std::string("fhhf"));
        const auto other = desk.make({SeatNo{2}, SeatNo{3}});
        QVERIFY(!other.ok() && other.error().refusal == HoldRefusal::SeatTaken);
        QCOMPARE(other.error().seats, std::vector<SeatNo>{SeatNo{2}});
        QCOMPARE(desk.letters().substr(0, 4), std::string("fhhf")); // all or none
    }

    void expiresAtItsDeadlineNotBefore() {
        Desk desk;
        const auto made = *desk.make({SeatNo{1}});
        desk.house.clock.at = made.hold.expiresAt - Milliseconds{1};
        QVERIFY(desk.find(made).ok());
        QVERIFY(!desk.make({SeatNo{1}}).ok());
        QCOMPARE(desk.sweep(), 0);
        desk.house.clock.at = made.hold.expiresAt;
        QVERIFY(desk.find(made).error().refusal == HoldRefusal::UnknownHold);
        QVERIFY(desk.make({SeatNo{1}}).ok()); // tested in the claiming transaction, no sweep yet
    }

    void theSweepGivesSeatsBack() {
        Desk desk;
        const auto made = *desk.make({SeatNo{1}, SeatNo{2}});
        desk.house.clock.at = made.hold.expiresAt;
        QCOMPARE(desk.sweep(), 1);
        QCOMPARE(desk.letters().substr(0, 4), std::string("ffff"));
        QCOMPARE(desk.sweep(), 0);
    }

    void aSweepFreesWhatIsOverHoweverManyThatAre() {
        Desk desk;
        desk.house.write([&](ports::Store& store) {
            for (int i = 0; i < 450; ++i) {
                ports::HoldRecord hold;
                hold.id = HoldId::make(desk.house.clock.now(), desk.house.random);
                hold.showtime = desk.house.showtime;
                hold.tokenHash = services::hashOfHoldToken(std::to_string(i));
                hold.createdAt = desk.house.clock.now();
                hold.expiresAt = desk.house.clock.now() + std::chrono::minutes{10};
                store.put(hold);
            }
        });
        desk.house.clock.at += std::chrono::minutes{10};
        QCOMPARE(desk.sweep(), 450);
    }

    void oneThatIsOverGivesWayToASaleBeforeTheSweep() {
        Desk desk;
        Device device = desk.house.enrol(1);
        const auto made = *desk.make({SeatNo{3}});
        desk.house.clock.at = made.hold.expiresAt;
        auto atRisk = desk.house.sale({}, {3});
        atRisk.rights = {{}};
        atRisk.approvedBy = atRisk.op;
        device.write(atRisk);
        const auto verdict = desk.house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, protocol::Rule::R5);
        QCOMPARE(desk.letters()[3], 's');
        QVERIFY(desk.house.audit().findings.empty());
    }

    void isExtendedOnce() {
        Desk desk;
        const auto made = *desk.make({SeatNo{1}});
        const auto longer = desk.extend(made);
        QVERIFY(longer.ok());
        QCOMPARE(longer->expiresAt, made.hold.expiresAt + std::chrono::seconds{300});
        QVERIFY(desk.extend(made).error().refusal == HoldRefusal::ExtendedBefore);
        desk.house.clock.at = made.hold.expiresAt;
        QVERIFY(desk.find(made).ok());
    }

    void onlyItsTokenMovesIt() {
        Desk desk;
        const auto made = *desk.make({SeatNo{1}});
        QVERIFY(desk.release(made.hold.id, "guess").error().refusal == HoldRefusal::UnknownHold);
        QCOMPARE(desk.letters().substr(0, 3), std::string("fhf"));
        QVERIFY(desk.release(made.hold.id, made.token).ok());
        QCOMPARE(desk.letters().substr(0, 3), std::string("fff"));
    }

    void theDatabaseDoesNotKnowTheToken() {
        Desk desk;
        const auto made = *desk.make({SeatNo{1}});
        const auto record =
            desk.house.read([&](const auto& store) { return *store.hold(made.hold.id); });
        QVERIFY(record.tokenHash == services::hashOfHoldToken(made.token));
        QVERIFY(toHex(record.tokenHash).find(made.token) == std::string::npos);
    }

    void limitsAreCountedPerCustomerAndAddress() {
        Desk desk;
        protocol::Policy policy;
        policy.holdSeatsPerCustomer = 3;
        policy.holdSeatsPerAddress = 4;
        desk.house.write([&](auto& store) { store.put(policy); });
        QVERIFY(desk.make({SeatNo{0}, SeatNo{1}}, "anna", "10.0.0.1").ok());
        QVERIFY(desk.make({SeatNo{2}, SeatNo{3}}, "anna", "10.0.0.2").error().refusal ==
                HoldRefusal::TooManyForCustomer);
        QVERIFY(desk.make({SeatNo{2}, SeatNo{3}, SeatNo{4}}, "ben", "10.0.0.1").error().refusal ==
                HoldRefusal::TooManyForAddress);
        QVERIFY(desk.make({SeatNo{2}, SeatNo{3}}, "ben", "10.0.0.1").ok());
        QVERIFY(desk.make({SeatNo{4}, SeatNo{5}, SeatNo{6}, SeatNo{7}}).error().refusal ==
                HoldRefusal::TooManySeats);
    }

    /// Whatever else they hold: it is the first that they can do something about.
    void aTakenSeatIsToldBeforeALimit() {
        Desk desk;
        protocol::Policy policy;
        policy.holdSeatsPerCustomer = 2;
        desk.house.write([&](auto& store) { store.put(policy); });
        QVERIFY(desk.make({SeatNo{0}, SeatNo{1}}, "anna").ok());
        const auto again = desk.make({SeatNo{1}, SeatNo{2}}, "anna");
        QVERIFY(again.error().refusal == HoldRefusal::SeatTaken);
        QCOMPARE(again.error().seats, std::vector<SeatNo>{SeatNo{1}});
    }

    /// What memory says of a seat without the database.
    void aHoldIsKnownUntilItsEndAndNotLonger() {
        Desk desk;
        const auto taken = [&](std::vector<SeatNo> seats) {
            return desk.house.seats->takenOf(desk.house.showtime, std::move(seats),
                                             desk.house.clock.now());
        };
        const std::vector<SeatNo> nothing;
        const auto early = *desk.make({SeatNo{5}}); // the map is not in memory yet
        (void)desk.letters();
        const auto made = *desk.make({SeatNo{1}, SeatNo{2}});
        QCOMPARE(taken({SeatNo{3}, SeatNo{2}, SeatNo{2}}), std::vector<SeatNo>{SeatNo{2}});
        QCOMPARE(taken({SeatNo{3}, SeatNo{4}}), nothing);      // free
        QCOMPARE(taken({SeatNo{2}, SeatNo{5}}), nothing);      // of one it does not know whose
        QCOMPARE(taken({SeatNo{2}, SeatNo{60'000}}), nothing); // no seat
        QVERIFY(desk.release(early.hold.id, early.token).ok());
        desk.house.clock.at = made.hold.expiresAt - Milliseconds{1};
        QCOMPARE(taken({SeatNo{2}}), std::vector<SeatNo>{SeatNo{2}});
        QVERIFY(desk.extend(made).ok());
        desk.house.clock.at = made.hold.expiresAt;
        QCOMPARE(taken({SeatNo{2}}), nothing); // perhaps longer: the database knows
    }

    void whatWasGivenBackIsNotTaken() {
        Desk desk;
        (void)desk.letters();
        const auto taken = [&](SeatNo seat) {
            return !desk.house.seats->takenOf(desk.house.showtime, {seat}, desk.house.clock.now())
                        .empty();
        };
        const auto first = *desk.make({SeatNo{1}});
        QVERIFY(taken(SeatNo{1}));
        QVERIFY(desk.release(first.hold.id, first.token).ok());
        QVERIFY(!taken(SeatNo{1}));
        const auto second = *desk.make({SeatNo{1}});
        QVERIFY(taken(SeatNo{1}));
        auto showtime =
            desk.house.read([&](const auto& s) { return *s.showtime(desk.house.showtime); });
        showtime.state = domain::ShowtimeState::Cancelled;
        desk.house.write([&](auto& store) { store.put(showtime); });
        QVERIFY(!taken(SeatNo{1})); // off sale is told first
        QVERIFY(desk.make({SeatNo{1}}).error().refusal == HoldRefusal::ShowtimeClosed);
    }

    /// It may be over before its time: when the terminal does not answer.
    void whatAWaitingHoldHasIsNotKnown() {
        Desk desk;
        const Device device = desk.terminalWithSeats(1);
        const auto at = desk.letters().find('f');
        const SeatNo free{static_cast<std::uint16_t>(at)};
        const auto made = desk.make({desk.standingSeat(), free});
        QVERIFY(made.ok() && made->hold.state == HoldState::Waiting);
        QCOMPARE(desk.letters()[at], 'h');
        QVERIFY(
            desk.house.seats->takenOf(desk.house.showtime, {free}, desk.house.clock.now()).empty());
    }

    /// Asked for one by one or as a row, seats between them are not theirs.
    void claimsOfSomeSeatsAreNoOthers() {
        Desk desk;
        QVERIFY(desk.make({SeatNo{0}, SeatNo{1}, SeatNo{2}, SeatNo{3}}).ok());
        for (const auto& wanted : {std::vector{SeatNo{3}, SeatNo{1}}, std::vector{SeatNo{2}},
                                   std::vector{SeatNo{0}, SeatNo{500}}}) {
            const auto claims = desk.house.read(
                [&](const auto& s) { return s.claims(desk.house.showtime, wanted); });
            for (std::uint16_t seat = 0; seat < 4; ++seat)
                QCOMPARE(claims.at(SeatNo{seat}).has_value(),
                         std::find(wanted.begin(), wanted.end(), SeatNo{seat}) != wanted.end());
        }
    }

    void aStandingSeatOfAReachableTerminalIsRecalled() {
        Desk desk;
        const Device device = desk.terminalWithSeats(1);
        const auto made = desk.make({desk.standingSeat()});
        QVERIFY(made.ok());
        QVERIFY(made->hold.state == HoldState::Waiting);
        QVERIFY(made->hold.seats.empty());
        const auto recalls =
            desk.house.read([&](const auto& s) { return s.openRecalls(device.terminal); });
        QCOMPARE(recalls.size(), std::size_t{1});
        QVERIFY(recalls[0].hold == made->hold.id);
    }

    void aSilentTerminalsSeatIsTaken() {
        Desk desk;
        (void)desk.terminalWithSeats(1);
        const SeatNo seat = desk.standingSeat();
        desk.house.clock.at += services::Presence::kReachable;
        QVERIFY(desk.make({seat}).error().refusal == HoldRefusal::SeatTaken);
    }

    void aHoldThatWaitsInVainEnds() {
        Desk desk;
        (void)desk.terminalWithSeats(1);
        const SeatNo other{static_cast<std::uint16_t>(desk.letters().find('f'))};
        const auto made = *desk.make({desk.standingSeat(), other});
        QCOMPARE(made.hold.seats, std::vector<SeatNo>{other});
        QVERIFY(desk.extend(made).error().refusal == HoldRefusal::StillWaiting);
        desk.house.clock.at += protocol::Policy{}.recallAnswersIn;
        QVERIFY(desk.find(made).error().refusal == HoldRefusal::UnknownHold);
        QCOMPARE(desk.sweep(), 1);
        QCOMPARE(desk.letters()[other.value], 'f');
    }
};

QTEST_APPLESS_MAIN(ServiceHolds)
#include "service_holds_test.moc"
