#pragma once

#include "shared/base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace foyer::server::ports {

struct WebhookCall {
    std::string url;
    std::string id;   // the same each time it is tried, so that a receiver can tell a copy
    std::string body; // CloudEvents 1.0, JSON
    std::vector<std::string> secrets; // "whsec_…"; each signs
    Instant at{};
};

struct WebhookReply {
    enum class Outcome : std::uint8_t {
        Taken, ///< answered with 2xx
        Later, ///< anything else; trying again is sound, and may deliver it twice
        Gone   ///< answered with 410: the receiver wants nothing any more
    };
    Outcome outcome = Outcome::Taken;
    int status = 0;   // of HTTP; 0: no answer came
    std::string said; // why not, as a person should read it; no secret is in it
};

/// The way to other programs. Thread-safe; must not throw.
class WebhookSender {
public:
    virtual ~WebhookSender() = default;
    /// What is wrong with an address that somebody wants events sent to; nothing: all is well, as
    /// far as can be said without asking for where it leads.
    virtual std::optional<std::string> complaintAbout(const std::string& url) const = 0;
    /// Blocks for seconds.
    virtual WebhookReply send(const WebhookCall& call) = 0;
};

} // namespace foyer::server::ports
