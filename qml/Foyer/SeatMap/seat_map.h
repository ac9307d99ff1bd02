#pragma once

#include "map_camera.h"
#include "map_frame.h"
#include "seat_map_colors.h"
#include "seat_map_plan.h"
#include "seat_scene.h"

#include <QElapsedTimer>
#include <QList>
#include <QQuickItem>

#include <memory>
#include <optional>
#include <vector>

namespace foyer::qml {

/// The seating plan of one showtime, to look at and to choose seats from. One item for any number
/// of seats. It owns no truth: it shows what its properties say and reports what the operator
/// wishes (`seatTapped`); whoever listens changes `selection` or the states.
///
/// Drawing has two back ends with the same pixels: a painted image with dirty rectangles for the
/// software renderer, textured geometry for a GPU. Lives on the GUI thread.
class SeatMap : public QQuickItem {
    Q_OBJECT
    Q_PROPERTY(foyer::qml::SeatMapPlan plan READ plan WRITE setPlan NOTIFY planChanged)
    Q_PROPERTY(QString states READ states WRITE setStates NOTIFY statesChanged)
    Q_PROPERTY(QList<int> mine READ mine WRITE setMine NOTIFY mineChanged)
    Q_PROPERTY(QList<int> selection READ selection WRITE setSelection NOTIFY selectionChanged)
    Q_PROPERTY(foyer::qml::SeatMapColors* colors READ colors CONSTANT)
    Q_PROPERTY(QString fontFamily READ fontFamily WRITE setFontFamily NOTIFY fontFamilyChanged)
    Q_PROPERTY(qreal zoom READ zoom WRITE setZoom NOTIFY viewChanged)
    Q_PROPERTY(qreal maximumZoom READ maximumZoom NOTIFY viewChanged)
    Q_PROPERTY(QPointF pan READ pan WRITE setPan NOTIFY viewChanged)
    Q_PROPERTY(QRectF seen READ seen NOTIFY viewChanged)
    Q_PROPERTY(qreal margin READ margin WRITE setMargin NOTIFY viewChanged)
    Q_PROPERTY(int cursorSeat READ cursorSeat WRITE setCursorSeat NOTIFY cursorSeatChanged)
    Q_PROPERTY(int hoveredSeat READ hoveredSeat NOTIFY hoveredSeatChanged)
    Q_PROPERTY(QRectF cursorRect READ cursorRect NOTIFY markersMoved)
    Q_PROPERTY(QRectF hoveredRect READ hoveredRect NOTIFY markersMoved)
    Q_PROPERTY(QRectF drawnRect READ drawnRect NOTIFY viewChanged)
    Q_PROPERTY(QString hint READ hint NOTIFY hintChanged)
    Q_PROPERTY(QVariantList areas READ areas NOTIFY planChanged)
    Q_PROPERTY(QStringList kinds READ kinds NOTIFY planChanged)
    Q_PROPERTY(bool wordsShown READ wordsShown WRITE setWordsShown NOTIFY wordsShownChanged)
    Q_PROPERTY(QString typed READ typed NOTIFY typedChanged)
    Q_PROPERTY(bool interactive READ interactive WRITE setInteractive NOTIFY interactiveChanged)
    Q_PROPERTY(BackEnd backEnd READ backEnd WRITE setBackEnd NOTIFY backEndChanged)
    QML_ELEMENT

public:
    enum class BackEnd { Automatic, Image, Geometry };
    Q_ENUM(BackEnd)

    explicit SeatMap(QQuickItem* parent = nullptr);
    ~SeatMap() override;

    SeatMapPlan plan() const { return m_plan; }
    /// A new plan forgets states, selection and view.
    void setPlan(const SeatMapPlan& plan);

    /// One letter of "fhasb" per seat in SeatNo order; a seat without a letter is blocked. Only
    /// seats that differ are drawn again.
    QString states() const { return QString::fromLatin1(m_states); }
    void setStates(const QString& states);
    Q_INVOKABLE void setSeatState(int seat, const QString& letter);
    void setSeatLetter(int seat, char letter);

    /// Seats whose right to sell this terminal owns, whatever the connection does.
    QList<int> mine() const { return m_mineList; }
    void setMine(const QList<int>& seats);
    QList<int> selection() const { return m_selectionList; }
    void setSelection(const QList<int>& seats);

    SeatMapColors* colors() const { return m_colors.get(); }
    QString fontFamily() const { return m_fontFamily; }
    void setFontFamily(const QString& family);

    qreal zoom() const { return m_camera.zoom(); }
    void setZoom(qreal zoom);
    qreal maximumZoom() const { return m_camera.maximumZoom(); }
    QPointF pan() const { return m_camera.pan(); }
    void setPan(QPointF pan);
    qreal margin() const { return m_margin; }
    void setMargin(qreal margin);
    /// The part of everything drawn that is in sight, as shares of 1, for an overview.
    QRectF seen() const;
    /// Where all that lies in the item, in its coordinates.
    QRectF drawnRect() const;
    /// The share of everything drawn at a point of the item, and the way back: looks there.
    Q_INVOKABLE QPointF shareAt(QPointF point) const;
    Q_INVOKABLE void centreOn(QPointF share);
    Q_INVOKABLE void zoomAround(qreal factor, QPointF point);
    Q_INVOKABLE void zoomIn() { zoomAround(kZoomStep, middle()); }
    Q_INVOKABLE void zoomOut() { zoomAround(1 / kZoomStep, middle()); }
    Q_INVOKABLE void fitToView();
    /// Pans so that the seat and its neighbourhood are in sight.
    Q_INVOKABLE void reveal(int seat);

    int cursorSeat() const { return m_cursor; }
    void setCursorSeat(int seat);
    int hoveredSeat() const { return m_hovered; }
    /// What has been typed of a seat's name, "F1"; empties itself when the name is complete.
    QString typed() const { return m_typed; }

    QRectF cursorRect() const { return seatRect(m_cursor); }
    QRectF hoveredRect() const { return seatRect(m_hovered); }
    /// What to say about the seat under the pointer, or else the one the keyboard is on.
    QString hint() const { return seatDescription(m_hovered >= 0 ? m_hovered : m_cursor); }

    /// Row labels, entrances and other words; not for an overview.
    bool wordsShown() const { return m_scene.wordsShown(); }
    void setWordsShown(bool shown);
    bool interactive() const { return m_interactive; }
    void setInteractive(bool interactive);

    BackEnd backEnd() const { return m_backEnd; }
    void setBackEnd(BackEnd backEnd);

    Q_INVOKABLE int seatCount() const { return static_cast<int>(m_scene.seatCount()); }
    Q_INVOKABLE int seatAt(QPointF point) const;
    /// The seat's place in the item, unturned; `seatRotation` says by how much it is turned.
    Q_INVOKABLE QRectF seatRect(int seat) const;
    Q_INVOKABLE int seatRotation(int seat) const;
    Q_INVOKABLE QString seatName(int seat) const;
    /// "Row F seat 12, wheelchair space, free", as it is read aloud and shown in a hint.
    Q_INVOKABLE QString seatDescription(int seat) const;
    /// For the legend: {name, color, rank} of the price areas, best first.
    QVariantList areas() const;
    /// For the legend: the kinds of seats there are, as in the plan file ("sofa").
    QStringList kinds() const;
    SeatLook look(int seat) const { return m_scene.look(static_cast<std::size_t>(seat)); }

signals:
    void planChanged();
    void statesChanged();
    void mineChanged();
    void selectionChanged();
    void fontFamilyChanged();
    void viewChanged();
    void cursorSeatChanged();
    void hoveredSeatChanged();
    void markersMoved();
    void hintChanged();
    void wordsShownChanged();
    void typedChanged();
    void interactiveChanged();
    void backEndChanged();
    void seatTapped(int seat);
    void seatHovered(int seat);

protected:
    QSGNode* updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& value) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseUngrabEvent() override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void touchEvent(QTouchEvent* event) override;
    void touchUngrabEvent() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr qreal kZoomStep = 1.35;

    QPointF middle() const { return {width() / 2, height() / 2}; }
    bool isSeat(int seat) const { return seat >= 0 && seat < seatCount(); }
    const domain::Seat& seatOf(int seat) const;
    void refreshLook(int seat);
    void refreshAllLooks();
    void redrawAll();
    void viewMoved(bool moved);
    void setHovered(int seat);
    void press(QPointF at);
    void dragTo(QPointF at);
    void release(QPointF at);
    void pinch(const QEventPoint& one, const QEventPoint& other);
    bool moveCursor(QKeyEvent* event);
    bool steer(QKeyEvent* event);
    bool type(QKeyEvent* event);
    void setTyped(const QString& typed);
    int neighbour(int seat, int key) const;
    int seatInRow(std::size_t row, qreal nearX) const;
    bool usesGeometry() const;
    qreal pixelRatio() const;

    SeatMapPlan m_plan;
    std::unique_ptr<SeatMapColors> m_colors;
    SeatScene m_scene;
    MapCamera m_camera;
    QByteArray m_states;
    QList<int> m_mineList;
    QList<int> m_selectionList;
    std::vector<bool> m_mine;
    std::vector<bool> m_selected;
    QString m_fontFamily = QStringLiteral("Inter");
    qreal m_margin = 12;
    bool m_interactive = true;
    BackEnd m_backEnd = BackEnd::Automatic;

    int m_cursor = -1;
    int m_hovered = -1;
    QString m_typed;
    quint64 m_typedAt = 0;
    std::optional<QPointF> m_pressed;
    QPointF m_lastDrag;
    bool m_dragging = false;

    // What the next frame has to do.
    MapFrame m_frame;
    std::vector<int> m_changed;
    bool m_everything = true;
};

} // namespace foyer::qml
