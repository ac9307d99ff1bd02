#pragma once

// A client of bare bytes for the contract tests of the edge: what it sends is exactly what the
// test says, split where the test says.

#include "server/edge/server.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::edge::testing {

/// Long enough for the slowest machine under a sanitizer; a test that waits so long has failed.
inline constexpr int kPatienceMs = 20'000;

struct Answer {
    int status = 0;
    std::vector<Header> headers; // names lower case
    std::string body;

    std::string header(std::string_view name) const;
};

class RawClient {
public:
    /// `receiveBuffer` in bytes limits what the kernel takes for a client that does not read.
    explicit RawClient(std::uint16_t port, int receiveBuffer = 0);
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    RawClient(RawClient&& other) noexcept;

    bool connected() const { return m_connected; }
    int fd() const { return m_fd; }
    /// The last receive() met a reset.
    bool wasReset() const { return m_reset; }

    bool send(std::string_view bytes);
    void endWriting() { ::shutdown(m_fd, SHUT_WR); }
    /// Ends with a reset instead of an orderly close.
    void reset();
    void close();

    /// One more piece; false at the end of the stream, after a reset or when patience is over.
    bool receive();
    /// Exactly `count` bytes, fewer when the stream ends.
    std::string take(std::size_t count);
    std::string takeUntil(std::string_view end);
    std::string takeAll();
    /// The peer ended the stream (or reset it) and nothing is left to read.
    bool ended();
    /// Nothing to read right now.
    bool silent() const;

    /// The next answer; status 0 when none came. `bodyless`: it answers a HEAD.
    Answer answer(bool bodyless = false);
    Answer ask(std::string_view request);

private:
    static void takeHeader(std::string_view& rest, Answer& answer);

    int m_fd = -1;
    bool m_connected = false;
    bool m_reset = false;
    std::string m_in;
};

std::string get(std::string_view target);

/// Answers with what it understood: method, path, query and body, one per line.
Response echo(const Request& request);

void echoHandler(Request request, ResponderPtr responder);

} // namespace foyer::edge::testing
