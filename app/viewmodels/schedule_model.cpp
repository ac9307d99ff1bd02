#include "app/viewmodels/schedule_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>
#include <iterator>

namespace foyer::viewmodels {

namespace {

constexpr std::chrono::minutes kSoon{30};
constexpr std::chrono::minutes kLateEntry{10};

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

double partOf(std::size_t seats, std::size_t all) {
    return all > 0 ? static_cast<double>(seats) / static_cast<double>(all) : 0.0;
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
    m_all = view.showtimes;
    std::vector<Date> days;
    for (const core::ShowtimeView& row : m_all)
        if (std::find(days.begin(), days.end(), row.businessDay) == days.end())
            days.push_back(row.businessDay);
    std::sort(days.begin(), days.end());
    const bool otherDays = days != m_days;
    m_days = std::move(days);
    chooseDay();
    showDay();
    if (otherDays)
        emit dayChanged();
}

void ScheduleModel::chooseDay() {
    const bool known = m_day && std::find(m_days.begin(), m_days.end(), *m_day) != m_days.end();
    if (known && m_dayPicked)
        return;
    const auto coming = std::find_if(m_all.begin(), m_all.end(), [&](const auto& row) {
        return !row.cancelled && row.start + kLateEntry > m_now;
    });
    const auto before = m_day;
    m_dayPicked = false;
    if (coming != m_all.end())
        m_day = coming->businessDay;
    else if (!m_days.empty())
        m_day = m_days.back();
    else
        m_day.reset();
    if (before != m_day)
        emit dayChanged();
}

void ScheduleModel::showDay() {
    std::vector<core::ShowtimeView> rows;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(rows),
                 [&](const auto& row) { return row.businessDay == m_day; });
    if (sameShowtimes(m_rows, rows)) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0), index(count() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    emit countChanged();
    emit nextRowChanged();
}

int ScheduleModel::day() const {
    const auto at = m_day ? std::find(m_days.begin(), m_days.end(), *m_day) : m_days.end();
    return at == m_days.end() ? -1 : static_cast<int>(at - m_days.begin());
}

void ScheduleModel::setDay(int day) {
    if (day < 0 || day >= static_cast<int>(m_days.size()) || day == this->day())
        return;
    m_day = m_days[static_cast<std::size_t>(day)];
    m_dayPicked = true;
    showDay();
    emit dayChanged();
}

QStringList ScheduleModel::days() const {
    QStringList names;
    const Milliseconds offset = m_all.empty() ? Milliseconds{0} : m_all.front().utcOffset;
    const Date today = businessDayOf(m_now, offset);
    for (const Date day : m_days) {
        if (day == today)
            names.append(tr("Today"));
        else if (day == today + std::chrono::days{1})
            names.append(tr("Tomorrow"));
        else
            names.append(dayName(day));
    }
    return names;
}

void ScheduleModel::tick(Instant now) {
    const int before = nextRow();
    const bool sameMinute = std::chrono::floor<std::chrono::minutes>(now) ==
                            std::chrono::floor<std::chrono::minutes>(m_now);
    m_now = now;
    if (!sameMinute && !m_all.empty()) {
        chooseDay();
        showDay();
    }
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
    if (!m_day)
        return {};
    return dateText(Instant{*m_day} + std::chrono::hours{12}, Milliseconds{0}, QLocale(),
                    QLocale::LongFormat);
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

QString ScheduleModel::shareText(const core::ShowtimeView& row) const {
    return row.allotted > 0 ? tr("%1 here · %2 allotted").arg(row.mine).arg(row.allotted)
                            : QString();
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
        return tr("in %1").arg(waitText(row.start - m_now));
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
        return partOf(row.sold, row.seats);
    case SellableOfflineRole:
        return static_cast<int>(row.mine);
    case ShareTextRole:
        return shareText(row);
    case AllottedTextRole:
        return row.allotted > 0 ? tr("%1 allotted").arg(row.allotted) : tr("none allotted");
    case AllottedFillRole:
        return partOf(row.allotted, row.seats);
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
            {SellableOfflineRole, "sellableOffline"},
            {ShareTextRole, "shareText"},
            {AllottedTextRole, "allottedText"},
            {AllottedFillRole, "allottedFill"}};
}

const core::ShowtimeView* ScheduleModel::at(int row) const {
    return row >= 0 && row < count() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

void ScheduleModel::open(int row) {
    const core::ShowtimeView* showtime = at(row);
    if (!showtime)
        return;
    const Phase phase = phaseOf(*showtime);
    if (phase != Ended && phase != Cancelled)
        m_wishes.wish(core::OpenShowtime{showtime->id});
}

} // namespace foyer::viewmodels
