#pragma once

// The REST resources of /v1 as text (resources/openapi.json describes them). Ids are canonical,
// money in minor units, times RFC 3339 in the cinema's own time where one is known, dates
// "2026-11-20". Requests are read strictly: an unknown member is a fault.

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/protocol/former_lives.h"
#include "shared/protocol/sync.h"
#include "shared/wire/decode_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::wire {

/// RFC 9457. `type` is a URI that never changes its meaning; `errors` point into the request.
struct Problem {
    std::string type;
    std::string title;
    int status = 500;
    std::string detail;
    std::string request; // its id, for whoever asks the people who run the server
    std::vector<DecodeError> errors;
    std::optional<protocol::Stamp> stamp;
    std::optional<protocol::UploadError> upload;
    std::optional<protocol::AllotmentError> allotment;
};
std::string encodeProblem(const Problem& problem);

// --- what there is to see ---

std::string encodeMovie(const domain::Movie& movie);
/// `next` is the cursor of the page after it, empty at the end.
std::string encodeMovies(const std::vector<const domain::Movie*>& movies, const std::string& next);

struct Fill {
    std::size_t seats = 0;
    std::size_t free = 0;
    std::size_t wheelchairFree = 0; // spaces, counted in `free` as well
};
struct ShowtimeView {
    domain::Showtime showtime;
    std::optional<Fill> fill;
};
std::string encodeShowtime(const ShowtimeView& view);
std::string encodeShowtimes(const std::vector<ShowtimeView>& views, const std::string& next);

std::string encodeAuditorium(const domain::Auditorium& auditorium);
std::string encodeAuditoriums(const std::vector<domain::Auditorium>& auditoriums);

/// The seating plan is change_json.h's encodePlan().
struct SeatMap {
    ShowtimeId showtime;
    PlanId plan;
    CommitSeq version;
    std::string_view states; // one letter per seat
};
std::string encodeSeatMap(const SeatMap& map);

/// The way from one version to a later one; also what /v1/live says (there without `from` when it
/// is news to everybody).
std::string encodeSeatsDelta(const protocol::SeatsChanged& changes,
                             std::optional<CommitSeq> from = {});

// --- terminals ---

/// POST /v1/terminals.
struct EnrolRequest {
    std::string code;
    PublicKey publicKey{};
};
std::string encodeEnrolRequest(const EnrolRequest& request);
Result<EnrolRequest, DecodeError> decodeEnrolRequest(std::string_view text);

struct EnrolAnswer {
    TerminalId terminal;
    Incarnation incarnation;
    std::string name;
    CinemaId cinema;
    protocol::Stamp stamp;
    /// How far the journals of its former lives are here; only for a device that told of them.
    std::optional<std::vector<protocol::KnownJournal>> journals{};
};
std::string encodeEnrolAnswer(const EnrolAnswer& answer);
Result<EnrolAnswer, DecodeError> decodeEnrolAnswer(std::string_view text);

/// POST /v1/terminals/{id}/challenge; the nonce is signed as protocol::authText() says.
using Nonce = std::array<std::uint8_t, 32>;
struct Challenge {
    Nonce nonce{};
    std::chrono::seconds expiresIn{};
};
std::string encodeChallenge(const Challenge& challenge);
Result<Challenge, DecodeError> decodeChallenge(std::string_view text);

/// POST /v1/terminals/{id}/token.
struct TokenRequest {
    Incarnation incarnation;
    Nonce nonce{};
    Signature signature{};
};
std::string encodeTokenRequest(const TokenRequest& request);
Result<TokenRequest, DecodeError> decodeTokenRequest(std::string_view text);

struct TokenAnswer {
    std::string token;
    std::chrono::seconds expiresIn{};
};
std::string encodeTokenAnswer(const TokenAnswer& answer);
Result<TokenAnswer, DecodeError> decodeTokenAnswer(std::string_view text);

// --- allotments; the ask itself is in sync_json.h ---

/// POST /v1/allotments/standing; a terminal may name the showtime it is about to sell.
struct StandingRequest {
    std::optional<ShowtimeId> showtime;
};
Result<StandingRequest, DecodeError> decodeStandingRequest(std::string_view text);

/// POST /v1/allotments/{id}/return.
struct ReturnRequest {
    ShowtimeId showtime;
    Epoch epoch;
    std::vector<SeatNo> seats;
};
std::string encodeReturnRequest(const ReturnRequest& request);
Result<ReturnRequest, DecodeError> decodeReturnRequest(std::string_view text);

/// POST bodies that say nothing: "" or {}.
Result<Done, DecodeError> decodeEmpty(std::string_view text);

} // namespace foyer::wire
