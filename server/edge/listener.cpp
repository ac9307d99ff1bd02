#include "server/edge/listener.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::edge {

namespace {

constexpr int kBacklog = 4096;

std::string peerOf(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
        ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    } else {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
        ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    }
    return text.data();
}

std::uint16_t boundPort(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    const in_port_t port = address.ss_family == AF_INET6
                               ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                               : reinterpret_cast<const sockaddr_in&>(address).sin_port;
    return ntohs(port);
}

/// A socket that listens there, or -1 with errno set.
int listenOn(const addrinfo& where) {
    const int fd = ::socket(where.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(fd, where.ai_addr, where.ai_addrlen) == 0 && ::listen(fd, kBacklog) == 0)
        return fd;
    const int why = errno;
    ::close(fd);
    errno = why;
    return -1;
}

std::string explain(const std::string& where, int why) {
    if (why == EADDRINUSE)
        return "cannot listen on " + where + ": another program already does";
    if (why == EACCES)
        return "cannot listen on " + where + ": ports below 1024 need a privilege";
    if (why == EADDRNOTAVAIL)
        return "cannot listen on " + where + ": this machine does not have that address";
    return "cannot listen on " + where + ": " + std::strerror(why);
}

int openSpare() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

} // namespace

Result<std::unique_ptr<Listener>, StartError> Listener::open(const std::string& host,
                                                             std::uint16_t port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(host.empty() ? nullptr : host.c_str(),
                                   std::to_string(port).c_str(), &hints, &found);
    if (code != 0)
        return Err{StartError{"the address " + host + " is not known: " + ::gai_strerror(code)}};
    int fd = -1;
    for (const addrinfo* at = found; at && fd < 0; at = at->ai_next)
        fd = listenOn(*at);
    const int why = errno;
    ::freeaddrinfo(found);
    if (fd < 0)
        return Err{StartError{explain(host + ":" + std::to_string(port), why)}};
    return std::unique_ptr<Listener>(new Listener(fd, boundPort(fd)));
}

Listener::Listener(int fd, std::uint16_t port) : m_fd(fd), m_port(port), m_spare(openSpare()) {}

Listener::~Listener() {
    ::close(m_fd);
    if (m_spare >= 0)
        ::close(m_spare);
}

std::optional<Listener::Accepted> Listener::accept() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int fd =
        ::accept4(m_fd, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE)
            shedOne();
        return std::nullopt;
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return Accepted{fd, peerOf(address)};
}

// A connection that cannot be accepted would stay readable and spin the loop: it is taken with the
// spare descriptor and closed.
void Listener::shedOne() {
    if (m_spare >= 0)
        ::close(m_spare);
    const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd >= 0)
        ::close(fd);
    m_spare = openSpare();
}

} // namespace foyer::edge
