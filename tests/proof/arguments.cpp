#include "tests/proof/arguments.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace foyer::proof {

namespace {

std::string usageOf(const std::map<std::string, std::uint64_t>& numbers) {
    std::string usage = "Usage: [--short] [--seed N]";
    for (const auto& [name, value] : numbers)
        usage += " [--" + name + " N (" + std::to_string(value) + ")]";
    return usage;
}

[[noreturn]] void refuse(const char* word, const std::map<std::string, std::uint64_t>& numbers) {
    std::fprintf(stderr, "not understood: %s\n%s\n", word, usageOf(numbers).c_str());
    std::exit(2);
}

bool readNumber(const char* word, std::uint64_t& value) {
    const char* end = word + std::strlen(word);
    const auto [at, error] = std::from_chars(word, end, value);
    return at == end && error == std::errc{};
}

std::string commitOf() {
    const char* named = std::getenv("FOYER_COMMIT"); // packaging/prove knows it better
    return named ? named : FOYER_COMMIT;
}

} // namespace

Arguments::Arguments(int count, char** words, std::map<std::string, std::uint64_t> numbers)
    : m_full(std::move(numbers)) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--short") {
            m_short = true;
            continue;
        }
        if (word == "--help") {
            std::printf("%s\n", usageOf(m_full).c_str());
            std::exit(0);
        }
        const std::string name(word.substr(std::min<std::size_t>(word.size(), 2)));
        std::uint64_t value = 0;
        const bool known = word.starts_with("--") && (name == "seed" || m_full.contains(name));
        if (!known || i + 1 == count || !readNumber(words[++i], value))
            refuse(words[i], m_full);
        if (name == "seed")
            m_seed = value;
        else
            m_asked[name] = value;
    }
}

std::uint64_t Arguments::number(const std::string& name, std::uint64_t inShort) const {
    if (const auto asked = m_asked.find(name); asked != m_asked.end())
        return asked->second;
    return m_short ? inShort : m_full.at(name);
}

Summary::Summary(const std::string& proof, std::uint64_t seed)
    : m_line(proof + ": seed=" + std::to_string(seed) + " commit=" + commitOf()) {}

Summary& Summary::add(const std::string& name, std::uint64_t value) {
    return add(name, std::to_string(value));
}

Summary& Summary::add(const std::string& name, double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return add(name, std::string(text));
}

Summary& Summary::add(const std::string& name, const std::string& value) {
    m_line += " " + name + "=" + value;
    return *this;
}

void Summary::print() const {
    std::printf("%s\n", m_line.c_str());
    std::fflush(stdout);
}

} // namespace foyer::proof
