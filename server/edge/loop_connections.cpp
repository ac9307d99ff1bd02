#include "server/edge/fault.h"
#include "server/edge/loop.h"
#include "server/edge/response_writer.h"

#include <array>
#include <ctime>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// The part of the loop that makes and ends connections, and stamps what they send.

namespace foyer::edge {

namespace {

constexpr int kAcceptsPerTurn = 64;
constexpr std::uint32_t kMaxSlots = 1u << 24; // what a SessionId has room for

void appendTwo(std::string& text, int number) {
    text.push_back(static_cast<char>('0' + number / 10));
    text.push_back(static_cast<char>('0' + number % 10));
}

/// IMF-fixdate (RFC 9110 §5.6.7); strftime would ask the locale.
std::string httpDate(std::time_t at) {
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    ::gmtime_r(&at, &utc);
    std::string text = std::string(kDays[utc.tm_wday]) + ", ";
    appendTwo(text, utc.tm_mday);
    text.append(" ").append(kMonths[utc.tm_mon]).append(" ");
    text.append(std::to_string(1900 + utc.tm_year)).append(" ");
    appendTwo(text, utc.tm_hour);
    text.push_back(':');
    appendTwo(text, utc.tm_min);
    text.push_back(':');
    appendTwo(text, utc.tm_sec);
    return text.append(" GMT");
}

/// Tells a client that there is no room, as far as it can be told without waiting for it.
void turnAway(int fd, bool secure, std::string_view requestId, std::string_view date) {
    if (!secure) {
        OutQueue out;
        writeResponse(out, faultResponse(Fault::Busy), {requestId, date, false, true});
        std::array<iovec, 2> pieces;
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = out.fill(pieces);
        ::sendmsg(fd, &message, MSG_NOSIGNAL);
        ::shutdown(fd, SHUT_WR);
        std::array<char, 4096> unread;
        ::recv(fd, unread.data(), unread.size(), MSG_DONTWAIT);
    }
    ::close(fd);
}

} // namespace

void Loop::acceptSome() {
    for (int i = 0; i < kAcceptsPerTurn; ++i) {
        auto accepted = m_listener->accept();
        if (!accepted)
            return;
        place(std::move(*accepted));
    }
}

void Loop::place(Listener::Accepted accepted) {
    if (m_state.open.load() >= m_state.options.maxConnections) {
        m_state.refused.fetch_add(1, std::memory_order_relaxed);
        return turnAway(accepted.fd, m_state.tls != nullptr, makeRequestId(), date());
    }
    m_state.accepted.fetch_add(1, std::memory_order_relaxed);
    m_state.open.fetch_add(1);
    const auto& mailbox = m_peers[m_nextPeer++ % m_peers.size()];
    if (mailbox == m_mailbox)
        adopt(accepted.fd, std::move(accepted.peer));
    else if (!mailbox->post(AdoptMail{accepted.fd, std::move(accepted.peer)}))
        m_state.connectionGone();
}

void Loop::adopt(int fd, std::string peer) {
    SslPtr ssl = m_state.tls ? m_state.tls->accept(fd) : nullptr;
    const bool full = m_free.empty() && m_slots.size() >= kMaxSlots;
    if (full || (m_state.tls && !ssl)) {
        ::close(fd);
        return m_state.connectionGone();
    }
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_slots.size()));
        m_slots.emplace_back();
    }
    const std::uint32_t index = m_free.back();
    m_free.pop_back();
    Slot& slot = m_slots[index];
    const ConnectionId id{index, ++slot.generation};
    slot.connection = std::make_unique<Connection>(*this, id, fd, std::move(ssl), std::move(peer));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = static_cast<std::uint64_t>(id.generation) << 32 | id.slot;
    if (::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        slot.connection->drop();
    touch(*slot.connection);
}

void Loop::remove(std::uint32_t slot) {
    m_current = nullptr;
    m_wheel.remove(slot);
    m_slots[slot].connection.reset();
    m_free.push_back(slot);
    m_state.connectionGone();
}

void Loop::take(AnswerMail& mail) {
    answer(mail.connection, mail.sequence, std::move(mail.response));
}

void Loop::take(FrameMail& mail) {
    for (const ConnectionId id : mail.connections) {
        if (Connection* connection = find(id))
            connection->onFrame(mail.frame);
    }
}

void Loop::take(CloseSessionMail& mail) {
    if (Connection* connection = find(mail.connection))
        connection->onCloseSession(mail.code, mail.reason);
}

void Loop::take(AdoptMail& mail) {
    adopt(mail.fd, std::move(mail.peer));
}

void Loop::take(DrainMail&) {
    m_draining = true;
    m_listener.reset();
    for (Slot& slot : m_slots) {
        if (!slot.connection)
            continue;
        slot.connection->onCloseSession(close_code::kGoingAway, "the server is going away");
        touch(*slot.connection);
    }
    m_state.loopDrains();
}

void Loop::take(StopMail&) {
    m_stopped = true;
    m_listener.reset();
    m_mailbox->close();
    for (Slot& slot : m_slots) {
        if (!slot.connection)
            continue;
        slot.connection->onStop();
        touch(*slot.connection);
    }
}

std::string_view Loop::date() {
    const std::time_t now = std::time(nullptr);
    if (now != m_dateSecond) {
        m_dateSecond = now;
        m_date = httpDate(now);
    }
    return m_date;
}

std::string Loop::makeRequestId() {
    static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    // splitmix64 (Vigna): ids that neither repeat within a loop nor follow each other.
    std::uint64_t mixed = m_idState += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    mixed ^= mixed >> 31;
    std::string id(13, '0');
    for (char& c : id) {
        c = kDigits[mixed & 31];
        mixed >>= 5;
    }
    return id;
}

} // namespace foyer::edge
