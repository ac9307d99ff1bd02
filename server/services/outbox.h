#pragma once

#include "server/ports/messenger.h"
#include "server/ports/ticket_drawer.h"
#include "server/services/context.h"

#include <atomic>
#include <string>

namespace foyer::server::services {

/// Sends what the outbox holds, at least once: a message is claimed before it is tried, so that a
/// crash in between only delays it. What fails is tried again, ever later, and given up in the end;
/// a person may look at what was given up and have it sent after all. Thread-safe.
///
///   waiting --taken--> sent          waiting --refused, too often, too late--> dead --resend-->
///   waiting
class Outbox {
public:
    static constexpr std::size_t kMostAtOnce = 50;         // of one round
    static constexpr std::chrono::minutes kClaimed{5};     // longer than any attempt takes
    static constexpr std::chrono::seconds kFirstPause{30}; // then twice as long each time
    static constexpr std::chrono::hours kLongestPause{6};
    static constexpr int kMostAttempts = 20;      // after about two and a half days
    static constexpr std::chrono::days kKept{90}; // that it was sent
    static constexpr std::size_t kMostPerPage = 200;
    static constexpr std::size_t kMostGivenUp = 200; // in one transaction

    /// `messenger` null: there is no way out, and messages wait. `site` as in mailOf(). `drawer`
    /// null: tickets go as pictures only, and so they do when it cannot draw them; it tells of that
    /// itself. `shortMessenger` as `messenger`, to telephones.
    Outbox(const Context& context, ports::Messenger* messenger, std::string site,
           ports::TicketDrawer* drawer = nullptr, ports::ShortMessenger* shortMessenger = nullptr)
        : m_context(context)
        , m_messenger(messenger)
        , m_shortMessenger(shortMessenger)
        , m_site(std::move(site))
        , m_drawer(drawer) {}

    /// Makes deliverDue() end after the message it is at.
    void stop() { m_ending = true; }
    bool hasWayOut(ports::MessageChannel channel = ports::MessageChannel::Email) const;
    /// Tries what is due of a channel, on the caller's thread, which waits for the writer; answers
    /// how many were tried. For one thread of each channel's own, so that none waits for another.
    Outcome<std::size_t> deliverDue(ports::MessageChannel channel = ports::MessageChannel::Email);
    /// Gives up what nobody wants any more, of a channel that has no way out; answers how many.
    Outcome<std::size_t> giveUpLate(ports::MessageChannel channel);

    struct Page {
        std::vector<ports::MessageRecord> items;
        MessageId next; // null: that was all
    };
    /// Newest first; `before` null: from the newest on.
    Outcome<Page> list(ports::MessageState state, MessageId before, std::size_t limit);
    Outcome<std::int64_t> count(ports::MessageState state);
    Outcome<std::int64_t> countWaiting(ports::MessageChannel channel);

    enum class ResendRefusal : std::uint8_t {
        Unknown,
        NotDead, ///< it waits, or was sent
        Emptied  ///< its person was erased
    };
    using ResendAnswer = Result<Done, ResendRefusal>;
    void resend(MessageId id, AccountId by, Reply<ResendAnswer> reply);

    /// Forgets what was settled long ago.
    void prune(Reply<Done> reply);

    static Milliseconds pauseAfter(int attempts);

private:
    ports::Mail mailWithTickets(ports::MessageRecord message);
    ports::Delivery deliver(const ports::MessageRecord& message);
    Outcome<std::optional<ports::MessageRecord>> claim(ports::MessageChannel channel);
    Outcome<Done> settle(const ports::MessageRecord& message, const ports::Delivery& delivery);

    Context m_context;
    ports::Messenger* m_messenger;
    ports::ShortMessenger* m_shortMessenger;
    std::string m_site;
    ports::TicketDrawer* m_drawer;
    std::atomic<bool> m_ending{false};
};

} // namespace foyer::server::services
