#pragma once

// Small steps of several use cases, within their transaction.

#include "server/core/deadline.h"
#include "server/ports/store.h"
#include "server/services/caller.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <string>
#include <vector>

namespace foyer::server::services {

/// Known, in this very life, and not quarantined.
inline bool isAdmitted(const ports::Store& store, const Caller& caller) {
    const auto terminal = store.terminal(caller.terminal);
    return terminal && terminal->incarnation == caller.incarnation &&
           terminal->state == ports::TerminalState::Active;
}

/// The subject of tasks about the disk of one life of a terminal.
inline std::string formerLifeOf(TerminalId terminal, Incarnation incarnation) {
    return terminal.toString() + "/" + std::to_string(incarnation.value);
}

/// When the office must have looked at a disk: before each of these showtimes that is still to
/// begin, because its customers will come; where there is none, within a day.
inline Instant dueBefore(const std::vector<Instant>& starts, Instant now) {
    Instant first = now + std::chrono::hours{24};
    for (const Instant start : starts)
        first = std::min(first, core::dueBefore(start, now).value_or(first));
    return first;
}

/// Of what that life of the terminal has on lease, or had when it was declared lost.
inline Instant dueBefore(const ports::Store& store, TerminalId terminal, Incarnation life,
                         Instant now) {
    return dueBefore(store.startsLeased(terminal, life, now), now);
}

/// An allotment whose last seat has gone back is over, but for tickets that a void may bring back.
inline void closeIfEmpty(ports::Store& store, AllotmentId id) {
    auto allotment = store.allotment(id);
    const bool open = allotment && (allotment->state == protocol::AllotmentState::Live ||
                                    allotment->state == protocol::AllotmentState::Expired);
    if (!open || !allotment->seats.empty())
        return;
    allotment->state = protocol::AllotmentState::Returned;
    store.put(*allotment);
}

/// A void gave a right back to an allotment that was over.
inline void reopenIfClosed(ports::Store& store, AllotmentId id) {
    auto allotment = store.allotment(id);
    if (!allotment || allotment->state != protocol::AllotmentState::Returned ||
        allotment->seats.empty())
        return;
    allotment->state = protocol::AllotmentState::Live;
    store.put(*allotment);
}

/// Declared lost, and not back since: it has sent no entry and leased no seat. One that is back can
/// be declared lost once more, and is waited for until then.
inline bool isGone(const std::optional<ports::LossRecord>& loss) {
    return loss && loss->isDeclared() && (!loss->backAt || mutated(Mutant::ReturnedStaysLost));
}
inline bool isGone(const ports::Store& store, const ports::TerminalRecord& terminal) {
    return isGone(store.loss(terminal.id, terminal.incarnation));
}

} // namespace foyer::server::services
