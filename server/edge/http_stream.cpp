#include "server/edge/http_stream.h"

#include "server/edge/client_address.h"
#include "server/edge/connection.h"
#include "server/edge/handshake.h"
#include "server/edge/loop.h"
#include "server/edge/responder.h"
#include "server/edge/response_writer.h"

#include <algorithm>
#include <utility>

namespace foyer::edge {

namespace {

bool isSaneId(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.' || c == '_' || c == '-';
    });
}

} // namespace

HttpStream::HttpStream(Connection& connection)
    : m_connection(connection)
    , m_reader(connection.loop().options().maxHeadBytes, connection.loop().options().maxBodyBytes)
    , m_since(connection.loop().now()) {}

bool HttpStream::full() const {
    if (m_last || unanswered() >= m_connection.loop().options().maxPipelined)
        return true;
    // While draining, requests not yet begun are for the next server.
    return m_connection.loop().draining() && unanswered() > 0 &&
           m_reader.phase() == RequestReader::Phase::Idle;
}

void HttpStream::receive(std::string_view& bytes) {
    while (!bytes.empty() && !full() && !m_connection.upgraded())
        step(bytes);
}

void HttpStream::step(std::string_view& bytes) {
    if (m_reader.phase() == RequestReader::Phase::Idle)
        m_since = m_connection.loop().now();
    switch (m_reader.next(bytes)) {
    case RequestReader::Step::NeedMore:
        break;
    case RequestReader::Step::HeadRead:
        headRead();
        break;
    case RequestReader::Step::Complete:
        m_owesContinue = false;
        dispatch(m_reader.take());
        break;
    case RequestReader::Step::Failed:
        refuse(m_reader.fault());
        break;
    }
}

void HttpStream::headRead() {
    m_since = m_connection.loop().now();
    m_owesContinue = m_reader.head().expectsContinue;
    if (m_owesContinue && unanswered() == 0)
        writeContinue();
}

void HttpStream::writeContinue() {
    m_owesContinue = false;
    m_connection.out().append(std::string_view("HTTP/1.1 100 Continue\r\n\r\n"));
    m_connection.loop().touch(m_connection);
}

std::uint64_t HttpStream::expect(std::string id, bool head, bool close) {
    m_exchanges.push_back({std::move(id), head, close});
    m_last = m_last || close;
    return m_frontSequence + unanswered() - 1;
}

void HttpStream::dispatch(Head head) {
    Loop& loop = m_connection.loop();
    Request& request = head.request;
    request.peer =
        countedAddress(clientAddress(m_connection.peer(), request, loop.options().proxies));
    request.secure = m_connection.secure();
    request.certified = m_connection.certified();
    const std::string_view given = request.header("x-request-id");
    request.id = isSaneId(given) ? std::string(given) : loop.makeRequestId();
    loop.state().requests.fetch_add(1, std::memory_order_relaxed);
    const std::uint64_t sequence =
        expect(request.id, request.method == Method::Head, !head.keepAlive);
    if (head.upgrade && loop.state().sockets && upgrade(request, head.bodyKind))
        return;
    loop.state().handler(std::move(request), std::make_unique<LoopResponder>(
                                                 loop.mailbox(), m_connection.id(), sequence));
}

bool HttpStream::upgrade(Request& request, BodyKind body) {
    const std::uint64_t sequence = m_frontSequence + unanswered() - 1;
    const Handshake handshake = inspectHandshake(request);
    if (handshake == Handshake::None)
        return false;
    if (handshake == Handshake::WrongVersion) {
        answer(sequence, faultResponse(Fault::UpgradeVersion));
        return true;
    }
    // Earlier answers would have to come between the 101 and the first frame.
    if (handshake == Handshake::Malformed || unanswered() > 1 || body != BodyKind::None || m_last) {
        answer(sequence, faultResponse(Fault::UpgradeMalformed));
        return true;
    }
    UpgradeDecision decision = m_connection.loop().state().sockets->accept(request);
    if (auto* refusal = std::get_if<Response>(&decision))
        answer(sequence, std::move(*refusal));
    else if (const auto* welcome = std::get_if<AcceptUpgrade>(&decision))
        accept(request, welcome->protocol);
    return !std::holds_alternative<PassOn>(decision);
}

void HttpStream::accept(Request& request, std::string_view protocol) {
    Loop& loop = m_connection.loop();
    const ResponseFrame frame{.requestId = request.id, .date = loop.date()};
    writeSwitch(m_connection.out(), acceptFor(request.header("sec-websocket-key")),
                offersProtocol(request, protocol) ? protocol : std::string_view{}, frame);
    m_exchanges.clear();
    m_front = 0;
    m_connection.upgrade(request);
}

void HttpStream::refuse(Fault fault) {
    answer(expect(m_connection.loop().makeRequestId(), false, true), faultResponse(fault));
}

void HttpStream::answer(std::uint64_t sequence, Response response) {
    const std::uint64_t ahead = sequence - m_frontSequence;
    if (ahead >= unanswered() || m_exchanges[m_front + ahead].response)
        return;
    m_exchanges[m_front + ahead].response = std::move(response);
    if (ahead == 0)
        writeAnswers();
}

bool HttpStream::closesAfter(const Exchange& exchange) const {
    return exchange.close || (m_connection.loop().draining() && unanswered() == 1 &&
                              m_reader.phase() == RequestReader::Phase::Idle);
}

void HttpStream::writeAnswers() {
    Loop& loop = m_connection.loop();
    loop.touch(m_connection);
    while (unanswered() > 0 && m_exchanges[m_front].response) {
        Exchange& exchange = m_exchanges[m_front];
        const bool close = closesAfter(exchange);
        writeResponse(m_connection.out(), std::move(*exchange.response),
                      {exchange.id, loop.date(), exchange.head, close});
        ++m_front;
        ++m_frontSequence;
        m_last = m_last || close;
        if (close)
            m_connection.close();
    }
    if (unanswered() > 0)
        return;
    m_exchanges.clear();
    m_front = 0;
    if (m_reader.phase() == RequestReader::Phase::Idle)
        m_since = loop.now();
    if (m_owesContinue)
        writeContinue();
}

void HttpStream::fail() {
    if (unanswered() == 0)
        return m_connection.close();
    m_last = m_exchanges.back().close = true;
    answer(m_frontSequence + unanswered() - 1, faultResponse(Fault::Unanswered));
}

LoopTime HttpStream::deadline() const {
    if (m_last)
        return TimerWheel::kNever;
    const Options& options = m_connection.loop().options();
    switch (m_reader.phase()) {
    case RequestReader::Phase::Idle:
        return unanswered() == 0 ? m_since + options.idleTimeout : TimerWheel::kNever;
    case RequestReader::Phase::Head:
        return m_since + options.headTimeout;
    case RequestReader::Phase::Body:
        return m_since + options.bodyTimeout;
    case RequestReader::Phase::Failed:
        break;
    }
    return TimerWheel::kNever;
}

void HttpStream::onDeadline() {
    if (m_connection.loop().now() < deadline())
        return;
    if (m_reader.phase() == RequestReader::Phase::Idle)
        m_connection.drop();
    else
        refuse(Fault::RequestTimeout);
}

} // namespace foyer::edge
