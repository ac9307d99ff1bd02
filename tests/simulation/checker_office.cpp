// What verdicts and the office's doings must come to: money, duties, the business day.

#include "tests/simulation/asleep.h"
#include "tests/simulation/checker.h"

namespace foyer::simulation {

void Checker::expectNoneAfter(std::int64_t row, const char* promise, const char* sql) {
    if (const auto count = statement(server(), sql).value<std::int64_t>(row).value_or(0))
        m_house.complain(std::string(promise) + " (" + std::to_string(count) + ")");
}

/// `sql` says which one.
void Checker::expectNoneNamed(std::int64_t row, const char* promise, const char* sql) {
    const auto name = statement(server(), sql).value<std::optional<std::string>>(row);
    if (name && *name)
        m_house.complain(std::string(promise) + ": " + **name);
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
        "('cash_drawer', 'card_receivable')) - (SELECT coalesce(sum(amount), 0) FROM tender) + "
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
    expectNone(db, "I3: over and short is not what was paid back twice",
               "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = "
               "'over_short') - (SELECT coalesce(sum(amount), 0) FROM task WHERE kind = "
               "'second-refund')");
    expectNone(db, "I3: money stands where nothing has put it",
               "SELECT (SELECT coalesce(sum(amount * amount), 0) FROM ledger_posting WHERE account "
               "= 'fee_revenue') + abs((SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE "
               "account = 'suspense') + (SELECT coalesce(sum(amount), 0) FROM task WHERE kind = "
               "'card-unconfirmed' AND closed_at IS NULL))");
    expectNone(db, "I3: what was received is not the price and the change",
               "SELECT count(*) FROM tender WHERE received - change <> amount OR change < 0");
    expectNone(db, "I3: a ticket was paid back for more than it cost",
               "SELECT count(*) FROM refund r JOIN ticket t ON t.id = r.ticket WHERE r.amount > "
               "t.price");
}

/// The verdicts that came since the last look.
void Checker::checkVerdicts() {
    const auto newest = ask(server(), "SELECT coalesce(max(rowid), 0) FROM verdict");
    const auto before = std::exchange(m_verdict, newest);
    if (newest <= before)
        return;
    if (m_restores == 0)
        checkDisplaced(before);
    // What was known from paper had its refund opened when the showtime was cancelled.
    expectNoneAfter(before, "R2: a sale of a cancelled showtime was accepted",
                    "SELECT count(*) FROM verdict v JOIN booking b ON b.terminal = v.terminal "
                    "AND b.incarnation = v.incarnation AND b.seq = v.seq JOIN showtime s ON s.id "
                    "= b.showtime WHERE v.rowid > $1 AND v.outcome <> 'refund_due' AND s.state = "
                    "'cancelled' AND (v.rule <> 'R8' OR EXISTS (SELECT 1 FROM ticket t WHERE "
                    "t.booking = b.id AND t.state = 'valid' AND NOT EXISTS (SELECT 1 FROM "
                    "admission a WHERE a.ticket = t.id)))");
    // What was judged before (R0) had its task then, and it may be done by now. Of the money
    // of a sale that was seen on paper in parts (R8) each part has its own.
    expectNoneNamed(
        before, "I2: a verdict that needs a person has no task",
        "SELECT min(v.rule || ' of ' || e.type || ': ' || v.reason) FROM verdict v JOIN "
        "journal_entry e ON e.terminal = v.terminal AND "
        "e.incarnation = v.incarnation AND e.seq = v.seq WHERE v.rowid > $1 AND v.rule <> 'R0' AND "
        "(v.outcome IN ('reseated', 'refund_due') OR v.rule IN ('R10', 'R13') AND v.outcome = "
        "'accepted') AND "
        "(SELECT count(*) FROM task t WHERE t.booking = e.booking AND t.kind = CASE WHEN v.rule "
        "= 'R10' THEN 'card-declined' WHEN v.rule = 'R13' THEN 'second-refund' WHEN v.outcome = "
        "'reseated' THEN 'reseated' ELSE 'refund-due' END AND t.opened_at <= v.given_at AND "
        "(t.closed_at IS NULL OR t.closed_at >= v.given_at) AND (v.rule <> 'R8' OR v.outcome = "
        "'reseated' OR t.opened_at = "
        "v.given_at) AND (v.rule <> 'R13' OR replace(t.subject, '-', '') LIKE '%' || "
        "lower(hex(v.terminal)) || '/' || v.incarnation || '/' || v.seq)) <> CASE WHEN v.rule <> "
        "'R8' OR v.outcome = 'reseated' THEN 1 ELSE (SELECT count(*) FROM verdict w JOIN "
        "journal_entry f ON f.terminal = w.terminal AND f.incarnation = w.incarnation AND f.seq = "
        "w.seq WHERE f.booking = e.booking AND w.rule = 'R8' AND w.outcome = 'refund_due' AND "
        "w.given_at = v.given_at) END");
    checkDeclines(before);
    checkVariances(before);
    checkReductions(before);
}

/// A payment that never came is missed once: with the tickets, or as a debt.
void Checker::checkDeclines(std::int64_t before) {
    expectNoneAfter(
        before, "R10: a declined payment is neither a debt nor were its tickets taken back",
        "SELECT count(*) FROM card_decline d JOIN verdict v ON v.terminal = d.terminal AND "
        "v.incarnation = d.incarnation AND v.seq = d.seq JOIN tender t ON t.booking = d.booking "
        "AND t.reference = d.reference WHERE v.rowid > $1 AND v.outcome = 'accepted' AND (SELECT "
        "coalesce(sum(p.amount), 0) FROM ledger_transaction l JOIN ledger_posting p ON "
        "p.ledger_transaction = l.id WHERE l.terminal = d.terminal AND l.incarnation = "
        "d.incarnation AND l.seq = d.seq AND p.account IN ('customer_receivable', 'bad_debt')) "
        "<> CASE WHEN EXISTS (SELECT 1 FROM refund r WHERE r.terminal = d.terminal AND "
        "r.incarnation = d.incarnation AND r.seq = d.seq) THEN 0 ELSE t.amount END");
    expectNoneAfter(
        before, "R10: tickets that nobody has paid or used stand",
        "SELECT count(*) FROM card_decline d JOIN verdict v ON v.terminal = d.terminal AND "
        "v.incarnation = d.incarnation AND v.seq = d.seq JOIN booking b ON b.id = d.booking JOIN "
        "showtime s ON s.id = b.showtime JOIN tender t ON t.booking = d.booking AND t.reference = "
        "d.reference WHERE v.rowid > $1 AND v.outcome = 'accepted' AND s.start_at > v.given_at "
        "AND NOT EXISTS (SELECT 1 FROM admission a JOIN ticket k ON k.id = a.ticket WHERE "
        "k.booking = b.id) AND (SELECT sum(k.price) FROM ticket k WHERE k.booking = b.id AND "
        "k.state = 'valid') = t.amount");
}

/// All prices of the two lists differ.
void Checker::checkVariances(std::int64_t before) {
    expectNoneNamed(
        before, "R11: a price of another list than the showtime's is not in the report",
        "SELECT min(v.rule || ': ' || v.reason) FROM verdict v JOIN booking b ON b.terminal = "
        "v.terminal AND "
        "b.incarnation = v.incarnation AND b.seq = v.seq JOIN showtime s ON s.id = b.showtime "
        "JOIN ticket k ON k.booking = b.id LEFT JOIN price_variance p ON p.ticket = k.id WHERE "
        "v.rowid > $1 AND v.outcome IN ('accepted', 'reseated') AND k.state = 'valid' AND "
        "(b.price_list <> s.price_list) <> coalesce(p.printed = k.price AND p.listed <> k.price, "
        "0)");
}

/// What somebody has to do is written down until it is done.
void Checker::checkDuties() {
    Desk& db = server();
    expectNone(db, "I2: a task lacks its owner, its deadline, its facts or what can be done",
               "SELECT count(*) FROM task t LEFT JOIN showtime s ON s.id = t.showtime WHERE "
               "t.closed_at IS NULL AND (t.text = '' OR t.actions = '' OR t.business_day = 0 OR "
               "(t.kind IN ('reseated', 'refund-due', 'card-declined', 'second-refund') AND "
               "(t.owner IS NULL OR t.booking IS NULL OR s.id IS NULL OR t.deadline IS NULL OR "
               "t.tickets = '' OR (t.opened_at < s.start_at AND t.deadline > s.start_at))) OR "
               "(t.kind IN ('refund-due', 'card-declined', 'second-refund') AND "
               "coalesce(t.amount, 0) <= 0))");
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

/// Whoever had a seat has its counterpart, and nobody else. A party of which one seat has none
/// stays together, elsewhere (R6).
void Checker::checkMappings() {
    expectNone(
        server(), "R4: a ticket is not where the published mapping has its seat",
        "SELECT count(*) FROM journal_entry e, json_each(e.payload, '$.lines') l, "
        "json_each(e.payload, '$.rights') r JOIN ticket t ON lower(hex(t.id)) = "
        "replace(json_extract(l.value, '$.ticket'), '-', '') JOIN allotment a ON lower(hex(a.id)) "
        "= replace(json_extract(r.value, '$.allotment'), '-', '') JOIN seat_counterpart m ON "
        "m.showtime = t.showtime AND m.last_epoch = (SELECT min(p.last_epoch) FROM plan_period p "
        "WHERE p.showtime = a.showtime AND p.last_epoch >= a.epoch) AND m.from_seat = "
        "json_extract(l.value, '$.seat') JOIN verdict v ON v.terminal = e.terminal AND "
        "v.incarnation = e.incarnation AND v.seq = e.seq WHERE e.type = 'sale' AND l.key = r.key "
        "AND t.state = 'valid' AND t.seat <> m.to_seat AND v.rule <> 'R6'");
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
        if (known.value<std::int64_t>(booking) != paid)
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
    auto& settled = statement(server(), "SELECT 1 FROM task WHERE kind = 'former_life' AND "
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
    // Whatever day the task says, it is about this one.
    expectNone(server(), "I2: the day was closed while a sale of it was undecided",
               "SELECT count(*) FROM business_day d JOIN booking b ON b.business_day <= d.day "
               "JOIN task t ON t.booking = b.id JOIN journal_entry e ON e.booking = b.id "
               "AND e.received_at = t.opened_at WHERE e.type = 'sale' AND t.closed_at IS NULL");
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
