#pragma once

// What holds for every codec of shared/wire, whatever the body says.

#include "shared/wire/decode_error.h"
#include "tests/fuzz/fuzz.h"

#include <nlohmann/json.hpp>

#include <string>

namespace foyer::fuzz {

/// Whether a text and what its decoder made of it say the same, member by member. `null` and a
/// missing member are one; so are `schema` 1 and the one the program writes now.
inline bool sayTheSame(std::string_view one, std::string_view other) {
    using Json = nlohmann::json;
    const auto bare = [](std::string_view text) {
        return Json::parse(text, [](int depth, Json::parse_event_t event, Json& parsed) {
            if (event == Json::parse_event_t::key && depth == 1)
                return parsed != "schema";
            return event != Json::parse_event_t::value || !parsed.is_null();
        });
    };
    return bare(one) == bare(other);
}

/// A refusal says what is wrong and, by a JSON Pointer, where.
inline void checkFault(const wire::DecodeError& error) {
    HOLDS(!error.message.empty());
    HOLDS(error.pointer.empty() || error.pointer.front() == '/');
}

enum class Members { Closed, Open }; ///< Open: members nobody knows are passed over

/// decode(encode(decode(text))) is decode(text): the encoding is exact and deterministic, so equal
/// texts are equal values. A body with closed members loses nothing of the text it was read from.
template <class Decode, class Encode>
void checkRoundTrip(std::string_view text, Decode decode, Encode encode,
                    Members members = Members::Closed) {
    const auto first = decode(text);
    if (!first)
        return checkFault(first.error());
    const std::string written = encode(*first);
    const auto second = decode(written);
    HOLDS(second.ok());
    HOLDS(encode(*second) == written);
    if (members == Members::Closed)
        HOLDS(sayTheSame(text, written));
}

} // namespace foyer::fuzz
