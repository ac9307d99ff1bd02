#include "seat_map.h"

#include "seat_map_accessible.h"
#include "seats_node.h"

#include <QQuickWindow>
#include <QSGRendererInterface>

#include <algorithm>

namespace foyer::qml {

namespace {

/// Of the two lists, sets `flags` to `now` and calls `changed` for every seat whose flag turned.
template <class Changed>
void replaceFlags(std::vector<bool>& flags, const QList<int>& before, const QList<int>& now,
                  Changed changed) {
    const auto known = [&](int seat) { return seat >= 0 && seat < static_cast<int>(flags.size()); };
    for (const int seat : before)
        if (known(seat))
            flags[static_cast<std::size_t>(seat)] = false;
    for (const int seat : now)
        if (known(seat))
            flags[static_cast<std::size_t>(seat)] = true;
    for (const auto& list : {before, now})
        for (const int seat : list)
            if (known(seat))
                changed(seat);
}

} // namespace

SeatMap::SeatMap(QQuickItem* parent)
    : QQuickItem(parent), m_colors(std::make_unique<SeatMapColors>()), m_scene(m_colors.get()) {
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton);
    setAcceptTouchEvents(true);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setClip(true);
    installSeatMapAccessibility();
    connect(m_colors.get(), &SeatMapColors::changed, this, [this] {
        m_scene.dropPictures();
        redrawAll();
    });
    for (const auto moved : {&SeatMap::viewChanged, &SeatMap::cursorSeatChanged,
                             &SeatMap::hoveredSeatChanged, &SeatMap::planChanged})
        connect(this, moved, this, &SeatMap::markersMoved);
    for (const auto told :
         {&SeatMap::cursorSeatChanged, &SeatMap::hoveredSeatChanged, &SeatMap::planChanged,
          &SeatMap::statesChanged, &SeatMap::mineChanged, &SeatMap::selectionChanged})
        connect(this, told, this, &SeatMap::hintChanged);
}

SeatMap::~SeatMap() = default;

void SeatMap::setPlan(const SeatMapPlan& plan) {
    if (plan == m_plan)
        return;
    m_plan = plan;
    m_scene.setLayout(plan.isNull() ? nullptr : std::make_shared<PlanLayout>(plan.plan));
    if (m_scene.layout())
        m_camera.setBounds(m_scene.layout()->bounds());
    m_states.clear();
    m_mineList.clear();
    m_selectionList.clear();
    m_mine.assign(m_scene.seatCount(), false);
    m_selected.assign(m_scene.seatCount(), false);
    m_cursor = m_hovered = -1;
    redrawAll();
    emit planChanged();
    emit statesChanged();
    emit mineChanged();
    emit selectionChanged();
    emit cursorSeatChanged();
    emit viewChanged();
}

void SeatMap::setStates(const QString& states) {
    const QByteArray letters = states.toLatin1();
    if (letters == m_states)
        return;
    m_states = letters;
    refreshAllLooks();
    emit statesChanged();
}

void SeatMap::setSeatState(int seat, const QString& letter) {
    if (!letter.isEmpty())
        setSeatLetter(seat, letter[0].toLatin1());
}

void SeatMap::setSeatLetter(int seat, char letter) {
    if (!isSeat(seat))
        return;
    if (m_states.size() <= seat)
        m_states.append(seatCount() - m_states.size(), 'b');
    if (m_states[seat] == letter)
        return;
    m_states[seat] = letter;
    refreshLook(seat);
    emit statesChanged();
}

void SeatMap::setMine(const QList<int>& seats) {
    if (seats == m_mineList)
        return;
    const auto before = std::exchange(m_mineList, seats);
    replaceFlags(m_mine, before, seats, [this](int seat) { refreshLook(seat); });
    emit mineChanged();
}

void SeatMap::setSelection(const QList<int>& seats) {
    if (seats == m_selectionList)
        return;
    const auto before = std::exchange(m_selectionList, seats);
    replaceFlags(m_selected, before, seats, [this](int seat) { refreshLook(seat); });
    emit selectionChanged();
}

void SeatMap::refreshLook(int seat) {
    const auto no = static_cast<std::size_t>(seat);
    const char letter = seat < m_states.size() ? m_states[seat] : 'b';
    if (!m_scene.setLook(no, lookOf(letter, m_mine[no], m_selected[no])))
        return;
    // One request for a frame is enough, and a frame that paints everything needs no list.
    if (m_changed.empty())
        update();
    if (m_changed.empty() || !m_everything)
        m_changed.push_back(seat);
}

void SeatMap::refreshAllLooks() {
    for (int seat = 0; seat < seatCount(); ++seat)
        refreshLook(seat);
}

void SeatMap::setFontFamily(const QString& family) {
    if (family == m_fontFamily)
        return;
    m_fontFamily = family;
    redrawAll();
    emit fontFamilyChanged();
}

void SeatMap::setZoom(qreal zoom) {
    viewMoved(m_camera.setZoom(zoom));
}

void SeatMap::setPan(QPointF pan) {
    viewMoved(m_camera.setPan(pan));
}

void SeatMap::setMargin(qreal margin) {
    m_margin = margin;
    m_camera.setMargin(margin);
    viewMoved(true);
}

void SeatMap::zoomAround(qreal factor, QPointF point) {
    viewMoved(m_camera.zoomAround(factor, point));
}

void SeatMap::fitToView() {
    const bool panned = m_camera.setPan({});
    viewMoved(m_camera.setZoom(1) || panned);
}

void SeatMap::reveal(int seat) {
    if (!isSeat(seat))
        return;
    const auto& at = seatOf(seat).at;
    constexpr qreal kNeighbourhood = 1600;
    viewMoved(m_camera.reveal(QRectF(at.x - kNeighbourhood, at.y - kNeighbourhood,
                                     2 * kNeighbourhood, 2 * kNeighbourhood)));
}

void SeatMap::viewMoved(bool moved) {
    if (!moved)
        return;
    redrawAll();
    emit viewChanged();
}

QRectF SeatMap::seen() const {
    if (!m_scene.layout())
        return {0, 0, 1, 1};
    const QRectF all = m_scene.layout()->bounds(), part = m_camera.seen();
    return {(part.left() - all.left()) / all.width(), (part.top() - all.top()) / all.height(),
            part.width() / all.width(), part.height() / all.height()};
}

QRectF SeatMap::drawnRect() const {
    if (!m_scene.layout())
        return {};
    const QRectF all = m_scene.layout()->bounds();
    return {m_camera.toItem(all.topLeft()), all.size() * m_camera.scale()};
}

QPointF SeatMap::shareAt(QPointF point) const {
    const QRectF all = drawnRect();
    if (all.isEmpty())
        return {0.5, 0.5};
    return {(point.x() - all.left()) / all.width(), (point.y() - all.top()) / all.height()};
}

void SeatMap::centreOn(QPointF share) {
    const QRectF all = drawnRect();
    const QPointF at(all.left() + share.x() * all.width(), all.top() + share.y() * all.height());
    setPan(pan() + middle() - at);
}

void SeatMap::setWordsShown(bool shown) {
    if (shown == m_scene.wordsShown())
        return;
    m_scene.setWordsShown(shown);
    redrawAll();
    emit wordsShownChanged();
}

void SeatMap::setInteractive(bool interactive) {
    if (interactive == m_interactive)
        return;
    m_interactive = interactive;
    setAcceptedMouseButtons(interactive ? Qt::LeftButton | Qt::MiddleButton : Qt::NoButton);
    setAcceptTouchEvents(interactive);
    setAcceptHoverEvents(interactive);
    setActiveFocusOnTab(interactive);
    emit interactiveChanged();
}

void SeatMap::setBackEnd(BackEnd backEnd) {
    if (backEnd == m_backEnd)
        return;
    m_backEnd = backEnd;
    redrawAll();
    emit backEndChanged();
}

void SeatMap::redrawAll() {
    m_everything = true;
    update();
}

qreal SeatMap::pixelRatio() const {
    return window() ? window()->effectiveDevicePixelRatio() : 1;
}

bool SeatMap::usesGeometry() const {
    // A custom geometry node draws nothing on the software renderer, and says nothing about it.
    const auto api = window()->rendererInterface()->graphicsApi();
    if (api == QSGRendererInterface::Software)
        return false;
    return m_backEnd != BackEnd::Image;
}

void SeatMap::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    m_camera.setSize(now.size(), pixelRatio());
    redrawAll();
    emit viewChanged();
}

void SeatMap::itemChange(ItemChange change, const ItemChangeData& value) {
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged) {
        m_camera.setSize(size(), pixelRatio());
        redrawAll();
    }
    QQuickItem::itemChange(change, value);
}

const domain::Seat& SeatMap::seatOf(int seat) const {
    return m_scene.layout()->plan().seats[static_cast<std::size_t>(seat)];
}

} // namespace foyer::qml
