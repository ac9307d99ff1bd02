#include "shared/domain/ledger.h"

#include "shared/base/check.h"
#include "shared/domain/posting_rules.h"

namespace foyer::domain {

namespace {

Amounts amountsOf(const std::vector<TicketLine>& lines, const std::vector<Tender>& tenders) {
    const Money total = totalOf(lines);
    Amounts amounts(total.currency);
    amounts.tenders = tenders;
    amounts.tax = taxOf(lines);
    amounts.net = total - amounts.tax;
    return amounts;
}

} // namespace

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
    return post(LedgerEvent::Sale, amountsOf(lines, tenders));
}

std::vector<Posting> postVoid(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders) {
    return post(LedgerEvent::PaidBack, amountsOf(lines, tenders));
}

std::vector<Posting> postRefundDue(const std::vector<TicketLine>& lines,
                                   const std::vector<Tender>& tenders) {
    Amounts amounts(totalOf(lines).currency);
    amounts.tenders = tenders;
    amounts.owed = totalOf(lines);
    return post(LedgerEvent::RefundDue, amounts);
}

} // namespace foyer::domain
