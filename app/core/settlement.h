#pragma once

#include "app/core/context.h"
#include "app/core/rights.h"
#include "app/core/sale_book.h"

namespace foyer::core {

/// What the server's verdicts make of the own sales: a reseated one has its tickets on other seats
/// and its former rights are another's; one that is owed has no valid tickets and no rights. Fills
/// what is to be saved beside the verdicts. The feed may have told before that a ticket is not good
/// any more on a seat of which only the verdict tells that it sits there.
void settleSales(const Context& ctx, SaleBook& book, Rights& rights, SaveVerdicts& work);

/// What an answer of the feed makes of the own sales: tickets that sit elsewhere, tickets that are
/// not good any more. Fills what is to be saved beside the changes; memory follows by follow().
void settleMoves(const SaleBook& book, Rights& rights, ApplyChanges& work);
/// The answer is on disk: the sales know where their tickets are good, and which need a new one.
void follow(SaleBook& book, const Replica& replica);

} // namespace foyer::core
