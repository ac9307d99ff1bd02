#pragma once

// Where a seat stands on the floor, and how two seats lie to each other. Pure arithmetic; lengths
// are millimetres, angles degrees clockwise (0 faces the picture).

#include "shared/domain/seating_plan.h"

#include <array>

namespace foyer::domain {

/// A place between the millimetres, as turning a rectangle makes them.
struct Spot {
    double x = 0;
    double y = 0;
};
Spot spotOf(Point point);

/// The unit vectors of a seat: to its sitter's right and to its sitter's back.
struct SeatAxes {
    Spot right;
    Spot back;
};
SeatAxes axesOf(const Seat& seat);

/// The four corners of the seat's rectangle: front left, front right, back right, back left.
std::array<Spot, 4> cornersOf(const Seat& seat);

/// How far two seats' rectangles reach into each other: the shortest way, in millimetres, that one
/// would have to move to be free of the other (separating axis theorem). 0 or less: they are apart.
double overlapOf(const Seat& a, const Seat& b);

/// The clear space between the facing sides of two neighbours in a row, along the row. Negative
/// when they overlap.
double gapBetween(const Seat& left, const Seat& right);

/// Distance from a place to the seat's rectangle; 0 inside it.
double distanceTo(const Seat& seat, Spot place);

/// Distance from a place to the line from `a` to `b`.
double distanceToLine(Spot place, Spot a, Spot b);

/// The strip in front of the seats that belongs to the picture.
struct Strip {
    std::int32_t left = 0;
    std::int32_t right = 0;
    std::int32_t bottom = 0;
};
Strip pictureStrip(const SeatingPlan& plan);

/// The place with the best picture and sound: on the middle axis of the picture, two thirds of the
/// way from the first to the last row. `depthShare` moves it: 0 is the first row, 1 the last.
Point sweetSpot(const SeatingPlan& plan, double depthShare = 2.0 / 3.0);

/// The same plan turned so that the picture, which was at `from` in the file, is at the top.
/// Requires: every coordinate lies within `plan.size` or is linted afterwards.
void turnPictureToTop(SeatingPlan& plan, Side from);

} // namespace foyer::domain
