#include "server/main/proof/compare.h"

namespace foyer::server::proof {

namespace {

void compareRefunds(sqlite::Connection& db, Book& book, Findings& findings) {
    std::size_t met = 0;
    auto sql = db.prepare("refunds", "SELECT ticket, booking, terminal, incarnation, seq, amount, "
                                     "currency FROM refund");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<TicketId>(0);
        const Ticket* ticket = book.ticket(id);
        const EntryKey by{rows.get<TerminalId>(2), rows.get<Incarnation>(3), rows.get<Seq>(4)};
        const bool fits = ticket && ticket->paidBack && ticket->paidBack->by == by &&
                          ticket->paidBack->amount == rows.get<std::int64_t>(5) &&
                          ticket->price.currency == rows.get<Currency>(6) &&
                          ticket->booking == rows.get<BookingId>(1);
        met += ticket && ticket->paidBack ? 1 : 0;
        if (!fits)
            findings.add("I3", "The refund of ticket " + id.toString() + " by entry " + nameOf(by) +
                                   " is not what its journal says.");
    }
    std::size_t wanted = 0;
    for (const auto& [id, ticket] : book.tickets)
        wanted += ticket.paidBack ? 1 : 0;
    if (met < wanted)
        findings.add("I3", std::to_string(wanted - met) + " refunds that journals tell of are "
                                                          "missing: a ticket could be paid back "
                                                          "twice.");
}

void compareOwed(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    std::size_t met = 0;
    auto sql = db.prepare("owed", "SELECT ticket, booking, posted FROM refund_due");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<TicketId>(0);
        const Ticket* ticket = book.ticket(id);
        const bool posted = rows.get<bool>(2);
        const Show* show = ticket ? house.show(ticket->showtime) : nullptr;
        const bool byOffice = show && (show->cancelled || show->replanned);
        const bool fits = ticket && ticket->booking == rows.get<BookingId>(1) &&
                          (posted ? ticket->owed : !ticket->owed && (byOffice || ticket->ousted));
        met += fits && posted ? 1 : 0;
        if (!fits)
            findings.add("I2", "The money of ticket " + id.toString() +
                                   " is said to be owed, and no journal says so.");
    }
    std::size_t wanted = 0;
    for (const auto& [id, ticket] : book.tickets)
        wanted += ticket.owed ? 1 : 0;
    if (met < wanted)
        findings.add("I2", std::to_string(wanted - met) +
                               " tickets whose money is owed are not on record as owed.");
}

void compareDeclines(sqlite::Connection& db, Book& book, Findings& findings) {
    std::size_t met = 0;
    auto sql = db.prepare("declines", "SELECT booking, reference, terminal, incarnation, seq "
                                      "FROM card_decline");
    for (auto rows = sql.query(); rows.next();) {
        const auto found = book.declined.find({rows.get<BookingId>(0), rows.get<std::string>(1)});
        const EntryKey by{rows.get<TerminalId>(2), rows.get<Incarnation>(3), rows.get<Seq>(4)};
        if (found != book.declined.end() && found->second == by)
            ++met;
        else
            findings.add("I3", "Entry " + nameOf(by) + " has not declined payment \"" +
                                   rows.get<std::string>(1) + "\".");
    }
    if (met < book.declined.size())
        findings.add("I3", "Payments were declined and are not on record as declined: " +
                               std::to_string(book.declined.size() - met) + ".");
}

void compareVariances(sqlite::Connection& db, Book& book, Findings& findings) {
    auto sql = db.prepare("variances", "SELECT ticket, printed FROM price_variance");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<TicketId>(0);
        const Ticket* ticket = book.ticket(id);
        if (!ticket || ticket->price.minor != rows.get<std::int64_t>(1))
            findings.add("I3", "The price variance of ticket " + id.toString() +
                                   " names another price than its journal.");
    }
}

} // namespace

void compareMoney(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    compareRefunds(db, book, findings);
    compareOwed(db, house, book, findings);
    compareDeclines(db, book, findings);
    compareVariances(db, book, findings);
}

} // namespace foyer::server::proof
