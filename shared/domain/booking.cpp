#include "shared/domain/booking.h"

#include "shared/base/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace foyer::domain {

namespace {
constexpr std::array<const char*, 3> kTenders = {"cash", "card", "voucher"};
static_assert(kTenders.size() == static_cast<std::size_t>(TenderKind::Voucher) + 1);
constexpr std::string_view kReferenceDigits = "0123456789BCDFGHJKLMNPQRSTVWXYZA"; // 32, one vowel
} // namespace

const char* nameOf(TenderKind kind) {
    return kTenders.at(static_cast<std::size_t>(kind));
}

std::optional<TenderKind> tenderKindFrom(std::string_view name) {
    return enumFrom<TenderKind>(kTenders, name);
}

Tender exactTender(TenderKind kind, Money amount, std::string reference) {
    return {kind, amount, amount, Money{0, amount.currency}, std::move(reference)};
}

Money totalOf(const std::vector<TicketLine>& lines) {
    CHECK(!lines.empty());
    Money sum{0, lines.front().price.currency};
    for (const TicketLine& line : lines)
        sum += line.price;
    return sum;
}

Money taxOf(const std::vector<TicketLine>& lines) {
    CHECK(!lines.empty());
    Money sum{0, lines.front().tax.currency};
    for (const TicketLine& line : lines)
        sum += line.tax;
    return sum;
}

std::string referenceOf(BookingId booking) {
    std::uint64_t bits = 0;
    for (int i = 11; i < 16; ++i) // 40 random bits of the id's tail
        bits = bits << 8 | booking.uuid.bytes[static_cast<std::size_t>(i)];
    std::string text;
    for (int digit = 0; digit < 8; ++digit) {
        text.insert(text.begin(), kReferenceDigits[bits & 31]);
        bits >>= 5;
        if (digit == 3)
            text.insert(text.begin(), '-');
    }
    return text;
}

Money changeFor(Money due, Money received) {
    CHECK(!(received < due));
    return received - due;
}

std::vector<Money> quickNotes(Money due, std::size_t most) {
    std::vector<Money> notes{due};
    const std::int64_t unit = due.currency.digits() == 0 ? 1 : 100;
    for (const std::int64_t note : {5, 10, 20, 50, 100, 200}) {
        const std::int64_t step = note * unit;
        const Money rounded{(due.minor + step - 1) / step * step, due.currency};
        if (std::find(notes.begin(), notes.end(), rounded) == notes.end())
            notes.push_back(rounded);
    }
    std::sort(notes.begin(), notes.end());
    if (notes.size() > most)
        notes.resize(most);
    return notes;
}

} // namespace foyer::domain
