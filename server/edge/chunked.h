#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::edge {

/// Takes the chunked coding (RFC 9112 §7.1) off a body, in pieces of any size. Strict: CRLF only,
/// sizes of 1 to 8 hex digits. Extensions and trailers are skipped and bounded.
class ChunkedDecoder {
public:
    enum class Step : std::uint8_t { NeedMore, Done, Malformed, TooLarge };

    /// Consumes from `bytes` up to the end of the body at most and appends the payload to `body`.
    Step feed(std::string_view& bytes, std::string& body, std::size_t maxBody);
    void reset() { *this = ChunkedDecoder{}; }

private:
    enum class State : std::uint8_t {
        Size,
        Extension,
        SizeLf,
        Data,
        DataCr,
        DataLf,
        TrailerStart,
        Trailer,
        TrailerLf,
        EndLf,
        Done,
        Bad,
    };

    void takeData(std::string_view& bytes, std::string& body);
    State takeByte(char c);
    State takeSize(char c);
    State takeSkipped(char c, State same, State afterCr);
    State takeTrailerStart(char c);

    State m_state = State::Size;
    std::uint64_t m_left = 0;
    int m_digits = 0;
    std::size_t m_skipped = 0;
};

} // namespace foyer::edge
