#include "app/core/tasks.h"

#include <algorithm>

namespace foyer::core {

namespace {
/// The question of the first may have left before the verdict; that of the second has not.
constexpr std::uint64_t kRoundsToBeSure = 2;
} // namespace

void TaskDesk::restore(const std::vector<ClosedTask>& closed) {
    for (const ClosedTask& row : closed)
        m_closed[row.task] = {row.seq,
                              row.settled ? std::optional<std::uint64_t>{0} : std::nullopt};
}

void TaskDesk::pump(Context& ctx, const Uploads& uploads, std::uint64_t rounds) {
    for (auto& [id, closed] : m_closed)
        if (!closed.settledAt && uploads.isSettled(closed.seq))
            closed.settledAt = rounds;
    const auto gone = std::erase_if(m_closed, [&](const auto& row) {
        const Closed& closed = row.second;
        return ctx.replica.tasks.count(row.first) == 0 ||
               (closed.settledAt && rounds >= *closed.settledAt + kRoundsToBeSure);
    });
    if (gone > 0)
        ctx.touch(Part::Tasks);
}

bool TaskDesk::isOurs(const Context& ctx, const protocol::Task& task) {
    return ctx.identity.mode == TerminalMode::Office || task.owner == ctx.identity.terminal;
}

const protocol::Task* TaskDesk::find(const Context& ctx, TaskId id) const {
    const auto at = ctx.replica.tasks.find(id);
    const bool shown =
        at != ctx.replica.tasks.end() && isOurs(ctx, at->second) && m_closed.count(id) == 0;
    return shown ? &at->second : nullptr;
}

std::vector<const protocol::Task*> TaskDesk::all(const Context& ctx) const {
    std::vector<const protocol::Task*> tasks;
    for (const auto& [id, task] : ctx.replica.tasks)
        if (find(ctx, id))
            tasks.push_back(&task);
    const auto urgency = [](const protocol::Task* task) {
        return std::tuple(task->deadline.value_or(Instant::max()), task->openedAt, task->id);
    };
    std::sort(tasks.begin(), tasks.end(),
              [&](const auto* a, const auto* b) { return urgency(a) < urgency(b); });
    return tasks;
}

void TaskDesk::close(Context& ctx, TaskId id, Seq seq) {
    m_closed[id] = {seq, {}};
    ctx.touch(Part::Tasks);
}

} // namespace foyer::core
