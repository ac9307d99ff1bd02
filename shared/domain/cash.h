#pragma once

// Sums that can be handed over: some currencies have no coins for the last digits, so what is paid
// in cash is rounded. Prices, taxes and what a ticket is worth are not; the difference is a line of
// its own (Tender::rounded, Account::Rounding).

#include "shared/domain/booking.h"

namespace foyer::domain {

/// What every sum in cash is a multiple of, in minor units; 1: any sum will do. `euroToFive`: the
/// house has no coins of 1 and 2 cents.
std::int64_t cashStep(Currency currency, bool euroToFive);
constexpr std::int64_t kLargestCashStep = 500;

/// The nearest sum that can be handed over; half a step goes away from zero.
Money inCash(Money exact, std::int64_t step);

/// What the drawer takes or gives for the tender: its amount as it was rounded.
Money handedOver(const Tender& tender);

/// What goes back in cash for a part of a sale that was paid in cash, of which `left` has not gone
/// back yet. However it is paid back in parts, all of them together are what was paid. Requires:
/// part ≤ left.
Money backInCash(Money left, Money part, std::int64_t step);

/// Nothing was rounded, or a sum in cash to the nearest that can be handed over, whatever the house
/// had decided about cents.
bool isPaidInCash(const Tender& tender);
/// The same of money that goes back, of which a part may come to a step more or less.
bool isBackInCash(const Tender& tender);

} // namespace foyer::domain
