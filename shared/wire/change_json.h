#pragma once

// The text of one thing the feed of changes tells about: sent whole, kept whole by outboxes and
// replicas. Exact: decoding gives back every field.

#include "shared/base/result.h"
#include "shared/protocol/sync.h"
#include "shared/wire/decode_error.h"

#include <memory>
#include <string>
#include <string_view>

namespace foyer::wire {

/// The word for the kind of a change: "cinema", "auditorium", "movie", "plan", "price_list",
/// "showtime", "operator", "seats", "seats_changed", "allotment", "task", "recall", "revocation",
/// "admission", "policy", "terminal_keys", "reseating".
const char* kindOf(const protocol::ChangeBody& body);

/// Deterministic. Requires: a plan pointer is set.
std::string encodeBody(const protocol::ChangeBody& body);
/// Strict; an unknown kind is an error at "".
Result<protocol::ChangeBody, DecodeError> decodeBody(std::string_view kind, std::string_view text);

/// A seating plan in the form of the feed and of GET /v1/seating-plans/{id}: references are
/// positions, as in memory.
std::string encodePlan(const domain::SeatingPlan& plan);
Result<std::shared_ptr<const domain::SeatingPlan>, DecodeError> decodePlan(std::string_view text);

/// The house's policy, as it rests in the server's settings.
std::string encodePolicy(const protocol::Policy& policy);
Result<protocol::Policy, DecodeError> decodePolicy(std::string_view text);

} // namespace foyer::wire
