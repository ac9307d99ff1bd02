#pragma once

// From a letter to its words: templates with gaps, filled and escaped for where the words will
// stand. Pure.

#include "shared/domain/letter.h"

#include <set>
#include <string>
#include <string_view>

namespace foyer::server::core {

/// Where the text will stand, which says what must not be said there.
enum class Channel : std::uint8_t {
    Header, ///< one line of a message's head
    Text,   ///< plain text
    Sms,    ///< one line on a telephone
    Html    ///< HTML, between tags or in a quoted attribute
};

/// `value` so that it says nothing but itself: no markup, and no line of its own, which would be
/// another header, or another sender's sentence; on a telephone, whose line is all there is,
/// nothing that turns the words around either.
std::string escaped(std::string_view value, Channel channel);

/// At most so many characters of a text, "..." among them.
std::string cut(std::string_view text, std::size_t most);

/// The pattern with its gaps filled:
///   {{name}}                 the field, escaped; nothing when there is none
///   {{#name}} … {{/name}}    what is between, when the field says anything
///   {{^name}} … {{/name}}    what is between, when it says nothing
///   {{#rows}} … {{/rows}}    what is between, once for each row, whose fields come first
/// Requires: every section is closed.
std::string filled(std::string_view pattern, const domain::Letter& letter, Channel channel);

/// The names of all gaps and sections of a pattern.
std::set<std::string> namesIn(std::string_view pattern);

/// A template's file: "Subject: …", an empty line, the text.
struct LetterTemplate {
    std::string_view subject;
    std::string_view text;
    std::string_view html;   // what stands between the layout's parts
    std::string_view layout; // of every letter, with "{{content}}" in it once
};
/// Requires: the text begins with a subject.
LetterTemplate templateFrom(std::string_view textFile, std::string_view htmlFile,
                            std::string_view layout);

struct LetterText {
    std::string subject;
    std::string text;
    std::string html;
};
LetterText textOf(const LetterTemplate& words, const domain::Letter& letter);

} // namespace foyer::server::core
