#pragma once

#include "server/ports/payment_provider.h"
#include "server/services/online_desk.h"
#include "server/services/payment_steps.h"

#include <vector>

namespace foyer::server::services {

// What a recovery does with the payments that the provider has. Private to Adoption.

/// How long after a recovery has begun the provider may still make what the former server had asked
/// for, by a clock that is not ours.
constexpr std::chrono::minutes kLateAndSkewed{5};
/// It was begun later than that, for this house, and not here: another server of the house is
/// alive.
bool isOfAnotherServer(const ports::Store& store, const HouseNames& names,
                       const ports::ListedPayment& listed, Instant startedAt);

/// The bank holds money, or may come to.
bool isHeld(core::IntentStatus status);

/// Nothing was taken for it and nobody is known to have tickets, nor may be once its showtime is
/// entered again: the bank is to let go what it holds.
bool isToBeLetGo(const ports::Store& store, const HouseNames& names,
                 const ports::ListedPayment& listed, bool isLast);

/// It is this house's and not understood, and no money is known that takeIn() could put in
/// suspense.
bool isRiddle(const ports::Store& store, const HouseNames& names,
              const ports::ListedPayment& listed);

/// When a list of the provider's is heard.
struct Hearing {
    Uuid recovery;
    /// When it has begun: what went back of payments made before went back in a history that is
    /// lost.
    Instant lostUntil;
    /// Whose journals may tell of it yet.
    std::vector<TerminalId> mayTell;
    bool isLast = true; // the provider is not asked again
};
enum class TakenIn : std::uint8_t {
    All,
    InPart, ///< a sale waits for what a journal tells next; then the provider has to be asked again
    Not     ///< the transaction must be undone
};
/// Within a transaction: takes in what is not known here.
TakenIn takeIn(OnlineDesk& desk, std::vector<ports::ListedPayment> all, const Hearing& hearing);

} // namespace foyer::server::services
