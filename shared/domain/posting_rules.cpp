#include "shared/domain/posting_rules.h"

#include "shared/base/check.h"
#include "shared/domain/cash.h"

namespace foyer::domain {

namespace {

using From = RuleLine::From;

constexpr std::array<const char*, kLedgerEventCount> kEventNames{
    "sale",         "refund due", "paid back",  "suspended", "released",   "card open",
    "card settled", "declined",   "taken back", "forgiven",  "written off"};
static_assert(kEventNames.size() == static_cast<std::size_t>(LedgerEvent::Written) + 1);

Money roundedBy(const std::vector<Tender>& tenders, Currency currency) {
    Money sum{0, currency};
    for (const Tender& tender : tenders)
        sum += Money{tender.rounded, tender.amount.currency};
    return sum;
}

Money amountOf(const Amounts& amounts, From from) {
    switch (from) {
    case From::Rounded:
        return roundedBy(amounts.tenders, amounts.net.currency);
    case From::Net:
        return amounts.net;
    case From::Tax:
        return amounts.tax;
    case From::Owed:
        return amounts.owed;
    case From::Excess:
        return amounts.excess;
    case From::Kept:
        return amounts.kept;
    case From::Card:
        return amounts.card;
    case From::Tenders:
        break;
    }
    CHECK(false);
}

void add(std::vector<Posting>& postings, Account account, Money amount, int sign) {
    if (!amount.isZero())
        postings.push_back({account, sign > 0 ? amount : -amount});
}

} // namespace

const char* nameOf(LedgerEvent event) {
    return kEventNames.at(static_cast<std::size_t>(event));
}

const std::vector<PostingRule>& postingRules() {
    static const std::vector<PostingRule> kRules{
        {LedgerEvent::Sale,
         {{From::Tenders, {}, 1},
          {From::Rounded, Account::Rounding, -1},
          {From::Net, Account::TicketRevenue, -1},
          {From::Tax, Account::TaxPayable, -1}}},
        {LedgerEvent::RefundDue,
         {{From::Tenders, {}, 1},
          {From::Rounded, Account::Rounding, -1},
          {From::Owed, Account::RefundPayable, -1}}},
        {LedgerEvent::PaidBack,
         {{From::Net, Account::TicketRevenue, 1},
          {From::Tax, Account::TaxPayable, 1},
          {From::Owed, Account::RefundPayable, 1},
          {From::Tenders, {}, -1},
          {From::Rounded, Account::Rounding, 1},
          {From::Excess, Account::OverShort, 1},
          {From::Kept, Account::FeeRevenue, -1}}},
        {LedgerEvent::Suspended,
         {{From::Tenders, {}, 1},
          {From::Rounded, Account::Rounding, -1},
          {From::Card, Account::Suspense, -1}}},
        {LedgerEvent::Released,
         {{From::Card, Account::Suspense, 1},
          {From::Tenders, {}, -1},
          {From::Rounded, Account::Rounding, 1}}},
        {LedgerEvent::CardOpen,
         {{From::Card, Account::CardReceivable, 1}, {From::Card, Account::Suspense, -1}}},
        {LedgerEvent::CardSettled,
         {{From::Card, Account::CardReceivable, -1}, {From::Card, Account::Suspense, 1}}},
        {LedgerEvent::Declined,
         {{From::Card, Account::CustomerReceivable, 1}, {From::Card, Account::CardReceivable, -1}}},
        {LedgerEvent::TakenBack,
         {{From::Net, Account::TicketRevenue, 1},
          {From::Tax, Account::TaxPayable, 1},
          {From::Card, Account::CustomerReceivable, -1}}},
        {LedgerEvent::Forgiven,
         {{From::Owed, Account::RefundPayable, 1}, {From::Card, Account::CustomerReceivable, -1}}},
        {LedgerEvent::Written,
         {{From::Card, Account::BadDebt, 1}, {From::Card, Account::CustomerReceivable, -1}}}};
    return kRules;
}

std::vector<Posting> post(LedgerEvent event, const Amounts& amounts) {
    const PostingRule& rule = postingRules().at(static_cast<std::size_t>(event));
    CHECK(rule.event == event);
    std::vector<Posting> postings;
    for (const RuleLine& line : rule.lines) {
        if (line.account)
            add(postings, *line.account, amountOf(amounts, line.from), line.sign);
        else
            for (const Tender& tender : amounts.tenders)
                add(postings, accountFor(tender.kind), handedOver(tender), line.sign);
    }
    CHECK(isBalanced(postings));
    return postings;
}

} // namespace foyer::domain
