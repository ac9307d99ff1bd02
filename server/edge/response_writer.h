#pragma once

#include "server/edge/message.h"
#include "server/edge/out_queue.h"

#include <string_view>

namespace foyer::edge {

/// What the edge knows about the request that a response answers.
struct ResponseFrame {
    std::string_view requestId;
    std::string_view date; // an HTTP-date (RFC 9110 §5.6.7)
    bool head = false;     // answer to HEAD: headers only
    bool close = false;    // the connection ends after it
};

/// Appends `response` as HTTP/1.1 to `out`. Headers that belong to the edge (Content-Length, Date,
/// Connection, Transfer-Encoding, X-Request-Id) are left out when a handler set them. A response no
/// client could read (status outside 200–599, line breaks in a header) becomes a 500.
void writeResponse(OutQueue& out, Response response, const ResponseFrame& frame);

/// Appends the 101 that completes a WebSocket handshake.
void writeSwitch(OutQueue& out, std::string_view accept, std::string_view protocol,
                 const ResponseFrame& frame);

} // namespace foyer::edge
