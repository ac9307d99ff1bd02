// links: shared_domain rapidcheck unit_plans
#include "shared/domain/reseat.h"
#include "tests/unit/plan_fixture.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>
#include <set>

using namespace foyer;
using namespace foyer::domain;

/// Other seats for people who have paid: never worse, never of a wrong kind, together if possible.
class DomainReseatTest : public QObject {
    Q_OBJECT

    static std::vector<bool> areasFor(const SeatingPlan& plan, SeatNo seat) {
        std::vector<bool> areas;
        for (const Area& area : plan.areas)
            areas.push_back(area.rank >= plan.areaOf(seat).rank);
        return areas;
    }
    /// The party on these seats; those named in `kept` keep theirs.
    static std::vector<Displaced> partyOn(const SeatingPlan& plan, const std::vector<SeatNo>& seats,
                                          const std::vector<SeatNo>& kept = {}) {
        std::vector<Displaced> party;
        for (const SeatNo seat : seats) {
            Displaced one;
            one.seat = seat;
            one.at = plan.seat(seat).at;
            one.kind = plan.seat(seat).kind;
            one.areas = areasFor(plan, seat);
            one.keeps = std::find(kept.begin(), kept.end(), seat) != kept.end();
            const auto partner = plan.seat(seat).partner;
            for (std::size_t i = 0; partner && i < seats.size(); ++i)
                if (seats[i] == *partner)
                    one.partner = i;
            party.push_back(std::move(one));
        }
        return party;
    }
    /// The better area is all of the rows from that one on, whatever the kinds there.
    static SeatingPlan inOneAreaFrom(std::string_view row,
                                     const std::vector<std::string_view>& rows) {
        auto plan = planOf(rows);
        for (Seat& seat : plan.seats)
            if (plan.rows[seat.row].label >= row)
                seat.area.value = static_cast<std::uint8_t>(plan.areas.size() - 1);
        return plan;
    }
    /// Where a party named by its seats goes; "-" when there is nothing for it.
    static QString moved(const SeatingPlan& plan, const std::vector<std::string_view>& from,
                         const std::vector<std::string_view>& taken,
                         const std::vector<std::string_view>& kept = {}) {
        const auto seats = reseat(plan, allBut(plan, taken),
                                  partyOn(plan, seatsNamed(plan, from), seatsNamed(plan, kept)));
        return seats ? QString::fromStdString(namesOf(plan, *seats)) : QString("-");
    }

private slots:
    void aPartyMovesTogetherToTheNearest() {
        const auto plan = planOf({"ssss", "ssss"});
        QCOMPARE(moved(plan, {"A2", "A3"}, {"A2", "A3"}), QString("B2 B3"));
    }
    void whoKeepsASeatIsJoined() {
        const auto plan = planOf({"ssss", "ssss"});
        QCOMPARE(moved(plan, {"A2", "A3"}, {"A2", "A3"}, {"A3"}), QString("A4 A3"));
    }
    void allMoveWhenThatKeepsThemTogether() {
        const auto plan = planOf({"ssss", "ssss"});
        QCOMPARE(moved(plan, {"A2", "A3"}, {"A2", "A3", "A4"}, {"A3"}), QString("B2 B3"));
    }
    void nobodyMovesWhoNeedNot() {
        const auto plan = planOf({"ssss", "ssss"});
        QCOMPARE(moved(plan, {"A1", "A3"}, {"A1", "A3"}, {"A1", "A3"}), QString("A1 A3"));
    }
    void elseAsNearAsCanBe() {
        const auto plan = planOf({"ssss", "ssss"});
        QCOMPARE(moved(plan, {"A2", "A3"}, {"A2", "A3", "A4", "B1", "B3"}, {"A3"}),
                 QString("A1 A3"));
    }
    void aTieGoesToTheLowerNumber() {
        const auto plan = planOf({"sss"});
        QCOMPARE(moved(plan, {"A2"}, {"A2"}), QString("A1"));
    }
    void nobodyGoesIntoAWorseArea() {
        const auto plan = planOf({"ssss", "pppp"});
        QCOMPARE(moved(plan, {"B1"}, {"B1", "B2", "B3", "B4"}), QString("-"));
        QCOMPARE(moved(plan, {"A1"}, {"A1", "A2", "A3", "A4"}), QString("B1"));
    }
    void aWheelchairSpaceIsReplacedByOneWithItsCompanion() {
        const auto plan = planOf({"wcss", "sswc"});
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2"}), QString("B3 B4"));
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1"}, {"A2"}), QString("B3 B4"));
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2", "B4"}), QString("-"));
        QCOMPARE(moved(plan, {"A1"}, {"A1", "B4"}), QString("B3"));
    }
    void nobodyElseGetsAWheelchairSpace() {
        const auto plan = planOf({"swc"});
        QCOMPARE(moved(plan, {"A1"}, {"A1"}), QString("-"));
    }
    void aSofaIsReplacedByASofaOrTwoNeighbours() {
        const auto plan = planOf({"SS SS", "pp"});
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2"}), QString("B1 B2"));
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2", "B1"}), QString("A3 A4"));
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2", "B1", "A3"}), QString("-"));
        QCOMPARE(moved(plan, {"B1"}, {"B1", "B2"}), QString("-")); // no half of a sofa
    }
    void aPremiumSeatIsReplacedByAPremiumOneOnly() {
        const auto plan = inOneAreaFrom("A", {"pss", "ssp"});
        QCOMPARE(moved(plan, {"A1"}, {"A1"}), QString("B3"));
        QCOMPARE(moved(plan, {"A1"}, {"A1", "B3"}), QString("-"));
        QCOMPARE(moved(plan, {"A2"}, {"A2", "A3", "B1", "B2"}), QString("A1")); // or a better one
    }
    void whoNeedsNoPremiumSeatLeavesItToWhoDoes() {
        const auto plan = inOneAreaFrom("A", {"sp", "ps", "s"});
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2"}), QString("B2 B1"));
        QCOMPARE(moved(plan, {"A1", "A2"}, {"A1", "A2", "B2"}), QString("C1 B1"));
    }
    void restrictedViewIsOnlyForWhoPaidForIt() {
        const auto plan = planOf({"srr"});
        QCOMPARE(moved(plan, {"A1"}, {"A1"}), QString("-"));
        QCOMPARE(moved(plan, {"A2"}, {"A1", "A2"}), QString("A3"));
    }

    void theRulesHoldInAnyHouse() {
        const auto plan =
            inOneAreaFrom("C", {"ssrs wcss", "ssss sssscw", "SS SS pppp", "sssp ppss"});
        const bool held =
            rc::check("equal or better, distinct, open, deterministic, together", [&] {
                const auto open = *rc::gen::container<std::vector<bool>>(
                    plan.seatCount(), rc::gen::arbitrary<bool>());
                const auto party = someParty(plan, open);
                const auto seats = reseat(plan, open, party);
                RC_ASSERT(seats == reseat(plan, open, party));
                if (!seats) {
                    RC_ASSERT(!isBlockFor(plan, open, party));
                    return;
                }
                checkEach(plan, open, party, *seats);
                const bool somebodyMoves = std::any_of(
                    party.begin(), party.end(), [](const auto& each) { return !each.keeps; });
                if (somebodyMoves && isBlockFor(plan, open, party))
                    RC_ASSERT(sitTogether(plan, *seats));
            });
        QVERIFY(held);
    }

private:
    /// Up to four neighbours (whole sofas only), each gone or kept.
    static std::vector<Displaced> someParty(const SeatingPlan& plan, const OpenSeats& open) {
        std::size_t at = *rc::gen::inRange<std::size_t>(0, plan.seatCount());
        const std::size_t size = *rc::gen::inRange<std::size_t>(1, 5);
        if (plan.seats[at].kind == SeatKind::Sofa && plan.seats[at].partner->value < at)
            --at;
        std::vector<SeatNo> seats;
        for (; at < plan.seatCount() && seats.size() < size; ++at)
            seats.push_back(SeatNo{static_cast<std::uint16_t>(at)});
        const Seat& last = plan.seat(seats.back());
        if (last.kind == SeatKind::Sofa && last.partner->value == at)
            seats.push_back(*last.partner);
        std::vector<SeatNo> kept;
        for (const SeatNo seat : seats)
            if (!open[seat.value] && *rc::gen::arbitrary<bool>())
                kept.push_back(seat);
        return partyOn(plan, seats, kept);
    }
    static void checkEach(const SeatingPlan& plan, const OpenSeats& open,
                          const std::vector<Displaced>& party, const std::vector<SeatNo>& seats) {
        RC_ASSERT(seats.size() == party.size());
        RC_ASSERT(std::set<SeatNo>(seats.begin(), seats.end()).size() == seats.size());
        for (std::size_t i = 0; i < seats.size(); ++i) {
            const Seat& to = plan.seat(seats[i]);
            const bool ownBefore = std::any_of(party.begin(), party.end(), [&](const auto& each) {
                return each.keeps && each.seat == seats[i];
            });
            RC_ASSERT(open[seats[i].value] || ownBefore);
            if (party[i].keeps && party[i].seat == seats[i])
                continue;
            RC_ASSERT(party[i].areas[to.area.value]);
            RC_ASSERT((to.kind == SeatKind::Wheelchair) == (party[i].kind == SeatKind::Wheelchair));
            if (to.kind == SeatKind::Companion)
                RC_ASSERT(party[i].partner && seats[*party[i].partner] == *to.partner);
            if (to.kind == SeatKind::Sofa)
                RC_ASSERT(party[i].partner && seats[*party[i].partner] == *to.partner);
            if (party[i].kind == SeatKind::Premium)
                RC_ASSERT(to.kind == SeatKind::Premium);
            if (to.kind == SeatKind::Restricted)
                RC_ASSERT(party[i].kind == SeatKind::Restricted);
        }
    }
    /// Plain people only: is there a run of plain open seats good enough for all of them, with a
    /// premium one for each who had one?
    static bool isBlockFor(const SeatingPlan& plan, const OpenSeats& open,
                           const std::vector<Displaced>& party) {
        const auto isPlain = [](SeatKind kind) {
            return kind == SeatKind::Standard || kind == SeatKind::Premium;
        };
        if (!std::all_of(party.begin(), party.end(),
                         [&](const auto& each) { return isPlain(each.kind); }))
            return false;
        const auto premium = [](auto from, auto to) {
            return std::count_if(from, to,
                                 [](const auto& each) { return each.kind == SeatKind::Premium; });
        };
        const auto size = static_cast<std::ptrdiff_t>(party.size());
        std::ptrdiff_t run = 0;
        for (std::size_t i = 0; i < plan.seatCount(); ++i) {
            const Seat& seat = plan.seats[i];
            const bool good = open[i] && isPlain(seat.kind) &&
                              std::all_of(party.begin(), party.end(), [&](const auto& each) {
                                  return each.areas[seat.area.value];
                              });
            run = good ? (seat.left ? run : 0) + 1 : 0;
            const auto end = plan.seats.begin() + static_cast<std::ptrdiff_t>(i) + 1;
            if (run >= size && premium(end - size, end) >= premium(party.begin(), party.end()))
                return true;
        }
        return false;
    }
};

QTEST_APPLESS_MAIN(DomainReseatTest)
#include "domain_reseat_test.moc"
