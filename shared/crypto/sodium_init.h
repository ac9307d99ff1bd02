#pragma once

namespace foyer::crypto {

/// Readies libsodium once for the process; cheap afterwards. Every function of this room that
/// needs it calls it first, so that no program can forget to. Thread-safe.
void ensureSodium();

} // namespace foyer::crypto
