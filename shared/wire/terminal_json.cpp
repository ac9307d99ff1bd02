#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/order_fields.h"
#include "shared/wire/rest_json.h"

#include <algorithm>

namespace foyer::wire {

namespace {

Nonce readNonce(const Value& value) {
    Nonce nonce{};
    const auto bytes = fromBase64Url(value.text(50));
    if (!bytes || bytes->size() != nonce.size())
        value.fail("must be the challenge that was given");
    else
        std::copy(bytes->begin(), bytes->end(), nonce.begin());
    return nonce;
}

EnrolRequest readEnrolRequest(const Value& value) {
    Object o(value);
    EnrolRequest request;
    request.code = o["code"].text(40, 1);
    request.publicKey = o["public_key"].publicKey();
    o.done();
    return request;
}

protocol::KnownJournal readKnownJournal(const Value& value) {
    Object o(value);
    protocol::KnownJournal journal;
    journal.life = o["incarnation"].number<Incarnation>(1, 1'000'000);
    journal.last = o["last"].number<Seq>(1, kMostNumber);
    if (const auto hash = o.maybe("hash"))
        journal.hash = hash->hash();
    o.done();
    return journal;
}

EnrolAnswer readEnrolAnswer(const Value& value) {
    Object o(value);
    EnrolAnswer answer;
    answer.terminal = o["terminal"].id<TerminalId>();
    answer.incarnation = o["incarnation"].number<Incarnation>(1, 1'000'000);
    answer.name = o["name"].text(200);
    answer.cinema = o["cinema"].id<CinemaId>();
    answer.stamp = readStamp(o);
    if (const auto journals = o.maybe("journals")) {
        answer.journals.emplace();
        for (const auto& item : journals->items(1'000'000))
            answer.journals->push_back(readKnownJournal(item));
    }
    o.done();
    return answer;
}

Challenge readChallenge(const Value& value) {
    Object o(value);
    Challenge challenge;
    challenge.nonce = readNonce(o["challenge"]);
    challenge.expiresIn = readSeconds(o["expires_in"]);
    o.done();
    return challenge;
}

TokenRequest readTokenRequest(const Value& value) {
    Object o(value);
    TokenRequest request;
    request.incarnation = o["incarnation"].number<Incarnation>(1, 1'000'000);
    request.nonce = readNonce(o["challenge"]);
    request.signature = o["signature"].signature();
    o.done();
    return request;
}

TokenAnswer readTokenAnswer(const Value& value) {
    Object o(value);
    TokenAnswer answer;
    answer.token = o["token"].text(500, 1);
    if (o["token_type"].text(20) != "Bearer")
        o.fail("is no bearer token");
    answer.expiresIn = readSeconds(o["expires_in"]);
    o.done();
    return answer;
}

StandingRequest readStandingRequest(const Value& value) {
    Object o(value);
    StandingRequest request;
    if (const auto showtime = o.maybe("showtime"))
        request.showtime = showtime->id<ShowtimeId>();
    o.done();
    return request;
}

ReturnRequest readReturnRequest(const Value& value) {
    Object o(value);
    ReturnRequest request;
    request.showtime = o["showtime"].id<ShowtimeId>();
    request.epoch = o["epoch"].number<Epoch>(0, kMostNumber);
    for (const auto& item : o["seats"].items(1000, 1))
        request.seats.push_back(item.seat());
    o.done();
    return request;
}

Done readNothing(const Value& value) {
    Object(value).done();
    return {};
}

} // namespace

std::string encodeEnrolRequest(const EnrolRequest& request) {
    return textOf({{"code", request.code}, {"public_key", toBase64Url(request.publicKey)}});
}

Result<EnrolRequest, DecodeError> decodeEnrolRequest(std::string_view text) {
    return decodeText(text, readEnrolRequest);
}

std::string encodeEnrolAnswer(const EnrolAnswer& answer) {
    Json out = {{"terminal", answer.terminal.toString()},
                {"incarnation", answer.incarnation.value},
                {"name", answer.name},
                {"cinema", answer.cinema.toString()}};
    out.update(stampJson(answer.stamp));
    if (answer.journals) {
        out["journals"] = Json::array();
        for (const auto& journal : *answer.journals)
            out["journals"].push_back({{"incarnation", journal.life.value},
                                       {"last", journal.last.value},
                                       {"hash", toHex(journal.hash)}});
    }
    return textOf(out);
}

Result<EnrolAnswer, DecodeError> decodeEnrolAnswer(std::string_view text) {
    return decodeText(text, readEnrolAnswer);
}

std::string encodeChallenge(const Challenge& challenge) {
    return textOf(
        {{"challenge", toBase64Url(challenge.nonce)}, {"expires_in", challenge.expiresIn.count()}});
}

Result<Challenge, DecodeError> decodeChallenge(std::string_view text) {
    return decodeText(text, readChallenge);
}

std::string encodeTokenRequest(const TokenRequest& request) {
    return textOf({{"incarnation", request.incarnation.value},
                   {"challenge", toBase64Url(request.nonce)},
                   {"signature", toBase64Url(request.signature)}});
}

Result<TokenRequest, DecodeError> decodeTokenRequest(std::string_view text) {
    return decodeText(text, readTokenRequest);
}

std::string encodeTokenAnswer(const TokenAnswer& answer) {
    return textOf({{"token", answer.token},
                   {"token_type", "Bearer"},
                   {"expires_in", answer.expiresIn.count()}});
}

Result<TokenAnswer, DecodeError> decodeTokenAnswer(std::string_view text) {
    return decodeText(text, readTokenAnswer);
}

Result<StandingRequest, DecodeError> decodeStandingRequest(std::string_view text) {
    if (text.empty())
        return StandingRequest{};
    return decodeText(text, readStandingRequest);
}

std::string encodeReturnRequest(const ReturnRequest& request) {
    return textOf({{"showtime", request.showtime.toString()},
                   {"epoch", request.epoch.value},
                   {"seats", seatsJson(request.seats)}});
}

Result<ReturnRequest, DecodeError> decodeReturnRequest(std::string_view text) {
    return decodeText(text, readReturnRequest);
}

Result<Done, DecodeError> decodeEmpty(std::string_view text) {
    if (text.empty())
        return Done{};
    return decodeText(text, readNothing);
}

} // namespace foyer::wire
