#include "shared/wire/entry_json.h"

#include "shared/base/check.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

using namespace protocol;

namespace {

/// Schema 2 says null where there is no right.
Json rightJson(const Right& right) {
    if (right.isNull())
        return nullptr;
    return {{"allotment", right.allotment.toString()}, {"epoch", right.epoch.value}};
}

Json rightsJson(const std::vector<Right>& rights) {
    Json out = Json::array();
    for (const auto& right : rights)
        out.push_back(rightJson(right));
    return out;
}

Json linesJson(const std::vector<domain::TicketLine>& lines) {
    Json out = Json::array();
    for (const auto& line : lines) {
        out.push_back({{"ticket", line.ticket.toString()},
                       {"seat", line.seat.value},
                       {"type", line.ticketType},
                       {"price", moneyJson(line.price)},
                       {"tax", moneyJson(line.tax)}});
        if (!line.reductions.empty())
            out.back()["reductions"] = reductionsJson(line.reductions);
    }
    return out;
}

Json tenderJson(const domain::Tender& tender) {
    Json out = {{"kind", domain::nameOf(tender.kind)},
                {"amount", moneyJson(tender.amount)},
                {"received", moneyJson(tender.received)},
                {"change", moneyJson(tender.change)},
                {"reference", tender.reference}};
    if (tender.rounded != 0)
        out["rounded"] = tender.rounded;
    return out;
}

Json tendersJson(const std::vector<domain::Tender>& tenders) {
    Json out = Json::array();
    for (const auto& tender : tenders)
        out.push_back(tenderJson(tender));
    return out;
}

Json swapsJson(const std::vector<Exchange::Swap>& swaps) {
    Json out = Json::array();
    for (const auto& swap : swaps)
        out.push_back({{"ticket", swap.ticket.toString()},
                       {"new_ticket", swap.newTicket.toString()},
                       {"from", swap.from.value},
                       {"to", swap.to.value},
                       {"right", rightJson(swap.right)}});
    return out;
}

void addComp(Json& out, const std::optional<Comp>& comp) {
    if (!comp)
        return;
    out["comp"] = {{"reason", comp->reason}};
    addId(out["comp"], "approved_by", comp->approvedBy);
}

struct ToJson {
    Json operator()(const Intent& e) const {
        Json out = {
            {"booking", e.booking.toString()},      {"showtime", e.showtime.toString()},
            {"rights", rightsJson(e.rights)},       {"lines", linesJson(e.lines)},
            {"price_list", e.priceList.toString()}, {"total", moneyJson(e.total)},
            {"tender", domain::nameOf(e.tender)},   {"payment_reference", e.paymentReference},
            {"operator", e.op.toString()},          {"at", toMs(e.at)}};
        addId(out, "plan", e.plan);
        addComp(out, e.comp);
        return out;
    }
    Json operator()(const Sale& e) const {
        Json out = {{"booking", e.booking.toString()},
                    {"showtime", e.showtime.toString()},
                    {"lines", linesJson(e.lines)},
                    {"rights", rightsJson(e.rights)},
                    {"price_list", e.priceList.toString()},
                    {"tenders", tendersJson(e.tenders)},
                    {"operator", e.op.toString()},
                    {"business_day", dateText(e.businessDay)},
                    {"at", toMs(e.at)}};
        addId(out, "hold", e.hold);
        addId(out, "approved_by", e.approvedBy);
        addId(out, "plan", e.plan);
        addComp(out, e.comp);
        return out;
    }
    Json operator()(const Abandon& e) const {
        Json out = {
            {"booking", e.booking.toString()}, {"operator", e.op.toString()}, {"at", toMs(e.at)}};
        if (e.payment)
            out["payment"] = {{"showtime", e.payment->showtime.toString()},
                              {"reference", e.payment->reference},
                              {"amount", moneyJson(e.payment->amount)}};
        return out;
    }
    Json operator()(const Printed& e) const {
        return {{"booking", e.booking.toString()}, {"copy", e.copy}, {"at", toMs(e.at)}};
    }
    Json operator()(const Return& e) const {
        Json out = {{"showtime", e.showtime.toString()},
                    {"right", rightJson(e.right)},
                    {"seats", seatsJson(e.seats)},
                    {"at", toMs(e.at)}};
        addId(out, "recall", e.recall);
        return out;
    }
    Json operator()(const Void& e) const {
        Json out = {{"booking", e.booking.toString()},
                    {"showtime", e.showtime.toString()},
                    {"reason", e.reason},
                    {"operator", e.op.toString()}};
        addId(out, "approved_by", e.approvedBy);
        out["at"] = toMs(e.at);
        return out;
    }
    Json operator()(const Exchange& e) const {
        return {{"booking", e.booking.toString()},
                {"showtime", e.showtime.toString()},
                {"swaps", swapsJson(e.swaps)},
                {"operator", e.op.toString()},
                {"at", toMs(e.at)}};
    }
    Json operator()(const ShiftOpened& e) const {
        return {{"shift", e.shift.toString()},
                {"operator", e.op.toString()},
                {"float", moneyJson(e.floatAmount)},
                {"at", toMs(e.at)}};
    }
    Json operator()(const ShiftClosed& e) const {
        return {{"shift", e.shift.toString()},
                {"operator", e.op.toString()},
                {"counted", moneyJson(e.counted)},
                {"expected", moneyJson(e.expected)},
                {"at", toMs(e.at)}};
    }
    Json operator()(const Refund& e) const {
        Json out = {{"booking", e.booking.toString()},
                    {"showtime", e.showtime.toString()},
                    {"tickets", ticketsJson(e.tickets)},
                    {"tender", tenderJson(e.tender)},
                    {"reason", e.reason},
                    {"operator", e.op.toString()}};
        addId(out, "approved_by", e.approvedBy);
        addId(out, "task", e.task);
        out["at"] = toMs(e.at);
        return out;
    }
    Json operator()(const CardDeclined& e) const {
        return {{"booking", e.booking.toString()},
                {"showtime", e.showtime.toString()},
                {"reference", e.reference},
                {"amount", moneyJson(e.amount)},
                {"at", toMs(e.at)}};
    }
    Json operator()(const Admitted& e) const {
        return {{"ticket", e.ticket.toString()}, {"showtime", e.showtime.toString()},
                {"seat", e.seat.value},          {"paper", e.paper},
                {"operator", e.op.toString()},   {"at", toMs(e.at)}};
    }
    Json operator()(const AdmissionUndone& e) const {
        return {{"ticket", e.ticket.toString()},
                {"showtime", e.showtime.toString()},
                {"reason", e.reason},
                {"operator", e.op.toString()},
                {"at", toMs(e.at)}};
    }
    Json operator()(const TaskDone& e) const {
        return {{"task", e.task.toString()},
                {"action", nameOf(e.action)},
                {"note", e.note},
                {"operator", e.op.toString()},
                {"at", toMs(e.at)}};
    }
    Json operator()(const Carried& e) const {
        return {{"incarnation", e.entry.incarnation.value},
                {"seq", e.entry.seq.value},
                {"type", e.entry.type},
                {"payload", e.entry.payloadText},
                {"prev_hash", toHex(e.entry.prevHash)},
                {"hash", toHex(e.entry.hash)},
                {"signature", toBase64Url(e.entry.signature)}};
    }
    Json operator()(const LifeEnded& e) const {
        return {{"life", e.life.value}, {"last_seq", e.last.value}, {"at", toMs(e.at)}};
    }
    Json operator()(const Unknown&) const {
        CHECK(!"an unknown payload keeps the text it came with");
        return {};
    }
};

} // namespace

std::string encodePayload(const Payload& payload) {
    Json out = {{"schema", schemaOf(payload)}};
    out.update(std::visit(ToJson{}, payload));
    return textOf(out);
}

} // namespace foyer::wire
