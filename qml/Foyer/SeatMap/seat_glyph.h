#pragma once

#include "plan_layout.h"
#include "seat_look.h"

#include <QColor>

class QPainter;

namespace foyer::qml {

class SeatMapColors;

/// Draws one seat around the painter's origin, facing up, `scale` pixels to the millimetre. The
/// same drawing serves both back ends, the legend and the tests.
void paintSeat(QPainter& painter, const SeatShape& shape, SeatLook look, qreal scale,
               const SeatMapColors& colors);

/// The colour of a seat's number; transparent where a mark or a symbol stands in its place.
QColor numberColor(SeatLook look, const SeatMapColors& colors);

} // namespace foyer::qml
