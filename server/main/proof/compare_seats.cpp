#include "server/main/proof/compare.h"

namespace foyer::server::proof {

namespace {

struct Owner {
    ShowtimeId showtime;
    SeatNo seat;
    std::string name() const { return seatName(showtime, seat); }
};

void compareTicketClaim(const Owner& at, TicketId id, Book& book, Findings& findings) {
    Ticket* ticket = book.ticket(id);
    if (!ticket)
        return findings.add("I1", at.name() + " is owned by ticket " + id.toString() +
                                      ", which no journal has.");
    if (ticket->fate != Fate::Valid)
        return findings.add("I1", at.name() + " is owned by ticket " + id.toString() +
                                      ", which is " + nameOf(ticket->fate) + ".");
    if (ticket->showtime != at.showtime || ticket->seat != at.seat)
        return findings.add("I1", at.name() + " is owned by ticket " + id.toString() +
                                      ", which is good for " +
                                      seatName(ticket->showtime, ticket->seat) + ".");
    ticket->hasSeat = true;
}

/// Leases and holds are no journal's; they must not contradict themselves.
void compareClaims(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    auto sql = db.prepare(
        "claims", "SELECT c.showtime, c.seat, c.kind, c.ticket, c.epoch, a.showtime, a.epoch, "
                  "a.state, h.showtime, h.state, b.showtime FROM seat_claim c "
                  "LEFT JOIN allotment a ON a.id = c.allotment LEFT JOIN hold h ON h.id = c.hold "
                  "LEFT JOIN block b ON b.id = c.block ORDER BY c.showtime, c.seat");
    Owner before{};
    for (auto rows = sql.query(); rows.next();) {
        const Owner at{rows.get<ShowtimeId>(0), rows.get<SeatNo>(1)};
        const auto kind = rows.get<std::string>(2);
        if (at.showtime == before.showtime && at.seat == before.seat)
            findings.add("I1", at.name() + " has two owners.");
        before = at;
        const Show* show = house.show(at.showtime);
        if (!show || at.seat.value >= show->seatCount)
            findings.add("I1", at.name() + " is owned, and not in its plan.");
        const int owner = kind == "allotment" ? 5 : kind == "hold" ? 8 : 10;
        if (kind == "ticket")
            compareTicketClaim(at, rows.get<std::optional<TicketId>>(3).value_or(TicketId{}), book,
                               findings);
        else if (rows.isNull(owner) || rows.get<ShowtimeId>(owner) != at.showtime)
            findings.add("I5", at.name() + " is owned by " + kind +
                                   " that is not there, or of another showtime.");
        else if (kind == "allotment" && rows.get<Epoch>(4) != rows.get<Epoch>(6))
            findings.add("I7", at.name() + " is leased by another token than its allotment's.");
        else if (kind == "allotment" && rows.get<std::string_view>(7) != "live" &&
                 rows.get<std::string_view>(7) != "expired")
            findings.add("I5", at.name() + " is owned by an allotment that is over (" +
                                   rows.get<std::string>(7) + ").");
        else if (kind == "hold" && rows.get<std::string_view>(9) == "sold")
            findings.add("I5", at.name() + " is held by a hold that was sold.");
    }
}

/// What was withdrawn for a sale in quarantine is free when its money has gone back.
void checkBlocks(sqlite::Connection& db, const Book& book, Findings& findings) {
    auto sql = db.prepare("blocks", "SELECT s.subject, c.showtime, c.seat FROM suspended_ticket s "
                                    "JOIN seat_claim c ON c.block = s.block");
    for (auto rows = sql.query(); rows.next();) {
        const auto at = book.suspended.find(rows.get<std::string>(0));
        if (at == book.suspended.end() || (at->second.released && !at->second.letIn))
            findings.add("I5", seatName(rows.get<ShowtimeId>(1), rows.get<SeatNo>(2)) +
                                   " is blocked for entry " + rows.get<std::string>(0) +
                                   ", whose money went back or which is not in quarantine.");
    }
}

void checkEpochs(sqlite::Connection& db, Findings& findings) {
    auto twice = db.prepare("epochs", "SELECT epoch FROM allotment GROUP BY epoch "
                                      "HAVING count(*) > 1");
    for (auto rows = twice.query(); rows.next();)
        findings.add("I7", "Two allotments have token " +
                               std::to_string(rows.get<std::int64_t>(0)) + ".");
    auto newest = db.prepare("newest", "SELECT coalesce(max(epoch), 0) FROM allotment");
    auto counter = db.prepare("counter", "SELECT value FROM counter WHERE name = 'epoch'");
    if (newest.value<std::int64_t>().value_or(0) > counter.value<std::int64_t>().value_or(-1))
        findings.add("I7", "The counter of tokens is behind the tokens given out.");
}

} // namespace

void compareSeats(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    compareClaims(db, house, book, findings);
    for (const auto& [id, ticket] : book.tickets)
        if (ticket.fate == Fate::Valid && !ticket.hasSeat)
            findings.add("I1", "Ticket " + id.toString() + " is valid and does not own " +
                                   seatName(ticket.showtime, ticket.seat) + ".");
    checkBlocks(db, book, findings);
    checkEpochs(db, findings);
}

} // namespace foyer::server::proof
