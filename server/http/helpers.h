#pragma once

// What several resources need.

#include "server/http/answer.h"
#include "server/http/query.h"
#include "server/http/router.h"
#include "server/http/workers.h"
#include "server/services/tickets.h"

namespace foyer::server::http {

/// Runs `job` on a worker, or turns the request away.
void runOr503(Workers& workers, const Answer& answer, Workers::Job job);

/// A problem whose Retry-After is this long.
void refuseSlowly(const Answer& answer, Fault fault, std::chrono::seconds wait);

/// 204.
void sendNothing(const Answer& answer);

/// True when every parameter was understood; else the answer has been given.
[[nodiscard]] bool accepted(Query& query, const Answer& answer);

/// The decoded body, or nothing when the answer has been given.
template <class T>
std::optional<T> bodyOr400(Result<T, wire::DecodeError> decoded, const Answer& answer) {
    if (decoded)
        return std::move(*decoded);
    wire::Problem problem;
    problem.errors = {decoded.error()};
    answer.problem(Fault::InvalidBody, std::move(problem));
    return {};
}

constexpr auto kLinkedData = "application/ld+json";
constexpr auto kPdf = "application/pdf";
/// Whether an Accept header names that type before plain JSON.
bool prefers(std::string_view accept, std::string_view type);

/// How a ticket file is answered, or why there is none.
void sendTickets(const Answer& answer, services::Outcome<services::Tickets::Answer> file);

/// 200, revalidated at each use; another form of what the same address has as JSON.
void sendDocument(const Answer& answer, const char* mediaType, std::string body);

/// Whether If-None-Match names `etag`, by weak comparison (RFC 9110 §13.1.2).
bool matchesEtag(std::string_view ifNoneMatch, std::string_view etag);

/// 304, with what RFC 9110 §15.4.5 asks to repeat.
edge::Response notModified(std::string_view etag, std::string_view cacheControl);

/// Link: <path?query without cursor&cursor=next>; rel="next" (RFC 8288).
std::string nextLink(const edge::Request& request, const std::string& next);

/// A page of a list, with its link onward.
void sendPage(const Answer& answer, const edge::Request& request, std::string body,
              const std::string& next);
constexpr std::int64_t kUsualPage = 50; // items, where nobody asks for another limit

/// Who has it may act on the hold, and on what became of it.
std::string holdTokenOf(const Call& call);

} // namespace foyer::server::http
