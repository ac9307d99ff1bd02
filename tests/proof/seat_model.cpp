#include "tests/proof/seat_model.h"

namespace foyer::proof {

namespace {

using domain::SeatState;
using Kind = SeatModel::Kind;

/// Who asks at a moment that may lie before the hold's end.
bool isHeldFor(const SeatModel& seat, const Operation& operation) {
    return seat.kind == Kind::Held && operation.beganAt < seat.latestExpiry;
}

bool isHeldBy(const SeatModel& seat, const Operation& operation) {
    return isHeldFor(seat, operation) && seat.hold == operation.hold;
}

bool isSoldBy(const SeatModel& seat, const Operation& operation) {
    return seat.kind == Kind::Sold && seat.hold == operation.hold;
}

/// The state the server's next commit shows, or nothing when it shows another.
std::optional<SeatModel> committed(SeatModel seat, SeatState shown, const SeatRules& rules) {
    if (rules.commits) {
        if (seat.commits == rules.commits->size() || (*rules.commits)[seat.commits] != shown)
            return {};
        ++seat.commits;
    }
    return seat;
}

std::optional<SeatModel> freed(const SeatModel& seat, const SeatRules& rules) {
    SeatModel free;
    free.commits = seat.commits;
    return committed(free, SeatState::Free, rules);
}

std::optional<SeatModel> held(SeatModel seat, const Operation& hold, const SeatRules& rules) {
    seat.kind = Kind::Held;
    seat.extended = false;
    seat.hold = hold.hold;
    seat.earliestExpiry = hold.earliestExpiry;
    seat.latestExpiry = hold.latestExpiry;
    return committed(seat, SeatState::Held, rules);
}

/// No commit of the seat: its state is the same, only its hold lives longer.
SeatModel extended(SeatModel seat, const Operation& extension) {
    seat.extended = true;
    seat.earliestExpiry = extension.earliestExpiry;
    seat.latestExpiry = extension.latestExpiry;
    return seat;
}

std::optional<SeatModel> sold(const SeatModel& seat, const SeatRules& rules) {
    SeatModel sold;
    sold.kind = Kind::Sold;
    sold.hold = seat.hold;
    sold.commits = seat.commits;
    return committed(sold, SeatState::Sold, rules);
}

/// A map shows the last commit: of a hold whose time is up nothing else until the sweep, or until
/// what was decided in time is on the disk.
bool couldReadHeld(const SeatModel& seat, const Operation& read, const SeatRules& rules) {
    const bool hasHold = seat.kind == Kind::Held || seat.kind == Kind::Lapsed;
    return hasHold && read.beganAt <= seat.latestExpiry + rules.sweep;
}

bool couldRead(const SeatModel& seat, const Operation& read, const SeatRules& rules) {
    switch (read.seen) {
    case SeatState::Free:
        return seat.kind == Kind::Free;
    case SeatState::Held:
        return couldReadHeld(seat, read, rules);
    case SeatState::Sold:
        return seat.kind == Kind::Sold;
    case SeatState::Allotted:
    case SeatState::Blocked:
        return false; // nobody in these histories does that
    }
    return false;
}

bool couldBeRefused(const SeatModel& seat, const Operation& operation) {
    switch (operation.action) {
    case Action::Hold:
        return isHeldFor(seat, operation) || seat.kind == Kind::Sold;
    case Action::Extend:
        return !isHeldBy(seat, operation) || seat.extended;
    case Action::Release:
        return !isHeldBy(seat, operation);
    case Action::Sell:
        return !isHeldBy(seat, operation) && !isSoldBy(seat, operation);
    case Action::Refund:
        return !isSoldBy(seat, operation);
    case Action::Read:
        return false;
    }
    return false;
}

} // namespace

bool isObserver(const Operation& operation) {
    return operation.action == Action::Read || operation.ending == Ending::Refused;
}

bool couldSee(const SeatModel& seat, const Operation& observer, const SeatRules& rules) {
    return observer.action == Action::Read ? couldRead(seat, observer, rules)
                                           : couldBeRefused(seat, observer);
}

std::optional<SeatModel> after(const SeatModel& seat, const Operation& change,
                               const SeatRules& rules) {
    const bool lapsed = seat.kind == Kind::Lapsed;
    switch (change.action) {
    case Action::Hold:
        return seat.kind == Kind::Free || lapsed ? held(seat, change, rules) : std::nullopt;
    case Action::Extend:
        return isHeldBy(seat, change) && !seat.extended ? std::optional(extended(seat, change))
                                                        : std::nullopt;
    case Action::Release:
        return isHeldBy(seat, change) ? freed(seat, rules) : std::nullopt;
    case Action::Sell:
        if (isHeldBy(seat, change))
            return sold(seat, rules);
        return isSoldBy(seat, change) || change.again ? std::optional(seat) : std::nullopt;
    case Action::Refund:
        if (isSoldBy(seat, change))
            return freed(seat, rules);
        return change.again ? std::optional(seat) : std::nullopt;
    case Action::Read:
        return {};
    }
    return {};
}

std::optional<SeatModel> afterTime(const SeatModel& seat, Instant now, const SeatRules& rules) {
    if (seat.kind == Kind::Lapsed)
        return freed(seat, rules);
    if (seat.kind != Kind::Held || now < seat.earliestExpiry)
        return {};
    SeatModel lapsed = seat;
    lapsed.kind = Kind::Lapsed;
    return lapsed;
}

} // namespace foyer::proof
