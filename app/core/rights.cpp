#include "app/core/rights.h"

#include "app/core/backoff.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::core {

namespace {

/// Where the seat is, or where it would have to be put in.
template <class Seats>
auto placeOf(Seats& seats, SeatNo seat) {
    return std::lower_bound(seats.begin(), seats.end(), seat,
                            [](const SeatRight& a, SeatNo b) { return a.seat < b; });
}

std::optional<RightState> stateOf(const HeldAllotment& held, SeatNo seat) {
    const auto at = placeOf(held.seats, seat);
    if (at == held.seats.end() || at->seat != seat)
        return {};
    return at->state;
}

bool addSeats(HeldAllotment& held, const std::vector<SeatNo>& seats) {
    bool added = false;
    for (const SeatNo seat : seats) {
        if (mutated(Mutant::ReturnedRightComesBack) && stateOf(held, seat) == RightState::Returned)
            placeOf(held.seats, seat)->state = RightState::Mine;
        if (!stateOf(held, seat)) {
            held.seats.insert(placeOf(held.seats, seat), {seat, RightState::Mine});
            added = true;
        }
    }
    return added;
}

HeldAllotment heldFrom(const protocol::Allotment& allotment) {
    HeldAllotment held;
    held.id = allotment.id;
    held.showtime = allotment.showtime;
    held.epoch = allotment.epoch;
    held.kind = allotment.kind;
    held.plan = allotment.plan;
    held.lastFormer = allotment.lastFormer;
    return held;
}

protocol::AllotmentState stateAfter(const HeldAllotment& held, protocol::AllotmentState told,
                                    bool byAnswer) {
    using protocol::AllotmentState;
    // What is lost stays lost, whatever an older answer says.
    if (held.state == AllotmentState::Lost || byAnswer)
        return held.state == AllotmentState::Lost ? held.state : told;
    if (told == AllotmentState::Returned || told == AllotmentState::Lost)
        return told;
    // How old a lease is tells the terminal's own clock: the feed does not know of renewals, and
    // may overtake one with an expiry of before.
    return held.state == AllotmentState::Returned ? AllotmentState::Live : held.state;
}

} // namespace

void Rights::restore(std::vector<HeldAllotment> allotments) {
    for (auto& held : allotments) {
        m_byShowtime.emplace(held.showtime, held.id);
        m_allotments.emplace(held.id, std::move(held));
    }
}

/// The last token that was given under a former plan of the showtime, as far as the rights tell
/// that are live: what a lost history of the server told is over with its rights.
Epoch Rights::lastFormer(ShowtimeId showtime) const {
    Epoch last{};
    const auto [first, end] = m_byShowtime.equal_range(showtime);
    for (auto at = first; at != end; ++at)
        if (const HeldAllotment& held = m_allotments.at(at->second);
            held.state == protocol::AllotmentState::Live)
            last = std::max(last, held.lastFormer);
    return last;
}

/// Where the seats of its unjudged sales are in the new plan only their verdicts tell; until then
/// any right under the new plan may be to one of them: it is neither sold nor given back.
bool Rights::mayBeSoldByAFormerPlan(const HeldAllotment& held) const {
    if (!m_book)
        return false;
    const Epoch last = lastFormer(held.showtime);
    const auto isFormer = [&](AllotmentId id) {
        const auto other = m_allotments.find(id);
        return other != m_allotments.end() &&
               (other->second.plan != held.plan || other->second.epoch <= last);
    };
    const auto [first, end] = m_byShowtime.equal_range(held.showtime);
    if (std::none_of(first, end, [&](const auto& row) { return isFormer(row.second); }))
        return false;
    bool may = false;
    m_book->forEachUnjudged(held.showtime, [&](const OwnSale& sale) {
        for (const protocol::Right& right : sale.rights)
            may |= isFormer(right.allotment);
    });
    return may;
}

/// A right may come before the plan does whose seats it names.
bool Rights::isOfThePlan(const HeldAllotment& held) const {
    if (held.plan.isNull() || !m_planOf || mutated(Mutant::RightOfOtherPlanSold))
        return true;
    return m_planOf(held.showtime) == held.plan && held.epoch > lastFormer(held.showtime) &&
           !mayBeSoldByAFormerPlan(held);
}

bool Rights::isGood(const HeldAllotment& held, const Ages& ages, Now now) const {
    if (held.state != protocol::AllotmentState::Live || !held.asked || !isOfThePlan(held))
        return false;
    const auto age = ages.since(*held.asked, now);
    return age && (*age < held.ttl || mutated(Mutant::LeaseNeverEnds));
}

std::optional<protocol::Right> Rights::rightFor(ShowtimeId showtime, SeatNo seat, const Ages& ages,
                                                Now now) const {
    if (isUsed(showtime, seat))
        return {};
    std::optional<protocol::Right> best;
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    for (auto at = first; at != last; ++at) {
        const HeldAllotment& held = m_allotments.at(at->second);
        if (stateOf(held, seat) != RightState::Mine || !isGood(held, ages, now))
            continue;
        if (!best || best->epoch < held.epoch)
            best = protocol::Right{held.id, held.epoch};
    }
    return best;
}

bool Rights::ranOut(ShowtimeId showtime, SeatNo seat, const Ages& ages, Now now) const {
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    return !owns(showtime, seat, ages, now) && std::any_of(first, last, [&](const auto& row) {
        return stateOf(m_allotments.at(row.second), seat) == RightState::Mine;
    });
}

void Rights::forEachMine(ShowtimeId showtime, const Ages& ages, Now now,
                         const std::function<void(SeatNo)>& visit) const {
    std::vector<SeatNo> mine;
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    for (auto at = first; at != last; ++at) {
        const HeldAllotment& held = m_allotments.at(at->second);
        if (!isGood(held, ages, now))
            continue;
        for (const SeatRight& right : held.seats)
            if (right.state == RightState::Mine)
                mine.push_back(right.seat);
    }
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    forEachUsed(showtime, [&](SeatNo seat) { std::erase(mine, seat); });
    std::for_each(mine.begin(), mine.end(), visit);
}

void Rights::forEachUsed(ShowtimeId showtime, const std::function<void(SeatNo)>& visit) const {
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    for (auto at = first; at != last; ++at)
        for (const SeatRight& right : m_allotments.at(at->second).seats)
            if (right.state == RightState::Intended || right.state == RightState::Sold)
                visit(right.seat);
    if (m_book)
        m_book->forEachTaken(showtime, visit);
}

bool Rights::isUsed(ShowtimeId showtime, SeatNo seat) const {
    const auto [first, last] = m_byShowtime.equal_range(showtime);
    return (m_book && m_book->takes(showtime, seat)) ||
           std::any_of(first, last, [&](const auto& row) {
               const auto state = stateOf(m_allotments.at(row.second), seat);
               return state == RightState::Intended || state == RightState::Sold;
           });
}

std::optional<HeldAllotment> Rights::take(const protocol::Allotment& allotment,
                                          std::optional<Mark> asked) {
    auto at = m_allotments.find(allotment.id);
    bool news = at == m_allotments.end();
    if (news) {
        at = m_allotments.emplace(allotment.id, heldFrom(allotment)).first;
        m_byShowtime.emplace(allotment.showtime, allotment.id);
    }
    HeldAllotment& held = at->second;
    news |= addSeats(held, allotment.seats);
    const auto state = stateAfter(held, allotment.state, asked.has_value());
    news |= state != held.state || allotment.lastFormer != held.lastFormer;
    held.state = state;
    held.lastFormer = allotment.lastFormer;
    if (asked) {
        held.asked = asked;
        held.ttl = allotment.ttl;
        news = true;
    }
    if (!news)
        return {};
    return held;
}

std::vector<HeldAllotment> Rights::giveUp() {
    std::vector<HeldAllotment> given;
    for (auto& [id, held] : m_allotments) {
        if (held.state != protocol::AllotmentState::Live)
            continue;
        held.state = protocol::AllotmentState::Returned;
        given.push_back(held);
    }
    return given;
}

std::vector<HeldAllotment> Rights::distrustWall(const Ages& ages) {
    std::vector<HeldAllotment> changed;
    for (auto& [id, held] : m_allotments)
        if (held.asked) {
            held.asked = ages.withoutWall(*held.asked);
            changed.push_back(held);
        }
    return changed;
}

std::vector<SeatNo> Rights::spare(const HeldAllotment& held, const SeatTest& isWanted) const {
    std::vector<SeatNo> spare;
    if (mayBeSoldByAFormerPlan(held))
        return spare;
    for (const SeatRight& right : held.seats)
        if (right.state == RightState::Mine && !isUsed(held.showtime, right.seat) &&
            !isWanted(held.showtime, right.seat))
            spare.push_back(right.seat);
    return spare;
}

bool Rights::isOver(AllotmentId id) const {
    const auto at = m_allotments.find(id);
    return at == m_allotments.end() || at->second.state == protocol::AllotmentState::Returned ||
           at->second.state == protocol::AllotmentState::Lost;
}

bool Rights::isSold(AllotmentId id, SeatNo seat) const {
    const auto at = m_allotments.find(id);
    return at != m_allotments.end() && stateOf(at->second, seat) == RightState::Sold;
}

void Rights::set(const RightUpdate& update) {
    const auto at = m_allotments.find(update.allotment);
    if (at == m_allotments.end())
        return;
    auto& seats = at->second.seats;
    auto right = placeOf(seats, update.seat);
    if (right == seats.end() || right->seat != update.seat)
        right = seats.insert(right, {update.seat, update.state});
    right->state = update.state;
}

std::vector<AllotmentId> Rights::forget(const Ages& ages, Now now,
                                        const std::function<bool(const HeldAllotment&)>& isOver) {
    std::vector<AllotmentId> forgotten;
    for (const auto& [id, held] : m_allotments) {
        const bool open =
            std::any_of(held.seats.begin(), held.seats.end(),
                        [](const SeatRight& right) { return right.state == RightState::Intended; });
        if (!open && !isGood(held, ages, now) && isOver(held))
            forgotten.push_back(id);
    }
    for (const AllotmentId id : forgotten)
        m_allotments.erase(id);
    std::erase_if(m_byShowtime,
                  [&](const auto& row) { return m_allotments.count(row.second) == 0; });
    return forgotten;
}

std::optional<BootInstant> Rights::nextEnd(const Ages& ages, Now now) const {
    std::optional<BootInstant> next;
    for (const auto& [id, held] : m_allotments)
        if (isGood(held, ages, now))
            next = earlier(next, ages.when(*held.asked, held.ttl));
    return next;
}

} // namespace foyer::core
