#include "seats_node.h"

#include "seat_scene.h"

#include <QQuickWindow>

#include <algorithm>

namespace foyer::qml {

namespace {

constexpr int kParts = 2;
constexpr int kCorners = 4;
constexpr int kIndices = 6;
constexpr int kMaxPasses = 4;

void writeIndices(QSGGeometry& geometry) {
    auto* out = geometry.indexDataAsUInt();
    const auto quads = static_cast<quint32>(geometry.vertexCount() / kCorners);
    for (quint32 quad = 0; quad < quads; ++quad) {
        const quint32 base = quad * kCorners;
        for (const quint32 corner : {0u, 1u, 2u, 1u, 3u, 2u})
            *out++ = base + corner;
    }
}

void writeQuad(QSGGeometry::TexturedPoint2D* out, const QRectF& on, const QRectF& from) {
    const auto f = [](qreal value) { return static_cast<float>(value); };
    out[0].set(f(on.left()), f(on.top()), f(from.left()), f(from.top()));
    out[1].set(f(on.right()), f(on.top()), f(from.right()), f(from.top()));
    out[2].set(f(on.left()), f(on.bottom()), f(from.left()), f(from.bottom()));
    out[3].set(f(on.right()), f(on.bottom()), f(from.right()), f(from.bottom()));
}

} // namespace

SeatsNode::SeatsNode()
    : m_geometry(QSGGeometry::defaultAttributes_TexturedPoint2D(), 0, 0,
                 QSGGeometry::UnsignedIntType) {
    m_geometry.setDrawingMode(QSGGeometry::DrawTriangles);
    // Sprites lie on whole device pixels, so nothing is to be smoothed.
    m_material.setFiltering(QSGTexture::Nearest);
    m_material.setHorizontalWrapMode(QSGTexture::ClampToEdge);
    m_material.setVerticalWrapMode(QSGTexture::ClampToEdge);
    setGeometry(&m_geometry);
    setMaterial(&m_material);
}

void SeatsNode::placeAll(SeatScene& scene, QQuickWindow& window) {
    const int count = static_cast<int>(scene.seatCount());
    if (m_geometry.vertexCount() != count * kParts * kCorners) {
        m_geometry.allocate(count * kParts * kCorners, count * kParts * kIndices);
        writeIndices(m_geometry);
    }
    // Placing may draw pictures and so enlarge or restart the sheet, which moves every texture
    // coordinate; a later pass finds its pictures drawn. The sheet may be too small for all, so
    // there is a last pass.
    for (int pass = 0; pass < kMaxPasses; ++pass) {
        m_sheetSize = scene.sheet().image().size();
        m_life = scene.sheet().life();
        for (std::size_t seat = 0; seat < scene.seatCount(); ++seat)
            place(scene, seat);
        if (placedOnCurrentSheet(scene))
            break;
    }
    renewTexture(scene, window);
    markDirty(DirtyGeometry);
}

void SeatsNode::placeSome(SeatScene& scene, QQuickWindow& window, std::span<const int> seats) {
    for (const int seat : seats)
        place(scene, static_cast<std::size_t>(seat));
    if (!placedOnCurrentSheet(scene))
        return placeAll(scene, window);
    renewTexture(scene, window);
    markDirty(DirtyGeometry);
}

void SeatsNode::place(SeatScene& scene, std::size_t seat) {
    auto* out = m_geometry.vertexDataAsTexturedPoint2D() + seat * kParts * kCorners;
    const QRectF sheet(QPointF(), m_sheetSize);
    SeatScene::Placing placing;
    if (scene.inSight(seat))
        placing = scene.place(seat);
    for (int i = 0; i < kParts; ++i, out += kCorners) {
        if (i >= placing.count) {
            writeQuad(out, {}, {});
            continue;
        }
        const auto& part = placing.parts[static_cast<std::size_t>(i)];
        const QRectF on(part.at - part.sprite.hot, part.sprite.at.size());
        const qreal ratio = scene.pixelRatio();
        const QRectF from(part.sprite.at);
        writeQuad(out, QRectF(on.topLeft() / ratio, on.size() / ratio),
                  QRectF(from.x() / sheet.width(), from.y() / sheet.height(),
                         from.width() / sheet.width(), from.height() / sheet.height()));
    }
}

bool SeatsNode::placedOnCurrentSheet(const SeatScene& scene) const {
    return m_sheetSize == scene.sheet().image().size() && m_life == scene.sheet().life();
}

void SeatsNode::renewTexture(const SeatScene& scene, QQuickWindow& window) {
    if (m_texture && m_version == scene.sheet().version())
        return;
    m_version = scene.sheet().version();
    std::unique_ptr<QSGTexture> fresh(
        window.createTextureFromImage(scene.sheet().image(), QQuickWindow::TextureHasAlphaChannel));
    m_material.setTexture(fresh.get());
    m_texture = std::move(fresh);
    markDirty(DirtyMaterial);
}

} // namespace foyer::qml
