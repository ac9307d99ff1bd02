// links: shared_domain unit_plans

#include "shared/base/random.h"
#include "tests/unit/plan_fixture.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace foyer;
using namespace foyer::domain;

namespace {

std::string best(const SeatingPlan& plan, const OpenSeats& open, std::size_t count,
                 const Preferences& wishes = {}) {
    const auto choice = bestAvailable(plan, open, count, wishes);
    return choice ? namesOf(plan, choice->seats) : "none";
}

/// So many seats, and a block in every area that can give one.
AllotmentNeed allAreas(const SeatingPlan& plan, std::size_t count) {
    return {count, std::vector<bool>(plan.areas.size(), true), count};
}

/// A house with all kinds, cut up as an evening leaves it.
struct RandomHouse {
    SeatingPlan plan;
    OpenSeats open;

    explicit RandomHouse(SeededRandom& random) {
        std::vector<std::string> texts;
        const auto rows = 1 + random.below(6);
        for (std::uint64_t r = 0; r < rows; ++r)
            texts.push_back(rowText(random));
        plan = planOf({texts.begin(), texts.end()});
        open.resize(plan.seatCount());
        const auto fill = 1 + random.below(5);
        for (std::size_t i = 0; i < open.size(); ++i)
            open[i] = !random.chance(fill);
    }

    static std::string rowText(SeededRandom& random) {
        const std::vector<std::string> pieces = {"s", "ss", "sss", "SS", "wc", "r", "p", " s"};
        std::string text = "s";
        const auto count = random.below(8);
        for (std::uint64_t i = 0; i < count; ++i)
            text += pieces[random.below(pieces.size())];
        return text;
    }

    bool isOffered(std::size_t i) const {
        const Seat& seat = plan.seats[i];
        if (seat.kind == SeatKind::Wheelchair || seat.kind == SeatKind::Companion)
            return false;
        return open[i] && (seat.kind != SeatKind::Sofa || open[seat.partner->value]);
    }

    /// Every way to seat `count` people side by side without cutting a sofa.
    std::vector<std::vector<SeatNo>> waysTogether(std::size_t count) const {
        std::vector<std::vector<SeatNo>> ways;
        for (std::size_t first = 0; first + count <= open.size(); ++first) {
            std::vector<SeatNo> seats;
            for (std::size_t i = first; i < first + count; ++i)
                if (isOffered(i) && (i == first || plan.seats[i].left == seats.back()))
                    seats.push_back(SeatNo{static_cast<std::uint16_t>(i)});
                else
                    break;
            if (seats.size() == count && keepsSofas(seats))
                ways.push_back(seats);
        }
        return ways;
    }

    bool keepsSofas(const std::vector<SeatNo>& seats) const {
        return std::all_of(seats.begin(), seats.end(), [&](SeatNo no) {
            const Seat& seat = plan.seat(no);
            return seat.kind != SeatKind::Sofa ||
                   std::find(seats.begin(), seats.end(), *seat.partner) != seats.end();
        });
    }
};

constexpr int kRounds = 4'000;

} // namespace

class SeatChoiceTest : public QObject {
    Q_OBJECT

private slots:
    void twoBestAreInTheMiddleTwoThirdsBack() {
        const auto plan = planOf({"ssssssss", "ssssssss", "ssssssss", "ssssssss"});
        QCOMPARE(best(plan, allBut(plan), 2), std::string("C4 C5"));
    }

    void wishesForFrontAndBackMoveTheChoice() {
        const auto plan = planOf({"ssssss", "ssssss", "ssssss", "ssssss"});
        Preferences wishes;
        wishes.depth = Preferences::Depth::Front;
        QCOMPARE(best(plan, allBut(plan), 2, wishes), std::string("A3 A4"));
        wishes.depth = Preferences::Depth::Back;
        QCOMPARE(best(plan, allBut(plan), 2, wishes), std::string("D3 D4"));
    }

    void equallyGoodSeatsGoToTheLowerNumber() {
        const auto plan = planOf({"s ss s"});
        QCOMPARE(best(plan, allBut(plan, {"A2", "A3"}), 1), std::string("A1"));
    }

    void aPartyIsNotCutByAnAisle() {
        const auto plan = planOf({"ssss ssss"});
        const auto choice = bestAvailable(plan, allBut(plan), 4);
        QVERIFY(choice && choice->together);
        QCOMPARE(namesOf(plan, choice->seats), std::string("A1 A2 A3 A4"));
    }

    void aChoiceThatLeavesNoSingleSeatGoesBeforeABetterPlace() {
        const auto plan = planOf({"sss", "ssss"});
        const auto choice = bestAvailable(plan, allBut(plan), 2);
        QVERIFY(choice && !choice->leavesSingle);
        QCOMPARE(plan.seat(choice->seats[0]).row, std::uint16_t{1});
    }

    void anUnavoidableSingleSeatIsTold() {
        const auto plan = planOf({"sss"});
        const auto choice = bestAvailable(plan, allBut(plan), 2);
        QVERIFY(choice && choice->leavesSingle);
        QCOMPARE(plan.seatName(*choice->leavesSingle), std::string("A3"));
    }

    void onlyAPartyThatFitsNowhereIsSplitAndItIsTold() {
        const auto plan = planOf({"sss", "sss"});
        const auto choice = bestAvailable(plan, allBut(plan), 4);
        QVERIFY(choice && !choice->together);
        QCOMPARE(namesOf(plan, choice->seats), std::string("A1 A2 B1 B2"));
    }

    void nobodyIsSplitOffAloneWhenPairsArePossible() {
        const auto plan = planOf({"sss", "sss"});
        const auto choice = bestAvailable(plan, allBut(plan, {"A1"}), 4);
        QVERIFY(choice);
        QCOMPARE(namesOf(plan, choice->seats), std::string("A2 A3 B2 B3"));
    }

    void scatteredSeatsServeAsTheVeryLastResort() {
        const auto plan = planOf({"s", "s", "s", "s"});
        const auto choice = bestAvailable(plan, allBut(plan), 4);
        QVERIFY(choice && !choice->together);
        QCOMPARE(choice->seats.size(), std::size_t{4});
    }

    void nothingIsOfferedWhenThereAreTooFewSeats() {
        const auto plan = planOf({"ss", "ss"});
        QVERIFY(!bestAvailable(plan, allBut(plan, {"A1"}), 4));
        QVERIFY(!bestAvailable(plan, allBut(plan), 0));
    }

    void aSofaIsNeverCut() {
        const auto plan = planOf({"SSSS"});
        QCOMPARE(best(plan, allBut(plan), 1), std::string("none"));
        QCOMPARE(best(plan, allBut(plan), 2), std::string("A1 A2"));
        QCOMPARE(best(plan, allBut(plan, {"A1"}), 2), std::string("A3 A4"));
        QCOMPARE(best(plan, allBut(plan), 3), std::string("none"));
    }

    void wheelchairPlacesAreGivenOnWishOnly() {
        const auto plan = planOf({"wcss"});
        QCOMPARE(best(plan, allBut(plan), 3), std::string("none"));
        Preferences wishes;
        wishes.wheelchairs = 1;
        QCOMPARE(best(plan, allBut(plan), 1, wishes), std::string("A1"));
        QCOMPARE(best(plan, allBut(plan), 2, wishes), std::string("A1 A2"));
        QCOMPARE(best(plan, allBut(plan), 4, wishes), std::string("A1 A2 A3 A4"));
        QCOMPARE(best(plan, allBut(plan, {"A1"}), 2, wishes), std::string("none"));
    }

    void aWheelchairPartyStaysInOneRowWhenThatIsPossible() {
        const auto plan = planOf({"ssssss", "wcssss", "ssssss"});
        Preferences wishes;
        wishes.wheelchairs = 1;
        const auto choice = bestAvailable(plan, allBut(plan), 4, wishes);
        QVERIFY(choice && choice->together);
        QCOMPARE(namesOf(plan, choice->seats), std::string("B1 B2 B3 B4"));
    }

    void anAreaAskedForIsKept() {
        const auto plan = planOf({"ssssss", "ssssss", "pppppp"});
        Preferences wishes;
        wishes.area = AreaNo{1};
        QCOMPARE(best(plan, allBut(plan), 2, wishes), std::string("C3 C4"));
        QCOMPARE(best(plan, allBut(plan, {"C1", "C3"}), 5, wishes), std::string("none"));
    }

    void oneAreaGoesBeforeABetterPlace() {
        const auto plan = planOf({"ssspss"});
        const auto choice = bestAvailable(plan, allBut(plan), 2);
        QVERIFY(choice && choice->oneArea);
    }

    void restrictedViewIsOfferedLast() {
        const auto plan = planOf({"rrssss"});
        QCOMPARE(best(plan, allBut(plan, {"A3", "A4"}), 2), std::string("A5 A6"));
    }

    void alternativesShareNoSeat() {
        const auto plan = planOf({"ssssssss", "ssssssss"});
        const auto choices = bestChoices(plan, allBut(plan), 2, 4);
        QCOMPARE(choices.size(), std::size_t{4});
        std::set<SeatNo> seen;
        for (const SeatChoice& choice : choices)
            for (const SeatNo no : choice.seats)
                QVERIFY(seen.insert(no).second);
    }

    void theNoSingleSeatRuleNamesSeatAndReason_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("taken");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("single");
        QTest::addColumn<int>("reason");
        using Reason = SingleSeat::Reason;
        const auto add = [](const char* name, const char* row, const char* taken,
                            const char* chosen, const char* single, Reason reason) {
            QTest::newRow(name) << row << taken << chosen << single << static_cast<int>(reason);
        };
        add("aisle", "ssss", "", "A2 A3", "A1", Reason::BesideAisle);
        add("none", "ssss", "", "A1 A2", "", Reason::BesideAisle);
        add("taken", "sssss", "A1", "A3 A4 A5", "A2", Reason::BesideTaken);
        add("between", "sssss", "", "A1 A2 A4 A5", "A3", Reason::BetweenChosen);
        add("was single before", "sss s", "A1 A3", "A4", "", Reason::BesideAisle);
        add("beside wheelchairs", "wcss", "", "A4", "A3", Reason::BesideAisle);
        add("companion left", "wcss", "", "A3 A4", "", Reason::BesideAisle);
        add("half a sofa", "ssSS", "", "A3", "A4", Reason::SofaHalf);
        add("a whole sofa left", "ssSS", "", "A1 A2", "", Reason::BesideAisle);
        add("last seat of a run", "ss ss", "A1", "A2", "", Reason::BesideAisle);
    }
    void theNoSingleSeatRuleNamesSeatAndReason() {
        QFETCH(QString, row);
        QFETCH(QString, taken);
        QFETCH(QString, chosen);
        QFETCH(QString, single);
        QFETCH(int, reason);
        const std::string text = row.toStdString();
        const auto plan = planOf({text});
        const auto named = [&](const QString& names) {
            std::vector<SeatNo> seats;
            for (const QString& name : names.split(' ', Qt::SkipEmptyParts))
                seats.push_back(plan.findSeat(name.toStdString()).value());
            return seats;
        };
        OpenSeats open(plan.seatCount(), true);
        for (const SeatNo no : named(taken))
            open[no.value] = false;
        const auto found = leavesSingleSeat(plan, open, named(chosen));
        QCOMPARE(found ? QString::fromStdString(plan.seatName(found->seat)) : QString(), single);
        if (found)
            QCOMPARE(static_cast<int>(found->reason), reason);
    }

    void whateverIsOfferedIsOpenCompleteAndOfTheRightKind() {
        SeededRandom random(1);
        for (int round = 0; round < kRounds; ++round) {
            const RandomHouse house(random);
            const std::size_t count = 1 + random.below(7);
            const auto choice = bestAvailable(house.plan, house.open, count);
            if (!choice)
                continue;
            QCOMPARE(choice->seats.size(), count);
            QVERIFY(std::is_sorted(choice->seats.begin(), choice->seats.end()));
            QVERIFY(std::set(choice->seats.begin(), choice->seats.end()).size() == count);
            QVERIFY(house.keepsSofas(choice->seats));
            for (const SeatNo no : choice->seats)
                QVERIFY2(house.isOffered(no.value), qPrintable(QString::number(round)));
        }
    }

    void nothingIsRefusedThatCouldBeSeated() {
        SeededRandom random(2);
        for (int round = 0; round < kRounds; ++round) {
            const RandomHouse house(random);
            const std::size_t count = 1 + random.below(7);
            std::size_t chairs = 0;
            std::size_t halves = 0;
            for (std::size_t i = 0; i < house.open.size(); ++i)
                if (house.isOffered(i))
                    ++(house.plan.seats[i].kind == SeatKind::Sofa ? halves : chairs);
            const std::size_t onSofas = std::min(halves, count - count % 2);
            const bool possible = count - onSofas <= chairs;
            QCOMPARE(bestAvailable(house.plan, house.open, count).has_value(), possible);
        }
    }

    void togetherAndWithoutASingleSeatWheneverThatIsPossible() {
        SeededRandom random(3);
        int avoided = 0;
        for (int round = 0; round < kRounds; ++round) {
            const RandomHouse house(random);
            const std::size_t count = 1 + random.below(5);
            const auto ways = house.waysTogether(count);
            const auto choice = bestAvailable(house.plan, house.open, count);
            if (!choice)
                continue;
            QCOMPARE(choice->together, !ways.empty() || count == 1);
            const bool clean = std::any_of(ways.begin(), ways.end(), [&](const auto& way) {
                return !leavesSingleSeat(house.plan, house.open, way);
            });
            if (choice->together)
                QCOMPARE(choice->leavesSingle.has_value(), !clean);
            const auto single = leavesSingleSeat(house.plan, house.open, choice->seats);
            QCOMPARE(choice->leavesSingle.has_value(), single.has_value());
            avoided += clean && single == std::nullopt && ways.size() > 1;
        }
        QVERIFY(avoided > 100); // the rounds do meet the case
    }

    void theSameQuestionHasTheSameAnswer() {
        SeededRandom random(4);
        for (int round = 0; round < 500; ++round) {
            const RandomHouse house(random);
            const std::size_t count = 1 + random.below(6);
            QCOMPARE(bestAvailable(house.plan, house.open, count),
                     bestAvailable(house.plan, house.open, count));
        }
    }

    void wheelchairPartiesGetExactlyTheirSpaces() {
        SeededRandom random(5);
        int seated = 0;
        for (int round = 0; round < kRounds; ++round) {
            const RandomHouse house(random);
            Preferences wishes;
            wishes.wheelchairs = static_cast<std::uint8_t>(1 + random.below(2));
            const std::size_t count = wishes.wheelchairs + random.below(4);
            const auto choice = bestAvailable(house.plan, house.open, count, wishes);
            if (!choice)
                continue;
            ++seated;
            QCOMPARE(choice->seats.size(), count);
            std::size_t spaces = 0;
            for (const SeatNo no : choice->seats) {
                QVERIFY(house.open[no.value]);
                spaces += house.plan.seat(no).kind == SeatKind::Wheelchair;
            }
            QCOMPARE(spaces, std::size_t{wishes.wheelchairs});
            QVERIFY(house.keepsSofas(choice->seats));
        }
        QVERIFY(seated > 100);
    }

    void allotmentsAreBlocksThatLeaveNobodyAlone() {
        SeededRandom random(6);
        for (int round = 0; round < kRounds; ++round) {
            const RandomHouse house(random);
            const std::size_t count = random.below(12);
            const auto blocks =
                pairsForAllotment(house.plan, house.open, allAreas(house.plan, count));
            std::vector<SeatNo> all;
            for (const auto& block : blocks) {
                QVERIFY(block.size() >= 2 && block.size() <= 4);
                for (std::size_t i = 0; i < block.size(); ++i) {
                    QVERIFY(house.isOffered(block[i].value));
                    QVERIFY(i == 0 || areNeighbours(house.plan, block[i - 1], block[i]));
                    QCOMPARE(house.plan.seat(block[i]).area, house.plan.seat(block[0]).area);
                }
                all.insert(all.end(), block.begin(), block.end());
            }
            QVERIFY(all.size() <= count);
            QVERIFY(house.keepsSofas(all));
            QVERIFY(!leavesSingleSeat(house.plan, house.open, all));
        }
    }

    void anAllotmentHasAPairOfEveryArea() {
        const auto plan = planOf({"ssssss", "ssssss", "pppppp"});
        const auto blocks = pairsForAllotment(plan, allBut(plan), allAreas(plan, 8));
        std::set<AreaNo> areas;
        std::size_t seats = 0;
        for (const auto& block : blocks) {
            areas.insert(plan.seat(block[0]).area);
            seats += block.size();
        }
        QCOMPARE(areas.size(), std::size_t{2});
        QCOMPARE(seats, std::size_t{8});
    }

    void twentyThousandSeatsAreSearchedBetweenTwoFrames() {
        const std::string row(200, 's');
        const std::vector<std::string_view> rows(100, row);
        const auto plan = planOf(rows);
        SeededRandom random(7);
        OpenSeats open(plan.seatCount());
        for (std::size_t i = 0; i < open.size(); ++i)
            open[i] = random.chance(2);
        QBENCHMARK {
            QVERIFY(bestAvailable(plan, open, 4));
        }
    }
};

QTEST_APPLESS_MAIN(SeatChoiceTest)
#include "seat_choice_test.moc"
