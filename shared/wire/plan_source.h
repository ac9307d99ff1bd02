#pragma once

// JSON that remembers where it was written. A plan file is made by people, so every complaint
// about it must point at the line; the JSON library's own values forget their place.

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// Line and column, counted from 1; columns count bytes. 0: nowhere in particular.
struct Place {
    std::size_t line = 0;
    std::size_t column = 0;
};

struct SourceMember;

/// A JSON value with the place where it begins.
struct SourceValue {
    enum class Type : std::uint8_t { Null, Boolean, Number, Text, List, Object };
    Type type = Type::Null;
    Place place;
    bool boolean = false;
    double number = 0;
    std::string text;
    std::vector<SourceValue> items;
    std::vector<SourceMember> members; ///< in the order of the file, repeated keys included

    /// The first member of that name; nullptr when there is none or this is not an object.
    const SourceValue* find(std::string_view key) const;
};

struct SourceMember {
    std::string key;
    Place place;
    SourceValue value;
};

/// "text", "a list", "an object": for messages.
const char* nameOf(SourceValue::Type type);

struct SourceError {
    Place place;
    std::string text;
};

/// Parses one JSON document (RFC 8259). Refuses more than 16 levels and more than 64 MiB.
Result<SourceValue, SourceError> parseSource(std::string_view text);

} // namespace foyer::wire
