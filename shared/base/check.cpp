#include "shared/base/check.h"

#include <cstdlib>

namespace foyer {

namespace {
CheckHook g_hook = nullptr;
} // namespace

void setCheckHook(CheckHook hook) {
    g_hook = hook;
}

void checkFailed(const char* expression, const char* file, int line) {
    if (g_hook)
        g_hook(expression, file, line);
    std::abort();
}

} // namespace foyer
