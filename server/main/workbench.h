#pragma once

#include "server/main/exit_code.h"
#include "server/main/node.h"
#include "server/main/settings.h"
#include "server/store/inline_writer.h"

#include <memory>
#include <variant>

namespace foyer::server {

/// The database of a command other than serve: one connection, everything on this thread. Works
/// beside a running server, since both go through SQLite's own locks.
class Workbench {
public:
    /// The workbench, or how to exit after having complained: no database, newer than this
    /// program, not migrated. Throws sqlite::Error.
    static std::variant<std::unique_ptr<Workbench>, Exit> open(const Settings& settings);

    const services::Context& context() const { return m_context; }
    const ports::EntryVerifier& verifier() const { return m_verifier; }
    const sqlite::Options& options() const { return m_options; }

private:
    explicit Workbench(const sqlite::Options& options);

    sqlite::Options m_options;
    sqlite::Connection m_connection;
    store::PlanCache m_plans;
    store::InlineWriter m_writer;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    EntryCheck m_verifier;
    services::Context m_context;
};

/// Whether a program of this version may work with the database; complains when not.
Exit judgeDatabase(const Settings& settings);

/// Submits to an inline writer, which has answered when the call returns.
template <class Answer, class Start>
services::Outcome<Answer> await(Start start) {
    std::optional<services::Outcome<Answer>> outcome;
    start([&](services::Outcome<Answer> answer) { outcome.emplace(std::move(answer)); });
    CHECK(outcome);
    return *std::move(outcome);
}

/// The sentence for a failure of the store.
std::string sentenceOf(ports::Failure failure);

} // namespace foyer::server
