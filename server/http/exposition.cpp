#include "server/http/exposition.h"

#include "shared/base/check.h"

#include <array>
#include <charconv>
#include <cmath>

namespace foyer::server::http {

namespace {

const char* nameOf(Exposition::Kind kind) {
    switch (kind) {
    case Exposition::Kind::Counter:
        return "counter";
    case Exposition::Kind::Gauge:
        return "gauge";
    case Exposition::Kind::Histogram:
        return "histogram";
    }
    return "";
}

std::string textOf(double value) {
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string escapedLabel(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

} // namespace

void Exposition::family(std::string_view name, Kind kind, std::string_view help) {
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos);
    m_name = name;
    m_text += "# HELP " + m_name + " " + std::string(help) + "\n";
    m_text += "# TYPE " + m_name + " " + nameOf(kind) + "\n";
}

void Exposition::line(std::string_view suffix, const Labels& labels, double value) {
    m_text.append(m_name).append(suffix);
    char before = '{';
    for (const auto& [name, text] : labels) {
        m_text.append(1, before).append(name).append("=\"").append(escapedLabel(text)).append("\"");
        before = ',';
    }
    m_text.append(labels.empty() ? " " : "} ").append(textOf(value)).append("\n");
}

void Exposition::sample(double value, const Labels& labels) {
    line("", labels, value);
}

void Exposition::sample(const ports::Histogram& histogram, const Labels& labels) {
    const auto counts = histogram.counts();
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        below += counts[i];
        const std::string bound =
            i < histogram.bounds().size() ? textOf(histogram.bounds()[i]) : "+Inf";
        auto with = labels;
        with.emplace_back("le", bound);
        line("_bucket", with, static_cast<double>(below));
    }
    line("_sum", labels, histogram.sum());
    line("_count", labels, static_cast<double>(below));
}

} // namespace foyer::server::http
