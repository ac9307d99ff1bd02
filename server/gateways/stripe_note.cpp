#include "server/gateways/stripe_note.h"

#include "shared/wire/note_json.h"

namespace foyer::server::gateways {

namespace {

constexpr std::size_t kLongestPiece = 500;
constexpr std::size_t kMostPieces = 40; // of the 50: whoever works at the provider has some too

std::string pieceName(std::size_t number) {
    return "foyer_sale_" + std::to_string(number);
}

} // namespace

std::string metadataName(std::string_view name) {
    return "metadata[" + std::string(name) + "]";
}

void addNote(std::vector<std::pair<std::string, std::string>>& form,
             const protocol::SaleNote& note) {
    const std::string text = wire::encodeNote(note, kMostPieces * kLongestPiece);
    for (std::size_t at = 0; at < text.size(); at += kLongestPiece)
        form.emplace_back(metadataName(pieceName(at / kLongestPiece + 1)),
                          text.substr(at, kLongestPiece));
}

bool hasNote(const Metadata& metadata) {
    return !metadata(pieceName(1)).empty();
}

std::optional<protocol::SaleNote> noteIn(const Metadata& metadata) {
    std::string text;
    for (std::size_t number = 1; number <= kMostPieces; ++number)
        text += metadata(pieceName(number));
    auto note = wire::decodeNote(text);
    return note ? std::optional(std::move(*note)) : std::nullopt;
}

} // namespace foyer::server::gateways
