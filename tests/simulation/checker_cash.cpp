// What people have in hand when all has healed: money in drawers and on customers, and paper.

#include "tests/simulation/checker.h"

namespace foyer::simulation {

std::map<BookingId, Checker::SaleFacts> Checker::salesOf(bool& allThere) {
    std::map<BookingId, SaleFacts> sales;
    std::set<BookingId> voided;
    for (Seen& seen : m_terminals) {
        allThere &= !seen.terminal->isDead();
        if (seen.terminal->isDead())
            continue;
        auto& rows = statement(deskOf(seen),
                               "SELECT booking, phase, EXISTS (SELECT 1 FROM own_ticket t WHERE "
                               "t.booking = s.booking AND t.valid = 1) FROM own_sale s");
        for (auto row = rows.query(); row.next();) {
            const auto booking = row.get<BookingId>(0);
            const auto phase = row.get<std::int64_t>(1);
            SaleFacts& sale = sales[booking];
            sale.sold |= phase == 1 || phase == 3;
            sale.owesPaper |= phase == 1 && row.get<bool>(2);
            if (phase == 3)
                voided.insert(booking);
        }
    }
    for (auto& [booking, sale] : sales) {
        sale.open = sale.sold && voided.count(booking) == 0;
        sale.owesPaper &= sale.open;
    }
    return sales;
}

/// What the customers have given for what was sold, and what was written although nobody gave it.
std::int64_t Checker::drawersBy(const std::map<BookingId, SaleFacts>& sales) {
    std::int64_t drawers = 0;
    auto& priceOf = statement(
        server(), "SELECT coalesce(sum(amount + rounded), 0) FROM tender WHERE booking = $1 AND "
                  "kind = 'cash'");
    for (const auto& [booking, sale] : sales) {
        if (!sale.sold)
            continue;
        const auto given = m_truth.cashGiven.find(booking);
        drawers += given != m_truth.cashGiven.end()
                       ? given->second
                       : priceOf.value<std::int64_t>(booking).value_or(0);
    }
    return drawers;
}

/// What has left the drawers by the journals of all disks; an entry on two disks is one.
std::int64_t Checker::paidOut() {
    std::map<Hash, std::int64_t> out;
    auto& priceOf = statement(
        server(),
        "SELECT coalesce(sum(amount + rounded), 0) FROM tender WHERE lower(hex(booking)) = "
        "replace($1, '-', '') AND kind = 'cash'");
    for (Seen& seen : m_terminals) {
        if (seen.terminal->isDead())
            continue;
        auto& rows =
            statement(deskOf(seen), "SELECT hash, json_extract(payload, '$.booking'), "
                                    "json_extract(payload, '$.tender.amount.amount') + "
                                    "coalesce(json_extract(payload, '$.tender.rounded'), 0) FROM "
                                    "journal_entry "
                                    "WHERE type = 'void' OR (type = 'refund' AND "
                                    "json_extract(payload, '$.tender.kind') = 'cash')");
        for (auto row = rows.query(); row.next();) {
            const auto refund = row.get<std::optional<std::int64_t>>(2);
            out[row.get<Hash>(0)] =
                refund ? *refund : priceOf.value<std::int64_t>(row.get<std::string>(1)).value_or(0);
        }
    }
    std::int64_t sum = 0;
    for (const auto& [hash, amount] : out)
        sum += amount;
    return sum;
}

/// What a terminal has handed out by its own journal it hands out for no task.
void Checker::checkPaidOnce(Seen& seen) {
    auto& tasks =
        statement(deskOf(seen), "SELECT json_extract(r.payload, '$.task') FROM journal_entry r, "
                                "json_each(r.payload, '$.tickets') t WHERE r.type = 'refund' AND "
                                "json_extract(r.payload, '$.task') IS NOT NULL AND EXISTS (SELECT "
                                "1 FROM journal_entry o WHERE (o.incarnation, o.seq) < "
                                "(r.incarnation, r.seq) AND (o.type = 'void' AND "
                                "json_extract(o.payload, '$.booking') = json_extract(r.payload, "
                                "'$.booking') OR o.type = 'refund' AND EXISTS (SELECT 1 FROM "
                                "json_each(o.payload, '$.tickets') x WHERE x.value = t.value)))");
    auto& due = statement(server(), "SELECT count(*) FROM task WHERE kind = 'refund-due' AND "
                                    "lower(hex(id)) = replace($1, '-', '')");
    for (auto rows = tasks.query(); rows.next();)
        if (due.value<std::int64_t>(rows.get<std::string>(0)).value_or(0) > 0)
            m_house.complain("I3: " + seen.terminal->name() +
                             " pays a task for what it had paid back itself");
}

void Checker::checkSales(const std::map<BookingId, SaleFacts>& sales) {
    for (const auto& [booking, sale] : sales) {
        const bool paid = m_truth.cashGiven.count(booking) > 0 ||
                          (sale.sold && m_truth.cards.isCharged(booking.toString()));
        if (sale.sold != paid && m_truth.wronglyPaid.count(booking) == 0 &&
            m_truth.wronglyUnpaid.count(booking) == 0)
            m_house.complain("I2: money and sale disagree about " + booking.toString());
        if (sale.owesPaper && m_truth.handedOut.count(booking) == 0 &&
            m_truth.wronglyPrinted.count(booking) == 0)
            m_house.complain("I2: a paid sale has no paper");
    }
}

void Checker::checkPaperVerdicts() {
    auto& verdicts =
        statement(server(), "SELECT count(*) FROM ticket t JOIN booking b ON b.id = t.booking "
                            "JOIN verdict v ON v.terminal = b.terminal AND v.incarnation = "
                            "b.incarnation AND v.seq = b.seq WHERE t.id = $1");
    for (const Seen& seen : m_terminals)
        for (const auto& [ticket, paper] : m_truth.paper)
            if (!seen.terminal->isDead() && paper.node == seen.terminal->number() &&
                verdicts.value<std::int64_t>(ticket) != 1)
                m_house.complain("I2: a printed ticket has not exactly one verdict");
}

void Checker::checkCash() {
    bool allThere = true;
    const auto sales = salesOf(allThere);
    checkSales(sales);
    checkPaperVerdicts();
    for (Seen& seen : m_terminals)
        if (!seen.terminal->isDead())
            checkPaidOnce(seen);
    if (!allThere)
        return;
    std::size_t known = 0;
    for (const auto& [booking, given] : m_truth.cashGiven)
        known += sales.count(booking);
    if (known != m_truth.cashGiven.size())
        m_house.complain("I2: money was taken for a sale that no disk knows");
    const auto drawers = drawersBy(sales) - paidOut() - m_office.cashPaidOut();
    const auto ledger = ask(server(), "SELECT coalesce(sum(amount), 0) FROM ledger_posting "
                                      "WHERE account = 'cash_drawer'");
    if (ledger != drawers)
        m_house.complain("I3: the drawers hold " + std::to_string(drawers) + ", the ledger says " +
                         std::to_string(ledger));
}

} // namespace foyer::simulation
