#include "map_frame.h"

#include "backdrop.h"
#include "seat_map_colors.h"
#include "seat_scene.h"

#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>

namespace foyer::qml {

namespace {

constexpr int kTile = 256;

void paintSeats(QImage& image, SeatScene& scene, const QRect& region) {
    const QRectF plan = scene.view().toPlan(QRectF(region).adjusted(-4, -4, 4, 4));
    scene.layout()->index().visitIn(plan, [&](int seat) {
        const auto no = static_cast<std::size_t>(seat);
        const auto placing = scene.place(no);
        for (int i = 0; i < placing.count; ++i) {
            const auto& part = placing.parts[static_cast<std::size_t>(i)];
            blend(image, region, scene.sheet().image(), part.sprite, part.at);
        }
    });
}

} // namespace

void MapFrame::paintAll(SeatScene& scene, QSize size, Content content) {
    const bool opaque = scene.colors().background.alpha() == 255;
    const auto format = opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied;
    if (m_image.size() != size || m_image.format() != format)
        m_image = QImage(size, format);
    repaint(scene, m_image.rect(), content);
}

void MapFrame::repaint(SeatScene& scene, const QRect& region, Content content) {
    const QRect area = region & m_image.rect();
    if (area.isEmpty())
        return;
    {
        QPainter painter(&m_image);
        painter.setClipRect(area);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.fillRect(area, scene.colors().background);
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        if (scene.layout())
            paintBackdrop(painter, scene, area);
    }
    if (scene.layout() && content == Content::BackdropAndSeats)
        paintSeats(m_image, scene, area);
}

void FrameNode::update(QQuickWindow& window, const QImage& frame, qreal pixelRatio,
                       const QRect& changed) {
    QRect stale = changed;
    if (frame.size() != m_size || pixelRatio != m_ratio) {
        layTiles(window, frame.size(), pixelRatio);
        stale = frame.rect();
    }
    const auto flags = frame.hasAlphaChannel() ? QQuickWindow::TextureHasAlphaChannel
                                               : QQuickWindow::TextureIsOpaque;
    for (const Tile& tile : m_tiles)
        if (tile.area.intersects(stale)) {
            tile.node->setTexture(window.createTextureFromImage(frame.copy(tile.area), flags));
            tile.node->setSourceRect(QRectF(QPointF(), tile.area.size()));
        }
}

void FrameNode::layTiles(QQuickWindow& window, QSize size, qreal pixelRatio) {
    for (const Tile& tile : m_tiles) {
        removeChildNode(tile.node);
        delete tile.node;
    }
    m_tiles.clear();
    m_size = size;
    m_ratio = pixelRatio;
    for (int y = 0; y < size.height(); y += kTile)
        for (int x = 0; x < size.width(); x += kTile) {
            const QRect area = QRect(x, y, kTile, kTile) & QRect(QPoint(), size);
            auto* node = window.createImageNode();
            node->setOwnsTexture(true);
            node->setFiltering(QSGTexture::Nearest);
            node->setRect(
                QRectF(QPointF(area.topLeft()) / pixelRatio, QSizeF(area.size()) / pixelRatio));
            appendChildNode(node);
            m_tiles.push_back({node, area});
        }
}

} // namespace foyer::qml
