#pragma once

#include "app/shell/options.h"

namespace foyer::shell {

/// Runs one terminal until its window closes. Returns the exit code: 0 as wished, 1 when it could
/// not start or a script failed; the reason is said on standard error.
int runTerminal(const Options& options);

} // namespace foyer::shell
