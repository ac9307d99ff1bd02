#include "tests/bench/listeners.h"

#include "tests/bench/report.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <optional>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::bench {

namespace {

constexpr int kMostEvents = 512;
constexpr int kPatienceMs = 30'000;
constexpr std::size_t kPiece = 16 * 1024;
// What a narrow one asks for; the kernel rounds up.
constexpr int kNarrowBuffer = 1;
constexpr int kNarrowSegment = 536;

constexpr unsigned char kText = 0x81; // FIN and the opcode
constexpr unsigned char kPong = 0x8A;
constexpr int kOpClose = 0x8;
constexpr int kOpPing = 0x9;

/// What a client sends is masked, here by zeros, which leave the payload as it is (§5.3).
std::string masked(unsigned char first, std::string_view payload) {
    std::string frame(1, static_cast<char>(first));
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xFF);
    }
    return frame.append(4, '\0').append(payload);
}

struct Frame {
    int opcode = 0;
    std::string_view payload;
    std::size_t size = 0; // of all of it
};

/// The first whole frame of `bytes`; a server's are not masked.
std::optional<Frame> frameIn(std::string_view bytes) {
    if (bytes.size() < 2)
        return {};
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    std::size_t length = at(1) & 0x7F;
    std::size_t head = 2;
    const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (bytes.size() < head + extra)
        return {};
    if (extra > 0)
        length = 0;
    for (std::size_t i = 0; i < extra; ++i)
        length = length << 8 | at(head + i);
    head += extra;
    if (bytes.size() < head + length)
        return {};
    return Frame{at(0) & 0x0F, bytes.substr(head, length), head + length};
}

void sendAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        require(sent > 0 || errno == EINTR, "the server takes nothing more from a listener");
        bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
    }
}

} // namespace

Listeners::Listeners(std::uint16_t port, const std::string& path, std::size_t count, bool narrow)
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_lines(count) {
    for (std::size_t i = 0; i < count; ++i) {
        connect(m_lines[i], port, path, narrow);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_lines[i].fd, &event);
    }
}

Listeners::~Listeners() {
    for (const Line& line : m_lines)
        ::close(line.fd);
    ::close(m_epoll);
}

void Listeners::connect(Line& line, std::uint16_t port, const std::string& path, bool narrow) {
    line.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    require(line.fd >= 0, "no more files may be opened");
    if (narrow) {
        ::setsockopt(line.fd, SOL_SOCKET, SO_RCVBUF, &kNarrowBuffer, sizeof kNarrowBuffer);
        ::setsockopt(line.fd, IPPROTO_TCP, TCP_MAXSEG, &kNarrowSegment, sizeof kNarrowSegment);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(::connect(line.fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
            "port " + std::to_string(port) + " takes no listener");
    const int on = 1;
    ::setsockopt(line.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sendAll(line.fd, "GET " + path +
                         " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: "
                         "Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                         "Sec-WebSocket-Version: 13\r\n\r\n");
    std::array<char, 4096> buffer;
    std::size_t end = std::string::npos;
    while ((end = line.in.find("\r\n\r\n")) == std::string::npos) {
        const auto got = ::recv(line.fd, buffer.data(), buffer.size(), 0);
        require(got > 0, "a listener is not let in: " + line.in);
        line.in.append(buffer.data(), static_cast<std::size_t>(got));
    }
    require(line.in.starts_with("HTTP/1.1 101"), "a listener is not let in: " + line.in);
    line.in.erase(0, end + 4);
}

void Listeners::say(std::string_view text) {
    require(text.size() <= 0xFFFF, "a frame is too long");
    const std::string frame = masked(kText, text);
    for (const Line& line : m_lines)
        sendAll(line.fd, frame);
}

void Listeners::take(std::size_t index, const Heard& heard) {
    Line& line = m_lines[index];
    std::size_t taken = 0;
    while (const auto frame = frameIn(std::string_view(line.in).substr(taken))) {
        require(frame->opcode != kOpClose, "the server sent a listener away");
        if (frame->opcode == kOpPing)
            sendAll(line.fd, masked(kPong, frame->payload));
        else
            heard(index, frame->payload);
        taken += frame->size;
    }
    line.in.erase(0, taken);
}

void Listeners::receive(std::size_t index, const Heard& heard) {
    alignas(std::max_align_t) thread_local char buffer[kPiece];
    const auto got = ::recv(m_lines[index].fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    require(got > 0, "the server closed a listener's connection");
    m_lines[index].in.append(buffer, static_cast<std::size_t>(got));
    take(index, heard);
}

void Listeners::listen(const Heard& heard, const std::function<bool()>& isEnough) {
    // What came with the answer to a handshake is here already.
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (!m_lines[i].in.empty())
            take(i, heard);
    std::array<epoll_event, kMostEvents> events;
    while (!isEnough()) {
        const int ready = ::epoll_wait(m_epoll, events.data(), kMostEvents, kPatienceMs);
        require(ready > 0 || (ready < 0 && errno == EINTR), "the listeners hear nothing");
        for (int i = 0; i < ready; ++i)
            receive(events[static_cast<std::size_t>(i)].data.u64, heard);
    }
}

std::size_t raiseFileLimit() {
    rlimit limit{};
    require(::getrlimit(RLIMIT_NOFILE, &limit) == 0, "the limit of open files is not known");
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, 1'000'000));
}

} // namespace foyer::bench
