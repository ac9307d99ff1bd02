#pragma once

#include <string>

namespace foyer::wire {

/// Why a text was not understood: the place as a JSON Pointer (RFC 6901, "" is the whole text) and
/// an English sentence about it.
struct DecodeError {
    std::string pointer;
    std::string message;
    friend bool operator==(const DecodeError&, const DecodeError&) = default;
};

} // namespace foyer::wire
