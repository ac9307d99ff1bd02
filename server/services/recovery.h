#pragma once

#include "server/services/caller.h"
#include "server/services/context.h"
#include "server/services/older_terminals.h"

#include <atomic>
#include <memory>

namespace foyer::server::services {

/// Recovery mode (DESIGN §2, verdict R9). When a terminal knows more than the database, the
/// database is an older one: it gets a new incarnation, so that every terminal gives up the rights
/// this database does not know of, and the pool is shut until all live terminals have sent their
/// whole journal again under that incarnation.
class Recovery {
public:
    explicit Recovery(const Context& context) : m_context(context) {}

    /// What the terminal said of itself with a request, and the last commit told before. Never
    /// blocks; a command is submitted only when there may be something to do. Thread-safe.
    void heard(const Caller& caller, const protocol::Report& report, const protocol::Stamp& own);
    /// The same of a terminal that says nothing of itself, for it speaks schema 1; `upload`: which
    /// part of its journal it has sent, once that is on its way to the writer.
    void heardOlder(const Caller& caller, std::optional<OlderTerminals::Upload> upload = {});

    struct State {
        std::optional<ports::RecoveryRecord> recovery; // nothing: none is going on
    };
    Outcome<State> state();

private:
    Context m_context;
    std::shared_ptr<OlderTerminals> m_older = std::make_shared<OlderTerminals>();
    std::atomic<bool> m_mayBeOpen{true}; // until the database has said that none is
};

/// Within a transaction: the database has lost what somebody had seen. A recovery that goes on, as
/// in a backup made meanwhile, is replaced: every terminal is waited for again.
void beginRecovery(ports::Store& store, const std::string& reason, Instant now, Random& random);

/// Within a transaction: a terminal has told everything it knows, or is declared lost. The recovery
/// ends with the last one.
void markRefilled(ports::Store& store, TerminalId terminal, Instant now);

} // namespace foyer::server::services
