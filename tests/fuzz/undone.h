#pragma once

// The real database under a target, put back after each input.

#include "server/main/proof/auditor.h"
#include "server/ports/publisher.h"
#include "server/services/audit.h"
#include "server/store/sqlite_store.h"
#include "shared/sqlite/backup.h"
#include "shared/sqlite/transaction.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/till_scene.h"

#include <cstdio>

namespace foyer::fuzz {

struct Scene : TillScene {
    // Its statements are prepared once for all inputs.
    server::store::SqliteStore store{house.connection, server::store::serverSql(), house.plans};
};

inline Scene& scene() {
    static Scene made;
    return made;
}

/// One writer and reader inside a transaction that is undone at the end. What the database refuses
/// leaves it as an exception: no input may bring it so far.
class Undone final : public server::ports::Writer, public server::ports::Reader {
public:
    explicit Undone(Scene& scene)
        : m_connection(scene.house.connection)
        , m_transaction(scene.house.connection)
        , m_store(scene.store) {}
    ~Undone() override { m_store.undoTo({}); }

    /// Is told of each command as if it had been committed.
    void publishTo(server::ports::Publisher& publisher) { m_publisher = &publisher; }

    void submit(server::ports::Command command) override {
        run(command);
        command.done({});
    }
    std::optional<server::ports::Failure>
    read(const std::function<void(const server::ports::Store&)>& work) override {
        work(m_store);
        return {};
    }

private:
    void run(server::ports::Command& command) {
        sqlite::Savepoint savepoint(m_connection);
        const auto before = m_store.mark();
        if (!command.work(m_store)) {
            savepoint.rollback();
            return m_store.undoTo(before);
        }
        savepoint.release();
        if (m_publisher)
            m_publisher->committed({m_store.stamp(), m_store.takeRows(), m_store.takeHappenings()});
    }

    sqlite::Connection& m_connection;
    sqlite::Transaction m_transaction;
    server::store::SqliteStore& m_store;
    server::ports::Publisher* m_publisher = nullptr;
};

/// What can be read off the database, by both halves of `foyerd audit`: the services' quick checks,
/// and the proof that derives seats, tickets and ledger from the same journals by rules of its own.
inline void checkPromises(Undone& db) {
    const auto& house = scene().house;
    const auto proof = server::proof::proveWithin(scene().house.connection);
    for (const auto& finding : proof.findings.kept())
        std::fprintf(stderr, "proof: %s: %s\n", finding.promise.c_str(), finding.text.c_str());
    HOLDS(proof.findings.count() == 0);
    const auto report = server::services::Audit(db, house.verifier).run();
    HOLDS(report.ok());
    for (const auto& finding : report->findings)
        std::fprintf(stderr, "%s: %s\n", finding.promise.c_str(), finding.text.c_str());
    HOLDS(report->findings.empty());
    HOLDS(sqlite::findDanglingReference(scene().house.connection).empty());
}

} // namespace foyer::fuzz
