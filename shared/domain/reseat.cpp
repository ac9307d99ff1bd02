#include "shared/domain/reseat.h"

#include "shared/base/check.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace foyer::domain {

namespace {

using Cost = std::int64_t;                         // squared millimetres
using Chosen = std::vector<std::optional<SeatNo>>; // by member

Cost apart(Point a, Point b) {
    const Cost dx = a.x - b.x;
    const Cost dy = a.y - b.y;
    return dx * dx + dy * dy;
}

class Party {
public:
    Party(const SeatingPlan& plan, const OpenSeats& open, const std::vector<Displaced>& members)
        : m_plan(plan), m_open(open), m_members(members) {
        for (Displaced& member : m_members)
            member.keeps = member.keeps && !isTornFromPartner(members, member);
        for (std::size_t i = 0; i < members.size(); ++i)
            if (members[i].keeps) // nobody else's, whether it is kept or left
                m_open.at(members[i].seat.value().value) = !m_members[i].keeps;
    }

    std::optional<std::vector<SeatNo>> seated() const {
        const Chosen kept = keptSeats();
        if (movers().empty())
            return complete(kept);
        if (auto beside = bestRun(kept, everybody()))
            return complete(*beside);
        if (movers().size() == m_members.size())
            return oneByOne(kept);
        const Party free = freed();
        if (auto anew = free.bestRun(Chosen(m_members.size()), everybody()))
            return complete(*anew);
        if (auto near = bestRun(kept, movers()))
            return complete(*near);
        if (auto apart = oneByOne(kept))
            return apart;
        return free.oneByOne(Chosen(m_members.size()));
    }

private:
    /// A sofa is kept by both or none, and a companion goes where the wheelchair goes.
    static bool isTornFromPartner(const std::vector<Displaced>& members, const Displaced& one) {
        return one.partner && !members[*one.partner].keeps;
    }
    Chosen keptSeats() const {
        Chosen chosen(m_members.size());
        for (std::size_t i = 0; i < m_members.size(); ++i)
            if (m_members[i].keeps)
                chosen[i] = m_members[i].seat;
        return chosen;
    }
    std::vector<std::size_t> everybody() const {
        std::vector<std::size_t> all(m_members.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return all;
    }
    std::vector<std::size_t> movers() const {
        std::vector<std::size_t> some;
        for (std::size_t i = 0; i < m_members.size(); ++i)
            if (!m_members[i].keeps)
                some.push_back(i);
        return some;
    }
    /// The same party when nobody insists on a seat.
    Party freed() const {
        Party party(*this);
        for (Displaced& member : party.m_members)
            if (std::exchange(member.keeps, false))
                party.m_open[member.seat->value] = true;
        return party;
    }
    static std::optional<std::vector<SeatNo>> complete(const Chosen& chosen) {
        std::vector<SeatNo> seats;
        for (const auto& seat : chosen)
            seats.push_back(seat.value());
        return seats;
    }

    bool isOpen(SeatNo seat) const { return m_open[seat.value]; }
    bool isAccessible(SeatKind kind) const {
        return kind == SeatKind::Wheelchair || kind == SeatKind::Companion;
    }
    /// The wheelchair user of the party whom this member goes with.
    bool goesWithWheelchair(std::size_t member) const {
        const auto& one = m_members[member];
        return one.kind == SeatKind::Companion && one.partner &&
               m_members[*one.partner].kind == SeatKind::Wheelchair;
    }
    bool isSofaHalf(std::size_t member) const {
        return m_members[member].kind == SeatKind::Sofa && m_members[member].partner;
    }
    /// By area and kind; that a sofa has both its halves in one pair's hands is asked of a whole
    /// choice.
    bool mayHave(std::size_t member, SeatNo seat) const {
        const Displaced& one = m_members[member];
        const Seat& to = m_plan.seat(seat);
        if (to.area.value >= one.areas.size() || !one.areas[to.area.value])
            return false;
        if (one.kind == SeatKind::Wheelchair)
            return to.kind == SeatKind::Wheelchair;
        if (goesWithWheelchair(member))
            return to.kind == SeatKind::Companion;
        if (isAccessible(to.kind))
            return false;
        if (one.kind == SeatKind::Premium)
            return to.kind == SeatKind::Premium;
        if (to.kind == SeatKind::Restricted)
            return one.kind == SeatKind::Restricted;
        return to.kind != SeatKind::Sofa || isSofaHalf(member);
    }

    /// Both halves of each sofa are a pair's, and companions sit beside their wheelchair.
    bool isWhole(const Chosen& chosen) const {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (!chosen[i] || m_members[i].keeps)
                continue;
            const Seat& to = m_plan.seat(*chosen[i]);
            const auto partner = m_members[i].partner;
            if (to.kind == SeatKind::Sofa || goesWithWheelchair(i))
                if (!partner || chosen[*partner] != to.partner || !to.partner)
                    return false;
        }
        return true;
    }

    /// Gives the run's seats to the members in the order of both, kind by kind. The run holds the
    /// seats that are chosen already.
    std::optional<Chosen> assigned(Chosen chosen, const std::vector<std::size_t>& members,
                                   const std::vector<SeatNo>& run) const {
        std::vector<bool> used(run.size(), false);
        for (const std::size_t member : members)
            if (chosen[member]) {
                const auto at = std::find(run.begin(), run.end(), *chosen[member]);
                if (at == run.end())
                    return {};
                used[static_cast<std::size_t>(at - run.begin())] = true;
            }
        for (const int turn : {0, 1, 2})
            for (const std::size_t member : members) {
                if (chosen[member] || turnOf(member) != turn)
                    continue;
                const auto seat = nextFor(chosen, member, run, used);
                if (!seat)
                    return {};
                chosen[member] = seat;
            }
        return isWhole(chosen) ? std::optional(chosen) : std::nullopt;
    }

    /// Companions need to know where their wheelchair is, and who takes premium seats only must not
    /// find them taken by those who need none.
    int turnOf(std::size_t member) const {
        if (m_members[member].kind == SeatKind::Wheelchair)
            return 0;
        return m_members[member].kind == SeatKind::Premium ? 1 : 2;
    }

    std::optional<SeatNo> nextFor(const Chosen& chosen, std::size_t member,
                                  const std::vector<SeatNo>& run, std::vector<bool>& used) const {
        for (std::size_t i = 0; i < run.size(); ++i) {
            if (used[i] || !isOpen(run[i]) || !mayHave(member, run[i]))
                continue;
            if (goesWithWheelchair(member) &&
                chosen[*m_members[member].partner] != m_plan.seat(run[i]).partner)
                continue;
            used[i] = true;
            return run[i];
        }
        return {};
    }

    /// `count` neighbours from that seat on; empty when an aisle or the wall is in the way.
    std::vector<SeatNo> runFrom(SeatNo first, std::size_t count) const {
        std::vector<SeatNo> run{first};
        while (run.size() < count) {
            const auto next = m_plan.seat(run.back()).right;
            if (!next)
                return {};
            run.push_back(*next);
        }
        return run;
    }

    Cost costOf(const Chosen& chosen) const {
        Cost cost = 0;
        for (std::size_t i = 0; i < chosen.size(); ++i)
            if (chosen[i])
                cost += apart(m_plan.seat(*chosen[i]).at, m_members[i].at);
        return cost;
    }

    /// The nearest run of neighbours for these members that makes them sit together.
    std::optional<Chosen> bestRun(const Chosen& chosen,
                                  const std::vector<std::size_t>& members) const {
        std::optional<Chosen> best;
        Cost least = 0;
        for (std::size_t i = 0; i < m_plan.seatCount(); ++i) {
            const auto run = runFrom(SeatNo{static_cast<std::uint16_t>(i)}, members.size());
            if (run.empty() || !couldSeat(chosen, members, run))
                continue;
            const auto made = assigned(chosen, members, run);
            if (!made)
                continue;
            const Cost cost = costOf(*made);
            if (best && cost >= least)
                continue; // a tie goes to the lower seat number, which came first
            best = made;
            least = cost;
        }
        return best;
    }
    /// A cheap no to most runs.
    bool couldSeat(const Chosen& chosen, const std::vector<std::size_t>& members,
                   const std::vector<SeatNo>& run) const {
        return std::all_of(run.begin(), run.end(), [&](SeatNo seat) {
            return isOpen(seat) || std::any_of(members.begin(), members.end(),
                                               [&](auto member) { return chosen[member] == seat; });
        });
    }

    /// Those who must have two places at once first, then those with the fewest seats to go to.
    std::optional<std::vector<SeatNo>> oneByOne(Chosen chosen) const {
        Party left(*this);
        for (const auto& unit : units()) {
            const auto made = left.bestRun(chosen, unit);
            if (!made)
                return {};
            chosen = *made;
            for (const std::size_t member : unit)
                left.m_open[chosen[member]->value] = false;
        }
        return complete(chosen);
    }
    std::vector<std::vector<std::size_t>> units() const {
        std::vector<std::vector<std::size_t>> all;
        for (const std::size_t member : movers()) {
            const auto partner = m_members[member].partner;
            const bool pair = partner && !m_members[*partner].keeps &&
                              (goesWithWheelchair(member) || isSofaHalf(member));
            if (!pair && !isLedBy(member))
                all.push_back({member});
            else if (pair && (goesWithWheelchair(member) || member < *partner))
                all.push_back({*partner, member});
        }
        std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
            return a.size() != b.size() ? a.size() > b.size() : room(a[0]) < room(b[0]);
        });
        return all;
    }
    /// A wheelchair user whose companion moves too is seated with the companion.
    bool isLedBy(std::size_t member) const {
        for (std::size_t i = 0; i < m_members.size(); ++i)
            if (!m_members[i].keeps && goesWithWheelchair(i) && *m_members[i].partner == member)
                return true;
        return false;
    }
    std::size_t room(std::size_t member) const {
        std::size_t seats = 0;
        for (std::size_t i = 0; i < m_plan.seatCount(); ++i) {
            const SeatNo seat{static_cast<std::uint16_t>(i)};
            seats += isOpen(seat) && mayHave(member, seat) ? 1 : 0;
        }
        return seats;
    }
    const SeatingPlan& m_plan;
    OpenSeats m_open;
    std::vector<Displaced> m_members;
};

} // namespace

std::optional<std::vector<SeatNo>> reseat(const SeatingPlan& plan, const OpenSeats& open,
                                          const std::vector<Displaced>& party) {
    CHECK(open.size() == plan.seatCount());
    if (party.empty())
        return std::vector<SeatNo>{};
    return Party(plan, open, party).seated();
}

bool sitTogether(const SeatingPlan& plan, std::vector<SeatNo> seats) {
    std::sort(seats.begin(), seats.end());
    for (std::size_t i = 0; i + 1 < seats.size(); ++i)
        if (plan.seat(seats[i]).right != seats[i + 1])
            return false;
    return true;
}

} // namespace foyer::domain
