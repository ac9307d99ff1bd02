#include "seat_map.h"
#include "seats_node.h"

#include <QQuickWindow>

namespace foyer::qml {

namespace {

/// The map's part of the scene graph: the painted frame, and upon it the seats if a GPU draws them.
/// Both are members and leave the tree by themselves when it is destroyed.
class MapNode : public QSGNode {
public:
    explicit MapNode(bool geometry) {
        appendChildNode(&frame);
        if (!geometry)
            return;
        seats = std::make_unique<SeatsNode>();
        appendChildNode(seats.get());
    }

    FrameNode frame;
    std::unique_ptr<SeatsNode> seats;
};

void showSeats(SeatsNode& node, SeatScene& scene, QQuickWindow& window, bool everything,
               std::span<const int> changed) {
    if (everything)
        node.placeAll(scene, window);
    else if (!changed.empty())
        node.placeSome(scene, window, changed);
}

/// Paints the seats that changed. Many at once are cheaper as one sweep.
QRect repaintSeats(MapFrame& frame, SeatScene& scene, std::span<const int> changed) {
    constexpr std::size_t kSweep = 400;
    const auto content = MapFrame::Content::BackdropAndSeats;
    if (changed.size() > kSweep) {
        frame.paintAll(scene, scene.size(), content);
        return frame.image().rect();
    }
    QRect all;
    for (const int seat : changed) {
        const QRect at = scene.footprint(static_cast<std::size_t>(seat));
        frame.repaint(scene, at, content);
        all |= at;
    }
    return all;
}

} // namespace

QSGNode* SeatMap::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
    auto* node = static_cast<MapNode*>(old);
    const qreal ratio = pixelRatio();
    const QSize size(qRound(width() * ratio), qRound(height() * ratio));
    const bool geometry = usesGeometry();
    if (node && (size.isEmpty() || (node->seats != nullptr) != geometry))
        delete std::exchange(node, nullptr);
    if (size.isEmpty())
        return nullptr;
    if (!node) {
        node = new MapNode(geometry);
        m_everything = true;
    }
    m_scene.setView(m_camera.view(), size, ratio, m_fontFamily);
    QRect stale;
    if (m_everything) {
        m_frame.paintAll(m_scene, size,
                         geometry ? MapFrame::Content::BackdropOnly
                                  : MapFrame::Content::BackdropAndSeats);
        stale = m_frame.image().rect();
    } else if (!geometry) {
        stale = repaintSeats(m_frame, m_scene, m_changed);
    }
    node->frame.update(*window(), m_frame.image(), ratio, stale);
    if (geometry && m_scene.layout())
        showSeats(*node->seats, m_scene, *window(), m_everything, m_changed);
    m_everything = false;
    m_changed.clear();
    return node;
}

} // namespace foyer::qml
