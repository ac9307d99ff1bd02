#pragma once

// What a terminal does beyond its own sales: recalls, the end of a shift, refunds, tasks, the door,
// seats at risk, a new life. One row each, for tests that let the disk fail.

#include "tests/store/terminal_operations.h"

namespace foyer::tests {

std::vector<Operation> everyDutyOperation();

} // namespace foyer::tests
