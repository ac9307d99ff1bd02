#pragma once

#include "shared/base/ids.h"
#include "shared/base/time.h"

namespace foyer::shell {

/// Reads both clocks of the machine: CLOCK_REALTIME and CLOCK_BOOTTIME (clock_gettime(2)).
Now readClocks();

/// The id of this boot (/proc/sys/kernel/random/boot_id); null when the system does not tell.
Uuid readBootId();

} // namespace foyer::shell
