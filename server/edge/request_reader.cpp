#include "server/edge/request_reader.h"

#include "shared/base/check.h"

#include <algorithm>
#include <utility>

namespace foyer::edge {

RequestReader::Step RequestReader::next(std::string_view& bytes) {
    CHECK(!bytes.empty());
    switch (m_phase) {
    case Phase::Idle:
    case Phase::Head:
        m_phase = Phase::Head;
        return readHead(bytes);
    case Phase::Body:
        return readBody(bytes);
    case Phase::Failed:
        break;
    }
    return Step::Failed;
}

Head RequestReader::take() {
    m_phase = Phase::Idle;
    return std::exchange(m_head, Head{});
}

RequestReader::Step RequestReader::fail(Fault fault) {
    m_phase = Phase::Failed;
    m_fault = fault;
    return Step::Failed;
}

RequestReader::Step RequestReader::readHead(std::string_view& bytes) {
    // A head that arrives whole, the usual case, is parsed where it lies and never copied.
    const std::size_t before = m_partial.size();
    if (before > 0)
        m_partial.append(bytes.substr(0, m_maxHead + 3 - std::min(before, m_maxHead + 2)));
    const std::string_view text = before > 0 ? std::string_view(m_partial) : bytes;
    switch (m_scanner.scan(text)) {
    case HeadScanner::Verdict::Malformed:
        return fail(Fault::MalformedHead);
    case HeadScanner::Verdict::Incomplete:
        if (before == 0)
            m_partial.assign(bytes.substr(0, m_maxHead + 3));
        bytes = {};
        return headIncomplete(text.size() - m_scanner.begin());
    case HeadScanner::Verdict::Complete:
        break;
    }
    bytes.remove_prefix(m_scanner.end() - before);
    const Step step =
        headFound(text.substr(m_scanner.begin(), m_scanner.end() - m_scanner.begin()));
    m_scanner.reset();
    m_partial = std::string(); // an idle connection keeps no buffer
    return step;
}

RequestReader::Step RequestReader::headIncomplete(std::size_t size) {
    if (size <= m_maxHead)
        return Step::NeedMore;
    return fail(m_scanner.inFirstLine() ? Fault::TargetTooLong : Fault::HeadTooLarge);
}

RequestReader::Step RequestReader::headFound(std::string_view text) {
    if (text.size() > m_maxHead)
        return fail(text.find('\r') > m_maxHead ? Fault::TargetTooLong : Fault::HeadTooLarge);
    if (const auto fault = parseHead(text, m_head))
        return fail(*fault);
    if (m_head.bodyKind == BodyKind::None)
        return Step::Complete;
    if (m_head.bodyKind == BodyKind::Length && m_head.length > m_maxBody)
        return fail(Fault::BodyTooLarge);
    m_phase = Phase::Body;
    return Step::HeadRead;
}

RequestReader::Step RequestReader::readBody(std::string_view& bytes) {
    return m_head.bodyKind == BodyKind::Length ? readLength(bytes) : readChunks(bytes);
}

RequestReader::Step RequestReader::readLength(std::string_view& bytes) {
    std::string& body = m_head.request.body;
    const std::size_t missing = static_cast<std::size_t>(m_head.length) - body.size();
    const std::string_view piece = bytes.substr(0, missing);
    body.append(piece);
    bytes.remove_prefix(piece.size());
    return piece.size() == missing ? Step::Complete : Step::NeedMore;
}

RequestReader::Step RequestReader::readChunks(std::string_view& bytes) {
    switch (m_chunks.feed(bytes, m_head.request.body, m_maxBody)) {
    case ChunkedDecoder::Step::NeedMore:
        return Step::NeedMore;
    case ChunkedDecoder::Step::Done:
        m_chunks.reset();
        return Step::Complete;
    case ChunkedDecoder::Step::TooLarge:
        return fail(Fault::BodyTooLarge);
    case ChunkedDecoder::Step::Malformed:
        break;
    }
    return fail(Fault::MalformedBody);
}

} // namespace foyer::edge
