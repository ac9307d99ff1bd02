// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::tests;
using protocol::AllotmentKind;
using protocol::AllotmentRefusal;
using protocol::AllotmentState;
using namespace std::chrono_literals;

/// Leases on the real store.
class ServiceAllotmentsTest : public QObject {
    Q_OBJECT

    static std::size_t seatsIn(const server::services::Allotments::Answer& answer) {
        std::size_t count = 0;
        for (const auto& each : answer->allotments)
            count += each.seats.size();
        return count;
    }

private slots:
    void anAskIsAllOrNothing() {
        ServiceHouse house;
        Device first = house.enrol(1);
        Device second = house.enrol(2);
        QVERIFY(house.ask(first, {3, 4}).ok());
        const auto refused = house.ask(second, {4, 5});
        QVERIFY(refused.error().refusal == AllotmentRefusal::SeatTaken);
        QCOMPARE(refused.error().seats, (std::vector<SeatNo>{SeatNo{4}}));
        QCOMPARE(house.letters().substr(3, 3), std::string("aaf"));
    }
    void anAskMayBeRepeated() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto once = house.ask(device, {3, 4});
        const auto twice = house.ask(device, {3, 4});
        QCOMPARE(twice->allotments.size(), std::size_t{1});
        QCOMPARE(twice->allotments[0].id, once->allotments[0].id);
        QCOMPARE(twice->allotments[0].epoch, once->allotments[0].epoch);
    }
    void aRepeatedAskRenewsWhatItAnswers() {
        ServiceHouse house;
        house.showtime = house.later; // on sale for longer than a lease lives
        Device device = house.enrol(1);
        const auto once = house.ask(device, {3});
        house.clock.at += 13h;
        QCOMPARE(*answerOf<std::int64_t>([&](auto reply) { house.allotments().expire(reply); }),
                 std::int64_t{1});
        const auto twice = house.ask(device, {3, 4}); // one of its own, one from the pool
        QCOMPARE(twice->allotments.size(), std::size_t{2});
        const auto& own = twice->allotments[0];
        QCOMPARE(own.id, once->allotments[0].id);
        QVERIFY(own.state == AllotmentState::Live);
        QCOMPARE(own.grantedAt, house.clock.at);
        const auto kept = house.read([&](const auto& s) { return *s.allotment(own.id); });
        QVERIFY(kept.state == AllotmentState::Live);
        QCOMPARE(kept.grantedAt, house.clock.at);
        QCOMPARE(kept.epoch, once->allotments[0].epoch);
    }
    void epochsAreNeverReused() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Epoch last{0};
        for (int round = 0; round < 5; ++round) {
            const auto lease = house.ask(device, {3})->allotments[0];
            QVERIFY(lease.epoch > last);
            last = lease.epoch;
            QVERIFY(*answerOf<server::services::Allotments::Answer>([&](auto reply) {
                house.allotments().giveBack(device.caller(), house.showtime,
                                            {lease.id, lease.epoch}, lease.seats, reply);
            }));
        }
    }
    void aLateDuplicateOfAReturnFreesNothingNew() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto old = house.ask(device, {3})->allotments[0];
        const auto giveBack = [&] {
            return *answerOf<server::services::Allotments::Answer>([&](auto reply) {
                house.allotments().giveBack(device.caller(), house.showtime, {old.id, old.epoch},
                                            old.seats, reply);
            });
        };
        QVERIFY(giveBack()->allotments[0].state == AllotmentState::Returned);
        QCOMPARE(house.letters()[3], 'f');
        QVERIFY(house.ask(device, {3}).ok());
        QVERIFY(giveBack().ok());
        QCOMPARE(house.letters()[3], 'a');
    }
    void anotherTerminalsSeatsCannotBeGivenBack() {
        ServiceHouse house;
        Device first = house.enrol(1);
        Device second = house.enrol(2);
        const auto lease = house.ask(first, {3})->allotments[0];
        const auto answer = *answerOf<server::services::Allotments::Answer>([&](auto reply) {
            house.allotments().giveBack(second.caller(), house.showtime, {lease.id, lease.epoch},
                                        lease.seats, reply);
        });
        QVERIFY(answer->allotments.empty());
        QCOMPARE(house.letters()[3], 'a');
    }
    void standingLeasesCoverTheShowtimesAhead() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto answer = house.standing(device);
        QVERIFY(answer.ok());
        QVERIFY(!answer->allotments.empty());
        for (const auto& each : answer->allotments) {
            QCOMPARE(each.showtime, house.showtime); // the other is beyond the horizon
            QVERIFY(each.kind == AllotmentKind::Standing);
            QVERIFY(each.seats.size() >= 4);
        }
        QVERIFY(house.letters().find('f') != std::string::npos);
    }
    void standingLeasesAreSteady() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto first = house.standing(device);
        house.clock.at += 1min;
        const auto second = house.standing(device);
        QCOMPARE(seatsIn(second), seatsIn(first));
        QCOMPARE(second->allotments[0].id, first->allotments[0].id);
        QCOMPARE(second->allotments[0].grantedAt, house.clock.at);
    }
    void manyTerminalsLeaveSeventyPercentInThePool() {
        ServiceHouse house;
        for (std::uint8_t seed = 1; seed <= 9; ++seed)
            QVERIFY(house.standing(house.enrol(seed)).ok());
        const std::string letters = house.letters();
        const auto leased = std::count(letters.begin(), letters.end(), 'a');
        QVERIFY(leased > 0);
        QVERIFY(leased * 100 <= 30 * static_cast<std::ptrdiff_t>(letters.size()));
    }
    void whatIsSoldIsToppedUp() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.standing(device)->allotments[0];
        device.write(house.sale(lease, {lease.seats[0].value, lease.seats[1].value}));
        QVERIFY(house.drain(device).ok());
        house.clock.at += 1min;
        QVERIFY(seatsIn(house.standing(device)) >= lease.seats.size() - 1);
    }
    void anAreaWhosePairIsSoldHasOneAgainAfterTheNextCall() {
        ServiceHouse house;
        Device device = house.enrol(1);
        constexpr std::uint16_t kFirstOfLoge = 20;
        const auto inLoge = [&](const std::vector<protocol::Allotment>& allotments) {
            std::vector<std::uint16_t> seats;
            for (const auto& each : allotments)
                for (const SeatNo seat : each.seats)
                    if (seat.value >= kFirstOfLoge)
                        seats.push_back(seat.value);
            return seats;
        };
        const auto lease = house.standing(device)->allotments.at(0);
        const auto pair = inLoge({lease});
        QCOMPARE(pair.size(), std::size_t{2});
        device.write(house.sale(lease, pair));
        QVERIFY(house.drain(device).ok());
        house.clock.at += 61min; // so that nothing is asked for by the rate
        const auto again = house.standing(device);
        QVERIFY(inLoge(again->allotments).size() >= 2);
        house.clock.at += 1min;
        QCOMPARE(seatsIn(house.standing(device)), seatsIn(again));
    }
    void whatCannotBeSoldFromIsNotAnswered() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {3})->allotments[0];
        const auto sale = house.sale(lease, {3});
        const auto isAnswered = [&] {
            const auto answer = house.standing(device);
            return std::any_of(answer->allotments.begin(), answer->allotments.end(),
                               [&](const auto& each) { return each.id == lease.id; });
        };
        QVERIFY(isAnswered());
        device.write(sale);
        QVERIFY(house.drain(device).ok());
        QVERIFY(!isAnswered()); // sold out
        device.write(house.cancel(sale));
        QVERIFY(house.drain(device).ok());
        QVERIFY(isAnswered()); // the void gave its seat back
        house.clock.at += 5h;  // over, and expired by nobody yet
        QVERIFY(!isAnswered());
        QVERIFY(house.read([&](const auto& s) { return s.allotment(lease.id); })->grantedAt <
                house.clock.at);
    }
    void whatIsOverIsClosedOnceNobodyCanSellFromIt() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto empty = house.ask(device, {2})->allotments[0];
        const auto left = house.ask(device, {3, 4})->allotments[0];
        device.write(house.sale(empty, {2}));
        QVERIFY(house.drain(device).ok());
        const auto keep = [&] {
            (void)answerOf<std::int64_t>([&](auto reply) { house.allotments().expire(reply); });
        };
        const auto stateOf = [&](const protocol::Allotment& allotment) {
            return house.read([&](const auto& s) { return s.allotment(allotment.id); })->state;
        };
        house.clock.at += 5h;
        keep();
        QVERIFY(stateOf(left) == AllotmentState::Live); // over, but the lease is good
        QCOMPARE(house.letters().substr(2, 3), std::string("saa"));
        house.clock.at += 9h;
        keep();
        QVERIFY(stateOf(empty) == AllotmentState::Returned);
        QVERIFY(stateOf(left) == AllotmentState::Returned);
        QCOMPARE(house.letters().substr(2, 3), std::string("sff"));
        QVERIFY(house.audit().findings.empty());
    }
    void theShareGoesFromShowtimesThatEndToThoseThatComeNear() {
        ServiceHouse house; // one showtime in 2 h for 2 h, one in 30 h; the horizon is 24 h
        Device device = house.enrol(1);
        const auto lettersOf = [&](ShowtimeId showtime) {
            return *(*house.seats->snapshot(showtime))->letters;
        };
        const auto leased = [&](ShowtimeId showtime) {
            const std::string letters = lettersOf(showtime);
            return static_cast<std::size_t>(std::count(letters.begin(), letters.end(), 'a'));
        };
        const auto ended = house.standing(device);
        const std::size_t share = seatsIn(ended);
        QCOMPARE(leased(house.showtime), share);
        QCOMPARE(leased(house.later), std::size_t{0});
        house.clock.at += 5h; // the first is over, the other 25 h away
        QVERIFY(house.standing(device)->allotments.empty());
        QCOMPARE(leased(house.later), std::size_t{0});
        house.clock.at += 1h; // no more than the horizon away
        const auto near = house.standing(device);
        QCOMPARE(seatsIn(near), share);
        for (const auto& each : near->allotments)
            QCOMPARE(each.showtime, house.later);
        QCOMPARE(leased(house.later), share);
        QCOMPARE(leased(house.showtime), share); // its terminal may be selling, unheard
        house.clock.at += 7h;                    // the lease of what is over was not renewed since
        (void)answerOf<std::int64_t>([&](auto reply) { house.allotments().expire(reply); });
        for (const auto& each : ended->allotments)
            QVERIFY(house.read([&](const auto& s) { return s.allotment(each.id); })->state ==
                    AllotmentState::Returned);
        QCOMPARE(leased(house.showtime), std::size_t{0});
        const auto again = house.standing(device);
        QCOMPARE(again->allotments.at(0).id, near->allotments.at(0).id);
        QCOMPARE(leased(house.later), share);
        QVERIFY(house.audit().findings.empty());
    }
    void aSaleThatComesAfterTheClosingIsAccepted() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {3})->allotments[0];
        device.write(house.sale(lease, {3}));
        house.clock.at += 30 * 24h;
        (void)answerOf<std::int64_t>([&](auto reply) { house.allotments().expire(reply); });
        QCOMPARE(house.letters()[3], 'f');
        QVERIFY(!house.ask(house.enrol(2), {3}).ok()); // over: nobody can be given the seat
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].outcome, protocol::Outcome::Accepted);
        QCOMPARE(house.letters()[3], 's');
        QVERIFY(house.audit().findings.empty());
    }
    void expiryMarksAndFreesNothing() {
        ServiceHouse house;
        house.showtime = house.later; // one that is not over
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {3})->allotments[0];
        const auto expire = [&] {
            return *answerOf<std::int64_t>([&](auto reply) { house.allotments().expire(reply); });
        };
        const auto deadline =
            lease.grantedAt + lease.ttl + Milliseconds{lease.ttl} / 100 + std::chrono::seconds{60};
        house.clock.at = deadline;
        QCOMPARE(expire(), std::int64_t{0});
        house.clock.at = deadline + Milliseconds{1};
        QCOMPARE(expire(), std::int64_t{1});
        QCOMPARE(expire(), std::int64_t{0});
        QCOMPARE(house.letters()[3], 'a');
        QVERIFY(house.standing(device).ok());
        QVERIFY(house.read([&](const auto& s) { return s.allotment(lease.id); })->state ==
                AllotmentState::Live);
    }
    void strangersAndOldLivesAreBarred() {
        ServiceHouse house;
        Device old = house.enrol(1);
        Device fresh(2);
        house.enrolAgain(fresh, old.terminal);
        QVERIFY(house.ask(old, {3}).error().refusal == AllotmentRefusal::TerminalBarred);
        QVERIFY(house.standing(old).error().refusal == AllotmentRefusal::TerminalBarred);
        QVERIFY(house.ask(Device(3), {3}).error().refusal == AllotmentRefusal::TerminalBarred);
        QVERIFY(house.ask(fresh, {3}).ok());
    }
};

QTEST_APPLESS_MAIN(ServiceAllotmentsTest)
#include "service_allotments_test.moc"
