#include "shared/domain/schedule.h"

#include <algorithm>
#include <numeric>

namespace foyer::domain {

std::vector<Clash> findOverlaps(std::span<const Occupancy> occupancies) {
    std::vector<std::size_t> order(occupancies.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order,
                  [&](std::size_t i) { return occupancies[i].until <= occupancies[i].from; });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Occupancy& left = occupancies[a];
        const Occupancy& right = occupancies[b];
        return left.auditorium != right.auditorium ? left.auditorium < right.auditorium
                                                   : left.from < right.from;
    });
    std::vector<Clash> clashes;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Occupancy& first = occupancies[order[i]];
        for (std::size_t j = i + 1; j < order.size(); ++j) {
            const Occupancy& second = occupancies[order[j]];
            if (second.auditorium != first.auditorium || second.from >= first.until)
                break;
            clashes.push_back(
                {order[i], order[j], std::min(first.until, second.until) - second.from});
        }
    }
    return clashes;
}

bool staysInBusinessDay(const Occupancy& occupancy, const TimeZone& zone) {
    const Instant lastMoment = occupancy.until - Milliseconds{1};
    return businessDayOf(zone, occupancy.from) == businessDayOf(zone, lastMoment);
}

} // namespace foyer::domain
