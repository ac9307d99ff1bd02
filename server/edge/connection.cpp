#include "server/edge/connection.h"

#include "server/edge/loop.h"

#include <algorithm>
#include <array>
#include <utility>

#include <sys/epoll.h>

namespace foyer::edge {

namespace {

constexpr std::size_t kPiecesPerWrite = 64;
// One busy peer must not keep the others of its loop waiting.
constexpr int kReadsPerTurn = 8;

} // namespace

Connection::Connection(Loop& loop, ConnectionId id, int fd, SslPtr ssl, std::string peer)
    : m_loop(loop)
    , m_id(id)
    , m_peer(std::move(peer))
    , m_channel(fd, std::move(ssl))
    , m_http(*this)
    , m_watched(EPOLLIN)
    , m_opened(loop.now())
    , m_blockedSince(loop.now()) {}

void Connection::onReady(std::uint32_t events) {
    if (events & EPOLLOUT)
        m_blocked = false;
    const bool ready = events & EPOLLIN || (events & EPOLLOUT && m_channel.readWantsWrite());
    if (ready)
        readMore();
    else if (events & (EPOLLERR | EPOLLHUP))
        drop();
}

void Connection::readMore() {
    for (int i = 0; i < kReadsPerTurn && wantsBytes(); ++i) {
        const std::span<char> buffer = m_loop.readBuffer();
        const Channel::Outcome outcome = m_channel.read(buffer);
        switch (outcome.status) {
        case Channel::Status::Moved:
            received({buffer.data(), outcome.bytes});
            break;
        case Channel::Status::WouldBlock:
            return;
        case Channel::Status::Ended:
            return peerEnded();
        case Channel::Status::Failed:
            return drop();
        }
        if (!secure() && outcome.bytes < buffer.size())
            return;
    }
}

void Connection::received(std::string_view bytes) {
    if (m_state == State::Open)
        feed(bytes);
}

void Connection::feed(std::string_view bytes) {
    if (!m_session)
        m_http.receive(bytes);
    if (m_session)
        m_session->receive(std::exchange(bytes, {}));
    if (m_state == State::Open && !bytes.empty())
        m_stash.assign(bytes);
}

void Connection::peerEnded() {
    m_peerEnded = true;
    if (m_session)
        m_session->ended();
    if (m_state == State::Lingering)
        drop();
}

void Connection::upgrade(const Request& request) {
    m_session = std::make_unique<WebSocketStream>(*this, *m_loop.state().sockets);
    m_loop.touch(*this);
    m_session->open(request);
}

void Connection::close(bool soon) {
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_stash.clear();
    if (soon)
        m_endBy = m_loop.now() + m_loop.options().lingerTimeout;
    m_loop.touch(*this);
}

void Connection::onAnswer(std::uint64_t sequence, Response response) {
    if (!m_session && m_state == State::Open)
        m_http.answer(sequence, std::move(response));
}

void Connection::onFrame(const SharedBytes& frame) {
    if (m_session)
        m_session->send(frame);
}

void Connection::onCloseSession(std::uint16_t code, std::string_view reason) {
    if (m_session)
        m_session->close(code, reason);
}

void Connection::onThrow() {
    if (m_session)
        m_session->close(close_code::kInternalError, "");
    else if (m_state == State::Open)
        m_http.fail();
}

void Connection::onStop() {
    onCloseSession(close_code::kGoingAway, "the server stops");
    flush();
    drop();
}

void Connection::onDeadline() {
    const LoopTime now = m_loop.now();
    const bool stalled = m_blocked && now >= m_blockedSince + m_loop.options().writeTimeout;
    const bool handshakeLate =
        !m_channel.established() && now >= m_opened + m_loop.options().headTimeout;
    if (stalled || (m_blocked && now >= m_endBy))
        m_channel.forgetUnsent();
    if (now >= m_endBy || stalled || handshakeLate)
        drop();
    else if (m_state != State::Open)
        return;
    else if (m_session)
        m_session->onDeadline();
    else
        m_http.onDeadline();
}

void Connection::flush() {
    std::array<iovec, kPiecesPerWrite> pieces;
    while (!m_out.empty() && !m_blocked && m_state != State::Gone) {
        const std::size_t count = m_out.fill(pieces);
        const Channel::Outcome outcome = m_channel.write(std::span(pieces).first(count));
        switch (outcome.status) {
        case Channel::Status::Moved:
            m_out.consume(outcome.bytes);
            break;
        case Channel::Status::WouldBlock:
            m_blocked = true;
            m_blockedSince = m_loop.now();
            break;
        case Channel::Status::Ended:
        case Channel::Status::Failed:
            drop();
        }
    }
}

bool Connection::hasRoom() const {
    return m_out.size() < m_loop.options().maxUnsentBytes && (m_session || !m_http.full());
}

bool Connection::resume() {
    if (m_state != State::Open || m_stash.empty() || !hasRoom())
        return false;
    const std::string stash = std::exchange(m_stash, std::string());
    feed(stash);
    return true;
}

void Connection::settle() {
    do {
        flush();
    } while (resume());
    finish();
    if (gone() && m_session)
        m_session->ended();
    if (m_session)
        m_session->settle();
    if (gone())
        return;
    watch();
    m_loop.arm(*this, deadline());
}

void Connection::finish() {
    if (m_state == State::Closing && m_out.empty())
        return linger();
    if (m_state != State::Open || m_session || !m_out.empty())
        return;
    if (m_peerEnded ? m_http.unanswered() == 0 : m_loop.draining() && m_http.idle()) {
        m_channel.endWriting();
        drop();
    }
}

// Closing with bytes unread would reset the connection, and the reset may overtake the last answer:
// the peer is told first, and given a moment to read and close.
void Connection::linger() {
    m_channel.endWriting();
    m_state = m_peerEnded ? State::Gone : State::Lingering;
    m_endBy = std::min(m_endBy, m_loop.now() + m_loop.options().lingerTimeout);
}

bool Connection::wantsBytes() const {
    if (m_peerEnded)
        return false;
    return m_state == State::Lingering || (m_state == State::Open && m_stash.empty() && hasRoom());
}

LoopTime Connection::deadline() const {
    LoopTime at = m_endBy;
    if (m_blocked)
        at = std::min(at, m_blockedSince + m_loop.options().writeTimeout);
    if (!m_channel.established())
        at = std::min(at, m_opened + m_loop.options().headTimeout);
    if (m_state == State::Open)
        at = std::min(at, m_session ? m_session->deadline() : m_http.deadline());
    return at;
}

void Connection::watch() {
    const bool write = m_blocked || m_channel.readWantsWrite();
    const std::uint32_t events = (wantsBytes() ? static_cast<std::uint32_t>(EPOLLIN) : 0u) |
                                 (write ? static_cast<std::uint32_t>(EPOLLOUT) : 0u);
    if (events == m_watched)
        return;
    m_watched = events;
    m_loop.watch(*this, events);
}

} // namespace foyer::edge
