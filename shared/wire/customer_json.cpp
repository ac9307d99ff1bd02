#include "shared/wire/customer_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/person_fields.h"

namespace foyer::wire {

namespace {

constexpr std::size_t kLongestReference = 40;

Json ticketJson(const CustomerBooking::Ticket& ticket) {
    return {{"id", ticket.line.ticket.toString()},
            {"seat", ticket.line.seat.value},
            {"seat_name", ticket.seatName},
            {"type", ticket.line.ticketType},
            {"price", moneyJson(ticket.line.price)},
            {"tax", moneyJson(ticket.line.tax)},
            {"state", ticket.state}};
}

Json bookingJson(const CustomerBooking& booking) {
    Json tickets = Json::array();
    for (const auto& ticket : booking.tickets)
        tickets.push_back(ticketJson(ticket));
    return {{"id", booking.id.toString()},
            {"reference", booking.reference},
            {"state", booking.state},
            {"showtime", booking.showtime.toString()},
            {"movie", booking.movie},
            {"auditorium", booking.auditorium},
            {"start", timeText(booking.start, booking.utcOffset)},
            {"total", moneyJson(booking.total)},
            {"sold_at", timeText(booking.soldAt)},
            {"tickets", std::move(tickets)}};
}

Json bookingsJson(const std::vector<CustomerBooking>& bookings) {
    Json items = Json::array();
    for (const auto& booking : bookings)
        items.push_back(bookingJson(booking));
    return items;
}

Json messageJson(const MessageView& message) {
    Json out = {{"id", message.id},
                {"kind", message.kind},
                {"language", message.language},
                {"channel", message.channel},
                {"recipient", message.recipient},
                {"state", message.state},
                {"attempts", message.attempts},
                {"created_at", timeText(message.createdAt)}};
    if (message.nextAt)
        out["next_at"] = timeText(*message.nextAt);
    if (message.settledAt)
        out["settled_at"] = timeText(*message.settledAt);
    if (!message.lastError.empty())
        out["last_error"] = message.lastError;
    return out;
}

Json messagesJson(const std::vector<MessageView>& messages) {
    Json items = Json::array();
    for (const auto& message : messages)
        items.push_back(messageJson(message));
    return items;
}

std::string page(Json items, const std::string& next) {
    Json out = {{"items", std::move(items)}};
    if (!next.empty())
        out["next"] = next;
    return textOf(out);
}

} // namespace

std::string encodeCustomerBooking(const CustomerBooking& booking) {
    return textOf(bookingJson(booking));
}

std::string encodeCustomerBookings(const std::vector<CustomerBooking>& bookings,
                                   const std::string& next) {
    return page(bookingsJson(bookings), next);
}

std::string encodeFindBooking(const FindBookingRequest& request) {
    return textOf({{"reference", request.reference}, {"email", request.email}});
}

Result<FindBookingRequest, DecodeError> decodeFindBooking(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        FindBookingRequest request;
        request.reference = o["reference"].text(kLongestReference, 1);
        request.email = o["email"].text(kLongestEmail, 1);
        o.done();
        return request;
    });
}

Result<ProfileRequest, DecodeError> decodeProfile(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        ProfileRequest request;
        if (const auto name = o.maybe("name"))
            request.name = name->text(kLongestPersonName, 1);
        if (const auto language = o.maybe("language"))
            request.language = language->text(kLongestLanguage, 1);
        if (const auto phone = o.maybe("phone"))
            request.phone = readPhoneOrNone(*phone);
        o.done();
        return request;
    });
}

std::string encodeChangePassword(const ChangePasswordRequest& request) {
    return textOf({{"current", request.current}, {"password", request.password}});
}

Result<ChangePasswordRequest, DecodeError> decodeChangePassword(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        ChangePasswordRequest request;
        request.current = o["current"].text(kLongestPassword, 1);
        request.password = o["password"].text(kLongestPassword, 1);
        o.done();
        return request;
    });
}

std::string encodePassword(const std::string& password) {
    return textOf({{"password", password}});
}

Result<std::string, DecodeError> decodePassword(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        auto password = o["password"].text(kLongestPassword, 1);
        o.done();
        return password;
    });
}

std::string encodeMessages(const std::vector<MessageView>& messages, const std::string& next) {
    return page(messagesJson(messages), next);
}

std::string encodeLetter(const std::string& subject, const std::string& text,
                         const std::string& html, const std::string& sms) {
    Json out = {{"subject", subject}, {"text", text}, {"html", html}};
    if (!sms.empty())
        out["sms"] = sms;
    return textOf(out);
}

std::string encodeExport(const AccountView& account, Instant createdAt,
                         const std::vector<CustomerBooking>& bookings,
                         const std::vector<MessageView>& messages) {
    Json person = {{"id", account.id.toString()},  {"email", account.email},
                   {"name", account.name},         {"role", nameOf(account.role)},
                   {"language", account.language}, {"created_at", timeText(createdAt)}};
    if (!account.phone.empty())
        person["phone"] = account.phone;
    return textOf({{"account", std::move(person)},
                   {"bookings", bookingsJson(bookings)},
                   {"messages", messagesJson(messages)}});
}

} // namespace foyer::wire
