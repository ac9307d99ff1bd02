// links: Foyer_SeatMap
#include "qml/Foyer/SeatMap/map_camera.h"

#include <QTest>

using foyer::qml::MapCamera;

namespace {

MapCamera cameraOn(QRectF bounds, QSizeF size = {800, 600}, qreal ratio = 1) {
    MapCamera camera;
    camera.setSize(size, ratio);
    camera.setBounds(bounds);
    return camera;
}

constexpr QRectF kHall(0, 0, 20000, 18000);

} // namespace

class SeatMapCamera : public QObject {
    Q_OBJECT

private slots:
    void showsTheWholePlanAtZoomOne() {
        const auto camera = cameraOn(kHall);
        const QRectF item(0, 0, 800, 600);
        QVERIFY(item.contains(camera.toItem(kHall.topLeft())));
        QVERIFY(item.contains(camera.toItem(kHall.bottomRight())));
        QVERIFY(camera.seen().width() >= kHall.width() - 1);
    }

    void doesNotBlowUpASmallRoom() {
        const auto camera = cameraOn(QRectF(0, 0, 2000, 2000));
        QVERIFY(550 * camera.scale() <= 50);
        QCOMPARE(camera.toItem(QPointF(1000, 1000)).toPoint(), QPoint(400, 300));
    }

    void keepsWhatLiesUnderTheFingerWhenZooming() {
        auto camera = cameraOn(kHall);
        const QPointF finger(300, 250);
        const QPointF before = camera.toPlan(finger);
        QVERIFY(camera.zoomAround(2.5, finger));
        const QPointF after = camera.toItem(before);
        QVERIFY(std::abs(after.x() - finger.x()) <= 1 && std::abs(after.y() - finger.y()) <= 1);
    }

    void neverZoomsOutOfTheRoom() {
        auto camera = cameraOn(kHall);
        camera.zoomAround(0.01, {0, 0});
        QCOMPARE(camera.zoom(), 1.0);
        camera.zoomAround(1000, {0, 0});
        QCOMPARE(camera.zoom(), camera.maximumZoom());
    }

    void neverPushesThePlanOutOfSight() {
        auto camera = cameraOn(kHall);
        QVERIFY(!camera.setPan({500, 500}));
        camera.setZoom(3);
        camera.setPan({1e6, 1e6});
        const QPointF corner = camera.toItem(kHall.topLeft());
        QVERIFY2(corner.x() <= 13 && corner.y() <= 13,
                 qPrintable(QStringLiteral("%1 %2").arg(corner.x()).arg(corner.y())));
    }

    void revealsAPlaceWithTheLeastMovement() {
        auto camera = cameraOn(kHall);
        camera.setZoom(4);
        QVERIFY(!camera.reveal(QRectF(9900, 8900, 200, 200)));
        QVERIFY(camera.reveal(QRectF(0, 0, 500, 500)));
        QVERIFY(camera.seen().contains(QRectF(10, 10, 480, 480)));
    }

    void liesOnWholeDevicePixels() {
        auto camera = cameraOn(kHall, {801, 601}, 1.5);
        camera.zoomAround(1.37, {123.4, 77.7});
        const auto offset = camera.view().offset;
        QCOMPARE(offset, QPointF(offset.toPoint()));
    }
};

QTEST_APPLESS_MAIN(SeatMapCamera)
#include "seat_map_camera_test.moc"
