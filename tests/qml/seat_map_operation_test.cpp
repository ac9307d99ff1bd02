// links: Foyer_SeatMap
#include "tests/qml/support/map_window.h"

#include <QAccessible>
#include <QSignalSpy>

using namespace foyer;
using test::MapWindow;

class SeatMapOperation : public QObject {
    Q_OBJECT

private slots:
    void aTapNamesTheSeat() {
        MapWindow window(test::curvedPlan(12, 20));
        QVERIFY(window.show());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        for (const int seat : {0, 77, 239})
            QTest::mouseClick(&window.window(), Qt::LeftButton, {}, window.centreOf(seat));
        QCOMPARE(tapped.size(), 3);
        QCOMPARE(tapped[0][0].toInt(), 0);
        QCOMPARE(tapped[1][0].toInt(), 77);
        QCOMPARE(tapped[2][0].toInt(), 239);
    }

    void aTapOnTheFloorNamesNone() {
        MapWindow window(test::straightPlan(4, 4));
        QVERIFY(window.show());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        QTest::mouseClick(&window.window(), Qt::LeftButton, {}, QPoint(3, 590));
        QCOMPARE(tapped.size(), 0);
    }

    void aDragMovesTheMapAndTapsNothing() {
        MapWindow window(test::straightPlan(12, 20));
        window.map.setZoom(2);
        QVERIFY(window.show());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        const QPoint from = window.centreOf(130);
        QTest::mousePress(&window.window(), Qt::LeftButton, {}, from);
        QTest::mouseMove(&window.window(), from + QPoint(-30, 0));
        QTest::mouseMove(&window.window(), from + QPoint(-60, 0));
        QTest::mouseRelease(&window.window(), Qt::LeftButton, {}, from + QPoint(-60, 0));
        QCOMPARE(tapped.size(), 0);
        QCOMPARE(window.map.pan().x(), -60.0);
    }

    void hoveringDescribesTheSeat() {
        MapWindow window(test::kindsPlan());
        QVERIFY(window.show());
        QTest::mouseMove(&window.window(), window.centreOf(4));
        QTRY_COMPARE(window.map.hoveredSeat(), 4);
        QCOMPARE(window.map.hint(), "Row A seat 5, wheelchair space, Parkett, free");
    }

    void arrowsWalkAlongTheRowAndAcrossRows() {
        MapWindow window(test::straightPlan(5, 10));
        QVERIFY(window.show());
        window.map.setCursorSeat(23);
        const auto after = [&](Qt::Key key) {
            QTest::keyClick(&window.window(), key);
            return window.map.cursorSeat();
        };
        QCOMPARE(after(Qt::Key_Right), 24);
        QCOMPARE(after(Qt::Key_Left), 23);
        QCOMPARE(after(Qt::Key_Up), 13);
        QCOMPARE(after(Qt::Key_Down), 23);
        QCOMPARE(after(Qt::Key_Home), 20);
        QCOMPARE(after(Qt::Key_Left), 20);
        QCOMPARE(after(Qt::Key_End), 29);
        QCOMPARE(after(Qt::Key_Right), 29);
        QCOMPARE(after(Qt::Key_PageDown), 49);
        QCOMPARE(after(Qt::Key_Down), 49);
    }

    void theFirstArrowFindsTheMap() {
        MapWindow window(test::straightPlan(5, 10));
        QVERIFY(window.show());
        QTest::keyClick(&window.window(), Qt::Key_Down);
        QVERIFY(window.map.cursorSeat() >= 0);
    }

    void spaceAndEnterTapTheCursorsSeat() {
        MapWindow window(test::straightPlan(5, 10));
        QVERIFY(window.show());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        window.map.setCursorSeat(31);
        QTest::keyClick(&window.window(), Qt::Key_Space);
        QTest::keyClick(&window.window(), Qt::Key_Return);
        QCOMPARE(tapped.size(), 2);
        QCOMPARE(tapped[1][0].toInt(), 31);
    }

    void typingANameGoesThere() {
        MapWindow window(test::straightPlan(8, 14));
        QVERIFY(window.show());
        QTest::keyClick(&window.window(), Qt::Key_F, {}, 10);
        QTest::keyClick(&window.window(), Qt::Key_1, {}, 10);
        QCOMPARE(window.map.seatName(window.map.cursorSeat()), "F1");
        QTest::keyClick(&window.window(), Qt::Key_2, {}, 10);
        QCOMPARE(window.map.seatName(window.map.cursorSeat()), "F12");
        QTest::keyClick(&window.window(), Qt::Key_Escape);
        QCOMPARE(window.map.typed(), QString());
    }

    void theCursorIsKeptInSight() {
        MapWindow window(test::straightPlan(30, 30));
        window.map.setZoom(4);
        QVERIFY(window.show());
        window.map.setCursorSeat(0);
        QVERIFY(QRectF(0, 0, 800, 600).contains(window.map.cursorRect()));
        window.map.setCursorSeat(899);
        QVERIFY(QRectF(0, 0, 800, 600).contains(window.map.cursorRect()));
    }

    void theWheelZoomsWhereThePointerIs() {
        MapWindow window(test::straightPlan(30, 30));
        window.map.setZoom(2);
        QVERIFY(window.show());
        const QPointF before = window.map.seatRect(435).center();
        QWheelEvent wheel(before, window.map.mapToGlobal(before), {}, {0, 240}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&window.window(), &wheel);
        QVERIFY(window.map.zoom() > 2.4);
        const QPointF way = window.map.seatRect(435).center() - before;
        QVERIFY(std::abs(way.x()) <= 1.5 && std::abs(way.y()) <= 1.5);
    }

    void plusMinusAndControlNoughtZoom() {
        MapWindow window(test::straightPlan(30, 30));
        QVERIFY(window.show());
        QTest::keyClick(&window.window(), Qt::Key_Plus);
        QTest::keyClick(&window.window(), Qt::Key_Plus);
        const qreal zoomed = window.map.zoom();
        QVERIFY(zoomed > 1.5);
        QTest::keyClick(&window.window(), Qt::Key_Minus);
        QVERIFY(window.map.zoom() < zoomed);
        QTest::keyClick(&window.window(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(window.map.zoom(), 1.0);
    }

    void twoFingersZoom() {
        MapWindow window(test::straightPlan(30, 30));
        QVERIFY(window.show());
        auto* device = QTest::createTouchDevice();
        QTest::touchEvent(&window.window(), device).press(0, {350, 300}).press(1, {450, 300});
        QTest::touchEvent(&window.window(), device).move(0, {300, 300}).move(1, {500, 300});
        QTest::touchEvent(&window.window(), device).release(0, {300, 300}).release(1, {500, 300});
        QVERIFY2(window.map.zoom() > 1.5, qPrintable(QString::number(window.map.zoom())));
    }

    void aSecondFingerThatComesLaterZoomsToo() {
        MapWindow window(test::straightPlan(30, 30));
        QVERIFY(window.show());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        auto* device = QTest::createTouchDevice();
        QTest::touchEvent(&window.window(), device).press(0, {350, 300});
        QTest::touchEvent(&window.window(), device).stationary(0).press(1, {450, 300});
        QTest::touchEvent(&window.window(), device).move(0, {300, 300}).move(1, {500, 300});
        QTest::touchEvent(&window.window(), device).release(0, {300, 300}).stationary(1);
        QTest::touchEvent(&window.window(), device).release(1, {500, 300});
        QVERIFY2(window.map.zoom() > 1.5, qPrintable(QString::number(window.map.zoom())));
        QCOMPARE(tapped.size(), 0);
    }

    void oneFingerTapsAndDrags() {
        MapWindow window(test::straightPlan(12, 20));
        window.map.setZoom(2);
        QVERIFY(window.show());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        auto* device = QTest::createTouchDevice();
        const QPoint at = window.centreOf(130);
        QTest::touchEvent(&window.window(), device).press(0, at);
        QTest::touchEvent(&window.window(), device).release(0, at);
        QCOMPARE(tapped.size(), 1);
        QCOMPARE(tapped[0][0].toInt(), 130);
        const QPointF before = window.map.pan();
        QTest::touchEvent(&window.window(), device).press(0, at);
        QTest::touchEvent(&window.window(), device).move(0, at - QPoint(20, 0));
        QTest::touchEvent(&window.window(), device).move(0, at - QPoint(40, 0));
        QTest::touchEvent(&window.window(), device).release(0, at - QPoint(40, 0));
        QCOMPARE(tapped.size(), 1);
        QVERIFY(window.map.pan().x() < before.x() - 20);
    }

    void aNewPlanForgetsTheOldOne() {
        MapWindow window(test::straightPlan(5, 10));
        window.map.setSelection({1, 2});
        window.map.setCursorSeat(3);
        window.map.setPlan({test::shared(test::straightPlan(2, 2))});
        QVERIFY(window.map.selection().isEmpty());
        QCOMPARE(window.map.cursorSeat(), -1);
        QCOMPARE(window.map.look(0), qml::SeatLook::Blocked);
    }

    void ignoresSeatsItDoesNotHave() {
        MapWindow window(test::straightPlan(2, 2));
        window.map.setSelection({-1, 4, 900});
        window.map.setMine({77});
        window.map.setSeatState(4, QStringLiteral("s"));
        window.map.setCursorSeat(4);
        QCOMPARE(window.map.cursorSeat(), -1);
        QCOMPARE(window.map.seatDescription(9), QString());
    }

    void isReadAloudSeatBySeat() {
        MapWindow window(test::kindsPlan());
        window.map.setSeatState(0, QStringLiteral("s"));
        window.map.setSelection({3});
        QVERIFY(window.show());
        auto* list = QAccessible::queryAccessibleInterface(&window.map);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 7);
        auto* sold = list->child(0);
        QCOMPARE(sold->text(QAccessible::Name), "Row A seat 1, Parkett, sold");
        QVERIFY(sold->state().disabled);
        QCOMPARE(list->child(4)->text(QAccessible::Name),
                 "Row A seat 5, wheelchair space, Parkett, free");
        QVERIFY(list->child(3)->state().selected);
        QCOMPARE(list->indexOfChild(list->child(3)), 3);
    }

    void aScreenReaderCanTapASeat() {
        MapWindow window(test::kindsPlan());
        QSignalSpy tapped(&window.map, &qml::SeatMap::seatTapped);
        auto* seat = QAccessible::queryAccessibleInterface(&window.map)->child(2);
        QVERIFY(seat && seat->actionInterface());
        seat->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(tapped.size(), 1);
        QCOMPARE(tapped[0][0].toInt(), 2);
    }
};

QTEST_MAIN(SeatMapOperation)
#include "seat_map_operation_test.moc"
