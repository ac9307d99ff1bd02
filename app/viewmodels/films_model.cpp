#include "app/viewmodels/films_model.h"

#include "app/viewmodels/format.h"

#include <algorithm>

namespace foyer::viewmodels {

namespace {

constexpr std::size_t kFew = 10;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

} // namespace

std::size_t seatsLeft(const core::ShowtimeView& row, bool wholePool) {
    return row.mine + (wholePool ? row.free : 0);
}

std::size_t spacesLeft(const core::ShowtimeView& row, bool wholePool) {
    return row.mineWheelchairs + (wholePool ? row.freeWheelchairs : 0);
}

TimesModel::TimesModel(QObject* parent) : QAbstractListModel(parent) {}

void TimesModel::show(std::vector<core::ShowtimeView> rows, bool wholePool) {
    const bool same =
        std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(),
                   [](const auto& left, const auto& right) { return left.id == right.id; });
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    m_wholePool = wholePool;
    if (!same)
        endResetModel();
    else if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

int TimesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString TimesModel::leftText(const core::ShowtimeView& row) const {
    const std::size_t left = seatsLeft(row, m_wholePool);
    if (left == 0 && row.free > 0)
        return tr("Ask at the counter");
    if (left == 0)
        return tr("Sold out");
    return (left <= kFew ? tr("Only %1 free") : tr("%1 free")).arg(left);
}

QString TimesModel::spoken(const core::ShowtimeView& row) const {
    return tr("%1, %2, %3, wheelchair spaces: %4")
        .arg(timeText(row.start, row.utcOffset), text(row.auditorium), leftText(row))
        .arg(spacesLeft(row, m_wholePool));
}

QVariant TimesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::ShowtimeView& row = m_rows[static_cast<std::size_t>(index.row())];
    const std::size_t left = seatsLeft(row, m_wholePool);
    switch (role) {
    case ShowtimeIdRole:
        return text(row.id.toString());
    case StartRole:
        return timeText(row.start, row.utcOffset);
    case HallRole:
        return text(row.auditorium);
    case LeftTextRole:
        return leftText(row);
    case SpacesRole:
        return static_cast<int>(spacesLeft(row, m_wholePool));
    case OpenRole:
        return left > 0;
    case FewRole:
        return left <= kFew;
    case SpokenRole:
        return spoken(row);
    }
    return {};
}

QHash<int, QByteArray> TimesModel::roleNames() const {
    return {{ShowtimeIdRole, "showtimeId"},
            {StartRole, "start"},
            {HallRole, "hall"},
            {LeftTextRole, "leftText"},
            {SpacesRole, "spaces"},
            {OpenRole, "open"},
            {FewRole, "few"},
            {SpokenRole, "spoken"}};
}

FilmsModel::FilmsModel(QObject* parent) : QAbstractListModel(parent) {}

void FilmsModel::show(const core::ScheduleView& view) {
    m_all = view.showtimes;
    rebuild();
}

void FilmsModel::setWholePool(bool wholePool) {
    if (wholePool == m_wholePool)
        return;
    m_wholePool = wholePool;
    rebuild();
}

void FilmsModel::tick(Instant now) {
    const bool sameMinute = std::chrono::floor<std::chrono::minutes>(now) ==
                            std::chrono::floor<std::chrono::minutes>(m_now);
    m_now = now;
    if (!sameMinute && !m_all.empty())
        rebuild();
}

bool FilmsModel::isComing(const core::ShowtimeView& row) const {
    return !row.cancelled && row.start + kLateEntry > m_now;
}

std::vector<FilmsModel::Film> FilmsModel::filmsOfTheDay() const {
    std::optional<Date> day;
    for (const core::ShowtimeView& row : m_all)
        if (isComing(row) && (!day || row.businessDay < *day))
            day = row.businessDay;
    std::vector<Film> films;
    for (const core::ShowtimeView& row : m_all) {
        if (!isComing(row) || row.businessDay != day)
            continue;
        auto film = std::find_if(films.begin(), films.end(),
                                 [&](const Film& each) { return each.id == row.movieId; });
        if (film == films.end())
            film = films.insert(films.end(), Film{row.movieId, {}, nullptr});
        film->showtimes.push_back(row);
    }
    return films;
}

/// A film that stays keeps its list of times, so that nothing jumps under a finger.
void FilmsModel::rebuild() {
    std::vector<Film> films = filmsOfTheDay();
    const bool same =
        std::equal(m_films.begin(), m_films.end(), films.begin(), films.end(),
                   [](const Film& left, const Film& right) { return left.id == right.id; });
    if (!same)
        beginResetModel();
    for (Film& film : films) {
        const auto known = std::find_if(m_films.begin(), m_films.end(),
                                        [&](const Film& each) { return each.id == film.id; });
        film.times =
            known == m_films.end() ? new TimesModel(this) : std::exchange(known->times, nullptr);
        film.times->show(film.showtimes, m_wholePool);
    }
    for (const Film& gone : m_films)
        if (gone.times)
            gone.times->deleteLater();
    m_films = std::move(films);
    if (!same)
        endResetModel();
    else if (!m_films.empty())
        emit dataChanged(index(0), index(count() - 1), {FactsRole, StartsTextRole});
    emit changed();
}

QString FilmsModel::dayText() const {
    if (m_films.empty())
        return {};
    const core::ShowtimeView& first = m_films.front().showtimes.front();
    const Date today = businessDayOf(m_now, first.utcOffset);
    if (first.businessDay <= today)
        return tr("Today");
    if (first.businessDay == today + std::chrono::days{1})
        return tr("Tomorrow");
    return dateText(Instant{first.businessDay} + std::chrono::hours{12}, Milliseconds{0}, QLocale(),
                    QLocale::LongFormat);
}

const core::ShowtimeView* FilmsModel::find(const QString& showtime) const {
    for (const Film& film : m_films)
        for (const core::ShowtimeView& row : film.showtimes)
            if (text(row.id.toString()) == showtime)
                return &row;
    return nullptr;
}

int FilmsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant FilmsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Film& film = m_films[static_cast<std::size_t>(index.row())];
    const core::ShowtimeView& first = film.showtimes.front();
    switch (role) {
    case TitleRole:
        return text(first.movie);
    case FactsRole: {
        QStringList facts;
        if (!first.rating.empty())
            facts.append(text(first.rating));
        if (first.runningMinutes)
            facts.append(tr("%1 min").arg(*first.runningMinutes));
        return facts.join(QStringLiteral(" · "));
    }
    case TimesRole:
        return QVariant::fromValue(film.times);
    case StartsTextRole: {
        QStringList starts;
        for (const core::ShowtimeView& row : film.showtimes)
            starts.append(timeText(row.start, row.utcOffset));
        return starts.join(QStringLiteral("   "));
    }
    }
    return {};
}

QHash<int, QByteArray> FilmsModel::roleNames() const {
    return {{TitleRole, "title"},
            {FactsRole, "facts"},
            {TimesRole, "times"},
            {StartsTextRole, "startsText"}};
}

} // namespace foyer::viewmodels
