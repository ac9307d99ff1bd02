#include "tests/simulation/checker.h"

#include "tests/simulation/asleep.h"

#include <algorithm>

namespace foyer::simulation {

Checker::Checker(House& house, ServerNode& server, std::vector<TerminalNode*> terminals,
                 Truth& truth, Office& office)
    : m_house(house), m_server(server), m_truth(truth), m_office(office) {
    for (TerminalNode* terminal : terminals)
        add(*terminal);
}

void Checker::add(TerminalNode& terminal) {
    m_terminals.emplace_back();
    m_terminals.back().terminal = &terminal;
}

sqlite::Statement& Checker::statement(Desk& desk, const char* sql) {
    auto at = desk.statements.find(sql);
    if (at == desk.statements.end())
        at = desk.statements.emplace(sql, desk.db->prepare("check", sql)).first;
    return at->second;
}

std::int64_t Checker::ask(Desk& desk, const char* sql) {
    return statement(desk, sql).value<std::int64_t>().value_or(0);
}

void Checker::expectNone(Desk& desk, const char* promise, const char* sql) {
    if (const auto count = ask(desk, sql))
        m_house.complain(std::string(promise) + " (" + std::to_string(count) + ")");
}

Checker::Desk& Checker::server() {
    if (m_serverDesk.life != m_server.life()) {
        m_serverDesk.statements.clear();
        m_serverDesk.life = m_server.life();
        m_serverDesk.db = &m_server.db();
    }
    return m_serverDesk;
}

Checker::Desk& Checker::deskOf(Seen& seen) {
    if (seen.desk.life != seen.terminal->life()) {
        seen.desk.statements.clear();
        seen.desk.life = seen.terminal->life();
        seen.desk.db = &seen.terminal->db();
    }
    return seen.desk;
}

namespace {
constexpr const char* kDatabase = "SELECT hex(bytes) FROM meta WHERE name = 'db_incarnation'";
/// Of the server whose feed the cursor counts in; nothing while that is lost.
constexpr const char* kDatabaseOfCursor =
    "SELECT CASE WHEN former_db IS NULL THEN hex(db_incarnation) ELSE '' END FROM terminal_state";
} // namespace

/// What the server knew since its backup is gone; so is what a web shop has sold since, of which
/// nobody else has a journal. Of what was paid at the server's own provider that one tells.
void Checker::forgetHistory() {
    const Asleep guard(m_server.disk());
    m_restores = m_server.restores();
    m_serverWrites = ~std::uint64_t{0};
    m_epoch = ask(server(), "SELECT value FROM counter WHERE name = 'epoch'");
    m_trailed = 0;
    m_verdict = ask(server(), "SELECT coalesce(max(rowid), 0) FROM verdict");
    m_priced = ask(server(), "SELECT coalesce(max(rowid), 0) FROM journal_entry");
    forgetExchanges();
    if (m_books)
        return;
    auto& known = statement(server(), "SELECT 1 FROM booking WHERE id = $1");
    std::erase_if(m_truth.paidOnline,
                  [&](const auto& row) { return !known.value<std::int64_t>(row.first); });
}

void Checker::check() {
    if (m_restores != m_server.restores() && m_server.isUp())
        forgetHistory();
    if (m_server.isUp() && m_serverWrites != m_server.writes()) {
        const Asleep guard(m_server.disk());
        m_serverWrites = m_server.writes();
        checkServer();
        checkChains();
        checkCarried();
        checkMoney();
        checkVerdicts();
        checkPrices();
        checkDuties();
        checkExchanges();
        checkResold();
        checkAdmissions();
        checkStanding();
        checkTold();
        checkLosses();
        if (m_books)
            checkPayments();
    }
    bool anyNew = false;
    for (Seen& seen : m_terminals)
        if (seen.terminal->isUp() && seen.writes != seen.terminal->writes()) {
            const Asleep guard(seen.terminal->disk());
            seen.writes = seen.terminal->writes();
            checkTerminal(seen);
            anyNew = true;
        }
    if (anyNew) {
        checkOwners(&Seen::sold, "I1: a seat was sold at two terminals: ");
        checkOwners(&Seen::owned, "I1: two terminals own the right to seat ");
    }
    if (!m_truth.newPaper.empty())
        checkPaper();
    if (!m_truth.newRightsUsed.empty())
        checkLeases();
}

void Checker::checkServer() {
    Desk& db = server();
    expectNone(db, "I1: a seat has two valid tickets",
               "SELECT count(*) FROM (SELECT 1 FROM ticket WHERE state = 'valid' "
               "GROUP BY showtime, seat HAVING count(*) > 1)");
    expectNone(db, "I1: a seat has two owners",
               "SELECT count(*) FROM (SELECT 1 FROM seat_claim "
               "GROUP BY showtime, seat HAVING count(*) > 1)");
    expectNone(db, "I1: a valid ticket does not own its seat",
               "SELECT count(*) FROM ticket t WHERE state = 'valid' AND NOT EXISTS "
               "(SELECT 1 FROM seat_claim c WHERE c.showtime = t.showtime AND c.seat = t.seat AND "
               "c.kind = 'ticket' AND c.ticket = t.id)");
    expectNone(db, "I5: a seat is claimed by a ticket that is not valid",
               "SELECT count(*) FROM seat_claim c WHERE kind = 'ticket' AND NOT EXISTS "
               "(SELECT 1 FROM ticket t WHERE t.id = c.ticket AND t.state = 'valid')");
    expectNone(db, "I5: a claim carries another epoch than its allotment",
               "SELECT count(*) FROM seat_claim c JOIN allotment a ON a.id = c.allotment "
               "WHERE c.epoch <> a.epoch OR c.showtime <> a.showtime");
    expectNone(db, "I5: a seat is claimed by an allotment that is over",
               "SELECT count(*) FROM seat_claim c JOIN allotment a ON a.id = c.allotment "
               "WHERE a.state = 'returned'");
    expectNone(db, "I5: a seat is blocked for a sale in quarantine whose money went back",
               "SELECT count(*) FROM suspended_ticket s JOIN seat_claim c ON c.block = s.block "
               "WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.kind = 'quarantined-entry' AND "
               "t.subject = s.subject AND (t.closed_at IS NULL OR t.closed_action <> "
               "'refund-tender' OR EXISTS (SELECT 1 FROM journal_entry e WHERE e.booking = "
               "t.booking AND e.type = 'admitted')))");
    expectNone(db, "I2: an entry has no verdict",
               "SELECT (SELECT count(*) FROM journal_entry) - (SELECT count(*) FROM verdict)");
    expectNone(db, "I2: an accepted sale has no booking",
               "SELECT count(*) FROM journal_entry e JOIN verdict v ON v.terminal = e.terminal AND "
               "v.incarnation = e.incarnation AND v.seq = e.seq WHERE e.type = 'sale' AND "
               "v.outcome = 'accepted' AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.terminal = "
               "e.terminal AND b.incarnation = e.incarnation AND b.seq = e.seq)");
}

/// What other programs hear of, in the same commit as it happens.
void Checker::checkTold() {
    Desk& db = server();
    expectNone(db, "nobody is told of a booking",
               "SELECT count(*) FROM booking WHERE id NOT IN "
               "(SELECT booking FROM house_event WHERE kind = 'booking.created')");
    expectNone(db, "nobody is told that no ticket of a booking is left",
               "SELECT count(*) FROM booking WHERE id NOT IN "
               "(SELECT booking FROM ticket WHERE state = 'valid') AND id NOT IN "
               "(SELECT booking FROM house_event WHERE kind = 'booking.cancelled')");
    expectNone(
        db, "nobody is told of money that goes back",
        "SELECT count(*) FROM refund WHERE amount > 0 AND booking IN (SELECT id FROM booking)"
        " AND booking NOT IN "
        "(SELECT booking FROM house_event WHERE kind = 'booking.refunded')");
    expectNone(db, "nobody is told of an exchange",
               "SELECT count(*) FROM journal_entry e JOIN verdict v USING (terminal, incarnation, "
               "seq) WHERE e.type = 'exchange' AND v.outcome = 'accepted' AND e.booking NOT IN "
               "(SELECT booking FROM house_event WHERE kind = 'booking.changed')");
    expectNone(db, "nobody is told of a cancelled showtime",
               "SELECT (SELECT count(*) FROM showtime WHERE state = 'cancelled') - "
               "(SELECT count(*) FROM house_event WHERE kind = 'showtime.cancelled')");
}

/// Looks at showtimes right after a standing allotment was given: sales that follow make what is
/// left smaller, and the share of those who have theirs larger.
void Checker::checkStanding() {
    auto& over = statement(
        server(), "SELECT count(*) FROM showtime s JOIN seating_plan p ON p.id = s.plan WHERE "
                  "EXISTS (SELECT 1 FROM allotment n WHERE n.showtime = s.id AND n.kind = "
                  "'standing' AND n.epoch > $1) AND NOT EXISTS (SELECT 1 FROM plan_period m "
                  "WHERE m.showtime = s.id) AND "
                  "(SELECT count(*) FROM seat_claim c JOIN allotment a ON a.id = c.allotment "
                  "WHERE c.showtime = s.id AND a.kind = 'standing') * 100 > 30 * (p.seat_count - "
                  "(SELECT count(*) FROM seat_claim c LEFT JOIN allotment a ON a.id = c.allotment "
                  "WHERE c.showtime = s.id AND coalesce(a.kind, '') <> 'standing'))");
    const auto newest = ask(server(), "SELECT value FROM counter WHERE name = 'epoch'");
    if (newest > m_epoch && over.value<std::int64_t>(m_epoch) != 0)
        m_house.complain("terminals were leased more than 30 % of the free seats");
    m_epoch = newest;
}

void Checker::checkHolds() {
    if (!m_server.isUp())
        return;
    const Asleep guard(m_server.disk());
    auto& over = statement(server(), "SELECT count(*) FROM seat_claim c JOIN hold h "
                                     "ON h.id = c.hold WHERE h.state <> 'sold' AND "
                                     "h.expires_at <= $1");
    if (over.value<std::int64_t>(m_house.schedule.now()) != 0)
        m_house.complain("I5: a hold blocks a seat after its time");
}

/// Two people, and not before the server itself calls every lease expired.
void Checker::checkLosses() {
    expectNone(server(), "I7: a right was taken from a terminal that may still sell from it",
               "SELECT count(*) FROM allotment a LEFT JOIN loss l ON l.terminal = a.terminal AND "
               "l.incarnation = a.incarnation WHERE a.state = 'lost' AND (l.second_by IS NULL OR "
               "l.second_by = l.first_by OR l.second_at < a.granted_at + a.ttl_seconds * 1010 + "
               "60000)");
}

/// The terminal must stop before the server thinks that it has.
void Checker::checkLeases() {
    for (const AllotmentId allotment : std::exchange(m_truth.newRightsUsed, {})) {
        if (!m_server.isUp())
            continue;
        const Asleep guard(m_server.disk());
        auto& over = statement(server(), "SELECT kind || ' ' || epoch || ', granted at ' || "
                                         "granted_at || ' for ' || ttl_seconds FROM allotment "
                                         "WHERE id = $1 AND state = 'expired'");
        if (const auto which = over.value<std::string>(allotment))
            m_house.complain("I7: a terminal sells from a lease that has run out: " + *which);
    }
}

Checker::Seen::Seats Checker::seatsOf(Seen& seen, const char* sql) {
    Seen::Seats seats;
    auto rows = statement(deskOf(seen), sql).query();
    while (rows.next())
        seats.emplace_back(rows.get<ShowtimeId>(0), rows.get<SeatNo>(1));
    return seats;
}

void Checker::checkTerminal(Seen& seen) {
    // What was sold at risk may be another's: the verdict decides.
    seen.sold = seatsOf(seen, "SELECT showtime, seat FROM own_ticket t WHERE valid = 1 AND NOT "
                              "EXISTS (SELECT 1 FROM own_sale_right r WHERE r.booking = t.booking "
                              "AND r.allotment = zeroblob(16))");
    seen.owned = seatsOf(seen, "SELECT DISTINCT a.showtime, r.seat FROM seat_right r "
                               "JOIN allotment a ON a.id = r.allotment WHERE r.state IN (1, 2) OR "
                               "(r.state = 0 AND a.state < 2)"); // not of one given back or lost
    seen.left.clear();
    auto left = statement(deskOf(seen),
                          "SELECT t.showtime, t.seat, t.ticket FROM own_ticket t JOIN "
                          "own_sale_right o ON o.booking = t.booking JOIN allotment a ON a.id = "
                          "o.allotment JOIN seat_right r ON r.allotment = a.id AND r.seat = t.seat "
                          "WHERE r.state = 2 AND a.state >= 2")
                    .query();
    while (left.next())
        seen.left[{left.get<ShowtimeId>(0), left.get<SeatNo>(1)}] = left.get<TicketId>(2);
    if (seen.life != seen.terminal->life()) {
        seen.life = seen.terminal->life();
        seen.verdict = 0;
        checkAllPaper(seen); // whatever the crash has left
    }
    checkOwnVerdicts(seen);
    checkOwnChain(seen);
    checkCursor(seen);
    checkDoor(seen);
    checkRisk(seen);
}

/// It was sold from a lease that is over, the money went back elsewhere, and the terminal has not
/// heard of it: nothing is sold from that right again, whatever becomes of the sale. While the
/// server is down only it could tell.
bool Checker::isPaidBack(const Seen& seen, const Seen::Seats::value_type& seat) {
    const auto sold = seen.left.find(seat);
    if (sold == seen.left.end())
        return false;
    if (!m_server.isUp())
        return true;
    const Asleep guard(m_server.disk());
    auto& isVoid = statement(server(), "SELECT 1 FROM ticket WHERE id = $1 AND state <> 'valid'");
    return isVoid.value<std::int64_t>(sold->second).has_value();
}

void Checker::checkOwners(Seen::Seats Seen::*seats, const char* promise) {
    Seen::Seats all;
    const bool sold = seats == &Seen::sold;
    for (const Seen& seen : m_terminals) {
        // Two disks with one journal believe in the same rights; the server judges what they sold.
        const bool twin = sold ? seen.terminal->isTwin() : seen.terminal->isShared();
        if (seen.terminal->isLost() || twin)
            continue;
        for (const auto& seat : seen.*seats)
            if (m_replanned.count(seat.first) == 0 && !isPaidBack(seen, seat))
                all.push_back(seat);
    }
    std::sort(all.begin(), all.end());
    if (const auto twice = std::adjacent_find(all.begin(), all.end()); twice != all.end())
        m_house.complain(promise + std::to_string(twice->second.value));
}

void Checker::checkPaper() {
    for (const TicketId ticket : std::exchange(m_truth.newPaper, {}))
        for (Seen& seen : m_terminals) {
            const auto& paper = m_truth.paper.at(ticket);
            if (seen.terminal->number() != paper.node || !seen.terminal->isUp())
                continue; // when it is up again, all its paper is looked at
            const Asleep guard(seen.terminal->disk());
            auto& known = statement(deskOf(seen), "SELECT 1 FROM own_ticket WHERE ticket = $1");
            if (!known.value<std::int64_t>(ticket))
                m_house.complain("I2: paper is out for a sale that is on no disk");
        }
}

void Checker::checkAllPaper(Seen& seen) {
    auto& known = statement(deskOf(seen), "SELECT 1 FROM own_ticket WHERE ticket = $1");
    for (const auto& [ticket, paper] : m_truth.paper)
        if (paper.node == seen.terminal->number() && !known.value<std::int64_t>(ticket))
            m_house.complain("I2: paper is out for a sale that no disk has kept");
}

void Checker::checkCursor(Seen& seen) {
    const auto cursor = ask(deskOf(seen), "SELECT coalesce(max(cursor), 0) FROM terminal_state");
    const std::string database =
        statement(deskOf(seen), kDatabaseOfCursor).value<std::string>().value_or("");
    if (database.empty() || database != seen.database)
        seen.cursor = 0; // it begins anew with another database
    seen.database = database;
    if (cursor < seen.cursor)
        m_house.complain("I6: the cursor of " + seen.terminal->name() + " went back");
    seen.cursor = cursor;
    if (!m_server.isUp())
        return;
    const Asleep guard(m_server.disk());
    if (seen.database != statement(server(), kDatabase).value<std::string>())
        return; // it has not heard of the restore
    if (cursor > ask(server(), "SELECT value FROM counter WHERE name = 'commit_seq'"))
        m_house.complain("I6: the cursor of " + seen.terminal->name() + " is ahead");
}

} // namespace foyer::simulation
