#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace foyer::edge {

/// Why a server cannot start, in words for its operator.
struct StartError {
    std::string message;
};

/// The listening socket. One loop thread owns it once that loop runs.
class Listener {
public:
    struct Accepted {
        int fd; // non-blocking, TCP_NODELAY; the caller owns it
        std::string peer;
    };

    static Result<std::unique_ptr<Listener>, StartError> open(const std::string& host,
                                                              std::uint16_t port);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    int fd() const { return m_fd; }
    std::uint16_t port() const { return m_port; }

    /// The next connection, or nothing for now.
    std::optional<Accepted> accept();

private:
    Listener(int fd, std::uint16_t port);
    void shedOne();

    int m_fd;
    std::uint16_t m_port;
    int m_spare; // given up for a moment when descriptors run out, to turn a client away
};

} // namespace foyer::edge
