#include "shared/domain/accounts.h"

#include <array>

namespace foyer::domain {

namespace {

struct Row {
    Account account;
    const char* name; // in databases and reports, for ever
    AccountKind kind;
};
constexpr std::array<Row, kAccountCount> kChart{
    Row{Account::CashDrawer, "cash_drawer", AccountKind::Asset},
    Row{Account::CardReceivable, "card_receivable", AccountKind::Asset},
    Row{Account::TicketRevenue, "ticket_revenue", AccountKind::Income},
    Row{Account::FeeRevenue, "fee_revenue", AccountKind::Income},
    Row{Account::TaxPayable, "tax_payable", AccountKind::Liability},
    Row{Account::RefundPayable, "refund_payable", AccountKind::Liability},
    Row{Account::Suspense, "suspense", AccountKind::Liability},
    Row{Account::OverShort, "over_short", AccountKind::Expense},
    Row{Account::CustomerReceivable, "customer_receivable", AccountKind::Asset},
    Row{Account::BadDebt, "bad_debt", AccountKind::Expense}};
static_assert(kChart.size() == static_cast<std::size_t>(Account::BadDebt) + 1);

constexpr bool isInOrder() {
    for (std::size_t i = 0; i < kChart.size(); ++i)
        if (static_cast<std::size_t>(kChart[i].account) != i)
            return false;
    return true;
}
static_assert(isInOrder());

constexpr std::array<const char*, kAccountKindCount> kKinds{"asset", "liability", "income",
                                                            "expense"};
static_assert(kKinds.size() == static_cast<std::size_t>(AccountKind::Expense) + 1);

} // namespace

const char* nameOf(Account account) {
    return kChart.at(static_cast<std::size_t>(account)).name;
}

std::optional<Account> accountFrom(std::string_view name) {
    for (const Row& row : kChart)
        if (row.name == name)
            return row.account;
    return {};
}

const char* nameOf(AccountKind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

AccountKind kindOf(Account account) {
    return kChart.at(static_cast<std::size_t>(account)).kind;
}

} // namespace foyer::domain
