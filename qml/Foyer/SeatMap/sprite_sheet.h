#pragma once

#include "plan_layout.h"
#include "seat_look.h"

#include <QFont>
#include <QImage>
#include <QPoint>

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace foyer::qml {

class SeatMapColors;

/// Pictures of seats and numbers at one zoom, each drawn once and kept in one image. The image back
/// end blends them into its frame; the geometry back end uses the whole sheet as its texture. So
/// both show the same pixels. Pixels are device pixels, premultiplied.
class SpriteSheet {
public:
    struct Sprite {
        QRect at;   ///< in the sheet
        QPoint hot; ///< the pixel of `at` that lies on the seat's centre
    };
    /// Where between two pixels a centre lies, in quarters, 0 to 3 each way.
    struct Phase {
        int x = 0;
        int y = 0;
    };

    /// Forgets all pictures. `scale` in device pixels to the millimetre.
    void reset(const PlanLayout* layout, const SeatMapColors* colors, qreal scale,
               const QFont& font);

    /// The picture, or nothing when the sheet is full: reset it and begin again.
    std::optional<Sprite> chair(std::size_t shape, int rotation, SeatLook look, Phase phase);
    std::optional<Sprite> number(const std::string& label, SeatLook look);

    const QImage& image() const { return m_image; }
    /// Grows whenever pixels were added, so that a texture knows when it is out of date.
    std::uint64_t version() const { return m_version; }
    /// Grows with each reset: sprites of an earlier life are void.
    std::uint64_t life() const { return m_life; }

private:
    std::optional<QRect> takeRoom(QSize size);
    Sprite drawChair(QRect at, const SeatShape& shape, int rotation, SeatLook look, Phase phase);

    const PlanLayout* m_layout = nullptr;
    const SeatMapColors* m_colors = nullptr;
    qreal m_scale = 1;
    QFont m_font;
    QImage m_image;
    QPoint m_next;
    int m_lineHeight = 0;
    std::uint64_t m_version = 0;
    std::uint64_t m_life = 0;
    std::unordered_map<std::uint64_t, Sprite> m_chairs;
    std::unordered_map<std::string, Sprite> m_numbers;
};

/// Lays a sprite over `target` with its hot point at `at`, touching only `clip`.
void blend(QImage& target, const QRect& clip, const QImage& sheet,
           const SpriteSheet::Sprite& sprite, QPoint at);

} // namespace foyer::qml
