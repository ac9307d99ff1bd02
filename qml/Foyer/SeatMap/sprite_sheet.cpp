#include "sprite_sheet.h"

#include "seat_glyph.h"
#include "seat_map_colors.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace foyer::qml {

namespace {

constexpr int kSheetWidth = 2048;
constexpr int kFirstHeight = 256;
constexpr int kMaxHeight = 8192; // the smallest limit of a texture among the GPUs we may meet

std::uint64_t keyOf(std::size_t shape, int rotation, SeatLook look, SpriteSheet::Phase phase) {
    const auto degrees = static_cast<std::uint64_t>(((rotation % 360) + 360) % 360);
    return (static_cast<std::uint64_t>(shape) << 20) | (degrees << 10) |
           (static_cast<std::uint64_t>(look) << 4) | static_cast<std::uint64_t>(phase.x << 2) |
           static_cast<std::uint64_t>(phase.y);
}

/// One premultiplied pixel over another, the four bytes in two pairs.
QRgb over(QRgb front, QRgb back) {
    const std::uint32_t keep = 255 - (front >> 24);
    std::uint32_t even = (back & 0x00FF00FFu) * keep + 0x00800080u;
    std::uint32_t odd = ((back >> 8) & 0x00FF00FFu) * keep + 0x00800080u;
    even = ((even + ((even >> 8) & 0x00FF00FFu)) >> 8) & 0x00FF00FFu;
    odd = (odd + ((odd >> 8) & 0x00FF00FFu)) & 0xFF00FF00u;
    return front + (even | odd);
}

} // namespace

void SpriteSheet::reset(const PlanLayout* layout, const SeatMapColors* colors, qreal scale,
                        const QFont& font) {
    m_layout = layout;
    m_colors = colors;
    m_scale = scale;
    m_font = font;
    m_chairs.clear();
    m_numbers.clear();
    m_next = {};
    m_lineHeight = 0;
    ++m_version;
    ++m_life;
    m_image = QImage(kSheetWidth, kFirstHeight, QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
}

std::optional<QRect> SpriteSheet::takeRoom(QSize size) {
    if (m_next.x() + size.width() > kSheetWidth) {
        m_next = {0, m_next.y() + m_lineHeight};
        m_lineHeight = 0;
    }
    while (m_next.y() + size.height() > m_image.height()) {
        if (m_image.height() >= kMaxHeight || size.width() > kSheetWidth)
            return {};
        // QImage::copy fills what lies outside with transparent pixels.
        m_image = m_image.copy(0, 0, kSheetWidth, m_image.height() * 2);
    }
    const QRect room(m_next, size);
    m_next.rx() += size.width();
    m_lineHeight = std::max(m_lineHeight, size.height());
    ++m_version;
    return room;
}

std::optional<SpriteSheet::Sprite> SpriteSheet::chair(std::size_t shape, int rotation,
                                                      SeatLook look, Phase phase) {
    const auto key = keyOf(shape, rotation, look, phase);
    if (const auto found = m_chairs.find(key); found != m_chairs.end())
        return found->second;
    const SeatShape& kind = m_layout->shapes()[shape];
    const qreal width = kind.width + 2 * kind.reach;
    const qreal reach =
        rotation % 180 == 0 ? std::max(width, kind.depth) : std::hypot(width, kind.depth);
    const int side = 2 * static_cast<int>(std::ceil(reach * m_scale / 2 + 1)) + 1;
    const auto room = takeRoom({side, side});
    if (!room)
        return {};
    return m_chairs[key] = drawChair(*room, kind, rotation, look, phase);
}

SpriteSheet::Sprite SpriteSheet::drawChair(QRect at, const SeatShape& shape, int rotation,
                                           SeatLook look, Phase phase) {
    const QPoint hot(at.width() / 2, at.height() / 2);
    QPainter painter(&m_image);
    painter.setClipRect(at);
    painter.translate(at.topLeft() + hot + QPointF(phase.x, phase.y) / 4);
    painter.rotate(rotation);
    paintSeat(painter, shape, look, m_scale, *m_colors);
    return {at, hot};
}

std::optional<SpriteSheet::Sprite> SpriteSheet::number(const std::string& label, SeatLook look) {
    const QColor ink = numberColor(look, *m_colors);
    std::string key = label;
    key += static_cast<char>(look);
    if (const auto found = m_numbers.find(key); found != m_numbers.end())
        return found->second;
    const QString text = QString::fromStdString(label);
    const QFontMetricsF metrics(m_font);
    const int width = 2 * static_cast<int>(std::ceil(metrics.horizontalAdvance(text) / 2 + 1)) + 1;
    const int height = 2 * static_cast<int>(std::ceil(metrics.height() / 2 + 1)) + 1;
    const auto room = takeRoom({width, height});
    if (!room)
        return {};
    QPainter painter(&m_image);
    painter.setFont(m_font);
    painter.setPen(ink);
    painter.drawText(*room, Qt::AlignCenter, text);
    return m_numbers[key] = Sprite{*room, QPoint(width / 2, height / 2)};
}

void blend(QImage& target, const QRect& clip, const QImage& sheet,
           const SpriteSheet::Sprite& sprite, QPoint at) {
    const QPoint corner = at - sprite.hot;
    const QRect area = QRect(corner, sprite.at.size()) & clip & target.rect();
    const QPoint from = sprite.at.topLeft() + area.topLeft() - corner;
    for (int y = 0; y < area.height(); ++y) {
        const auto* in =
            reinterpret_cast<const QRgb*>(sheet.constScanLine(from.y() + y)) + from.x();
        auto* out = reinterpret_cast<QRgb*>(target.scanLine(area.top() + y)) + area.left();
        for (int x = 0; x < area.width(); ++x)
            if (in[x])
                out[x] = over(in[x], out[x]);
    }
}

} // namespace foyer::qml
