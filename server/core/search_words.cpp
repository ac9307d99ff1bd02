#include "server/core/search_words.h"

#include "shared/domain/utf8.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace foyer::server::core {

namespace {

// One base letter per code point of Unicode's blocks, a blank where there is none.
constexpr std::string_view kLatin1 = "aaaaaaaceeeeiiiidnooooo ouuuuyts"  // U+00C0 to U+00DF
                                     "aaaaaaaceeeeiiiidnooooo ouuuuyty"; // U+00E0 to U+00FF
constexpr std::string_view kExtendedA = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"
                                        "llllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt"
                                        "uuuuuuuuuuuuwwyyyzzzzzzs"; // U+0100 to U+017F
static_assert(kLatin1.size() == 64);
static_assert(kExtendedA.size() == 128);

constexpr char32_t kSharpS = 0xDF;

bool isDropped(char32_t point) {
    return point == '\'' || point == 0x2019 || (point >= 0x300 && point < 0x370); // combining marks
}

/// Latin letters without accents and digits in ASCII, others in lower case; 0: divides words.
char32_t folded(char32_t point) {
    if (point < 0x80) {
        if (point >= 'A' && point <= 'Z')
            return point + 32;
        const bool isWord = (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
        return isWord ? point : 0;
    }
    if (point == 0xB2 || point == 0xB3)
        return point - 0xB2 + '2'; // raised
    if (point == 0xB9)
        return '1';
    if (point < 0xC0)
        return 0;
    const char base = point < 0x100   ? kLatin1[point - 0xC0]
                      : point < 0x180 ? kExtendedA[point - 0x100]
                                      : '\0';
    if (base != '\0')
        return base == ' ' ? 0 : static_cast<char32_t>(base);
    if ((point >= 0x391 && point < 0x3AA) || (point >= 0x410 && point < 0x430))
        return point + 32;                                  // Greek, Cyrillic
    const bool divides = point >= 0x2000 && point < 0x2C00; // punctuation, signs, arrows
    return divides ? 0 : point;
}

} // namespace

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    const auto points = domain::decodeUtf8(text);
    if (!points)
        return words;
    std::u32string word;
    const auto finish = [&] {
        if (!word.empty())
            words.push_back(domain::encodeUtf8(word));
        word.clear();
    };
    for (const char32_t point : *points) {
        if (isDropped(point))
            continue;
        const char32_t letter = folded(point);
        if (letter == 0)
            finish();
        else
            word += letter;
        if (point == kSharpS)
            word += U's';
    }
    finish();
    return words;
}

std::string orderKeyOf(std::string_view text) {
    std::string key;
    for (const auto& word : wordsOf(text))
        key += (key.empty() ? "" : " ") + word;
    return key;
}

std::string plainForm(std::string_view word) {
    std::string plain;
    for (const char c : word) {
        const char before = plain.empty() ? '\0' : plain.back();
        if (c != 'e' || (before != 'a' && before != 'o' && before != 'u'))
            plain += c;
    }
    return plain;
}

int editsBetween(std::string_view one, std::string_view other, int most) {
    constexpr std::size_t kLongest = 63;
    const auto difference = std::abs(static_cast<int>(one.size()) - static_cast<int>(other.size()));
    if (difference > most || one.size() > kLongest || other.size() > kLongest)
        return one == other ? 0 : most + 1;
    std::array<std::array<int, kLongest + 1>, 3> rows{}; // of the table: two before, before, this
    for (std::size_t j = 0; j <= other.size(); ++j)
        rows[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= one.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& before = rows[(i + 2) % 3];
        const auto& twoBefore = rows[(i + 1) % 3];
        int least = row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const bool same = one[i - 1] == other[j - 1];
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0 : 1)});
            const bool swapped =
                i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
            if (swapped)
                row[j] = std::min(row[j], twoBefore[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most)
            return most + 1;
    }
    return std::min(rows[one.size() % 3][other.size()], most + 1);
}

} // namespace foyer::server::core
