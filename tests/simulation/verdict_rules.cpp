#include "tests/simulation/verdict_rules.h"

#include "shared/base/check.h"
#include "tests/simulation/verdict_row.h"

namespace foyer::simulation {

namespace {

using When = VerdictCheck::When;
using Row = VerdictRow;
using Sql = std::string;

/// The rows of `table` that the entry has made.
Sql made(const Sql& table) {
    return "EXISTS (SELECT 1 FROM " + table +
           " x WHERE x.terminal = g.terminal AND x.incarnation = g.incarnation AND x.seq = g.seq)";
}

/// What the entry has moved on these accounts.
Sql booked(const Sql& accounts) {
    return "(SELECT coalesce(sum(p.amount), 0) FROM ledger_transaction x JOIN ledger_posting p ON "
           "p.ledger_transaction = x.id WHERE x.terminal = g.terminal AND x.incarnation = "
           "g.incarnation AND x.seq = g.seq AND p.account IN (" +
           accounts + "))";
}
const char* const kRevenue = "'ticket_revenue', 'tax_payable'";
const char* const kHands = "'cash_drawer', 'card_receivable', 'rounding'";

/// Lines of a sale `l` with their tickets `t`, if they have any.
const char* const kLines =
    "json_each(g.payload, '$.lines') l LEFT JOIN ticket t ON t.booking = g.booking AND "
    "lower(hex(t.id)) = replace(json_extract(l.value, '$.ticket'), '-', '')";
const char* const kTotal =
    "(SELECT sum(json_extract(l.value, '$.price.amount')) FROM json_each(g.payload, '$.lines') l)";

Sql noLine(const Sql& condition) {
    return "NOT EXISTS (SELECT 1 FROM " + Sql(kLines) + " WHERE " + condition + ")";
}
/// Each of its tickets is good, and where.
Sql allGoodFor(const Sql& seat) {
    return noLine("t.state IS NOT 'valid' OR t.seat IS NOT " + seat);
}
const char* const kSeatSold = "json_extract(l.value, '$.seat')";

/// Something came after it that has to do with its booking, in one upload or before this look.
const char* const kIsOld =
    "EXISTS (SELECT 1 FROM journal_entry x WHERE x.booking = g.booking AND x.rowid > g.entry AND "
    "x.type NOT IN ('printed', 'admitted', 'admission_undone'))";
/// It is the last thing that anybody has said at all.
const char* const kIsNewest = "g.nr = (SELECT max(rowid) FROM verdict)";

/// A task about its booking, such as that verdict opens.
Sql hasTask(const Sql& kind, const Sql& condition = "1") {
    return "EXISTS (SELECT 1 FROM task k WHERE k.booking = g.booking AND k.kind = '" + kind +
           "' AND k.opened_at <= g.given_at AND " + condition + ")";
}
/// What a task about one entry has in its subject.
const char* const kOwnSubject = "replace(k.subject, '-', '') LIKE '%' || lower(hex(g.terminal)) || "
                                "'/' || g.incarnation || '/' || g.seq";

/// Each line has its ticket at the price that was printed, and so has the ledger.
Sql isInTheBooks() {
    return "g.type = 'sale' AND " +
           noLine("t.price IS NOT json_extract(l.value, '$.price.amount')") + " AND " +
           booked(kRevenue) + " = -" + kTotal;
}
/// No ticket of it is good, and all its money is owed or was.
Sql isOwed() {
    return "g.outcome = 'refund_due' AND g.type = 'sale' AND " +
           noLine(
               "t.id IS NULL OR t.state = 'valid' OR NOT EXISTS (SELECT 1 FROM refund_due d WHERE "
               "d.ticket = t.id AND d.posted = 1)") +
           " AND " + booked("'refund_payable'") + " = -" + kTotal + " AND " +
           hasTask("refund-due",
                   "k.owner IS NOT NULL AND k.deadline IS NOT NULL AND (k.amount > 0 OR " +
                       Sql(kTotal) + " = 0)");
}
/// Whoever sits elsewhere than the paper says is told: by the verdict, by what terminals show, by a
/// task; and the paper opens no door.
Sql isTold() {
    return "NOT EXISTS (SELECT 1 FROM moved m WHERE m.nr = g.nr AND (NOT EXISTS (SELECT 1 FROM "
           "reseating r WHERE r.ticket = m.ticket AND r.to_seat = m.now_seat AND r.to_name = "
           "m.now_name) OR NOT " +
           hasTask("reseated") +
           " OR (m.was_seat <> m.now_seat AND (NOT EXISTS (SELECT 1 FROM verdict_move o WHERE "
           "o.terminal = g.terminal AND o.incarnation = g.incarnation AND o.seq = g.seq AND "
           "o.ticket = m.ticket AND o.from_seat = m.was_seat AND o.to_seat = m.now_seat) OR NOT "
           "EXISTS (SELECT 1 FROM revocation o WHERE o.ticket = m.ticket AND o.seat = "
           "m.was_seat)))))";
}
Sql orOld(const Sql& condition) {
    return "(" + condition + ") OR " + kIsOld;
}

/// The same entry, or the same sale, was decided before, and this time nothing more was.
VerdictRule repeated() {
    const Sql sealedBefore =
        "SELECT 1 FROM carried_entry c JOIN verdict w ON w.terminal = c.terminal WHERE c.terminal "
        "= g.terminal AND c.by_incarnation = g.incarnation AND c.by_seq = g.seq AND w.rowid < g.nr "
        "AND w.outcome = g.outcome AND w.reason = g.reason AND (EXISTS (SELECT 1 FROM "
        "journal_entry k WHERE k.terminal = c.terminal AND k.incarnation = c.incarnation AND k.seq "
        "= c.seq AND k.hash = c.hash AND w.incarnation = k.incarnation AND w.seq = k.seq) OR "
        "EXISTS (SELECT 1 FROM carried_entry d WHERE d.terminal = c.terminal AND d.incarnation = "
        "c.incarnation AND d.seq = c.seq AND d.hash = c.hash AND d.by_incarnation = w.incarnation "
        "AND d.by_seq = w.seq))";
    const Sql soldBefore =
        "SELECT 1 FROM booking b JOIN verdict w USING (terminal, incarnation, seq) WHERE b.id = "
        "g.booking AND w.rowid < g.nr AND g.type = 'sale' AND g.outcome = 'noted'";
    return Row(0)
        .by({Fault::DiskCopied, Fault::EnrolledAnew, Fault::EnrolledInService,
             Fault::EnrolledInRecovery, Fault::TerminalReplaced})
        .always("a repeated entry has another verdict than at first",
                "EXISTS (" + sealedBefore + ") OR EXISTS (" + soldBefore + ")")
        .always("a repeated entry has changed something",
                "NOT (" + made("ledger_transaction") + " OR " + made("refund") + " OR " +
                    made("booking") + " OR " + made("card_decline") + " OR " + made("scan") + ")")
        .done();
}

/// What does not follow is in no journal; Checker::checkDamaged sends some.
VerdictRule broken() {
    return Row(1)
        .by({Fault::UploadDamaged})
        .ofUploads()
        .always("an upload that is refused has a verdict", "0")
        .ofEntries(
            When::Always, "an entry was taken in that does not follow the one before it",
            "(SELECT e.prev_hash FROM journal_entry e WHERE e.terminal = g.terminal AND "
            "e.incarnation = g.incarnation AND e.seq = g.seq) = coalesce((SELECT p.hash FROM "
            "journal_entry p WHERE p.terminal = g.terminal AND p.incarnation = g.incarnation AND "
            "p.seq = g.seq - 1), CASE g.seq WHEN 1 THEN zeroblob(32) END, x'')")
        .done();
}

VerdictRule cancelled() {
    return Row(2)
        .by({Fault::ShowtimeCancelled})
        .always("a sale of a cancelled showtime has a good ticket, or not all its money is owed",
                isOwed() + " AND EXISTS (SELECT 1 FROM booking b JOIN showtime s ON s.id = "
                           "b.showtime WHERE b.id = g.booking AND s.state = 'cancelled')")
        // What was known from paper had its refund opened when the showtime was cancelled.
        .ofEntries(
            When::AtOnce, "a sale of a cancelled showtime was accepted",
            "NOT EXISTS (SELECT 1 FROM booking b JOIN showtime s ON s.id = b.showtime WHERE "
            "b.terminal = g.terminal AND b.incarnation = g.incarnation AND b.seq = g.seq AND "
            "g.outcome <> 'refund_due' AND s.state = 'cancelled' AND (g.rule <> 'R8' OR EXISTS "
            "(SELECT 1 FROM ticket t WHERE t.booking = b.id AND t.state = 'valid' AND NOT EXISTS "
            "(SELECT 1 FROM admission a WHERE a.ticket = t.id))))")
        .done();
}

VerdictRule own() {
    return Row(3)
        .always("a sale was accepted by a right that was not its own",
                "g.outcome = 'accepted' AND NOT " + made("verdict_move") +
                    " AND (json_extract(g.payload, '$.hold') IS NOT NULL OR " +
                    noLine("NOT EXISTS (SELECT 1 FROM allotment a WHERE a.id = t.allotment AND "
                           "a.terminal = g.terminal)") +
                    ")")
        .always("an accepted sale is not in the books as it was sold", isInTheBooks())
        .atOnce("a ticket of an accepted sale is not good for the seat it was sold for",
                orOld(allGoodFor(kSeatSold)))
        .done();
}

VerdictRule planChanged() {
    return Row(4)
        .by({Fault::PlanChange, Fault::PlanComesBack})
        .always("a sale of a former plan is not in the books as it was sold",
                "g.outcome IN ('accepted', 'reseated') AND " + isInTheBooks())
        .always(
            "there was no former plan",
            "EXISTS (SELECT 1 FROM plan_period p JOIN booking b ON b.showtime = p.showtime WHERE "
            "b.id = g.booking)")
        .atOnce("a ticket is not on the counterpart of its seat",
                orOld(allGoodFor("(SELECT m.to_seat FROM whose w JOIN seat_counterpart m ON "
                                 "m.showtime = w.showtime AND m.last_epoch = w.until WHERE w.nr = "
                                 "g.nr AND m.from_seat = json_extract(l.value, '$.seat'))")))
        .atOnce("nobody is told of another seat", orOld(isTold()))
        // Whoever had a seat has its counterpart for good. A party of which one seat has none stays
        // together, elsewhere (R6).
        .ofEntries(
            When::Always, "a ticket is not where the published mapping has its seat",
            "g.type <> 'sale' OR g.rule = 'R6' OR NOT EXISTS (SELECT 1 FROM plan_period) OR NOT " +
                made("booking") +
                " OR NOT EXISTS (SELECT 1 FROM json_each(g.payload, '$.lines') l JOIN "
                "json_each(g.payload, '$.rights') r ON r.key = l.key JOIN ticket t ON t.booking = "
                "g.booking AND lower(hex(t.id)) = replace(json_extract(l.value, '$.ticket'), '-', "
                "'') JOIN allotment a ON lower(hex(a.id)) = replace(json_extract(r.value, "
                "'$.allotment'), '-', '') JOIN seat_counterpart m ON m.showtime = t.showtime AND "
                "m.last_epoch = (SELECT min(p.last_epoch) FROM plan_period p WHERE p.showtime = "
                "a.showtime AND p.last_epoch >= a.epoch) AND m.from_seat = json_extract(l.value, "
                "'$.seat') WHERE t.state = 'valid' AND t.seat <> m.to_seat)")
        .done();
}

/// At risk, and nobody has had it; or from a lease of its own that was declared lost, or whose life
/// another copy of the disk has ended.
VerdictRule inPool() {
    return Row(5)
        .by({Fault::SoldAtRisk, Fault::DiskCopied, Fault::TerminalDeclaredLost,
             Fault::ServerRestore})
        .always("a sale at risk was accepted for other seats",
                "g.outcome = 'accepted' AND NOT " + made("verdict_move"))
        .atOnce("a sale was accepted as of the pool that had a right of its own",
                "EXISTS (SELECT 1 FROM " + Sql(kLines) +
                    " LEFT JOIN allotment a ON a.id = t.allotment WHERE a.id IS NULL OR a.state = "
                    "'lost')")
        .always("an accepted sale is not in the books as it was sold", isInTheBooks())
        .atOnce("a ticket of an accepted sale is not good for the seat it was sold for",
                orOld(allGoodFor(kSeatSold)))
        .done();
}

/// Nobody is worse off, and a wheelchair has its space. A seat that has its number, or its
/// counterpart's, was kept.
VerdictRule reseated() {
    const Sql isAsGood =
        "(m.now_area = m.was_area OR (m.now_rank >= m.was_rank AND coalesce((SELECT a.price >= "
        "b.price FROM price_row a JOIN price_row b USING (price_list, ticket_type, day_part) WHERE "
        "a.price_list = m.price_list AND a.ticket_type = m.ticket_type AND a.day_part = m.day_part "
        "AND a.area_key = m.now_area AND b.area_key = m.was_area), 1)))";
    const Sql isOfItsKind =
        "(m.was_kind <> 'wheelchair' OR m.now_kind = 'wheelchair') AND (m.now_kind NOT IN "
        "('wheelchair', 'companion') OR m.was_kind IN ('wheelchair', 'companion')) AND (m.now_kind "
        "<> 'sofa' OR m.was_kind = 'sofa') AND (m.now_kind <> 'restricted' OR m.was_kind = "
        "'restricted')";
    return Row(6)
        .by({Fault::SoldAtRisk, Fault::PlanChange, Fault::PlanComesBack, Fault::DiskCopied,
             Fault::TerminalDeclaredLost, Fault::ServerRestore})
        .always(
            "nobody has to tell people of their other seats",
            "g.type = 'sale' AND (g.outcome = 'reseated' AND " + made("verdict_move") + " AND " +
                hasTask("reseated") +
                " OR g.outcome = 'accepted' AND EXISTS (SELECT 1 FROM plan_period p JOIN booking b "
                "ON b.showtime = p.showtime WHERE b.id = g.booking))")
        .always("people who were moved have paid another price", isInTheBooks())
        .atOnce("somebody who was moved has no seat", orOld(noLine("t.state IS NOT 'valid'")))
        .atOnce(
            "somebody was moved to a seat that is not as good",
            orOld("NOT EXISTS (SELECT 1 FROM moved m WHERE m.nr = g.nr AND NOT m.is_mapped AND NOT "
                  "(" +
                  isAsGood + " AND " + isOfItsKind + "))"))
        .atOnce("nobody is told of another seat", orOld(isTold()))
        .done();
}

VerdictRule refused() {
    const Sql wasKind = "(SELECT q.kind FROM whose w JOIN place q ON q.plan = w.plan WHERE w.nr = "
                        "g.nr AND q.seat = json_extract(g.payload, '$.lines[0].seat'))";
    return Row(7)
        .by({Fault::SoldAtRisk, Fault::PlanChange, Fault::PlanComesBack, Fault::DiskCopied,
             Fault::TerminalDeclaredLost, Fault::ServerRestore})
        .always("a sale without seats has a good ticket, or not all its money is owed", isOwed())
        // Of one person only, because a party stays together and a pool may be too torn for it.
        .atOnce(
            "money is owed although a seat as good is free",
            "NOT " + Sql(kIsNewest) + " OR json_array_length(g.payload, '$.lines') > 1 OR " +
                wasKind +
                " = 'wheelchair' OR EXISTS (SELECT 1 FROM recovery WHERE ended_at IS NULL) OR NOT "
                "EXISTS (SELECT 1 FROM whose w JOIN place q ON q.plan = w.present JOIN place o ON "
                "o.plan = w.plan AND o.seat = json_extract(g.payload, '$.lines[0].seat') WHERE "
                "w.nr = g.nr AND q.area = o.area AND q.kind IN ('standard', 'premium') AND NOT "
                "EXISTS (SELECT 1 FROM seat_claim c WHERE c.showtime = w.showtime AND c.seat = "
                "q.seat))")
        .done();
}

/// Whose journal turns up, or whose paper does.
VerdictRule lost() {
    return Row(8)
        .by({Fault::PaperScanned, Fault::TerminalDeclaredLost})
        .always("a sale that turned up has a ticket too few, or at another price",
                "CASE g.type WHEN 'sale' THEN " +
                    noLine("t.price IS NOT json_extract(l.value, '$.price.amount')") +
                    " WHEN 'admitted' THEN " + made("scan") + " END")
        .always("a sale that turned up has no seat, and nobody owes its money",
                "g.outcome IN ('accepted', 'reseated') OR (g.outcome = 'refund_due' AND EXISTS "
                "(SELECT 1 FROM refund_due d WHERE d.booking = g.booking) AND " +
                    hasTask("refund-due") + ")")
        .atOnce(
            "a sale that turned up has no good ticket, and no money is owed or went back",
            orOld("EXISTS (SELECT 1 FROM ticket t LEFT JOIN refund_due d ON d.ticket = t.id LEFT "
                  "JOIN refund r ON r.ticket = t.id WHERE t.booking = g.booking AND (t.state = "
                  "'valid' OR d.ticket IS NOT NULL OR r.ticket IS NOT NULL))"))
        .ofEntries(
            When::AtOnce, "paper that a door has read is no ticket here",
            "g.type <> 'admitted' OR g.outcome = 'quarantined' OR EXISTS (SELECT 1 FROM ticket t "
            "WHERE lower(hex(t.id)) = replace(json_extract(g.payload, '$.ticket'), '-', ''))")
        .done();
}

VerdictRule recovering() {
    return Row(9)
        .by({Fault::ServerRestore})
        .always(
            "nothing had to be refilled",
            "g.outcome = 'accepted' AND EXISTS (SELECT 1 FROM recovery r WHERE r.started_at <= "
            "g.given_at AND coalesce(r.ended_at, g.given_at) >= g.given_at) AND EXISTS (SELECT 1 "
            "FROM json_each(g.payload, '$.rights') r WHERE NOT EXISTS (SELECT 1 FROM allotment a "
            "WHERE lower(hex(a.id)) = replace(json_extract(r.value, '$.allotment'), '-', '')))")
        .always("a sale of a lost history is not in the books as it was sold", isInTheBooks())
        .atOnce("a sale of a lost history has lost its seat", orOld(allGoodFor(kSeatSold)))
        .done();
}

/// A payment that never came is missed once: with the tickets, or as a debt.
VerdictRule declined() {
    const Sql decline =
        "FROM card_decline d JOIN tender t ON t.booking = d.booking AND t.reference = d.reference "
        "WHERE d.terminal = g.terminal AND d.incarnation = g.incarnation AND d.seq = g.seq";
    return Row(10)
        .by({Fault::LateDecline, Fault::CaptureDeclined, Fault::PaymentReversed,
             Fault::PaymentRejected})
        .always("a declined payment is neither noted nor missed",
                "CASE g.outcome WHEN 'noted' THEN NOT " + made("ledger_transaction") +
                    " WHEN 'accepted' THEN " + booked("'card_receivable'") +
                    " = -(SELECT t.amount " + decline + ") AND " + hasTask("card-declined") +
                    " END")
        .always("a declined payment is neither a debt nor were its tickets taken back",
                "g.outcome = 'noted' OR " + booked("'customer_receivable', 'bad_debt'") +
                    " = CASE WHEN " + made("refund") + " THEN 0 ELSE (SELECT t.amount " + decline +
                    ") END")
        .atOnce(
            "tickets that nobody has paid or used stand",
            "g.outcome = 'noted' OR EXISTS (SELECT 1 FROM booking b JOIN showtime s ON s.id = "
            "b.showtime WHERE b.id = g.booking AND s.start_at <= g.given_at) OR EXISTS (SELECT 1 "
            "FROM admission a JOIN ticket k ON k.id = a.ticket WHERE k.booking = g.booking) OR "
            "(SELECT sum(k.price) FROM ticket k WHERE k.booking = g.booking AND k.state = 'valid') "
            "IS NOT (SELECT t.amount " +
                decline + ")")
        .done();
}

/// The prices of two lists differ, but for reduced ones. Codes that are used up are honoured.
VerdictRule olderPrices() {
    return Row(11)
        .by({Fault::PriceChange, Fault::CodeShown, Fault::SeatsExchanged})
        .always("an older price is not in the books as it was printed, or not in the report",
                "g.outcome = 'accepted' AND " + isInTheBooks() +
                    " AND EXISTS (SELECT 1 FROM ticket t JOIN price_variance p ON p.ticket = t.id "
                    "WHERE t.booking = g.booking AND p.printed = t.price AND p.listed <> t.price)")
        .atOnce("a ticket of an accepted sale is not good for the seat it was sold for",
                orOld(allGoodFor(kSeatSold)))
        .ofEntries(
            When::AtOnce, "a price of another list than the showtime's is not in the report",
            "g.outcome NOT IN ('accepted', 'reseated') OR NOT EXISTS (SELECT 1 FROM booking b JOIN "
            "showtime s ON s.id = b.showtime JOIN ticket k ON k.booking = b.id LEFT JOIN "
            "price_variance p ON p.ticket = k.id WHERE b.terminal = g.terminal AND b.incarnation = "
            "g.incarnation AND b.seq = g.seq AND k.state = 'valid' AND (b.price_list <> "
            "s.price_list) <> coalesce(p.printed = k.price AND p.listed <> k.price, 0) AND NOT "
            "EXISTS (SELECT 1 FROM ticket_reduction d WHERE d.ticket = k.id))")
        .done();
}

/// What an exchange swaps `s`, with the former ticket `o` and the present one `n`, if there are
/// any.
const char* const kSwaps =
    "json_each(g.payload, '$.swaps') s LEFT JOIN ticket o ON o.booking = g.booking AND "
    "lower(hex(o.id)) = replace(json_extract(s.value, '$.ticket'), '-', '') LEFT JOIN ticket n ON "
    "n.booking = g.booking AND lower(hex(n.id)) = replace(json_extract(s.value, '$.new_ticket'), "
    "'-', '')";
Sql noSwap(const Sql& condition) {
    return "g.type <> 'exchange' OR NOT EXISTS (SELECT 1 FROM " + Sql(kSwaps) + " WHERE " +
           condition + ")";
}

/// What a terminal does to its own.
VerdictRule ownRecord() {
    // A lease that nobody can sell from any more has given its seat to the pool.
    const Sql isGivenBack =
        "NOT EXISTS (SELECT 1 FROM refund r JOIN ticket t ON t.id = r.ticket JOIN allotment a ON "
        "a.id = t.allotment WHERE r.terminal = g.terminal AND r.incarnation = g.incarnation AND "
        "r.seq = g.seq AND a.state <> 'lost' AND NOT EXISTS (SELECT 1 FROM refund_due d WHERE "
        "d.ticket = t.id) AND NOT EXISTS (SELECT 1 FROM terminal_key k WHERE k.terminal = "
        "a.terminal AND k.incarnation = a.incarnation AND k.ended = 1) AND NOT EXISTS (SELECT 1 "
        "FROM loss o WHERE o.terminal = a.terminal AND o.incarnation = a.incarnation AND "
        "o.second_by IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM seat_claim c JOIN allotment n ON "
        "n.id = c.allotment WHERE c.showtime = t.showtime AND c.seat = t.seat AND n.terminal = "
        "a.terminal AND n.incarnation = a.incarnation))";
    const Sql isReturned =
        "NOT EXISTS (SELECT 1 FROM json_each(g.payload, '$.seats') l JOIN seat_claim c ON c.seat = "
        "l.value JOIN allotment a ON a.id = c.allotment WHERE a.state <> 'lost' AND "
        "lower(hex(a.id)) = replace(json_extract(g.payload, '$.right.allotment'), '-', ''))";
    return Row(12)
        .always("what a terminal did to its own has another outcome than that it is done",
                "g.outcome IN ('noted', 'accepted') OR (g.outcome = 'reseated' AND g.type = "
                "'exchange')")
        .always("what moves no money has moved some",
                "g.type IN ('void', 'refund', 'abandon', 'task_done') OR NOT " +
                    made("ledger_transaction"))
        .always("what went back is not what the tickets cost",
                "g.type NOT IN ('void', 'refund') OR " + booked("'suspense'") + " > 0 OR " +
                    booked(kHands) +
                    " = -(SELECT coalesce(sum(r.amount), 0) FROM refund r WHERE r.terminal = "
                    "g.terminal AND r.incarnation = g.incarnation AND r.seq = g.seq)")
        .always("what the customer is said to have had already is not over and short",
                "g.type NOT IN ('void', 'refund') OR " + booked("'over_short'") +
                    " = -(SELECT coalesce(sum(t.price - r.amount), 0) FROM refund r JOIN ticket t "
                    "ON t.id = r.ticket WHERE r.terminal = g.terminal AND r.incarnation = "
                    "g.incarnation AND r.seq = g.seq)")
        .always("nobody has to find out about a payment",
                "g.type <> 'abandon' OR g.outcome = 'noted' OR EXISTS (SELECT 1 FROM task k WHERE "
                "k.kind = 'card-unconfirmed' AND k.subject = json_extract(g.payload, "
                "'$.payment.reference'))")
        .always("a door's scan is not kept", "g.type <> 'admitted' OR " + made("scan"))
        .always("a life that is over may still sell",
                "g.type <> 'life_ended' OR g.reason <> '' OR EXISTS (SELECT 1 FROM terminal_key k "
                "WHERE k.terminal = g.terminal AND k.incarnation = json_extract(g.payload, "
                "'$.life') AND (k.ended = 1 OR k.cloned = 1))")
        .always("a task that was done is open",
                "g.type <> 'task_done' OR g.reason <> '' OR EXISTS (SELECT 1 FROM task k WHERE "
                "lower(hex(k.id)) = replace(json_extract(g.payload, '$.task'), '-', '') AND "
                "k.closed_at <= g.given_at)")
        .always("a ticket that was exchanged is good, or was for another as dear",
                noSwap("o.state IS NOT 'exchanged' OR n.price IS NOT o.price OR n.tax IS NOT o.tax "
                       "OR n.ticket_type IS NOT o.ticket_type OR n.reduced IS NOT o.reduced"))
        .atOnce("what a ticket was exchanged for is not good, or not for the seat that was wanted",
                orOld(noSwap("n.state IS NOT 'valid' OR (g.outcome <> 'reseated' AND n.seat IS NOT "
                             "json_extract(s.value, '$.to'))")))
        .atOnce("a seat was exchanged for one of another area or kind",
                noSwap("EXISTS (SELECT 1 FROM whose w JOIN place a ON a.plan = w.plan AND a.seat = "
                       "json_extract(s.value, '$.from') JOIN place b ON b.plan = w.plan AND b.seat "
                       "= json_extract(s.value, '$.to') WHERE w.nr = g.nr AND (a.area <> b.area OR "
                       "a.kind <> b.kind))"))
        .atOnce("a sale that is void has a good ticket",
                "g.type <> 'void' OR " +
                    orOld("NOT EXISTS (SELECT 1 FROM ticket t WHERE t.booking = g.booking AND "
                          "t.state = 'valid')"))
        .atOnce("a right did not go back to its allotment",
                "g.type NOT IN ('void', 'refund') OR NOT " + Sql(kIsNewest) + " OR " + isGivenBack)
        .atOnce("a terminal has what it gave back",
                "g.type <> 'return' OR NOT " + Sql(kIsNewest) + " OR " + isReturned)
        .done();
}

VerdictRule paidTwice() {
    return Row(13)
        .by({Fault::PaidBackElsewhere, Fault::PaidBackOnline, Fault::LateDecline,
             Fault::CaptureDeclined, Fault::PaymentReversed, Fault::PaymentRejected,
             Fault::DiskCopied, Fault::TaskDone, Fault::PaidBackUnasked})
        .always("what was paid back twice is not over and short, or nobody is asked why",
                "g.outcome = 'accepted' AND " + booked("'over_short'") + " > 0 AND " +
                    hasTask("second-refund",
                            "k.amount = " + booked("'over_short'") + " AND " + kOwnSubject))
        .done();
}

VerdictRule quarantined() {
    const Sql hasItsTask = "EXISTS (SELECT 1 FROM task k WHERE k.kind = 'quarantined-entry' AND "
                           "k.owner IS NOT NULL AND k.deadline IS NOT NULL AND " +
                           Sql(kOwnSubject) + " AND ";
    return Row(14)
        .by({Fault::DiskCopied, Fault::ServerRestore, Fault::TerminalDeclaredLost})
        .always("an entry in quarantine has no task that was open",
                "g.outcome = 'quarantined' AND " + hasItsTask +
                    "k.opened_at = g.given_at AND coalesce(k.closed_at, g.given_at) >= g.given_at)")
        .always("the money of a sale in quarantine is not in suspense",
                "CASE g.type WHEN 'sale' THEN " + booked("'suspense'") +
                    " = -(SELECT coalesce(sum(json_extract(p.value, '$.amount.amount')), 0) FROM "
                    "json_each(g.payload, '$.tenders') p) ELSE " +
                    booked(kRevenue) + " = 0 END")
        .atOnce("a task about an entry in quarantine is closed already",
                "NOT " + Sql(kIsNewest) + " OR " + hasItsTask + "k.closed_at IS NULL)")
        // Its own terminal has no right to it any more, nor has the pool.
        .atOnce(
            "a seat of a sale in quarantine can be sold",
            "g.type <> 'sale' OR NOT " + Sql(kIsNewest) +
                " OR NOT EXISTS (SELECT 1 FROM whose w, json_each(g.payload, '$.lines') l LEFT "
                "JOIN seat_counterpart m ON m.showtime = w.showtime AND m.last_epoch = w.until AND "
                "m.from_seat = json_extract(l.value, '$.seat') WHERE w.nr = g.nr AND (w.until IS "
                "NULL OR m.to_seat IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM seat_claim c LEFT "
                "JOIN allotment a ON a.id = c.allotment WHERE c.showtime = w.showtime AND c.seat = "
                "coalesce(m.to_seat, json_extract(l.value, '$.seat')) AND (a.terminal IS NOT "
                "g.terminal OR a.incarnation <> g.incarnation)))")
        .done();
}

} // namespace

const std::array<VerdictRule, protocol::kRuleCount>& verdictRules() {
    static const std::array<VerdictRule, protocol::kRuleCount> kRules{
        repeated(), broken(),      cancelled(), own(),       planChanged(),
        inPool(),   reseated(),    refused(),   lost(),      recovering(),
        declined(), olderPrices(), ownRecord(), paidTwice(), quarantined()};
    for (std::size_t i = 0; i < kRules.size(); ++i) // none is left out
        CHECK(kRules[i].number == "R" + std::to_string(i) && !kRules[i].checks.empty());
    return kRules;
}

} // namespace foyer::simulation
