#include "shared/domain/cash.h"

#include "shared/base/check.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace foyer::domain {

namespace {

struct CashRow {
    std::string_view currency;
    std::int64_t step;
};
/// By the smallest coin that is in use.
constexpr std::array kSteps{CashRow{"AUD", 5},   CashRow{"CAD", 5},  CashRow{"CHF", 5},
                            CashRow{"CZK", 100}, CashRow{"DKK", 50}, CashRow{"HUF", 500},
                            CashRow{"NOK", 100}, CashRow{"NZD", 10}, CashRow{"SEK", 100}};
constexpr std::int64_t kEuroStep = 5;

bool isRoundCash(const Tender& tender, std::int64_t step) {
    return tender.kind == TenderKind::Cash && step > 1 && handedOver(tender).minor >= 0 &&
           handedOver(tender).minor % step == 0;
}

} // namespace

std::int64_t cashStep(Currency currency, bool euroToFive) {
    if (currency == Currency{})
        return euroToFive ? kEuroStep : 1;
    const std::string code = currency.toString();
    const auto row = std::find_if(kSteps.begin(), kSteps.end(),
                                  [&](const CashRow& each) { return each.currency == code; });
    return row == kSteps.end() ? 1 : row->step;
}

Money inCash(Money exact, std::int64_t step) {
    CHECK(step >= 1 && step <= kLargestCashStep);
    const std::int64_t half = exact.minor < 0 ? -(step / 2) : step / 2;
    return {(exact.minor + half) / step * step, exact.currency};
}

Money handedOver(const Tender& tender) {
    return tender.amount + Money{tender.rounded, tender.amount.currency};
}

Money backInCash(Money left, Money part, std::int64_t step) {
    CHECK(!(left < part));
    return inCash(left, step) - inCash(left - part, step);
}

bool isPaidInCash(const Tender& tender) {
    const std::int64_t step = cashStep(tender.amount.currency, true);
    return tender.rounded == 0 ||
           (isRoundCash(tender, step) && handedOver(tender) == inCash(tender.amount, step));
}

bool isBackInCash(const Tender& tender) {
    const std::int64_t step = cashStep(tender.amount.currency, true);
    return tender.rounded == 0 ||
           (isRoundCash(tender, step) && tender.rounded >= -step && tender.rounded <= step);
}

} // namespace foyer::domain
