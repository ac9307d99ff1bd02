#pragma once

#include "server/ports/event_bus.h"
#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Hands every event of the house on, in order and at least once: where it is, is kept, and moves
/// on when the other side has said that it keeps what it was given. While that side is out of reach
/// it is tried ever later. For one thread of its own, which waits for the writer.
class Relay {
public:
    static constexpr std::size_t kMostAtOnce = 100;
    static constexpr std::chrono::seconds kFirstPause{1}; // then twice as long each time
    static constexpr std::chrono::seconds kLongestPause{60};

    /// `bus` null: there is nobody to hand them to.
    Relay(const Context& context, ports::EventBus* bus) : m_context(context), m_bus(bus) {}

    bool hasBus() const { return m_bus != nullptr; }
    /// The first time of all: from now on. Later: from where it was.
    Outcome<Done> begin();

    struct Round {
        std::size_t count = 0; // handed on
        std::string said;      // what kept the rest back; empty: nothing
    };
    /// What is due, if it is time to try.
    Outcome<Round> tellDue();

private:
    Context m_context;
    ports::EventBus* m_bus;
    int m_inVain = 0; // in a row
    Instant m_nextAt{};
};

} // namespace foyer::server::services
