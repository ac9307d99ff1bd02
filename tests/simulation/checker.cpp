#include "tests/simulation/checker.h"

#include <sqlite3.h>

namespace foyer::simulation {

std::int64_t Checker::ask(sqlite::Connection& db, const char* sql) {
    auto at = m_statements.find({&db, sql});
    if (at == m_statements.end())
        at = m_statements.emplace(std::pair{&db, sql}, db.prepare("check", sql)).first;
    return at->second.value<std::int64_t>().value_or(0);
}

void Checker::expectNone(sqlite::Connection& db, const char* promise, const char* sql) {
    if (const auto count = ask(db, sql))
        m_house.complain(std::string(promise) + " (" + std::to_string(count) + ")");
}

bool Checker::nothingNew() {
    std::vector<std::int64_t> seen{sqlite3_total_changes64(m_server.db().handle()),
                                   static_cast<std::int64_t>(m_truth.paper.size())};
    for (TerminalNode* terminal : m_terminals)
        seen.push_back(ask(terminal->db(), "PRAGMA data_version"));
    return std::exchange(m_seen, seen) == seen;
}

void Checker::check() {
    if (nothingNew())
        return;
    checkServer();
    checkMoney();
    checkRights();
    checkPaper();
    checkCursors();
}

void Checker::checkServer() {
    sqlite::Connection& db = m_server.db();
    expectNone(db, "I1: a seat has two valid tickets",
               "SELECT count(*) FROM (SELECT 1 FROM ticket WHERE state = 'valid' "
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
    expectNone(
        db, "I2: an entry has no verdict",
        "SELECT count(*) FROM journal_entry e WHERE NOT EXISTS (SELECT 1 FROM verdict v "
        "WHERE v.terminal = e.terminal AND v.incarnation = e.incarnation AND v.seq = e.seq)");
    expectNone(db, "I2: an accepted sale has no booking",
               "SELECT count(*) FROM journal_entry e JOIN verdict v ON v.terminal = e.terminal AND "
               "v.incarnation = e.incarnation AND v.seq = e.seq WHERE e.type = 'sale' AND "
               "v.outcome = 'accepted' AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.terminal = "
               "e.terminal AND b.incarnation = e.incarnation AND b.seq = e.seq)");
    // Nobody was declared lost and no showtime cancelled: every sale stands on its own right.
    expectNone(db, "I7: a sale from an own right was not accepted",
               "SELECT count(*) FROM verdict WHERE outcome NOT IN ('accepted', 'noted')");
}

void Checker::checkMoney() {
    sqlite::Connection& db = m_server.db();
    expectNone(db, "I3: a ledger transaction does not add up to zero",
               "SELECT count(*) FROM (SELECT 1 FROM ledger_posting "
               "GROUP BY ledger_transaction HAVING sum(amount) <> 0)");
    expectNone(db, "I3: the drawer does not hold what the valid bookings cost",
               "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = "
               "'cash_drawer') - (SELECT coalesce(sum(total), 0) FROM booking WHERE state = "
               "'valid')");
    expectNone(db, "I3: revenue and tax are not what the valid tickets cost",
               "SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account IN "
               "('ticket_revenue', 'tax_payable')) + (SELECT coalesce(sum(price), 0) FROM ticket "
               "WHERE state = 'valid')");
}

std::map<std::pair<ShowtimeId, SeatNo>, int> Checker::ownersOf(const char* sql) {
    std::map<std::pair<ShowtimeId, SeatNo>, int> owners;
    for (TerminalNode* terminal : m_terminals) {
        auto at = m_statements.find({&terminal->db(), sql});
        if (at == m_statements.end())
            at = m_statements
                     .emplace(std::pair{&terminal->db(), sql}, terminal->db().prepare("check", sql))
                     .first;
        auto rows = at->second.query();
        while (rows.next())
            ++owners[{rows.get<ShowtimeId>(0), rows.get<SeatNo>(1)}];
    }
    return owners;
}

void Checker::checkRights() {
    for (const auto& [seat, count] :
         ownersOf("SELECT showtime, seat FROM own_ticket WHERE valid = 1"))
        if (count > 1)
            m_house.complain("I1: seat " + std::to_string(seat.second.value) +
                             " was sold at two terminals");
    for (const auto& [seat, count] :
         ownersOf("SELECT DISTINCT a.showtime, r.seat FROM seat_right r "
                  "JOIN allotment a ON a.id = r.allotment WHERE r.state IN (0, 1, 2)"))
        if (count > 1)
            m_house.complain("I1: two terminals own the right to seat " +
                             std::to_string(seat.second.value));
}

void Checker::checkPaper() {
    std::size_t known = 0;
    for (TerminalNode* terminal : m_terminals) {
        auto statement = terminal->db().prepare("paper", "SELECT ticket FROM own_ticket");
        auto rows = statement.query();
        while (rows.next())
            known += m_truth.paper.count(rows.get<TicketId>(0));
    }
    if (known != m_truth.paper.size())
        m_house.complain("I2: paper is out for a sale that is on no disk");
}

void Checker::checkCursors() {
    const auto commitSeq =
        ask(m_server.db(), "SELECT value FROM counter WHERE name = 'commit_seq'");
    for (std::size_t i = 0; i < m_terminals.size(); ++i) {
        const auto cursor =
            ask(m_terminals[i]->db(), "SELECT coalesce(max(cursor), 0) FROM terminal_state");
        if (cursor < m_cursors[i])
            m_house.complain("I6: the cursor of " + m_terminals[i]->name() + " went back");
        if (cursor > commitSeq)
            m_house.complain("I6: the cursor of " + m_terminals[i]->name() + " is ahead");
        m_cursors[i] = cursor;
    }
}

} // namespace foyer::simulation
