#include "shared/domain/cash.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/entry_json.h"
#include "shared/wire/json_decode.h"

#include <algorithm>

namespace foyer::wire {

using namespace protocol;

namespace {

constexpr auto kMostSeats = std::numeric_limits<std::uint16_t>::max();

/// Null is no right: the seat is sold at risk or from a hold.
Right readRight(const Value& value) {
    if (value.isNull())
        return {};
    Object o(value);
    Right right;
    right.allotment = o["allotment"].id<AllotmentId>();
    right.epoch = o["epoch"].number<Epoch>(0, std::numeric_limits<std::int64_t>::max());
    o.done();
    return right;
}

std::vector<Right> readRights(const Value& value) {
    std::vector<Right> out;
    for (const auto& item : value.items(kMostLines))
        out.push_back(readRight(item));
    return out;
}

domain::TicketLine readLine(const Value& value) {
    Object o(value);
    domain::TicketLine line;
    line.ticket = o["ticket"].id<TicketId>();
    line.seat = o["seat"].seat();
    line.ticketType = o["type"].text(kLongestTicketType, 1);
    line.price = o["price"].money();
    line.tax = o["tax"].money();
    if (const auto reductions = o.maybe("reductions"))
        line.reductions = readReductions(*reductions, line.price);
    o.done();
    return line;
}

/// What the pure code takes for granted about lines is made sure of here, where damage is still an
/// error and not a bug.
void requireSoundLines(const Value& at, const std::vector<domain::TicketLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.price.minor < 0 || line.tax.minor < 0 || line.tax.minor > line.price.minor)
            return at.fail("has a price or tax that cannot be");
        if (line.price.currency != lines[0].price.currency ||
            line.tax.currency != lines[0].price.currency)
            return at.fail("mixes currencies");
        for (std::size_t j = 0; j < i; ++j)
            if (lines[j].seat == line.seat || lines[j].ticket == line.ticket)
                return at.fail("names a seat or ticket twice");
    }
}

std::vector<domain::TicketLine> readLines(const Value& value) {
    std::vector<domain::TicketLine> out;
    for (const auto& item : value.items(kMostLines, 1))
        out.push_back(readLine(item));
    requireSoundLines(value, out);
    return out;
}

domain::Tender readTender(const Value& value) {
    Object o(value);
    domain::Tender tender;
    tender.kind = o["kind"].word<domain::TenderKind>(domain::tenderKindFrom);
    tender.amount = o["amount"].money();
    tender.received = o["received"].money();
    tender.change = o["change"].money();
    tender.reference = o["reference"].text(kLongestReference);
    if (const auto rounded = o.maybe("rounded"))
        tender.rounded = rounded->integer(-domain::kLargestCashStep, domain::kLargestCashStep);
    o.done();
    return tender;
}

/// Whether the tenders pay for the lines is the verdict's to judge: a sale with a wrong sum has
/// seats and money that must not be lost by calling it unreadable.
void requireSoundTenders(const Value& at, const Sale& sale) {
    if (sale.lines.empty())
        return;
    for (const auto& tender : sale.tenders)
        for (const auto& money : {tender.amount, tender.received, tender.change})
            if (money.currency != sale.lines[0].price.currency || money.minor < 0)
                return at.fail("mixes currencies or holds a negative sum");
}

std::vector<domain::Tender> readTenders(const Value& value) {
    std::vector<domain::Tender> out;
    for (const auto& item : value.items(10, 1))
        out.push_back(readTender(item));
    return out;
}

std::vector<SeatNo> readSeats(const Value& value, std::size_t least) {
    std::vector<SeatNo> out;
    for (const auto& item : value.items(kMostSeats, least))
        out.push_back(item.seat());
    return out;
}

std::optional<Comp> maybeComp(Object& from) {
    const auto value = from.maybe("comp");
    if (!value)
        return {};
    Object o(*value);
    Comp comp;
    comp.reason = o["reason"].text(kLongestReason, 1);
    comp.approvedBy = maybeId<OperatorId>(o, "approved_by");
    o.done();
    return comp;
}

Payload readIntent(Object& o) {
    Intent e;
    e.booking = o["booking"].id<BookingId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.rights = readRights(o["rights"]);
    e.lines = readLines(o["lines"]);
    e.priceList = o["price_list"].id<PriceListId>();
    e.total = o["total"].money();
    e.tender = o["tender"].word<domain::TenderKind>(domain::tenderKindFrom);
    e.paymentReference = o["payment_reference"].text(kLongestReference);
    e.op = o["operator"].id<OperatorId>();
    e.at = o["at"].instantMs();
    e.plan = maybeId<PlanId>(o, "plan");
    e.comp = maybeComp(o);
    return e;
}

Payload readSale(Object& o) {
    Sale e;
    e.booking = o["booking"].id<BookingId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.lines = readLines(o["lines"]);
    e.rights = readRights(o["rights"]);
    if (e.rights.size() != e.lines.size())
        o["rights"].fail("must have one right for each line");
    e.priceList = o["price_list"].id<PriceListId>();
    e.tenders = readTenders(o["tenders"]);
    requireSoundTenders(o["tenders"], e);
    e.op = o["operator"].id<OperatorId>();
    e.businessDay = o["business_day"].date();
    e.at = o["at"].instantMs();
    e.hold = maybeId<HoldId>(o, "hold");
    e.approvedBy = maybeId<OperatorId>(o, "approved_by");
    e.plan = maybeId<PlanId>(o, "plan");
    e.comp = maybeComp(o);
    return e;
}

OpenPayment readOpenPayment(const Value& value) {
    Object o(value);
    OpenPayment payment;
    payment.showtime = o["showtime"].id<ShowtimeId>();
    payment.reference = o["reference"].text(kLongestReference, 1);
    payment.amount = o["amount"].money();
    o.done();
    return payment;
}

Payload readAbandon(Object& o) {
    Abandon e;
    e.booking = o["booking"].id<BookingId>();
    e.op = o["operator"].id<OperatorId>();
    e.at = o["at"].instantMs();
    if (const auto payment = o.maybe("payment"))
        e.payment = readOpenPayment(*payment);
    return e;
}

Payload readPrinted(Object& o) {
    Printed e;
    e.booking = o["booking"].id<BookingId>();
    e.copy = o["copy"].boolean();
    e.at = o["at"].instantMs();
    return e;
}

Payload readReturn(Object& o) {
    Return e;
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.right = readRight(o["right"]);
    e.at = o["at"].instantMs();
    e.recall = maybeId<RecallId>(o, "recall");
    e.seats = readSeats(o["seats"], e.recall.isNull() ? 1 : 0);
    return e;
}

Payload readVoid(Object& o) {
    Void e;
    e.booking = o["booking"].id<BookingId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.reason = o["reason"].text(kLongestReason);
    e.op = o["operator"].id<OperatorId>();
    e.approvedBy = maybeId<OperatorId>(o, "approved_by");
    e.at = o["at"].instantMs();
    return e;
}

Exchange::Swap readSwap(const Value& value) {
    Object o(value);
    Exchange::Swap swap;
    swap.ticket = o["ticket"].id<TicketId>();
    swap.newTicket = o["new_ticket"].id<TicketId>();
    swap.from = o["from"].seat();
    swap.to = o["to"].seat();
    swap.right = readRight(o["right"]);
    o.done();
    return swap;
}

Payload readExchange(Object& o) {
    Exchange e;
    e.booking = o["booking"].id<BookingId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    for (const auto& item : o["swaps"].items(kMostLines, 1))
        e.swaps.push_back(readSwap(item));
    e.op = o["operator"].id<OperatorId>();
    e.at = o["at"].instantMs();
    return e;
}

Payload readShiftOpened(Object& o) {
    ShiftOpened e;
    e.shift = o["shift"].id<ShiftId>();
    e.op = o["operator"].id<OperatorId>();
    e.floatAmount = o["float"].money();
    e.at = o["at"].instantMs();
    return e;
}

Payload readShiftClosed(Object& o) {
    ShiftClosed e;
    e.shift = o["shift"].id<ShiftId>();
    e.op = o["operator"].id<OperatorId>();
    e.counted = o["counted"].money();
    e.expected = o["expected"].money();
    e.at = o["at"].instantMs();
    return e;
}

Payload readRefund(Object& o) {
    Refund e;
    e.booking = o["booking"].id<BookingId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.task = maybeId<TaskId>(o, "task");
    e.tender = readTender(o["tender"]);
    // Money in suspense is of no ticket, the task says whose it is; what went back by card without
    // anybody asking for it is of none either.
    const bool isOfTickets = e.task.isNull() && e.tender.kind != domain::TenderKind::Card;
    for (const auto& item : o["tickets"].items(kMostLines, isOfTickets ? 1 : 0))
        e.tickets.push_back(item.id<TicketId>());
    if (e.tender.amount.minor < 0)
        o["tender"].fail("holds a negative sum");
    e.reason = o["reason"].text(kLongestReason);
    e.op = o["operator"].id<OperatorId>();
    e.approvedBy = maybeId<OperatorId>(o, "approved_by");
    e.at = o["at"].instantMs();
    return e;
}

Payload readCardDeclined(Object& o) {
    CardDeclined e;
    e.booking = o["booking"].id<BookingId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.reference = o["reference"].text(kLongestReference);
    e.amount = o["amount"].money();
    e.at = o["at"].instantMs();
    return e;
}

Payload readAdmitted(Object& o) {
    Admitted e;
    e.ticket = o["ticket"].id<TicketId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.seat = o["seat"].seat();
    e.paper = o["paper"].text(kLongestPaper);
    e.op = o["operator"].id<OperatorId>();
    e.at = o["at"].instantMs();
    return e;
}

Payload readAdmissionUndone(Object& o) {
    AdmissionUndone e;
    e.ticket = o["ticket"].id<TicketId>();
    e.showtime = o["showtime"].id<ShowtimeId>();
    e.reason = o["reason"].text(kLongestReason);
    e.op = o["operator"].id<OperatorId>();
    e.at = o["at"].instantMs();
    return e;
}

Payload readTaskDone(Object& o) {
    TaskDone e;
    e.task = o["task"].id<TaskId>();
    e.action = o["action"].word<TaskAction>(taskActionFrom);
    e.note = o["note"].text(kLongestReason);
    e.op = o["operator"].id<OperatorId>();
    e.at = o["at"].instantMs();
    return e;
}

Payload readCarried(Object& o) {
    Carried e;
    e.entry.incarnation = o["incarnation"].number<Incarnation>(0, 1'000'000);
    e.entry.seq = o["seq"].number<Seq>(1, std::numeric_limits<std::int64_t>::max());
    e.entry.type = o["type"].text(40, 1);
    e.entry.payloadText = o["payload"].text(kLongestCarried);
    e.entry.prevHash = o["prev_hash"].hash();
    e.entry.hash = o["hash"].hash();
    e.entry.signature = o["signature"].signature();
    return e;
}

Payload readLifeEnded(Object& o) {
    LifeEnded e;
    e.life = o["life"].number<Incarnation>(0, 1'000'000);
    e.last = o["last_seq"].number<Seq>(0, std::numeric_limits<std::int64_t>::max());
    e.at = o["at"].instantMs();
    return e;
}

struct PayloadKind {
    std::string_view type;
    Payload (*read)(Object&);
};
constexpr PayloadKind kPayloadKinds[] = {{"intent", readIntent},
                                         {"sale", readSale},
                                         {"abandon", readAbandon},
                                         {"printed", readPrinted},
                                         {"return", readReturn},
                                         {"void", readVoid},
                                         {"exchange", readExchange},
                                         {"shift_opened", readShiftOpened},
                                         {"shift_closed", readShiftClosed},
                                         {"refund", readRefund},
                                         {"card_declined", readCardDeclined},
                                         {"admitted", readAdmitted},
                                         {"admission_undone", readAdmissionUndone},
                                         {"task_done", readTaskDone},
                                         {"carried", readCarried},
                                         {"life_ended", readLifeEnded}};
static_assert(std::size(kPayloadKinds) + 1 == kPayloadCount,
              "every payload but Unknown can be read");

Payload readPayload(const PayloadKind& kind, const Value& value) {
    Object o(value);
    if (o["schema"].integer(1, std::numeric_limits<std::int32_t>::max()) > kJournalSchema)
        return Unknown{std::string(kind.type)};
    auto payload = kind.read(o);
    o.done();
    return payload;
}

} // namespace

Result<Payload, std::string> decodePayload(std::string_view type, std::string_view text) {
    const auto* kind = std::find_if(std::begin(kPayloadKinds), std::end(kPayloadKinds),
                                    [&](const PayloadKind& known) { return known.type == type; });
    if (kind == std::end(kPayloadKinds))
        return Payload{Unknown{std::string(type)}};
    auto payload = decodeText(text, [&](const Value& value) { return readPayload(*kind, value); });
    if (!payload)
        return Err{"payload" + payload.error().pointer + " " + payload.error().message};
    return std::move(payload).value();
}

} // namespace foyer::wire
