#pragma once

#include "shared/domain/ledger.h"

#include <map>
#include <string>
#include <utility>

namespace foyer::server::proof {

/// What a set of postings comes to: one sum per account and currency, none of them zero. Debits
/// are positive. Made by the auditor's own posting rules; of shared/domain it takes the chart of
/// accounts alone.
class Postings {
public:
    void add(domain::Account account, Money amount);
    void add(const Postings& others);
    bool isEmpty() const { return m_sums.empty(); }
    bool isBalanced() const; // in every currency
    std::int64_t of(domain::Account account, Currency currency) const;
    const std::map<std::pair<domain::Account, Currency>, std::int64_t>& sums() const {
        return m_sums;
    }
    std::string toString() const; // "cash_drawer 10.00 EUR, ticket_revenue -10.00 EUR", "nothing"
    friend bool operator==(const Postings&, const Postings&) = default;

private:
    std::map<std::pair<domain::Account, Currency>, std::int64_t> m_sums;
};

/// The account that a means of payment fills.
domain::Account drawerOf(domain::TenderKind kind);
/// What was handed over fills its account (sign 1) or leaves it (-1); what it was rounded by is the
/// rounding's.
void hand(Postings& postings, const domain::Tender& tender, int sign);
/// Amounts beyond a billion minor units are damage, and stay out of the books.
bool canBeMoney(Money amount);

} // namespace foyer::server::proof
