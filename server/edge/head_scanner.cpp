#include "server/edge/head.h"

#include <cstring>

namespace foyer::edge {

namespace {

bool hasControl(std::string_view line) {
    unsigned bad = 0;
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        bad |= static_cast<unsigned>(byte < 0x20) & static_cast<unsigned>(byte != '\t');
        bad |= static_cast<unsigned>(byte == 0x7F);
    }
    return bad != 0;
}

} // namespace

HeadScanner::Verdict HeadScanner::scan(std::string_view text) {
    while (m_seen < text.size()) {
        const void* found = std::memchr(text.data() + m_seen, '\n', text.size() - m_seen);
        if (!found) {
            m_seen = text.size();
            return Verdict::Incomplete;
        }
        const auto feed = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
        if (feed == m_line || text[feed - 1] != '\r')
            return Verdict::Malformed;
        const std::string_view line = text.substr(m_line, feed - 1 - m_line);
        const bool first = m_line == m_begin;
        m_line = m_seen = feed + 1;
        if (line.empty() && !first) {
            m_end = m_line;
            return Verdict::Complete;
        }
        if (line.empty() && m_begin > 0)
            return Verdict::Malformed;
        if (line.empty())
            m_begin = m_line;
        else if (line.front() == ' ' || line.front() == '\t' || hasControl(line))
            return Verdict::Malformed;
    }
    return Verdict::Incomplete;
}

} // namespace foyer::edge
