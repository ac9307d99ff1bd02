#pragma once

// Double entry, append-only, in minor units. A ledger transaction is a set of postings whose
// amounts add up to zero: debits are positive, credits negative. Promise I3 is this file plus
// triggers that refuse UPDATE and DELETE.

#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/domain/booking.h"

#include <optional>
#include <string_view>
#include <vector>

namespace foyer::domain {

/// The chart of accounts.
enum class Account : std::uint8_t {
    CashDrawer,         ///< asset: money in the drawers
    CardReceivable,     ///< asset: due from the card acquirer
    TicketRevenue,      ///< income, net of tax
    FeeRevenue,         ///< income, net of tax
    TaxPayable,         ///< liability
    RefundPayable,      ///< liability: refunds due to customers, not yet paid out
    Suspense,           ///< liability: money whose purpose is not known yet
    OverShort,          ///< expense or income: drawer differences
    CustomerReceivable, ///< asset: a ticket stands whose card payment was declined later
    BadDebt             ///< expense: such a ticket was used before it was known
};
constexpr int kAccountCount = 10;
const char* nameOf(Account account);
std::optional<Account> accountFrom(std::string_view name);

struct Posting {
    Account account = Account::Suspense;
    Money amount; // positive: debit, negative: credit
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// Which account takes in the money of a tender.
Account accountFor(TenderKind kind);

/// One rule per business event. All of them sum to zero (CHECKed).
std::vector<Posting> postSale(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders);
/// The sale is undone within the shift and the money handed back by the original tenders.
std::vector<Posting> postVoid(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders);
/// Money was taken for a sale that got no seat (verdicts R2, R7): it is owed to the customer.
std::vector<Posting> postRefundDue(const std::vector<TicketLine>& lines,
                                   const std::vector<Tender>& tenders);
/// A second refund of a ticket that had been refunded before (verdict R13).
std::vector<Posting> postOverShort(Money amount, TenderKind tender);

bool isBalanced(const std::vector<Posting>& postings);

} // namespace foyer::domain
