#pragma once

#include "server/services/context.h"
#include "server/services/presence.h"

#include <array>
#include <map>

namespace foyer::server::services {

/// The state of the house at one moment, in numbers, for whoever watches over it from outside.
class Watch {
public:
    /// Seats are counted of the showtimes that begin between these two: of tonight.
    static constexpr std::chrono::hours kBehind{4};
    static constexpr std::chrono::hours kAhead{24};

    Watch(const Context& context, Presence& presence) : m_context(context), m_presence(presence) {}

    struct Devices {
        std::int64_t enrolled = 0; // and not declared lost
        std::int64_t connected = 0;
        std::int64_t quarantined = 0;
        std::int64_t behind = 0; // entries of journals that were spoken of and are not here
    };
    struct Picture {
        std::map<core::ClaimKind, std::int64_t> claims;
        std::int64_t seats = 0; // of the plans
        std::map<core::PaymentState, std::int64_t> openPayments;
        std::int64_t inReview = 0;
        std::map<protocol::TaskKind, std::int64_t> openTasks;
        std::int64_t messagesWaiting = 0;
        std::int64_t messagesDead = 0;
        Milliseconds oldestMessage{0};
        std::int64_t deliveriesWaiting = 0; // of events to webhooks
        std::int64_t deliveriesDead = 0;
        Milliseconds brokerLag{0}; // age of the first event that the broker has not
        std::map<ports::TerminalKind, Devices> devices; // all kinds but online
        Milliseconds oldestBehind{0};   // how long the first of those entries has been spoken of
        std::int64_t silentHolders = 0; // terminals not connected that have seats of tonight
        Milliseconds longestSilence{0}; // of one of them
        bool recovering = false;

        /// Of the seats that nobody has bought, held or blocked: how many are leased to terminals;
        /// 0 when there are none.
        double allottedShare() const;
    };
    Outcome<Picture> look();

private:
    void lookAtTerminals(const ports::Store& store,
                         const std::map<TerminalId, std::int64_t>& leases, Instant now,
                         Picture& picture);

    Context m_context;
    Presence& m_presence;
};

} // namespace foyer::server::services
