#include "server/services/watch.h"

#include "server/services/terminals.h"

#include <algorithm>

namespace foyer::server::services {

using core::ClaimKind;
using Leases = std::map<TerminalId, std::int64_t>;

namespace {

Milliseconds since(Instant moment, Instant now) {
    return std::max(Milliseconds{0}, Milliseconds{now - moment});
}

Leases countSeats(const ports::Store& store, Instant now, Watch::Picture& picture) {
    const Instant from = now - Watch::kBehind;
    const Instant to = now + Watch::kAhead;
    Leases leases;
    for (const auto& row : store.claimsBetween(from, to)) {
        picture.claims[row.kind] += row.seats;
        if (row.kind == ClaimKind::Allotment)
            leases[row.terminal] += row.seats;
    }
    for (const auto& [id, showtimes] : store.plansBetween(from, to))
        if (const auto plan = store.plan(id))
            picture.seats += showtimes * static_cast<std::int64_t>(plan->seatCount());
    return leases;
}

void countDuties(const ports::Store& store, Instant now, Watch::Picture& picture) {
    for (const auto& [state, count] : store.openPayments())
        picture.openPayments[state] = count;
    picture.inReview = store.countInReview();
    for (const auto& [kind, count] : store.countOpenTasks())
        picture.openTasks[kind] = count;
    picture.messagesWaiting = store.countMessages(ports::MessageState::Waiting);
    picture.messagesDead = store.countMessages(ports::MessageState::Dead);
    if (const auto oldest = store.oldestWaiting())
        picture.oldestMessage = since(*oldest, now);
    picture.deliveriesWaiting = store.countUndelivered(ports::MessageState::Waiting);
    picture.deliveriesDead = store.countUndelivered(ports::MessageState::Dead);
    if (const auto relayed = store.relayed())
        for (const auto& event : store.eventsAfter(*relayed, 1))
            picture.brokerLag = since(event.at, now);
    picture.recovering = store.isRecovering();
}

} // namespace

double Watch::Picture::allottedShare() const {
    std::int64_t taken = 0;
    std::int64_t leased = 0;
    for (const auto& [kind, count] : claims)
        (kind == ClaimKind::Allotment ? leased : taken) += count;
    return seats > taken ? static_cast<double>(leased) / static_cast<double>(seats - taken) : 0.0;
}

void Watch::lookAtTerminals(const ports::Store& store, const Leases& leases, Instant now,
                            Picture& picture) {
    for (int kind = 0; kind < protocol::kTerminalKindCount; ++kind)
        if (const auto each = static_cast<ports::TerminalKind>(kind);
            each != ports::TerminalKind::Online)
            picture.devices[each] = {};
    for (const auto& terminal : store.terminals()) {
        if (terminal.kind == ports::TerminalKind::Online || isGone(store, terminal))
            continue;
        Devices& devices = picture.devices[terminal.kind];
        ++devices.enrolled;
        devices.quarantined += terminal.state == ports::TerminalState::Quarantined ? 1 : 0;
        const bool connected = m_presence.isReachable(terminal.id, now);
        devices.connected += connected ? 1 : 0;
        const Seq head{terminal.nextSeq.value - 1};
        if (const auto spoken = m_presence.spokeOfMoreThan(terminal.id, head)) {
            devices.behind += m_presence.lastEntry(terminal.id)->value - head.value;
            picture.oldestBehind = std::max(picture.oldestBehind, since(*spoken, now));
        }
        if (connected || !leases.contains(terminal.id))
            continue;
        ++picture.silentHolders;
        const Instant heard = m_presence.heardAt(terminal.id).value_or(terminal.lastSeenAt);
        picture.longestSilence = std::max(picture.longestSilence, since(heard, now));
    }
}

Outcome<Watch::Picture> Watch::look() {
    return readOne<Picture>(m_context.reader, [this](const ports::Store& store) {
        const Instant now = m_context.clock.now();
        Picture picture;
        const Leases leases = countSeats(store, now, picture);
        countDuties(store, now, picture);
        lookAtTerminals(store, leases, now, picture);
        return picture;
    });
}

} // namespace foyer::server::services
