#pragma once

class QPainter;
class QRect;

namespace foyer::qml {

class SeatScene;

/// Paints what lies under the seats: areas, aisles and walls, the picture, row labels, entrances.
/// In device pixels; paints at least everything that touches `region`.
void paintBackdrop(QPainter& painter, const SeatScene& scene, const QRect& region);

} // namespace foyer::qml
