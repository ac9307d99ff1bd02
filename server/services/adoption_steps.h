#pragma once

#include "server/ports/payment_provider.h"
#include "server/services/online_desk.h"

#include <vector>

namespace foyer::server::services {

// What a recovery does with the payments that the provider has. Private to Adoption.

/// Nothing was taken for it and nobody is known to have tickets: the bank is to let go what it
/// holds.
bool isToBeLetGo(const ports::Store& store, const ports::ListedPayment& listed);

/// Within a transaction: takes in what is not known here. A recovery has begun at `lostUntil`: what
/// went back of payments made before went back in a history that is lost; nothing: a journal may
/// tell of it yet. False: the transaction must be undone.
bool takeIn(OnlineDesk& desk, std::vector<ports::ListedPayment> all,
            std::optional<Instant> lostUntil);

} // namespace foyer::server::services
