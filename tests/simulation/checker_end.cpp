// What must hold when everything has healed and nothing is under way.

#include "tests/simulation/checker.h"
#include "tests/simulation/locks.h"

namespace foyer::simulation {

void Checker::checkEnd() {
    if (!m_server.isUp())
        return m_house.complain("the server is not up");
    m_serverWrites = ~std::uint64_t{0};
    for (Seen& seen : m_terminals)
        seen.writes = seen.life = ~std::uint64_t{0};
    check();
    for (Seen& seen : m_terminals) {
        if (seen.terminal->isDead())
            continue;
        if (!seen.terminal->isUp() && !seen.terminal->isRetired())
            return m_house.complain(seen.terminal->name() + " is not up");
        checkDrained(seen);
        if (!m_house.hasOffice)
            checkOwnTickets(seen);
        if (!seen.terminal->isRetired()) {
            checkReplica(seen);
            checkInside(seen);
        }
        if (const auto open = unlockedInTerminal(*deskOf(seen).db); !open.empty())
            m_house.complain("a terminal's schema allows " + open);
    }
    checkCash();
    checkCards();
    if (m_books) {
        checkPaymentsEnd();
        checkExchangesEnd();
    }
    if (m_house.hasOffice) {
        checkMappings();
        checkOnline();
    }
    if (m_restores > 0)
        checkRefilled();
    expectNone(server(), "I5: a hold outlives its customer",
               "SELECT count(*) FROM seat_claim WHERE kind = 'hold'");
    expectNone(server(), "I5: a recall waits for ever",
               "SELECT count(*) FROM recall WHERE open = 1");
    checkAudit();
    if (const auto open = unlockedInServer(m_server.db()); !open.empty())
        m_house.complain("the server's schema allows " + open);
    checkRules(0, VerdictCheck::When::Always);
    checkCauses();
}

/// What a life that is over has carried, a later one carries from where it was written.
void Checker::checkDrained(Seen& seen) {
    Desk& desk = deskOf(seen);
    expectNone(desk, "I2: entries wait for ever",
               "SELECT count(*) FROM journal_entry e WHERE NOT EXISTS (SELECT 1 FROM verdict v "
               "WHERE v.incarnation = e.incarnation AND v.seq = e.seq) AND (e.type <> 'carried' OR "
               "e.incarnation = (SELECT incarnation FROM terminal_state))");
    expectNone(desk, "I2: nobody was asked what became of an intent",
               "SELECT count(*) FROM own_sale WHERE phase = 0");
    expectNone(desk, "I2: paper is owed",
               "SELECT count(*) FROM own_sale s WHERE phase = 1 AND printed = 0 AND EXISTS "
               "(SELECT 1 FROM own_ticket t WHERE t.booking = s.booking AND t.valid = 1)");
    auto& mine = statement(desk, "SELECT incarnation, seq, hash, payload FROM journal_entry WHERE "
                                 "type <> 'carried' OR incarnation = (SELECT incarnation FROM "
                                 "terminal_state)");
    auto& theirs =
        statement(server(), "SELECT count(*) FROM journal_entry e JOIN verdict v "
                            "ON v.terminal = e.terminal AND v.incarnation = e.incarnation "
                            "AND v.seq = e.seq "
                            "WHERE e.terminal = $1 AND e.incarnation = $2 AND e.seq = $3 AND "
                            "e.hash = $4 AND e.payload = $5");
    auto& carried = statement(server(), "SELECT count(*) FROM carried_entry WHERE terminal = $1 "
                                        "AND incarnation = $2 AND seq = $3 AND hash = $4");
    const TerminalId terminal = seen.terminal->identity().terminal;
    for (auto rows = mine.query(); rows.next();) {
        const auto life = rows.get<Incarnation>(0);
        const auto seq = rows.get<Seq>(1);
        const auto hash = rows.get<Hash>(2);
        if (theirs.value<std::int64_t>(terminal, life, seq, hash, rows.get<std::string>(3)) != 1 &&
            carried.value<std::int64_t>(terminal, life, seq, hash).value_or(0) == 0)
            m_house.complain("I2: the server's journal of " + seen.terminal->name() +
                             " is not its own");
    }
}

void Checker::checkReplica(Seen& seen) {
    auto& letters =
        statement(deskOf(seen), "SELECT letters FROM replica_seats WHERE showtime = $1");
    auto& showtimes = statement(server(), "SELECT s.id, p.seat_count FROM showtime s "
                                          "JOIN seating_plan p ON p.id = s.plan");
    auto& claims = statement(server(), "SELECT seat, kind FROM seat_claim WHERE showtime = $1");
    for (auto rows = showtimes.query(); rows.next();) {
        const auto showtime = rows.get<ShowtimeId>(0);
        const std::string free(rows.get<std::uint32_t>(1), 'f');
        std::string truth = free;
        for (auto claim = claims.query(showtime); claim.next();) {
            const auto kind = claim.get<std::string>(1);
            truth[claim.get<SeatNo>(0).value] = kind == "ticket" ? 's' : kind[0];
        }
        const auto known = letters.value<std::string>(showtime).value_or(free);
        if (known != truth)
            m_house.complain("I6: " + seen.terminal->name() + " sees " + known + ", the truth is " +
                             truth);
    }
}

std::string Checker::fingerprint() {
    std::string all;
    for (const char* sql :
         {"SELECT count(*) FROM journal_entry", "SELECT count(*) FROM verdict",
          "SELECT count(*) FROM change", "SELECT count(*) FROM ledger_posting",
          "SELECT coalesce(sum(amount * amount), 0) FROM ledger_posting",
          "SELECT count(*) FROM booking WHERE state = 'valid'",
          "SELECT count(*) FROM ticket WHERE state = 'valid'",
          "SELECT count(*) FROM seat_claim WHERE kind = 'ticket'",
          "SELECT coalesce(sum((seat + 1) * (seat + 1) * (length(kind) + epoch)), 0) "
          "FROM seat_claim"})
        all += std::to_string(ask(server(), sql)) + " ";
    return all;
}

void Checker::checkReplay(TerminalNode& terminal) {
    if (!m_server.isUp() || !terminal.isUp() || terminal.isShared())
        return;
    m_server.disk().letFaultsSleep(true);
    terminal.disk().letFaultsSleep(true);
    auto& known = statement(server(), "SELECT next_seq - 1 FROM terminal WHERE id = $1 AND "
                                      "incarnation = $2"); // not a life that was forgotten
    const core::Identity& who = terminal.identity();
    const auto end = known.value<std::int64_t>(who.terminal, who.incarnation).value_or(0);
    if (end > 0) {
        const auto most = 1 + m_house.random.below(static_cast<std::uint64_t>(
                                  std::min<std::int64_t>(end, protocol::kMostEntriesPerUpload)));
        const std::string before = fingerprint();
        const auto verdicts = m_server.replay(terminal.journal(most));
        m_house.count(Fault::ReplayedPrefix);
        if (verdicts && *verdicts != most)
            m_house.complain("I4: a replayed prefix was refused");
        if (fingerprint() != before)
            m_house.complain("I4: a replayed prefix changed something");
        checkDamaged(terminal.journal(most + 1));
    }
    m_server.disk().letFaultsSleep(false);
    terminal.disk().letFaultsSleep(false);
}

} // namespace foyer::simulation
