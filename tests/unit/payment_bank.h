#pragma once

// A provider in memory that does what it is asked once per act, and loses answers on command; and
// a writer and a bank that are killed at a step.

#include "server/ports/payment_provider.h"
#include "server/ports/writer.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace foyer::server::tests {

/// The server dies here.
struct Killed {};

/// Counts what a payment does to the world outside its thread: a commit, a call. Dies at one.
struct Fuse {
    int left = -1; // steps until it blows; negative: never
    bool after = false;
    int seen = 0;

    template <class Step>
    auto around(Step step) {
        ++seen;
        const bool blows = left > 0 && --left == 0;
        if (blows && !after)
            throw Killed{};
        if constexpr (std::is_void_v<decltype(step())>) {
            step();
            if (blows)
                throw Killed{};
        } else {
            auto answer = step();
            if (blows)
                throw Killed{};
            return answer;
        }
    }
};

class FusedWriter final : public ports::Writer {
public:
    FusedWriter(ports::Writer& writer, Fuse& fuse) : m_writer(writer), m_fuse(fuse) {}
    void submit(ports::Command command) override;

private:
    ports::Writer& m_writer;
    Fuse& m_fuse;
};

class Bank final : public ports::PaymentProvider {
public:
    explicit Bank(Fuse& fuse) : m_fuse(fuse) {}

    enum class Fault {
        None,
        LostAfter,
        LostBefore,
        NotDone,
        Declined,
        Late ///< done by whoever calls `late`
    };
    std::vector<std::function<void()>> late;
    /// What happens to the n-th call, counted from 1.
    std::map<int, Fault> faults;
    core::IntentStatus onCreate = core::IntentStatus::RequiresCapture;
    int calls = 0;
    int made = 0;                                    // intents
    std::map<std::string, core::IntentView> intents; // by our reference
    std::map<std::string, Instant> created; // by its own clock; else when our reference was made

    core::IntentView& of(PaymentId id) { return intents[id.toString()]; }

    core::ProviderAnswer create(const ports::PaymentOrder& order) override;
    core::ProviderAnswer confirm(const ports::PaymentKey& key, const std::string&) override;
    core::ProviderAnswer capture(const ports::PaymentKey& key, Money money,
                                 const std::optional<protocol::SaleNote>& note) override;
    core::ProviderAnswer annotate(const ports::PaymentKey& key,
                                  const protocol::SaleNote& note) override;
    Result<std::vector<ports::ListedPayment>, std::string> list(Instant since) override;
    core::ProviderAnswer cancel(const ports::PaymentKey& key) override;
    core::ProviderAnswer refund(const ports::PaymentKey& key, Money money, Money before,
                                const std::vector<ports::RefundedTicket>& tickets) override;
    core::ProviderAnswer fetch(const ports::PaymentKey& key) override;
    /// "ID PAYMENT", signed by "good".
    Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant) const override;
    core::IntentView news;

    std::map<std::string, protocol::SaleNote> notes; // by our reference
    std::map<std::string, Money> amounts;
    std::string house;
    std::set<std::string> stuck; // that are never let go
    std::function<void(ports::ListedPayment&)> onList = [](auto&) {};
    bool isAway = false;
    int lists = 0; // that were asked for
    Instant listedSince{};
    std::int64_t amount = 0;
    std::set<std::pair<std::string, std::int64_t>>
        refundsDone; // by our reference and the sum after
    std::map<std::string, std::vector<ports::ListedRefund>> refunds; // by our reference

private:
    void keep(PaymentId payment, const protocol::SaleNote& note);
    core::ProviderAnswer asked(const std::function<core::ProviderAnswer()>& act);

    Fuse& m_fuse;
};

} // namespace foyer::server::tests
