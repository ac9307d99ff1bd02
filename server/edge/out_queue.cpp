#include "server/edge/out_queue.h"

#include "shared/base/check.h"

#include <algorithm>

namespace foyer::edge {

namespace {

// Below this a copy is cheaper than one more entry for writev.
constexpr std::size_t kCopyBelow = 2 * 1024;
constexpr std::size_t kJoinUpTo = 16 * 1024;
constexpr std::size_t kKeepCapacity = 4 * 1024;

} // namespace

std::string& OutQueue::tail() {
    const bool joinable = m_segments.size() > m_first && !m_segments.back().shared &&
                          m_segments.back().own.size() < kJoinUpTo;
    if (!joinable)
        m_segments.emplace_back();
    return m_segments.back().own;
}

void OutQueue::append(std::string_view bytes) {
    if (bytes.empty())
        return;
    tail().append(bytes);
    m_size += bytes.size();
}

void OutQueue::append(std::string&& bytes) {
    if (bytes.size() < kCopyBelow)
        return append(std::string_view(bytes));
    m_size += bytes.size();
    m_segments.emplace_back().own = std::move(bytes);
}

void OutQueue::append(const SharedBytes& bytes) {
    if (bytes->size() < kCopyBelow)
        return append(std::string_view(*bytes));
    m_size += bytes->size();
    m_segments.emplace_back().shared = bytes;
}

std::size_t OutQueue::fill(std::span<iovec> out) const {
    std::size_t count = 0;
    std::size_t offset = m_offset;
    for (std::size_t i = m_first; i < m_segments.size() && count < out.size(); ++i) {
        const std::string_view view = m_segments[i].view().substr(offset);
        offset = 0;
        if (!view.empty())
            out[count++] = {const_cast<char*>(view.data()), view.size()};
    }
    return count;
}

void OutQueue::consume(std::size_t count) {
    CHECK(count <= m_size);
    m_size -= count;
    if (m_size == 0)
        return clear();
    while (count > 0) {
        const std::size_t left = m_segments[m_first].view().size() - m_offset;
        const std::size_t step = std::min(left, count);
        m_offset += step;
        count -= step;
        if (step == left)
            dropFront();
    }
}

void OutQueue::dropFront() {
    m_segments[m_first] = Segment{};
    m_offset = 0;
    ++m_first;
    // Moving the rest down only once half is sent keeps the cost per segment constant.
    if (m_first * 2 > m_segments.size()) {
        m_segments.erase(m_segments.begin(),
                         m_segments.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
}

void OutQueue::clear() {
    m_size = 0;
    m_first = 0;
    m_offset = 0;
    const bool reusable = !m_segments.empty() && !m_segments.front().shared &&
                          m_segments.front().own.capacity() <= kKeepCapacity;
    m_segments.resize(reusable ? 1 : 0);
    if (reusable)
        m_segments.front().own.clear();
    else
        m_segments.shrink_to_fit();
}

} // namespace foyer::edge
