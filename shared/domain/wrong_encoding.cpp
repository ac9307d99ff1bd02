#include "shared/domain/text_repair.h"

#include "shared/domain/utf8.h"

#include <algorithm>
#include <array>

namespace foyer::domain {

namespace {

// Upper half of Mac OS Roman (Unicode Consortium, MAPPINGS/VENDORS/APPLE/ROMAN.TXT).
constexpr std::array<char16_t, 128> kMacRoman = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3,
    0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3,
    0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
    0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA,
    0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
    0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
    0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE,
    0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
    0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};

// Windows-1252, bytes 0x80 to 0x9F (Unicode Consortium, MICSFT/WINDOWS/CP1252.TXT); 0 is undefined.
// From 0xA0 on it is Latin-1.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178,
};

/// The Windows-1252 character of the byte that Mac Roman reads as `seen`; 0 if there is none.
char32_t original(char32_t seen) {
    if (seen < 0x80)
        return seen;
    const auto at = std::find(kMacRoman.begin(), kMacRoman.end(), static_cast<char16_t>(seen));
    if (seen > 0xFFFF || at == kMacRoman.end())
        return 0;
    const auto byte = static_cast<std::size_t>(at - kMacRoman.begin()) + 0x80;
    return byte < 0xA0 ? kWindows1252[byte - 0x80] : static_cast<char32_t>(byte);
}

/// What Mac Roman shows for the Windows-1252 character `meant`, or `meant` if it has no byte.
char32_t damaged(char32_t meant) {
    if (meant >= 0xA0 && meant <= 0xFF)
        return kMacRoman[meant - 0x80];
    if (meant < 0x80 || meant > 0xFFFF)
        return meant;
    const auto at =
        std::find(kWindows1252.begin(), kWindows1252.end(), static_cast<char16_t>(meant));
    return at == kWindows1252.end() ? meant : kMacRoman[std::size_t(at - kWindows1252.begin())];
}

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool isSmall(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || c == 0x153;
}
bool isAccentedCapital(char32_t c) {
    return (c >= 0xC0 && c <= 0xDE && c != 0xD7) || c == 0x152 || c == 0x178;
}
bool isCapital(char32_t c) {
    return (c >= U'A' && c <= U'Z') || isAccentedCapital(c);
}
bool isLetter(char32_t c) {
    return isSmall(c) || isCapital(c);
}

/// A character and its neighbours; 0 stands for the ends of the text.
struct Place {
    std::u32string_view text;
    std::size_t at;

    char32_t here() const { return text[at]; }
    char32_t before() const { return at > 0 ? text[at - 1] : 0; }
    char32_t after() const { return at + 1 < text.size() ? text[at + 1] : 0; }
    /// The part of the word before this character.
    std::u32string_view wordBefore() const {
        std::size_t begin = at;
        while (begin > 0 && isLetter(text[begin - 1]))
            --begin;
        return text.substr(begin, at - begin);
    }
};

bool isNamePrefix(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 9> kPrefixes = {U"Mc", U"Mac", U"De", U"Di",  U"Da",
                                                              U"Du", U"La",  U"Le", U"Fitz"};
    return std::find(kPrefixes.begin(), kPrefixes.end(), word) != kPrefixes.end();
}

bool isCapitalInsideWord(const Place& place) {
    if (!isAccentedCapital(place.here()) || !isLetter(place.before()))
        return false;
    if (isNamePrefix(place.wordBefore()))
        return false;
    return isSmall(place.after()) || (isSmall(place.before()) && !isLetter(place.after()));
}

bool isStraySign(const Place& place) {
    constexpr std::u32string_view kNeverInWords = U"‰˘˙˚¸˝˛ˇ¯ˆ";
    constexpr std::u32string_view kRarelyInWords = U"·‡";
    if (kNeverInWords.find(place.here()) != std::u32string_view::npos)
        return isLetter(place.before());
    if (kRarelyInWords.find(place.here()) == std::u32string_view::npos)
        return false;
    const bool catalan = place.before() == U'l' && place.after() == U'l';
    return isSmall(place.before()) && isSmall(place.after()) && !catalan;
}

bool isBrokenFraction(const Place& place) {
    return (place.here() == U'Ω' || place.here() == U'æ') && isDigit(place.before()) &&
           !isLetter(place.after());
}

bool hasEnglishWord(std::u32string_view text) {
    constexpr std::array<std::u32string_view, 12> kWords = {
        U" the ", U" of ", U" and ", U" you ", U" me ",    U" my ",
        U" is ",  U" to ", U" it ",  U" for ", U" don't ", U" with "};
    std::u32string padded = U" " + std::u32string(text) + U" ";
    for (char32_t& c : padded)
        c = c >= U'A' && c <= U'Z' ? c + 32 : c;
    return std::any_of(kWords.begin(), kWords.end(), [&](std::u32string_view word) {
        return padded.find(word) != std::u32string::npos;
    });
}

bool isLonelyUmlaut(const Place& place) {
    return place.here() == U'Ö' && place.before() == U' ' && place.after() == U' ' &&
           hasEnglishWord(place.text);
}

bool makesNoSense(const Place& place) {
    return isCapitalInsideWord(place) || isStraySign(place) || isBrokenFraction(place) ||
           isLonelyUmlaut(place);
}

/// 0, which stands for "the damage cannot produce this", fits nowhere.
bool fits(const Place& place) {
    constexpr std::u32string_view kPunctuation = U"…‘’“”–—¡¿«»½¼¾";
    const char32_t c = place.here();
    if (isCapital(c))
        return !isSmall(place.before());
    if (isSmall(c))
        return !(isCapital(place.before()) && isCapital(place.after()));
    return kPunctuation.find(c) != std::u32string_view::npos;
}

bool anyMakesNoSense(std::u32string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] >= 0x80 && makesNoSense({text, i}))
            return true;
    return false;
}

bool allFit(std::u32string_view repaired, std::u32string_view seen) {
    for (std::size_t i = 0; i < repaired.size(); ++i)
        if (repaired[i] != seen[i] && !fits({repaired, i}))
            return false;
    return true;
}

} // namespace

std::string undoWrongEncoding(std::string_view text) {
    const auto seen = decodeUtf8(text);
    if (!seen || !anyMakesNoSense(*seen))
        return std::string(text);
    std::u32string repaired = *seen;
    for (char32_t& c : repaired)
        c = original(c);
    return allFit(repaired, *seen) ? encodeUtf8(repaired) : std::string(text);
}

std::string applyWrongEncoding(std::string_view text) {
    auto points = decodeUtf8(text);
    if (!points)
        return std::string(text);
    for (char32_t& c : *points)
        c = damaged(c);
    return encodeUtf8(*points);
}

} // namespace foyer::domain
