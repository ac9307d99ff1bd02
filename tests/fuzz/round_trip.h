#pragma once

// What holds for every codec of shared/wire, whatever the body says.

#include "shared/wire/decode_error.h"
#include "tests/fuzz/fuzz.h"

#include <nlohmann/json.hpp>

#include <string>

namespace foyer::fuzz {

using Json = nlohmann::json;

/// Who does not say it, as an older release, means just that.
inline bool isUnderstood(const std::string& key, const Json& member) {
    return (key == "euro_cash_to_five" && member == false) ||
           (key == "comps_need_supervisor" && member == true);
}

/// The same without what says nothing: no member, `null` and the null id are one, so is a right of
/// the null allotment.
inline Json bare(const Json& value) {
    if (value == "00000000-0000-0000-0000-000000000000")
        return nullptr;
    Json out = value.is_structured() ? Json(value.type()) : value;
    if (value.is_array())
        for (const Json& item : value)
            out.push_back(bare(item));
    if (value.is_object())
        for (const auto& [key, member] : value.items())
            if (const Json kept = bare(member); !kept.is_null() && !isUnderstood(key, member))
                out[key] = kept;
    return out.is_object() && out.size() == 1 && out.contains("epoch") ? Json() : out;
}

/// Whether a text and what its decoder made of it say the same, member by member. A payload may
/// have been said in an older or newer `schema` than it is written in.
inline bool sayTheSame(std::string_view one, std::string_view other) {
    Json said = bare(Json::parse(one));
    Json written = bare(Json::parse(other));
    for (Json* each : {&said, &written})
        if (each->is_object())
            each->erase("schema");
    return said == written;
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
