#pragma once

// What crosses the edge: plain values, no socket in sight. A handler is a function from a Request
// to a Response; it may answer at once on the loop, or keep the Responder and answer from any
// thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::edge {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options };

using Header = std::pair<std::string, std::string>;

/// One complete HTTP/1.1 request (RFC 9112). Header names are lower case; `path` is
/// percent-decoded and normalised, `query` is raw. `id` is the client's X-Request-Id when it is a
/// sane token (≤ 64 of [A-Za-z0-9._-]), else one made by the edge.
struct Request {
    Method method = Method::Get;
    std::string path;
    std::string query;
    std::vector<Header> headers;
    std::string body;
    std::string peer; // the client, as countedAddress() has it; behind a proxy, by its word
    std::string id;
    bool secure = false;
    bool certified = false; // by a certificate of TlsFiles::clientAuthorities

    /// The first value of `name` (lower case), or empty.
    std::string_view header(std::string_view name) const;
};

/// Bytes that many answers share without a copy.
using SharedBytes = std::shared_ptr<const std::string>;

/// `body` and `shared` are alternatives; `shared` wins when set. The edge adds Content-Length,
/// Date, X-Request-Id and Connection; everything else is the handler's.
struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    SharedBytes shared;
};

/// Answers one request, exactly once, from any thread. Destroyed unanswered, it answers 500.
/// An answer to a connection that has gone is dropped.
class Responder {
public:
    virtual ~Responder() = default;
    virtual void send(Response response) = 0;
};
using ResponderPtr = std::unique_ptr<Responder>;

/// Runs on an event loop and must not block.
using Handler = std::function<void(Request, ResponderPtr)>;

} // namespace foyer::edge
