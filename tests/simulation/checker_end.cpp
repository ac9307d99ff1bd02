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
        if (!seen.terminal->isUp())
            return m_house.complain(seen.terminal->name() + " is not up");
        checkDrained(seen);
        checkReplica(seen);
        if (const auto open = unlockedInTerminal(*deskOf(seen).db); !open.empty())
            m_house.complain("a terminal's schema allows " + open);
    }
    checkCash();
    expectNone(server(), "I5: a hold outlives its customer",
               "SELECT count(*) FROM seat_claim WHERE kind = 'hold'");
    expectNone(server(), "I5: a recall waits for ever",
               "SELECT count(*) FROM recall WHERE open = 1");
    if (const auto open = unlockedInServer(m_server.db()); !open.empty())
        m_house.complain("the server's schema allows " + open);
}

void Checker::checkDrained(Seen& seen) {
    Desk& desk = deskOf(seen);
    expectNone(desk, "I2: entries wait for ever",
               "SELECT count(*) FROM journal_entry e WHERE NOT EXISTS (SELECT 1 FROM verdict v "
               "WHERE v.incarnation = e.incarnation AND v.seq = e.seq)");
    expectNone(desk, "I2: nobody was asked what became of an intent",
               "SELECT count(*) FROM own_sale WHERE phase = 0");
    expectNone(desk, "I2: paper is owed",
               "SELECT count(*) FROM own_sale WHERE phase = 1 AND printed = 0");
    auto& mine = statement(desk, "SELECT seq, hash, payload FROM journal_entry");
    auto& theirs =
        statement(server(), "SELECT count(*) FROM journal_entry e JOIN verdict v "
                            "ON v.terminal = e.terminal AND v.incarnation = e.incarnation "
                            "AND v.seq = e.seq "
                            "WHERE e.terminal = $1 AND e.seq = $2 AND e.hash = $3 AND "
                            "e.payload = $4");
    for (auto rows = mine.query(); rows.next();)
        if (theirs.value<std::int64_t>(seen.terminal->identity().terminal, rows.get<Seq>(0),
                                       rows.get<Hash>(1), rows.get<std::string>(2)) != 1)
            m_house.complain("I2: the server's journal of " + seen.terminal->name() +
                             " is not its own");
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

void Checker::checkCash() {
    std::int64_t drawer = 0;
    std::size_t known = 0;
    bool allThere = true;
    for (Seen& seen : m_terminals) {
        allThere &= !seen.terminal->isDead();
        if (seen.terminal->isDead())
            continue;
        auto& sales = statement(deskOf(seen), "SELECT booking, phase FROM own_sale");
        for (auto rows = sales.query(); rows.next();) {
            const auto booking = rows.get<BookingId>(0);
            const auto phase = rows.get<std::int64_t>(1);
            const auto given = m_truth.cashGiven.find(booking);
            const bool sold = phase == 1 || phase == 3;
            const bool paid = given != m_truth.cashGiven.end();
            known += paid;
            if (sold != paid && m_truth.wronglyPaid.count(booking) == 0 &&
                m_truth.wronglyUnpaid.count(booking) == 0)
                m_house.complain("I2: money and sale disagree about " + booking.toString());
            if (phase == 1 && paid)
                drawer += given->second;
            if (phase == 1 && m_truth.handedOut.count(booking) == 0 &&
                m_truth.wronglyPrinted.count(booking) == 0)
                m_house.complain("I2: a paid sale has no paper");
        }
    }
    auto& priceOf = statement(server(), "SELECT total FROM booking WHERE id = $1 AND "
                                        "state = 'valid'");
    for (const BookingId booking : m_truth.wronglyPaid)
        drawer += priceOf.value<std::int64_t>(booking).value_or(0);
    const auto ledger = ask(server(), "SELECT coalesce(sum(amount), 0) FROM ledger_posting "
                                      "WHERE account = 'cash_drawer'");
    if (allThere && known != m_truth.cashGiven.size())
        m_house.complain("I2: money was taken for a sale that no disk knows");
    if (allThere && ledger != drawer)
        m_house.complain("I3: the drawers hold " + std::to_string(drawer) + ", the ledger says " +
                         std::to_string(ledger));
    auto& verdicts =
        statement(server(), "SELECT count(*) FROM ticket t JOIN booking b ON b.id = t.booking "
                            "JOIN verdict v ON v.terminal = b.terminal AND v.incarnation = "
                            "b.incarnation AND v.seq = b.seq WHERE t.id = $1");
    for (const Seen& seen : m_terminals)
        for (const auto& [ticket, paper] : m_truth.paper)
            if (!seen.terminal->isDead() && paper.terminal == seen.terminal->identity().terminal &&
                verdicts.value<std::int64_t>(ticket) != 1)
                m_house.complain("I2: a printed ticket has not exactly one verdict");
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
    if (!m_server.isUp() || !terminal.isUp())
        return;
    m_server.disk().letFaultsSleep(true);
    terminal.disk().letFaultsSleep(true);
    auto& known = statement(server(), "SELECT next_seq - 1 FROM terminal WHERE id = $1");
    const auto end = known.value<std::int64_t>(terminal.identity().terminal).value_or(0);
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
    }
    m_server.disk().letFaultsSleep(false);
    terminal.disk().letFaultsSleep(false);
}

} // namespace foyer::simulation
