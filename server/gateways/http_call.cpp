#include "server/gateways/http_call.h"

#include "server/ports/trace.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/URI.h>

#include <exception>
#include <istream>

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

StreamSocket connected(const Poco::URI& url, const HttpTimes& times) {
    const Poco::Net::SocketAddress address(url.getHost(), url.getPort());
    if (url.getScheme() != "https") {
        StreamSocket socket;
        socket.connect(address, spanOf(times.connect));
        return socket;
    }
    Poco::Net::SecureStreamSocket socket(tlsContext());
    socket.setPeerHostName(url.getHost());
    socket.connect(address, spanOf(times.connect));
    socket.completeHandshake();
    return socket;
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
        StreamSocket socket = connected(url, times);
        isConnected = true;
        socket.setReceiveTimeout(spanOf(times.answer));
        socket.setSendTimeout(spanOf(times.answer));
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
