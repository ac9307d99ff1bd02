#pragma once

// What travels between a terminal and the server as text, both directions (DESIGN §2). Ids are
// canonical, hashes hex, signatures and keys base64url, times milliseconds, money in minor units.
// Decoding is strict: an unknown member is a fault with its JSON Pointer.

#include "shared/base/result.h"
#include "shared/protocol/sync.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>

namespace foyer::wire {

/// POST /v1/sync/journal.
std::string encodeUpload(const protocol::JournalUpload& upload);
Result<protocol::JournalUpload, DecodeError> decodeUpload(std::string_view text);

std::string encodeJournalAnswer(const protocol::JournalAnswer& answer);
Result<protocol::JournalAnswer, DecodeError> decodeJournalAnswer(std::string_view text);

/// GET /v1/sync/changes.
std::string encodeChanges(const protocol::ChangesAnswer& answer);
Result<protocol::ChangesAnswer, DecodeError> decodeChanges(std::string_view text);

/// POST /v1/allotments and its answer, also of /standing and /return.
std::string encodeAsk(const protocol::AllotmentAsk& ask);
Result<protocol::AllotmentAsk, DecodeError> decodeAsk(std::string_view text);
std::string encodeAllotments(const protocol::AllotmentAnswer& answer);
Result<protocol::AllotmentAnswer, DecodeError> decodeAllotments(std::string_view text);

/// Refusals travel as problem+json (RFC 9457) with these members beside type, title and status; a
/// reader ignores members it does not know, as RFC 9457 §3.2 asks. An error at /refusal means that
/// the problem is of another kind.
const char* nameOf(protocol::UploadRefusal refusal);
std::string encodeUploadError(const protocol::UploadError& error);
Result<protocol::UploadError, DecodeError> decodeUploadError(std::string_view text);
std::string encodeAllotmentError(const protocol::AllotmentError& error);
Result<protocol::AllotmentError, DecodeError> decodeAllotmentError(std::string_view text);

/// One verdict, as stored by both sides and inside a JournalAnswer.
std::string encodeVerdict(const protocol::Verdict& verdict);
Result<protocol::Verdict, DecodeError> decodeVerdict(std::string_view text);

} // namespace foyer::wire
