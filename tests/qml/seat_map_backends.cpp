// links: Foyer_SeatMap
#include "tests/qml/support/map_window.h"

#include <QSGRendererInterface>

using namespace foyer;
using test::MapWindow;

namespace {

constexpr int kTolerance = 6;     // of 255, in each channel
constexpr double kShare = 0.0005; // of all pixels that may differ by more

QString someStates(int count) {
    QString states(count, u'f');
    for (int i = 0; i < count; ++i)
        states[i] = QLatin1Char("ffhasbfs"[i * 7 % 8]);
    return states;
}

} // namespace

/// Needs a GPU or its imitation: run by with_xvfb.sh.
class SeatMapBackEnds : public QObject {
    Q_OBJECT

private:
    static void arrange(MapWindow& window, qml::SeatMap::BackEnd backEnd, qreal zoom) {
        window.map.setBackEnd(backEnd);
        window.map.setStates(someStates(window.map.seatCount()));
        window.map.setMine({1, 2, 3, 40, 41});
        window.map.setSelection({50, 51});
        window.map.setZoom(zoom);
        window.map.reveal(50);
    }

private slots:
    void thisWindowIsDrawnByAGpu() {
        MapWindow window(test::straightPlan(2, 2));
        QVERIFY(window.show());
        QVERIFY(window.window().rendererInterface()->graphicsApi() !=
                QSGRendererInterface::Software);
    }

    void bothShowTheSamePixels_data() {
        QTest::addColumn<qreal>("zoom");
        QTest::newRow("whole") << 1.0;
        QTest::newRow("half") << 2.0;
        QTest::newRow("close") << 3.6;
    }
    void bothShowTheSamePixels() {
        QFETCH(qreal, zoom);
        MapWindow image(test::curvedPlan(15, 20)), geometry(test::curvedPlan(15, 20));
        arrange(image, qml::SeatMap::BackEnd::Image, zoom);
        arrange(geometry, qml::SeatMap::BackEnd::Geometry, zoom);
        QVERIFY(image.show() && geometry.show());
        compare(image, geometry);
    }

    void bothFollowASeatThatChanges() {
        MapWindow image(test::curvedPlan(15, 20)), geometry(test::curvedPlan(15, 20));
        arrange(image, qml::SeatMap::BackEnd::Image, 2);
        arrange(geometry, qml::SeatMap::BackEnd::Geometry, 2);
        QVERIFY(image.show() && geometry.show());
        image.picture();
        const QImage before = geometry.picture();
        for (const int seat : {50, 51, 52, 70, 71}) {
            image.map.setSeatState(seat, QStringLiteral("b"));
            geometry.map.setSeatState(seat, QStringLiteral("b"));
        }
        image.map.setSelection({60, 61, 62});
        geometry.map.setSelection({60, 61, 62});
        QVERIFY(!test::difference(before, geometry.picture(), kTolerance).where.isEmpty());
        compare(image, geometry);
    }

    void bothShowTwentyThousandSeats() {
        MapWindow image(test::straightPlan(125, 160), {1200, 1000});
        MapWindow geometry(test::straightPlan(125, 160), {1200, 1000});
        arrange(image, qml::SeatMap::BackEnd::Image, 1);
        arrange(geometry, qml::SeatMap::BackEnd::Geometry, 1);
        QVERIFY(image.show() && geometry.show());
        compare(image, geometry);
    }

private:
    static void compare(MapWindow& image, MapWindow& geometry) {
        const QImage painted = image.picture(), drawn = geometry.picture();
        const auto seats = image.map.colors()->free;
        QVERIFY2(test::shareOf(drawn, seats, 40) > 0.001, "the geometry back end draws no seats");
        const auto apart = test::difference(painted, drawn, kTolerance);
        if (apart.share > kShare) {
            painted.save(QStringLiteral("back-end-image.png"));
            drawn.save(QStringLiteral("back-end-geometry.png"));
        }
        QVERIFY2(apart.share <= kShare,
                 qPrintable(QStringLiteral("%1 of the pixels differ").arg(apart.share)));
    }
};

QTEST_MAIN(SeatMapBackEnds)
#include "seat_map_backends.moc"
