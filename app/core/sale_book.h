#pragma once

#include "app/core/records.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace foyer::core {

/// The terminal's own sales: open ones, and those that can still be voided or printed again.
class SaleBook {
public:
    void restore(std::vector<OwnSale> sales);
    void add(OwnSale sale);
    OwnSale* find(BookingId booking);
    const OwnSale* find(BookingId booking) const;
    const std::map<BookingId, OwnSale>& all() const { return m_sales; }
    /// The sale whose payment has that reference.
    OwnSale* findByReference(const std::string& reference);
    /// The sale whose verdict that of this life's entry `seq` is.
    OwnSale* findByVerdict(Seq seq);
    /// The Sale gets this number, or is carried by it.
    void expectVerdict(Seq seq, BookingId booking) { m_byVerdict[seq] = booking; }
    /// Calls back for each seat that an open or paid sale has.
    void forEachTaken(ShowtimeId showtime, const std::function<void(SeatNo)>& visit) const;
    bool takes(ShowtimeId showtime, SeatNo seat) const;
    void forEach(const std::function<void(OwnSale&)>& visit);
    /// Calls back for each sale about which the server has not said yet where its seats are.
    void forEachUnjudged(ShowtimeId showtime,
                         const std::function<void(const OwnSale&)>& visit) const;
    /// Some seat of it was sold without a right.
    bool hasSoldAtRisk(ShowtimeId showtime) const { return m_atRisk.count(showtime) > 0; }
    /// Forgets finished sales from before `moment`.
    void forgetBefore(Instant moment);

private:
    std::map<BookingId, OwnSale> m_sales; // ids are time-ordered
    std::multimap<ShowtimeId, BookingId> m_byShowtime;
    std::map<Seq, BookingId> m_byVerdict;
    std::set<ShowtimeId> m_atRisk;
};

/// Requires: the ticket is one of its.
std::size_t lineOf(const OwnSale& sale, TicketId ticket);
/// Where the ticket of a line is good: its seat, or the one it was moved to since.
SeatNo seatOf(const OwnSale& sale, std::size_t line);
bool isMoved(const OwnSale& sale, std::size_t line);
bool isByCard(const OwnSale& sale);
/// One of its tickets is good elsewhere than it was sold.
bool hasMoves(const OwnSale& sale);
/// The paper for where its tickets are good now can come out of this terminal: only who sold a
/// ticket can sign it, and only once it is known where it is good.
bool canPrintMoves(const OwnSale& sale);
/// What the server has to say about it, for the customer; English, empty: nothing.
std::string sentenceFor(const OwnSale& sale);
/// Paid back here, or not valid any more by what the feed has told.
bool isRefunded(const OwnSale& sale, TicketId ticket);
/// Whether any of its tickets is good.
bool hasTickets(const OwnSale& sale);
/// The server has no seats for it: the money is owed, the tickets are not valid.
bool isOwed(const OwnSale& sale);

/// What the store keeps of it.
SaleUpdate rowOf(const OwnSale& sale);
/// The rights its seats stand on, all in the given state; but for those that are another's by now.
std::vector<RightUpdate> rightsOf(const OwnSale& sale, RightState state);

protocol::Sale saleOf(const OwnSale& sale, std::vector<domain::Tender> tenders, OperatorId op,
                      Date businessDay, Instant at);

} // namespace foyer::core
