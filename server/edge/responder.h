#pragma once

#include "server/edge/mailbox.h"
#include "server/edge/message.h"

#include <cstdint>
#include <memory>

namespace foyer::edge {

/// Carries the answer of one request to the loop of its connection: directly on that loop's
/// thread, by its mailbox from any other.
class LoopResponder final : public Responder {
public:
    LoopResponder(std::shared_ptr<Mailbox> mailbox, ConnectionId connection, std::uint64_t sequence)
        : m_mailbox(std::move(mailbox)), m_connection(connection), m_sequence(sequence) {}
    ~LoopResponder() override;
    LoopResponder(const LoopResponder&) = delete;
    LoopResponder& operator=(const LoopResponder&) = delete;

    void send(Response response) override;

private:
    std::shared_ptr<Mailbox> m_mailbox; // null once answered
    ConnectionId m_connection;
    std::uint64_t m_sequence;
};

} // namespace foyer::edge
