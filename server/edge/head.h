#pragma once

#include "server/edge/fault.h"
#include "server/edge/message.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::edge {

/// Finds the end of a request head as it arrives and holds it to the letter of RFC 9112: every
/// line ends in CRLF, no folded lines, no control characters. One empty line before it is allowed.
class HeadScanner {
public:
    enum class Verdict : std::uint8_t { Incomplete, Complete, Malformed };

    /// Requires: `text` starts where it started at the last call and has only grown since reset().
    Verdict scan(std::string_view text);

    /// Once Complete: where the head starts (after an empty line) and ends (after its empty line).
    std::size_t begin() const { return m_begin; }
    std::size_t end() const { return m_end; }
    bool inFirstLine() const { return m_line == m_begin; }
    void reset() { *this = HeadScanner{}; }

private:
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_line = 0; // start of the line being scanned
    std::size_t m_seen = 0; // no line feed between m_line and here
};

/// How the body of a request is delimited (RFC 9112 §6.3).
enum class BodyKind : std::uint8_t { None, Length, Chunked };

/// What a head says. `request` lacks body, peer, id and secure.
struct Head {
    Request request;
    BodyKind bodyKind = BodyKind::None;
    std::uint64_t length = 0;
    bool keepAlive = true;
    bool expectsContinue = false;
    bool upgrade = false; // Connection names upgrade
};

/// Parses a head that HeadScanner found complete. Requires: `head` is fresh.
std::optional<Fault> parseHead(std::string_view text, Head& head);

} // namespace foyer::edge
