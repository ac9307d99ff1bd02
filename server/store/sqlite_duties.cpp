#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/wire/change_json.h"

namespace foyer::server::store {

using ports::FeedKind;
using protocol::TaskAction;
using sqlite::Cursor;
using sqlite::orNull;

namespace {

/// Lists are texts, their parts separated by commas.
template <class T, class TextOf>
std::string listText(const std::vector<T>& parts, TextOf textOf) {
    std::string text;
    for (const T& part : parts) {
        if (!text.empty())
            text += ',';
        text += textOf(part);
    }
    return text;
}

template <class T, class From>
std::vector<T> listFrom(std::string_view text, From from) {
    std::vector<T> parts;
    while (!text.empty()) {
        const auto comma = text.find(',');
        parts.push_back(orDamage(from(text.substr(0, comma)), "a list"));
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return parts;
}

template <class T>
T idOrNull(const Cursor& row, int column) {
    return row.get<std::optional<T>>(column).value_or(T{});
}

std::string textOf(const std::vector<TaskAction>& actions) {
    return listText(actions, [](TaskAction action) { return protocol::nameOf(action); });
}

ports::TaskRecord taskFrom(const Cursor& row) {
    protocol::Task task;
    task.id = row.get<TaskId>(0);
    task.kind = orDamage(protocol::taskKindFrom(row.get<std::string_view>(1)), "task.kind");
    task.subject = row.get<std::string>(2);
    task.text = row.get<std::string>(3);
    task.openedAt = row.get<Instant>(4);
    task.owner = idOrNull<TerminalId>(row, 5);
    task.booking = idOrNull<BookingId>(row, 6);
    task.showtime = idOrNull<ShowtimeId>(row, 7);
    if (const auto currency = row.get<std::optional<Currency>>(9))
        task.amount = Money{row.get<std::int64_t>(8), *currency};
    task.deadline = row.get<std::optional<Instant>>(10);
    task.actions = listFrom<TaskAction>(row.get<std::string_view>(11), protocol::taskActionFrom);
    task.tickets = listFrom<TicketId>(row.get<std::string_view>(12), TicketId::parse);
    task.closedAt = row.get<std::optional<Instant>>(14);
    return {std::move(task), row.get<Date>(13)};
}

protocol::Revocation revocationFrom(const Cursor& row) {
    return {row.get<RevocationId>(0),
            row.get<TicketId>(1),
            row.get<ShowtimeId>(2),
            row.get<SeatNo>(3),
            orDamage(protocol::revocationReasonFrom(row.get<std::string_view>(4)), "reason"),
            row.get<Instant>(5)};
}

protocol::Reseating reseatingFrom(const Cursor& row) {
    return {row.get<TicketId>(0),    row.get<BookingId>(1),   row.get<ShowtimeId>(2),
            row.get<SeatNo>(3),      row.get<SeatNo>(4),      row.get<std::string>(5),
            row.get<std::string>(6), row.get<std::string>(7), row.get<Instant>(8)};
}

ports::AdmissionRecord admissionFrom(const Cursor& row) {
    const auto door = row.get<TerminalId>(3);
    return {{row.get<TicketId>(0), row.get<ShowtimeId>(1), row.get<SeatNo>(2), door,
             row.get<std::string>(4), row.get<Instant>(5), row.get<bool>(6)},
            {door, row.get<Incarnation>(7), row.get<Seq>(8)}};
}

constexpr const char* kPolicy = "policy"; // the name of its row among the settings

} // namespace

void SqliteStore::retell(TaskId id, const std::string& text,
                         const std::vector<TaskAction>& actions) {
    const auto told = sql("retellTask").run(id, text, textOf(actions));
    if (told == 1)
        tellOf(FeedKind::Task, id.uuid);
}

void SqliteStore::open(const ports::TaskRecord& record) {
    const protocol::Task& task = record.task;
    // No currency: no amount.
    const Money amount = task.amount.value_or(Money{});
    const std::string currency = task.amount ? amount.currency.toString() : "";
    const bool isNew =
        sql("openTask")
            .run(task.id, protocol::nameOf(task.kind), task.subject, task.text, task.openedAt,
                 orNull(task.owner), orNull(task.booking), orNull(task.showtime), amount.minor,
                 currency, task.deadline, textOf(task.actions),
                 listText(task.tickets, [](TicketId ticket) { return ticket.toString(); }),
                 record.businessDay) == 1;
    if (isNew)
        tellOf(FeedKind::Task, task.id.uuid);
}

std::vector<ports::TaskRecord> SqliteStore::openTasks() const {
    std::vector<ports::TaskRecord> all;
    for (Cursor rows = sql("openTasks").query(); rows.next();)
        all.push_back(taskFrom(rows));
    return all;
}

std::vector<ports::TaskRecord> SqliteStore::tasksUntil(Date day) const {
    std::vector<ports::TaskRecord> all;
    for (Cursor rows = sql("tasksUntil").query(day); rows.next();)
        all.push_back(taskFrom(rows));
    return all;
}

std::optional<ports::TaskRecord> SqliteStore::task(TaskId id) const {
    Cursor rows = sql("taskById").query(id);
    if (!rows.next())
        return {};
    return taskFrom(rows);
}

bool SqliteStore::hadTask(protocol::TaskKind kind, const std::string& subject) const {
    return sql("hadTask").value<std::int64_t>(protocol::nameOf(kind), subject).has_value();
}

std::optional<ports::TaskRecord> SqliteStore::openTask(protocol::TaskKind kind,
                                                       const std::string& subject) const {
    Cursor rows = sql("openTaskAbout").query(protocol::nameOf(kind), subject);
    if (!rows.next())
        return {};
    return taskFrom(rows);
}

bool SqliteStore::close(TaskId id, const ports::TaskClosing& closing) {
    const bool closed = sql("closeTask")
                            .run(id, closing.at, orNull(closing.by),
                                 protocol::nameOf(closing.action), closing.note) == 1;
    if (closed)
        tellOf(FeedKind::Task, id.uuid);
    return closed;
}

std::vector<ports::RecallRecord> SqliteStore::recallsFrom(Cursor rows) const {
    std::vector<ports::RecallRecord> all;
    while (rows.next()) {
        ports::RecallRecord record;
        record.recall.id = rows.get<RecallId>(0);
        record.recall.terminal = rows.get<TerminalId>(1);
        record.recall.showtime = rows.get<ShowtimeId>(2);
        record.recall.allotment = rows.get<AllotmentId>(3);
        record.recall.epoch = rows.get<Epoch>(4);
        record.recall.until = rows.get<Instant>(5);
        record.recall.open = rows.get<bool>(6);
        record.hold = rows.get<HoldId>(7);
        for (Cursor seats = sql("seatsOfRecall").query(record.recall.id); seats.next();)
            record.recall.seats.push_back(seats.get<SeatNo>(0));
        all.push_back(std::move(record));
    }
    return all;
}

std::optional<ports::RecallRecord> SqliteStore::recall(RecallId id) const {
    auto found = recallsFrom(sql("recallById").query(id));
    if (found.empty())
        return {};
    return std::move(found.front());
}

std::vector<ports::RecallRecord> SqliteStore::openRecalls(TerminalId terminal) const {
    return recallsFrom(sql("openRecalls").query(terminal));
}

void SqliteStore::add(const ports::RecallRecord& record) {
    const protocol::Recall& recall = record.recall;
    sql("addRecall")
        .run(recall.id, record.hold, recall.terminal, recall.showtime, recall.allotment,
             recall.until);
    for (const SeatNo seat : recall.seats)
        sql("addRecallSeat").run(recall.id, seat);
    tell({{}, FeedKind::Recall, recall.id.uuid, recall.terminal, {}});
}

bool SqliteStore::closeRecall(RecallId id) {
    if (sql("closeRecall").run(id) != 1)
        return false;
    const auto closed = recall(id);
    tell({{}, FeedKind::Recall, id.uuid, closed->recall.terminal, {}});
    return true;
}

std::optional<protocol::Revocation> SqliteStore::revocation(RevocationId id) const {
    Cursor rows = sql("revocationById").query(id);
    if (!rows.next())
        return {};
    return revocationFrom(rows);
}

std::vector<protocol::Revocation> SqliteStore::revocationsAhead(Instant now) const {
    std::vector<protocol::Revocation> all;
    for (Cursor rows = sql("revocationsAhead").query(now); rows.next();)
        all.push_back(revocationFrom(rows));
    return all;
}

void SqliteStore::add(const protocol::Revocation& revocation) {
    const bool isNew =
        sql("addRevocation")
            .run(revocation.id, revocation.ticket, revocation.showtime, revocation.seat,
                 protocol::nameOf(revocation.reason), revocation.at) == 1;
    if (isNew)
        tellOf(FeedKind::Revocation, revocation.id.uuid);
}

void SqliteStore::dropRevocation(TicketId ticket, SeatNo seat) {
    sql("dropRevocation").run(ticket, seat);
}

std::optional<protocol::Reseating> SqliteStore::reseating(TicketId ticket) const {
    Cursor rows = sql("reseatingOf").query(ticket);
    if (!rows.next())
        return {};
    return reseatingFrom(rows);
}

std::vector<protocol::Reseating> SqliteStore::reseatingsAhead(Instant now) const {
    std::vector<protocol::Reseating> all;
    for (Cursor rows = sql("reseatingsAhead").query(now); rows.next();)
        all.push_back(reseatingFrom(rows));
    return all;
}

void SqliteStore::put(const protocol::Reseating& reseating) {
    sql("putReseating")
        .run(reseating.ticket, reseating.booking, reseating.showtime, reseating.from, reseating.to,
             reseating.fromName, reseating.toName, reseating.reason, reseating.at);
    tellOf(FeedKind::Reseating, reseating.ticket.uuid);
}

std::optional<ports::AdmissionRecord> SqliteStore::admission(TicketId ticket) const {
    Cursor rows = sql("admissionOf").query(ticket);
    if (!rows.next())
        return {};
    return admissionFrom(rows);
}

std::vector<ports::AdmissionRecord> SqliteStore::admissionsAhead(Instant now) const {
    std::vector<ports::AdmissionRecord> all;
    for (Cursor rows = sql("admissionsAhead").query(now); rows.next();)
        all.push_back(admissionFrom(rows));
    return all;
}

void SqliteStore::put(const ports::AdmissionRecord& record) {
    const protocol::Admission& admission = record.admission;
    sql("putAdmission")
        .run(admission.ticket, admission.showtime, admission.seat, record.entry.terminal,
             record.entry.incarnation, record.entry.seq, admission.at, admission.undone);
    tellOf(FeedKind::Admission, admission.ticket.uuid);
}

std::vector<ports::AdmissionRecord> SqliteStore::scans(TicketId ticket) const {
    std::vector<ports::AdmissionRecord> all;
    for (Cursor rows = sql("scansOf").query(ticket); rows.next();)
        all.push_back(admissionFrom(rows));
    return all;
}

void SqliteStore::putScan(const ports::AdmissionRecord& scan) {
    const protocol::Admission& in = scan.admission;
    sql("putScan").run(scan.entry.terminal, scan.entry.incarnation, scan.entry.seq, in.ticket,
                       in.showtime, in.seat, in.at, in.undone);
}

protocol::Policy SqliteStore::policy() const {
    if (m_open && m_open->policy)
        return *m_open->policy;
    const auto text = sql("settingValue").value<std::string>(kPolicy);
    const auto policy = text ? wire::decodePolicy(*text) : protocol::Policy{};
    if (!policy)
        sqlite::throwDamage("the policy among the settings");
    if (m_open)
        m_open->policy = *policy;
    return *policy;
}

void SqliteStore::put(const protocol::Policy& policy) {
    if (m_open)
        m_open->policy.reset();
    sql("putSetting").run(kPolicy, wire::encodePolicy(policy));
    tellOf(FeedKind::Policy, {});
}

} // namespace foyer::server::store
