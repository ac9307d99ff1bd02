#pragma once

#include "server/ports/webhook_sender.h"
#include "server/services/context.h"

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace foyer::server::services {

/// Other programs that want to hear what happens in the house: who they are, and the telling, at
/// least once. A delivery is claimed before it is tried, so that a crash in between only delays it.
/// What fails is tried again for three days and given up then; a person may have it sent after all.
/// One delivery of a webhook at a time, so that a receiver that is slow delays nobody else.
///
///   waiting --2xx--> sent     waiting --tried for three days, or 410--> dead
///   sent, dead --resend--> waiting
///
/// Everything but advance() may be called on any thread.
class Webhooks {
public:
    static constexpr std::size_t kMostWebhooks = 20;
    static constexpr std::size_t kMostAtOnce = 500; // deliveries of one call of advance()
    static constexpr std::chrono::minutes kClaimed{5};
    /// A receiver that is away is not asked for anything that long, then twice as long each time.
    static constexpr std::chrono::seconds kFirstRest{1};
    static constexpr std::chrono::seconds kLongestRest{60};
    /// Between attempts (Standard Webhooks, "deliverability and reliability"): three days and a
    /// bit.
    static constexpr std::array<std::chrono::seconds, 9> kPauses = {
        std::chrono::seconds{5}, std::chrono::minutes{5}, std::chrono::minutes{30},
        std::chrono::hours{2},   std::chrono::hours{5},   std::chrono::hours{10},
        std::chrono::hours{14},  std::chrono::hours{20},  std::chrono::hours{24}};
    static constexpr std::chrono::hours kTwoSecrets{24}; // after one was changed
    static constexpr std::chrono::days kKept{90};
    static constexpr std::size_t kMostPerPage = 200;

    /// `sender` null: nothing leaves the house, and deliveries wait.
    Webhooks(const Context& context, ports::WebhookSender* sender)
        : m_context(context), m_sender(sender) {}

    struct Wish {
        std::string url;
        std::vector<protocol::HouseEventKind> kinds; // none: all
        std::string note;
    };
    enum class Refusal : std::uint8_t {
        Unknown,
        BadUrl, ///< `why` says what is wrong with it
        TooMany,
        Gone,      ///< it is not active
        StillWaits ///< a delivery that is not settled needs nobody to send it again
    };
    struct Refused {
        Refusal refusal = Refusal::Unknown;
        std::string why{};
    };
    using Answer = Result<ports::WebhookRecord, Refused>;
    /// The only answers that tell the secret.
    void create(Wish wish, AccountId by, Reply<Answer> reply);
    void rotate(WebhookId id, AccountId by, Reply<Answer> reply);

    using Removed = Result<Done, Refused>;
    /// What waits for it is dropped.
    void remove(WebhookId id, AccountId by, Reply<Removed> reply);
    Outcome<std::vector<ports::WebhookRecord>> list();

    struct Sending {
        ports::DeliveryRecord delivery;
        ports::EventRecord event;
    };
    using SendingAnswer = Result<Sending, Refused>;
    /// An event of its own, to see whether it arrives.
    void ping(WebhookId id, Reply<SendingAnswer> reply);
    void resend(DeliveryId id, AccountId by, Reply<SendingAnswer> reply);

    struct Page {
        std::vector<Sending> items;
        DeliveryId next; // null: that was all
    };
    /// Newest first; `before` null: from the newest on.
    Outcome<Result<Page, Refused>> deliveries(WebhookId id, DeliveryId before, std::size_t limit);

    /// Those with deliveries whose time has come; none when there is no way out.
    Outcome<std::vector<WebhookId>> due();
    /// Delivers what is due to it, up to the first that is not taken: a receiver that is away is
    /// not asked once for each, but ever more rarely, unless a person sends something. Answers how
    /// many were tried. Blocks, so it runs on a worker's thread; a webhook that somebody else is at
    /// is left to them.
    std::size_t advance(WebhookId id);
    /// Makes advance() end after the delivery it is at.
    void stop() { m_ending = true; }
    /// Forgets what was settled, and what happened, long ago.
    void prune(Reply<Done> reply);

private:
    struct Claimed;
    enum class Tried : std::uint8_t { None, InVain, Taken };
    Tried deliverOne(WebhookId id);
    bool mayBegin(WebhookId id);
    void end(WebhookId id, Tried last, bool anyTaken);
    Reply<SendingAnswer> awakening(Reply<SendingAnswer> reply);

    Context m_context;
    ports::WebhookSender* m_sender;
    std::atomic<bool> m_ending{false};
    std::mutex m_lock;
    std::set<WebhookId> m_busy;
    struct Rest {
        int inVain = 0; // in a row
        Instant until{};
    };
    std::map<WebhookId, Rest> m_resting;
};

} // namespace foyer::server::services
