#pragma once

#include "server/store/committer.h"
#include "server/store/database.h"

#include <deque>

namespace foyer::server::store {

/// Writer and Reader on the caller's thread and one connection, for the simulation, tests and the
/// command line: a command is committed and answered when submit() returns, unless it was submitted
/// from within another one's answer, which then comes first.
class InlineWriter final : public ports::Writer, public ports::Reader {
public:
    /// All must outlive this; `publisher` may be null.
    InlineWriter(sqlite::Connection& connection, PlanCache& plans, ports::Publisher* publisher)
        : m_committer(connection, serverSql(), plans, publisher) {}

    void submit(ports::Command command) override;
    [[nodiscard]] std::optional<ports::Failure>
    read(const std::function<void(const ports::Store&)>& work) override;

    std::int64_t commits() const { return m_committer.commits(); }

private:
    Committer m_committer;
    std::deque<ports::Command> m_waiting;
    bool m_running = false;
};

} // namespace foyer::server::store
