#pragma once

#include "shared/wire/json_reader.h"

#include <nlohmann/json.hpp>

namespace foyer::wire {

/// Parses `text` and reads it with `decode(Value)`; the first fault of either is the error.
template <class Decode>
auto decodeText(std::string_view text, Decode decode)
    -> Result<decltype(decode(std::declval<Value>())), DecodeError> {
    const auto json = parseStrict(text);
    if (!json)
        return Err{json.error()};
    DecodeState state;
    auto value = decode(Value(&*json, "", state));
    if (state.error)
        return Err{*std::move(state.error)};
    return value;
}

} // namespace foyer::wire
