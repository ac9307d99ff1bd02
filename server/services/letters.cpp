#include "server/services/letters.h"

#include "server/core/calendar.h"
#include "server/core/letter_text.h"
#include "server/core/letter_words.h"
#include "server_services/letter_files.h"

#include <algorithm>

namespace foyer::server::services {

using domain::Letter;
using domain::LetterFields;
using domain::LetterKind;

namespace {

core::LetterTemplate templateOf(const Letter& letter) {
    const std::string stem = std::string(nameOf(letter.kind)) + "." + letter.language;
    return core::templateFrom(letterFile(stem + ".txt"), letterFile(stem + ".html"),
                              letterFile("layout.html"));
}

std::string typeName(const domain::PriceList* list, const std::string& key) {
    if (list)
        for (const auto& type : list->ticketTypes)
            if (type.key == key)
                return type.name;
    return key;
}

LetterFields rowOf(const domain::SeatingPlan* plan, const domain::PriceList* list,
                   const domain::TicketLine& line, const std::string& language) {
    const bool known = plan && line.seat.value < plan->seatCount();
    return {{"seat", known ? plan->seatName(line.seat) : std::to_string(line.seat.value)},
            {"type", typeName(list, line.ticketType)},
            {"price", core::amountText(language, line.price)}};
}

void addShowtime(const ports::Store& store, const domain::Showtime& showtime, Letter& letter) {
    const auto movie = store.movie(showtime.movie);
    auto& fields = letter.fields;
    fields["movie"] = movie ? movie->title : "";
    fields["rating"] = movie ? movie->rating : "";
    fields["utc_offset"] = std::to_string(showtime.utcOffsetMinutes);
    fields["start"] = core::momentText(letter.language, showtime.start,
                                       std::chrono::minutes{showtime.utcOffsetMinutes});
    fields["begins_ms"] = std::to_string(toMs(showtime.start));
    fields["ends_ms"] = std::to_string(toMs(showtime.end));
    for (const auto& auditorium : store.auditoriums())
        if (auditorium.id == showtime.auditorium)
            fields["auditorium"] = auditorium.name;
}

ports::Attachment calendarOf(const Letter& letter, Instant writtenAt) {
    std::string seats;
    for (const auto& row : letter.rows)
        seats += (seats.empty() ? "" : ", ") + row.at("seat");
    core::CalendarEntry entry;
    entry.uid = fieldOf(letter, "booking") + "@foyer";
    entry.title = fieldOf(letter, "movie");
    entry.place = fieldOf(letter, "auditorium") + ", " + fieldOf(letter, "cinema");
    entry.notes = fieldOf(letter, "reference") + ": " + seats;
    entry.start = momentIn(letter, "begins_ms");
    entry.end = momentIn(letter, "ends_ms");
    entry.writtenAt = writtenAt;
    return {"showtime.ics", "text/calendar; charset=utf-8; method=PUBLISH",
            core::calendarFile(entry)};
}

} // namespace

std::string_view letterFile(const std::string& name) {
    const auto files = letterFiles();
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const LetterFile& file) { return file.name == name; });
    CHECK(found != files.end());
    return found->text;
}

std::string fieldOf(const Letter& letter, const char* name) {
    const auto found = letter.fields.find(name);
    return found == letter.fields.end() ? std::string() : found->second;
}

Instant momentIn(const Letter& letter, const char* name) {
    return instantFromMs(std::strtoll(fieldOf(letter, name).c_str(), nullptr, 10));
}

void post(ports::Store& store, const ports::MessageRecord& message) {
    if (!store.hasMessage(message.key))
        store.put(message);
}

ports::MessageRecord messageOf(Letter letter, std::string recipient, Instant now, Random& random) {
    ports::MessageRecord message;
    message.id = MessageId::make(now, random);
    message.key = std::string(nameOf(letter.kind)) + " " + message.id.toString();
    message.letter = std::move(letter);
    message.recipient = std::move(recipient);
    message.nextAt = message.createdAt = now;
    return message;
}

Letter letterFrom(const ports::Store& store, LetterKind kind, const std::string& language) {
    Letter letter;
    letter.kind = kind;
    letter.language = language;
    letter.fields["language"] = language;
    if (const auto cinemas = store.cinemas(); !cinemas.empty()) {
        letter.fields["cinema"] = cinemas.front().name;
        letter.fields["address"] = cinemas.front().address;
    }
    return letter;
}

Letter ticketLetter(const ports::Store& store, LetterKind kind, BookingId id,
                    const std::vector<TicketId>& only, const std::string& language) {
    const auto booking = store.booking(id);
    CHECK(booking);
    Letter letter = letterFrom(store, kind, language);
    const auto showtime = store.showtime(booking->showtime);
    const auto plan = showtime ? store.plan(showtime->plan) : nullptr;
    const auto list = store.priceList(booking->priceList);
    std::vector<domain::TicketLine> lines;
    for (const auto& ticket : store.tickets(id)) {
        if (!only.empty() && std::find(only.begin(), only.end(), ticket.line.ticket) == only.end())
            continue;
        lines.push_back(ticket.line);
        letter.rows.push_back(rowOf(plan.get(), list.get(), ticket.line, language));
    }
    if (showtime)
        addShowtime(store, *showtime, letter);
    letter.fields["booking"] = id.toString();
    letter.fields["reference"] = domain::referenceOf(id);
    if (!lines.empty()) {
        letter.fields["total"] = core::amountText(language, domain::totalOf(lines));
        letter.fields["tax"] = core::amountText(language, domain::taxOf(lines));
    }
    return letter;
}

ports::Mail mailOf(const ports::MessageRecord& message, const std::string& site, Instant now) {
    Letter letter = message.letter;
    letter.fields["site"] = site;
    auto words = core::textOf(templateOf(letter), letter);
    ports::Mail mail;
    mail.id = message.id;
    mail.to = message.recipient;
    mail.subject = std::move(words.subject);
    mail.text = std::move(words.text);
    mail.html = std::move(words.html);
    mail.at = now;
    if (letter.kind == LetterKind::BookingConfirmed)
        mail.attachments.push_back(calendarOf(letter, message.createdAt));
    for (const auto& row : letter.rows)
        if (const auto code = row.find("code"); code != row.end())
            mail.codes.push_back({row.at("seat"), code->second});
    return mail;
}

Letter sampleLetter(LetterKind kind, const std::string& language) {
    Letter letter;
    letter.kind = kind;
    letter.language = language;
    const Money price{1250, {}};
    const Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} +
                        std::chrono::minutes{19 * 60 + 15}};
    letter.fields = {{"language", language},
                     {"cinema", "Lichtburg"},
                     {"address", "Markt 1"},
                     {"name", "Ada Lovelace"},
                     {"token", "k3Jv0mR1Yy2Tj4rQ8n5uWb7xPz9aLc6dEf0gHi1jKl2"},
                     {"booking", "018f3c2e-7a10-7000-8000-000000000001"},
                     {"reference", "K7PX-3M9D"},
                     {"movie", "Metropolis"},
                     {"rating", "PG"},
                     {"ticket_language", language},
                     {"utc_offset", "60"},
                     {"auditorium", "Saal 1"},
                     {"start", core::momentText(language, start, std::chrono::minutes{60})},
                     {"begins_ms", std::to_string(toMs(start))},
                     {"ends_ms", std::to_string(toMs(start + std::chrono::hours{2}))},
                     {"total", core::amountText(language, price * 2)},
                     {"tax", core::amountText(language, {400, {}})},
                     {"amount", core::amountText(language, price * 2)},
                     {"payment", "018f3c2e-7a10-7000-8000-000000000002"},
                     {"day", core::momentText(language, start, std::chrono::minutes{60})},
                     {"count", "2"}};
    for (const char* seat : {"F12", "F13"})
        letter.rows.push_back(
            {{"seat", seat},
             {"type", "Adult"},
             {"price", core::amountText(language, price)},
             {"code", "FOYER:SAMPLE"},
             {"task", core::taskText(language, protocol::TaskKind::RefundDue)},
             {"of_booking", "K7PX-3M9D"},
             {"of_amount", core::amountText(language, price * 2)},
             {"deadline", core::momentText(language, start, std::chrono::minutes{60})},
             {"number", std::to_string(letter.rows.size() + 1)}});
    return letter;
}

} // namespace foyer::server::services
