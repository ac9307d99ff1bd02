#include "app/viewmodels/share_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>

namespace foyer::viewmodels {

ShareModel::ShareModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void ShareModel::show(const core::OfficeView& view) {
    beginResetModel();
    m_share = view.share;
    if (m_share)
        std::stable_sort(m_share->terminals.begin(), m_share->terminals.end(),
                         [](const auto& a, const auto& b) { return a.seats > b.seats; });
    endResetModel();
    emit changed();
}

void ShareModel::watch(const core::ShowtimeView& showtime) {
    beginResetModel();
    m_showtime = showtime;
    endResetModel();
    emit changed();
    m_wishes.wish(core::WatchOffice{protocol::AskShare{showtime.id}});
}

QString ShareModel::heading() const {
    if (m_showtime.id.isNull())
        return {};
    return tr("%1 · %2 · %3 seats")
        .arg(timeText(m_showtime.start, m_showtime.utcOffset),
             QString::fromStdString(m_showtime.auditorium))
        .arg(m_showtime.seats);
}

int ShareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ShareModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& part = m_share->terminals[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
        return QString::fromStdString(part.name);
    case SeatsRole:
        return static_cast<int>(part.seats);
    case PartRole:
        return allotted() > 0 ? static_cast<double>(part.seats) / allotted() : 0.0;
    case StateTextRole:
        return part.reachable ? tr("heard just now: given back when asked")
                              : tr("silent: nobody else can sell these");
    }
    return {};
}

QHash<int, QByteArray> ShareModel::roleNames() const {
    return {
        {NameRole, "name"}, {SeatsRole, "seats"}, {PartRole, "part"}, {StateTextRole, "stateText"}};
}

} // namespace foyer::viewmodels
