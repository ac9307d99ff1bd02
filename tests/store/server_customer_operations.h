#pragma once

// The use cases of customers who pay by card, one row each, for tests that let the disk fail. Where
// several transactions make one of them, it is answered once all are done; what was cut off in
// between goes on when it is asked again.

#include "tests/store/server_operations.h"

namespace foyer::tests {

Payments paymentsOf(Served& s, const Setting& set);

/// Its customer has satisfied the bank, which tells.
Told heardFromTheBank(Served& s, const Setting& set);

std::vector<UseCase> everyPaymentUseCase();

} // namespace foyer::tests
