#include "shared/domain/release_date.h"

#include "shared/domain/text_repair.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace foyer::domain {

namespace {

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (std::string_view(" ,-/\t").find(c) == std::string_view::npos)
            words.back().push_back(c);
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::optional<unsigned> number(std::string_view word) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.size() > 4 || error != std::errc{} || end != word.data() + word.size())
        return {};
    return value;
}

/// 1 to 12 for "Jun" or "june"; 0 for anything else.
unsigned monthNamed(std::string_view word) {
    constexpr std::array<std::string_view, 12> kMonths = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    const std::string folded = foldCase(word);
    for (unsigned i = 0; i < kMonths.size(); ++i)
        if (folded.size() >= 3 && kMonths[i].starts_with(folded))
            return i + 1;
    return 0;
}

std::optional<StatedDate> stated(std::string_view year, unsigned month, std::string_view day) {
    const auto readYear = number(year);
    const auto readDay = number(day);
    if (!readYear || !readDay || (year.size() != 4 && year.size() != 2))
        return {};
    const bool twoDigit = year.size() == 2;
    return StatedDate{static_cast<std::int32_t>(*readYear) + (twoDigit ? 2000 : 0), month, *readDay,
                      twoDigit};
}

std::optional<StatedDate> statedIso(const std::vector<std::string>& words) {
    const auto month = number(words[1]);
    if (words[0].size() != 4 || !month || *month < 1 || *month > 12)
        return {};
    return stated(words[0], *month, words[2]);
}

} // namespace

std::optional<StatedDate> readStatedDate(std::string_view text) {
    const std::vector<std::string> words = wordsOf(text);
    if (words.size() == 1 && words[0].size() == 4)
        return stated(words[0], 0, "0");
    if (words.size() != 3)
        return {};
    if (const unsigned month = monthNamed(words[0]))
        return stated(words[2], month, words[1]);
    if (const unsigned month = monthNamed(words[1]))
        return stated(words[2], month, words[0]);
    return statedIso(words);
}

std::optional<Date> calendarDay(const StatedDate& stated) {
    const std::chrono::year_month_day day{std::chrono::year{stated.year},
                                          std::chrono::month{stated.month},
                                          std::chrono::day{stated.day}};
    if (!day.ok())
        return {};
    return Date{day};
}

} // namespace foyer::domain
