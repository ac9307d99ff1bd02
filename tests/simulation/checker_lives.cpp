// Verdicts that move or refuse a paid sale, and what several lives of one disk have to say.

#include "tests/simulation/checker.h"

#include <algorithm>

namespace foyer::simulation {

/// A sale stands, unless its right was never its own: sold at risk, or from a disk of which there
/// were two.
void Checker::checkDisplaced() {
    auto& displaced = statement(
        server(),
        "SELECT v.terminal, v.incarnation, v.rule, v.reason, json_extract(e.payload, '$.paper'), "
        "(SELECT l.second_by IS NOT NULL FROM booking b JOIN loss l USING (terminal, incarnation) "
        "WHERE b.id = e.booking), (SELECT min(c.incarnation) FROM "
        "carried_entry c WHERE c.terminal = v.terminal AND c.by_incarnation = v.incarnation AND "
        "c.by_seq = v.seq), json_extract(e.payload, '$.approved_by') IS NOT NULL, "
        "(SELECT min(a.incarnation) FROM json_each(e.payload, '$.rights') r JOIN allotment a ON "
        "lower(hex(a.id)) = replace(json_extract(r.value, '$.allotment'), '-', '')), e.payload "
        "FROM verdict v JOIN journal_entry e USING (terminal, incarnation, seq) "
        "WHERE v.outcome NOT IN ('accepted', 'noted')");
    for (auto rows = displaced.query(); rows.next();) {
        const auto terminal = rows.get<TerminalId>(0);
        const auto life = rows.get<Incarnation>(1);
        const auto wasCopied = [&](const std::optional<Incarnation>& each) {
            return each && m_truth.copiedLives.count({terminal, *each}) > 0;
        };
        const bool isPaper = rows.get<std::optional<std::string>>(4).has_value();
        if (rows.get<bool>(7) || wasCopied(life) ||
            wasCopied(rows.get<std::optional<Incarnation>>(6)) ||
            wasCopied(rows.get<std::optional<Incarnation>>(8)))
            continue;
        if (isPaper && (rows.get<std::optional<bool>>(5).value_or(false) ||
                        isAnyDisplaceable([&](const Truth::Printed& paper) {
                            return paper.text == rows.get<std::string>(4);
                        })))
            continue;
        // Its counter has sold the seat anew, and the door has read that paper first: until its
        // void is heard it sits elsewhere.
        const auto payload = rows.get<std::string>(9);
        if (rows.get<std::string>(2) == "R8" && isAnyDisplaceable([&](const auto& paper) {
                return payload.find(paper.ticket.toString()) != std::string::npos;
            }))
            continue;
        m_house.complain("I7: a sale from an own right was not accepted: " +
                         rows.get<std::string>(2) + " " + rows.get<std::string>(3));
    }
}

/// The paper of a seat that was sold without a right, of a disk of which there were two, or of one
/// that its counter has sold, voided and sold anew unheard of, and both sheets were at a door.
bool Checker::isDisplaceable(const Truth::Printed& paper) const {
    const auto wasShown = [&](TicketId ticket) { // this sheet or a copy of it
        return std::any_of(m_truth.papers.begin(), m_truth.papers.end(), [&](const auto& each) {
            return each.ticket == ticket && m_truth.shown.count(each.text) > 0;
        });
    };
    const auto isRival = [&](const Truth::Printed& other) {
        return other.node == paper.node && other.showtime == paper.showtime &&
               other.seat == paper.seat && other.ticket != paper.ticket && wasShown(other.ticket);
    };
    if (paper.atRisk || std::any_of(m_truth.papers.begin(), m_truth.papers.end(), isRival))
        return true;
    return std::any_of(m_terminals.begin(), m_terminals.end(), [&](const Seen& seen) {
        return seen.terminal->number() == paper.node && seen.terminal->isTwin();
    });
}

bool Checker::isAnyDisplaceable(const std::function<bool(const Truth::Printed&)>& which) const {
    return std::any_of(
        m_truth.papers.begin(), m_truth.papers.end(),
        [&](const Truth::Printed& paper) { return which(paper) && isDisplaceable(paper); });
}

void Checker::checkCarried() {
    Desk& db = server();
    expectNone(db, "I4: an entry that was carried over was judged twice",
               "SELECT count(*) FROM (SELECT 1 FROM carried_entry c JOIN verdict v ON "
               "v.terminal = c.terminal AND v.incarnation = c.by_incarnation AND v.seq = c.by_seq "
               "WHERE v.rule <> 'R0' GROUP BY c.terminal, c.incarnation, c.seq, c.hash "
               "HAVING count(*) > 1)");
    expectNone(db, "I4: an entry that was here was judged again when it was carried over",
               "SELECT count(*) FROM carried_entry c JOIN journal_entry e USING (terminal, "
               "incarnation, seq) JOIN verdict v ON v.terminal = c.terminal AND v.incarnation = "
               "c.by_incarnation AND v.seq = c.by_seq WHERE e.hash = c.hash AND v.rule <> 'R0'");
    expectNone(db, "I7: two disks told one life, and the server does not know of it",
               "SELECT count(*) FROM carried_entry c JOIN journal_entry e USING (terminal, "
               "incarnation, seq) JOIN terminal_key k USING (terminal, incarnation) WHERE "
               "e.hash <> c.hash AND k.cloned = 0");
}

/// In the end a ticket that its disk believes in is good for that very seat.
void Checker::checkOwnTickets(Seen& seen) {
    auto& mine = statement(deskOf(seen), "SELECT ticket, seat, booking FROM own_ticket "
                                         "WHERE valid = 1");
    auto& good = statement(server(), "SELECT 1 FROM ticket WHERE id = $1 AND seat = $2 AND "
                                     "state = 'valid'");
    for (auto rows = mine.query(); rows.next();)
        if (!seen.terminal->isCommon(rows.get<BookingId>(2)) &&
            !good.value<std::int64_t>(rows.get<TicketId>(0), rows.get<SeatNo>(1)) &&
            !isAnyDisplaceable([&](const Truth::Printed& paper) {
                return paper.ticket == rows.get<TicketId>(0) && m_truth.shown.count(paper.text) > 0;
            }))
            m_house.complain("I2: " + seen.terminal->name() +
                             " believes in a ticket that is not good");
}

} // namespace foyer::simulation
