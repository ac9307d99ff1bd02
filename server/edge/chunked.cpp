#include "server/edge/chunked.h"

#include "server/edge/ascii.h"

#include <algorithm>

namespace foyer::edge {

namespace {

constexpr std::size_t kMaxSkipped = 8 * 1024;

} // namespace

ChunkedDecoder::Step ChunkedDecoder::feed(std::string_view& bytes, std::string& body,
                                          std::size_t maxBody) {
    while (!bytes.empty()) {
        if (m_state == State::Data) {
            takeData(bytes, body);
            continue;
        }
        m_state = takeByte(bytes.front());
        if (m_state == State::Bad)
            return Step::Malformed;
        bytes.remove_prefix(1);
        if (m_state == State::Done)
            return Step::Done;
        if (m_state == State::Data && m_left > maxBody - std::min(body.size(), maxBody))
            return Step::TooLarge;
    }
    return Step::NeedMore;
}

void ChunkedDecoder::takeData(std::string_view& bytes, std::string& body) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
    body.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    m_left -= count;
    if (m_left == 0)
        m_state = State::DataCr;
}

ChunkedDecoder::State ChunkedDecoder::takeByte(char c) {
    switch (m_state) {
    case State::Size:
        return takeSize(c);
    case State::Extension:
        return takeSkipped(c, State::Extension, State::SizeLf);
    case State::SizeLf:
        m_digits = 0;
        return c != '\n' ? State::Bad : m_left > 0 ? State::Data : State::TrailerStart;
    case State::DataCr:
        return c == '\r' ? State::DataLf : State::Bad;
    case State::DataLf:
        return c == '\n' ? State::Size : State::Bad;
    case State::TrailerStart:
        return takeTrailerStart(c);
    case State::Trailer:
        return takeSkipped(c, State::Trailer, State::TrailerLf);
    case State::TrailerLf:
        return c == '\n' ? State::TrailerStart : State::Bad;
    case State::EndLf:
        return c == '\n' ? State::Done : State::Bad;
    case State::Data:
    case State::Done:
    case State::Bad:
        break;
    }
    return State::Bad;
}

ChunkedDecoder::State ChunkedDecoder::takeSize(char c) {
    const int value = hexValue(c);
    if (value >= 0 && m_digits < 8) {
        m_left = m_left * 16 + static_cast<unsigned>(value);
        ++m_digits;
        return State::Size;
    }
    if (m_digits == 0)
        return State::Bad;
    if (c == '\r')
        return State::SizeLf;
    return c == ';' ? State::Extension : State::Bad;
}

ChunkedDecoder::State ChunkedDecoder::takeSkipped(char c, State same, State afterCr) {
    if (c == '\r')
        return afterCr;
    const auto byte = static_cast<unsigned char>(c);
    const bool allowed = (byte >= 0x20 && byte != 0x7F) || c == '\t';
    return allowed && ++m_skipped <= kMaxSkipped ? same : State::Bad;
}

ChunkedDecoder::State ChunkedDecoder::takeTrailerStart(char c) {
    if (c == '\r')
        return State::EndLf;
    return c == ' ' || c == '\t' ? State::Bad : takeSkipped(c, State::Trailer, State::TrailerLf);
}

} // namespace foyer::edge
