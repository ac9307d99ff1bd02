#include "shared/domain/card_number.h"

#include <cstddef>
#include <string>

namespace foyer::domain {

namespace {

constexpr std::size_t kShortest = 13;
constexpr std::size_t kLongest = 19;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool passesLuhn(std::string_view digits) {
    int sum = 0;
    bool doubles = false;
    for (std::size_t i = digits.size(); i-- > 0; doubles = !doubles) {
        const int digit = digits[i] - '0';
        const int value = doubles ? 2 * digit : digit;
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

/// Of a run that is longer than any card's number each part of such a length counts.
bool mayBeNumber(std::string_view digits) {
    if (digits.size() <= kLongest)
        return digits.size() >= kShortest && digits[0] != '0' && passesLuhn(digits);
    for (std::size_t from = 0; from + kShortest <= digits.size(); ++from)
        for (std::size_t size = kShortest; size <= kLongest && from + size <= digits.size(); ++size)
            if (digits[from] != '0' && passesLuhn(digits.substr(from, size)))
                return true;
    return false;
}

} // namespace

bool holdsCardNumber(std::string_view text) {
    std::string run;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDigit(text[i])) {
            run += text[i];
            continue;
        }
        const bool joins = (text[i] == ' ' || text[i] == '-') && i > 0 && isDigit(text[i - 1]);
        if (joins)
            continue;
        if (mayBeNumber(run))
            return true;
        run.clear();
    }
    return mayBeNumber(run);
}

} // namespace foyer::domain
