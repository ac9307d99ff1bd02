#include "app/core/recalls.h"

#include <algorithm>

namespace foyer::core {

bool Recalls::isForUs(const Context& ctx, const Rights& rights,
                      const protocol::Recall& recall) const {
    const auto held = rights.all().find(recall.allotment);
    return recall.terminal == ctx.identity.terminal && ctx.now.wall < recall.until &&
           held != rights.all().end() && held->second.epoch == recall.epoch &&
           held->second.showtime == recall.showtime && m_answered.count(recall.id) == 0;
}

std::vector<protocol::Return> Recalls::due(const Context& ctx, const Rights& rights,
                                           const SeatTest& isWanted) {
    std::vector<protocol::Return> answers;
    // What the feed does not call open any more is not asked again.
    std::erase_if(m_answered, [&](RecallId id) { return ctx.replica.recalls.count(id) == 0; });
    for (const auto& [id, recall] : ctx.replica.recalls) {
        if (!isForUs(ctx, rights, recall))
            continue;
        std::vector<SeatNo> seats = rights.spare(rights.all().at(recall.allotment), isWanted);
        std::erase_if(seats, [&](SeatNo seat) {
            return std::find(recall.seats.begin(), recall.seats.end(), seat) == recall.seats.end();
        });
        m_answered.insert(id);
        answers.push_back({recall.showtime,
                           {recall.allotment, recall.epoch},
                           std::move(seats),
                           ctx.now.wall,
                           id});
    }
    return answers;
}

} // namespace foyer::core
