// links: server_core unit_plans
#include "server/core/standing.h"
#include "shared/base/random.h"
#include "shared/domain/reseat.h"
#include "shared/domain/seat_choice.h"
#include "tests/unit/plan_fixture.h"

#include <QtTest>
#include <algorithm>
#include <set>

using namespace foyer;
using namespace foyer::server::core;

/// How many seats a terminal keeps, and which.
class AllotmentStandingTest : public QObject {
    Q_OBJECT

    static Claims claimed(const std::vector<SeatNo>& seats) {
        std::vector<Claim> claims;
        for (const SeatNo seat : seats)
            claims.push_back({seat, ClaimKind::Ticket, {}, {}});
        return Claims(std::move(claims));
    }

    static std::vector<SeatNo> seatsFrom(std::uint16_t first, std::uint16_t count) {
        std::vector<SeatNo> seats;
        for (std::uint16_t i = 0; i < count; ++i)
            seats.push_back(SeatNo{static_cast<std::uint16_t>(first + i)});
        return seats;
    }
    /// Two areas of which a terminal had a pair each.
    struct TwoAreas {
        domain::SeatingPlan plan = domain::planOf({"ssssssssss", "ssssssssss", "pppppppp"});
        std::vector<SeatNo> first = topUp(plan, {}, {}, {}, {28, 0, 0, 2});

        std::vector<SeatNo> of(std::uint8_t area) const {
            std::vector<SeatNo> seats;
            for (const SeatNo seat : first)
                if (plan.seat(seat).area.value == area)
                    seats.push_back(seat);
            return seats;
        }
        /// When it has these still, and the others are sold.
        std::vector<SeatNo> again(const std::vector<SeatNo>& owned, std::size_t free = 24) const {
            return topUp(plan, claimed(first), owned, {}, {free, owned.size(), 0, 2});
        }
        std::set<std::uint8_t> areasOf(const std::vector<SeatNo>& seats) const {
            std::set<std::uint8_t> areas;
            for (const SeatNo seat : seats)
                areas.insert(plan.seat(seat).area.value);
            return areas;
        }
    };

private slots:
    void aQuietTerminalKeepsAPairPerArea() {
        QCOMPARE(standingTarget({}, {100, 0, 0, 3}), std::size_t{6});
    }
    void aBusyTerminalKeepsItsRateTimesTheOutage() {
        // 15 in the last hour, two hours to survive.
        QCOMPARE(standingTarget({}, {100, 0, 15, 3}), std::size_t{30});
    }
    void allTerminalsTogetherKeepAtMostThirtyPercent() {
        QCOMPARE(standingRoom({}, {100, 0, 0, 1}), std::size_t{30});
        QCOMPARE(standingRoom({}, {80, 20, 0, 1}), std::size_t{10});
        QCOMPARE(standingRoom({}, {70, 30, 0, 1}), std::size_t{0});
        QCOMPARE(standingRoom({}, {10, 30, 0, 1}), std::size_t{0});
        QCOMPARE(standingRoom({}, {0, 0, 0, 1}), std::size_t{0});
    }
    void enoughIsLeftAlone() {
        const auto plan = domain::planOf({"ssssssssss"});
        const std::vector<SeatNo> owned{SeatNo{0}, SeatNo{1}, SeatNo{2}, SeatNo{3}};
        QVERIFY(topUp(plan, {}, owned, {}, {10, 4, 0, 2}).empty());
    }
    void theFirstTopUpGivesEachAreaAPair() {
        const auto plan = domain::planOf({"ssssssssss", "ssssssssss", "pppppppp"});
        const auto seats = topUp(plan, {}, {}, {}, {28, 0, 0, 2});
        std::set<std::uint8_t> areas;
        for (const SeatNo seat : seats)
            areas.insert(plan.seat(seat).area.value);
        QCOMPARE(areas.size(), std::size_t{2});
        QVERIFY(seats.size() >= 4 && seats.size() <= 8);
        QVERIFY(std::is_sorted(seats.begin(), seats.end()));
    }
    void anAreaWhosePairIsSoldGetsTheNextOne() {
        const TwoAreas house;
        QCOMPARE(house.of(1).size(), std::size_t{2});
        const auto seats = house.again(house.of(0));
        QVERIFY(seats.size() >= 2);
        QCOMPARE(house.areasOf(seats), (std::set<std::uint8_t>{1}));
        QVERIFY(domain::sitTogether(house.plan, seats));
    }
    void anAreaWithoutAPairGetsOneAlsoWhereTheNumberSuffices() {
        const TwoAreas house;
        const auto plenty = seatsFrom(0, 6); // all in the first area
        QCOMPARE(house.areasOf(house.again(plenty)), (std::set<std::uint8_t>{1}));
        auto parted = plenty; // two are left there, but not of one pair
        parted.push_back(house.of(1)[0]);
        parted.push_back(SeatNo{static_cast<std::uint16_t>(house.of(1)[1].value + 2)});
        QCOMPARE(house.areasOf(house.again(parted, 40)), (std::set<std::uint8_t>{1}));
        const auto both = house.first;
        QVERIFY(house.again(both).empty());
    }
    void aPairForAnAreaKeepsToTheShareOfAll() {
        const TwoAreas house;
        // 30 % of 8 are two, and two are on lease.
        QVERIFY(house.again(house.of(0), 6).empty());
    }
    void anAreaWithoutNeighboursIsWaitedForByNobody() {
        const auto plan = domain::planOf({"ssssssssss", "p p p"});
        const auto owned = seatsFrom(0, 4);
        QVERIFY(hasEnough(plan, owned, {}, {0, 0, 0, 2}));
        QVERIFY(!hasEnough(plan, seatsFrom(0, 3), {}, {0, 0, 0, 2}));
        const auto two = domain::planOf({"ssssssssss", "ppp"});
        QVERIFY(!hasEnough(two, owned, {}, {0, 0, 0, 2}));
    }
    void nothingIsTakenFromAHouseThatIsNearlyFull() {
        const auto plan = domain::planOf({"ssssssssss"});
        std::vector<SeatNo> sold;
        for (std::uint16_t seat = 0; seat < 7; ++seat)
            sold.push_back({seat});
        QVERIFY(topUp(plan, claimed(sold), {}, {}, {3, 0, 0, 1}).empty());
    }
    void noTopUpLeavesASingleSeat() {
        const auto plan = domain::planOf({"ssssssssss", "sssss sssss", "pppppppp"});
        SeededRandom random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<SeatNo> sold;
            for (std::uint16_t seat = 0; seat < plan.seatCount(); ++seat)
                if (random.chance(4))
                    sold.push_back({seat});
            const Claims claims = claimed(sold);
            const std::size_t open = plan.seatCount() - sold.size();
            const auto seats = topUp(plan, claims, {}, {}, {open, 0, 3, 2});
            const auto before = domain::freeSeats(statesOf(claims, plan.seatCount()));
            for (const SeatNo seat : seats)
                QVERIFY(before[seat.value]);
            QVERIFY(seats.size() * 100 <= open * 30);
            if (!seats.empty())
                QVERIFY(!domain::leavesSingleSeat(plan, before, seats));
        }
    }
};

QTEST_APPLESS_MAIN(AllotmentStandingTest)
#include "allotment_standing_test.moc"
