#pragma once

// The use cases of accounts, of letters and other programs, and what the server does by itself, one
// row each, for tests that let the disk fail.

#include "tests/store/server_operations.h"

namespace foyer::tests {

std::vector<UseCase> everyAccountUseCase();
std::vector<UseCase> everyOutgoingUseCase();
/// What the server does by itself now and then.
std::vector<UseCase> everyUseCaseOfUpkeep();

} // namespace foyer::tests
