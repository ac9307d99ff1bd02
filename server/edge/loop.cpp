#include "server/edge/loop.h"

#include "shared/base/check.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <utility>

#include <sys/epoll.h>
#include <sys/random.h>
#include <unistd.h>

namespace foyer::edge {

namespace {

constexpr std::size_t kReadBufferSize = 64 * 1024;
static_assert(kReadBufferSize >= Channel::kLeastRead);
constexpr int kEventsPerWait = 256;
constexpr std::uint64_t kMailboxKey = UINT64_MAX;
constexpr std::uint64_t kListenerKey = UINT64_MAX - 1;

thread_local Loop* t_loop = nullptr;

LoopTime readClock() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

std::uint64_t keyOf(ConnectionId id) {
    return static_cast<std::uint64_t>(id.generation) << 32 | id.slot;
}

void add(int epoll, int fd, std::uint64_t key) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = key;
    CHECK(::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0);
}

std::uint64_t randomState() {
    std::uint64_t state = 0;
    CHECK(::getrandom(&state, sizeof state, 0) == sizeof state);
    return state;
}

} // namespace

Loop::Loop(ServerState& state, std::uint32_t index)
    : m_state(state)
    , m_index(index)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_mailbox(std::make_shared<Mailbox>())
    , m_now(readClock())
    , m_wheel(m_now)
    , m_readBuffer(kReadBufferSize)
    , m_idState(randomState()) {
    CHECK(m_epoll >= 0);
    add(m_epoll, m_mailbox->fd(), kMailboxKey);
}

Loop::~Loop() {
    join();
    m_mailbox->close();
    ::close(m_epoll);
}

void Loop::adoptListener(std::unique_ptr<Listener> listener,
                         std::vector<std::shared_ptr<Mailbox>> mailboxes) {
    m_listener = std::move(listener);
    m_peers = std::move(mailboxes);
    add(m_epoll, m_listener->fd(), kListenerKey);
}

void Loop::start() {
    m_thread = std::thread([this] { run(); });
}

void Loop::join() {
    if (m_thread.joinable())
        m_thread.join();
}

Loop* Loop::here(const Mailbox& mailbox) {
    return mailbox.isOwner() ? t_loop : nullptr;
}

void Loop::run() {
    t_loop = this;
    m_mailbox->ownedByThisThread();
    while (!m_stopped)
        turnCaught();
    t_loop = nullptr;
}

// The one place where this thread catches: whatever a handler throws costs its own connection and
// no other.
void Loop::turnCaught() {
    try {
        turn();
    } catch (const std::exception& thrown) {
        recover(thrown.what());
    } catch (...) {
        recover("an exception that is none of the standard library's");
    }
}

void Loop::recover(std::string_view what) {
    m_state.report(what);
    Connection* culprit = std::exchange(m_current, nullptr);
    if (!culprit)
        return;
    culprit->onThrow();
    touch(*culprit);
}

void Loop::turn() {
    wait();
    expire();
    deliver();
    settleAll();
}

int Loop::waitTime() const {
    if (!m_touched.empty() || !m_due.empty() || !m_inbox.empty() || !m_mailbox->empty())
        return 0;
    const auto next = m_wheel.next();
    if (!next)
        return -1;
    return static_cast<int>(std::clamp<std::int64_t>((*next - readClock()).count(), 0, 60'000));
}

void Loop::wait() {
    std::array<epoll_event, kEventsPerWait> events;
    const int count = ::epoll_wait(m_epoll, events.data(), kEventsPerWait, waitTime());
    m_now = readClock();
    CHECK(count >= 0 || errno == EINTR);
    for (int i = 0; i < count; ++i)
        dispatch(events[static_cast<std::size_t>(i)]);
    m_current = nullptr;
}

void Loop::dispatch(const epoll_event& event) {
    if (event.data.u64 == kMailboxKey)
        return m_mailbox->acknowledge();
    if (event.data.u64 == kListenerKey)
        return acceptSome();
    const auto slot = static_cast<std::uint32_t>(event.data.u64);
    if (Connection* connection = enter({slot, static_cast<std::uint32_t>(event.data.u64 >> 32)}))
        connection->onReady(event.events);
}

Connection* Loop::find(ConnectionId id) {
    if (id.slot >= m_slots.size() || m_slots[id.slot].generation != id.generation)
        return nullptr;
    Connection* connection = m_slots[id.slot].connection.get();
    return connection && !connection->gone() ? connection : nullptr;
}

Connection* Loop::enter(ConnectionId id) {
    m_current = find(id);
    if (m_current)
        touch(*m_current);
    return m_current;
}

void Loop::touch(Connection& connection) {
    Slot& slot = m_slots[connection.id().slot];
    if (std::exchange(slot.touched, true))
        return;
    m_touched.push_back(connection.id().slot);
}

void Loop::watch(const Connection& connection, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = keyOf(connection.id());
    CHECK(::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.fd(), &event) == 0);
}

void Loop::arm(const Connection& connection, LoopTime deadline) {
    m_wheel.set(connection.id().slot, deadline);
}

void Loop::answer(ConnectionId id, std::uint64_t sequence, Response response) {
    if (Connection* connection = find(id))
        connection->onAnswer(sequence, std::move(response));
}

SessionId Loop::sessionId(ConnectionId id) const {
    return {static_cast<std::uint64_t>(m_index) << 56 | static_cast<std::uint64_t>(id.slot) << 32 |
            id.generation};
}

void Loop::expire() {
    m_wheel.collect(m_now, m_due);
    while (!m_due.empty()) {
        const std::uint32_t slot = m_due.back();
        m_due.pop_back();
        if (Connection* connection = enter({slot, m_slots[slot].generation}))
            connection->onDeadline();
    }
    m_current = nullptr;
}

void Loop::deliver() {
    // What an exception left undelivered comes first.
    if (m_inbox.empty() && !m_mailbox->empty())
        m_mailbox->take(m_inbox);
    while (m_inboxNext < m_inbox.size()) {
        Mail& mail = m_inbox[m_inboxNext++];
        std::visit([this](auto& item) { take(item); }, mail);
    }
    m_inbox.clear();
    m_inboxNext = 0;
}

void Loop::settleAll() {
    while (!m_touched.empty()) {
        const std::uint32_t slot = m_touched.back();
        m_touched.pop_back();
        m_slots[slot].touched = false;
        m_current = m_slots[slot].connection.get();
        if (m_current)
            m_current->settle();
        if (m_current && m_current->gone())
            remove(slot);
    }
    m_current = nullptr;
}

} // namespace foyer::edge
