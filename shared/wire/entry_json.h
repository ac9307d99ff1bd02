#pragma once

// The text of a journal entry's payload: what is hashed, signed, stored and uploaded. Fixed order
// of members, no blanks, `"schema"` first, times in milliseconds, dates "2026-11-20".

#include "shared/base/result.h"
#include "shared/protocol/entry.h"

#include <string>
#include <string_view>

namespace foyer::wire {

/// Deterministic: equal payloads give equal text, in the oldest schema that can say it. Requires:
/// not Unknown (its text exists already, in SealedEntry::payloadText).
std::string encodePayload(const protocol::Payload& payload);

/// Reads a payload back. A type this program does not know, or a schema newer than its own, is
/// protocol::Unknown (R14); damage is an error sentence that names the place.
/// Ensures of a Sale and an Intent: one to fifty lines, one currency, seats and tickets named once,
/// of a Sale also: as many rights as lines, and tenders that add up to the lines' total.
Result<protocol::Payload, std::string> decodePayload(std::string_view type, std::string_view text);

} // namespace foyer::wire
