#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/base/mutant.h"

#include <array>

namespace foyer::server::store {

using core::BookingState;
using core::TicketState;
using sqlite::Cursor;
using sqlite::orNull;

namespace {

constexpr std::array<const char*, 2> kBookingStates = {"valid", "void"};
static_assert(kBookingStates.size() == static_cast<std::size_t>(BookingState::Void) + 1);
constexpr std::array<const char*, 3> kTicketStates = {"valid", "void", "exchanged"};
static_assert(kTicketStates.size() == static_cast<std::size_t>(TicketState::Exchanged) + 1);

const char* nameOf(BookingState state) {
    return kBookingStates.at(static_cast<std::size_t>(state));
}
const char* nameOf(TicketState state) {
    return kTicketStates.at(static_cast<std::size_t>(state));
}

template <class E, std::size_t N>
E stateFrom(const std::array<const char*, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (name == names[i])
            return static_cast<E>(i);
    return orDamage(std::optional<E>{}, "state");
}

constexpr int kReduced = 14; // column of a ticket

std::int64_t reducedBy(const domain::TicketLine& line) {
    std::int64_t sum = 0;
    for (const domain::Reduction& reduction : line.reductions)
        sum += reduction.amount.minor;
    return sum;
}

ports::TicketRecord ticketFrom(const Cursor& row) {
    ports::TicketRecord ticket;
    const auto currency = row.get<Currency>(7);
    ticket.line.ticket = row.get<TicketId>(0);
    ticket.booking = row.get<BookingId>(1);
    ticket.showtime = row.get<ShowtimeId>(2);
    ticket.line.seat = row.get<SeatNo>(3);
    ticket.line.ticketType = row.get<std::string>(4);
    ticket.line.price = {row.get<std::int64_t>(5), currency};
    ticket.line.tax = {row.get<std::int64_t>(6), currency};
    ticket.allotment = row.get<std::optional<AllotmentId>>(8).value_or(AllotmentId{});
    ticket.state = stateFrom<TicketState>(kTicketStates, row.get<std::string_view>(9));
    ticket.paperSeat = row.get<std::optional<SeatNo>>(10);
    ticket.epoch = row.get<Epoch>(11);
    ticket.life = row.get<Incarnation>(12);
    ticket.seq = row.get<Seq>(13);
    return ticket;
}

domain::Tender tenderFrom(const Cursor& row) {
    const auto currency = row.get<Currency>(4);
    return {orDamage(domain::tenderKindFrom(row.get<std::string_view>(0)), "tender.kind"),
            {row.get<std::int64_t>(1), currency},
            {row.get<std::int64_t>(2), currency},
            {row.get<std::int64_t>(3), currency},
            row.get<std::string>(5),
            row.get<std::int64_t>(6)};
}

ports::BookingRecord bookingFrom(const Cursor& row) {
    ports::BookingRecord booking;
    booking.id = row.get<BookingId>(0);
    booking.showtime = row.get<ShowtimeId>(1);
    booking.terminal = row.get<TerminalId>(2);
    booking.incarnation = row.get<Incarnation>(3);
    booking.seq = row.get<Seq>(4);
    booking.op = row.get<std::optional<OperatorId>>(5).value_or(OperatorId{});
    booking.priceList = row.get<PriceListId>(6);
    booking.businessDay = row.get<Date>(7);
    booking.total = {row.get<std::int64_t>(8), row.get<Currency>(9)};
    booking.state = stateFrom<BookingState>(kBookingStates, row.get<std::string_view>(10));
    booking.soldAt = row.get<Instant>(11);
    booking.fromPaper = row.get<bool>(12);
    return booking;
}

} // namespace

std::optional<ports::BookingRecord> SqliteStore::booking(BookingId id) const {
    Cursor rows = sql("bookingById").query(id);
    if (!rows.next())
        return {};
    auto booking = bookingFrom(rows);
    for (Cursor tenders = sql("tendersOfBooking").query(id); tenders.next();)
        booking.tenders.push_back(tenderFrom(tenders));
    return booking;
}

std::vector<ports::TicketRecord> SqliteStore::tickets(BookingId booking) const {
    std::vector<ports::TicketRecord> all;
    std::vector<std::size_t> reduced;
    for (Cursor rows = sql("ticketsOfBooking").query(booking); rows.next();) {
        if (rows.get<std::int64_t>(kReduced) > 0)
            reduced.push_back(all.size());
        all.push_back(ticketFrom(rows));
    }
    for (const std::size_t i : reduced)
        readReductions(all[i]);
    return all;
}

std::vector<BookingId> SqliteStore::validBookings(ShowtimeId showtime) const {
    std::vector<BookingId> ids;
    for (Cursor rows = sql("validBookings").query(showtime); rows.next();)
        ids.push_back(rows.get<BookingId>(0));
    return ids;
}

std::optional<ports::TicketRecord> SqliteStore::ticket(TicketId id) const {
    Cursor rows = sql("ticketById").query(id);
    if (!rows.next())
        return {};
    auto ticket = ticketFrom(rows);
    if (rows.get<std::int64_t>(kReduced) > 0)
        readReductions(ticket);
    return ticket;
}

void SqliteStore::readReductions(ports::TicketRecord& ticket) const {
    for (Cursor rows = sql("reductionsOf").query(ticket.line.ticket); rows.next();)
        ticket.line.reductions.push_back(
            {rows.get<std::string>(0),
             Money{rows.get<std::int64_t>(1), ticket.line.price.currency}});
}

void SqliteStore::addReductions(const ports::TicketRecord& ticket) {
    int position = 0;
    if (mutated(Mutant::ReductionsForgotten))
        return;
    for (const domain::Reduction& reduction : ticket.line.reductions) {
        sql("addReduction")
            .run(ticket.line.ticket, position++, reduction.discount, reduction.amount.minor);
        if (ticket.state == TicketState::Valid && !mutated(Mutant::CodeUsesNotCounted) &&
            sql("addDiscountUse").run(ticket.booking, reduction.discount) > 0)
            sql("countDiscountUse").run(reduction.discount);
    }
}

/// The ticket is not valid any more: what only it had of its booking may be had by others.
void SqliteStore::giveUsesBack(TicketId ticket) {
    std::vector<std::pair<BookingId, std::string>> over;
    for (Cursor rows = sql("discountsOver").query(ticket); rows.next();)
        over.emplace_back(rows.get<BookingId>(0), rows.get<std::string>(1));
    for (const auto& [booking, discount] : over) {
        sql("dropDiscountUse").run(booking, discount);
        sql("uncountDiscountUse").run(discount);
    }
}

std::int64_t SqliteStore::usesOf(const std::string& discount) const {
    return sql("usesOfDiscount").value<std::int64_t>(discount).value_or(0);
}

std::int64_t SqliteStore::usesOf(const std::string& discount, AccountId account,
                                 const std::string& emailKey) const {
    return sql("usesByCustomer")
        .value<std::int64_t>(discount, orNull(account), emailKey)
        .value_or(0);
}

void SqliteStore::add(const ports::BookingRecord& booking) {
    sql("addBooking")
        .run(booking.id, booking.showtime, booking.terminal, booking.incarnation, booking.seq,
             booking.op, booking.priceList, booking.businessDay, booking.total.minor,
             booking.total.currency, nameOf(booking.state), booking.soldAt, booking.fromPaper);
    addTenders(booking);
    m_happenings.push_back(ports::Sold{booking.terminal});
}

void SqliteStore::addTenders(const ports::BookingRecord& booking) {
    int position = 0;
    for (const domain::Tender& tender : booking.tenders)
        sql("addTender")
            .run(booking.id, position++, domain::nameOf(tender.kind), tender.amount.minor,
                 tender.received.minor, tender.change.minor, tender.amount.currency,
                 tender.reference, tender.rounded);
}

void SqliteStore::add(const ports::TicketRecord& ticket) {
    sql("addTicket")
        .run(ticket.line.ticket, ticket.booking, ticket.showtime, ticket.line.seat,
             ticket.line.ticketType, ticket.line.price.minor, ticket.line.tax.minor,
             ticket.line.price.currency, orNull(ticket.allotment), nameOf(ticket.state),
             ticket.paperSeat, ticket.epoch, ticket.life, ticket.seq, reducedBy(ticket.line));
    addReductions(ticket);
}

void SqliteStore::change(const ports::BookingRecord& booking) {
    sql("changeBooking")
        .run(booking.id, booking.incarnation, booking.seq, booking.op, booking.priceList,
             booking.businessDay, booking.total.minor, nameOf(booking.state), booking.soldAt,
             booking.fromPaper);
    sql("dropTenders").run(booking.id);
    addTenders(booking);
}

void SqliteStore::change(const ports::TicketRecord& ticket) {
    sql("changeTicket")
        .run(ticket.line.ticket, ticket.line.seat, ticket.line.ticketType, ticket.line.tax.minor,
             ticket.paperSeat, reducedBy(ticket.line));
    addReductions(ticket); // paper could not tell them
}

void SqliteStore::setState(BookingId booking, BookingState state) {
    sql("setBookingState").run(booking, nameOf(state));
}

void SqliteStore::setState(TicketId ticket, TicketState state) {
    sql("setTicketState").run(ticket, nameOf(state));
    if (state != TicketState::Valid)
        giveUsesBack(ticket);
}

} // namespace foyer::server::store
