#pragma once

// What is said on the WebSocket /v1/live, in text frames of JSON.
//
//   client  {"subscribe": ["<showtime>", …]}        and optionally {"since": {"<showtime>": 17}}
//           {"unsubscribe": ["<showtime>", …]}
//           {"sign_in": "<access token>"}           for who could not send it as a header, as pages
//                                                   cannot, and for who has a new one
//   server  {"showtime", "version", "changes": [[seat, "s"], …]}   seats that changed; with "from"
//                                                                  when it answers a "since"
//           {"showtime", "resync": true}            too much to tell: read the seat map
//           {"more": true}                          to terminals: ask /v1/sync/changes
//           {"signed_in": true}                     to whoever asked for it
//           {"event": {…}}                          to people: news of their bookings (CloudEvents)
//           {"signed_out": true}                    to people: their token has run out; sign in
//           with
//                                                   a new one to hear of bookings again
//           {"error": "…", "pointer": "…"}          the client's message was not understood

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/wire/decode_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

constexpr std::size_t kMostSubscriptions = 200; // of one message
constexpr std::size_t kLongestAccessToken = 2000;

struct Subscription {
    ShowtimeId showtime;
    std::optional<CommitSeq> since; // the version the client has
};
struct LiveMessage {
    std::vector<Subscription> subscribe;
    std::vector<ShowtimeId> unsubscribe;
    std::string signIn{}; // an access token; empty: that is not asked for
};
Result<LiveMessage, DecodeError> decodeLiveMessage(std::string_view text);
std::string encodeLiveMessage(const LiveMessage& message);

/// The deltas are rest_json.h's encodeSeatsDelta().
std::string encodeMore();
/// `event` is CloudEvents' JSON.
std::string encodeNews(std::string_view event);
std::string encodeSignedIn();
std::string encodeSignedOut();
std::string encodeResync(ShowtimeId showtime);
std::string encodeLiveError(const DecodeError& error);

} // namespace foyer::wire
