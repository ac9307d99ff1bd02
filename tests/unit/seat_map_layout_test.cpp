// links: Foyer_SeatMap
#include "qml/Foyer/SeatMap/plan_layout.h"
#include "qml/Foyer/SeatMap/seat_look.h"
#include "tests/qml/support/plans.h"

#include <QTest>

using namespace foyer;
using qml::SeatLook;
using qml::SeatShape;

class SeatMapLayout : public QObject {
    Q_OBJECT

private slots:
    void sharesOneShapeAmongLikeSeats() {
        const qml::PlanLayout layout(test::shared(test::straightPlan(20, 20)));
        QCOMPARE(layout.shapes().size(), std::size_t{1});
    }

    void joinsTheHalvesOfASofaInTheMiddle() {
        const qml::PlanLayout layout(test::shared(test::kindsPlan()));
        const auto& left = layout.shapes()[layout.shapeOf(2)];
        const auto& right = layout.shapes()[layout.shapeOf(3)];
        QCOMPARE(left.join, SeatShape::Join::Right);
        QCOMPARE(right.join, SeatShape::Join::Left);
        QCOMPARE(left.width / 2 + left.reach, 300.0);
    }

    void joinsASofaThatIsTurnedRound() {
        auto plan = test::kindsPlan();
        plan.seats[2].rotation = plan.seats[3].rotation = 180;
        const qml::PlanLayout layout(test::shared(std::move(plan)));
        QCOMPARE(layout.shapes()[layout.shapeOf(2)].join, SeatShape::Join::Left);
    }

    void hasALabelAtBothEndsOfEachRow() {
        const qml::PlanLayout layout(test::shared(test::curvedPlan(7, 12)));
        QCOMPARE(layout.rowLabels().size(), std::size_t{14});
        for (std::size_t i = 0; i < 14; i += 2) {
            QCOMPARE(layout.rowLabels()[i].row, i / 2);
            QVERIFY(layout.rowLabels()[i + 1].at.x() - layout.rowLabels()[i].at.x() > 12 * 550);
        }
    }

    void writesNoLabelUponAnother() {
        auto plan = test::straightPlan(2, 4);
        for (std::size_t i = 4; i < 8; ++i)
            plan.seats[i].at = {plan.seats[i].at.x, plan.seats[0].at.y + 200};
        QCOMPARE(qml::PlanLayout(test::shared(plan)).rowLabels().size(), std::size_t{2});
    }

    void drawsThePictureNearTheFirstRowHoweverDeepTheStage() {
        auto plan = test::straightPlan(5, 10);
        for (auto& seat : plan.seats)
            seat.at.y += 30000;
        const qml::PlanLayout layout(test::shared(std::move(plan)));
        QVERIFY(layout.seatBounds().top() - layout.picture().bottom() <= 2001);
        QVERIFY(layout.bounds().contains(layout.picture()));
    }

    void drawsAStraightRowAsOneLine() {
        const qml::PlanLayout layout(test::shared(test::straightPlan(3, 50)));
        QCOMPARE(layout.bands().size(), std::size_t{3});
        QCOMPARE(layout.bands()[0].line.size(), std::size_t{2});
    }

    void offersNothingThatIsNotUnderstood() {
        QCOMPARE(qml::lookOf('?', false, false), SeatLook::Blocked);
        QCOMPARE(qml::lookOf('?', true, false), SeatLook::Blocked);
    }

    void looksTheStateUnlessSelectedOrMine() {
        QCOMPARE(qml::lookOf('f', false, false), SeatLook::Free);
        QCOMPARE(qml::lookOf('h', false, false), SeatLook::Held);
        QCOMPARE(qml::lookOf('a', false, false), SeatLook::Allotted);
        QCOMPARE(qml::lookOf('s', false, false), SeatLook::Sold);
        QCOMPARE(qml::lookOf('b', false, false), SeatLook::Blocked);
        QCOMPARE(qml::lookOf('a', true, false), SeatLook::Mine);
        QCOMPARE(qml::lookOf('f', true, false), SeatLook::Mine);
        QCOMPARE(qml::lookOf('s', true, false), SeatLook::Sold);
        QCOMPARE(qml::lookOf('a', true, true), SeatLook::Selected);
    }
};

QTEST_APPLESS_MAIN(SeatMapLayout)
#include "seat_map_layout_test.moc"
