#pragma once

#include <QImage>
#include <QRect>
#include <QSGNode>

#include <vector>

class QQuickWindow;
class QSGImageNode;

namespace foyer::qml {

class SeatScene;

/// The painted picture of a map, kept between frames, so that a seat that changes costs the pixels
/// of that seat. With seats for the image back end, without them for the geometry back end.
class MapFrame {
public:
    enum class Content { BackdropAndSeats, BackdropOnly };

    /// Paints all of it, at this many device pixels.
    void paintAll(SeatScene& scene, QSize size, Content content);
    /// Paints the region again and remembers it as changed.
    void repaint(SeatScene& scene, const QRect& region, Content content);
    const QImage& image() const { return m_image; }

private:
    QImage m_image;
};

/// Shows a MapFrame as tiles, each a texture of its own: a software renderer then touches only the
/// tiles that changed, and a GPU is sent only those.
class FrameNode : public QSGNode {
public:
    /// Takes over the pixels of `changed`; everything when the frame's size has changed.
    void update(QQuickWindow& window, const QImage& frame, qreal pixelRatio, const QRect& changed);

private:
    struct Tile {
        QSGImageNode* node;
        QRect area;
    };
    void layTiles(QQuickWindow& window, QSize size, qreal pixelRatio);

    QSize m_size;
    qreal m_ratio = 0;
    std::vector<Tile> m_tiles;
};

} // namespace foyer::qml
