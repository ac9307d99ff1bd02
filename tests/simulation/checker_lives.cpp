// Verdicts that move or refuse a paid sale, and what several lives of one disk have to say.

#include "tests/simulation/asleep.h"
#include "tests/simulation/checker.h"

#include <algorithm>

namespace foyer::simulation {

/// A sale stands, unless its right was never its own: sold at risk, or from a disk of which there
/// were two; or its showtime is cancelled or has another plan. While a restored server is refilled
/// it may wait elsewhere; in the end only one that was void before may have lost its seat.
void Checker::checkDisplaced(std::int64_t before) {
    auto& displaced = statement(
        server(),
        "WITH entry AS (SELECT terminal, incarnation, seq, booking, type, CASE type WHEN 'carried' "
        "THEN json_extract(payload, '$.payload') ELSE payload END AS payload FROM journal_entry) "
        "SELECT v.terminal, v.incarnation, v.rule, v.reason, json_extract(e.payload, '$.paper'), "
        "(SELECT l.second_by IS NOT NULL FROM booking b JOIN loss l USING (terminal, incarnation) "
        "WHERE b.id = e.booking), (SELECT min(c.incarnation) FROM "
        "carried_entry c WHERE c.terminal = v.terminal AND c.by_incarnation = v.incarnation AND "
        "c.by_seq = v.seq), json_extract(e.payload, '$.approved_by') IS NOT NULL, "
        "(SELECT min(a.incarnation) FROM json_each(e.payload, '$.rights') r JOIN allotment a ON "
        "lower(hex(a.id)) = replace(json_extract(r.value, '$.allotment'), '-', '')), "
        "e.type = 'sale' AND NOT EXISTS (SELECT 1 FROM journal_entry x WHERE x.booking = e.booking "
        "AND (x.type = 'void' OR (x.type = 'refund' AND json_extract(x.payload, '$.task') IS "
        "NULL))), v.outcome IN ('refund_due', 'reseated'), k.showtime, "
        "coalesce(json_extract(e.payload, '$.showtime'), ''), coalesce((SELECT "
        "group_concat(json_extract(l.value, '$.seat'), ' ') FROM json_each(e.payload, '$.lines') "
        "l), '') "
        "FROM verdict v JOIN entry e ON e.terminal = v.terminal AND e.incarnation = "
        "v.incarnation AND e.seq = v.seq LEFT JOIN booking k ON k.id = e.booking LEFT JOIN "
        "showtime s ON s.id = k.showtime WHERE v.rowid > $1 AND v.outcome NOT IN ('accepted', "
        "'noted') AND NOT (v.outcome = 'refund_due' AND v.rule IN ('R2', 'R8') AND s.state = "
        "'cancelled') "
        "AND NOT (v.outcome IN ('refund_due', 'reseated') AND EXISTS (SELECT 1 FROM plan_period "
        "m WHERE m.showtime = s.id))");
    for (auto rows = displaced.query(before); rows.next();) {
        if (m_restores > 0 && !rows.get<bool>(9))
            continue;
        // Its plan may have been changed by a history that is lost.
        const auto showtime = rows.get<std::optional<ShowtimeId>>(11);
        if (rows.get<bool>(10) && showtime && m_replanned.count(*showtime) > 0)
            continue;
        if (isAnyOfLostExchange(rows.get<std::string>(12), rows.get<std::string>(13)))
            continue;
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
        m_house.complain((m_restores > 0 ? "I7: a sale from an own right was displaced after a "
                                           "restore: "
                                         : "I7: a sale from an own right was not accepted: ") +
                         rows.get<std::string>(2) + " " + rows.get<std::string>(3));
    }
}

/// The paper of a seat that was sold without a right, or of a disk of which there were two.
bool Checker::isDisplaceable(const Truth::Printed& paper) const {
    if (paper.atRisk)
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

/// A counter sells a seat anew only after it has voided the sale before: of two such sales the
/// later one stands, in whatever order their papers and their journal were heard.
void Checker::checkResold() {
    auto& earlier = statement(
        server(),
        "SELECT x.terminal, a.incarnation, a.showtime, a.seat FROM ticket a JOIN booking x ON x.id "
        "= "
        "a.booking JOIN ticket b ON b.showtime = a.showtime AND b.incarnation = "
        "a.incarnation AND CASE WHEN a.epoch > 0 AND b.epoch > 0 AND a.epoch <> b.epoch "
        "THEN b.epoch > a.epoch ELSE b.seq > a.seq END AND ((b.epoch = a.epoch AND a.epoch > 0) OR "
        "(a.paper_seat IS NULL AND NOT EXISTS (SELECT 1 FROM plan_period m WHERE "
        "m.showtime = a.showtime))) AND "
        "coalesce(b.paper_seat, b.seat) = coalesce(a.paper_seat, a.seat) JOIN booking y "
        "ON y.id = b.booking AND y.terminal = x.terminal WHERE a.state = 'valid' AND "
        "a.seq > 0");
    for (auto rows = earlier.query(); rows.next();)
        if (m_truth.copiedLives.count({rows.get<TerminalId>(0), rows.get<Incarnation>(1)}) == 0 &&
            !isOfLostExchange(rows.get<ShowtimeId>(2), rows.get<SeatNo>(3)))
            m_house.complain("R8: a ticket is good whose seat its own terminal has sold anew");
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

/// What a disk takes for settled the server has, that very entry and not one that another disk
/// wrote by the same number. A server that was put back to its backup has forgotten some.
void Checker::checkOwnVerdicts(Seen& seen) {
    if (!m_server.isUp() || m_server.restores() > 0)
        return;
    const Asleep guard(m_server.disk());
    auto& settled =
        statement(deskOf(seen), "SELECT v.rowid, v.incarnation, v.seq, e.hash FROM verdict v JOIN "
                                "journal_entry e USING (incarnation, seq) WHERE v.rowid > $1 "
                                "ORDER BY v.rowid");
    auto& known = statement(server(), "SELECT 1 FROM journal_entry WHERE terminal = $1 AND "
                                      "incarnation = $2 AND seq = $3 AND hash = $4 UNION ALL "
                                      "SELECT 1 FROM carried_entry WHERE terminal = $1 AND "
                                      "incarnation = $2 AND seq = $3 AND hash = $4");
    for (auto rows = settled.query(seen.verdict); rows.next();) {
        seen.verdict = rows.get<std::int64_t>(0);
        if (!known.value<std::int64_t>(seen.terminal->identity().terminal, rows.get<Incarnation>(1),
                                       rows.get<Seq>(2), rows.get<Hash>(3)))
            m_house.complain("I2: " + seen.terminal->name() +
                             " has a verdict on what the server has not heard of");
    }
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
