#pragma once

#include "server/edge/message.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/uio.h>

namespace foyer::edge {

/// What a connection has yet to send. Small pieces are joined, large ones are held as they are,
/// shared bytes by reference, so that one writev takes a whole batch. One loop thread owns it.
class OutQueue {
public:
    void append(std::string_view bytes);
    /// Takes a large string over instead of copying it.
    void append(std::string&& bytes);
    void append(const SharedBytes& bytes);

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    /// Fills `out` from the front; returns how many entries. Valid until the next change.
    std::size_t fill(std::span<iovec> out) const;
    /// Requires: `count` ≤ size().
    void consume(std::size_t count);
    void clear();

private:
    struct Segment {
        std::string own;
        SharedBytes shared;
        std::string_view view() const { return shared ? std::string_view(*shared) : own; }
    };

    std::string& tail();
    void dropFront();

    std::vector<Segment> m_segments;
    std::size_t m_first = 0;  // segments before it are sent
    std::size_t m_offset = 0; // bytes of the first one that are sent
    std::size_t m_size = 0;
};

} // namespace foyer::edge
