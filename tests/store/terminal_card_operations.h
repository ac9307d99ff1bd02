#pragma once

// Sales by card, one row each, for tests that let the disk fail. The reader has a mind of its own:
// what it was told before the disk failed, it has done.

#include "tests/store/terminal_operations.h"

namespace foyer::tests {

std::vector<Operation> everyCardOperation();

} // namespace foyer::tests
