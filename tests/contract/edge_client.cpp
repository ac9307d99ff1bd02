#include "tests/contract/edge_client.h"

namespace foyer::edge::testing {

std::string Answer::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

RawClient::RawClient(std::uint16_t port, int receiveBuffer) {
    m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receiveBuffer > 0)
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    m_connected = ::connect(m_fd, generic, sizeof address) == 0;
    const int on = 1;
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient::RawClient(RawClient&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_connected(other.m_connected)
    , m_in(std::move(other.m_in)) {}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void RawClient::reset() {
    const linger hard{1, 0};
    ::setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
}

void RawClient::close() {
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

bool RawClient::receive() {
    pollfd waiting{m_fd, POLLIN, 0};
    if (::poll(&waiting, 1, kPatienceMs) <= 0)
        return false;
    char buffer[16 * 1024];
    const ssize_t count = ::recv(m_fd, buffer, sizeof buffer, 0);
    m_reset = count < 0 && errno == ECONNRESET;
    if (count > 0)
        m_in.append(buffer, static_cast<std::size_t>(count));
    return count > 0;
}

std::string RawClient::take(std::size_t count) {
    while (m_in.size() < count && receive()) {
    }
    const std::string taken = m_in.substr(0, count);
    m_in.erase(0, count);
    return taken;
}

std::string RawClient::takeUntil(std::string_view end) {
    std::size_t at = m_in.find(end);
    while (at == m_in.npos && receive())
        at = m_in.find(end);
    return at == m_in.npos ? std::string() : take(at + end.size());
}

std::string RawClient::takeAll() {
    while (receive()) {
    }
    return std::exchange(m_in, std::string());
}

bool RawClient::ended() {
    if (!m_in.empty())
        return false;
    pollfd waiting{m_fd, POLLIN, 0};
    char byte = 0;
    return ::poll(&waiting, 1, kPatienceMs) == 1 && ::recv(m_fd, &byte, 1, MSG_PEEK) <= 0;
}

bool RawClient::silent() const {
    pollfd waiting{m_fd, POLLIN, 0};
    return m_in.empty() && ::poll(&waiting, 1, 0) == 0;
}

Answer RawClient::answer(bool bodyless) {
    Answer answer;
    std::string_view rest;
    const std::string head = takeUntil("\r\n\r\n");
    if (head.size() < 12)
        return answer;
    answer.status = std::stoi(head.substr(9, 3));
    rest = std::string_view(head).substr(head.find("\r\n") + 2);
    while (rest.size() > 2)
        takeHeader(rest, answer);
    const std::string length = answer.header("content-length");
    if (!bodyless && !length.empty())
        answer.body = take(std::stoul(length));
    return answer;
}

Answer RawClient::ask(std::string_view request) {
    send(request);
    return answer();
}

void RawClient::takeHeader(std::string_view& rest, Answer& answer) {
    const std::size_t end = rest.find("\r\n");
    const std::size_t colon = rest.find(": ");
    std::string name(rest.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    answer.headers.emplace_back(std::move(name), rest.substr(colon + 2, end - colon - 2));
    rest.remove_prefix(end + 2);
}

std::string get(std::string_view target) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: foyer\r\n\r\n";
}

Response echo(const Request& request) {
    Response response;
    response.headers.emplace_back("Content-Type", "text/plain");
    response.body = std::to_string(static_cast<int>(request.method)) + "\n" + request.path + "\n" +
                    request.query + "\n" + request.body;
    return response;
}

void echoHandler(Request request, ResponderPtr responder) {
    responder->send(echo(request));
}

} // namespace foyer::edge::testing
