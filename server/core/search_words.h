#pragma once

// What people type and what titles say, brought to one form. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::core {

/// The words of a UTF-8 text, without case and accents: "Amélie" → amelie, "Straße" → strasse.
/// Letters and digits make a word; an apostrophe within one is dropped, all else divides. Of a text
/// that is no UTF-8: none.
std::vector<std::string> wordsOf(std::string_view text);

/// Joined by single blanks: the key by which texts are put in order and compared.
std::string orderKeyOf(std::string_view text);

/// A word in the form in which "Führer", "Fuehrer" and "Fuhrer" are one: ae, oe and ue lose their
/// e. Requires: a word of wordsOf().
std::string plainForm(std::string_view word);

/// How many letters were left out, put in, mistaken or swapped with a neighbour (optimal string
/// alignment), or `most + 1` when it is more than `most`. In bytes.
int editsBetween(std::string_view one, std::string_view other, int most);

} // namespace foyer::server::core
