#pragma once

// Repairs of text that reached a file damaged. Each function returns the text unchanged when it has
// no reason to touch it; none throws. All text is UTF-8; text that is not is left alone.

#include <string>
#include <string_view>

namespace foyer::domain {

/// Undoes "Windows-1252 bytes read as Mac Roman" ("AstÈrix" → "Astérix").
///
/// The damage maps each byte to one other character, so the repair is exact and can be reversed by
/// `applyWrongEncoding`. The difficulty is to leave good titles alone. A text is repaired only if
///  1. every character outside ASCII is one that the damage can produce ("Alien³" is not), and
///  2. at least one of them stands where it makes no sense:
///     - an accented capital inside a word, before a small letter or at its end after one
///       ("LÈon", "CachÈ"; not "LÉON", and not behind a name's prefix: "DeÁngelis"),
///     - a per mille sign, loose breve, ring, tilde or the like behind a letter ("F‰lscher",
///     "pi˘"),
///     - a raised dot or double dagger between small letters ("kr·le"; not "WALL·E", nor the
///       Catalan "l·l"),
///     - an ohm sign or æ behind a digit ("2Ω", which was "2½"),
///     - a single "Ö" between blanks of an English title (it was "…"), and
///  3. every character it turns into fits its place: no capital behind a small letter, no small
///     letter between capitals, nothing but letters, fractions and punctuation.
/// A sign that means the same in both encodings ("Ri¢hie Ri¢h") is no reason for anything.
std::string undoWrongEncoding(std::string_view text);

/// The damage itself, for proofs: Windows-1252 bytes read as Mac Roman.
/// Characters that Windows-1252 does not have are kept.
std::string applyWrongEncoding(std::string_view text);

/// Replaces the five XML entities, &nbsp; and numeric references (HTML 4.01 §24) by what they name.
/// An unknown or unfinished one is kept as it is.
std::string decodeEntities(std::string_view text);

/// Without blanks at both ends and with single blanks in between; tabs, line ends, control
/// characters and no-break spaces count as blanks.
std::string collapseBlanks(std::string_view text);

/// Moves an article from the end to the front: "Boot, Das" → "Das Boot". German "Die" is left,
/// since "Live, Die" is English.
std::string frontArticle(std::string_view text);

/// Lower case for comparing titles: ASCII and the Latin-1 letters; everything else is kept.
std::string foldCase(std::string_view text);

} // namespace foyer::domain
