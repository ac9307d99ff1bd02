#pragma once

#include "server/ports/payment_provider.h"
#include "server/services/online_desk.h"

#include <vector>

namespace foyer::server::services {

// What a recovery does with the payments that the provider has. Private to Adoption.

/// Nothing was taken for it and nobody is known to have tickets: the bank is to let go what it
/// holds.
bool isToBeLetGo(const ports::Store& store, const ports::ListedPayment& listed);

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
