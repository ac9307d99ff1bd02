#pragma once

// CHECK states a fact that only a bug can break. It stays on in release builds: a program that
// has lost its bearings stops at once, and the journal makes the restart safe.

namespace foyer {

/// Called once with the failed expression before the process aborts. Edges install one that logs.
using CheckHook = void (*)(const char* expression, const char* file, int line);

/// Installs `hook` for the whole process; `nullptr` restores the default, which prints nothing.
void setCheckHook(CheckHook hook);

[[noreturn]] void checkFailed(const char* expression, const char* file, int line);

} // namespace foyer

#define CHECK(condition)                                                                           \
    (static_cast<bool>(condition) ? void(0) : ::foyer::checkFailed(#condition, __FILE__, __LINE__))
