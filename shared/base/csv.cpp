#include "shared/base/csv.h"

namespace foyer {

namespace {

constexpr std::string_view kFormula = "=+-@\t\r\n";
constexpr std::string_view kQuoted = ",\"\r\n\t;'";

bool isFormula(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first != std::string_view::npos && kFormula.find(text[first]) != std::string_view::npos;
}

} // namespace

std::string csvText(std::string_view text) {
    const std::string safe = (isFormula(text) ? "'" : "") + std::string(text);
    if (safe.find_first_of(kQuoted) == std::string::npos)
        return safe;
    std::string quoted = "\"";
    for (const char c : safe)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string csvAmount(Money money) {
    const std::string text = money.toString();
    return text.substr(0, text.find(' '));
}

std::string csvLine(const std::vector<std::string>& fields) {
    std::string line;
    for (const auto& field : fields)
        line += (&field == &fields.front() ? "" : ",") + field;
    return line + "\r\n";
}

} // namespace foyer
