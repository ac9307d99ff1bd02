// What tickets cost, come to a second time: by the rows of their list and the three discounts of
// tests/simulation/images.cpp, in plain sums that share nothing with shared/domain.

#include "tests/simulation/checker.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace foyer::simulation {

struct Checker::PricedLine {
    BookingId booking;
    std::int64_t seat = 0;
    std::int64_t price = 0;
    std::int64_t tax = 0;
    std::int64_t off = 0;  // by all its discounts
    bool byCode = false;   // by one that needs a code
    bool isComp = false;   // for nothing, with a reason
    bool isListed = false; // its list has what it costs without them, for its ticket type

    std::int64_t listed() const { return price + off; }
};

namespace {

constexpr std::int64_t kTaxPercent = 7;

/// So many parts of so many, half a cent upwards.
std::int64_t part(std::int64_t whole, std::int64_t parts, std::int64_t of) {
    return (2 * whole * parts + of) / (2 * of);
}

/// Of those at one price the first seats come first; `moved`: they may be others than they were,
/// and whoever had more off came first.
template <class Lines>
std::vector<std::size_t> cheapestFirst(const Lines& sale, bool moved) {
    std::vector<std::size_t> order(sale.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto rankOf = [&](std::size_t i) {
            return std::tuple(sale[i].listed(), moved ? -sale[i].off : 0, sale[i].seat);
        };
        return rankOf(a) < rankOf(b);
    });
    return order;
}

} // namespace

/// All of it for a comp, and else: two or more: a tenth off each. The cheapest of every three: 3.00
/// off, if that is more. By the code a fifth of what is left.
void Checker::checkPrice(const std::vector<PricedLine>& sale) {
    if (sale.empty())
        return;
    const std::string name = " in booking " + sale.front().booking.toString();
    const bool byCode =
        std::any_of(sale.begin(), sale.end(), [](const PricedLine& line) { return line.byCode; });
    // Made once more after a restore, it has the seats for which its own were exchanged.
    const bool isPaidOnline = m_books && m_truth.paidBy.count(sale.front().booking) > 0;
    const auto order = cheapestFirst(sale, isPaidOnline && m_restores > 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const PricedLine& line = sale[order[i]];
        if (!line.isListed)
            m_house.complain("R11: a price less what was taken off it is none of its list" + name);
        std::int64_t off = sale.size() >= 2 ? part(line.listed(), 1, 10) : 0;
        if (i < sale.size() / 3)
            off = std::max(off, std::int64_t{300});
        if (byCode)
            off += part(line.listed() - off, 1, 5);
        if (line.isComp)
            off = line.listed();
        if (line.off != off)
            m_house.complain("R11: discounts took " + std::to_string(line.off) + " off, not " +
                             std::to_string(off) + name);
        if (line.tax != part(line.price, kTaxPercent, 100 + kTaxPercent))
            m_house.complain("I3: the tax is not that of the reduced price" + name);
    }
    const auto shown = m_truth.withCode.find(sale.front().booking);
    if (shown != m_truth.withCode.end() && !sale.front().isComp && shown->second != byCode)
        m_house.complain("R11: a code that was shown did not count, or one that was not" + name);
}

/// The sales that came since the last look.
void Checker::checkPrices() {
    const auto newest = ask(server(), "SELECT coalesce(max(rowid), 0) FROM journal_entry");
    const auto before = std::exchange(m_priced, newest);
    if (newest <= before)
        return;
    auto rows =
        statement(server(),
                  "SELECT e.rowid, e.booking, json_extract(l.value, '$.seat'), "
                  "json_extract(l.value, '$.price.amount'), json_extract(l.value, "
                  "'$.tax.amount'), (SELECT coalesce(sum(json_extract(r.value, "
                  "'$.amount.amount')), 0) FROM json_each(l.value, '$.reductions') r) AS off, "
                  "EXISTS (SELECT 1 FROM json_each(l.value, '$.reductions') r WHERE "
                  "json_extract(r.value, '$.discount') = 'club'), coalesce(json_extract(e.payload, "
                  "'$.comp.reason'), '') <> '', EXISTS (SELECT 1 FROM price_row "
                  "p WHERE lower(hex(p.price_list)) = replace(json_extract(e.payload, "
                  "'$.price_list'), '-', '') AND p.ticket_type = json_extract(l.value, '$.type') "
                  "AND p.price = json_extract(l.value, '$.price.amount') + (SELECT "
                  "coalesce(sum(json_extract(r.value, '$.amount.amount')), 0) FROM "
                  "json_each(l.value, '$.reductions') r)) FROM journal_entry e, "
                  "json_each(e.payload, '$.lines') l WHERE e.type = 'sale' AND e.rowid > $1 ORDER "
                  "BY e.rowid, l.key")
            .query(before);
    std::vector<PricedLine> sale;
    for (std::int64_t entry = 0; rows.next();) {
        if (rows.get<std::int64_t>(0) != std::exchange(entry, rows.get<std::int64_t>(0))) {
            checkPrice(sale);
            sale.clear();
        }
        sale.push_back({rows.get<BookingId>(1), rows.get<std::int64_t>(2),
                        rows.get<std::int64_t>(3), rows.get<std::int64_t>(4),
                        rows.get<std::int64_t>(5), rows.get<bool>(6), rows.get<bool>(7),
                        rows.get<bool>(8)});
    }
    checkPrice(sale);
}

/// What the server has stored of it: each ticket with its reductions is a price of its list.
void Checker::checkReductions(std::int64_t before) {
    expectNoneAfter(
        before, "I3: what a ticket cost and what was taken off it are no price of its list",
        "SELECT count(*) FROM verdict v JOIN booking b ON b.terminal = v.terminal AND "
        "b.incarnation = v.incarnation AND b.seq = v.seq JOIN ticket t ON t.booking = b.id WHERE "
        "v.rowid > $1 AND b.from_paper = 0 AND (t.reduced <> (SELECT coalesce(sum(r.amount), 0) "
        "FROM ticket_reduction r WHERE r.ticket = t.id) OR NOT EXISTS (SELECT 1 FROM price_row p "
        "WHERE p.price_list = b.price_list AND p.ticket_type = t.ticket_type AND p.price = "
        "t.price + t.reduced))");
}

/// The code is for one booking at a time. A counter that does not know honours it beyond that,
/// and then the report says so. After a price change two lists may come to the same price.
void Checker::checkUses(std::int64_t before) {
    expectNone(server(), "R11: how often a code was used is not what the tickets say",
               "SELECT count(*) FROM (SELECT c.discount, c.used AS counted, (SELECT count(*) FROM "
               "discount_use u WHERE u.discount = c.discount) AS listed, (SELECT count(DISTINCT "
               "k.booking) FROM ticket_reduction r JOIN ticket k ON k.id = r.ticket WHERE k.state "
               "= 'valid' AND r.discount = c.discount) AS had FROM (SELECT d.key AS discount, "
               "coalesce((SELECT n.used FROM discount_count n WHERE n.discount = d.key), 0) AS "
               "used FROM discount d GROUP BY d.key) c) WHERE counted <> had OR listed <> had");
    if (m_house.faults[static_cast<std::size_t>(Fault::PriceChange)] == 0)
        expectNone(server(), "R11: a code was used more often than it may be, and nobody is told",
                   "SELECT max(0, count(DISTINCT k.booking) - 1) FROM ticket_reduction r JOIN "
                   "ticket k ON k.id = r.ticket WHERE r.discount = 'club' AND k.state = 'valid' "
                   "AND NOT EXISTS (SELECT 1 FROM price_variance p WHERE p.ticket = k.id) AND NOT "
                   "EXISTS (SELECT 1 FROM ticket x WHERE x.booking = k.booking AND x.state = "
                   "'exchanged')");
    if (m_restores == 0)
        expectNoneAfter(before, "R11: a customer had a code online that was used up",
                        "SELECT count(*) FROM verdict v JOIN terminal t ON t.id = v.terminal WHERE "
                        "v.rowid > $1 AND t.kind = 'online' AND v.rule = 'R11'");
}

} // namespace foyer::simulation
