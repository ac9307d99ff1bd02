#pragma once

// Many WebSocket connections that hear what a server says (RFC 6455): one thread, epoll.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::bench {

class Listeners {
public:
    /// Connects them one after the other. `narrow`: the kernel takes as little as it can for them,
    /// so that whoever does not read soon blocks the server's end.
    Listeners(std::uint16_t port, const std::string& path, std::size_t count, bool narrow = false);
    ~Listeners();
    Listeners(const Listeners&) = delete;
    Listeners& operator=(const Listeners&) = delete;

    std::size_t count() const { return m_lines.size(); }

    /// Each of them says this, in one text frame.
    void say(std::string_view text);

    using Heard = std::function<void(std::size_t listener, std::string_view payload)>;
    /// Takes what comes, and answers pings, until `isEnough`. Ends the program when a connection
    /// ends or nothing comes for half a minute.
    void listen(const Heard& heard, const std::function<bool()>& isEnough);

private:
    struct Line {
        int fd = -1;
        std::string in{};
    };
    void connect(Line& line, std::uint16_t port, const std::string& path, bool narrow);
    void receive(std::size_t index, const Heard& heard);
    void take(std::size_t index, const Heard& heard);

    int m_epoll = -1;
    std::vector<Line> m_lines;
};

/// As many files as the system lets a process open, for this one and those it starts; how many that
/// are.
std::size_t raiseFileLimit();

} // namespace foyer::bench
