#include "app/core/card_payments.h"

#include "shared/base/mutant.h"

namespace foyer::core {

void CardPayments::charge(Context& ctx, const OwnSale& sale) {
    m_open[sale.booking].answerUntil = ctx.now.boot + kChargeLasts;
    ctx.want(ChargeCard{sale.intent.paymentReference, sale.intent.total});
}

void CardPayments::resume(const OwnSale& sale) {
    m_open.try_emplace(sale.booking);
}

void CardPayments::unknown(Context& ctx, BookingId booking) {
    const auto at = m_open.find(booking);
    if (at == m_open.end())
        return;
    at->second.answerUntil.reset();
    at->second.isUnknown = true;
    at->second.backoff.fail(ctx.now, *ctx.random);
    ctx.touch(Part::Sale);
    ctx.touch(Part::Questions);
}

void CardPayments::pump(Context& ctx, const SaleBook& book) {
    std::erase_if(m_open, [&](const auto& row) { return !book.find(row.first); });
    for (auto& [booking, open] : m_open) {
        if (open.answerUntil && *open.answerUntil <= ctx.now.boot)
            unknown(ctx, booking);
        if (open.answerUntil || !open.backoff.ready(ctx.now))
            continue;
        const protocol::Intent& intent = book.find(booking)->intent;
        open.answerUntil = ctx.now.boot + kAnswerLasts;
        if (mutated(Mutant::CardChargedAgain))
            ctx.want(ChargeCard{intent.paymentReference + "-2", intent.total});
        ctx.want(AskCard{intent.paymentReference, intent.total});
    }
}

bool CardPayments::isUnknown(BookingId booking) const {
    const auto at = m_open.find(booking);
    return at != m_open.end() && at->second.isUnknown;
}

std::optional<BootInstant> CardPayments::due() const {
    std::optional<BootInstant> next;
    for (const auto& [booking, open] : m_open)
        next = earlier(next, open.answerUntil ? open.answerUntil : open.backoff.due());
    return next;
}

} // namespace foyer::core
