#pragma once

#include "server/ports/entry_sealer.h"
#include "server/ports/entry_verifier.h"
#include "server/ports/payment_provider.h"
#include "server/services/context.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace foyer::server::services {

/// Online sales that a restored database does not know. Only the provider does: once all terminals
/// have told their journals it is asked what it has, and each sale it was paid for is made once
/// more, from the note it kept of it, by an entry of the server's own journal: with its own tickets
/// where their seats are free, with others as good, or the money goes back. Then the recovery ends.
/// It is asked once more some time later, for what was on its way to it meanwhile. Where payments
/// are known and their provider is not there, or does not know them, all waits for the right one,
/// or for somebody who forgoes it (forgoPayments).
///
/// While another server of this house is alive nothing is taken in and nothing is let go: what the
/// provider has is that one's.
class Adoption {
public:
    /// When it is asked again: what the former server had asked for is done by then, or never.
    static constexpr std::chrono::minutes kSecondLook{2};
    /// How often one payment is asked to be let go at each look; then it keeps nobody waiting.
    static constexpr int kMostCancels = 5;

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
    /// What a person should see to after the last look that was not in vain; empty: nothing.
    std::string notice() const;

private:
    /// What was left as it is at the provider, for the audit trail.
    struct Left {
        std::string action;
        std::string text;
    };
    struct Tries {
        int count = 0;
        std::string why; // the last one was in vain
    };
    struct Question;
    void forget();
    std::string look();
    Outcome<Question> whatToAsk() const;
    std::string whyNotToAsk(const Question& question) const;
    std::string judge(const std::vector<ports::ListedPayment>& listed, Instant startedAt,
                      std::vector<Left>& left);
    std::string letGo(std::vector<ports::ListedPayment>& listed, bool isLast,
                      std::vector<Left>& left);

    Context m_context;
    const ports::EntryVerifier& m_verifier;
    const ports::EntrySealer& m_sealer;
    ports::PaymentProvider* m_provider;
    mutable std::mutex m_lock;
    bool m_isBusy = false;
    int m_inVain = 0; // tries in a row
    Instant m_nextTry{};
    std::string m_failure;
    std::string m_notice;
    std::map<PaymentId, Tries> m_notLetGo; // whoever looks has it
};

} // namespace foyer::server::services
