#include "server/services/ticket_papers.h"

#include "server/core/letter_words.h"
#include "server/core/ticket_words.h"
#include "server/services/letters.h"
#include "shared/domain/ticket.h"

#include <cstdlib>

namespace foyer::server::services {

using ports::TicketPapers;

namespace {

std::string codeOf(const ports::EntrySealer& sealer, const ports::BookingRecord& booking,
                   const ports::TicketRecord& ticket) {
    domain::TicketProof proof;
    proof.showtime = ticket.showtime;
    proof.seat = ticket.line.seat;
    proof.ticket = ticket.line.ticket;
    proof.booking = booking.id;
    proof.terminal = booking.terminal;
    proof.seq = booking.seq;
    proof.incarnation = booking.incarnation;
    proof.price = ticket.line.price;
    proof.tender = booking.tenders.front().kind;
    return domain::qrText(proof, sealer.sign(domain::encodeProof(proof)));
}

std::vector<TicketPapers::Ticket> ticketsOf(const domain::Letter& letter) {
    std::vector<TicketPapers::Ticket> tickets;
    for (const auto& row : letter.rows) {
        const auto code = row.find("code");
        if (code == row.end())
            continue;
        tickets.push_back({{}, row.at("seat"), row.at("type"), row.at("price"), {}, code->second});
    }
    for (std::size_t i = 0; tickets.size() > 1 && i < tickets.size(); ++i)
        tickets[i].number = std::to_string(i + 1) + " / " + std::to_string(tickets.size());
    return tickets;
}

TicketPapers::Words wordsOf(const core::TicketWords& words) {
    return {words.time,  words.seat,    words.auditorium, words.type,
            words.price, words.booking, words.advice};
}

} // namespace

void addCodes(const ports::EntrySealer& sealer, const ports::BookingRecord& booking,
              const std::vector<ports::TicketRecord>& tickets, domain::Letter& letter) {
    CHECK(tickets.size() == letter.rows.size() && !booking.tenders.empty());
    for (std::size_t i = 0; i < tickets.size(); ++i) {
        letter.rows[i]["code"] = codeOf(sealer, booking, tickets[i]);
        letter.rows[i]["number"] = std::to_string(i + 1);
    }
}

std::optional<TicketPapers> papersOf(const domain::Letter& letter, Instant writtenAt) {
    TicketPapers papers;
    papers.tickets = ticketsOf(letter);
    const auto language = domain::ticketLanguageFor(fieldOf(letter, "ticket_language"));
    const auto offset = fieldOf(letter, "utc_offset");
    if (letter.kind != domain::LetterKind::BookingConfirmed || papers.tickets.empty() ||
        offset.empty())
        return {};
    const auto& words = core::ticketWords(language);
    const std::chrono::minutes utcOffset{std::strtol(offset.c_str(), nullptr, 10)};
    const Instant start = momentIn(letter, "begins_ms");
    papers.language = language;
    papers.isRightToLeft = words.isRightToLeft;
    papers.words = wordsOf(words);
    papers.reference = fieldOf(letter, "reference");
    papers.title = std::string(words.tickets) + " " + papers.reference;
    papers.cinema = fieldOf(letter, "cinema");
    papers.address = fieldOf(letter, "address");
    papers.movie = fieldOf(letter, "movie");
    papers.rating = fieldOf(letter, "rating");
    papers.auditorium = fieldOf(letter, "auditorium");
    papers.day = core::dayText(language, start, utcOffset);
    papers.time = core::timeText(start, utcOffset);
    papers.writtenAt = writtenAt;
    return papers;
}

std::string fileNameOf(const TicketPapers& papers) {
    return "tickets-" + papers.reference + ".pdf";
}

} // namespace foyer::server::services
