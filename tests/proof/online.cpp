#include "tests/proof/online.h"

#include "shared/protocol/policy.h"
#include "shared/sqlite/connection.h"
#include "shared/wire/change_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/sync_json.h"
#include "tests/bench/report.h"

#include <algorithm>
#include <charconv>

namespace foyer::proof {

using bench::require;

namespace {

std::string holdPath(const Hold& hold) {
    return "/v1/holds/" + hold.id.toString();
}

std::string withToken(std::string_view method, const std::string& path, const Hold& hold,
                      std::string_view body) {
    std::string text(method);
    text.append(" ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nHold-Token: ");
    text.append(hold.token).append("\r\n");
    if (!body.empty())
        text.append("Content-Type: application/json\r\n");
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
    return text.append(body);
}

[[noreturn]] void wonder(const bench::Answer& answer) {
    require(false,
            "answered with " + std::to_string(answer.status) + ": " + std::string(answer.body));
    std::abort();
}

} // namespace

bench::House::Preparation openPolicy(std::chrono::seconds holdLasts,
                                     std::chrono::seconds holdExtension) {
    protocol::Policy policy;
    policy.holdLasts = holdLasts;
    policy.holdExtension = holdExtension;
    policy.holdSeatsPerCustomer = 1000;
    policy.holdSeatsPerAddress = 100'000;
    require(wire::decodePolicy(wire::encodePolicy(policy)).ok(),
            "the server would not read this policy");
    return [text = wire::encodePolicy(policy)](const std::string& database) {
        sqlite::Options options;
        options.path = database;
        options.create = false;
        sqlite::Connection connection(options);
        connection
            .prepare("policy", "INSERT INTO setting (name, value) VALUES ('policy', $1) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .run(text);
    };
}

Shop::Shop(const bench::House& house)
    : m_house(house), m_device(house.enrol("Online shop", "online")) {}

void Shop::login() {
    m_house.login(m_device);
}

std::string Shop::hold(ShowtimeId showtime, const std::vector<SeatNo>& seats) const {
    return bench::postRequest("/v1/showtimes/" + showtime.toString() + "/holds",
                              wire::encodeHoldRequest({seats, {}}));
}

std::string Shop::extend(const Hold& hold) const {
    return withToken("POST", holdPath(hold) + "/extend", hold, "{}");
}

std::string Shop::release(const Hold& hold) const {
    return withToken("DELETE", holdPath(hold), hold, {});
}

std::string Shop::sell(const Hold& hold) const {
    wire::BookingRequest request;
    request.hold = hold.id;
    request.token = hold.token;
    request.reference = "pay-" + hold.id.toString();
    return bench::postRequest("/v1/bookings", wire::encodeBookingRequest(request), m_device.token);
}

std::string Shop::refund(BookingId booking) const {
    return bench::postRequest("/v1/bookings/" + booking.toString() + "/refund",
                              wire::encodeRefundRequest({{}, "customer's wish"}), m_device.token);
}

std::string Shop::map(ShowtimeId showtime, const std::string& etag) const {
    std::string extra = "Accept: text/plain\r\n";
    if (!etag.empty())
        extra.append("If-None-Match: ").append(etag).append("\r\n");
    return bench::getRequest(bench::seatsPath(showtime), extra);
}

bool Shop::isTurnedAway(const bench::Answer& answer) {
    return answer.status == 429 || answer.status == 503;
}

bool Shop::isRefused(const bench::Answer& answer, Action action) {
    if (answer.status == 200 || answer.status == 201)
        return false;
    if (action == Action::Read && isUnchanged(answer))
        return false;
    const bool taken = answer.status == 409;
    const bool gone = answer.status == 404 && action != Action::Hold && action != Action::Read;
    if (!taken && !gone)
        wonder(answer);
    return true;
}

std::vector<SeatNo> Shop::takenSeats(const bench::Answer& answer) {
    const auto error = wire::decodeAllotmentError(answer.body);
    require(error.ok() && !error->seats.empty(),
            "a refused hold names no seat: " + std::string(answer.body));
    return error->seats;
}

Hold Shop::holdIn(const bench::Answer& answer) {
    const auto hold = wire::decodeHold(answer.body);
    if (!hold)
        wonder(answer);
    return {hold->id, hold->token, hold->seats, hold->expiresAt};
}

BookingId Shop::bookingIn(const bench::Answer& answer) {
    const auto booking = wire::decodeBooking(answer.body);
    if (!booking)
        wonder(answer);
    return booking->id;
}

/// The entity tag is the version: "17-letters"
CommitSeq Shop::mapVersionIn(const bench::Answer& answer) {
    const std::string_view etag = answer.header("ETag");
    CommitSeq version;
    const auto [end, error] = std::from_chars(etag.data() + std::min<std::size_t>(1, etag.size()),
                                              etag.data() + etag.size(), version.value);
    if (error != std::errc{})
        wonder(answer);
    return version;
}

} // namespace foyer::proof
