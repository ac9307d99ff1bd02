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
        learn(held);
        m_allotments.emplace(held.id, std::move(held));
    }
}

void Rights::learn(const HeldAllotment& held) {
    if (held.lastFormer == Epoch{})
        return;
    Epoch& last = m_lastFormer[{held.showtime, held.plan}];
    last = std::max(last, held.lastFormer);
}

/// Its seat numbers are those of a time of its plan that is over, as far as leases of a later time
/// tell.
bool Rights::isOfAFormerTime(const HeldAllotment& held) const {
    const auto last = m_lastFormer.find({held.showtime, held.plan});
    return last != m_lastFormer.end() && held.epoch <= last->second;
}

bool Rights::isOfAFormerPlan(const HeldAllotment& held, PlanId plan) const {
    return held.plan != plan || isOfAFormerTime(held);
}

/// A sale at risk names its plan itself.
bool Rights::isOfAFormerPlan(const OwnSale& sale, PlanId plan) const {
    return std::any_of(sale.rights.begin(), sale.rights.end(), [&](const protocol::Right& right) {
        if (right.isNull())
            return !sale.intent.plan.isNull() && sale.intent.plan != plan;
        const auto held = m_allotments.find(right.allotment);
        return held != m_allotments.end() && isOfAFormerPlan(held->second, plan);
    });
}

/// Where the seats of its unjudged sales are in the new plan only their verdicts tell; until then
/// any right under the new plan may be to one of them: it is neither sold nor given back.
bool Rights::mayBeSoldByAFormerPlan(const HeldAllotment& held) const {
    const auto isOfAnother = [&](const auto& row) {
        return isOfAFormerPlan(m_allotments.at(row.second), held.plan);
    };
    const auto [first, last] = m_byShowtime.equal_range(held.showtime);
    if (!m_book ||
        (!m_book->hasSoldAtRisk(held.showtime) && std::none_of(first, last, isOfAnother)))
        return false; // most of the time
    bool may = false;
    m_book->forEachUnjudged(
        held.showtime, [&](const OwnSale& sale) { may = may || isOfAFormerPlan(sale, held.plan); });
    return may;
}

bool Rights::isOfAPlanNotShown(const HeldAllotment& held) const {
    return m_planOf && !held.plan.isNull() && m_planOf(held.showtime) != held.plan;
}

/// A right may come before the plan does whose seats it names.
bool Rights::isOfThePlan(const HeldAllotment& held) const {
    if (mutated(Mutant::RightOfOtherPlanSold))
        return true;
    return !isOfAPlanNotShown(held) && !isOfAFormerTime(held) && !mayBeSoldByAFormerPlan(held);
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
    if (held.plan.isNull() && !allotment.plan.isNull()) {
        held.plan = allotment.plan; // the server was an older one
        news = true;
    }
    news |= state != held.state || held.lastFormer < allotment.lastFormer;
    held.state = state;
    held.lastFormer = std::max(held.lastFormer, allotment.lastFormer);
    learn(held);
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
    std::vector<HeldAllotment> changed;
    m_lastFormer.clear(); // of a history that is lost
    for (auto& [id, held] : m_allotments) {
        const bool isLive = held.state == protocol::AllotmentState::Live;
        if (!isLive && held.lastFormer == Epoch{})
            continue;
        if (isLive)
            held.state = protocol::AllotmentState::Returned;
        held.lastFormer = {};
        changed.push_back(held);
    }
    return changed;
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
    for (const SeatRight& right : held.seats)
        if (right.state == RightState::Mine && !isUsed(held.showtime, right.seat) &&
            !isWanted(held.showtime, right.seat))
            spare.push_back(right.seat);
    if (!spare.empty() && (isOfAPlanNotShown(held) || mayBeSoldByAFormerPlan(held)))
        spare.clear();
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
