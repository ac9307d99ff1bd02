#include "shared/domain/plan_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace foyer::domain {

namespace {

constexpr std::int32_t kPictureDepth = 300;

double dot(Spot a, Spot b) {
    return a.x * b.x + a.y * b.y;
}

Spot toward(Spot from, Spot direction, double length) {
    return {from.x + direction.x * length, from.y + direction.y * length};
}

/// The rectangle's place from its own point of view: x to its right, y to its back.
Spot localTo(const Seat& seat, Spot place) {
    const SeatAxes axes = axesOf(seat);
    const Spot away{place.x - seat.at.x, place.y - seat.at.y};
    return {dot(away, axes.right), dot(away, axes.back)};
}

double reachAlong(const Seat& seat, Spot axis) {
    const SeatAxes axes = axesOf(seat);
    return std::abs(dot(axes.right, axis)) * seat.width / 2.0 +
           std::abs(dot(axes.back, axis)) * seat.depth / 2.0;
}

/// The angle in (-180, 180].
std::int16_t normalised(int degrees) {
    const int within = ((degrees % 360) + 360) % 360;
    return static_cast<std::int16_t>(within > 180 ? within - 360 : within);
}

struct Turn {
    int degrees = 0;
    Point oldSize;

    Point apply(Point p) const {
        switch (degrees) {
        case 90:
            return {oldSize.y - p.y, p.x};
        case 180:
            return {oldSize.x - p.x, oldSize.y - p.y};
        case 270:
            return {p.y, oldSize.x - p.x};
        default:
            return p;
        }
    }
};

int degreesFrom(Side side) {
    switch (side) {
    case Side::Top:
        return 0;
    case Side::Left:
        return 90;
    case Side::Bottom:
        return 180;
    case Side::Right:
        return 270;
    }
    return 0;
}

} // namespace

Spot spotOf(Point point) {
    return {static_cast<double>(point.x), static_cast<double>(point.y)};
}

SeatAxes axesOf(const Seat& seat) {
    const double angle = seat.rotation * std::numbers::pi / 180.0;
    const Spot right{std::cos(angle), std::sin(angle)};
    return {right, {-right.y, right.x}};
}

std::array<Spot, 4> cornersOf(const Seat& seat) {
    const SeatAxes axes = axesOf(seat);
    const auto corner = [&](double right, double back) {
        return toward(toward(spotOf(seat.at), axes.right, right * seat.width / 2.0), axes.back,
                      back * seat.depth / 2.0);
    };
    return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

double overlapOf(const Seat& a, const Seat& b) {
    const Spot between{static_cast<double>(b.at.x) - a.at.x, static_cast<double>(b.at.y) - a.at.y};
    const SeatAxes ofA = axesOf(a);
    const SeatAxes ofB = axesOf(b);
    double least = std::numeric_limits<double>::max();
    for (const Spot axis : {ofA.right, ofA.back, ofB.right, ofB.back})
        least = std::min(least,
                         reachAlong(a, axis) + reachAlong(b, axis) - std::abs(dot(between, axis)));
    return least;
}

double gapBetween(const Seat& left, const Seat& right) {
    const Spot ofLeft = axesOf(left).right;
    const Spot ofRight = axesOf(right).right;
    const Spot between{static_cast<double>(right.at.x) - left.at.x,
                       static_cast<double>(right.at.y) - left.at.y};
    const double along = (dot(between, ofLeft) + dot(between, ofRight)) / 2.0;
    return along - (left.width + right.width) / 2.0;
}

double distanceTo(const Seat& seat, Spot place) {
    const Spot local = localTo(seat, place);
    const double dx = std::max(0.0, std::abs(local.x) - seat.width / 2.0);
    const double dy = std::max(0.0, std::abs(local.y) - seat.depth / 2.0);
    return std::hypot(dx, dy);
}

double distanceToLine(Spot place, Spot a, Spot b) {
    const Spot line{b.x - a.x, b.y - a.y};
    const Spot away{place.x - a.x, place.y - a.y};
    const double length = dot(line, line);
    const double share = length > 0 ? std::clamp(dot(away, line) / length, 0.0, 1.0) : 0.0;
    return std::hypot(away.x - line.x * share, away.y - line.y * share);
}

Strip pictureStrip(const SeatingPlan& plan) {
    const std::int32_t middle = plan.size.x / 2;
    return {middle - plan.pictureWidth / 2, middle + plan.pictureWidth / 2, kPictureDepth};
}

Point sweetSpot(const SeatingPlan& plan, double depthShare) {
    if (plan.seats.empty())
        return {plan.size.x / 2, plan.size.y / 2};
    const auto [first, last] =
        std::minmax_element(plan.seats.begin(), plan.seats.end(),
                            [](const Seat& a, const Seat& b) { return a.at.y < b.at.y; });
    const double depth = static_cast<double>(last->at.y) - first->at.y;
    return {plan.size.x / 2,
            first->at.y + static_cast<std::int32_t>(std::lround(depth * depthShare))};
}

void turnPictureToTop(SeatingPlan& plan, Side from) {
    const Turn turn{degreesFrom(from), plan.size};
    plan.picture = Side::Top;
    if (turn.degrees == 0)
        return;
    for (Seat& seat : plan.seats) {
        seat.at = turn.apply(seat.at);
        seat.rotation = normalised(seat.rotation + turn.degrees);
    }
    for (Entrance& entrance : plan.entrances)
        entrance.at = turn.apply(entrance.at);
    for (Decoration& decoration : plan.decorations)
        for (Point& point : decoration.points)
            point = turn.apply(point);
    if (turn.degrees != 180)
        std::swap(plan.size.x, plan.size.y);
}

} // namespace foyer::domain
