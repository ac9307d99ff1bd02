#include "server/gateways/stripe_note.h"

#include "shared/wire/note_json.h"

#include <algorithm>

namespace foyer::server::gateways {

namespace {

constexpr std::size_t kLongestPiece = 500;
constexpr std::size_t kMostPieces = 40; // of the 50: whoever works at the provider has some too

constexpr const char* kSale = "foyer_sale_";
constexpr const char* kTickets = "foyer_tickets_";

void addPieces(std::vector<std::pair<std::string, std::string>>& form, const std::string& name,
               const std::string& text) {
    for (std::size_t at = 0; at < text.size(); at += kLongestPiece)
        form.emplace_back(metadataName(name + std::to_string(at / kLongestPiece + 1)),
                          text.substr(at, kLongestPiece));
}

std::string piecesIn(const Metadata& metadata, const std::string& name) {
    std::string text;
    for (std::size_t number = 1; number <= kMostPieces; ++number)
        text += metadata(name + std::to_string(number));
    return text;
}

/// "TICKET@TERMINAL".
std::optional<ports::RefundedTicket> ticketIn(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos)
        return {};
    const auto ticket = TicketId::parse(text.substr(0, at));
    const auto by = TerminalId::parse(text.substr(at + 1));
    if (!ticket || !by)
        return {};
    return ports::RefundedTicket{*ticket, *by};
}

} // namespace

std::string metadataName(std::string_view name) {
    return "metadata[" + std::string(name) + "]";
}

void addNote(std::vector<std::pair<std::string, std::string>>& form,
             const protocol::SaleNote& note) {
    addPieces(form, kSale, wire::encodeNote(note, kMostPieces * kLongestPiece));
}

bool hasNote(const Metadata& metadata) {
    return !metadata(std::string(kSale) + "1").empty();
}

std::optional<protocol::SaleNote> noteIn(const Metadata& metadata) {
    auto note = wire::decodeNote(piecesIn(metadata, kSale));
    return note ? std::optional(std::move(*note)) : std::nullopt;
}

void addTickets(std::vector<std::pair<std::string, std::string>>& form,
                const std::vector<ports::RefundedTicket>& tickets) {
    std::string text;
    for (const auto& [ticket, by] : tickets)
        text += (text.empty() ? "" : ",") + ticket.toString() + "@" + by.toString();
    if (text.size() <= kMostPieces * kLongestPiece)
        addPieces(form, kTickets, text);
}

std::vector<ports::RefundedTicket> ticketsIn(const Metadata& metadata) {
    std::vector<ports::RefundedTicket> tickets;
    const std::string text = piecesIn(metadata, kTickets);
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        const auto ticket = ticketIn(std::string_view(text).substr(at, end - at));
        if (!ticket)
            return {};
        tickets.push_back(*ticket);
        at = end + 1;
    }
    return tickets;
}

} // namespace foyer::server::gateways
