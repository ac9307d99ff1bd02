#pragma once

// Double entry, append-only, in minor units. A ledger transaction is a set of postings whose
// amounts add up to zero: debits are positive, credits negative. Promise I3 is this file plus
// triggers that refuse UPDATE and DELETE.

#include "shared/base/money.h"
#include "shared/domain/accounts.h"
#include "shared/domain/booking.h"

#include <vector>

namespace foyer::domain {

struct Posting {
    Account account = Account::Suspense;
    Money amount; // positive: debit, negative: credit
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// Which account takes in the money of a tender.
Account accountFor(TenderKind kind);

/// What sales post, by the rules of posting_rules.h.
std::vector<Posting> postSale(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders);
/// The sale is undone within the shift and the money handed back by the original tenders.
std::vector<Posting> postVoid(const std::vector<TicketLine>& lines,
                              const std::vector<Tender>& tenders);
/// Money was taken for a sale that got no seat (verdicts R2, R7): it is owed to the customer.
std::vector<Posting> postRefundDue(const std::vector<TicketLine>& lines,
                                   const std::vector<Tender>& tenders);

bool isBalanced(const std::vector<Posting>& postings);

} // namespace foyer::domain
