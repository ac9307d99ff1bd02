#pragma once

#include "map_camera.h"
#include "plan_layout.h"
#include "seat_look.h"
#include "sprite_sheet.h"

#include <QFont>

#include <memory>
#include <vector>

namespace foyer::qml {

class SeatMapColors;

/// What is to be seen of a plan right now: the looks of its seats through one view, and the
/// pictures to draw them with. Both back ends read it; only the item changes it.
class SeatScene {
public:
    struct Placed {
        SpriteSheet::Sprite sprite;
        QPoint at; ///< device pixel of the sprite's hot point
    };
    struct Placing {
        std::array<Placed, 2> parts; ///< the chair, and its number when that can be read
        int count = 0;
    };

    explicit SeatScene(const SeatMapColors* colors) : m_colors(colors) {}

    void setLayout(std::shared_ptr<const PlanLayout> layout);
    const PlanLayout* layout() const { return m_layout.get(); }
    const SeatMapColors& colors() const { return *m_colors; }
    std::size_t seatCount() const { return m_looks.size(); }

    /// Changes one seat; false if it looked like that before.
    bool setLook(std::size_t seat, SeatLook look);
    SeatLook look(std::size_t seat) const { return m_looks[seat]; }

    /// Sets what is seen; pictures are kept while the scale and the font stay the same.
    void setView(const MapView& view, QSize size, qreal pixelRatio, const QString& fontFamily);
    /// Forgets all pictures, because the colours have changed or the sheet is full.
    void dropPictures();
    /// Whether the backdrop carries words: row labels, entrances, names.
    bool wordsShown() const { return m_wordsShown; }
    void setWordsShown(bool shown) { m_wordsShown = shown; }
    const MapView& view() const { return m_view; }
    qreal pixelRatio() const { return m_ratio; }
    QFont font(qreal logicalPixels, QFont::Weight weight = QFont::Medium) const;

    const SpriteSheet& sheet() const { return m_sheet; }
    /// Where and how to draw a seat. Draws its pictures if need be; drops all pictures when the
    /// sheet is full, so what was placed before is void when `sheet().life()` has changed.
    Placing place(std::size_t seat);
    /// The device pixels a seat may touch in any look.
    QRect footprint(std::size_t seat) const;
    bool inSight(std::size_t seat) const {
        return footprint(seat).intersects(QRect(QPoint(), m_size));
    }
    /// The whole picture in device pixels.
    QSize size() const { return m_size; }

private:
    bool tryPlace(std::size_t seat, Placing& placing);
    bool numbersShown() const;

    const SeatMapColors* m_colors;
    std::shared_ptr<const PlanLayout> m_layout;
    std::vector<SeatLook> m_looks;
    MapView m_view;
    QSize m_size;
    qreal m_ratio = 1;
    QString m_family;
    bool m_wordsShown = true;
    SpriteSheet m_sheet;
    bool m_sheetReady = false;
};

} // namespace foyer::qml
