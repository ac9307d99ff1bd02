#pragma once

// A window with one seat map in it, and pictures of what it shows.

#include "qml/Foyer/SeatMap/seat_map.h"
#include "tests/qml/support/plans.h"

#include <QImage>
#include <QQuickWindow>
#include <QTest>

namespace foyer::test {

class MapWindow {
public:
    explicit MapWindow(domain::SeatingPlan plan, QSize size = {800, 600}) {
        m_window.resize(size);
        m_window.setColor(map.colors()->background);
        map.setParentItem(m_window.contentItem());
        map.setSize(size);
        map.setPlan({shared(std::move(plan))});
        map.setStates(QString(map.seatCount(), u'f'));
    }

    bool show() {
        m_window.show();
        m_window.requestActivate();
        const bool exposed = QTest::qWaitForWindowExposed(&m_window);
        map.forceActiveFocus();
        return exposed;
    }

    QImage picture() { return m_window.grabWindow().convertToFormat(QImage::Format_RGB32); }
    /// What lies in and closely around a seat.
    QImage pictureOf(int seat) { return picture().copy(around(seat)); }
    QRect around(int seat) const {
        return map.seatRect(seat).adjusted(-3, -3, 3, 3).toAlignedRect();
    }
    QPoint centreOf(int seat) const { return map.seatRect(seat).center().toPoint(); }
    QQuickWindow& window() { return m_window; }

private:
    QQuickWindow m_window; // outlives the map, its child

public:
    qml::SeatMap map;
};

inline int distance(QRgb a, QRgb b) {
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))});
}

/// Share of pixels of `image` within `tolerance` of a colour.
inline double shareOf(const QImage& image, QColor color, int tolerance = 12) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += distance(image.pixel(x, y), color.rgb()) <= tolerance;
    return static_cast<double>(count) / (image.width() * image.height());
}

struct Difference {
    double share = 0; ///< of pixels that differ by more than the tolerance
    QRect where;
};

inline Difference difference(const QImage& a, const QImage& b, int tolerance) {
    Difference found;
    int count = 0;
    if (a.size() != b.size())
        return {1, a.rect()};
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            if (distance(a.pixel(x, y), b.pixel(x, y)) > tolerance) {
                ++count;
                found.where |= QRect(x, y, 1, 1);
            }
    found.share = static_cast<double>(count) / (a.width() * a.height());
    return found;
}

} // namespace foyer::test
