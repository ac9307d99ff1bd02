#pragma once

#include "app/core/command.h"
#include "app/core/rights.h"
#include "app/core/sale_book.h"

namespace foyer::core {

/// What the server's verdicts make of the own sales: a reseated one has its tickets on other seats
/// and its former rights are another's; one that is owed has no valid tickets and no rights. Fills
/// what is to be saved beside the verdicts.
void settleSales(SaleBook& book, Rights& rights, SaveVerdicts& work);

} // namespace foyer::core
