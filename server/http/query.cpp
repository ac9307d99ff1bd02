#include "server/http/query.h"

#include "server/edge/ascii.h"
#include "shared/domain/utf8.h"

#include <algorithm>
#include <charconv>

namespace foyer::server::http {

namespace {

constexpr std::size_t kMostParameters = 20;

std::optional<std::string> decoded(std::string_view raw) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '%') {
            out += raw[i] == '+' ? ' ' : raw[i];
            continue;
        }
        if (i + 2 >= raw.size())
            return {};
        const int high = edge::hexValue(raw[i + 1]);
        const int low = edge::hexValue(raw[i + 2]);
        if (high < 0 || low < 0)
            return {};
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

bool isPlainText(std::string_view text) {
    const bool hasControls = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == 0x7f;
    });
    return !hasControls && domain::decodeUtf8(text);
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return {};
    return number;
}

} // namespace

Query::Query(std::string_view raw) {
    while (!raw.empty() && m_parameters.size() < kMostParameters) {
        const auto end = raw.find('&');
        const auto pair = raw.substr(0, end);
        const auto equals = pair.find('=');
        const auto name = decoded(pair.substr(0, equals));
        const auto value =
            equals == std::string_view::npos ? std::string() : decoded(pair.substr(equals + 1));
        if (!name || !value)
            fail(pair.substr(0, equals), "is not well encoded");
        else if (!pair.empty())
            m_parameters.push_back({*name, *value, false});
        raw = end == std::string_view::npos ? std::string_view{} : raw.substr(end + 1);
    }
    if (!raw.empty())
        fail("", "too many parameters");
}

bool Query::has(std::string_view name) const {
    return std::any_of(m_parameters.begin(), m_parameters.end(),
                       [&](const Parameter& parameter) { return parameter.name == name; });
}

std::optional<std::string> Query::text(std::string_view name, std::size_t most) {
    std::optional<std::string> found;
    for (auto& parameter : m_parameters) {
        if (parameter.name != name)
            continue;
        if (found)
            fail(name, "is given twice");
        parameter.read = true;
        if (parameter.value.size() > most)
            fail(name, "is longer than " + std::to_string(most) + " bytes");
        else if (!isPlainText(parameter.value))
            fail(name, "must be UTF-8 without control characters");
        found = parameter.value;
    }
    return found;
}

std::optional<std::int64_t> Query::integer(std::string_view name, std::int64_t lowest,
                                           std::int64_t highest) {
    const auto value = text(name, 20);
    if (!value)
        return {};
    const auto number = wholeNumber(*value);
    if (number && *number >= lowest && *number <= highest)
        return number;
    fail(name, "must be a whole number from " + std::to_string(lowest) + " to " +
                   std::to_string(highest));
    return {};
}

std::optional<Date> Query::date(std::string_view name) {
    const auto value = text(name, 10);
    if (!value)
        return {};
    const bool shaped = value->size() == 10 && (*value)[4] == '-' && (*value)[7] == '-';
    const auto year = shaped ? wholeNumber(std::string_view(*value).substr(0, 4)) : std::nullopt;
    const auto month = shaped ? wholeNumber(std::string_view(*value).substr(5, 2)) : std::nullopt;
    const auto day = shaped ? wholeNumber(std::string_view(*value).substr(8, 2)) : std::nullopt;
    if (year && month && day) {
        const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                               std::chrono::month(static_cast<unsigned>(*month)),
                                               std::chrono::day(static_cast<unsigned>(*day))};
        if (*year >= 0 && *month > 0 && *day > 0 && date.ok())
            return Date{date};
    }
    fail(name, "must be a date like 2026-11-20");
    return {};
}

bool Query::flag(std::string_view name) {
    const auto value = text(name, 5);
    if (value && *value != "true" && *value != "false")
        fail(name, "must be true or false");
    return value && *value == "true";
}

void Query::fail(std::string_view name, std::string message) {
    m_faults.push_back({"?" + std::string(name), std::move(message)});
}

const std::vector<wire::DecodeError>& Query::faults() {
    for (auto& parameter : m_parameters) {
        if (!parameter.read)
            fail(parameter.name, "is not known here");
        parameter.read = true;
    }
    return m_faults;
}

} // namespace foyer::server::http
