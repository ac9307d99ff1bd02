#pragma once

#include "seat_index.h"

#include "shared/domain/seating_plan.h"

#include <QPointF>
#include <QRectF>

#include <memory>
#include <vector>

namespace foyer::qml {

/// What distinguishes the drawing of one seat from another's besides state and place. Plans have
/// few of these, so pictures of seats can be shared.
struct SeatShape {
    enum class Join : std::uint8_t { None, Left, Right }; ///< on which side the sofa goes on
    domain::SeatKind kind = domain::SeatKind::Standard;
    Join join = Join::None;
    qreal width = 0; ///< millimetres
    qreal depth = 0;
    qreal reach = 0; ///< how far a sofa half reaches past its width to meet the other half
    friend bool operator==(const SeatShape&, const SeatShape&) = default;
};

/// Everything about drawing a plan that neither zoom nor states change. Immutable after
/// construction; all lengths in millimetres of the plan.
class PlanLayout {
public:
    /// Where a row's label stands: beside its first and its last seat, except where another label
    /// or a seat has the place already.
    struct RowLabel {
        std::size_t row;
        QPointF at;
    };
    /// Neighbouring seats of one row and area, to be drawn upon one tinted ground.
    struct Band {
        std::size_t area;
        qreal width;
        std::vector<QPointF> line;
    };

    /// The seats of a row: from the first to the last.
    struct RowSpan {
        std::size_t first;
        std::size_t last;
    };

    explicit PlanLayout(std::shared_ptr<const domain::SeatingPlan> plan);

    const domain::SeatingPlan& plan() const { return *m_plan; }
    const SeatIndex& index() const { return m_index; }
    /// Everything that is drawn: seats, labels, picture, entrances, decorations.
    QRectF bounds() const { return m_bounds; }
    QRectF seatBounds() const { return m_seatBounds; }
    /// The picture: from left to right at the top of the map, its middle `height` higher.
    QRectF picture() const { return m_picture; }
    const std::vector<RowLabel>& rowLabels() const { return m_rowLabels; }
    const std::vector<Band>& bands() const { return m_bands; }
    const std::vector<SeatShape>& shapes() const { return m_shapes; }
    std::size_t shapeOf(std::size_t seat) const { return m_shapeOf[seat]; }
    /// The typical distance between two rows.
    qreal rowPitch() const { return m_rowPitch; }

private:
    void findShapes();
    void labelRows();
    void addLabel(std::size_t row, const domain::Seat& seat, int side);
    void findBounds();
    void findRows();
    void placePicture();

    std::shared_ptr<const domain::SeatingPlan> m_plan;
    SeatIndex m_index;
    QRectF m_seatBounds;
    QRectF m_bounds;
    QRectF m_picture;
    std::vector<RowLabel> m_rowLabels;
    std::vector<RowSpan> m_spans;
    std::vector<Band> m_bands;
    std::vector<SeatShape> m_shapes;
    std::vector<std::uint16_t> m_shapeOf;
    qreal m_rowPitch = 1000;
};

} // namespace foyer::qml
