#pragma once

namespace foyer::server {

/// What foyerd tells whoever started it; documented in --help.
enum class Exit : int {
    Done = 0,
    Failed = 1,
    BadUsage = 2,
    WrongDatabase = 3,
    BadInput = 4,
    AuditFindings = 5
};

} // namespace foyer::server
