#include "shared/domain/ledger.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::domain {

namespace {

constexpr std::array<const char*, kAccountCount> kNames = {
    "cash_drawer",    "card_receivable", "ticket_revenue", "fee_revenue",         "tax_payable",
    "refund_payable", "suspense",        "over_short",     "customer_receivable", "bad_debt"};
static_assert(kNames.size() == static_cast<std::size_t>(Account::BadDebt) + 1);

std::vector<Posting> moneyIn(const std::vector<Tender>& tenders) {
    std::vector<Posting> postings;
    for (const Tender& tender : tenders)
        if (!tender.amount.isZero())
            postings.push_back({accountFor(tender.kind), tender.amount});
    return postings;
}

void add(std::vector<Posting>& postings, Account account, Money amount) {
    if (!amount.isZero())
        postings.push_back({account, amount});
}

std::vector<Posting> checked(std::vector<Posting> postings) {
    CHECK(isBalanced(postings));
    return postings;
}

} // namespace

const char* nameOf(Account account) {
    return kNames.at(static_cast<std::size_t>(account));
}

std::optional<Account> accountFrom(std::string_view name) {
    return enumFrom<Account>(kNames, name);
}

Account accountFor(TenderKind kind) {
    switch (kind) {
    case TenderKind::Cash:
        return Account::CashDrawer;
    case TenderKind::Card:
        return Account::CardReceivable;
    case TenderKind::Voucher:
        return Account::Suspense;
    }
    CHECK(false);
}

bool isBalanced(const std::vector<Posting>& postings) {
    std::int64_t sum = 0;
    for (const Posting& posting : postings)
        sum += posting.amount.minor;
    return sum == 0;
}

std::vector<Posting> postSale(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders) {
    auto postings = moneyIn(tenders);
    add(postings, Account::TicketRevenue, -(totalOf(lines) - taxOf(lines)));
    add(postings, Account::TaxPayable, -taxOf(lines));
    return checked(std::move(postings));
}

std::vector<Posting> postVoid(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders) {
    auto postings = postSale(lines, tenders);
    for (Posting& posting : postings)
        posting.amount = -posting.amount;
    return postings;
}

std::vector<Posting> postRefundDue(const std::vector<TicketLine>& lines,
                                   const std::vector<Tender>& tenders) {
    auto postings = moneyIn(tenders);
    add(postings, Account::RefundPayable, -totalOf(lines));
    return checked(std::move(postings));
}

std::vector<Posting> postOverShort(Money amount, TenderKind tender) {
    std::vector<Posting> postings;
    add(postings, Account::OverShort, amount);
    add(postings, accountFor(tender), -amount);
    return postings;
}

} // namespace foyer::domain
