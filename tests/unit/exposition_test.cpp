// links: server_http
#include "server/http/exposition.h"
#include "server/http/traffic.h"

#include <QtTest>

#include <limits>

using namespace foyer::server;
using http::Exposition;
using Kind = Exposition::Kind;

class ExpositionTest : public QObject {
    Q_OBJECT

private slots:
    void aFamilySaysWhatItIsBeforeItsSamples() {
        Exposition page;
        page.family("foyer_things_total", Kind::Counter, "Things.");
        page.sample(3);
        page.sample(0.25, {{"kind", "a"}, {"place", "b"}});
        QCOMPARE(page.take(), std::string("# HELP foyer_things_total Things.\n"
                                          "# TYPE foyer_things_total counter\n"
                                          "foyer_things_total 3\n"
                                          "foyer_things_total{kind=\"a\",place=\"b\"} 0.25\n"));
    }

    void whatWouldEndALabelIsEscaped() {
        Exposition page;
        page.family("foyer_x", Kind::Gauge, "X.");
        page.sample(1, {{"text", "a\"b\\c\nd"}});
        QVERIFY(page.take().ends_with("foyer_x{text=\"a\\\"b\\\\c\\nd\"} 1\n"));
    }

    void numbersThatAreNoneHaveTheirWords() {
        Exposition page;
        page.family("foyer_x", Kind::Gauge, "X.");
        page.sample(std::numeric_limits<double>::infinity());
        page.sample(-std::numeric_limits<double>::infinity());
        page.sample(std::numeric_limits<double>::quiet_NaN());
        QVERIFY(page.take().ends_with("foyer_x +Inf\nfoyer_x -Inf\nfoyer_x NaN\n"));
    }

    void aHistogramIsCumulated() {
        static constexpr std::array<double, 2> bounds{1, 2};
        ports::Histogram histogram(bounds);
        for (const double value : {0.5, 1.0, 1.5, 9.0})
            histogram.add(value);
        Exposition page;
        page.family("foyer_x", Kind::Histogram, "X.");
        page.sample(histogram, {{"route", "/"}});
        QVERIFY(page.take().ends_with("foyer_x_bucket{route=\"/\",le=\"1\"} 2\n"
                                      "foyer_x_bucket{route=\"/\",le=\"2\"} 3\n"
                                      "foyer_x_bucket{route=\"/\",le=\"+Inf\"} 4\n"
                                      "foyer_x_sum{route=\"/\"} 12\n"
                                      "foyer_x_count{route=\"/\"} 4\n"));
    }

    void trafficIsCountedByRouteAndClass() {
        http::Traffic traffic(2);
        traffic.answered(1, 204, std::chrono::milliseconds{3});
        traffic.answered(traffic.unrouted(), 404, std::chrono::milliseconds{1});
        traffic.answered(0, 599, std::chrono::seconds{20});
        QCOMPARE(traffic.count(1, 1), std::uint64_t{1});
        QCOMPARE(traffic.count(traffic.unrouted(), 3), std::uint64_t{1});
        QCOMPARE(traffic.count(0, 4), std::uint64_t{1});
        QCOMPARE(traffic.took(0).counts().back(), std::uint64_t{1}); // beyond all bounds
        QCOMPARE(traffic.took(1).sum(), 0.003);
    }
};

QTEST_APPLESS_MAIN(ExpositionTest)
#include "exposition_test.moc"
