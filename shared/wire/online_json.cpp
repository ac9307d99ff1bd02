#include "shared/wire/online_json.h"

#include "shared/domain/account.h"
#include "shared/domain/card_number.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/order_fields.h"
#include "shared/wire/person_fields.h"

namespace foyer::wire {

namespace {

constexpr std::size_t kMostHeldSeats = 1000;

std::vector<TicketId> readTickets(const Value& value) {
    std::vector<TicketId> tickets;
    for (const auto& item : value.items(kMostLines))
        tickets.push_back(item.id<TicketId>());
    return tickets;
}

std::string emailIn(const Value& value) {
    auto email = value.text(254, 1);
    if (!domain::emailKeyOf(email))
        value.fail("is no address");
    return email;
}

ContactRequest readContact(const Value& value) {
    Object o(value);
    ContactRequest request;
    request.email = emailIn(o["email"]);
    if (const auto language = o.maybe("language"))
        request.language = language->text(kLongestLanguage, 1);
    if (const auto phone = o.maybe("phone"))
        request.phone = readPhone(*phone);
    o.done();
    return request;
}

/// What people write; not the number of a card, which must not be kept anywhere.
std::string plainText(const Value& value, std::size_t most) {
    auto text = value.text(most, 1);
    if (domain::holdsCardNumber(text)) {
        value.fail("must not hold the number of a card");
        return {};
    }
    return text;
}

HoldRequest readHoldRequest(const Value& value) {
    Object o(value);
    HoldRequest request;
    for (const auto& item : o["seats"].items(kMostHeldSeats, 1))
        request.seats.push_back(item.seat());
    if (const auto customer = o.maybe("customer"))
        request.customer = plainText(*customer, 200);
    if (const auto email = o.maybe("email"))
        request.email = emailIn(*email);
    if (const auto language = o.maybe("language"))
        request.language = language->text(kLongestLanguage, 1);
    if (const auto phone = o.maybe("phone"))
        request.phone = readPhone(*phone);
    o.done();
    return request;
}

HoldAnswer readHold(const Value& value) {
    Object o(value);
    HoldAnswer hold;
    hold.id = o["id"].id<HoldId>();
    hold.showtime = o["showtime"].id<ShowtimeId>();
    hold.state = o["state"].text(20, 1);
    for (const auto& item : o["seats"].items(kMostHeldSeats))
        hold.seats.push_back(item.seat());
    hold.expiresAt = o["expires_at"].instantMs();
    hold.extended = o["extended"].boolean();
    if (const auto booking = o.maybe("booking"))
        hold.booking = booking->id<BookingId>();
    if (const auto token = o.maybe("token"))
        hold.token = token->text(100, 1);
    hold.stamp = readStamp(o);
    o.done();
    return hold;
}

BookingRequest readBookingRequest(const Value& value) {
    Object o(value);
    BookingRequest request;
    request.hold = o["hold"].id<HoldId>();
    request.token = o["token"].text(100, 1);
    request.seats = readOrderedSeats(o);
    request.tender = o["tender"].word<domain::TenderKind>(domain::tenderKindFrom);
    request.reference = o["reference"].text(protocol::kLongestReference, 1);
    request.codes = readCodes(o);
    o.done();
    return request;
}

domain::TicketLine readTicketLine(const Value& value) {
    Object o(value);
    domain::TicketLine line;
    line.ticket = o["id"].id<TicketId>();
    line.seat = o["seat"].seat();
    line.ticketType = o["type"].text(protocol::kLongestTicketType, 1);
    line.price = o["price"].money();
    line.tax = o["tax"].money();
    if (const auto reductions = o.maybe("reductions"))
        line.reductions = readReductions(*reductions, line.price);
    o.done();
    return line;
}

BookingAnswer readBooking(const Value& value) {
    Object o(value);
    BookingAnswer booking;
    booking.id = o["id"].id<BookingId>();
    booking.reference = o["reference"].text(20, 1);
    booking.showtime = o["showtime"].id<ShowtimeId>();
    for (const auto& item : o["tickets"].items(kMostLines, 1))
        booking.tickets.push_back(readTicketLine(item));
    booking.total = o["total"].money();
    booking.stamp = readStamp(o);
    o.done();
    return booking;
}

RefundRequest readRefundRequest(const Value& value) {
    Object o(value);
    RefundRequest request;
    if (const auto tickets = o.maybe("tickets"))
        request.tickets = readTickets(*tickets);
    request.reason = plainText(o["reason"], protocol::kLongestReason);
    o.done();
    return request;
}

RefundAnswer readRefundAnswer(const Value& value) {
    Object o(value);
    RefundAnswer refund;
    refund.booking = o["booking"].id<BookingId>();
    refund.tickets = readTickets(o["tickets"]);
    refund.amount = o["amount"].money();
    refund.stamp = readStamp(o);
    o.done();
    return refund;
}

} // namespace

std::string encodeHoldRequest(const HoldRequest& request) {
    Json out = {{"seats", seatsJson(request.seats)}};
    if (!request.customer.empty())
        out["customer"] = request.customer;
    if (!request.email.empty())
        out["email"] = request.email;
    if (!request.language.empty())
        out["language"] = request.language;
    if (!request.phone.empty())
        out["phone"] = request.phone;
    return textOf(out);
}

Result<HoldRequest, DecodeError> decodeHoldRequest(std::string_view text) {
    return decodeText(text, readHoldRequest);
}

std::string encodeContact(const ContactRequest& request) {
    Json out = {{"email", request.email}};
    if (!request.language.empty())
        out["language"] = request.language;
    if (!request.phone.empty())
        out["phone"] = request.phone;
    return textOf(out);
}

Result<ContactRequest, DecodeError> decodeContact(std::string_view text) {
    return decodeText(text, readContact);
}

namespace {

void addSeats(std::string& out, const std::vector<SeatNo>& seats) {
    const char* before = "[";
    for (const SeatNo seat : seats) {
        out.append(before).append(std::to_string(seat.value));
        before = ",";
    }
    out.append(seats.empty() ? "[]" : "]");
}

} // namespace

/// Written without a document in between: each customer of a rush waits for all that are before.
std::string encodeHold(const HoldAnswer& hold) {
    std::string out = R"({"id":")" + hold.id.toString();
    out.reserve(400);
    out.append(R"(","showtime":")").append(hold.showtime.toString());
    out.append(R"(","state":)").append(textOf(hold.state));
    addSeats(out.append(R"(,"seats":)"), hold.seats);
    out.append(R"(,"expires_at":)").append(std::to_string(toMs(hold.expiresAt)));
    out.append(R"(,"extended":)").append(hold.extended ? "true" : "false");
    if (!hold.booking.isNull())
        out.append(R"(,"booking":")").append(hold.booking.toString()).append(R"(")");
    if (!hold.token.empty())
        out.append(R"(,"token":)").append(textOf(hold.token));
    out.append(R"(,"db_incarnation":")").append(hold.stamp.dbIncarnation.toString());
    out.append(R"(","commit_seq":)").append(std::to_string(hold.stamp.commitSeq.value));
    return out.append("}");
}

Result<HoldAnswer, DecodeError> decodeHold(std::string_view text) {
    return decodeText(text, readHold);
}

std::string encodeBookingRequest(const BookingRequest& request) {
    Json out = {{"hold", request.hold.toString()}, {"token", request.token}};
    out["seats"] = orderedSeatsJson(request.seats);
    out["tender"] = domain::nameOf(request.tender);
    out["reference"] = request.reference;
    if (!request.codes.empty())
        out["codes"] = request.codes;
    return textOf(out);
}

Result<BookingRequest, DecodeError> decodeBookingRequest(std::string_view text) {
    return decodeText(text, readBookingRequest);
}

std::string encodeBooking(const BookingAnswer& booking) {
    Json out = {{"id", booking.id.toString()},
                {"reference", booking.reference},
                {"showtime", booking.showtime.toString()},
                {"tickets", Json::array()},
                {"total", moneyJson(booking.total)}};
    for (const auto& line : booking.tickets) {
        out["tickets"].push_back({{"id", line.ticket.toString()},
                                  {"seat", line.seat.value},
                                  {"type", line.ticketType},
                                  {"price", moneyJson(line.price)},
                                  {"tax", moneyJson(line.tax)}});
        if (!line.reductions.empty())
            out["tickets"].back()["reductions"] = reductionsJson(line.reductions);
    }
    out.update(stampJson(booking.stamp));
    return textOf(out);
}

Result<BookingAnswer, DecodeError> decodeBooking(std::string_view text) {
    return decodeText(text, readBooking);
}

std::string encodeRefundRequest(const RefundRequest& request) {
    Json out = Json::object();
    if (!request.tickets.empty())
        out["tickets"] = ticketsJson(request.tickets);
    out["reason"] = request.reason;
    return textOf(out);
}

Result<RefundRequest, DecodeError> decodeRefundRequest(std::string_view text) {
    return decodeText(text, readRefundRequest);
}

std::string encodeRefund(const RefundAnswer& refund) {
    Json out = {{"booking", refund.booking.toString()},
                {"tickets", ticketsJson(refund.tickets)},
                {"amount", moneyJson(refund.amount)}};
    out.update(stampJson(refund.stamp));
    return textOf(out);
}

Result<RefundAnswer, DecodeError> decodeRefund(std::string_view text) {
    return decodeText(text, readRefundAnswer);
}

} // namespace foyer::wire
