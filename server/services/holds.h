#pragma once

#include "server/core/holds.h"
#include "server/services/context.h"
#include "server/services/presence.h"

#include <string>
#include <string_view>

namespace foyer::server::services {

/// What its owner sees of a hold.
struct HoldView {
    HoldId id;
    ShowtimeId showtime;
    ports::HoldState state = ports::HoldState::Held;
    std::vector<SeatNo> seats; // it has; one that waits has not got all of them yet
    Instant expiresAt{};
    bool extended = false;
    BookingId booking; // null unless sold
    protocol::Stamp stamp;
};

/// Online customers' holds (DESIGN §2): from the pool, with a time limit; a seat in a reachable
/// terminal's standing allotment is recalled and the hold waits for it. The time is tested inside
/// the claiming transaction, so that it never depends on the sweep.
class Holds {
public:
    /// All must outlive this.
    Holds(const Context& context, const Presence& presence)
        : m_context(context), m_presence(presence) {}

    using Answer = Result<HoldView, core::HoldError>;
    struct Made {
        HoldView hold;
        std::string token; // told once; only its hash is kept
    };
    using MakeAnswer = Result<Made, core::HoldError>;

    void make(core::HoldAsk ask, Reply<MakeAnswer> reply);
    /// For whoever has the token. UnknownHold also when its time is up.
    Outcome<Answer> find(HoldId id, std::string_view token);
    /// Once, by Policy::holdExtension from its end on. Refused while it waits.
    void extend(HoldId id, std::string token, Reply<Answer> reply);
    struct Contact {
        std::string email;
        std::string language; // empty: not told
        AccountId account;    // who is signed in; null: nobody
        std::string phone{};  // empty: none
    };
    /// Where to write about what it becomes. Requires: address and number can be some. Refused once
    /// sold.
    void setContact(HoldId id, std::string token, Contact contact, Reply<Answer> reply);
    /// Gives its seats back. Answers what it was; a hold that is gone is UnknownHold.
    void release(HoldId id, std::string token, Reply<Answer> reply);
    /// Ends what is over: holds whose time is up, recalls nobody answered, sold ones that nobody
    /// asks for any more. Answers how many holds were ended. Called by a timer.
    void sweep(Reply<std::int64_t> reply);

private:
    Context m_context;
    const Presence& m_presence;
};

/// The hash under which a token is kept.
Hash hashOfHoldToken(std::string_view token);

/// Whether nobody may use the hold any more: its time is up, or it waits for a terminal that did
/// not answer.
bool isOver(const ports::Store& store, const ports::HoldRecord& hold, Instant now);

/// Within a claiming transaction: holds that are over give up those of the seats that they have,
/// with all their others.
void freeExpiredHolds(ports::Store& store, ShowtimeId showtime, const std::vector<SeatNo>& seats,
                      Instant now);
/// The same, of claims that were loaded. True when any was given up: they have to be loaded anew.
/// `but` is left alone, whether it is over or not.
bool freeExpiredHolds(ports::Store& store, const core::Claims& claims, HoldId but, Instant now);

} // namespace foyer::server::services
