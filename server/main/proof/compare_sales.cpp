#include "server/main/proof/compare.h"

namespace foyer::server::proof {

namespace {

/// Collects what differs between a row and the book into one sentence.
class Differences {
public:
    void add(const char* what, const std::string& stands, const std::string& implied) {
        if (stands == implied)
            return;
        m_text += (m_text.empty() ? "" : "; ") + std::string(what) + " is " + stands +
                  ", the journals imply " + implied;
    }
    bool isEmpty() const { return m_text.empty(); }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

std::string dayOf(Date day) {
    return std::to_string(day.time_since_epoch().count());
}

void compareBookings(sqlite::Connection& db, Book& book, Findings& findings) {
    auto sql = db.prepare("bookings", "SELECT id, showtime, terminal, incarnation, seq, total, "
                                      "currency, state, from_paper, business_day FROM booking");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<BookingId>(0);
        Booking* booking = book.booking(id);
        if (!booking) {
            findings.add("I2", "Booking " + id.toString() + " stands in no journal.");
            continue;
        }
        booking->met = true;
        Differences differ;
        differ.add("its showtime", rows.get<ShowtimeId>(1).toString(),
                   booking->showtime.toString());
        EntryKey stands{rows.get<TerminalId>(2), rows.get<Incarnation>(3), rows.get<Seq>(4)};
        if (booking->fromPaper && stands.seq.value < 0)
            stands.seq = booking->entry.seq; // its entry is not here
        differ.add("its entry", nameOf(stands), nameOf(booking->entry));
        differ.add("its state", rows.get<std::string>(7), booking->valid ? "valid" : "void");
        differ.add("its being known from paper", std::to_string(rows.get<int>(8)),
                   std::to_string(int{booking->fromPaper}));
        if (!booking->fromPaper)
            differ.add("its business day", dayOf(rows.get<Date>(9)), dayOf(booking->businessDay));
        if (!differ.isEmpty())
            findings.add("I2", "Booking " + id.toString() + ": " + differ.text() + ".");
        const Money total{rows.get<std::int64_t>(5), rows.get<Currency>(6)};
        if (total != booking->total)
            findings.add("I3", "Booking " + id.toString() + " (entry " + nameOf(booking->entry) +
                                   ") is of " + total.toString() + ", its journal says " +
                                   booking->total.toString() + ".");
    }
    for (const auto& [id, booking] : book.bookings)
        if (!booking.met)
            findings.add("I2", "Booking " + id.toString() + " of entry " + nameOf(booking.entry) +
                                   " is missing.");
}

std::string textOf(const domain::Tender& tender) {
    return std::string(domain::nameOf(tender.kind)) + " " + tender.amount.toString() + " of " +
           tender.received.toString() + ", change " + tender.change.toString() + " \"" +
           tender.reference + "\"" +
           (tender.rounded == 0 ? "" : ", rounded by " + std::to_string(tender.rounded));
}

void compareTenders(sqlite::Connection& db, Book& book, Findings& findings) {
    auto sql = db.prepare("tenders",
                          "SELECT kind, amount, received, change, currency, "
                          "reference, rounded FROM tender WHERE booking = $1 ORDER BY position");
    for (const auto& [id, booking] : book.bookings) {
        std::string stands;
        std::string implied;
        for (const auto& tender : booking.tenders)
            implied += textOf(tender) + "; ";
        for (auto rows = sql.query(id); rows.next();) {
            const auto currency = rows.get<Currency>(4);
            const auto kind = domain::tenderKindFrom(rows.get<std::string_view>(0));
            if (!kind)
                stands += "damage; ";
            else
                stands += textOf({*kind,
                                  {rows.get<std::int64_t>(1), currency},
                                  {rows.get<std::int64_t>(2), currency},
                                  {rows.get<std::int64_t>(3), currency},
                                  rows.get<std::string>(5),
                                  rows.get<std::int64_t>(6)}) +
                          "; ";
        }
        if (stands != implied)
            findings.add("I3", "Booking " + id.toString() + " (entry " + nameOf(booking.entry) +
                                   ") was paid by " + (stands.empty() ? "nothing; " : stands) +
                                   "its journal says " + (implied.empty() ? "nothing" : implied));
    }
}

/// The office moves tickets to another plan, and voids those that it has no seat for: then the
/// table's seat is the present one, and the money is owed.
void followOffice(const House& house, Ticket& ticket, SeatNo stands, std::string_view state,
                  bool isOwed) {
    if (!house.isReplanned(ticket.showtime))
        return;
    ticket.seat = stands;
    ticket.paperSeat.reset();
    if (isOwed && state == "void" && ticket.fate == Fate::Valid)
        ticket.fate = Fate::Void;
}

std::string seatText(std::optional<SeatNo> seat) {
    return seat ? "no. " + std::to_string(seat->value) : "none";
}

/// What the rows of a ticket say was taken off it; `sum` is what its own row says.
std::string reducedText(sqlite::Statement& sql, TicketId id, Money sum) {
    std::vector<domain::Reduction> reductions;
    for (auto rows = sql.query(id); rows.next();) {
        reductions.push_back({rows.get<std::string>(0), {rows.get<std::int64_t>(1), sum.currency}});
        sum = sum - reductions.back().amount;
    }
    return nameOf(reductions) + (sum.isZero() ? "" : ", " + sum.toString() + " by nothing");
}

void compareTickets(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    auto sql =
        db.prepare("tickets", "SELECT t.id, t.booking, t.showtime, t.seat, t.ticket_type, "
                              "t.price, t.tax, t.currency, t.state, t.paper_seat, "
                              "d.posted, t.incarnation, t.seq, t.reduced FROM ticket t LEFT JOIN "
                              "refund_due d ON d.ticket = t.id");
    auto taken = db.prepare("reductions", "SELECT discount, amount FROM ticket_reduction WHERE "
                                          "ticket = $1 ORDER BY position");
    for (auto rows = sql.query(); rows.next();) {
        const auto id = rows.get<TicketId>(0);
        const auto showtime = rows.get<ShowtimeId>(2);
        const auto seat = rows.get<SeatNo>(3);
        Ticket* ticket = book.ticket(id);
        if (!ticket) {
            findings.add("I1", "Ticket " + id.toString() + " for " + seatName(showtime, seat) +
                                   " stands in no journal.");
            continue;
        }
        ticket->met = true;
        followOffice(house, *ticket, seat, rows.get<std::string_view>(8), !rows.isNull(10));
        Differences differ;
        differ.add("its booking", rows.get<BookingId>(1).toString(), ticket->booking.toString());
        differ.add("its showtime", showtime.toString(), ticket->showtime.toString());
        differ.add("its seat", seatText(seat), seatText(ticket->seat));
        differ.add("its state", rows.get<std::string>(8), nameOf(ticket->fate));
        if (!house.isReplanned(ticket->showtime))
            differ.add("the seat on its paper", seatText(rows.get<std::optional<SeatNo>>(9)),
                       seatText(ticket->paperSeat));
        const EntryKey soldBy{ticket->soldBy.terminal, rows.get<Incarnation>(11),
                              rows.get<Seq>(12)};
        if (soldBy.seq.value > 0) // 0: sold before this was written down, or by an exchange
            differ.add("the entry on its paper", nameOf(soldBy), nameOf(ticket->soldBy));
        if (!differ.isEmpty())
            findings.add("I1", "Ticket " + id.toString() + " of booking " +
                                   ticket->booking.toString() + ": " + differ.text() + ".");
        const Money price{rows.get<std::int64_t>(5), rows.get<Currency>(7)};
        const auto reduced = reducedText(taken, id, {rows.get<std::int64_t>(13), price.currency});
        if (reduced != ticket->reduced)
            findings.add("I3", "Ticket " + id.toString() + " was reduced by \"" + reduced +
                                   "\", its journal says \"" + ticket->reduced + "\".");
        const auto tax = rows.get<std::int64_t>(6);
        const auto type = rows.get<std::string>(4);
        if (price != ticket->price || tax != ticket->tax ||
            (!ticket->type.empty() && type != ticket->type))
            findings.add("I3", "Ticket " + id.toString() + " is \"" + type + "\" at " +
                                   price.toString() + ", tax " + std::to_string(tax) +
                                   "; its journal says \"" + ticket->type + "\" at " +
                                   ticket->price.toString() + ", tax " +
                                   std::to_string(ticket->tax) + ".");
    }
    for (const auto& [id, ticket] : book.tickets)
        if (!ticket.met)
            findings.add("I2", "Ticket " + id.toString() + " of booking " +
                                   ticket.booking.toString() + " for " +
                                   seatName(ticket.showtime, ticket.seat) + " is missing.");
}

void compareComps(sqlite::Connection& db, const Book& book, Findings& findings) {
    std::map<BookingId, std::string> stand;
    auto sql = db.prepare("comps", "SELECT booking, reason, approved_by FROM comp");
    for (auto rows = sql.query(); rows.next();)
        stand[rows.get<BookingId>(0)] =
            nameOf(protocol::Comp{rows.get<std::string>(1),
                                  rows.get<std::optional<OperatorId>>(2).value_or(OperatorId{})});
    const auto tell = [&](BookingId id, const std::string& stands, const std::string& implied) {
        findings.add("I3", "Booking " + id.toString() + " was given for free by \"" + stands +
                               "\"; its journal says \"" + implied + "\".");
    };
    for (const auto& [id, booking] : book.bookings) {
        const auto found = stand.find(id);
        const std::string stands = found == stand.end() ? std::string() : found->second;
        if (stands != booking.comp)
            tell(id, stands, booking.comp);
    }
    for (const auto& [id, stands] : stand)
        if (book.bookings.count(id) == 0)
            tell(id, stands, "");
}

using Counts = std::map<std::string, std::int64_t>;

Counts countsFrom(sqlite::Connection& db, const char* name, const char* query) {
    Counts counts;
    auto sql = db.prepare(name, query);
    for (auto rows = sql.query(); rows.next();)
        counts[rows.get<std::string>(0)] = rows.get<std::int64_t>(1);
    return counts;
}

/// How often codes have been used, which says whether anybody may use them still. Requires: tickets
/// and what was taken off them are compared.
void compareUses(sqlite::Connection& db, Findings& findings) {
    const Counts implied = countsFrom(
        db, "uses implied",
        "SELECT r.discount, count(DISTINCT t.booking) FROM ticket_reduction r JOIN ticket t ON "
        "t.id = r.ticket WHERE t.state = 'valid' GROUP BY r.discount");
    const Counts listed = countsFrom(
        db, "uses listed",
        "SELECT u.discount, count(*) FROM discount_use u WHERE EXISTS (SELECT 1 FROM ticket t JOIN "
        "ticket_reduction r ON r.ticket = t.id WHERE t.booking = u.booking AND t.state = 'valid' "
        "AND r.discount = u.discount) GROUP BY u.discount");
    Counts stray = countsFrom(db, "uses in all",
                              "SELECT discount, count(*) FROM discount_use GROUP BY discount");
    const Counts counted =
        countsFrom(db, "uses counted", "SELECT discount, used FROM discount_count WHERE used <> 0");
    for (const auto& [discount, count] : listed)
        stray[discount] -= count;
    for (const auto& [discount, count] : stray)
        if (count != 0)
            findings.add("I3", std::to_string(count) +
                                   " bookings are said to have the discount \"" + discount +
                                   "\" and have no ticket by it.");
    Counts all = implied;
    all.insert(listed.begin(), listed.end());
    all.insert(counted.begin(), counted.end());
    const auto in = [](const Counts& counts, const std::string& discount) {
        const auto found = counts.find(discount);
        return found == counts.end() ? std::int64_t{0} : found->second;
    };
    for (const auto& [discount, ignored] : all)
        if (in(implied, discount) != in(listed, discount) ||
            in(implied, discount) != in(counted, discount))
            findings.add("I3", "The discount \"" + discount + "\" is counted for " +
                                   std::to_string(in(counted, discount)) +
                                   " bookings and listed for " +
                                   std::to_string(in(listed, discount)) + "; their tickets imply " +
                                   std::to_string(in(implied, discount)) + ".");
}

} // namespace

std::string seatName(ShowtimeId showtime, SeatNo seat) {
    return "seat no. " + std::to_string(seat.value) + " of showtime " + showtime.toString();
}

void compareSales(sqlite::Connection& db, const House& house, Book& book, Findings& findings) {
    compareBookings(db, book, findings);
    compareTenders(db, book, findings);
    compareTickets(db, house, book, findings);
    compareUses(db, findings);
    compareComps(db, book, findings);
}

} // namespace foyer::server::proof
