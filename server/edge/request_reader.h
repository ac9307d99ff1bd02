#pragma once

#include "server/edge/chunked.h"
#include "server/edge/fault.h"
#include "server/edge/head.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::edge {

/// Turns the bytes of one connection into requests, one after the other, split anywhere. Knows no
/// socket and no clock. One loop thread owns it.
class RequestReader {
public:
    enum class Step : std::uint8_t {
        NeedMore, // all bytes consumed, the request is not complete
        HeadRead, // the head is complete, a body follows
        Complete, // take() the request
        Failed,   // fault() says why; nothing more can be read from this connection
    };
    enum class Phase : std::uint8_t { Idle, Head, Body, Failed };

    RequestReader(std::size_t maxHead, std::size_t maxBody)
        : m_maxHead(maxHead), m_maxBody(maxBody) {}

    /// Consumes from `bytes` up to the next step. Requires: `bytes` is not empty.
    Step next(std::string_view& bytes);

    /// The complete request and what its head said. Ensures: the reader is idle again.
    Head take();

    Phase phase() const { return m_phase; }
    Fault fault() const { return m_fault; }
    /// The head of the request being read, valid from HeadRead on.
    const Head& head() const { return m_head; }

private:
    Step readHead(std::string_view& bytes);
    Step headFound(std::string_view text);
    Step headIncomplete(std::size_t size);
    Step readBody(std::string_view& bytes);
    Step readLength(std::string_view& bytes);
    Step readChunks(std::string_view& bytes);
    Step fail(Fault fault);

    std::size_t m_maxHead;
    std::size_t m_maxBody;
    Phase m_phase = Phase::Idle;
    Fault m_fault = Fault::MalformedHead;
    HeadScanner m_scanner;
    std::string m_partial; // of a head that came in pieces
    Head m_head;
    ChunkedDecoder m_chunks;
};

} // namespace foyer::edge
