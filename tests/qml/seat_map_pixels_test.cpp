// links: Foyer_SeatMap
#include "tests/qml/support/map_window.h"

using namespace foyer;
using test::MapWindow;

namespace {

constexpr const char* kLetters = "fhasb";

/// All colours of seats become one, so that only shapes are left to tell states apart.
void makeColourBlind(qml::SeatMap& map) {
    auto* colors = map.colors();
    for (const char* name : {"free", "mine", "selected", "held", "allotted", "sold", "blocked"})
        colors->setProperty(name, QColor(0xB0, 0xB0, 0xB0));
}

/// The seven looks on the first seven seats of a row.
void showAllLooks(qml::SeatMap& map) {
    map.setStates(QStringLiteral("fffhasb") + QString(map.seatCount() - 7, u'f'));
    map.setMine({1});
    map.setSelection({2});
}

} // namespace

class SeatMapPixels : public QObject {
    Q_OBJECT

private slots:
    void drawsEachStateInItsColour() {
        MapWindow window(test::straightPlan(1, 9), {900, 500});
        showAllLooks(window.map);
        QVERIFY(window.show());
        const auto* colors = window.map.colors();
        const auto share = [&](int seat, QColor color) {
            return test::shareOf(window.pictureOf(seat), color);
        };
        QVERIFY(share(0, colors->free) > 0.08);
        QVERIFY(share(1, colors->mine) > 0.08);
        QVERIFY(share(2, colors->selected) > 0.45);
        QVERIFY(share(3, colors->held) > 0.15);
        QVERIFY(share(4, colors->allotted) > 0.02);
        QVERIFY(share(5, colors->sold) > 0.45);
        QVERIFY(share(6, colors->blocked) > 0.05);
        QVERIFY(share(6, colors->free) < 0.01);
    }

    void tellsStatesApartByShapeAlone_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("large") << 1100;
        QTest::newRow("small") << 190;
    }
    void tellsStatesApartByShapeAlone() {
        QFETCH(int, width);
        MapWindow window(test::straightPlan(1, 9), {width, 500});
        makeColourBlind(window.map);
        showAllLooks(window.map);
        window.map.setWordsShown(false);
        QVERIFY(window.show());
        for (int a = 0; a < 7; ++a)
            for (int b = a + 1; b < 7; ++b) {
                const auto size = window.pictureOf(a).size().boundedTo(window.pictureOf(b).size());
                const auto apart =
                    test::difference(window.pictureOf(a).copy(QRect(QPoint(), size)),
                                     window.pictureOf(b).copy(QRect(QPoint(), size)), 40);
                QVERIFY2(apart.share > 0.02,
                         qPrintable(
                             QStringLiteral("looks %1 and %2: %3").arg(a).arg(b).arg(apart.share)));
            }
    }

    void tellsKindsApartByShapeAlone() {
        MapWindow window(test::kindsPlan(), {1100, 500});
        QVERIFY(window.show());
        for (int a = 0; a < 7; ++a)
            for (int b = a + 1; b < 7; ++b)
                QVERIFY2(test::difference(window.pictureOf(a), window.pictureOf(b), 40).share >
                             0.02,
                         qPrintable(QStringLiteral("kinds %1 and %2").arg(a).arg(b)));
    }

    void joinsTheHalvesOfASofa() {
        MapWindow window(test::kindsPlan(), {1100, 500});
        window.map.setSelection({2, 3});
        QVERIFY(window.show());
        const QPoint seam = (window.centreOf(2) + window.centreOf(3)) / 2;
        const auto filled = window.map.colors()->selected;
        QVERIFY(test::distance(window.picture().pixel(seam), filled.rgb()) < 60);
    }

    void changesOnlyTheSeatThatChanged() {
        for (const char* letter = kLetters; *letter; ++letter) {
            MapWindow window(test::curvedPlan(12, 20));
            window.map.setStates(QString(window.map.seatCount(), u'f'));
            QVERIFY(window.show());
            const QImage before = window.picture();
            window.map.setSeatState(77, QString(QLatin1Char(*letter)));
            const auto apart = test::difference(before, window.picture(), 0);
            if (*letter == 'f') {
                QCOMPARE(apart.where, QRect());
                continue;
            }
            QVERIFY2(!apart.where.isEmpty(), letter);
            QVERIFY2(window.around(77).adjusted(-4, -4, 4, 4).contains(apart.where), letter);
        }
    }

    void looksTheSameWhetherDrawnAtOnceOrSeatBySeat() {
        MapWindow gradual(test::curvedPlan(10, 16)), atOnce(test::curvedPlan(10, 16));
        QVERIFY(gradual.show());
        gradual.picture();
        QString states(gradual.map.seatCount(), u'f');
        for (int seat = 0; seat < states.size(); seat += 3) {
            states[seat] = QLatin1Char(kLetters[seat % 5]);
            gradual.map.setSeatState(seat, QString(states[seat]));
            if (seat % 30 == 0)
                gradual.picture();
        }
        atOnce.map.setStates(states);
        QVERIFY(atOnce.show());
        QCOMPARE(test::difference(gradual.picture(), atOnce.picture(), 0).where, QRect());
    }

    void looksTheSameAfterGoingAwayAndComingBack() {
        MapWindow window(test::curvedPlan(10, 16));
        QVERIFY(window.show());
        const QImage before = window.picture();
        window.map.zoomAround(3, {100, 100});
        window.map.setPan({50, 20});
        QVERIFY(test::difference(before, window.picture(), 10).share > 0.05);
        window.map.fitToView();
        QCOMPARE(test::difference(before, window.picture(), 0).where, QRect());
    }

    void showsNumbersOnlyWhenTheyCanBeRead() {
        MapWindow window(test::straightPlan(30, 30));
        QVERIFY(window.show());
        const auto inkIn = [&](int seat) {
            return test::shareOf(window.pictureOf(seat), window.map.colors()->text, 40);
        };
        QCOMPARE(inkIn(465), 0.0);
        window.map.setZoom(window.map.maximumZoom());
        window.map.reveal(465);
        QVERIFY(inkIn(465) > 0.01);
    }

    void labelsRowsOnBothSides() {
        MapWindow window(test::straightPlan(6, 10));
        QVERIFY(window.show());
        const QRect first = window.around(20), last = window.around(29);
        const QImage picture = window.picture();
        const auto ink = window.map.colors()->textMuted;
        QVERIFY(test::shareOf(picture.copy(first.translated(-first.width() - 8, 0)), ink, 60) > 0);
        QVERIFY(test::shareOf(picture.copy(last.translated(last.width() + 8, 0)), ink, 60) > 0);
    }

    void showsThePictureAboveTheFirstRow() {
        MapWindow window(test::straightPlan(6, 10));
        QVERIFY(window.show());
        const QRect above(0, 0, 800, window.around(0).top());
        QVERIFY(test::shareOf(window.picture().copy(above), window.map.colors()->picture, 60) >
                0.002);
    }

    void showsABlankGroundWithoutAPlan() {
        MapWindow window(test::straightPlan(2, 2));
        window.map.setPlan({});
        QVERIFY(window.show());
        QCOMPARE(test::shareOf(window.picture(), window.map.colors()->background, 0), 1.0);
    }

    void followsANewPalette() {
        MapWindow window(test::straightPlan(3, 8));
        QVERIFY(window.show());
        window.picture();
        window.map.colors()->setProperty("background", QColor(Qt::white));
        QVERIFY(test::shareOf(window.picture(), Qt::white, 0) > 0.4);
    }
};

QTEST_MAIN(SeatMapPixels)
#include "seat_map_pixels_test.moc"
