#pragma once

// What holds for every codec of shared/wire, whatever the body says.

#include "shared/wire/decode_error.h"
#include "tests/fuzz/fuzz.h"

#include <nlohmann/json.hpp>

#include <string>

namespace foyer::fuzz {

/// Whether a text and what its decoder made of it say the same, member by member. No member, `null`
/// and the null id are one, so is a right of the null allotment; a payload may have been said in an
/// older or newer `schema` than it is written in.
inline bool sayTheSame(std::string_view one, std::string_view other) {
    using Json = nlohmann::json;
    using Event = Json::parse_event_t;
    const auto saysSomething = [](int depth, Event event, const Json& parsed) {
        if (event == Event::key)
            return depth > 1 || parsed != "schema";
        if (event == Event::object_end)
            return parsed.size() != 1 || !parsed.contains("epoch");
        return event != Event::value ||
               (!parsed.is_null() && parsed != "00000000-0000-0000-0000-000000000000");
    };
    return Json::parse(one, saysSomething) == Json::parse(other, saysSomething);
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
