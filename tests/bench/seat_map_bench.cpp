// links: Foyer_SeatMap
// The seat map on the software renderer: first frame, every seat changed, one seat changed, beside
// the plainest thing that could do it, a painted item that fills one rectangle a seat.

#include "tests/qml/support/plans.h"

#include "qml/Foyer/SeatMap/seat_map.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QPainter>
#include <QQuickPaintedItem>
#include <QQuickWindow>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace foyer;

namespace {

constexpr QSize kWindow(1200, 1000);
constexpr int kRounds = 31;

/// One filled rectangle a seat, repainting what is dirty.
class PlainMap : public QQuickPaintedItem {
public:
    explicit PlainMap(int seats) : m_states(static_cast<std::size_t>(seats)) {
        m_columns = std::max(1, static_cast<int>(std::sqrt(seats * 1.2)));
        m_cell = std::max(2, kWindow.width() / m_columns);
    }
    void paint(QPainter* painter) override {
        static const QColor colors[] = {Qt::gray, Qt::darkGray, Qt::yellow};
        const QRectF dirty = painter->clipBoundingRect();
        for (std::size_t i = 0; i < m_states.size(); ++i) {
            const QRect cell = cellOf(static_cast<int>(i));
            if (dirty.isEmpty() || dirty.intersects(cell))
                painter->fillRect(cell.adjusted(0, 0, -1, -1), colors[m_states[i] % 3]);
        }
    }
    void change(int seat) {
        ++m_states[static_cast<std::size_t>(seat)];
        update(cellOf(seat));
    }
    void changeAll() {
        for (auto& state : m_states)
            ++state;
        update();
    }

private:
    QRect cellOf(int seat) const {
        return {seat % m_columns * m_cell, seat / m_columns * m_cell, m_cell, m_cell};
    }
    std::vector<unsigned> m_states;
    int m_columns;
    int m_cell;
};

/// Milliseconds from the start of `change` to the end of the frame that shows it.
double frameOf(QQuickWindow& window, const std::function<void()>& change) {
    QEventLoop loop;
    QObject::connect(&window, &QQuickWindow::frameSwapped, &loop, &QEventLoop::quit);
    double worked = 0;
    QElapsedTimer timer;
    // The pause until the next frame is the display's, not the map's.
    QObject::connect(&window, &QQuickWindow::afterAnimating, &loop, [&] { timer.restart(); });
    timer.start();
    change();
    worked = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    window.update();
    loop.exec();
    return worked + static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double median(QQuickWindow& window, const std::function<void(int)>& change) {
    std::vector<double> times;
    for (int round = 0; round < kRounds; ++round)
        times.push_back(frameOf(window, [&] { change(round); }));
    std::nth_element(times.begin(), times.begin() + kRounds / 2, times.end());
    return times[kRounds / 2];
}

struct Times {
    double create;
    double all;
    double one;
};

Times timePlain(QQuickWindow& window, int seats) {
    std::unique_ptr<PlainMap> map;
    Times times{};
    times.create = median(window, [&](int) {
        map = std::make_unique<PlainMap>(seats);
        map->setSize(kWindow);
        map->setParentItem(window.contentItem());
    });
    times.all = median(window, [&](int) { map->changeAll(); });
    times.one = median(window, [&](int round) { map->change(round * 7919 % seats); });
    return times;
}

Times timeMap(QQuickWindow& window, domain::SeatingPlan plan) {
    const auto shared = test::shared(std::move(plan));
    const auto seats = static_cast<int>(shared->seats.size());
    const QString free(seats, u'f'), sold(seats, u's');
    std::unique_ptr<qml::SeatMap> map;
    Times times{};
    times.create = median(window, [&](int) {
        map = std::make_unique<qml::SeatMap>();
        map->setSize(kWindow);
        map->setPlan({shared});
        map->setStates(free);
        map->setParentItem(window.contentItem());
    });
    times.all = median(window, [&](int round) { map->setStates(round % 2 ? free : sold); });
    times.one = median(window, [&](int round) {
        map->setSeatState(round * 7919 % seats, QString(QLatin1Char("fhasb"[round % 5])));
    });
    return times;
}

void add(bench::Report& report, const char* what, int seats, double map, double plain) {
    report.add({std::string(what) + ", " + std::to_string(seats) + " seats", map, "ms",
                "a painted rectangle per seat", plain});
}

} // namespace

int main(int argc, char** argv) {
    bench::readOptions(argc, argv);
    bench::Report report("seat_map");
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QGuiApplication app(argc, argv);
    QQuickWindow window;
    window.resize(kWindow);
    window.show();
    frameOf(window, [] {});
    timeMap(window, test::straightPlan(4, 4)); // loads fonts and code once
    for (const auto& [rows, perRow] : {std::pair{20, 24}, std::pair{125, 160}}) {
        const int seats = rows * perRow;
        const Times plain = timePlain(window, seats);
        const Times map = timeMap(window, test::straightPlan(rows, perRow));
        add(report, "first frame", seats, map.create, plain.create);
        add(report, "every seat changed", seats, map.all, plain.all);
        add(report, "one seat changed", seats, map.one, plain.one);
    }
    report.note("software renderer, 1200 x 1000 pixels, median of 31 frames");
    report.print();
}
