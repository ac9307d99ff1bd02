#pragma once

#include "server/ports/payment_store.h"
#include "server/services/online_desk.h"

#include <set>
#include <string>

namespace foyer::server::services {

// The steps of a payment that are transactions of ours. Private to Payments.

/// Writes the record with the time of its next step. `inVain`: the last one
/// taught nothing, so the next waits longer.
void keepPayment(ports::Store& store, ports::PaymentRecord record, bool inVain, Instant now);

/// The provider has the money, or holds it while a person looks, and not yet the note of the sale.
bool owesNote(const ports::PaymentRecord& record);

/// Whether its seats can still be sold to its customer.
bool isHoldGood(const ports::Store& store, const ports::PaymentRecord& record, Instant now);

/// The provider has the note of its sale and its money, and nothing was sold here: the database has
/// lost the sale. A recovery begins, and nothing of the view is to be taken in before it has asked
/// the provider. False: it shows nothing of the kind.
bool tellsOfLostSale(OnlineDesk& desk, PaymentId id, const core::IntentView& view);

/// The tickets of the booking are others now: the provider is given the note of its sale anew,
/// where one has taken its money.
void renewNote(OnlineDesk& desk, BookingId booking);

/// What the provider has answered to `act`.
void recordAnswer(OnlineDesk& desk, PaymentId id, core::PaymentAct act,
                  const core::ProviderAnswer& answer);
/// What it has answered when it was given that note.
void recordNoted(OnlineDesk& desk, PaymentId id, const protocol::SaleNote& told,
                 const core::ProviderAnswer& answer);
/// What it has told by itself. Nothing that would start anything for what a person sees to.
void recordNews(OnlineDesk& desk, PaymentId id, const core::IntentView& view);

/// What the provider has just shown, or has not, leaves the sale to us. False: it is looked at
/// again, after a while or after the recovery that has begun.
bool wasNotSold(OnlineDesk& desk, PaymentId id, const core::ProviderAnswer& shown);
/// Makes tickets of the seats. False: the command must be undone, and `why` says the reason; it is
/// empty whenever a later try may succeed.
bool sellPaid(OnlineDesk& desk, PaymentId id, std::string& why);
/// Nothing will be sold for it. Nothing for what a person sees to.
void giveUpPayment(OnlineDesk& desk, PaymentId id, const std::string& why);
/// The tickets have lost their money (verdict R10). False: the command must be undone.
bool undoPaid(OnlineDesk& desk, PaymentId id);

/// Under which names the provider has payments of this house.
using HouseNames = std::set<std::string>;
HouseNames namesOfHouse(const ports::Store& store);

} // namespace foyer::server::services
