#pragma once

#include "shared/base/ids.h"
#include "shared/base/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::domain {

enum class TenderKind : std::uint8_t { Cash, Card, Voucher };
const char* nameOf(TenderKind kind);
std::optional<TenderKind> tenderKindFrom(std::string_view name);

/// One means of payment and its amount. For cash, `received` − `change` = `amount`.
struct Tender {
    TenderKind kind = TenderKind::Cash;
    Money amount;
    Money received;
    Money change;
    std::string reference; // of the payment device; empty for cash
    /// Minor units by which what is handed over in cash differs from `amount`; then `received` −
    /// `change` is that (domain/cash.h).
    std::int64_t rounded = 0;
    friend bool operator==(const Tender&, const Tender&) = default;
};
/// No more is handed over than the amount, and there is no change.
Tender exactTender(TenderKind kind, Money amount, std::string reference = {});

/// What a discount took off the listed price of one ticket.
struct Reduction {
    std::string discount; // Discount::key
    Money amount;
    friend bool operator==(const Reduction&, const Reduction&) = default;
};

/// One admission as sold: what the journal carries and the server stores.
struct TicketLine {
    TicketId ticket;
    SeatNo seat;
    std::string ticketType; // TicketType::key
    Money price;            // gross, after the reductions
    Money tax;              // contained in it
    std::vector<Reduction> reductions{};
    friend bool operator==(const TicketLine&, const TicketLine&) = default;
};

/// The sum of the lines' prices. Requires: at least one line, one currency.
Money totalOf(const std::vector<TicketLine>& lines);
Money taxOf(const std::vector<TicketLine>& lines);

/// The reference people can say over the phone: eight characters of 32 capitals and digits with
/// only one vowel, so that none spells a word, grouped "K7PX-3M9D". Derived from the booking's id,
/// so both sides agree without asking.
std::string referenceOf(BookingId booking);

/// What change to hand back for `received` against `due`. Requires: received ≥ due.
Money changeFor(Money due, Money received);

/// Quick notes for the cash screen: the exact amount, then the next sensible sums a customer hands
/// over (next 5, 10, 20, 50, 100, 200 in major units), ascending, at most `most`.
std::vector<Money> quickNotes(Money due, std::size_t most);

} // namespace foyer::domain
