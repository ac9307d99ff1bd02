// links: shared_domain unit_plans

#include "shared/domain/plan_geometry.h"
#include "shared/domain/plan_lint.h"
#include "tests/unit/plan_fixture.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::domain;

namespace {

/// "error seat A2: overlaps A3 by 80 mm" for each finding, one per line.
QString linted(const SeatingPlan& plan) {
    QStringList lines;
    for (const PlanFinding& finding : lintPlan(plan))
        lines += QString::fromStdString(
            std::string(finding.severity == Severity::Error ? "error " : "warning ") +
            nameOf(plan, finding.subject) + ": " + finding.text);
    return lines.join('\n');
}

Seat& named(SeatingPlan& plan, std::string_view name) {
    return plan.seats.at(plan.findSeat(name).value().value);
}

} // namespace

class PlanLintTest : public QObject {
    Q_OBJECT

private slots:
    void aCarefulPlanHasNoFindings() {
        QCOMPARE(linted(planOf({"ssss ssss", "wcss ssrr", "SSSS pppp"})), QString());
    }

    void anEmptyPlanIsNotLookedAtFurther() {
        QCOMPARE(linted({}), QString("error plan: there is no seat in it\n"
                                     "error plan: there is no price area in it"));
    }

    void moreThan65000SeatsAreTooMany() {
        auto plan = planOf({"s"});
        plan.seats.resize(kMaxSeats + 1, plan.seats[0]);
        QCOMPARE(linted(plan), QString("error plan: 65001 seats; the limit is 65,000"));
    }

    void referencesThatLeadNowhereAreErrors() {
        auto plan = planOf({"ss"});
        plan.seats[1].area = AreaNo{9};
        QCOMPARE(linted(plan), QString("error plan: a seat lies in an area that does not exist"));
    }

    void moreTextThanATerminalTakesIsAnError() {
        auto plan = planOf({"ss"});
        plan.areas[0].key.assign(kLongestAreaKey + 1, 'k');
        plan.entrances[0].label.assign(kLongestPlanName + 1, 'e');
        plan.seats[1].label.assign(kLongestPlanLabel, '2');
        QCOMPARE(linted(plan), "error entrance 1: has a text of 201 bytes; the limit is 200\n"
                               "error area " +
                                   QString(101, 'k') +
                                   ": has a text of 101 bytes; the limit is 100");
    }

    void moreDrawingsThanATerminalTakesAreTooMany() {
        auto plan = planOf({"ss"});
        plan.decorations.resize(kMaxDecorations + 1);
        QCOMPARE(linted(plan),
                 QString("error plan: the limit is 1,000 entrances and 10,000 drawings"));
    }

    void twoSeatsOfOneNameAreAnError() {
        auto plan = planOf({"ssss", "ssss"});
        named(plan, "B3").label = "2";
        QCOMPARE(linted(plan), QString("error seat B2: has the same name as seat 2 of row B"));
    }

    void namesThatReadAlikeAcrossRowsAreAnError() {
        auto plan = planOf({"ss", "ss"});
        plan.rows[1].label = "A1";
        plan.seats[1].label = "12";
        plan.seats[3].label = "2";
        QCOMPARE(linted(plan), QString("error seat A12: has the same name as seat 12 of row A"));
    }

    void twoRowsOfOneNameAreAnError() {
        auto plan = planOf({"s", "s"});
        plan.rows[1].label = "a ";
        plan.seats[1].label = "2";
        QCOMPARE(linted(plan), QString("error row a : another row has this label"));
    }

    void aRowWithoutSeatsIsAnError() {
        auto plan = planOf({"ss"});
        plan.rows.push_back({"B", false});
        QCOMPARE(linted(plan), QString("error row B: has no seats"));
    }

    void overlappingSeatsAreToldWithTheirMeasure() {
        auto plan = planOf({"ssss"});
        named(plan, "A2").at.x += 130;
        QCOMPARE(linted(plan), QString("error seat A2: overlaps A3 by 80 mm"));
    }

    void turnedSeatsOverlapOnlyWhereTheirRectanglesDo() {
        auto plan = planOf({"ss"});
        named(plan, "A1").rotation = 4;
        QVERIFY(overlapOf(plan.seats[0], plan.seats[1]) < 15);
        QCOMPARE(linted(plan), QString());
        named(plan, "A1").rotation = 30;
        QVERIFY(linted(plan).startsWith("error seat A1: overlaps A2 by "));
    }

    void diagonalNeighboursDoNotOverlapThoughTheirBoundsDo() {
        Seat a;
        Seat b;
        a.rotation = b.rotation = 45;
        b.at = {600, 600};
        QVERIFY(overlapOf(a, b) < 0);
        b.at = {300, 300};
        QVERIFY(overlapOf(a, b) > 0);
    }

    void aSeatOutsideIsToldHowFar() {
        auto plan = planOf({"sss"});
        plan.size.x = named(plan, "A3").at.x + 200;
        plan.pictureWidth = 1'000;
        QCOMPARE(linted(plan), QString("error seat A3: reaches 75 mm outside the plan's size"));
    }

    void nobodySitsInThePicture() {
        auto plan = planOf({"s"});
        plan.seats[0].at.y = 350;
        QCOMPARE(linted(plan), QString("error seat A1: stands in the picture"));
    }

    void aPictureMustFitItsSide() {
        auto plan = planOf({"s"});
        plan.pictureWidth = plan.size.x + 1;
        QVERIFY(linted(plan).startsWith("error picture: a width of 4,601 mm does not fit"));
    }

    void aSofaHalfNeedsItsOtherHalfBesideIt() {
        auto plan = planOf({"SSSS"});
        plan.seats[0].partner.reset();
        QCOMPARE(linted(plan),
                 QString("error seat A1: is half a sofa without partner\n"
                         "error seat A2: its partner A1 is not the other half of this sofa"));
        plan = planOf({"SS SS"});
        plan.seats[0].partner = SeatNo{3};
        plan.seats[3].partner = SeatNo{0};
        plan.seats[1].partner = SeatNo{2};
        plan.seats[2].partner = SeatNo{1};
        QCOMPARE(linted(plan).count("is not the seat beside it"), 4);
    }

    void aCompanionNeedsItsWheelchairSpace() {
        auto plan = planOf({"wcss"});
        plan.seats[0].kind = SeatKind::Standard;
        QCOMPARE(linted(plan),
                 QString("error seat A1: names a partner, but its kind has none\n"
                         "error seat A2: is a companion's seat without its wheelchair space"));
    }

    void aWheelchairSpaceWithoutCompanionIsAWarning() {
        const auto plan = planOf({"wsss"});
        QCOMPARE(linted(plan),
                 QString("warning seat A1: is a wheelchair space without a companion's seat"));
        QVERIFY(!hasErrors(lintPlan(plan)));
    }

    void aCompanionFarAwayIsAWarning() {
        auto plan = planOf({"wsssssc"});
        plan.seats[0].partner = SeatNo{6};
        plan.seats[6].partner = SeatNo{0};
        QCOMPARE(linted(plan),
                 QString("warning seat A7: is 3,600 mm away from its wheelchair space A1"));
    }

    void withoutAnEntranceNothingIsSold() {
        auto plan = planOf({"ss"});
        plan.entrances[0].emergency = true;
        QCOMPARE(linted(plan),
                 QString("error plan: there is no entrance (emergency exits do not count)"));
    }

    void seatsBehindAWallCannotBeReached() {
        auto plan = planOf({"sss", "sss"});
        const std::int32_t y = 4'550;
        plan.seats[3].at.y = plan.seats[4].at.y = plan.seats[5].at.y = 5'600;
        plan.decorations.push_back(
            {Decoration::Kind::Wall, {{0, y}, {plan.size.x, y}}, "a wall across the house"});
        QCOMPARE(linted(plan), QString("error seat B1: cannot be reached: no way of 300 mm leads "
                                       "to it from an entrance (the same for the seats up to B3)"));
    }

    void aDoorOpensTheWall() {
        auto plan = planOf({"sss", "sss"});
        const std::int32_t y = 4'550;
        plan.seats[3].at.y = plan.seats[4].at.y = plan.seats[5].at.y = 5'600;
        plan.decorations.push_back({Decoration::Kind::Wall, {{0, y}, {plan.size.x, y}}, ""});
        plan.entrances.push_back({"Door", {900, y}, true});
        QCOMPARE(linted(plan), QString());
    }

    void rowsWithNoSpaceBetweenThemHideTheirMiddleSeats() {
        auto plan = planOf({"sssssss", "sssssss", "sssssss"});
        for (Seat& seat : plan.seats)
            seat.at.y = 4'000 + seat.row * 700;
        QCOMPARE(linted(plan), QString("error seat B2: cannot be reached: no way of 300 mm leads "
                                       "to it from an entrance (the same for the seats up to B6)"));
    }

    void aWheelchairNeedsAWiderWay() {
        auto plan = planOf({"ssss", "swcs", "ssss"});
        QCOMPARE(linted(plan), QString("error seat B2: no way of 800 mm leads to this wheelchair "
                                       "space from an entrance"));
    }

    void listsThatRunTheWrongWayAreWarnings() {
        auto plan = planOf({"ss", "ss"});
        std::swap(plan.seats[0].at, plan.seats[1].at);
        QCOMPARE(linted(plan), QString("warning seat A2: lies left of A1; seats are listed from "
                                       "left to right"));
        plan = planOf({"ss", "ss"});
        for (Seat& seat : plan.seats)
            seat.at.y = seat.row == 0 ? 5'100 : 4'000;
        QCOMPARE(linted(plan), QString("warning row B: lies nearer to the picture than row A; rows "
                                       "are listed from the picture to the back"));
    }

    void anAisleNobodyToldOfIsAWarning() {
        auto plan = planOf({"ss  ss"});
        linkNeighbours(plan, std::vector<bool>(plan.seatCount()));
        QCOMPARE(linted(plan), QString("warning seat A3: is 1,250 mm away from A2; if an aisle "
                                       "lies between, say gapAfter"));
    }

    void areasAreCheckedByKeyColourAndUse() {
        auto plan = planOf({"s"});
        plan.areas.push_back({"parkett", "Loge", "red", 2});
        QCOMPARE(linted(plan), QString("error area parkett: \"red\" is not a colour like #3a7bd5\n"
                                       "error area parkett: another area has this key\n"
                                       "warning area parkett: no seat lies in it"));
    }

    void sixtyFiveThousandSeatsInOnePlaceAreToldInTime() {
        auto plan = planOf({"s"});
        const Seat seat = plan.seats[0];
        for (std::size_t i = 1; i < kMaxSeats; ++i) {
            plan.seats.push_back(seat);
            plan.seats.back().label = std::to_string(i + 1);
        }
        const auto findings = lintPlan(plan);
        QVERIFY(findings.size() > kMaxSeats);
        QVERIFY(findings.size() < 5 * kMaxSeats);
    }

    void aPictureOnAnotherSideIsTurnedToTheTop() {
        for (const Side side : {Side::Top, Side::Right, Side::Bottom, Side::Left}) {
            SeatingPlan plan;
            plan.size = {10'000, 20'000};
            Seat seat; // 1,000 mm from the picture and 3,000 mm from its left end, facing it
            switch (side) {
            case Side::Top:
                seat.at = {3'000, 1'000};
                break;
            case Side::Right:
                seat.at = {9'000, 3'000};
                seat.rotation = 90;
                break;
            case Side::Bottom:
                seat.at = {7'000, 19'000};
                seat.rotation = 180;
                break;
            case Side::Left:
                seat.at = {1'000, 17'000};
                seat.rotation = -90;
                break;
            }
            plan.seats = {seat};
            turnPictureToTop(plan, side);
            QCOMPARE(plan.seats[0].at, (Point{3'000, 1'000}));
            QCOMPARE(plan.seats[0].rotation, std::int16_t{0});
            const bool across = side == Side::Right || side == Side::Left;
            QCOMPARE(plan.size, (across ? Point{20'000, 10'000} : Point{10'000, 20'000}));
        }
    }
};

QTEST_APPLESS_MAIN(PlanLintTest)
#include "plan_lint_test.moc"
