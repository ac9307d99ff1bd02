// links: Foyer_SeatMap
#include "qml/Foyer/SeatMap/seat_index.h"
#include "tests/qml/support/plans.h"

#include <QTest>

using namespace foyer;

class SeatMapIndex : public QObject {
    Q_OBJECT

private slots:
    void findsEverySeatAtItsCentre() {
        const auto plan = test::curvedPlan(16, 20);
        const qml::SeatIndex index(plan);
        for (std::size_t i = 0; i < plan.seats.size(); ++i)
            QCOMPARE(index.seatAt(QPointF(plan.seats[i].at.x, plan.seats[i].at.y), 0),
                     static_cast<int>(i));
    }

    void knowsThatASeatIsTurned() {
        auto plan = test::straightPlan(1, 1);
        plan.seats[0].width = 1000;
        plan.seats[0].depth = 200;
        plan.seats[0].rotation = 90;
        const qml::SeatIndex index(plan);
        const QPointF centre(plan.seats[0].at.x, plan.seats[0].at.y);
        QCOMPARE(index.seatAt(centre + QPointF(0, 450), 0), 0);
        QCOMPARE(index.seatAt(centre + QPointF(450, 0), 0), -1);
    }

    void takesTheNearestSeatBetweenTwo() {
        const auto plan = test::straightPlan(1, 2);
        const qml::SeatIndex index(plan);
        const qreal gap = (plan.seats[0].at.x + plan.seats[1].at.x) / 2.0;
        QCOMPARE(index.seatAt(QPointF(gap - 5, plan.seats[0].at.y), 100), 0);
        QCOMPARE(index.seatAt(QPointF(gap + 5, plan.seats[0].at.y), 100), 1);
    }

    void findsNothingFarFromAllSeats() {
        const auto plan = test::straightPlan(3, 3);
        const qml::SeatIndex index(plan);
        QCOMPARE(index.seatAt(QPointF(-5000, -5000), 100), -1);
        QCOMPARE(index.seatAt(QPointF(1e7, 1e7), 100), -1);
    }

    void findsNothingInAnEmptyPlan() {
        const auto plan = test::emptyPlan();
        QCOMPARE(qml::SeatIndex(plan).seatAt(QPointF(0, 0), 1000), -1);
    }

    void looksAtFewSeatsOfMany() {
        const auto plan = test::straightPlan(200, 100);
        const qml::SeatIndex index(plan);
        int looked = 0;
        index.visitIn(QRectF(30000, 90000, 1, 1), [&](int) { ++looked; });
        QVERIFY2(looked > 0 && looked <= 30, qPrintable(QString::number(looked)));
    }

    void visitsEverySeatOnceInTheWholeArea() {
        const auto plan = test::curvedPlan(10, 30);
        const qml::SeatIndex index(plan);
        std::vector<int> visits(plan.seats.size(), 0);
        index.visitIn(QRectF(-1e5, -1e5, 3e5, 3e5),
                      [&](int seat) { ++visits[static_cast<std::size_t>(seat)]; });
        QCOMPARE(visits, std::vector<int>(plan.seats.size(), 1));
    }
};

QTEST_APPLESS_MAIN(SeatMapIndex)
#include "seat_map_index_test.moc"
