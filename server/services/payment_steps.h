#pragma once

#include "server/ports/payment_store.h"
#include "server/services/online_desk.h"

#include <set>
#include <string>

namespace foyer::server::services {

// The steps of a payment that are transactions of ours. Private to Payments.

/// Whose payments these are, as the provider is told with each.
std::string houseOf(const ports::Store& store);
/// That, and under which names releases of before have told it.
using HouseNames = std::set<std::string>;
HouseNames namesOfHouse(const ports::Store& store);

/// Writes the record with the time of its next step. `inVain`: the last one
/// taught nothing, so the next waits longer.
void keepPayment(ports::Store& store, ports::PaymentRecord record, bool inVain, Instant now);

/// The provider has the money, or holds it while a person looks, and not yet the note of the sale.
bool owesNote(const ports::PaymentRecord& record);

/// Whether its seats can still be sold to its customer.
bool isHoldGood(const ports::Store& store, const ports::PaymentRecord& record, Instant now);

/// What the provider has answered to `act`.
void recordAnswer(OnlineDesk& desk, PaymentId id, core::PaymentAct act,
                  const core::ProviderAnswer& answer);
/// What it has answered when it was given the note.
void recordNoted(OnlineDesk& desk, PaymentId id, const core::ProviderAnswer& answer);
/// What it has told by itself.
void recordNews(OnlineDesk& desk, PaymentId id, const core::IntentView& view);

/// Makes tickets of the seats. False: the command must be undone, and `why` says the reason; it is
/// empty whenever a later try may succeed.
bool sellPaid(OnlineDesk& desk, PaymentId id, std::string& why);
/// Nothing will be sold for it.
void giveUpPayment(OnlineDesk& desk, PaymentId id, const std::string& why);
/// The tickets have lost their money (verdict R10). False: the command must be undone.
bool undoPaid(OnlineDesk& desk, PaymentId id);

} // namespace foyer::server::services
