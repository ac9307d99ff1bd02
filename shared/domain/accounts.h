#pragma once

// The chart of accounts: what the house's money can be, in one table.

#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::domain {

enum class Account : std::uint8_t {
    CashDrawer,         ///< money in the drawers
    CardReceivable,     ///< due from the card acquirer
    TicketRevenue,      ///< net of tax
    FeeRevenue,         ///< net of tax
    TaxPayable,         ///< due to the state
    RefundPayable,      ///< refunds due to customers, not yet paid out
    Suspense,           ///< money whose purpose is not known yet
    OverShort,          ///< drawer differences, money paid back twice
    CustomerReceivable, ///< a ticket stands whose card payment was declined later
    BadDebt,            ///< such a ticket was used before it was known
    Rounding            ///< what cash differs by from the sums it was for
};
constexpr int kAccountCount = 11;
const char* nameOf(Account account);
std::optional<Account> accountFrom(std::string_view name);

enum class AccountKind : std::uint8_t { Asset, Liability, Income, Expense };
constexpr int kAccountKindCount = 4;
const char* nameOf(AccountKind kind);
AccountKind kindOf(Account account);

} // namespace foyer::domain
