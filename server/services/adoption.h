#pragma once

#include "server/ports/entry_sealer.h"
#include "server/ports/entry_verifier.h"
#include "server/ports/payment_provider.h"
#include "server/services/context.h"

#include <mutex>
#include <string>

namespace foyer::server::services {

/// Online sales that a restored database does not know. Only the provider does: once all terminals
/// have told their journals it is asked what it has, and each sale it was paid for is made once
/// more, from the note it kept of it, by an entry of the server's own journal: with its own tickets
/// where their seats are free, with others as good, or the money goes back. Then the recovery ends.
/// It is asked once more some time later, for what was on its way to it meanwhile. Where payments
/// are known and their provider is not there, or does not know them, all waits for the right one,
/// or for somebody who forgoes it (forgoPayments).
class Adoption {
public:
    /// When it is asked again: what the former server had asked for is done by then, or never.
    static constexpr std::chrono::minutes kSecondLook{2};

    /// All must outlive this. `provider` may be null: card payments are not offered.
    Adoption(const Context& context, const ports::EntryVerifier& verifier,
             const ports::EntrySealer& sealer, ports::PaymentProvider* provider)
        : m_context(context), m_verifier(verifier), m_sealer(sealer), m_provider(provider) {}

    /// Whether advance() has something to do. Does not wait for anybody.
    bool isDue();
    /// Asks the provider and takes in what it says; in vain, it is tried again after a while.
    /// Blocks, so it runs on a worker's thread; one at a time.
    void advance();
    /// Why the last try was in vain; empty: it was not.
    std::string failure() const;

private:
    struct Question;
    void forget();
    std::string look();
    Outcome<Question> whatToAsk() const;
    std::string whyNotToAsk(const Question& question) const;
    std::string letGo(std::vector<ports::ListedPayment>& listed);

    Context m_context;
    const ports::EntryVerifier& m_verifier;
    const ports::EntrySealer& m_sealer;
    ports::PaymentProvider* m_provider;
    mutable std::mutex m_lock;
    bool m_isBusy = false;
    int m_inVain = 0; // tries in a row
    Instant m_nextTry{};
    std::string m_failure;
};

} // namespace foyer::server::services
