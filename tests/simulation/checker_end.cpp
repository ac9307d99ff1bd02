// What must hold when everything has healed and nothing is under way.

#include "tests/simulation/checker.h"

namespace foyer::simulation {

void Checker::checkEnd() {
    m_seen.clear();
    check();
    for (TerminalNode* terminal : m_terminals) {
        checkDrained(*terminal);
        checkReplica(*terminal);
    }
    checkCash();
}

void Checker::checkDrained(TerminalNode& terminal) {
    sqlite::Connection& db = terminal.db();
    expectNone(db, "I2: entries wait for ever",
               "SELECT count(*) FROM journal_entry e WHERE NOT EXISTS (SELECT 1 FROM verdict v "
               "WHERE v.incarnation = e.incarnation AND v.seq = e.seq)");
    expectNone(db, "I2: nobody was asked what became of an intent",
               "SELECT count(*) FROM own_sale WHERE phase = 0");
    expectNone(db, "I2: paper is owed",
               "SELECT count(*) FROM own_sale "
               "WHERE phase = 1 AND printed = 0");
    std::int64_t same = 0;
    auto mine = db.prepare("mine", "SELECT seq, hash FROM journal_entry");
    auto theirs = m_server.db().prepare(
        "theirs", "SELECT count(*) FROM journal_entry e JOIN verdict v ON v.terminal = e.terminal "
                  "AND v.incarnation = e.incarnation AND v.seq = e.seq "
                  "WHERE e.terminal = $1 AND e.seq = $2 AND e.hash = $3");
    std::int64_t all = 0;
    for (auto rows = mine.query(); rows.next(); ++all)
        same += *theirs.value<std::int64_t>(terminal.identity().terminal, rows.get<Seq>(0),
                                            rows.get<Hash>(1));
    if (same != all)
        m_house.complain("I2: the server's journal of " + terminal.name() + " is not its own");
}

void Checker::checkReplica(TerminalNode& terminal) {
    auto letters = terminal.db().prepare("letters", "SELECT letters FROM replica_seats "
                                                    "WHERE showtime = $1");
    auto showtimes = m_server.db().prepare("showtimes", "SELECT id FROM showtime");
    auto claims = m_server.db().prepare("claims", "SELECT seat, kind FROM seat_claim "
                                                  "WHERE showtime = $1");
    for (auto rows = showtimes.query(); rows.next();) {
        const auto showtime = rows.get<ShowtimeId>(0);
        std::string truth(20, 'f');
        for (auto claim = claims.query(showtime); claim.next();) {
            const auto kind = claim.get<std::string>(1);
            truth[claim.get<SeatNo>(0).value] = kind == "ticket" ? 's' : kind[0];
        }
        const auto known = letters.value<std::string>(showtime).value_or(std::string(20, 'f'));
        if (known != truth)
            m_house.complain("I6: " + terminal.name() + " sees " + known + ", the truth is " +
                             truth);
    }
}

void Checker::checkCash() {
    std::int64_t drawer = 0;
    for (TerminalNode* terminal : m_terminals) {
        auto statement =
            terminal->db().prepare("sales", "SELECT booking, phase, printed FROM own_sale");
        for (auto rows = statement.query(); rows.next();) {
            const auto booking = rows.get<BookingId>(0);
            const auto phase = rows.get<std::int64_t>(1);
            const auto given = m_truth.cashGiven.find(booking);
            const bool sold = phase == 1 || phase == 3;
            if (sold != (given != m_truth.cashGiven.end()))
                m_house.complain("I2: money and sale disagree about " + booking.toString());
            if (phase == 1 && given != m_truth.cashGiven.end())
                drawer += given->second;
            if (phase == 1 && m_truth.handedOut.count(booking) == 0)
                m_house.complain("I2: a paid sale has no paper");
        }
    }
    const auto ledger = ask(m_server.db(), "SELECT coalesce(sum(amount), 0) FROM ledger_posting "
                                           "WHERE account = 'cash_drawer'");
    if (ledger != drawer)
        m_house.complain("I3: the drawers hold " + std::to_string(drawer) + ", the ledger says " +
                         std::to_string(ledger));
    auto verdicts = m_server.db().prepare(
        "verdicts", "SELECT count(*) FROM ticket t JOIN booking b ON b.id = t.booking "
                    "JOIN verdict v ON v.terminal = b.terminal AND v.incarnation = b.incarnation "
                    "AND v.seq = b.seq WHERE t.id = $1");
    for (const auto& [ticket, seat] : m_truth.paper)
        if (verdicts.value<std::int64_t>(ticket) != 1)
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
        all += std::to_string(ask(m_server.db(), sql)) + " ";
    return all;
}

void Checker::checkReplay(TerminalNode& terminal) {
    const auto uploaded = ask(m_server.db(), "SELECT count(*) FROM journal_entry");
    if (uploaded == 0 || !m_server.isUp())
        return;
    auto known = m_server.db().prepare("known", "SELECT next_seq - 1 FROM terminal WHERE id = $1");
    const auto end = known.value<std::int64_t>(terminal.identity().terminal).value_or(0);
    if (end == 0)
        return;
    const auto most = 1 + m_house.random.below(static_cast<std::uint64_t>(
                              std::min<std::int64_t>(end, protocol::kMostEntriesPerUpload)));
    const std::string before = fingerprint();
    const auto answer = m_server.replay(terminal.journal(most));
    m_house.count(Fault::ReplayedPrefix);
    if (!answer || answer->verdicts.size() != most)
        m_house.complain("I4: a replayed prefix was refused");
    if (fingerprint() != before)
        m_house.complain("I4: a replayed prefix changed something");
}

} // namespace foyer::simulation
