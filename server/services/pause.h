#pragma once

#include "shared/base/time.h"

#include <algorithm>

namespace foyer::server::services {

/// After so many attempts in vain in a row: `first`, then twice as long each time, at most
/// `longest`.
inline Milliseconds pauseAfter(int inVain, Milliseconds first, Milliseconds longest) {
    const int doublings = std::clamp(inVain - 1, 0, 20);
    return std::min<Milliseconds>(longest, first * (1LL << doublings));
}

} // namespace foyer::server::services
