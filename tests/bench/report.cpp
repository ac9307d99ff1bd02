#include "tests/bench/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace foyer::bench {

namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            out += '\\';
        out += letter;
    }
    return out + '"';
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, std::abs(value) < 100 ? "%.2f" : "%.0f", value);
    return text;
}

bool isCompared(const Figure& figure) {
    return !figure.against.empty() && figure.baseline > 0;
}

std::string rowOf(const Figure& figure, std::size_t width) {
    char text[256];
    std::snprintf(text, sizeof text, "  %-*s %10s %-27s", static_cast<int>(width),
                  figure.what.c_str(), number(figure.value).c_str(), figure.unit.c_str());
    std::string row = text;
    if (isCompared(figure))
        row += " " + number(figure.value / figure.baseline) + " × " + figure.against + " (" +
               number(figure.baseline) + ")";
    else if (!figure.against.empty())
        row += " " + figure.against + ": not measured";
    return row + "\n";
}

} // namespace

std::string Report::json() const {
    std::string out = "{\"bench\":" + quoted(m_bench) + ",\"figures\":[";
    for (const Figure& figure : m_figures) {
        if (&figure != &m_figures.front())
            out += ',';
        out += "{\"what\":" + quoted(figure.what) + ",\"value\":" + number(figure.value) +
               ",\"unit\":" + quoted(figure.unit);
        if (isCompared(figure))
            out += ",\"against\":" + quoted(figure.against) +
                   ",\"baseline\":" + number(figure.baseline) +
                   ",\"ratio\":" + number(figure.value / figure.baseline);
        out += '}';
    }
    out += "],\"notes\":[";
    for (const std::string& note : m_notes)
        out += (&note == &m_notes.front() ? "" : ",") + quoted(note);
    return out + "]}";
}

std::string Report::table() const {
    std::size_t width = 0;
    for (const Figure& figure : m_figures)
        width = std::max(width, figure.what.size());
    std::string out = m_bench + "\n";
    for (const Figure& figure : m_figures)
        out += rowOf(figure, width);
    for (const std::string& note : m_notes)
        out += "  " + note + "\n";
    return out;
}

void Report::print() const {
    std::printf("%s\n%s", json().c_str(), table().c_str());
    std::fflush(stdout);
}

void require(bool good, const std::string& otherwise) {
    if (good)
        return;
    std::fprintf(stderr, "wrong: %s\n", otherwise.c_str());
    std::exit(1);
}

} // namespace foyer::bench
