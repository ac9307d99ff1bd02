#pragma once

#include "shared/base/time.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::edge {

/// Where the certificate chain and its private key lie, both PEM.
struct TlsFiles {
    std::string certificate;
    std::string key;
    /// Likewise. Clients are asked for a certificate of these; who shows none is let in all the
    /// same, uncertified. Empty: nobody is asked.
    std::string clientAuthorities{};
};

/// Every limit of the edge. A limit reached is answered or closed, never waited for.
struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; // 0: the system chooses a free one
    unsigned loops = 1;     // 1 to 64

    std::size_t maxConnections = 10'000;
    std::size_t maxPipelined = 32;            // requests of one connection not yet answered
    std::size_t maxHeadBytes = 16 * 1024;     // request line and headers; at most 64 KiB
    std::size_t maxBodyBytes = 1024 * 1024;   // after the chunked coding is taken off
    std::size_t maxUnsentBytes = 1024 * 1024; // beyond it no further request is read

    Milliseconds headTimeout{10'000};  // from the first byte of a head to its last
    Milliseconds bodyTimeout{30'000};  // from the end of the head to the end of the body
    Milliseconds idleTimeout{75'000};  // between requests
    Milliseconds writeTimeout{30'000}; // without the peer taking a single byte
    Milliseconds lingerTimeout{1'000}; // for the peer to read a last answer and close

    std::size_t maxMessageBytes = 64 * 1024;  // one WebSocket message, all its fragments
    std::size_t maxSessionBytes = 256 * 1024; // unsent to one session before it is dropped
    Milliseconds pingInterval{30'000};        // a session silent for a whole interval is closed

    /// Addresses of proxies in front of it, whose X-Forwarded-For is believed.
    std::vector<std::string> proxies{};

    std::optional<TlsFiles> tls{};

    /// Told what a handler threw or the system refused; called on loop threads. May be empty.
    std::function<void(std::string_view)> onFault{};
};

} // namespace foyer::edge
