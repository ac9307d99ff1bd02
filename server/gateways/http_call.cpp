#include "server/gateways/http_call.h"

#include "server/ports/trace.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/URI.h>

#include <condition_variable>
#include <exception>
#include <istream>
#include <mutex>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::server::gateways {

namespace {

using Poco::Net::HTTPClientSession;
using Poco::Net::StreamSocket;

Poco::Timespan spanOf(Milliseconds time) {
    return {static_cast<Poco::Timespan::TimeDiff>(time.count()) * 1000};
}

Poco::Net::Context::Ptr tlsContext() {
    static const Poco::Net::Context::Ptr context = [] {
        Poco::Net::Context::Ptr made(
            new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", "", "",
                                   Poco::Net::Context::VERIFY_STRICT, 9, true));
        made->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
        return made;
    }();
    return context;
}

/// Cuts a connection when its time is up, however slowly the other side keeps on talking. Has a
/// descriptor of its own: whoever closes theirs first would have another connection cut.
class Deadline {
public:
    Deadline(int socket, Milliseconds time) : m_socket(::fcntl(socket, F_DUPFD_CLOEXEC, 0)) {
        if (m_socket < 0)
            throw Poco::IOException("no descriptor is left");
        m_thread = std::thread([this, time] { watch(time); });
    }
    ~Deadline() {
        {
            const std::lock_guard lock(m_lock);
            m_over = true;
        }
        m_wake.notify_one();
        m_thread.join();
        ::close(m_socket);
    }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

private:
    void watch(Milliseconds time) {
        std::unique_lock lock(m_lock);
        if (!m_wake.wait_for(lock, time, [this] { return m_over; }))
            ::shutdown(m_socket, SHUT_RDWR);
    }

    std::mutex m_lock;
    std::condition_variable m_wake;
    bool m_over = false;
    int m_socket;
    std::thread m_thread;
};

StreamSocket connected(const Poco::URI& url, const std::string& to, const HttpTimes& times) {
    StreamSocket socket;
    socket.connect(to.empty() ? Poco::Net::SocketAddress(url.getHost(), url.getPort())
                              : Poco::Net::SocketAddress(Poco::Net::IPAddress(to), url.getPort()),
                   spanOf(times.connect));
    socket.setReceiveTimeout(spanOf(times.answer));
    socket.setSendTimeout(spanOf(times.answer));
    return socket;
}

/// Under the name in the url, wherever the connection leads. Nothing of the request has left yet.
StreamSocket secured(const StreamSocket& plain, const Poco::URI& url) {
    if (url.getScheme() != "https")
        return plain;
    return Poco::Net::SecureStreamSocket::attach(plain, url.getHost(), tlsContext());
}

std::string bodyOf(std::istream& in) {
    std::string body;
    char buffer[8192];
    while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
        body.append(buffer, static_cast<std::size_t>(in.gcount()));
        if (body.size() > kLongestAnswer)
            throw Poco::DataFormatException("the answer is too long");
    }
    return body;
}

HttpAnswer exchange(HTTPClientSession& session, const Poco::URI& url, const HttpRequest& ask) {
    Poco::Net::HTTPRequest request(ask.method, url.getPathAndQuery(), "HTTP/1.1");
    request.setHost(url.getHost(), url.getPort());
    request.set("Connection", "close");
    for (const auto& [name, value] : ask.headers)
        request.set(name, value);
    if (const auto& trace = ports::currentTrace(); trace && trace->context)
        request.set("traceparent", traceparentOf(*trace->context));
    if (!ask.body.empty() || ask.method == "POST")
        request.setContentLength(static_cast<std::streamsize>(ask.body.size()));
    session.sendRequest(request) << ask.body << std::flush;
    Poco::Net::HTTPResponse response;
    std::istream& in = session.receiveResponse(response);
    HttpAnswer answer{static_cast<int>(response.getStatus()), bodyOf(in)};
    // An answer that was cut off must not be taken for a whole one.
    if (response.hasContentLength() &&
        response.getContentLength64() != static_cast<Poco::Int64>(answer.body.size()))
        throw Poco::DataFormatException("the answer was cut off");
    return answer;
}

} // namespace

HttpOutcome httpCall(const HttpRequest& request, const HttpTimes& times) {
    bool isConnected = false;
    try {
        const Poco::URI url(request.url);
        const StreamSocket plain = connected(url, request.address, times);
        std::optional<Deadline> deadline;
        if (times.whole > Milliseconds{0})
            deadline.emplace(plain.impl()->sockfd(), times.whole);
        StreamSocket socket = secured(plain, url);
        isConnected = true;
        HTTPClientSession session(socket);
        session.setTimeout(spanOf(times.answer));
        return exchange(session, url, request);
    } catch (const Poco::Exception& error) {
        if (isConnected)
            return NoAnswer{error.displayText()};
        return NotSent{error.displayText()};
    } catch (const std::exception& error) {
        if (isConnected)
            return NoAnswer{error.what()};
        return NotSent{error.what()};
    }
}

} // namespace foyer::server::gateways
