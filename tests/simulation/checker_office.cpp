// What the office's doings must come to: money, duties, the business day.

#include "tests/simulation/asleep.h"
#include "tests/simulation/checker.h"

namespace foyer::simulation {

void Checker::expectNoneAfter(std::int64_t row, const char* promise, const char* sql) {
    if (const auto count = statement(server(), sql).value<std::int64_t>(row).value_or(0))
        m_house.complain(std::string(promise) + " (" + std::to_string(count) + ")");
}

/// Money came in by tenders; it goes out for tickets, each once, or is missed (verdict R13), or
/// never came (verdict R10).
void Checker::checkMoney() {
    Desk& db = server();
    expectNone(db, "I3: a ledger transaction does not add up to zero",
               "SELECT count(*) FROM (SELECT 1 FROM ledger_posting "
               "GROUP BY ledger_transaction HAVING sum(amount) <> 0)");
    expectNone(
        db, "I3: drawers and cards do not hold what came in and stayed",
        "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account IN "
        "('cash_drawer', 'card_receivable', 'rounding')) - (SELECT coalesce(sum(amount), 0) FROM "
        "tender) + "
        "(SELECT coalesce(sum(amount), 0) FROM refund) + (SELECT coalesce(sum(amount), 0) FROM "
        "task WHERE kind = 'second-refund') + (SELECT coalesce(sum(t.amount), 0) FROM "
        "card_decline d JOIN tender t ON t.booking = d.booking AND t.reference = d.reference "
        "JOIN verdict v ON v.terminal = d.terminal AND v.incarnation = d.incarnation AND v.seq = "
        "d.seq WHERE v.outcome = 'accepted') - (SELECT coalesce(sum(amount), 0) FROM task WHERE "
        "kind = 'card-unconfirmed' AND closed_at IS NULL)");
    expectNone(db, "I3: revenue and tax are not what the tickets cost",
               "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account IN "
               "('ticket_revenue', 'tax_payable')) + (SELECT coalesce(sum(t.price), 0) FROM "
               "ticket t LEFT JOIN refund_due d ON d.ticket = t.id WHERE (t.state = 'valid' OR "
               "d.posted = 0) AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.ticket = t.id))");
    expectNone(db, "I3: what is owed is not what its tickets cost",
               "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = "
               "'refund_payable') + (SELECT coalesce(sum(t.price), 0) FROM refund_due d JOIN "
               "ticket t ON t.id = d.ticket WHERE d.posted = 1 AND NOT EXISTS (SELECT 1 FROM "
               "refund r WHERE r.ticket = t.id))");
    expectNone(db,
               "I3: over and short is not what was paid back twice, but for what was by no drawer",
               "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = "
               "'over_short') - (SELECT coalesce(sum(amount), 0) FROM task WHERE kind = "
               "'second-refund') + (SELECT coalesce(sum(t.price), 0) FROM refund r JOIN ticket t "
               "ON t.id = r.ticket JOIN ledger_transaction l ON l.terminal = r.terminal AND "
               "l.incarnation = r.incarnation AND l.seq = r.seq WHERE l.event = 'settled')");
    expectNone(db, "I3: money stands where nothing has put it",
               "SELECT (SELECT coalesce(sum(amount * amount), 0) FROM ledger_posting WHERE account "
               "= 'fee_revenue') + abs((SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE "
               "account = 'suspense') + (SELECT coalesce(sum(amount), 0) FROM task WHERE kind = "
               "'card-unconfirmed' AND closed_at IS NULL))");
    expectNone(
        db, "I3: what was received is not the price and the change",
        "SELECT count(*) FROM tender WHERE received - change <> amount + rounded OR change < 0");
    expectNone(db, "I3: cash was not rounded to the nearest five cents",
               "SELECT count(*) FROM tender WHERE rounded <> CASE WHEN kind = 'cash' AND rounded "
               "<> 0 THEN (amount + 2) / 5 * 5 - amount ELSE 0 END");
    expectNone(db, "I3: a ticket was paid back for more than it cost",
               "SELECT count(*) FROM refund r JOIN ticket t ON t.id = r.ticket WHERE r.amount > "
               "t.price");
}

/// What somebody has to do is written down until it is done.
void Checker::checkDuties() {
    Desk& db = server();
    expectNone(db, "I2: a task lacks its owner, its deadline, its facts or what can be done",
               "SELECT count(*) FROM task t LEFT JOIN showtime s ON s.id = t.showtime WHERE "
               "t.closed_at IS NULL AND (t.text = '' OR t.actions = '' OR t.business_day = 0 OR "
               "(t.kind IN ('reseated', 'refund-due', 'card-declined', 'second-refund') AND "
               "(t.owner IS NULL OR t.booking IS NULL OR s.id IS NULL OR t.deadline IS NULL OR "
               "(t.tickets = '' AND NOT (t.kind = 'second-refund' AND EXISTS (SELECT 1 FROM "
               "refund_due d WHERE d.booking = t.booking))) OR "
               "(t.opened_at < s.start_at AND t.deadline > s.start_at))) OR "
               "(t.kind IN ('refund-due', 'card-declined', 'second-refund') AND "
               "coalesce(t.amount, 0) <= 0 AND NOT (t.kind = 'refund-due' AND t.amount = 0 AND "
               "(SELECT sum(k.price) FROM ticket k WHERE k.booking = t.booking) = 0)))");
    expectNone(db, "I2: a ticket is gone, and its money neither went back nor is owed",
               "SELECT count(*) FROM ticket t WHERE t.state = 'void' AND NOT EXISTS (SELECT 1 "
               "FROM refund r WHERE r.ticket = t.id) AND NOT EXISTS (SELECT 1 FROM refund_due d "
               "WHERE d.ticket = t.id)");
    expectNone(db, "I2: money is owed, and no task says so",
               "SELECT count(*) FROM refund_due d WHERE NOT EXISTS (SELECT 1 FROM refund r WHERE "
               "r.ticket = d.ticket) AND NOT EXISTS (SELECT 1 FROM task t WHERE t.booking = "
               "d.booking AND t.kind = 'refund-due' AND t.closed_at IS NULL)");
    expectNone(db, "R2: a ticket of a cancelled showtime is good and nobody owes its money",
               "SELECT count(*) FROM ticket t JOIN showtime s ON s.id = t.showtime WHERE s.state "
               "= 'cancelled' AND t.state = 'valid' AND NOT EXISTS (SELECT 1 FROM refund_due d "
               "WHERE d.ticket = t.id)");
    expectNone(db, "I2: a task of a closed business day is open",
               "SELECT count(*) FROM business_day d JOIN task t ON t.business_day <= d.day AND "
               "t.opened_at <= d.closed_at WHERE t.closed_at IS NULL");
    auto replanned = statement(db, "SELECT DISTINCT showtime FROM plan_period").query();
    while (replanned.next())
        m_replanned.insert(replanned.get<ShowtimeId>(0));
}

void Checker::checkMappings() {
    if (!m_truth.copiedLives.empty()) // what two disks sold from one right is not the plan's doing
        return;
    expectNone(
        server(), "I7: a sale whose seats have counterparts was displaced by a plan change",
        "SELECT count(*) FROM verdict v JOIN journal_entry e ON e.terminal = v.terminal AND "
        "e.incarnation = v.incarnation AND e.seq = v.seq JOIN booking b ON b.id = e.booking JOIN "
        "showtime s ON s.id = b.showtime WHERE e.type = 'sale' AND v.rule IN ('R6', 'R7') AND "
        "v.outcome <> 'accepted' AND EXISTS (SELECT 1 FROM plan_period p WHERE p.showtime = s.id) "
        "AND NOT EXISTS (SELECT 1 FROM json_each(e.payload, '$.lines') l, json_each(e.payload, "
        "'$.rights') r WHERE l.key = r.key AND NOT EXISTS (SELECT 1 FROM allotment a WHERE "
        "lower(hex(a.id)) = replace(json_extract(r.value, '$.allotment'), '-', '') AND (NOT EXISTS "
        "(SELECT 1 FROM plan_period p WHERE p.showtime = s.id AND p.last_epoch >= a.epoch) OR "
        "EXISTS (SELECT 1 FROM seat_counterpart m WHERE m.showtime = s.id AND m.last_epoch = "
        "(SELECT min(p.last_epoch) FROM plan_period p WHERE p.showtime = s.id AND p.last_epoch >= "
        "a.epoch) AND m.from_seat = json_extract(l.value, '$.seat')))))");
}

/// The server was put back: what it lost, the journals have told it again (verdict R9).
void Checker::checkRefilled() {
    auto& waitedFor = statement(
        server(), "SELECT group_concat(t.name || ' (its entries are known up to ' || (t.next_seq "
                  "- 1) || ')') FROM recovery v JOIN recovery_terminal r ON r.recovery = v.id JOIN "
                  "terminal t ON t.id = r.terminal WHERE v.ended_at IS NULL AND r.refilled_at IS "
                  "NULL");
    if (const auto names = waitedFor.value<std::optional<std::string>>(); names && *names)
        m_house.complain("R9: the recovery never ends, it waits for " + **names);
    expectNone(server(), "R9: the provider was not asked for all that was lost",
               "SELECT count(*) FROM recovery WHERE payments_again_at IS NOT NULL OR (ended_at IS "
               "NULL AND payments_since IS NOT NULL AND payments_known_at IS NULL)");
    checkDisplaced(0);
    expectNone(server(), "I2: an entry of a known sale stays in quarantine after a restore",
               "SELECT count(*) FROM verdict v JOIN journal_entry e ON e.terminal = v.terminal AND "
               "e.incarnation = v.incarnation AND e.seq = v.seq WHERE v.outcome = 'quarantined' "
               "AND (e.type NOT IN ('refund', 'card_declined') OR EXISTS (SELECT 1 FROM booking b "
               "WHERE b.id = e.booking))");
}

void Checker::checkOnline() {
    auto& known = statement(server(), "SELECT total FROM booking WHERE id = $1");
    for (const auto& [booking, paid] : m_truth.paidOnline)
        if (known.value<std::int64_t>(booking) != paid && !isAnsweredFor(booking))
            m_house.complain("I2: an online customer has paid for what nobody knows");
}

void Checker::dayEnds() {
    for (Seen& seen : m_terminals) {
        if (!seen.terminal->isUp())
            continue;
        const Asleep guard(seen.terminal->disk());
        // What carries an entry says nothing of its own.
        auto rows =
            statement(deskOf(seen), "SELECT hash FROM journal_entry WHERE type <> 'carried'")
                .query();
        for (seen.ofDay.clear(); rows.next();)
            seen.ofDay.push_back(rows.get<Hash>(0));
    }
}

/// It was replaced, and a person has said what became of the disk that burned.
bool Checker::isAnsweredFor(const Seen& seen) {
    auto& settled = statement(server(), "SELECT 1 FROM task WHERE kind = 'old-incarnation' AND "
                                        "subject = $1 AND closed_by IS NOT NULL");
    const auto& identity = seen.terminal->identity();
    return seen.terminal->isDead() &&
           settled.value<std::int64_t>(identity.terminal.toString() + "/" +
                                       std::to_string(identity.incarnation.value));
}

void Checker::checkClosing() {
    if (!m_server.isUp())
        return;
    const Asleep guard(m_server.disk());
    expectNone(server(), "I2: the day was closed while a task of it was open",
               "SELECT count(*) FROM business_day d JOIN task t ON t.business_day <= d.day WHERE "
               "t.closed_at IS NULL");
    // Whatever day the task says, it is about this one. A card that is declined later is a story of
    // its own, also where a recovery hears of both at once.
    expectNone(server(), "I2: the day was closed while a sale of it was undecided",
               "SELECT count(*) FROM business_day d JOIN booking b ON b.business_day <= d.day "
               "JOIN task t ON t.booking = b.id JOIN journal_entry e ON e.booking = b.id "
               "AND e.received_at = t.opened_at WHERE e.type = 'sale' AND t.closed_at IS NULL "
               "AND t.kind <> 'card-declined'");
    expectNone(server(), "I2: the day was closed during a recovery",
               "SELECT count(*) FROM recovery WHERE ended_at IS NULL");
    auto& known = statement(server(), "SELECT 1 FROM journal_entry WHERE hash = $1 UNION SELECT 1 "
                                      "FROM carried_entry WHERE hash = $1");
    for (const Seen& seen : m_terminals) {
        // Of a second disk the server may not have heard at all.
        if (seen.terminal->isLost() || seen.terminal->isTwin())
            continue;
        for (const Hash& hash : seen.ofDay)
            if (!known.value<std::int64_t>(hash) && !isAnsweredFor(seen))
                return m_house.complain("I2: the day was closed while entries of " +
                                        seen.terminal->name() + " were on their way");
    }
}

} // namespace foyer::simulation
