#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using sqlite::Cursor;

namespace {

std::optional<ports::RecoveryRecord> recoveryFrom(Cursor rows) {
    if (!rows.next())
        return {};
    ports::RecoveryRecord recovery;
    recovery.id = rows.get<Uuid>(0);
    recovery.startedAt = rows.get<Instant>(1);
    recovery.reason = rows.get<std::string>(2);
    recovery.endedAt = rows.get<std::optional<Instant>>(3);
    recovery.paymentsSince = rows.get<std::optional<Instant>>(4);
    recovery.paymentsKnownAt = rows.get<std::optional<Instant>>(5);
    recovery.paymentsAgainAt = rows.get<std::optional<Instant>>(6);
    return recovery;
}

} // namespace

std::optional<ports::RecoveryRecord> SqliteStore::openRecovery() const {
    auto found = recoveryFrom(sql("openRecovery").query());
    if (!found)
        return {};
    ports::RecoveryRecord recovery = std::move(*found);
    for (Cursor rows = sql("recoveryTerminals").query(recovery.id); rows.next();)
        recovery.terminals.push_back({rows.get<TerminalId>(0), rows.get<Incarnation>(1),
                                      rows.get<std::optional<Instant>>(2), rows.get<bool>(3)});
    return recovery;
}

bool SqliteStore::isRecovering() const {
    if (m_open && m_open->recovering)
        return *m_open->recovering;
    const bool recovering = sql("openRecovery").query().next();
    if (m_open)
        m_open->recovering = recovering;
    return recovering;
}

void SqliteStore::start(const ports::RecoveryRecord& recovery, const Uuid& newIncarnation) {
    if (m_open) {
        m_open->recovering.reset();
        m_open->incarnation.reset();
    }
    sql("addRecovery")
        .run(recovery.id, recovery.startedAt, recovery.reason, recovery.paymentsSince);
    for (const auto& each : recovery.terminals)
        addRecovering(recovery.id, each.terminal, each.incarnation);
    sql("setMeta").run("db_incarnation", newIncarnation);
}

bool SqliteStore::hasOpenIntent(TerminalId terminal, Incarnation incarnation) const {
    return sql("openIntent").query(terminal, incarnation).next();
}

void SqliteStore::countLeasesFrom(Instant now) {
    sql("countLeasesFrom").run(now);
}

void SqliteStore::skipEpochs(std::int64_t count) {
    sql("skipNumbers").run("epoch", count);
}

std::vector<HoldId> SqliteStore::openHolds() const {
    std::vector<HoldId> all;
    for (Cursor rows = sql("openHolds").query(); rows.next();)
        all.push_back(rows.get<HoldId>(0));
    return all;
}

void SqliteStore::addRecovering(const Uuid& recovery, TerminalId terminal,
                                Incarnation incarnation) {
    sql("addRecoveryTerminal").run(recovery, terminal, incarnation);
}

void SqliteStore::setRefilled(const Uuid& recovery, TerminalId terminal, Instant at) {
    sql("setRefilled").run(recovery, terminal, at);
}

void SqliteStore::setWaiting(const Uuid& recovery, TerminalId terminal, bool waits) {
    sql("setRecoveryWaiting").run(recovery, terminal, waits);
}

void SqliteStore::endRecovery(const Uuid& recovery, Instant at) {
    if (m_open)
        m_open->recovering.reset();
    sql("endRecovery").run(recovery, at);
}

void SqliteStore::setPaymentsKnown(const Uuid& recovery, Instant since, Instant at,
                                   std::optional<Instant> again) {
    sql("setPaymentsKnown").run(recovery, since, at, again);
}

std::optional<ports::RecoveryRecord> SqliteStore::recoveryToLookAgain() const {
    return recoveryFrom(sql("recoveryToLookAgain").query());
}

std::optional<Instant> SqliteStore::lastTimePaymentsWereKnown() const {
    Cursor rows = sql("lastTimePaymentsWereKnown").query();
    return rows.next() ? rows.get<std::optional<Instant>>(0) : std::nullopt;
}

Instant SqliteStore::firstWritten() const {
    Cursor rows = sql("firstWritten").query();
    return rows.next() ? rows.get<std::optional<Instant>>(0).value_or(Instant{}) : Instant{};
}

std::optional<ports::LossRecord> SqliteStore::loss(TerminalId terminal,
                                                   Incarnation incarnation) const {
    Cursor rows = sql("lossOf").query(terminal, incarnation);
    if (!rows.next())
        return {};
    return ports::LossRecord{rows.get<TerminalId>(0),
                             rows.get<Incarnation>(1),
                             rows.get<OperatorId>(2),
                             rows.get<Instant>(3),
                             rows.get<std::optional<OperatorId>>(4),
                             rows.get<std::optional<Instant>>(5),
                             rows.get<std::string>(6),
                             rows.get<std::optional<Instant>>(7)};
}

void SqliteStore::put(const ports::LossRecord& loss) {
    sql("putLoss").run(loss.terminal, loss.incarnation, loss.firstBy, loss.firstAt, loss.secondBy,
                       loss.secondAt, loss.exposure, loss.backAt);
}

void SqliteStore::setBack(TerminalId terminal, Incarnation incarnation, Instant now) {
    sql("setBack").run(terminal, incarnation, now);
}

std::vector<Instant> SqliteStore::startsLeased(TerminalId terminal, Incarnation incarnation,
                                               Instant now) const {
    std::vector<Instant> all;
    for (Cursor rows = sql("startsLeased").query(terminal, incarnation, now); rows.next();)
        all.push_back(rows.get<Instant>(0));
    return all;
}

std::vector<ports::ExposedShowtime> SqliteStore::exposed(TerminalId terminal,
                                                         Incarnation incarnation) const {
    std::vector<ports::ExposedShowtime> all;
    for (Cursor rows = sql("exposedAllotments").query(terminal, incarnation); rows.next();) {
        const auto id = rows.get<AllotmentId>(1);
        all.push_back({rows.get<ShowtimeId>(0), id,
                       orDamage(protocol::allotmentStateFrom(rows.get<std::string_view>(2)),
                                "allotment.state"),
                       seatsOf(id)});
    }
    return all;
}

std::vector<ports::SeatShare> SqliteStore::sharesOf(ShowtimeId showtime) const {
    std::vector<ports::SeatShare> all;
    for (Cursor rows = sql("sharesOf").query(showtime); rows.next();)
        all.push_back(
            {rows.get<TerminalId>(0), rows.get<std::string>(1), rows.get<std::int64_t>(2)});
    return all;
}

bool SqliteStore::isClosed(CinemaId cinema, Date day) const {
    return sql("closedDay").query(cinema, day).next();
}

void SqliteStore::put(const ports::DayRecord& day) {
    sql("addClosedDay").run(day.cinema, day.day, day.closedAt, day.closedBy);
}

} // namespace foyer::server::store
