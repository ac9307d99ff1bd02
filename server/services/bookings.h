#pragma once

#include "server/core/holds.h"
#include "server/ports/entry_sealer.h"
#include "server/ports/entry_verifier.h"
#include "server/services/asker.h"
#include "server/services/caller.h"
#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Sales to online customers. They go the one path of every sale: an entry of a journal, here the
/// server's own, judged by the verdicts in the same transaction. Asked for by a sales channel, a
/// terminal of kind online, which has taken the money.
class Bookings {
public:
    /// All must outlive this.
    Bookings(const Context& context, const ports::EntryVerifier& verifier,
             const ports::EntrySealer& sealer)
        : m_context(context), m_verifier(verifier), m_sealer(sealer) {}

    struct Order {
        HoldId hold;
        std::string token;
        std::map<SeatNo, std::string> ticketTypes; // of seats that are not the first type
        domain::TenderKind tender = domain::TenderKind::Card;
        std::string reference;            // of the payment
        std::vector<std::string> codes{}; // of discounts, as typed
    };
    enum class Refusal : std::uint8_t {
        NoChannel,         ///< the caller is no terminal of kind online
        UnknownHold,       ///< its time is up, or the token is another's
        HoldWaiting,       ///< seats are still being recalled
        TypeNotSold,       ///< the price list does not sell that ticket type there
        UnknownCode,       ///< no discount of it has that code: the customer expects a lower price
        CodeUsedUp,        ///< as many bookings have it as may, or as many of this customer
        CodeNeedsCustomer, ///< it has a limit per customer, and nobody says who that is
        Recovering,        ///< the server was restored
        UnknownBooking,
        NotRefundable ///< void, refunded or used before
    };
    struct Sold {
        protocol::Sale sale;
        protocol::Stamp stamp;
    };
    using SellAnswer = Result<Sold, Refusal>;
    /// Sells all seats of the hold at the server's prices. A hold that is sold already is answered
    /// with what it became, so that an order may be repeated.
    void sell(const Caller& channel, Order order, Reply<SellAnswer> reply);

    struct Refunded {
        protocol::Refund refund;
        protocol::Stamp stamp;
    };
    using RefundAnswer = Result<Refunded, Refusal>;
    /// Pays tickets of an online booking back by its original tender; none named: all valid ones.
    void refund(const Caller& channel, BookingId booking, std::vector<TicketId> tickets,
                std::string reason, Reply<RefundAnswer> reply);

    struct Swap {
        TicketId ticket; // that is given up
        SeatNo seat;     // that is wanted for it
    };
    enum class ExchangeRefusal : std::uint8_t {
        UnknownBooking,
        NotExchangeable, ///< void, used, over, half a sofa, or a place for a wheelchair
        UnknownSeat,
        OtherPrice, ///< the seat is of another area or kind
        SeatTaken,
        Recovering
    };
    struct ExchangeError {
        ExchangeRefusal refusal = ExchangeRefusal::UnknownBooking;
        std::vector<SeatNo> seats; // that are the reason, where any is
    };
    struct Exchanged {
        BookingId booking;
        ShowtimeId showtime;
        std::vector<domain::TicketLine> tickets; // all that are valid now
        protocol::Stamp stamp;
    };
    using ExchangeAnswer = Result<Exchanged, ExchangeError>;
    /// Other seats of the same showtime for tickets of a booking, as good and as dear. Requires: at
    /// least one swap.
    void exchange(BookingId booking, Asker asker, std::vector<Swap> swaps,
                  Reply<ExchangeAnswer> reply);

private:
    Context m_context;
    const ports::EntryVerifier& m_verifier;
    const ports::EntrySealer& m_sealer;
};

} // namespace foyer::server::services
