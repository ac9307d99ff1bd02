#include "seat_map_accessible.h"

#include "seat_map.h"

#include <QAccessible>
#include <QAccessibleObject>
#include <QPointer>
#include <QQuickWindow>

#include <map>

namespace foyer::qml {

namespace {

QRect onScreen(const SeatMap& map, const QRectF& inItem) {
    if (!map.window())
        return {};
    return QRectF(map.mapToGlobal(inItem.topLeft()), inItem.size()).toAlignedRect();
}

/// One seat. Made when first asked for, owned by Qt's accessibility cache.
class AccessibleSeat : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessibleSeat(SeatMap* map, int seat) : m_map(map), m_seat(seat) {}

    bool isValid() const override { return m_map && m_seat < m_map->seatCount(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return m_map ? QAccessible::queryAccessibleInterface(m_map) : nullptr;
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QRect rect() const override {
        return isValid() ? onScreen(*m_map, m_map->seatRect(m_seat)) : QRect();
    }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text which) const override {
        return isValid() && which == QAccessible::Name ? m_map->seatDescription(m_seat) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (isValid() && name == pressAction())
            emit m_map->seatTapped(m_seat);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

private:
    QPointer<SeatMap> m_map;
    int m_seat;
};

QAccessible::State AccessibleSeat::state() const {
    QAccessible::State state;
    if (!isValid())
        return state;
    const SeatLook look = m_map->look(m_seat);
    const bool offered =
        look == SeatLook::Free || look == SeatLook::Mine || look == SeatLook::Selected;
    state.selectable = offered;
    state.disabled = !offered;
    state.selected = look == SeatLook::Selected;
    state.focusable = true;
    state.focused = m_map->hasActiveFocus() && m_map->cursorSeat() == m_seat;
    return state;
}

class AccessibleMap : public QAccessibleObject {
public:
    explicit AccessibleMap(SeatMap* map) : QAccessibleObject(map) {}
    ~AccessibleMap() override {
        for (const auto& [seat, id] : m_seats)
            QAccessible::deleteAccessibleInterface(id);
    }

    SeatMap* map() const { return static_cast<SeatMap*>(object()); }
    QAccessibleInterface* parent() const override {
        QQuickItem* above = map()->parentItem();
        if (above)
            return QAccessible::queryAccessibleInterface(above);
        return QAccessible::queryAccessibleInterface(map()->window());
    }
    QAccessibleInterface* child(int index) const override;
    QAccessibleInterface* childAt(int x, int y) const override {
        return child(map()->seatAt(map()->mapFromGlobal(QPointF(x, y))));
    }
    QAccessibleInterface* focusChild() const override { return child(map()->cursorSeat()); }
    int childCount() const override { return map()->seatCount(); }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (const auto& [seat, id] : m_seats)
            if (QAccessible::accessibleInterface(id) == wanted)
                return seat;
        return -1;
    }
    QRect rect() const override {
        return onScreen(*map(), QRectF(0, 0, map()->width(), map()->height()));
    }
    QAccessible::Role role() const override { return QAccessible::List; }
    QString text(QAccessible::Text which) const override {
        return which == QAccessible::Name ? SeatMap::tr("Seat map") : QString();
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.focusable = true;
        state.focused = map()->hasActiveFocus();
        state.multiSelectable = true;
        return state;
    }

private:
    mutable std::map<int, QAccessible::Id> m_seats;
};

QAccessibleInterface* AccessibleMap::child(int index) const {
    if (index < 0 || index >= childCount())
        return nullptr;
    if (const auto found = m_seats.find(index); found != m_seats.end())
        return QAccessible::accessibleInterface(found->second);
    auto* seat = new AccessibleSeat(map(), index);
    m_seats[index] = QAccessible::registerAccessibleInterface(seat);
    return seat;
}

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    if (auto* map = qobject_cast<SeatMap*>(object))
        return new AccessibleMap(map);
    return nullptr;
}

} // namespace

void installSeatMapAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace foyer::qml
