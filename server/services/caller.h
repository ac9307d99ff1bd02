#pragma once

#include "shared/base/ids.h"

namespace foyer::server::services {

/// An authenticated terminal, in the life it proved (TerminalAuth).
struct Caller {
    TerminalId terminal;
    Incarnation incarnation;
    friend bool operator==(const Caller&, const Caller&) = default;
};

} // namespace foyer::server::services
