#include "app/viewmodels/day_model.h"

#include "app/viewmodels/format.h"
#include "app/viewmodels/office_text.h"

namespace foyer::viewmodels {

namespace {

constexpr int kDays = 7;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

Instant noonOf(Date day) {
    return Instant{day} + std::chrono::hours{12};
}

} // namespace

DayModel::DayModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void DayModel::show(const core::OfficeView& view) {
    m_answer = view.day;
    beginResetModel();
    m_rows = answer() ? rowsOf(*answer()) : std::vector<Row>{};
    endResetModel();
    emit changed();
}

void DayModel::showPeople(const core::LoginView& people) {
    m_people = people.operators;
    emit changed();
}

void DayModel::tick(Instant now, Milliseconds utcOffset) {
    m_now = now;
    m_utcOffset = utcOffset;
    const Date today = businessDayOf(now, utcOffset);
    if (today == m_today)
        return;
    m_today = today;
    emit daysChanged();
    emit changed();
}

void DayModel::watch() {
    m_wishes.wish(core::WatchOffice{protocol::AskDay{chosenDate()}});
}

Date DayModel::chosenDate() const {
    return m_today - std::chrono::days{m_day};
}

const protocol::DayAnswer* DayModel::answer() const {
    return m_answer && m_answer->day == chosenDate() ? &*m_answer : nullptr;
}

QStringList DayModel::days() const {
    QStringList names{tr("Today"), tr("Yesterday")};
    for (int back = 2; back < kDays; ++back)
        names.append(dayName(m_today - std::chrono::days{back}));
    return names;
}

void DayModel::setDay(int day) {
    if (day < 0 || day >= kDays || day == m_day)
        return;
    m_day = day;
    beginResetModel();
    m_rows.clear();
    endResetModel();
    emit changed();
    watch();
}

QString DayModel::dayText() const {
    return dateText(noonOf(chosenDate()), Milliseconds{0}, QLocale(), QLocale::LongFormat);
}

DayModel::State DayModel::state() const {
    if (!answer())
        return Asking;
    if (answer()->closed)
        return Closed;
    if (answer()->endsAt && m_now < *answer()->endsAt)
        return NotOver;
    return m_rows.empty() ? Ready : ItemsOpen;
}

QString DayModel::stateText() const {
    switch (state()) {
    case Asking:
        return tr("Asking the server…");
    case NotOver:
        return tr("Still running");
    case ItemsOpen:
        return tr("%n open item(s)", nullptr, count());
    case Ready:
        return tr("Ready to be closed");
    case Closed:
        return tr("Closed");
    }
    CHECK(false);
}

QString DayModel::advice() const {
    switch (state()) {
    case Asking:
        return {};
    case NotOver:
        return tr("The business day ends at %1. It can be closed from then on.")
            .arg(timeText(*answer()->endsAt, m_utcOffset));
    case ItemsOpen:
        return tr("Everything that was paid must come to its end first: settle these, then close "
                  "the day.");
    case Ready:
        return tr("Every paid sale of the day has come to its end. Once closed, nothing is posted "
                  "to it any more.");
    case Closed:
        return tr("Every paid sale of the day has come to its end, and nothing is posted to it any "
                  "more.");
    }
    CHECK(false);
}

std::vector<DayModel::Row> DayModel::rowsOf(const protocol::DayAnswer& day) const {
    std::vector<Row> rows;
    if (day.recovering)
        rows.push_back({tr("The server was restored"),
                        tr("It waits for the journals of terminals it has not heard since. See the "
                           "list of terminals."),
                        QStringLiteral("sync"), false});
    for (const std::string& name : day.unheard)
        rows.push_back({tr("%1 was not heard since that day").arg(text(name)),
                        tr("It may have sales of the day that nobody has judged yet. Bring it to "
                           "the network, or declare it lost."),
                        QStringLiteral("network-off"), false});
    for (const protocol::Task& task : day.tasks)
        rows.push_back({taskTitle(task.kind), withLocalMoney(text(task.text)), taskIcon(task.kind),
                        task.deadline && *task.deadline <= m_now});
    return rows;
}

std::vector<core::OperatorView> DayModel::closers() const {
    std::vector<core::OperatorView> managers;
    for (const core::OperatorView& person : m_people)
        if (person.role >= domain::Role::Manager)
            managers.push_back(person);
    return managers;
}

QStringList DayModel::people() const {
    QStringList names;
    for (const core::OperatorView& person : closers())
        names.append(text(person.name));
    return names;
}

int DayModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant DayModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case TitleRole:
        return row.title;
    case TextRole:
        return row.text;
    case IconRole:
        return row.icon;
    case UrgentRole:
        return row.urgent;
    }
    return {};
}

QHash<int, QByteArray> DayModel::roleNames() const {
    return {{TitleRole, "title"},
            {TextRole, "explanation"},
            {IconRole, "iconName"},
            {UrgentRole, "isUrgent"}};
}

void DayModel::close(int person, const QString& pin) {
    const auto managers = closers();
    if (state() != Ready || person < 0 || person >= static_cast<int>(managers.size()))
        return;
    m_wishes.wish(core::DecideOffice{protocol::CloseDay{
        chosenDate(), managers[static_cast<std::size_t>(person)].id, pin.toStdString()}});
}

} // namespace foyer::viewmodels
