#include "shared/domain/letter.h"

#include "shared/base/words.h"

#include <algorithm>
#include <array>

namespace foyer::domain {

namespace {
constexpr std::array<const char*, kLetterKindCount> kLetterKinds = {
    "confirm-email",    "account-exists",     "reset-password",    "booking-confirmed",
    "booking-refunded", "showtime-cancelled", "showtime-reminder", "payment-receipt",
    "payment-refunded", "task-alert"};
static_assert(kLetterKinds.size() == static_cast<std::size_t>(LetterKind::TaskAlert) + 1);

/// The first of them for whoever asks for none of them.
std::string languageOf(const std::vector<std::string>& known, std::string_view wish) {
    const auto found = std::find(known.begin(), known.end(), wish.substr(0, wish.find('-')));
    return found == known.end() ? known.front() : *found;
}
} // namespace

const char* nameOf(LetterKind kind) {
    return kLetterKinds.at(static_cast<std::size_t>(kind));
}

std::optional<LetterKind> letterKindFrom(std::string_view name) {
    return enumFrom<LetterKind>(kLetterKinds, name);
}

const std::vector<std::string>& letterLanguages() {
    static const std::vector<std::string> languages{"en", "de"};
    return languages;
}

std::string letterLanguageFor(std::string_view wish) {
    return languageOf(letterLanguages(), wish);
}

const std::vector<std::string>& ticketLanguages() {
    static const std::vector<std::string> languages{"en", "de", "ar"};
    return languages;
}

std::string ticketLanguageFor(std::string_view wish) {
    return languageOf(ticketLanguages(), wish);
}

} // namespace foyer::domain
