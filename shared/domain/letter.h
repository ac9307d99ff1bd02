#pragma once

// What people are told in writing, before anybody says in which words.

#include "shared/base/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer {

using MessageId = Id<struct MessageTag>;

namespace domain {

enum class LetterKind : std::uint8_t {
    ConfirmEmail,      ///< somebody registered with this address: is it theirs?
    AccountExists,     ///< the same, of an address that has an account
    ResetPassword,     ///< somebody who says it is theirs has forgotten their password
    BookingConfirmed,  ///< the tickets
    BookingRefunded,   ///< tickets that are void, and what is paid back
    ShowtimeCancelled, ///< tickets for what does not take place, and what is owed
    ShowtimeReminder,  ///< tickets for what begins soon
    PaymentReceipt,    ///< the card was charged
    PaymentRefunded,   ///< the card has the money back
    TaskAlert          ///< to staff: what has to be done
};
constexpr int kLetterKindCount = 10;
const char* nameOf(LetterKind kind);
std::optional<LetterKind> letterKindFrom(std::string_view name);

/// The languages that letters are written in, the one for everybody else first.
const std::vector<std::string>& letterLanguages();
/// The language of the letters for somebody who asks for `wish` ("de-AT"): one of those above.
std::string letterLanguageFor(std::string_view wish);

/// The same for tickets, which have fewer words: all of those above are among them.
const std::vector<std::string>& ticketLanguages();
std::string ticketLanguageFor(std::string_view wish);

/// What fills the gaps of a template: plain text as it is, never escaped.
using LetterFields = std::map<std::string, std::string>;

struct Letter {
    LetterKind kind = LetterKind::ConfirmEmail;
    std::string language; // one of letterLanguages()
    LetterFields fields;
    std::vector<LetterFields> rows; // of its list, a ticket each
    friend bool operator==(const Letter&, const Letter&) = default;
};

} // namespace domain
} // namespace foyer
