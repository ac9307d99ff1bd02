#pragma once

// What fills a letter, as the outbox keeps it.

#include "shared/base/result.h"
#include "shared/domain/letter.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>

namespace foyer::wire {

/// Fields and rows only: kind and language have columns of their own.
std::string encodeLetterFields(const domain::Letter& letter);

struct LetterContent {
    domain::LetterFields fields;
    std::vector<domain::LetterFields> rows;
};
Result<LetterContent, DecodeError> decodeLetterFields(std::string_view text);

} // namespace foyer::wire
