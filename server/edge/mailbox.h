#pragma once

#include "server/edge/message.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace foyer::edge {

/// Names one connection of one loop. The generation tells it from every earlier one in its slot,
/// so that a late answer reaches nobody else.
struct ConnectionId {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
};

/// What other threads ask of a loop.
struct AnswerMail {
    ConnectionId connection;
    std::uint64_t sequence; // of the request on its connection
    Response response;
};
struct FrameMail {
    std::vector<ConnectionId> connections;
    SharedBytes frame;
};
struct CloseSessionMail {
    ConnectionId connection;
    std::uint16_t code;
    std::string reason;
};
struct AdoptMail {
    int fd; // the loop owns it from here on
    std::string peer;
};
struct DrainMail {};
struct StopMail {};

using Mail = std::variant<AnswerMail, FrameMail, CloseSessionMail, AdoptMail, DrainMail, StopMail>;

/// How any thread reaches a loop: a queue and an eventfd that wakes it. Outlives the loop as long
/// as somebody holds it; mail to a closed box is dropped.
class Mailbox {
public:
    Mailbox();
    ~Mailbox();
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    /// Any thread. False when the box is closed: a descriptor in the mail has been closed then.
    bool post(Mail mail);

    /// The owner thread says so once; mail it posts to itself needs no wake-up.
    void ownedByThisThread();
    bool isOwner() const;

    // The owner thread only.
    /// Replaces the content of `into` by all that has come.
    void take(std::vector<Mail>& into);
    bool empty() const { return !m_filled.load(std::memory_order_acquire); }
    void acknowledge();
    void close();

    int fd() const { return m_fd; }

private:
    int m_fd;
    std::mutex m_mutex;
    std::vector<Mail> m_mail;
    std::atomic<bool> m_filled{false};
    bool m_closed = false;
};

} // namespace foyer::edge
