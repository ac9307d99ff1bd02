#include "shared/wire/quote_json.h"

#include "shared/protocol/entry.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/order_fields.h"

#include <set>

namespace foyer::wire {

namespace {

constexpr std::size_t kMostQuoted = 50;

QuoteRequest readQuoteRequest(const Value& value) {
    Object o(value);
    QuoteRequest request;
    std::set<SeatNo> seen;
    for (const Value& item : o["seats"].items(kMostQuoted, 1)) {
        Object each(item);
        QuoteRequest::Seat seat;
        seat.seat = each["seat"].seat();
        if (const auto type = each.maybe("type"))
            seat.ticketType = type->text(protocol::kLongestTicketType, 1);
        each.done();
        if (!seen.insert(seat.seat).second)
            item.fail("names a seat twice");
        request.seats.push_back(std::move(seat));
    }
    request.codes = readCodes(o);
    o.done();
    return request;
}

domain::PricedWish readTicket(const Value& value) {
    Object o(value);
    domain::PricedWish ticket;
    ticket.seat = o["seat"].seat();
    ticket.ticketType = o["type"].text(protocol::kLongestTicketType, 1);
    ticket.listed = o["listed"].money();
    ticket.price = o["price"].money();
    ticket.tax = o["tax"].money();
    if (const auto reductions = o.maybe("reductions"))
        ticket.reductions = readReductions(*reductions, ticket.price);
    o.done();
    return ticket;
}

Json ticketJson(const domain::PricedWish& ticket) {
    Json out = {{"seat", ticket.seat.value},
                {"type", ticket.ticketType},
                {"listed", moneyJson(ticket.listed)},
                {"price", moneyJson(ticket.price)},
                {"tax", moneyJson(ticket.tax)}};
    if (!ticket.reductions.empty())
        out["reductions"] = reductionsJson(ticket.reductions);
    return out;
}

QuoteAnswer readQuote(const Value& value) {
    Object o(value);
    QuoteAnswer quote;
    for (const Value& item : o["tickets"].items(kMostQuoted, 1))
        quote.tickets.push_back(readTicket(item));
    quote.total = o["total"].money();
    for (const Value& item : o["discounts"].items(domain::kMostDiscounts)) {
        Object each(item);
        quote.discounts.push_back({each["key"].text(domain::kLongestDiscountKey, 1),
                                   each["name"].text(kLongestDiscountName, 1)});
        each.done();
    }
    for (const Value& code : o["unknown_codes"].items(kMostCodes))
        quote.unknownCodes.push_back(code.text(kLongestCode, 1));
    for (const Value& code : o["used_up_codes"].items(kMostCodes))
        quote.usedUpCodes.push_back(code.text(kLongestCode, 1));
    o.done();
    return quote;
}

} // namespace

std::string encodeQuoteRequest(const QuoteRequest& request) {
    Json out = {{"seats", Json::array()}};
    for (const auto& seat : request.seats) {
        out["seats"].push_back({{"seat", seat.seat.value}});
        if (!seat.ticketType.empty())
            out["seats"].back()["type"] = seat.ticketType;
    }
    if (!request.codes.empty())
        out["codes"] = request.codes;
    return textOf(out);
}

Result<QuoteRequest, DecodeError> decodeQuoteRequest(std::string_view text) {
    return decodeText(text, readQuoteRequest);
}

std::string encodeQuote(const QuoteAnswer& quote) {
    Json out = {{"tickets", Json::array()}, {"total", moneyJson(quote.total)}};
    for (const auto& ticket : quote.tickets)
        out["tickets"].push_back(ticketJson(ticket));
    out["discounts"] = Json::array();
    for (const auto& discount : quote.discounts)
        out["discounts"].push_back({{"key", discount.key}, {"name", discount.name}});
    out["unknown_codes"] = quote.unknownCodes;
    out["used_up_codes"] = quote.usedUpCodes;
    return textOf(out);
}

Result<QuoteAnswer, DecodeError> decodeQuote(std::string_view text) {
    return decodeText(text, readQuote);
}

} // namespace foyer::wire
