// Who was let in, by which paper, and what became of it; and what counters sell at risk.

#include "tests/simulation/checker.h"
#include "tests/simulation/images.h"

namespace foyer::simulation {

namespace {

/// What was let in and not let out again.
constexpr const char* kInsideTwice =
    "SELECT count(*) FROM (SELECT json_extract(payload, '$.ticket') AS ticket, "
    "sum(CASE type WHEN 'admitted' THEN 1 ELSE -1 END) AS inside FROM journal_entry WHERE type IN "
    "('admitted', 'admission_undone') GROUP BY ticket HAVING inside > 1)";

} // namespace

/// At one door: nobody twice, nobody by forged paper, nobody whose paper it knew to be revoked.
void Checker::checkDoor(Seen& seen) {
    Desk& desk = deskOf(seen);
    auto& scans = statement(desk, "SELECT rowid, json_extract(payload, '$.paper') FROM "
                                  "journal_entry WHERE rowid > $1 AND type = 'admitted' "
                                  "ORDER BY rowid");
    bool anyNew = false;
    for (auto rows = scans.query(seen.scanned); rows.next();) {
        seen.scanned = rows.get<std::int64_t>(0);
        anyNew = true;
        const auto why =
            m_truth.forbidden.find({seen.terminal->number(), rows.get<std::string>(1)});
        if (why != m_truth.forbidden.end())
            m_house.complain(why->second);
    }
    if (anyNew)
        expectNone(desk, "a door let one ticket in twice", kInsideTwice);
}

/// At the server: paper that is good no more is revoked, and a ticket that was let in by two doors
/// is known to somebody.
void Checker::checkAdmissions() {
    expectNone(server(), "paper is good for a seat that its ticket has left",
               "SELECT count(*) FROM ticket t WHERE state = 'valid' AND paper_seat <> seat AND "
               "NOT EXISTS (SELECT 1 FROM revocation r WHERE r.ticket = t.id AND r.seat = "
               "t.paper_seat)");
    expectNone(server(), "paper of a ticket that is void is not revoked",
               "SELECT count(*) FROM ticket t WHERE state = 'void' AND NOT EXISTS (SELECT 1 FROM "
               "revocation r WHERE r.ticket = t.id)");
    const auto newest = ask(server(), "SELECT coalesce(max(rowid), 0) FROM journal_entry");
    const auto before = std::exchange(m_entry, newest);
    auto& news = statement(server(), "SELECT count(*) FROM journal_entry WHERE rowid > $1 AND "
                                     "type IN ('admitted', 'admission_undone')");
    if (newest <= before || news.value<std::int64_t>(before).value_or(0) == 0)
        return;
    expectNone(server(), "a ticket was let in at two doors, and nobody is told",
               "SELECT count(*) FROM (SELECT json_extract(payload, '$.ticket') AS ticket, "
               "sum(CASE type WHEN 'admitted' THEN 1 ELSE -1 END) AS inside FROM journal_entry "
               "WHERE type IN ('admitted', 'admission_undone') GROUP BY ticket HAVING inside > 1) "
               "WHERE NOT EXISTS (SELECT 1 FROM task k WHERE k.kind = 'double-admission' AND "
               "k.subject = ticket)");
}

/// In the end every door knows who is inside, wherever they came in.
void Checker::checkInside(Seen& seen) {
    auto& inside = statement(server(), "SELECT ticket FROM admission WHERE undone = 0");
    auto& known = statement(deskOf(seen), "SELECT count(*) FROM replica_row WHERE kind = "
                                          "'admission' AND id = $1 AND "
                                          "NOT coalesce(json_extract(body, '$.undone'), 0)");
    for (auto rows = inside.query(); rows.next();)
        if (known.value<std::int64_t>(rows.get<TicketId>(0)).value_or(0) != 1)
            m_house.complain(seen.terminal->name() + " does not know who was let in elsewhere");
}

/// Without a right nothing is sold beyond the caps, or by nobody's approval.
void Checker::checkRisk(Seen& seen) {
    Desk& desk = deskOf(seen);
    if (ask(desk, "SELECT EXISTS (SELECT 1 FROM own_sale_right WHERE allotment = zeroblob(16))") ==
        0)
        return;
    if (seen.terminal->identity().mode == core::TerminalMode::Kiosk)
        m_house.complain("a kiosk sells at risk");
    auto& over = statement(
        desk, "SELECT count(*) FROM (SELECT count(*) AS seats, sum(json_extract(i.payload, "
              "'$.lines[' || r.position || '].price.amount')) AS money FROM own_sale o JOIN "
              "own_sale_right r ON r.booking = o.booking AND r.allotment = zeroblob(16) JOIN "
              "journal_entry i ON i.incarnation = o.intent_life AND i.seq = o.intent_seq WHERE "
              "o.phase IN (0, 1) AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.incarnation = "
              "o.sale_life AND v.seq = o.sale_seq) GROUP BY json_extract(i.payload, "
              "'$.showtime')) WHERE seats > $1 OR money > $2");
    if (over.value<std::int64_t>(kRiskSeats, kRiskMinor).value_or(0) != 0)
        m_house.complain("more was sold at risk than the house allows");
    expectNone(desk, "something was sold at risk, and nobody answers for it",
               "SELECT count(*) FROM own_sale o WHERE approved_by IS NULL AND sale_seq > 0 AND "
               "EXISTS (SELECT 1 FROM own_sale_right r WHERE r.booking = o.booking AND "
               "r.allotment = zeroblob(16))");
}

} // namespace foyer::simulation
