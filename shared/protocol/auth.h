#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

namespace foyer::protocol {

/// What a terminal signs to prove its key: "foyer-auth-1" ‖ terminal(16) ‖ incarnation(4, big
/// endian) ‖ nonce. It never signs the server's bytes alone: they might be the hash of an entry.
Bytes authText(TerminalId terminal, Incarnation incarnation, ByteView nonce);

} // namespace foyer::protocol
