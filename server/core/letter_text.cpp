#include "server/core/letter_text.h"

#include "shared/base/check.h"

#include <algorithm>

namespace foyer::server::core {

using domain::Letter;
using domain::LetterFields;

namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";
constexpr std::string_view kRowsGap = "rows";
constexpr std::string_view kContent = "{{content}}";
constexpr std::string_view kSubject = "Subject: ";

std::string_view entityOf(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
}

/// The first character of a text; a byte that begins none is one of its own.
std::string_view firstCharacter(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        ++end;
    return text.substr(0, end);
}

/// What would begin a line (C1, U+2028, U+2029) or change the direction of the words (U+200E,
/// U+200F, U+202A to U+202E, U+2066 to U+2069).
bool turnsLine(std::string_view character) {
    if (character.size() == 2)
        return character[0] == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0;
    if (character.size() != 3 || character[0] != '\xE2')
        return false;
    const auto last = static_cast<unsigned char>(character[2]);
    if (character[1] == '\x80')
        return last == 0x8E || last == 0x8F || (last >= 0xA8 && last <= 0xAE);
    return character[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

std::string onTelephone(std::string_view value) {
    std::string out;
    while (!value.empty()) {
        const auto character = firstCharacter(value);
        if (isControl(character[0]) || turnsLine(character))
            out += ' ';
        else
            out += character;
        value.remove_prefix(character.size());
    }
    return out;
}

/// The next gap of a pattern: what stands before it, what it says, what follows.
struct Gap {
    std::string_view before;
    char kind = ' '; // '#', '^', or ' '
    std::string_view name;
    std::string_view body; // of a section
    std::string_view after;
};

std::optional<Gap> nextGap(std::string_view pattern) {
    const auto open = pattern.find(kOpen);
    if (open == std::string_view::npos)
        return {};
    const auto close = pattern.find(kClose, open);
    CHECK(close != std::string_view::npos);
    Gap gap{pattern.substr(0, open), ' ', pattern.substr(open + 2, close - open - 2), {}, {}};
    gap.after = pattern.substr(close + kClose.size());
    if (!gap.name.starts_with('#') && !gap.name.starts_with('^'))
        return gap;
    gap.kind = gap.name.front();
    gap.name.remove_prefix(1);
    const std::string end = "{{/" + std::string(gap.name) + "}}";
    const auto at = gap.after.find(end);
    CHECK(at != std::string_view::npos);
    gap.body = gap.after.substr(0, at);
    gap.after.remove_prefix(at + end.size());
    return gap;
}

struct Filler {
    const Letter& letter;
    Channel channel;

    std::string valueOf(std::string_view name, const LetterFields* row) const {
        const std::string key(name);
        if (row)
            if (const auto found = row->find(key); found != row->end())
                return found->second;
        const auto found = letter.fields.find(key);
        return found == letter.fields.end() ? std::string() : found->second;
    }

    std::string sectionOf(const Gap& gap, const LetterFields* row) const {
        if (gap.name != kRowsGap)
            return valueOf(gap.name, row).empty() == (gap.kind == '^') ? run(gap.body, row) : "";
        std::string out;
        for (const auto& each : letter.rows)
            out += run(gap.body, &each);
        return out;
    }

    std::string run(std::string_view pattern, const LetterFields* row) const {
        std::string out;
        while (const auto gap = nextGap(pattern)) {
            out += gap->before;
            out +=
                gap->kind == ' ' ? escaped(valueOf(gap->name, row), channel) : sectionOf(*gap, row);
            pattern = gap->after;
        }
        return out + std::string(pattern);
    }
};

} // namespace

std::string cut(std::string_view text, std::size_t most) {
    constexpr std::string_view dots = "...";
    std::size_t characters = 0;
    std::size_t kept = 0; // bytes of what stands before the dots
    for (std::size_t at = 0; at < text.size(); at += firstCharacter(text.substr(at)).size()) {
        if (++characters + dots.size() <= most)
            kept = at + firstCharacter(text.substr(at)).size();
        if (characters > most)
            return std::string(text.substr(0, kept)) + std::string(dots);
    }
    return std::string(text);
}

std::string escaped(std::string_view value, Channel channel) {
    if (channel == Channel::Sms)
        return onTelephone(value);
    std::string out;
    for (const char c : value) {
        const auto entity = channel == Channel::Html ? entityOf(c) : std::string_view{};
        if (!entity.empty())
            out += entity;
        else
            out += isControl(c) ? ' ' : c;
    }
    return out;
}

std::string filled(std::string_view pattern, const Letter& letter, Channel channel) {
    return Filler{letter, channel}.run(pattern, nullptr);
}

std::set<std::string> namesIn(std::string_view pattern) {
    std::set<std::string> names;
    while (const auto gap = nextGap(pattern)) {
        names.emplace(gap->name);
        names.merge(namesIn(gap->body));
        pattern = gap->after;
    }
    return names;
}

LetterTemplate templateFrom(std::string_view textFile, std::string_view htmlFile,
                            std::string_view layout) {
    CHECK(textFile.starts_with(kSubject));
    const auto end = textFile.find("\n\n");
    CHECK(end != std::string_view::npos);
    return {textFile.substr(kSubject.size(), end - kSubject.size()), textFile.substr(end + 2),
            htmlFile, layout};
}

LetterText textOf(const LetterTemplate& words, const Letter& letter) {
    const auto at = words.layout.find(kContent);
    CHECK(at != std::string_view::npos);
    std::string html = filled(words.layout.substr(0, at), letter, Channel::Html);
    html += filled(words.html, letter, Channel::Html);
    html += filled(words.layout.substr(at + kContent.size()), letter, Channel::Html);
    return {filled(words.subject, letter, Channel::Header),
            filled(words.text, letter, Channel::Text), std::move(html)};
}

} // namespace foyer::server::core
