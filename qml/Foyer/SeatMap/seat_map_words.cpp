#include "seat_map.h"

#include <algorithm>
#include <set>

namespace foyer::qml {

namespace {

QString kindWord(domain::SeatKind kind) {
    using domain::SeatKind;
    switch (kind) {
    case SeatKind::Standard:
        return {};
    case SeatKind::Premium:
        return SeatMap::tr("premium seat");
    case SeatKind::Sofa:
        return SeatMap::tr("sofa");
    case SeatKind::Wheelchair:
        return SeatMap::tr("wheelchair space");
    case SeatKind::Companion:
        return SeatMap::tr("companion seat");
    case SeatKind::Restricted:
        return SeatMap::tr("restricted view");
    }
    return {};
}

QString lookWord(SeatLook look) {
    switch (look) {
    case SeatLook::Free:
        return SeatMap::tr("free");
    case SeatLook::Mine:
        return SeatMap::tr("free, ready at this terminal");
    case SeatLook::Selected:
        return SeatMap::tr("selected");
    case SeatLook::Held:
        return SeatMap::tr("held by an online customer");
    case SeatLook::Allotted:
        return SeatMap::tr("allotted to another terminal");
    case SeatLook::Sold:
        return SeatMap::tr("sold");
    case SeatLook::Blocked:
        return SeatMap::tr("blocked");
    }
    return {};
}

} // namespace

QRectF SeatMap::seatRect(int seat) const {
    if (!isSeat(seat))
        return {};
    const auto& what = seatOf(seat);
    const QPointF middle = m_camera.toItem(QPointF(what.at.x, what.at.y));
    const QSizeF size(what.width * m_camera.scale(), what.depth * m_camera.scale());
    return {middle - QPointF(size.width(), size.height()) / 2, size};
}

int SeatMap::seatRotation(int seat) const {
    return isSeat(seat) ? seatOf(seat).rotation : 0;
}

QString SeatMap::seatName(int seat) const {
    if (!isSeat(seat))
        return {};
    return QString::fromStdString(m_plan.plan->seatName(SeatNo{static_cast<std::uint16_t>(seat)}));
}

QString SeatMap::seatDescription(int seat) const {
    if (!isSeat(seat))
        return {};
    const auto& what = seatOf(seat);
    const auto& plan = *m_plan.plan;
    QStringList words{tr("Row %1 seat %2")
                          .arg(QString::fromStdString(plan.rows[what.row].label),
                               QString::fromStdString(what.label))};
    if (const QString kind = kindWord(what.kind); !kind.isEmpty())
        words << kind;
    if (plan.areas.size() > 1)
        words << QString::fromStdString(plan.areas[what.area.value].name);
    words << lookWord(look(seat));
    return words.join(QStringLiteral(", "));
}

QVariantList SeatMap::areas() const {
    if (m_plan.isNull())
        return {};
    auto areas = m_plan.plan->areas;
    std::stable_sort(areas.begin(), areas.end(),
                     [](const auto& a, const auto& b) { return a.rank > b.rank; });
    QVariantList list;
    for (const auto& area : areas)
        list << QVariantMap{{QStringLiteral("name"), QString::fromStdString(area.name)},
                            {QStringLiteral("color"), QString::fromStdString(area.color)},
                            {QStringLiteral("rank"), area.rank}};
    return list;
}

QStringList SeatMap::kinds() const {
    std::set<domain::SeatKind> found;
    if (!m_plan.isNull())
        for (const auto& seat : m_plan.plan->seats)
            found.insert(seat.kind);
    QStringList list;
    for (const auto kind : found)
        list << QString::fromLatin1(domain::nameOf(kind));
    return list;
}

} // namespace foyer::qml
