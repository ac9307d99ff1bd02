#pragma once

#include "shared/base/time.h"
#include "shared/domain/letter.h"

#include <string>
#include <vector>

namespace foyer::server::ports {

struct Attachment {
    std::string name; // of the file
    std::string type; // "text/calendar; charset=utf-8; method=PUBLISH"
    std::string bytes;
};

/// What a door reads: drawn as a QR code, which the HTML shows as "cid:ticket-N@foyer", N from 1
/// on.
struct TicketCode {
    std::string name; // "F12"
    std::string text;
};

/// A letter in its words, ready to leave the house.
struct Mail {
    MessageId id; // the same each time it is tried, so that a receiver can tell a copy
    std::string to;
    std::string subject; // one line
    std::string text;
    std::string html;
    std::vector<Attachment> attachments;
    std::vector<TicketCode> codes;
    Instant at{};
};

struct Delivery {
    enum class Outcome : std::uint8_t {
        Taken,  ///< somebody else answers for it now
        Later,  ///< not now; trying again is sound, and may deliver it twice
        Refused ///< never; trying again would not help
    };
    Outcome outcome = Outcome::Taken;
    std::string said; // why not, as a person should read it; no secret is in it
};

/// The way out. Blocks for seconds; called on one thread at a time. Must not throw.
class Messenger {
public:
    virtual ~Messenger() = default;
    virtual Delivery deliver(const Mail& mail) = 0;
};

/// A letter in a few words, for a telephone.
struct ShortText {
    MessageId id;     // as Mail has it
    std::string to;   // domain::isPhone
    std::string text; // one line
};

/// The way to telephones. As Messenger.
class ShortMessenger {
public:
    virtual ~ShortMessenger() = default;
    virtual Delivery deliver(const ShortText& text) = 0;
};

} // namespace foyer::server::ports
