#pragma once

#include "app/core/context.h"
#include "app/core/journal.h"

#include <map>
#include <optional>
#include <vector>

namespace foyer::core {

/// The human work this terminal is told of: its own, and in the office everybody's. What is closed
/// here disappears at once, though the server has not heard of it; when the server has judged the
/// closing entry, its feed counts again. Blocks nothing: a shift can end with tasks open.
class TaskDesk {
public:
    void restore(const std::vector<ClosedTask>& closed);
    /// `rounds`: how often the feed has told everything it had (Changes::rounds).
    void pump(Context& ctx, const Uploads& uploads, std::uint64_t rounds);

    /// The open task, when this terminal shows it; null otherwise.
    const protocol::Task* find(const Context& ctx, TaskId id) const;
    /// Those to be shown, the nearest deadline first.
    std::vector<const protocol::Task*> all(const Context& ctx) const;
    /// The entry `seq` closes it.
    void close(Context& ctx, TaskId id, Seq seq);

private:
    struct Closed {
        Seq seq;
        std::optional<std::uint64_t> settledAt; // the feed's round when the verdict came
    };
    static bool isOurs(const Context& ctx, const protocol::Task& task);

    std::map<TaskId, Closed> m_closed;
};

} // namespace foyer::core
