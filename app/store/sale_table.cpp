#include "app/store/inside.h"

#include "shared/base/mutant.h"

namespace foyer::store {

namespace {

template <class E>
E enumFrom(std::int64_t number, int count, const char* what) {
    if (number < 0 || number >= count)
        throw Damage{std::string(what) + " " + std::to_string(number) + " is none we know"};
    return static_cast<E>(number);
}

/// Whose journals have the Intent and the Sale.
struct Lives {
    Incarnation intent;
    Incarnation sale;
};

/// What the journal says about the sale whose row is given.
void readEntriesOf(Tables& tables, const Lives& lives, core::OwnSale& sale) {
    const protocol::Payload first = readPayload(tables, lives.intent, sale.intentSeq);
    const auto* intent = std::get_if<protocol::Intent>(&first);
    if (!intent || intent->booking != sale.booking || intent->lines.size() != sale.rights.size())
        throw Damage{"sale " + sale.booking.toString() + " does not fit its intent"};
    sale.intent = *intent;
    if (sale.saleSeq.value == 0)
        return;
    const protocol::Payload second = readPayload(tables, lives.sale, sale.saleSeq);
    const auto* sold = std::get_if<protocol::Sale>(&second);
    if (!sold || sold->booking != sale.booking || sold->tenders.empty())
        throw Damage{"sale " + sale.booking.toString() + " does not fit its entry"};
    sale.tenders = sold->tenders;
    sale.soldAt = sold->at;
    sale.saleLife = lives.sale;
    sale.verdict = readVerdict(tables, lives.sale, sale.saleSeq);
    sale.verdictSeq = sale.saleSeq;
    if (lives.sale != tables.identity.incarnation)
        sale.verdictSeq = tables.sql["carriedBy"]
                              .value<Seq>(lives.sale, sale.saleSeq, tables.identity.incarnation)
                              .value_or(Seq{});
    for (const domain::TicketLine& line : sold->lines)
        if (tables.sql["isRefunded"].value<std::int64_t>(line.ticket))
            sale.refunded.push_back(line.ticket);
}

/// Members of a party may swap: no ticket is good before all have left their seats.
void moveTickets(Tables& tables, const std::vector<protocol::SeatMove>& moves) {
    for (const protocol::SeatMove& move : moves)
        tables.sql["moveTicket"].run(move.ticket, move.to);
    for (const protocol::SeatMove& move : moves)
        tables.sql["revalidateTicket"].run(move.ticket);
}

} // namespace

std::optional<core::Mark> readMark(const sqlite::Cursor& rows, int column) {
    const auto wall = rows.get<std::optional<Instant>>(column);
    const auto boot = rows.get<std::optional<BootInstant>>(column + 1);
    const auto bootId = rows.get<std::optional<Uuid>>(column + 2);
    if (!wall || !boot || !bootId)
        return {};
    return core::Mark{*wall, *boot, *bootId};
}

void saveSale(Tables& tables, const core::SaleUpdate& sale) {
    std::optional<OperatorId> approvedBy;
    if (!sale.approvedBy.isNull())
        approvedBy = sale.approvedBy;
    tables.sql["saveSale"].run(sale.booking, sale.phase, sale.printed, sale.intentSeq, sale.saleSeq,
                               approvedBy, sale.movedPrinted, sale.notTaken,
                               tables.identity.incarnation);
    std::int64_t position = 0;
    for (const protocol::Right& right : sale.rights)
        tables.sql["saveSaleRight"].run(sale.booking, position++, right.allotment, right.epoch);
}

void saveTickets(Tables& tables, const protocol::Payload& entry) {
    if (const auto* sale = std::get_if<protocol::Sale>(&entry))
        for (const domain::TicketLine& line : sale->lines)
            tables.sql["addTicket"].run(line.ticket, sale->booking, sale->showtime, line.seat);
    if (const auto* undone = std::get_if<protocol::Void>(&entry);
        undone && !mutated(Mutant::VoidedTicketStaysValid))
        tables.sql["voidTickets"].run(undone->booking);
    if (const auto* refund = std::get_if<protocol::Refund>(&entry))
        for (const TicketId ticket : refund->tickets) {
            tables.sql["addRefundedTicket"].run(ticket);
            tables.sql["voidTicket"].run(ticket);
        }
}

void saveConsequences(Tables& tables, const core::SaveVerdicts& work) {
    moveTickets(tables, work.moves);
    for (const BookingId booking : work.owed)
        tables.sql["voidTickets"].run(booking);
    for (const TicketId ticket : work.gone)
        tables.sql["voidTicket"].run(ticket);
    for (const core::RightUpdate& right : work.rights)
        saveRight(tables, right);
}

void saveConsequences(Tables& tables, const core::ApplyChanges& work) {
    for (const TicketId ticket : work.gone)
        tables.sql["voidTicket"].run(ticket);
    moveTickets(tables, work.moves);
    for (const TicketId ticket : work.gone) // also one that had moved before
        tables.sql["voidTicket"].run(ticket);
    for (const BookingId booking : work.unprinted)
        tables.sql["needsNewTickets"].run(booking);
    for (const core::RightUpdate& right : work.rights)
        saveRight(tables, right);
}

std::vector<core::OwnSale> readSales(Tables& tables, Instant since) {
    std::vector<core::OwnSale> sales;
    auto rows = tables.sql["salesSince"].query(since);
    while (rows.next()) {
        core::OwnSale sale;
        sale.booking = rows.get<BookingId>(0);
        sale.phase = enumFrom<core::SalePhase>(rows.get<std::int64_t>(1), core::kSalePhaseCount,
                                               "sale phase");
        sale.printed = rows.get<bool>(2);
        sale.intentSeq = rows.get<Seq>(3);
        sale.saleSeq = rows.get<Seq>(4);
        const Lives lives{rows.get<Incarnation>(5), rows.get<Incarnation>(6)};
        sale.approvedBy = rows.get<std::optional<OperatorId>>(7).value_or(OperatorId{});
        sale.movedPrinted = rows.get<bool>(8);
        sale.notTaken = rows.get<bool>(9);
        auto rights = tables.sql["saleRights"].query(sale.booking);
        while (rights.next())
            sale.rights.push_back({rights.get<AllotmentId>(0), rights.get<Epoch>(1)});
        readEntriesOf(tables, lives, sale);
        sales.push_back(std::move(sale));
    }
    return sales;
}

void saveAllotment(Tables& tables, const core::HeldAllotment& held) {
    std::optional<Instant> wall;
    std::optional<BootInstant> boot;
    std::optional<Uuid> bootId;
    if (held.asked) {
        wall = held.asked->wall;
        boot = held.asked->boot;
        bootId = held.asked->bootId;
    }
    tables.sql["saveAllotment"].run(
        held.id, held.showtime, held.epoch, held.kind, held.state, held.ttl, wall, boot, bootId,
        held.plan.isNull() ? std::nullopt : std::optional(held.plan), held.lastFormer);
    for (const core::SeatRight& right : held.seats)
        tables.sql["saveRight"].run(held.id, right.seat, right.state);
}

void saveRight(Tables& tables, const core::RightUpdate& update) {
    tables.sql["setRight"].run(update.allotment, update.seat, update.state);
}

std::vector<core::HeldAllotment> readAllotments(Tables& tables) {
    std::vector<core::HeldAllotment> allotments;
    auto rows = tables.sql["allotments"].query();
    while (rows.next()) {
        core::HeldAllotment held;
        held.id = rows.get<AllotmentId>(0);
        held.showtime = rows.get<ShowtimeId>(1);
        held.epoch = rows.get<Epoch>(2);
        held.kind = enumFrom<protocol::AllotmentKind>(rows.get<std::int64_t>(3), 2, "kind");
        held.state = enumFrom<protocol::AllotmentState>(rows.get<std::int64_t>(4), 4, "state");
        held.ttl = rows.get<Milliseconds>(5);
        held.asked = readMark(rows, 6);
        held.plan = rows.get<std::optional<PlanId>>(9).value_or(PlanId{});
        held.lastFormer = rows.get<Epoch>(10);
        auto rights = tables.sql["rightsOf"].query(held.id);
        while (rights.next())
            held.seats.push_back({rights.get<SeatNo>(0),
                                  enumFrom<core::RightState>(rights.get<std::int64_t>(1),
                                                             core::kRightStateCount, "right")});
        allotments.push_back(std::move(held));
    }
    return allotments;
}

} // namespace foyer::store
