#include "server/core/ticket_words.h"

#include "shared/base/check.h"

#include <algorithm>
#include <iterator>

namespace foyer::server::core {

namespace {

struct Row {
    std::string_view language;
    TicketWords words;
};

constexpr Row kRows[] = {
    {"en",
     {"Tickets", "Time", "Seat", "Auditorium", "Ticket", "Price", "Booking",
      "Show this code at the door, on paper or on a screen. It admits one person, once.", false}},
    {"de",
     {"Karten", "Beginn", "Platz", "Saal", "Karte", "Preis", "Buchung",
      "Zeigen Sie diesen Code am Einlass, auf Papier oder auf einem Bildschirm. Er gilt für eine "
      "Person, einmal.",
      false}},
    {"ar",
     {"التذاكر", "الوقت", "المقعد", "القاعة", "التذكرة", "السعر", "الحجز",
      "أظهر هذا الرمز عند المدخل، على الورق أو على الشاشة. يسمح بدخول شخص واحد مرة واحدة.", true}},
};

} // namespace

const TicketWords& ticketWords(std::string_view language) {
    const auto* found = std::find_if(std::begin(kRows), std::end(kRows),
                                     [&](const Row& row) { return row.language == language; });
    CHECK(found != std::end(kRows));
    return found->words;
}

} // namespace foyer::server::core
