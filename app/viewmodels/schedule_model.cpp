#include "app/viewmodels/schedule_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>

namespace foyer::viewmodels {

namespace {

constexpr std::chrono::minutes kSoon{30};
constexpr std::chrono::minutes kLateEntry{10};

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

bool sameShowtimes(const std::vector<core::ShowtimeView>& a,
                   const std::vector<core::ShowtimeView>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& left, const auto& right) { return left.id == right.id; });
}

} // namespace

ScheduleModel::ScheduleModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void ScheduleModel::show(const core::ScheduleView& view) {
    if (sameShowtimes(m_rows, view.showtimes)) {
        m_rows = view.showtimes;
        if (!m_rows.empty())
            emit dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_rows = view.showtimes;
    endResetModel();
    emit countChanged();
    emit nextRowChanged();
}

void ScheduleModel::tick(Instant now) {
    const int before = nextRow();
    const bool sameMinute = std::chrono::floor<std::chrono::minutes>(now) ==
                            std::chrono::floor<std::chrono::minutes>(m_now);
    m_now = now;
    if (!sameMinute && !m_rows.empty())
        emit dataChanged(index(0), index(count() - 1), {StartsInRole, PhaseRole});
    if (before != nextRow())
        emit nextRowChanged();
}

int ScheduleModel::nextRow() const {
    const auto next = std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& row) {
        return !row.cancelled && row.start + kLateEntry > m_now;
    });
    return next == m_rows.end() ? -1 : static_cast<int>(next - m_rows.begin());
}

QString ScheduleModel::dayText() const {
    if (m_rows.empty())
        return {};
    const Instant noon = Instant{m_rows.front().businessDay} + std::chrono::hours{12};
    return dateText(noon, Milliseconds{0}, QLocale(), QLocale::LongFormat);
}

ScheduleModel::Phase ScheduleModel::phaseOf(const core::ShowtimeView& row) const {
    if (row.cancelled)
        return Cancelled;
    if (m_now >= row.end)
        return Ended;
    if (m_now >= row.start)
        return Running;
    return row.start - m_now <= kSoon ? Soon : Coming;
}

QString ScheduleModel::startsIn(const core::ShowtimeView& row) const {
    switch (phaseOf(row)) {
    case Cancelled:
        return tr("cancelled");
    case Ended:
        return tr("ended");
    case Running:
        return tr("running");
    case Soon:
    case Coming:
        return tr("in %1").arg(
            ageText(std::max<Milliseconds>(row.start - m_now, std::chrono::minutes{1})));
    }
    CHECK(false);
}

int ScheduleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant ScheduleModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::ShowtimeView& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case MovieRole:
        return text(row.movie);
    case RatingRole:
        return text(row.rating);
    case MinutesTextRole:
        return row.runningMinutes ? tr("%1 min").arg(*row.runningMinutes) : QString();
    case AuditoriumRole:
        return text(row.auditorium);
    case StartRole:
        return timeText(row.start, row.utcOffset);
    case EndRole:
        return timeText(row.end, row.utcOffset);
    case StartsInRole:
        return startsIn(row);
    case PhaseRole:
        return phaseOf(row);
    case SeatsRole:
        return static_cast<int>(row.seats);
    case FreeRole:
        return static_cast<int>(row.free + row.mine);
    case SoldRole:
        return static_cast<int>(row.sold);
    case FillRole:
        return row.seats ? static_cast<double>(row.sold) / static_cast<double>(row.seats) : 0.0;
    case SellableOfflineRole:
        return static_cast<int>(row.mine);
    }
    return {};
}

QHash<int, QByteArray> ScheduleModel::roleNames() const {
    return {{MovieRole, "movie"},
            {RatingRole, "rating"},
            {MinutesTextRole, "minutesText"},
            {AuditoriumRole, "auditorium"},
            {StartRole, "start"},
            {EndRole, "end"},
            {StartsInRole, "startsIn"},
            {PhaseRole, "phase"},
            {SeatsRole, "seats"},
            {FreeRole, "free"},
            {SoldRole, "sold"},
            {FillRole, "fill"},
            {SellableOfflineRole, "sellableOffline"}};
}

void ScheduleModel::open(int row) {
    if (row >= 0 && row < count())
        m_wishes.wish(core::OpenShowtime{m_rows[static_cast<std::size_t>(row)].id});
}

} // namespace foyer::viewmodels
