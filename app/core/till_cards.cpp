// Till, by card: the reader takes the money, and what it says decides what is written. Only where
// it cannot be asked, or cannot say, a person does.

#include "app/core/till.h"
#include "shared/base/mutant.h"

namespace foyer::core {

namespace {

bool isAttached(const Context& ctx) {
    return ctx.identity.reader == CardReader::Attached;
}

domain::Tender cardTender(const OwnSale& sale) {
    return domain::exactTender(domain::TenderKind::Card, sale.intent.total,
                               sale.intent.paymentReference);
}

} // namespace

void Till::restore(Desk& desk) {
    if (isAttached(desk.ctx))
        desk.book.forEach([&](OwnSale& sale) {
            const bool isDoubted = sale.notTaken && !mutated(Mutant::DoubtedCardForgotten);
            if (isByCard(sale) && (sale.phase == SalePhase::Intended || isDoubted))
                m_cards.resume(sale);
        });
}

void Till::payCard(Desk& desk) {
    if (desk.ctx.identity.reader != CardReader::None)
        pay(desk, domain::TenderKind::Card);
}

void Till::charge(Desk& desk, const OwnSale& sale) {
    enterIf(desk, sale, SaleState::CardCharging);
    if (isAttached(desk.ctx))
        m_cards.charge(desk.ctx, sale);
}

void Till::cardAnswered(Desk& desk, const CardAnswered& event) {
    OwnSale* sale = desk.book.findByReference(event.reference);
    // After a failure of the disk nothing is decided: the next start asks again.
    if (!sale || !desk.ctx.canStore())
        return;
    if (sale->phase == SalePhase::Intended && !isWriting(sale->booking, Step::Intent))
        settleCard(desk, *sale, event.outcome);
    else if (sale->notTaken)
        saidAfterwards(desk, *sale, event.outcome);
}

void Till::settleCard(Desk& desk, OwnSale& sale, CardOutcome outcome) {
    if (mutated(Mutant::UnknownCardTakenForDeclined) && outcome == CardOutcome::Unknown)
        outcome = CardOutcome::Declined;
    switch (outcome) {
    case CardOutcome::Approved:
        m_cards.close(sale.booking);
        sell(desk, sale, cardTender(sale));
        return enterIf(desk, sale, SaleState::SalePending);
    case CardOutcome::Declined:
        m_cards.close(sale.booking);
        abandon(desk, sale, {});
        desk.ctx.tell(Notice{.code = NoticeCode::CardDeclined,
                             .booking = sale.booking,
                             .amount = sale.intent.total});
        return enterIf(desk, sale, SaleState::AbandonPending);
    case CardOutcome::Unknown:
        m_cards.unknown(desk.ctx, sale.booking);
        return enterIf(desk, sale, SaleState::CardUnknown);
    }
}

/// Of one that somebody had called not taken.
void Till::saidAfterwards(Desk& desk, OwnSale& sale, CardOutcome outcome) {
    if (outcome == CardOutcome::Unknown)
        return m_cards.unknown(desk.ctx, sale.booking);
    m_cards.close(sale.booking);
    sale.notTaken = false;
    if (outcome == CardOutcome::Approved)
        chargedAfterAll(desk, sale);
}

/// The seats may be another's by now, the money is somebody's.
void Till::chargedAfterAll(Desk& desk, OwnSale& sale) {
    const OperatorId op = desk.login.loggedIn().value_or(sale.intent.op);
    write(desk, Step::Aside, sale,
          protocol::Abandon{sale.booking, op, desk.ctx.now.wall, paymentOf(sale)}, {});
    desk.ctx.tell(Notice{
        .code = NoticeCode::CardSetAside, .booking = sale.booking, .amount = sale.intent.total});
}

bool Till::mayPersonTell(const Desk& desk, const OwnSale& sale) const {
    return sale.phase == SalePhase::Intended && isByCard(sale) &&
           !isWriting(sale.booking, Step::Intent) &&
           (!isAttached(desk.ctx) || m_cards.isUnknown(sale.booking));
}

void Till::tellCard(Desk& desk, const TellCard& wish) {
    OwnSale* sale = desk.book.find(wish.booking);
    if (!sale || !desk.login.loggedIn() || !desk.ctx.canStore() || !mayPersonTell(desk, *sale))
        return;
    // What a person says is not the last word: a reader may know better afterwards, and is asked.
    sale->notTaken = wish.outcome == CardOutcome::Declined && isAttached(desk.ctx);
    if (wish.outcome != CardOutcome::Unknown || !isAttached(desk.ctx))
        settleCard(desk, *sale, wish.outcome);
    if (sale->notTaken)
        m_cards.resume(*sale);
}

void Till::setCardAside(Desk& desk, const SetCardAside& wish) {
    OwnSale* sale = desk.book.find(wish.booking);
    if (!sale || !desk.login.loggedIn() || !desk.ctx.canStore() || !mayPersonTell(desk, *sale) ||
        (isCurrent(*sale) && m_state != SaleState::CardUnknown))
        return;
    m_cards.close(sale->booking);
    abandon(desk, *sale, paymentOf(*sale));
    desk.ctx.tell(Notice{
        .code = NoticeCode::CardSetAside, .booking = sale->booking, .amount = sale->intent.total});
    enterIf(desk, *sale, SaleState::AbandonPending);
}

void Till::pumpCards(Desk& desk) {
    if (!isAttached(desk.ctx) || !desk.ctx.canStore())
        return;
    m_cards.pump(desk.ctx, desk.book);
    if (m_state == SaleState::CardCharging && m_cards.isUnknown(m_booking))
        enter(desk, SaleState::CardUnknown);
}

protocol::OpenPayment Till::paymentOf(const OwnSale& sale) {
    return {sale.intent.showtime, sale.intent.paymentReference, sale.intent.total};
}

} // namespace foyer::core
