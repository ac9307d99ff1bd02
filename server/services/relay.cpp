#include "server/services/relay.h"

#include "server/services/pause.h"
#include "server/services/wait.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

using Events = std::vector<ports::EventRecord>;

/// A ping is meant for its webhook alone.
Events withoutPings(Events events) {
    std::erase_if(events, [](const auto& event) {
        return event.kind == protocol::HouseEventKind::WebhookPing;
    });
    return events;
}

} // namespace

Outcome<Done> Relay::begin() {
    return submitAndWait<Done>(m_context.writer, [](ports::Store& store) {
        if (store.relayed())
            return Decided<Done>{Done{}, false};
        store.setRelayed(store.lastEvent());
        return Decided<Done>{Done{}};
    });
}

Outcome<Relay::Round> Relay::tellDue() {
    const Instant now = m_context.clock.now();
    if (!m_bus || now < m_nextAt)
        return Round{};
    const auto events = readOne<Events>(m_context.reader, [](const ports::Store& store) {
        const auto at = store.relayed();
        return at ? store.eventsAfter(*at, kMostAtOnce) : Events{};
    });
    if (!events)
        return Err{events.error()};
    if (events->empty())
        return Round{};
    const Events due = withoutPings(*events);
    const auto kept = due.empty() ? ports::EventBus::Kept{} : m_bus->publish(due);
    const bool isAll = kept.count == due.size();
    m_inVain = isAll ? 0 : m_inVain + 1;
    m_nextAt = m_inVain == 0 ? now : now + pauseAfter(m_inVain, kFirstPause, kLongestPause);
    if (isAll || kept.count > 0) {
        const auto number = isAll ? events->back().number : due.at(kept.count - 1).number;
        const auto noted = submitAndWait<Done>(m_context.writer, [number](ports::Store& store) {
            store.setRelayed(number);
            return Decided<Done>{Done{}};
        });
        if (!noted)
            return Err{noted.error()};
    }
    return Round{kept.count, kept.said};
}

} // namespace foyer::server::services
