// The bodies of requests and answers, one codec after the other. The first line names the body, so
// that a kept input says by itself what it is.

#include "shared/wire/change_json.h"
#include "shared/wire/cinema_json.h"
#include "shared/wire/exchange_json.h"
#include "shared/wire/live_json.h"
#include "shared/wire/lives_text.h"
#include "shared/wire/office_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/report_text.h"
#include "shared/wire/rest_json.h"
#include "shared/wire/sync_json.h"
#include "tests/fuzz/round_trip.h"

#include <algorithm>

namespace foyer::fuzz {

namespace {

using Check = void (*)(std::string_view text);

// clang-format off
constexpr std::pair<std::string_view, Check> kBodies[] = {
    {"ask", [](auto text) { checkRoundTrip(text, wire::decodeAsk, wire::encodeAsk); }},
    {"allotments", [](auto text) { checkRoundTrip(text, wire::decodeAllotments, wire::encodeAllotments); }},
    {"return", [](auto text) { checkRoundTrip(text, wire::decodeReturnRequest, wire::encodeReturnRequest); }},
    {"answer", [](auto text) { checkRoundTrip(text, wire::decodeJournalAnswer, wire::encodeJournalAnswer); }},
    {"verdict", [](auto text) { checkRoundTrip(text, wire::decodeVerdict, wire::encodeVerdict); }},
    {"changes", [](auto text) { checkRoundTrip(text, wire::decodeChanges, wire::encodeChanges); }},
    {"enrol", [](auto text) { checkRoundTrip(text, wire::decodeEnrolRequest, wire::encodeEnrolRequest); }},
    {"enrolled", [](auto text) { checkRoundTrip(text, wire::decodeEnrolAnswer, wire::encodeEnrolAnswer); }},
    {"challenge", [](auto text) { checkRoundTrip(text, wire::decodeChallenge, wire::encodeChallenge); }},
    {"token_request", [](auto text) { checkRoundTrip(text, wire::decodeTokenRequest, wire::encodeTokenRequest); }},
    {"token", [](auto text) { checkRoundTrip(text, wire::decodeTokenAnswer, wire::encodeTokenAnswer); }},
    {"house_policy", [](auto text) { checkRoundTrip(text, wire::decodePolicy, wire::encodePolicy); }},
    {"upload_problem", [](auto text) { checkRoundTrip(text, wire::decodeUploadError, wire::encodeUploadError, Members::Open); }},
    {"allotment_problem", [](auto text) { checkRoundTrip(text, wire::decodeAllotmentError, wire::encodeAllotmentError, Members::Open); }},
    {"hold_request", [](auto text) { checkRoundTrip(text, wire::decodeHoldRequest, wire::encodeHoldRequest); }},
    {"contact", [](auto text) { checkRoundTrip(text, wire::decodeContact, wire::encodeContact); }},
    {"exchange_request", [](auto text) { checkRoundTrip(text, wire::decodeExchangeRequest, wire::encodeExchangeRequest); }},
    {"hold", [](auto text) { checkRoundTrip(text, wire::decodeHold, wire::encodeHold); }},
    {"booking", [](auto text) { checkRoundTrip(text, wire::decodeBooking, wire::encodeBooking); }},
    {"refund_answer", [](auto text) { checkRoundTrip(text, wire::decodeRefund, wire::encodeRefund); }},
    {"person", [](auto text) { checkRoundTrip(text, wire::decodePersonRequest, wire::encodePersonRequest); }},
    {"loss", [](auto text) { checkRoundTrip(text, wire::decodeLossRequest, wire::encodeLossRequest); }},
    // An empty list and none at all are one, so the members are not compared.
    {"booking_request", [](auto text) { checkRoundTrip(text, wire::decodeBookingRequest, wire::encodeBookingRequest, Members::Open); }},
    {"refund_request", [](auto text) { checkRoundTrip(text, wire::decodeRefundRequest, wire::encodeRefundRequest, Members::Open); }},
    {"live", [](auto text) { checkRoundTrip(text, wire::decodeLiveMessage, wire::encodeLiveMessage, Members::Open); }},
};
// clang-format on

/// Bodies that are only read: what they ensure is all there is to check.
void checkStanding(std::string_view text) {
    if (const auto request = wire::decodeStandingRequest(text); !request)
        checkFault(request.error());
}

void checkEmpty(std::string_view text) {
    if (const auto nothing = wire::decodeEmpty(text); !nothing)
        checkFault(nothing.error());
}

void checkCinema(std::string_view text) {
    const auto setup = wire::readCinema(text);
    if (!setup)
        return checkFault(setup.error());
    const auto& lists = setup->priceLists;
    for (const auto& auditorium : setup->auditoriums)
        HOLDS(std::any_of(lists.begin(), lists.end(), [&](const domain::PriceListSetup& list) {
            return list.key == auditorium.priceList;
        }));
    for (const auto& each : lists)
        for (const auto& row : each.list.rows)
            HOLDS(row.price.currency == setup->cinema.currency && row.price.minor >= 0);
    for (const auto& hours : setup->openingHours) {
        HOLDS(domain::kEarliestStart <= hours.firstStart && hours.firstStart <= hours.lastStart);
        HOLDS(hours.lastStart <= domain::kLatestStart);
        HOLDS(hours.lastStart <= hours.closing && hours.closing <= domain::kLatestClosing);
    }
}

/// Every kind of the feed of changes, by its own word.
void checkChange(std::string_view kind, std::string_view text) {
    checkRoundTrip(
        text, [&](std::string_view json) { return wire::decodeBody(kind, json); },
        [&](const protocol::ChangeBody& body) {
            HOLDS(wire::kindOf(body) == kind);
            return wire::encodeBody(body);
        });
}

/// The headers of a terminal's report: a line each.
void checkReport(std::string_view text) {
    const auto [schema, more] = takeLabel(text);
    const auto [seen, rest] = takeLabel(more);
    const auto [journal, heard] = takeLabel(rest);
    const auto report = wire::reportFrom(schema, seen, journal, heard);
    HOLDS(report.schema >= 1 && report.seen.commitSeq.value >= 0 && report.last.value >= 0);
    HOLDS(report.heard >= Instant{});
    if (!report.seen.dbIncarnation.isNull())
        HOLDS(wire::reportFrom(schema, wire::seenText(report.seen), journal, heard) == report);
}

/// The header of a device that is enrolled anew.
void checkLives(std::string_view text) {
    const auto former = wire::livesFrom(text);
    if (former)
        HOLDS(wire::livesFrom(wire::livesText(*former)) == former);
}

} // namespace

void tryInput(std::string_view input) {
    const auto [label, text] = takeLabel(input);
    const auto* body =
        std::find_if(std::begin(kBodies), std::end(kBodies),
                     [&, name = label](const auto& each) { return each.first == name; });
    if (body != std::end(kBodies))
        body->second(text);
    else if (label == "standing")
        checkStanding(text);
    else if (label == "empty")
        checkEmpty(text);
    else if (label == "cinema_file")
        checkCinema(text);
    else if (label == "report")
        checkReport(text);
    else if (label == "lives")
        checkLives(text);
    else
        checkChange(label, text);
}

} // namespace foyer::fuzz
