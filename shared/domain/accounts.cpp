#include "shared/domain/accounts.h"

#include <array>

namespace foyer::domain {

namespace {

struct ChartRow {
    Account account;
    const char* name; // in databases and reports, for ever
    AccountKind kind;
};
constexpr std::array<ChartRow, kAccountCount> kChart{
    ChartRow{Account::CashDrawer, "cash_drawer", AccountKind::Asset},
    ChartRow{Account::CardReceivable, "card_receivable", AccountKind::Asset},
    ChartRow{Account::TicketRevenue, "ticket_revenue", AccountKind::Income},
    ChartRow{Account::FeeRevenue, "fee_revenue", AccountKind::Income},
    ChartRow{Account::TaxPayable, "tax_payable", AccountKind::Liability},
    ChartRow{Account::RefundPayable, "refund_payable", AccountKind::Liability},
    ChartRow{Account::Suspense, "suspense", AccountKind::Liability},
    ChartRow{Account::OverShort, "over_short", AccountKind::Expense},
    ChartRow{Account::CustomerReceivable, "customer_receivable", AccountKind::Asset},
    ChartRow{Account::BadDebt, "bad_debt", AccountKind::Expense},
    ChartRow{Account::Rounding, "rounding", AccountKind::Expense}};
static_assert(kChart.size() == static_cast<std::size_t>(Account::Rounding) + 1);

constexpr bool isInOrder() {
    for (std::size_t i = 0; i < kChart.size(); ++i)
        if (static_cast<std::size_t>(kChart[i].account) != i)
            return false;
    return true;
}
static_assert(isInOrder());

constexpr std::array<const char*, kAccountKindCount> kAccountKinds{"asset", "liability", "income",
                                                                   "expense"};
static_assert(kAccountKinds.size() == static_cast<std::size_t>(AccountKind::Expense) + 1);

} // namespace

const char* nameOf(Account account) {
    return kChart.at(static_cast<std::size_t>(account)).name;
}

std::optional<Account> accountFrom(std::string_view name) {
    for (const ChartRow& row : kChart)
        if (row.name == name)
            return row.account;
    return {};
}

const char* nameOf(AccountKind kind) {
    return kAccountKinds.at(static_cast<std::size_t>(kind));
}

AccountKind kindOf(Account account) {
    return kChart.at(static_cast<std::size_t>(account)).kind;
}

} // namespace foyer::domain
