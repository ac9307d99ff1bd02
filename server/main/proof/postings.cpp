#include "server/main/proof/postings.h"

#include "shared/base/check.h"

namespace foyer::server::proof {

void Postings::add(domain::Account account, Money amount) {
    const auto at = m_sums.try_emplace({account, amount.currency}, 0).first;
    at->second += amount.minor;
    if (at->second == 0)
        m_sums.erase(at);
}

void Postings::add(const Postings& others) {
    for (const auto& [which, sum] : others.m_sums)
        add(which.first, Money{sum, which.second});
}

bool Postings::isBalanced() const {
    std::map<Currency, std::int64_t> sums;
    for (const auto& [which, sum] : m_sums)
        sums[which.second] += sum;
    for (const auto& [currency, sum] : sums)
        if (sum != 0)
            return false;
    return true;
}

std::int64_t Postings::of(domain::Account account, Currency currency) const {
    const auto found = m_sums.find({account, currency});
    return found == m_sums.end() ? 0 : found->second;
}

std::string Postings::toString() const {
    std::string text;
    for (const auto& [which, sum] : m_sums)
        text += (text.empty() ? "" : ", ") + std::string(domain::nameOf(which.first)) + " " +
                Money{sum, which.second}.toString();
    return text.empty() ? "nothing" : text;
}

domain::Account drawerOf(domain::TenderKind kind) {
    switch (kind) {
    case domain::TenderKind::Cash:
        return domain::Account::CashDrawer;
    case domain::TenderKind::Card:
        return domain::Account::CardReceivable;
    case domain::TenderKind::Voucher:
        return domain::Account::Suspense;
    }
    CHECK(false);
}

void hand(Postings& postings, const domain::Tender& tender, int sign) {
    const Money rounded{tender.rounded, tender.amount.currency};
    postings.add(drawerOf(tender.kind), (tender.amount + rounded) * sign);
    postings.add(domain::Account::Rounding, rounded * -sign);
}

bool canBeMoney(Money amount) {
    constexpr std::int64_t kMost = 1'000'000'000;
    return amount.minor >= 0 && amount.minor <= kMost;
}

} // namespace foyer::server::proof
