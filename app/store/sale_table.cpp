#include "app/store/inside.h"

namespace foyer::store {

namespace {

template <class E>
E enumFrom(std::int64_t number, int count, const char* what) {
    if (number < 0 || number >= count)
        throw Damage{std::string(what) + " " + std::to_string(number) + " is none we know"};
    return static_cast<E>(number);
}

/// What the journal says about the sale whose row is given.
void readEntriesOf(Tables& tables, core::OwnSale& sale) {
    const protocol::Payload first = readPayload(tables, sale.intentSeq);
    const auto* intent = std::get_if<protocol::Intent>(&first);
    if (!intent || intent->booking != sale.booking || intent->lines.size() != sale.rights.size())
        throw Damage{"sale " + sale.booking.toString() + " does not fit its intent"};
    sale.intent = *intent;
    if (sale.saleSeq.value == 0)
        return;
    const protocol::Payload second = readPayload(tables, sale.saleSeq);
    const auto* sold = std::get_if<protocol::Sale>(&second);
    if (!sold || sold->booking != sale.booking || sold->tenders.empty())
        throw Damage{"sale " + sale.booking.toString() + " does not fit its entry"};
    sale.tenders = sold->tenders;
    sale.soldAt = sold->at;
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
    tables.sql["saveSale"].run(sale.booking, sale.phase, sale.printed, sale.intentSeq,
                               sale.saleSeq);
    std::int64_t position = 0;
    for (const protocol::Right& right : sale.rights)
        tables.sql["saveSaleRight"].run(sale.booking, position++, right.allotment, right.epoch);
}

void saveTickets(Tables& tables, const protocol::Payload& entry) {
    if (const auto* sale = std::get_if<protocol::Sale>(&entry))
        for (const domain::TicketLine& line : sale->lines)
            tables.sql["addTicket"].run(line.ticket, sale->booking, sale->showtime, line.seat);
    if (const auto* undone = std::get_if<protocol::Void>(&entry))
        tables.sql["voidTickets"].run(undone->booking);
}

std::vector<core::OwnSale> readSales(Tables& tables, Instant since, Seq firstWaiting) {
    std::vector<core::OwnSale> sales;
    auto rows = tables.sql["salesSince"].query(tables.identity.incarnation, since, firstWaiting);
    while (rows.next()) {
        core::OwnSale sale;
        sale.booking = rows.get<BookingId>(0);
        sale.phase = enumFrom<core::SalePhase>(rows.get<std::int64_t>(1), core::kSalePhaseCount,
                                               "sale phase");
        sale.printed = rows.get<bool>(2);
        sale.intentSeq = rows.get<Seq>(3);
        sale.saleSeq = rows.get<Seq>(4);
        auto rights = tables.sql["saleRights"].query(sale.booking);
        while (rights.next())
            sale.rights.push_back({rights.get<AllotmentId>(0), rights.get<Epoch>(1)});
        readEntriesOf(tables, sale);
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
    tables.sql["saveAllotment"].run(held.id, held.showtime, held.epoch, held.kind, held.state,
                                    held.ttl, wall, boot, bootId);
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
