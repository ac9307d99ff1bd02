#pragma once

#include "server/services/letters.h"

namespace foyer::server::services {

/// Whether there are a few words for a telephone beside the letter.
bool hasShortText(domain::LetterKind kind);

/// What of a letter is kept for a telephone: names cut to what fits, some seats and how many more,
/// no codes of tickets. Requires: hasShortText(letter.kind).
domain::Letter shortened(const domain::Letter& letter);

/// In its words, one line. `site` as in mailOf(). Requires: the letter is shortened.
ports::ShortText shortTextOf(const ports::MessageRecord& message, const std::string& site);

} // namespace foyer::server::services
