#include "server/main/proof/compare.h"

namespace foyer::server::proof {

using protocol::TaskKind;

namespace {

struct Duties {
    std::set<std::pair<std::string, std::string>> known; // kind and subject
    std::set<std::string> owing;                         // bookings with an open refund-due task
};

/// Only a person's entry may close what holds up the day; the server closes by itself what a
/// refund has settled.
bool wasClosedRightly(const sqlite::Cursor& row, const House& house, const Book& book) {
    const auto kind = row.get<std::string_view>(1);
    if (row.isNull(3) ||
        (kind != nameOf(TaskKind::QuarantinedEntry) && kind != nameOf(TaskKind::Reseated)))
        return true;
    const auto id = row.get<TaskId>(0);
    return book.worked.count(id) != 0 || house.taskTrail.find(id.toString()) != std::string::npos;
}

void compareTasks(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    Duties duties;
    auto sql = db.prepare("tasks", "SELECT id, kind, subject, closed_at FROM task");
    for (auto rows = sql.query(); rows.next();) {
        const auto kind = rows.get<std::string>(1);
        const auto subject = rows.get<std::string>(2);
        duties.known.emplace(kind, subject);
        if (kind == nameOf(TaskKind::RefundDue) && rows.isNull(3))
            duties.owing.insert(subject);
        if (!wasClosedRightly(rows, house, book))
            findings.add("I2", "The task \"" + kind + "\" about " + subject +
                                   " is closed, and nobody's entry says who did it.");
    }
    for (const auto& [duty, entry] : book.duties)
        if (duties.known.count({protocol::nameOf(duty.first), duty.second}) == 0)
            findings.add("I2", "Entry " + nameOf(entry) + " needs a person and has no task \"" +
                                   protocol::nameOf(duty.first) + "\" about " + duty.second + ".");
    for (const auto& [id, ticket] : book.tickets)
        if ((ticket.owed || ticket.ousted) && !ticket.paidBack &&
            duties.owing.count(ticket.booking.toString()) == 0)
            findings.add("I2", "The money of ticket " + id.toString() +
                                   " is owed, and no open "
                                   "task of booking " +
                                   ticket.booking.toString() + " says so.");
}

void compareRevocations(sqlite::Connection& db, const House& house, Book& book,
                        Findings& findings) {
    auto sql = db.prepare("revocations", "SELECT ticket, seat, showtime, reason FROM revocation");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<TicketId>(0);
        const auto seat = rows.get<SeatNo>(1);
        const auto showtime = rows.get<ShowtimeId>(2);
        if (house.isReplanned(showtime))
            continue; // the office has its own
        const auto found = book.revoked.find({id, seat});
        const auto reason = protocol::revocationReasonFrom(rows.get<std::string_view>(3));
        if (found == book.revoked.end() || !reason || found->second.showtime != showtime ||
            found->second.reasons.count(*reason) == 0)
            findings.add("I1", "Doors must refuse ticket " + id.toString() + " on " +
                                   seatName(showtime, seat) + " (" + rows.get<std::string>(3) +
                                   "), and no journal says so.");
        else
            found->second.met = true;
    }
    for (const auto& [paper, revoked] : book.revoked)
        if (!revoked.met && !house.isReplanned(revoked.showtime))
            findings.add("I1", "Doors are not told to refuse ticket " + paper.first.toString() +
                                   " on " + seatName(revoked.showtime, paper.second) +
                                   ", as entry " + nameOf(revoked.by) + " asks.");
}

void compareScans(sqlite::Connection& db, Book& book, Findings& findings) {
    auto sql = db.prepare("scans", "SELECT ticket, showtime, seat, terminal, incarnation, seq, at, "
                                   "undone FROM admission");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<TicketId>(0);
        const auto found = book.scans.find(id);
        if (found != book.scans.end())
            found->second.met = true;
        const bool fits =
            found != book.scans.end() && found->second.showtime == rows.get<ShowtimeId>(1) &&
            found->second.seat == rows.get<SeatNo>(2) &&
            found->second.entry ==
                EntryKey{rows.get<TerminalId>(3), rows.get<Incarnation>(4), rows.get<Seq>(5)} &&
            found->second.at == rows.get<Instant>(6) && found->second.undone == rows.get<bool>(7);
        if (!fits)
            findings.add("I2", "The admission of ticket " + id.toString() +
                                   " is not the earliest scan that the doors' journals tell.");
    }
    for (const auto& [id, scan] : book.scans)
        if (!scan.met)
            findings.add("I2", "The admission of ticket " + id.toString() + " by entry " +
                                   nameOf(scan.entry) + " is missing.");
}

void compareCarried(sqlite::Connection& db, Book& book, Findings& findings) {
    std::size_t met = 0;
    auto sql = db.prepare("carried", "SELECT terminal, incarnation, seq, by_incarnation, by_seq, "
                                     "hash FROM carried_entry");
    for (auto rows = sql.query(); rows.next();) {
        const auto terminal = rows.get<TerminalId>(0);
        const EntryKey inner{terminal, rows.get<Incarnation>(1), rows.get<Seq>(2)};
        const EntryKey outer{terminal, rows.get<Incarnation>(3), rows.get<Seq>(4)};
        const auto found = book.carried.find({inner, outer});
        if (found != book.carried.end() && found->second == rows.get<Hash>(5))
            ++met;
        else
            findings.add("I4", "Entry " + nameOf(outer) + " has not carried entry " +
                                   nameOf(inner) + ".");
    }
    if (met < book.carried.size())
        findings.add("I4", "Carried entries are not on record: " +
                               std::to_string(book.carried.size() - met) +
                               ". One of them could be counted twice.");
}

} // namespace

void compareDuties(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    compareTasks(db, house, book, findings);
    compareRevocations(db, house, book, findings);
    compareScans(db, book, findings);
    compareCarried(db, book, findings);
}

void checkTables(sqlite::Connection& db, Findings& findings) {
    auto dangling = db.prepare("dangling", "SELECT \"table\", \"parent\", count(*) "
                                           "FROM pragma_foreign_key_check GROUP BY 1, 2");
    for (auto rows = dangling.query(); rows.next();)
        findings.add("I5", std::to_string(rows.get<std::int64_t>(2)) + " rows of " +
                               rows.get<std::string>(0) + " name a row of " +
                               rows.get<std::string>(1) + " that is not there.");
    auto moves = db.prepare("moves", "SELECT count(*) FROM verdict_move m LEFT JOIN verdict v "
                                     "ON v.terminal = m.terminal "
                                     "AND v.incarnation = m.incarnation AND v.seq = m.seq "
                                     "AND v.outcome = 'reseated' WHERE v.seq IS NULL");
    if (const auto count = moves.value<std::int64_t>().value_or(0))
        findings.add("I2", std::to_string(count) + " moves belong to no reseating.");
    auto newest = db.prepare("newest", "SELECT coalesce(max(seq), 0) FROM change");
    auto counter = db.prepare("counter", "SELECT value FROM counter WHERE name = 'commit_seq'");
    if (newest.value<std::int64_t>().value_or(0) > counter.value<std::int64_t>().value_or(-1))
        findings.add("I6", "The counter of commits is behind the changes that were told.");
    auto locks = db.prepare("locks", "SELECT count(*) FROM sqlite_master WHERE type = 'index' "
                                     "AND name = 'ticket_valid_seat'");
    if (locks.value<std::int64_t>().value_or(0) != 1)
        findings.add("I1", "The lock that keeps a seat from having two valid tickets is gone.");
    auto triggers = db.prepare(
        "triggers", "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' "
                    "AND tbl_name IN ('journal_entry', 'verdict', 'verdict_move', "
                    "'ledger_transaction', 'ledger_posting', 'audit', 'refund', 'price_variance')");
    if (triggers.value<std::int64_t>().value_or(0) < 16)
        findings.add("I8", "A trigger that keeps an append-only table from being edited is gone.");
}

} // namespace foyer::server::proof
