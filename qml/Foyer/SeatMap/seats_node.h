#pragma once

#include <QSGGeometryNode>
#include <QSGTextureMaterial>

#include <memory>
#include <span>

class QQuickWindow;
class QSGTexture;

namespace foyer::qml {

class SeatScene;

/// The seats of the geometry back end: one node, two textured rectangles a seat (chair, number),
/// all from the scene's sprite sheet. Draws nothing on the software renderer.
class SeatsNode : public QSGGeometryNode {
public:
    SeatsNode();

    void placeAll(SeatScene& scene, QQuickWindow& window);
    void placeSome(SeatScene& scene, QQuickWindow& window, std::span<const int> seats);

private:
    void place(SeatScene& scene, std::size_t seat);
    bool placedOnCurrentSheet(const SeatScene& scene) const;
    void renewTexture(const SeatScene& scene, QQuickWindow& window);

    QSGGeometry m_geometry;
    QSGTextureMaterial m_material;
    std::unique_ptr<QSGTexture> m_texture;
    std::uint64_t m_version = 0;
    std::uint64_t m_life = 0;
    QSize m_sheetSize;
};

} // namespace foyer::qml
