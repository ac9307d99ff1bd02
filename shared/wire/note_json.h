#pragma once

// A sale as the payment provider keeps it: short names, one line, ASCII without blanks, so that it
// may be cut anywhere.

#include "shared/base/result.h"
#include "shared/protocol/sale_note.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>

namespace foyer::wire {

std::string encodeNote(const protocol::SaleNote& note);
/// At most `most` characters: where the tickets are too many it tells whose sale it was without
/// them. Requires: `most` ≥ 10,000.
std::string encodeNote(const protocol::SaleNote& note, std::size_t most);
Result<protocol::SaleNote, DecodeError> decodeNote(std::string_view text);

} // namespace foyer::wire
