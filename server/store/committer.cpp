#include "server/store/committer.h"

#include "shared/base/mutant.h"
#include "shared/sqlite/error.h"
#include "shared/sqlite/transaction.h"

#include <algorithm>
#include <iterator>

namespace foyer::server::store {

using ports::Failure;

Committer::Committer(sqlite::Connection& connection, const sqlite::SqlFiles& files,
                     PlanCache& plans, ports::Publisher* publisher)
    : m_connection(connection)
    , m_store(connection, files, plans)
    , m_publisher(publisher)
    , m_told(m_store.stamp().commitSeq) {}

void Committer::run(std::span<ports::Command> commands) {
    Failures failures(commands.size(), Failure::Storage);
    // The one place where this thread meets exceptions.
    try {
        if (m_healthy)
            failures = commit(commands);
    } catch (const sqlite::Error& error) {
        m_healthy = !error.isSyncFailure();
        undoAll();
    } catch (const std::exception&) {
        undoAll();
    }
    if (mutated(Mutant::AnswerBeforeCommit))
        return;
    for (std::size_t i = 0; i < commands.size(); ++i)
        commands[i].done(failures[i]);
}

Committer::Failures Committer::commit(std::span<ports::Command> commands) {
    Failures failures;
    failures.reserve(commands.size());
    sqlite::Transaction transaction(m_connection);
    m_store.begin();
    std::vector<ports::FeedRow> rows;
    if (m_store.stamp().commitSeq != m_told)
        rows = m_store.rowsAfter(m_told); // another process's, such as an import's
    for (ports::Command& command : commands)
        failures.push_back(command.undoable ? runOne(command) : runWhole(command));
    m_store.writeFeed();
    auto own = m_store.takeRows();
    std::move(own.begin(), own.end(), std::back_inserter(rows));
    const ports::Committed told{m_store.stamp(), std::move(rows), m_store.takeHappenings()};
    if (mutated(Mutant::AnswerBeforeCommit))
        for (std::size_t i = 0; i < commands.size(); ++i)
            commands[i].done(failures[i]);
    transaction.commit();
    m_store.end();
    // From here on nothing may fail: what is durable must be answered as such.
    ++m_commits;
    m_told = told.stamp.commitSeq;
    if (m_publisher)
        m_publisher->committed(told);
    // A checkpoint that could not write is tried again; one that could not sync leaves doubt.
    if (const auto failure = m_connection.takeCheckpointFailure())
        m_healthy = !failure->isSyncFailure();
    return failures;
}

void Committer::undoAll() {
    m_store.undoTo({});
    m_store.end();
}

/// Without a savepoint, which keeps a copy of each page that is written after it.
std::optional<Failure> Committer::runWhole(ports::Command& command) {
    const auto before = m_store.mark();
    const auto written = m_connection.totalChanges();
    try {
        CHECK(command.work(m_store));
        return {};
    } catch (const sqlite::Error& error) {
        // Half of it would stay: then all is undone.
        if (!error.isConstraint() || m_connection.totalChanges() != written)
            throw;
    }
    m_store.undoTo(before);
    return Failure::Storage;
}

std::optional<Failure> Committer::runOne(ports::Command& command) {
    const auto before = m_store.mark();
    sqlite::Savepoint savepoint(m_connection);
    try {
        if (command.work(m_store)) {
            savepoint.release();
            return {};
        }
    } catch (const sqlite::Error& error) {
        // A violated constraint is this command's own; everything else concerns the database.
        if (!error.isConstraint())
            throw;
        savepoint.rollback();
        m_store.undoTo(before);
        return Failure::Storage;
    }
    savepoint.rollback();
    m_store.undoTo(before);
    return {};
}

} // namespace foyer::server::store
