#include "shared/wire/live_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

std::vector<ShowtimeId> readShowtimes(const std::optional<Value>& value) {
    std::vector<ShowtimeId> out;
    if (value)
        for (const auto& item : value->items(kMostSubscriptions))
            out.push_back(item.id<ShowtimeId>());
    return out;
}

LiveMessage readMessage(const Value& value) {
    Object o(value);
    LiveMessage message;
    const auto since = o.maybe("since");
    auto versions = since ? std::optional<Object>(Object(*since)) : std::nullopt;
    for (const auto showtime : readShowtimes(o.maybe("subscribe"))) {
        message.subscribe.push_back({showtime, {}});
        if (!versions)
            continue;
        if (const auto version = versions->maybe(showtime.toString().c_str()))
            message.subscribe.back().since = version->number<CommitSeq>(0, kMostNumber);
    }
    if (versions)
        versions->done();
    message.unsubscribe = readShowtimes(o.maybe("unsubscribe"));
    if (const auto token = o.maybe("sign_in"))
        message.signIn = token->text(kLongestAccessToken, 1);
    o.done();
    return message;
}

} // namespace

Result<LiveMessage, DecodeError> decodeLiveMessage(std::string_view text) {
    return decodeText(text, readMessage);
}

std::string encodeLiveMessage(const LiveMessage& message) {
    Json out = Json::object();
    for (const auto& [showtime, since] : message.subscribe) {
        out["subscribe"].push_back(showtime.toString());
        if (since)
            out["since"][showtime.toString()] = since->value;
    }
    for (const auto showtime : message.unsubscribe)
        out["unsubscribe"].push_back(showtime.toString());
    if (!message.signIn.empty())
        out["sign_in"] = message.signIn;
    return textOf(out);
}

std::string encodeMore() {
    return textOf({{"more", true}});
}

std::string encodeNews(std::string_view event) {
    return "{\"event\":" + std::string(event) + "}";
}

std::string encodeSignedIn() {
    return textOf({{"signed_in", true}});
}

std::string encodeSignedOut() {
    return textOf({{"signed_out", true}});
}

std::string encodeResync(ShowtimeId showtime) {
    return textOf({{"showtime", showtime.toString()}, {"resync", true}});
}

std::string encodeLiveError(const DecodeError& error) {
    return textOf({{"error", error.message}, {"pointer", error.pointer}});
}

} // namespace foyer::wire
