#include "tests/bench/load.h"

#include "tests/bench/report.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::bench {

namespace {

constexpr int kMostEvents = 256;
constexpr int kPatienceMs = 30'000;

double nowSeconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

int connectTo(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
            "port " + std::to_string(port) + " takes no connection");
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

std::string_view headerOf(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;
         at = head.find("\r\n", at)) {
        at += 2;
        if (head.size() - at <= name.size() || head[at + name.size()] != ':' ||
            ::strncasecmp(head.data() + at, name.data(), name.size()) != 0)
            continue;
        auto value = head.substr(at + name.size() + 1);
        value = value.substr(0, value.find("\r\n"));
        return value.substr(std::min(value.size(), value.find_first_not_of(' ')));
    }
    return {};
}

int statusOf(std::string_view head) {
    int status = 0;
    if (head.size() >= 12)
        std::from_chars(head.data() + 9, head.data() + 12, status);
    return status;
}

std::size_t lengthOf(std::string_view head) {
    const int status = statusOf(head);
    if (status == 304 || status == 204)
        return 0; // a length there is that of another answer (RFC 9110 §8.6)
    const auto text = headerOf(head, "content-length");
    std::size_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

} // namespace

std::string_view Answer::header(std::string_view name) const {
    return headerOf(head, name);
}

double Load::percentile(double share) const {
    if (latencies.empty())
        return 0;
    auto sorted = latencies;
    const auto at = std::min(sorted.size() - 1,
                             static_cast<std::size_t>(share * static_cast<double>(sorted.size())));
    const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(at);
    std::nth_element(sorted.begin(), nth, sorted.end());
    return *nth;
}

Load& Load::operator+=(const Load& other) {
    seconds += other.seconds;
    latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
    return *this;
}

LoadClient::LoadClient(std::uint16_t port, std::size_t connections)
    : m_port(port), m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_lines(connections) {
    for (std::size_t i = 0; i < connections; ++i)
        connect(i);
}

LoadClient::~LoadClient() {
    for (const Line& line : m_lines)
        ::close(line.fd);
    ::close(m_epoll);
}

void LoadClient::connect(std::size_t index) {
    Line& line = m_lines[index];
    if (line.fd >= 0)
        ::close(line.fd);
    line.fd = connectTo(m_port);
    line.in.clear();
    line.wanted = 0;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, line.fd, &event);
}

/// False when the conversation has come to its end.
bool LoadClient::goOn(std::size_t index) {
    const auto pause = m_lines[index].conversation->pause();
    if (pause.count() == 0)
        return ask(index);
    m_paused.push({nowSeconds() + std::chrono::duration<double>(pause).count(), index});
    return true;
}

bool LoadClient::ask(std::size_t index) {
    Line& line = m_lines[index];
    const std::string_view request = line.conversation->next();
    if (request.empty())
        return false;
    line.sentAt = nowSeconds();
    line.asked = true;
    const auto sent = ::send(line.fd, request.data(), request.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(request.size()) || resume(index);
}

/// The server has closed the connection.
bool LoadClient::resume(std::size_t index) {
    Line& line = m_lines[index];
    const bool lost = std::exchange(line.asked, false);
    require(line.conversation && (!lost || line.conversation->lost()),
            "the server closed a connection");
    connect(index);
    return !lost || goOn(index); // who pauses is still waited for
}

bool LoadClient::isComplete(Line& line) {
    if (line.wanted == 0) {
        const auto end = line.in.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        line.head = end + 2;
        line.wanted = end + 4 + lengthOf(std::string_view(line.in).substr(0, line.head));
    }
    return line.in.size() >= line.wanted;
}

/// False when the conversation has come to its end.
bool LoadClient::receive(std::size_t index, Load& load) {
    alignas(std::max_align_t) thread_local char buffer[64 * 1024];
    Line& line = m_lines[index];
    const auto got = ::recv(line.fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (got <= 0)
        return resume(index);
    line.in.append(buffer, static_cast<std::size_t>(got));
    if (!isComplete(line))
        return true;
    load.latencies.push_back(static_cast<float>((nowSeconds() - line.sentAt) * 1e6));
    require(std::exchange(line.asked, false), "the server answered what nobody asked");
    const std::string_view whole = line.in;
    const auto head = whole.substr(0, line.head);
    line.conversation->answered({statusOf(head), head, whole.substr(line.head + 2)});
    line.in.clear();
    line.wanted = 0;
    return goOn(index);
}

/// Until the next pause ends, else until the server must have answered somebody.
int LoadClient::patienceMs() const {
    if (m_paused.empty())
        return kPatienceMs;
    const double left = std::max(0.0, m_paused.top().first - nowSeconds());
    return static_cast<int>(std::ceil(left * 1e3));
}

/// Goes on where a pause is over; how many conversations ended there.
std::size_t LoadClient::wake() {
    std::size_t ended = 0;
    while (!m_paused.empty() && m_paused.top().first <= nowSeconds()) {
        const std::size_t index = m_paused.top().second;
        m_paused.pop();
        ended += ask(index) ? 0 : 1;
    }
    return ended;
}

Load LoadClient::run(const std::vector<Conversation*>& conversations) {
    require(conversations.size() <= m_lines.size(), "more conversations than connections");
    Load load;
    const double start = nowSeconds();
    std::size_t open = 0;
    for (std::size_t i = 0; i < conversations.size(); ++i) {
        m_lines[i].conversation = conversations[i];
        open += goOn(i) ? 1 : 0;
    }
    epoll_event events[kMostEvents];
    while (open > 0) {
        const bool waitsForServer = m_paused.empty();
        const int ready = ::epoll_wait(m_epoll, events, kMostEvents, patienceMs());
        require(ready != 0 || !waitsForServer, "the server does not answer");
        for (int i = 0; i < ready; ++i)
            open -= receive(events[i].data.u64, load) ? 0 : 1;
        open -= wake();
    }
    load.seconds = nowSeconds() - start;
    return load;
}

std::string getRequest(std::string_view path, std::string_view extra) {
    std::string text = "GET ";
    return text.append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n").append(extra) + "\r\n";
}

std::string postRequest(std::string_view path, std::string_view body, std::string_view token) {
    std::string text = "POST ";
    text.append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n");
    if (!token.empty())
        text.append("Authorization: Bearer ").append(token).append("\r\n");
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
    return text.append(body);
}

Reply call(std::uint16_t port, const std::string& request) {
    struct Once : Conversation {
        std::string_view request;
        Reply reply{};
        std::string_view next() override { return std::exchange(request, {}); }
        void answered(const Answer& answer) override {
            reply = {answer.status, std::string(answer.head), std::string(answer.body)};
        }
    } once;
    once.request = request;
    LoadClient(port, 1).run({&once});
    return once.reply;
}

} // namespace foyer::bench
