#include "server/main/proof/ledger.h"

namespace foyer::server::proof {

Ledger::Ledger(sqlite::Connection& db, Findings& findings)
    : m_db(db)
    , m_findings(findings)
    , m_transaction(db.prepare("transaction",
                               "SELECT id, event, business_day FROM ledger_transaction "
                               "WHERE terminal = $1 AND incarnation = $2 AND seq = $3"))
    , m_postings(db.prepare("postings", "SELECT account, amount, currency FROM ledger_posting "
                                        "WHERE ledger_transaction = $1")) {}

void Ledger::addTo(Postings& postings, const sqlite::Cursor& row, Findings& findings) {
    const auto account = domain::accountFrom(row.get<std::string_view>(0));
    if (!account)
        return findings.add("I3", "Money is posted to account \"" + row.get<std::string>(0) +
                                      "\", which there is not.");
    postings.add(*account, Money{row.get<std::int64_t>(1), row.get<Currency>(2)});
}

std::optional<Ledger::Transaction> Ledger::read(const EntryKey& key) {
    std::optional<Transaction> found;
    for (auto rows = m_transaction.query(key.terminal, key.life, key.seq); rows.next();) {
        ++m_transactions;
        if (found)
            m_findings.add("I3", "Entry " + nameOf(key) + " is in the ledger twice.");
        else
            found = Transaction{rows.get<std::string>(1), rows.get<Date>(2), {}};
        for (auto each = m_postings.query(rows.get<Uuid>(0)); each.next();)
            addTo(found->postings, each, m_findings);
    }
    return found;
}

void Ledger::compare(const EntryKey& key, const Expected& expected) {
    m_implied.add(expected.postings);
    const auto found = read(key);
    const std::string entry = "Entry " + nameOf(key);
    if (found && !found->postings.isBalanced())
        m_findings.add(
            "I3", entry + " is out of balance in the ledger: " + found->postings.toString() + ".");
    const Postings posted = found ? found->postings : Postings{};
    if (posted != expected.postings)
        m_findings.add("I3", entry + " has posted " + posted.toString() + "; it implies " +
                                 expected.postings.toString() + ".");
    if (!found || expected.postings.isEmpty())
        return;
    if (found->event != expected.event)
        m_findings.add("I3", entry + " is in the ledger as \"" + found->event + "\"; it is \"" +
                                 expected.event + "\".");
    if (expected.businessDay && *expected.businessDay != found->businessDay)
        m_findings.add("I3", entry + " is in the ledger of another business day than its own.");
}

std::int64_t Ledger::taxOf(const EntryKey& key) {
    const std::int64_t count = m_transactions;
    const auto found = read(key);
    m_transactions = count; // it is counted when it is compared
    std::int64_t tax = 0;
    if (found)
        for (const auto& [which, sum] : found->postings.sums())
            tax -= which.first == domain::Account::TaxPayable ? sum : 0;
    return tax;
}

void Ledger::finish() {
    auto strays = m_db.prepare("strays", "SELECT t.terminal, t.incarnation, t.seq, t.event "
                                         "FROM ledger_transaction t LEFT JOIN journal_entry e "
                                         "ON e.terminal = t.terminal "
                                         "AND e.incarnation = t.incarnation AND e.seq = t.seq "
                                         "WHERE e.seq IS NULL");
    for (auto rows = strays.query(); rows.next();)
        m_findings.add("I3", "The ledger has \"" + rows.get<std::string>(3) + "\" of entry " +
                                 nameOf(EntryKey{rows.get<TerminalId>(0), rows.get<Incarnation>(1),
                                                 rows.get<Seq>(2)}) +
                                 ", which no journal has.");
    Postings total;
    auto sums = m_db.prepare("sums", "SELECT account, sum(amount), currency FROM ledger_posting "
                                     "GROUP BY account, currency");
    for (auto rows = sums.query(); rows.next();)
        addTo(total, rows, m_findings);
    if (total != m_implied)
        m_findings.add("I3", "The balances are " + total.toString() + "; the journals imply " +
                                 m_implied.toString() + ".");
}

} // namespace foyer::server::proof
