#pragma once

#include "server/services/caller.h"
#include "server/services/context.h"
#include "server/services/older_terminals.h"

#include <atomic>
#include <memory>

namespace foyer::server::services {

/// Recovery mode (DESIGN §2, verdict R9). When a terminal, or the payment provider
/// (tellsOfLostSale), knows more than the database, the database is an older one: it gets a new
/// incarnation, so that every terminal gives up the rights this database does not know of, and the
/// pool is shut until all live terminals have sent their whole journal again under that
/// incarnation.
class Recovery {
public:
    /// `isPaidOnline`: card payments are offered, so that their provider has to be asked as well;
    /// as it has where they were.
    explicit Recovery(const Context& context, bool isPaidOnline = false)
        : m_context(context), m_isPaidOnline(isPaidOnline) {}

    /// What the terminal said of itself with a request, and the last commit told before. Never
    /// blocks; a command is submitted only when there may be something to do. Thread-safe.
    void heard(const Caller& caller, const protocol::Report& report, const protocol::Stamp& own);
    /// The same of a terminal that says nothing of itself, for it speaks schema 1; `upload`: which
    /// part of its journal it has sent, once that is on its way to the writer.
    void heardOlder(const Caller& caller, std::optional<OlderTerminals::Upload> upload = {});

    /// It may have been begun by somebody else than heard(). For the server's timer.
    void lookAround();

    struct State {
        std::optional<ports::RecoveryRecord> recovery; // nothing: none is going on
        bool hasPayments = false;                      // somebody has paid online
    };
    Outcome<State> state();

private:
    Context m_context;
    std::shared_ptr<OlderTerminals> m_older = std::make_shared<OlderTerminals>();
    const bool m_isPaidOnline;
    std::atomic<bool> m_mayBeOpen{true}; // until the database has said that none is
};

/// Within a transaction: the database has lost what somebody had seen. A recovery that goes on, as
/// in a backup made meanwhile, is replaced: every terminal is waited for again. `payments`: from so
/// long before the newest payment the database knows their provider is asked what it has
/// (Adoption); nothing: there is none.
void beginRecovery(ports::Store& store, const std::string& reason, Instant now, Random& random,
                   std::optional<Milliseconds> payments = {});
/// How long before that a payment may have been begun, its customer being given that long.
constexpr Milliseconds kBeforeBackup = std::chrono::hours{1};
/// The same where nobody says from when the database is: it may have gone on writing since.
constexpr Milliseconds kBeforeSomeTime = std::chrono::hours{24 * 7};

/// The provider has to be asked before anything is done about payments.
bool awaitsProvider(const ports::Store& store);

/// Within a transaction: a terminal has told everything it knows, or is declared lost. The recovery
/// ends with the last one, unless the provider has still to be asked.
void markRefilled(ports::Store& store, TerminalId terminal, Instant now);
/// Within a transaction: what only the provider of card payments knows is not waited for any more;
/// somebody has decided so, and why. False: nothing was waited for.
bool forgoPayments(ports::Store& store, const std::string& reason, Instant now);
/// Within a transaction: ends it if nobody has to be heard any more.
void endIfAllAreHeard(ports::Store& store, Instant now);

} // namespace foyer::server::services
