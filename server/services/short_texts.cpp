#include "server/services/short_texts.h"

#include "server/core/letter_text.h"
#include "server/core/letter_words.h"

#include <cstdlib>

namespace foyer::server::services {

using domain::Letter;
using domain::LetterKind;

namespace {

constexpr std::size_t kMostSeats = 6;
constexpr std::size_t kLongestTitle = 40;
constexpr std::size_t kLongestPlace = 24; // cinema, auditorium

std::string seatNamesIn(const Letter& letter) {
    std::string seats;
    for (std::size_t i = 0; i < letter.rows.size() && i < kMostSeats; ++i)
        seats += (seats.empty() ? "" : ", ") + letter.rows[i].at("seat");
    if (letter.rows.size() > kMostSeats)
        seats += " +" + std::to_string(letter.rows.size() - kMostSeats);
    return seats;
}

/// Nothing of a showtime that nobody knows any more.
std::string whenOf(const Letter& letter) {
    if (fieldOf(letter, "begins_ms").empty())
        return {};
    const auto offset = std::strtol(fieldOf(letter, "utc_offset").c_str(), nullptr, 10);
    return core::shortMomentText(letter.language, momentIn(letter, "begins_ms"),
                                 std::chrono::minutes{offset});
}

} // namespace

bool hasShortText(LetterKind kind) {
    switch (kind) {
    case LetterKind::BookingConfirmed:
    case LetterKind::BookingRefunded:
    case LetterKind::ShowtimeCancelled:
    case LetterKind::ShowtimeReminder:
        return true;
    case LetterKind::ConfirmEmail:
    case LetterKind::AccountExists:
    case LetterKind::ResetPassword:
    case LetterKind::PaymentReceipt:
    case LetterKind::PaymentRefunded:
    case LetterKind::TaskAlert:
        return false;
    }
    return false;
}

Letter shortened(const Letter& letter) {
    CHECK(hasShortText(letter.kind));
    Letter small;
    small.kind = letter.kind;
    small.language = letter.language;
    for (const char* name : {"reference", "total", "begins_ms", "utc_offset"})
        small.fields[name] = fieldOf(letter, name);
    small.fields["movie"] = core::cut(fieldOf(letter, "movie"), kLongestTitle);
    for (const char* name : {"cinema", "auditorium"})
        small.fields[name] = core::cut(fieldOf(letter, name), kLongestPlace);
    small.fields["seats"] = seatNamesIn(letter);
    return small;
}

ports::ShortText shortTextOf(const ports::MessageRecord& message, const std::string& site) {
    Letter letter = message.letter;
    letter.fields["site"] = site;
    letter.fields["when"] = whenOf(letter);
    auto words = letterFile(std::string(nameOf(letter.kind)) + "." + letter.language + ".sms");
    words = words.substr(0, words.find('\n'));
    return {message.id, message.recipient, core::filled(words, letter, core::Channel::Sms)};
}

} // namespace foyer::server::services
