#include "app/viewmodels/terminals_model.h"

#include "app/viewmodels/format.h"
#include "app/viewmodels/office_text.h"

#include <algorithm>

namespace foyer::viewmodels {

using protocol::Exposure;

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString iconOf(protocol::TerminalKind kind) {
    using protocol::TerminalKind;
    switch (kind) {
    case TerminalKind::Counter:
        return QStringLiteral("drawer");
    case TerminalKind::Kiosk:
        return QStringLiteral("ticket");
    case TerminalKind::Door:
        return QStringLiteral("door");
    case TerminalKind::Office:
        return QStringLiteral("settings");
    case TerminalKind::Online:
        return QStringLiteral("network");
    }
    CHECK(false);
}

/// The lower, the higher up in the list.
int troubleOf(const Exposure& row) {
    if (row.standing == protocol::Standing::Proposed)
        return 0;
    if (row.standing == protocol::Standing::Lost)
        return 4;
    if (row.barred || row.awaited)
        return 1;
    return row.reachable ? 3 : 2;
}

QString kindOf(const Exposure& row) {
    return row.former ? TerminalsModel::tr("Former disk") : kindText(row.kind);
}

QString entriesOf(const Exposure& row) {
    if (row.former)
        return TerminalsModel::tr("The terminal was enrolled anew on another disk. What this one "
                                  "sold unseen is known here only when it has been found.");
    if (!row.unsent)
        return TerminalsModel::tr("It has not spoken since the server was started: what it sold "
                                  "meanwhile is not known here.");
    if (*row.unsent > 0)
        return TerminalsModel::tr("It has spoken of entries that are not here yet: %1.")
            .arg(*row.unsent);
    return row.reachable ? TerminalsModel::tr("Its whole journal is here.")
                         : TerminalsModel::tr("Its journal was here when it was last heard. What "
                                              "it sold since is not known.");
}

QString shortEntriesOf(const Exposure& row) {
    if (row.former)
        return TerminalsModel::tr("the rest of its journal not known");
    if (!row.unsent)
        return TerminalsModel::tr("journal not known");
    if (*row.unsent > 0)
        return TerminalsModel::tr("entries missing: %1").arg(*row.unsent);
    return row.reachable ? TerminalsModel::tr("all entries here")
                         : TerminalsModel::tr("all entries here until then");
}

QString moneysText(const std::vector<Money>& moneys) {
    QStringList texts;
    for (const Money each : moneys)
        texts.append(moneyText(each));
    return texts.join(QStringLiteral(" + "));
}

QString leaseOf(const Exposure& row) {
    return row.seats == 0
               ? TerminalsModel::tr("nothing on lease")
               : TerminalsModel::tr("%n seat(s) on lease", nullptr, static_cast<int>(row.seats));
}

int toneOf(const Exposure& row) {
    if (row.standing == protocol::Standing::Lost)
        return 0;
    return row.barred ? 3 : 2;
}

} // namespace

TerminalsModel::TerminalsModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void TerminalsModel::show(const core::OfficeView& view) {
    beginResetModel();
    m_rows = view.terminals;
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Exposure& a, const Exposure& b) {
        return std::tuple(troubleOf(a), a.name) < std::tuple(troubleOf(b), b.name);
    });
    endResetModel();
    if (!current() && !m_rows.empty())
        chooseRow(m_rows.front());
    emit changed();
}

void TerminalsModel::showPeople(const core::LoginView& people) {
    m_people = people.operators;
    emit changed();
}

void TerminalsModel::tick(Instant now, Milliseconds utcOffset) {
    const bool sameMinute = std::chrono::floor<std::chrono::minutes>(now) ==
                            std::chrono::floor<std::chrono::minutes>(m_now);
    m_now = now;
    m_utcOffset = utcOffset;
    if (sameMinute || m_rows.empty())
        return;
    emit dataChanged(index(0), index(count() - 1), {LastSeenTextRole});
    emit changed();
}

int TerminalsModel::awaited() const {
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const auto& row) { return row.awaited; }));
}

int TerminalsModel::troubled() const {
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const auto& row) { return troubleOf(row) <= 1; }));
}

int TerminalsModel::chosen() const {
    const Exposure* row = current();
    return row ? static_cast<int>(row - m_rows.data()) : -1;
}

void TerminalsModel::choose(int row) {
    if (row < 0 || row >= count() || row == chosen())
        return;
    chooseRow(m_rows[static_cast<std::size_t>(row)]);
    emit changed();
}

void TerminalsModel::chooseRow(const Exposure& row) {
    m_chosen = row.terminal;
    m_chosenLife = row.life;
}

const Exposure* TerminalsModel::current() const {
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Exposure& row) {
        return row.terminal == m_chosen && row.life == m_chosenLife;
    });
    return at == m_rows.end() ? nullptr : &*at;
}

std::vector<core::OperatorView> TerminalsModel::keyHolders() const {
    std::vector<core::OperatorView> holders;
    const Exposure* row = current();
    const OperatorId first = row && row->first ? row->first->by : OperatorId{};
    for (const core::OperatorView& person : m_people)
        if (person.role >= domain::Role::Supervisor && person.id != first)
            holders.push_back(person);
    return holders;
}

QStringList TerminalsModel::people() const {
    QStringList names;
    for (const core::OperatorView& person : keyHolders())
        names.append(text(person.name));
    return names;
}

QString TerminalsModel::personName(OperatorId id) const {
    for (const core::OperatorView& person : m_people)
        if (person.id == id)
            return text(person.name);
    return tr("somebody else");
}

/// With its date when it is not of this day.
QString TerminalsModel::momentText(Instant at) const {
    const bool today = dateText(at, m_utcOffset) == dateText(m_now, m_utcOffset);
    const QString time = timeText(at, m_utcOffset);
    return today ? time : tr("%1, %2").arg(dateText(at, m_utcOffset), time);
}

QString TerminalsModel::seenText(const Exposure& row) const {
    if (row.former)
        return tr("leased last %1 ago").arg(ageText(m_now - row.lastSeen));
    if (row.reachable)
        return tr("heard just now");
    return tr("last heard %1 ago").arg(ageText(m_now - row.lastSeen));
}

QString TerminalsModel::stateText(const Exposure& row) const {
    if (row.standing == protocol::Standing::Lost)
        return tr("declared lost");
    if (row.standing == protocol::Standing::Proposed)
        return tr("second key missing");
    if (row.barred)
        return tr("not accepted");
    if (row.awaited)
        return tr("the server waits for it");
    if (row.former)
        return tr("replaced");
    return row.reachable ? QString() : tr("silent");
}

QString TerminalsModel::name() const {
    if (!current())
        return {};
    return current()->former ? tr("%1, former disk").arg(text(current()->name))
                             : text(current()->name);
}

TerminalsModel::Standing TerminalsModel::standing() const {
    return current() ? static_cast<Standing>(current()->standing) : Present;
}

QString TerminalsModel::seatsText() const {
    return current() ? QString::number(current()->seats) : QString();
}

QString TerminalsModel::mostText() const {
    if (!current())
        return {};
    return current()->most.empty() ? tr("nothing") : moneysText(current()->most);
}

QString TerminalsModel::lastSeenText() const {
    if (!current())
        return {};
    return current()->reachable ? tr("just now") : momentText(current()->lastSeen);
}

QString TerminalsModel::entriesText() const {
    return current() ? entriesOf(*current()) : QString();
}

QVariantList TerminalsModel::stakes() const {
    QVariantList rows;
    if (!current())
        return rows;
    for (const protocol::Stake& stake : current()->showtimes)
        rows.append(QVariantMap{
            {QStringLiteral("start"), momentText(stake.start)},
            {QStringLiteral("movie"), text(stake.movie)},
            {QStringLiteral("seats"), tr("%n seat(s)", nullptr, static_cast<int>(stake.seats))},
            {QStringLiteral("most"), moneyText(stake.most)},
            {QStringLiteral("state"), stake.expired ? tr("lease run out") : tr("lease runs")}});
    return rows;
}

QString TerminalsModel::firstKeyText() const {
    const Exposure* row = current();
    if (!row || row->standing == protocol::Standing::Present)
        return tr("Not turned yet");
    if (!row->first)
        return tr("Turned");
    return tr("%1, at %2").arg(personName(row->first->by), momentText(row->first->at));
}

QString TerminalsModel::secondKeyText() const {
    const Exposure* row = current();
    if (row && row->standing == protocol::Standing::Lost)
        return tr("Turned");
    if (row && row->first)
        return tr("Waiting for another person, until %1").arg(momentText(row->first->goodUntil));
    return tr("Another person, within an hour of the first");
}

QString TerminalsModel::obstacle() const {
    const Exposure* row = current();
    if (!row)
        return {};
    if (row->standing == protocol::Standing::Lost)
        return tr("It is declared lost. If the device or its disk turns up, start it with the "
                  "network: what it sold is taken in and settled.");
    if (row->reachable)
        return tr("It was heard a moment ago, so it may be selling. Only a terminal that stays "
                  "silent can be declared lost.");
    if (row->declarable && row->former)
        return tr("Its leases run until %1: until then it may be selling. If the disk is at hand, "
                  "start it and enrol it anew; then nothing is lost.")
            .arg(momentText(*row->declarable));
    if (row->declarable)
        return tr("Its leases run until %1: until then it may be selling. Bring it back to the "
                  "network if you can; then nothing is lost.")
            .arg(momentText(*row->declarable));
    if (keyHolders().empty())
        return tr("No supervisor or manager is known here who could turn the key.");
    return {};
}

QString TerminalsModel::warning() const {
    const Exposure* row = current();
    if (!row)
        return {};
    const QString seats = tr("%n seat(s)", nullptr, static_cast<int>(row->seats));
    return row->first
               ? tr("%1 go back to the pool at once. What this terminal sold unseen, at most %2, "
                    "may then meet other sales: those customers get other seats or their money.")
                     .arg(seats, mostText())
               : tr("Nothing is freed by the first key. With the second, %1 go back to the pool; "
                    "what this terminal sold unseen, at most %2, may then meet other sales.")
                     .arg(seats, mostText());
}

int TerminalsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant TerminalsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Exposure& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NameRole:
        return text(row.name);
    case KindTextRole:
        return kindOf(row);
    case IconRole:
        return iconOf(row.kind);
    case LastSeenTextRole:
        return seenText(row);
    case LeaseTextRole:
        return leaseOf(row);
    case EntriesTextRole:
        return shortEntriesOf(row);
    case StateTextRole:
        return stateText(row);
    case ToneRole:
        return toneOf(row);
    }
    return {};
}

QHash<int, QByteArray> TerminalsModel::roleNames() const {
    return {{NameRole, "name"},           {KindTextRole, "kindText"},
            {IconRole, "iconName"},       {LastSeenTextRole, "lastSeen"},
            {LeaseTextRole, "lease"},     {EntriesTextRole, "entries"},
            {StateTextRole, "stateText"}, {ToneRole, "tone"}};
}

void TerminalsModel::declareLost(int person, const QString& pin) {
    const auto holders = keyHolders();
    if (!current() || person < 0 || person >= static_cast<int>(holders.size()))
        return;
    m_wishes.wish(core::DecideOffice{protocol::DeclareLost{
        m_chosen, holders[static_cast<std::size_t>(person)].id, pin.toStdString(),
        current()->former ? std::optional(m_chosenLife) : std::nullopt}});
}

} // namespace foyer::viewmodels
