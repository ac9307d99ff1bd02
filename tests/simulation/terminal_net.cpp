// The net between a terminal and the server: loses, repeats, delays and reorders.

#include "tests/simulation/terminal_node.h"

namespace foyer::simulation {

namespace {
constexpr Milliseconds kTimeOut{8'000};

Milliseconds travel(House& house) {
    if (house.strikes(Fault::MessageDelayed, 30))
        return house.between(1'000, 12'000);
    return house.between(2, 60);
}
} // namespace

void TerminalNode::send(const core::Command& command, core::RequestId request) {
    m_open.insert(request);
    if (m_line == Line::Down) {
        later(m_house.between(1, 50), [this, request] {
            answer(request, core::RequestFailed{request, core::RequestFailure::Unreachable, {}});
        });
        return;
    }
    later(kTimeOut, [this, request] {
        answer(request, core::RequestFailed{request, core::RequestFailure::TimedOut, {}});
    });
    if (m_house.strikes(Fault::RequestLost, 25))
        return;
    if (m_house.strikes(Fault::TokenRefused, 60)) {
        later(travel(m_house), [this, request] {
            answer(request, core::RequestFailed{request, core::RequestFailure::Unauthorized, {}});
        });
        return;
    }
    const int copies = m_house.strikes(Fault::RequestTwice, 20) ? 2 : 1;
    for (int i = 0; i < copies; ++i)
        // On the wire it outlives a crash of its sender.
        m_house.schedule.after(
            travel(m_house),
            [this, command, request, life = m_life, serverLife = m_server.life(),
             caller = server::services::Caller{m_identity.terminal, m_identity.incarnation}] {
                if (serverLife == m_server.life() && reachesServer())
                    arrive(command, request, life, caller);
            });
}

void TerminalNode::arrive(const core::Command& command, core::RequestId request, std::uint64_t life,
                          const server::services::Caller& caller) {
    if (!m_server.isUp())
        return;
    if (m_house.strikes(Fault::ServerBusy, 60)) {
        if (life == m_life && m_terminal)
            answer(request, core::RequestFailed{request, core::RequestFailure::Busy,
                                                std::chrono::seconds{1}});
        return;
    }
    m_server.handle(caller, command, [&](const core::Event& event) {
        if (life == m_life && m_terminal)
            deliver(request, event);
    });
}

void TerminalNode::deliver(core::RequestId request, const core::Event& event) {
    const bool verdicts = std::holds_alternative<core::JournalAnswered>(event);
    if (m_house.strikes(verdicts ? Fault::AcknowledgementLost : Fault::AnswerLost,
                        verdicts ? 12 : 25))
        return;
    const int copies = m_house.strikes(Fault::AnswerTwice, 25) ? 2 : 1;
    for (int i = 0; i < copies; ++i)
        later(travel(m_house), [this, request, event, copies] {
            if (!hearsServer())
                return;
            // A copy of an answer reaches the core whatever the net thinks is open.
            if (copies == 2)
                return tell(event);
            answer(request, event);
        });
}

void TerminalNode::answer(core::RequestId request, const core::Event& event) {
    if (m_open.erase(request) == 0)
        return;
    tell(event);
}

} // namespace foyer::simulation
