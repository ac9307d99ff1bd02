#pragma once

#include "shared/base/time.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace foyer::server::gateways {

struct HttpRequest {
    std::string method = "GET";
    std::string url; // http or https
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// The address to connect to, port and name being the url's; empty: to what its host leads to.
    std::string address{};
};
struct HttpTimes {
    Milliseconds connect{3'000};
    Milliseconds answer{10'000}; // from one byte to the next
    Milliseconds whole{0};       // from the connection to the last byte; 0: as long as bytes come
};

struct HttpAnswer {
    int status = 0;
    std::string body; // at most kLongestAnswer bytes
};
constexpr std::size_t kLongestAnswer = 1024 * 1024;
/// No byte of the request has left: certainly nothing was done.
struct NotSent {
    std::string why;
};
/// It may have arrived; no whole answer came.
struct NoAnswer {
    std::string why;
};
using HttpOutcome = std::variant<HttpAnswer, NotSent, NoAnswer>;

/// One request over a connection of its own, TLS by the certificates of the system. Redirects are
/// answers like any other. Says `traceparent` when it works for a traced request. Blocks; never
/// throws. Thread-safe.
HttpOutcome httpCall(const HttpRequest& request, const HttpTimes& times);

} // namespace foyer::server::gateways
