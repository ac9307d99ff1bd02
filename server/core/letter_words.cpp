#include "server/core/letter_words.h"

#include <algorithm>
#include <array>

namespace foyer::server::core {

namespace {

using Week = std::array<const char*, 7>; // Sunday first
using Year = std::array<const char*, 12>;

constexpr Week kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                        "Thursday", "Friday", "Saturday"};
constexpr Week kTage = {"Sonntag",    "Montag",  "Dienstag", "Mittwoch",
                        "Donnerstag", "Freitag", "Samstag"};
constexpr Week kAyyam = {"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"};
constexpr Year kMonths = {"January", "February", "March",     "April",   "May",      "June",
                          "July",    "August",   "September", "October", "November", "December"};
constexpr Year kMonate = {"Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                          "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
constexpr Year kShuhur = {"يناير", "فبراير", "مارس",   "أبريل",  "مايو",   "يونيو",
                          "يوليو", "أغسطس",  "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"};

using Tasks = std::array<const char*, protocol::kTaskKindCount>; // in the order of TaskKind

constexpr Tasks kTasks = {"A sale needs a decision",      "New seats for a customer",
                          "Money back to a customer",     "A card payment was declined",
                          "Money was paid back twice",    "One ticket came in twice",
                          "A terminal's disk was copied", "An older disk may hold sales",
                          "A terminal was declared lost", "Was a card charged?"};
constexpr Tasks kAufgaben = {
    "Ein Verkauf braucht eine Entscheidung: sein Geld ist verwahrt, seine Plätze sind gesperrt. "
    "Mit "
    "dem Gast klären, ob andere Plätze oder das Geld zurück",
    "Neue Plätze für einen Gast: die neue Karte geben, die alte nehmen",
    "Geld zurück an einen Gast, auf dem Weg, auf dem er bezahlt hat",
    "Eine Kartenzahlung wurde abgelehnt: den Gast ansprechen, solange die Karte nicht bezahlt ist",
    "Geld wurde zweimal zurückgezahlt: klären, wer es ausgezahlt hat und warum",
    "Eine Karte kam zweimal herein: nachsehen, wer das Recht auf den Platz hat",
    "Der Datenträger eines Terminals wurde kopiert: nur eines von beiden darf weiter verkaufen",
    "Ein früherer Datenträger kann Verkäufe enthalten, die niemand kennt: ihn suchen und einlesen",
    "Ein Terminal wurde für verloren erklärt: sein Papier und sein Datenträger können noch "
    "auftauchen",
    "Wurde eine Karte belastet? Der Verkauf kam nicht zustande; beim Anbieter der Zahlung "
    "nachfragen"};

bool isGerman(std::string_view language) {
    return language == "de";
}

bool isArabic(std::string_view language) {
    return language == "ar";
}

} // namespace

std::string twoDigits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string dayText(std::string_view language, Instant at, std::chrono::minutes utcOffset) {
    const Date day = std::chrono::floor<std::chrono::days>(at + utcOffset);
    const std::chrono::year_month_day date(day);
    const auto weekday = std::chrono::weekday(day).c_encoding();
    const auto month = static_cast<unsigned>(date.month()) - 1;
    const std::string number = std::to_string(static_cast<unsigned>(date.day()));
    const std::string year = std::to_string(static_cast<int>(date.year()));
    if (isGerman(language))
        return std::string(kTage.at(weekday)) + ", " + number + ". " + kMonate.at(month) + " " +
               year;
    if (isArabic(language))
        return std::string(kAyyam.at(weekday)) + "، " + number + " " + kShuhur.at(month) + " " +
               year;
    return std::string(kDays.at(weekday)) + ", " + number + " " + kMonths.at(month) + " " + year;
}

std::string timeText(Instant at, std::chrono::minutes utcOffset) {
    const Instant local = at + utcOffset;
    const Date day = std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
    return twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60);
}

std::string momentText(std::string_view language, Instant at, std::chrono::minutes utcOffset) {
    return dayText(language, at, utcOffset) + ", " + timeText(at, utcOffset) +
           (isGerman(language) ? " Uhr" : "");
}

std::string shortMomentText(std::string_view language, Instant at, std::chrono::minutes utcOffset) {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(at + utcOffset));
    const auto month = static_cast<unsigned>(date.month());
    const std::string day = std::to_string(static_cast<unsigned>(date.day()));
    if (isGerman(language))
        return day + "." + std::to_string(month) + "., " + timeText(at, utcOffset) + " Uhr";
    return day + " " + std::string(kMonths.at(month - 1)).substr(0, 3) + ", " +
           timeText(at, utcOffset);
}

std::string amountText(std::string_view language, Money money) {
    std::string text = money.toString();
    if (isGerman(language))
        std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

const char* taskText(std::string_view language, protocol::TaskKind kind) {
    return (isGerman(language) ? kAufgaben : kTasks).at(static_cast<std::size_t>(kind));
}

bool hasTaskDetail(std::string_view language) {
    return !isGerman(language);
}

} // namespace foyer::server::core
