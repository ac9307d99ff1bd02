#pragma once

// What the fuzz targets share. A target is one function over a text of any bytes; what it promises
// is stated by HOLDS. A broken promise, a failed CHECK of the program or a finding of a sanitizer
// ends the run, and libFuzzer keeps the text that did it.

#include <string_view>

namespace foyer::fuzz {

/// The target: each *_fuzz.cpp defines it once. Must not keep anything between two calls that
/// changes what the next one does.
void tryInput(std::string_view input);

/// The text up to the first line feed (a word that says what follows), and what follows.
struct Labelled {
    std::string_view label;
    std::string_view text;
};
Labelled takeLabel(std::string_view input);

[[noreturn]] void broken(const char* promise, const char* file, int line);

} // namespace foyer::fuzz

#define HOLDS(promise)                                                                             \
    (static_cast<bool>(promise) ? void(0) : ::foyer::fuzz::broken(#promise, __FILE__, __LINE__))
