#include "app/core/till.h"

#include "app/core/print_job.h"
#include "shared/base/check.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::core {

bool Till::isPaying() const {
    return m_state == SaleState::IntentPending || m_state == SaleState::Paying ||
           m_state == SaleState::CardCharging || m_state == SaleState::CardUnknown ||
           m_state == SaleState::AbandonPending || m_state == SaleState::SalePending;
}

bool Till::isPrinting(BookingId booking) const {
    return std::any_of(m_jobs.begin(), m_jobs.end(),
                       [&](const auto& row) { return row.second.booking == booking; });
}

bool Till::maySell(const Desk& desk) const {
    return desk.ctx.stop == SellingStop::None && desk.login.loggedIn();
}

void Till::enter(Desk& desk, SaleState state) {
    m_state = state;
    desk.ctx.touch(Part::Sale);
}

void Till::enterIf(Desk& desk, const OwnSale& sale, SaleState state) {
    if (isCurrent(sale))
        enter(desk, state);
}

void Till::touchSales(Context& ctx) {
    for (const Part part : {Part::Sale, Part::Sales, Part::Tasks, Part::Questions, Part::SeatMap,
                            Part::Schedule, Part::Status})
        ctx.touch(part);
}

void Till::write(Desk& desk, Step step, OwnSale& sale, protocol::Payload entry,
                 std::vector<RightUpdate> rights) {
    for (const RightUpdate& update : rights)
        desk.rights.set(update);
    // The row names the entry it is written with, whose number is not given yet.
    const Seq next = desk.writer.next();
    if (step == Step::Intent)
        sale.intentSeq = next;
    if (step == Step::Sale) {
        sale.saleSeq = sale.verdictSeq = next;
        sale.saleLife = desk.ctx.identity.incarnation;
        desk.book.expectVerdict(next, sale.booking);
    }
    const StoreOp op =
        desk.writer.append(desk.ctx, {std::move(entry)}, std::move(rights), {rowOf(sale)});
    m_writing.emplace(op, Writing{step, sale.booking});
    touchSales(desk.ctx);
}

OwnSale Till::makeSale(Desk& desk, domain::TenderKind tender) const {
    Context& ctx = desk.ctx;
    const auto show = desk.basket.show(ctx);
    CHECK(show);
    OwnSale sale;
    sale.booking = BookingId::make(ctx.now.wall, *ctx.random);
    sale.intent.booking = sale.booking;
    sale.intent.showtime = show->showtime->id;
    sale.intent.priceList = show->priceList->id;
    sale.intent.tender = tender;
    if (tender == domain::TenderKind::Card) // one payment each: the same number never charges twice
        sale.intent.paymentReference = sale.booking.toString();
    for (const BasketLine& line : desk.basket.priced(ctx, desk.rights)) {
        const auto right = desk.rights.rightFor(sale.intent.showtime, line.seat, ctx.ages, ctx.now)
                               .value_or(protocol::Right{});
        CHECK(right.isNull() == line.atRisk);
        if (line.atRisk) {
            sale.approvedBy = desk.basket.room().approvedBy;
            sale.intent.plan = show->plan->id;
        }
        sale.rights.push_back(right);
        if (std::find(sale.intent.rights.begin(), sale.intent.rights.end(), right) ==
            sale.intent.rights.end())
            sale.intent.rights.push_back(right);
        sale.intent.lines.push_back(
            {TicketId::make(ctx.now.wall, *ctx.random), line.seat, line.ticketType, line.price,
             taxIncluded(line.price, show->priceList->taxBasisPoints), line.reductions});
    }
    sale.intent.comp = desk.basket.comp();
    sale.intent.total = domain::totalOf(sale.intent.lines);
    sale.intent.op = *desk.login.loggedIn();
    sale.intent.at = ctx.now.wall;
    return sale;
}

void Till::pay(Desk& desk, domain::TenderKind tender) {
    const bool ready = m_state == SaleState::Choosing && !desk.basket.empty() &&
                       desk.basket.missing(desk.ctx, desk.rights).empty();
    if (!ready || !maySell(desk))
        return;
    const auto show = desk.basket.show(desk.ctx);
    if (!show || !isOnSale(*show->showtime, desk.ctx.now.wall))
        return desk.ctx.tell(NoticeCode::ShowtimeClosed);
    if (!desk.basket.riskFits(desk.ctx))
        return desk.ctx.tell(NoticeCode::AtRiskCapReached);
    OwnSale sale = makeSale(desk, tender);
    if (isByCard(sale) && sale.intent.total.isZero())
        return; // no reader takes nothing
    if (sale.intent.total.minor > protocol::kLargestAmount)
        return desk.ctx.tell(NoticeCode::SeatHasNoPrice);
    m_booking = sale.booking;
    auto rights = rightsOf(sale, RightState::Intended);
    write(desk, Step::Intent, sale, sale.intent, std::move(rights));
    desk.book.add(std::move(sale));
    const bool byCard = tender == domain::TenderKind::Card;
    enter(desk, mutated(Mutant::MoneyBeforeIntent) && !byCard ? SaleState::Paying
                                                              : SaleState::IntentPending);
    if (byCard && mutated(Mutant::ChargeBeforeIntent))
        m_cards.charge(desk.ctx, *desk.book.find(m_booking));
}

std::int64_t cashStep(const Context& ctx, Currency currency) {
    const auto& policy = ctx.replica.policy;
    return domain::cashStep(currency, policy && policy->euroCashToFive);
}

domain::Tender cashTender(Money total, Money due, Money received) {
    return {domain::TenderKind::Cash,         total, received,
            domain::changeFor(due, received), {},    (due - total).minor};
}

void Till::cancelPayment(Desk& desk) {
    if (m_state == SaleState::CardCharging && desk.ctx.identity.reader == CardReader::Attached)
        return desk.ctx.want(CancelCard{desk.book.find(m_booking)->intent.paymentReference});
    if (m_state != SaleState::Paying || !desk.ctx.canStore())
        return;
    abandon(desk, *desk.book.find(m_booking), {});
    enter(desk, SaleState::AbandonPending);
}

void Till::abandon(Desk& desk, OwnSale& sale, std::optional<protocol::OpenPayment> payment) {
    sale.phase = SalePhase::Abandoned;
    const OperatorId op = desk.login.loggedIn().value_or(sale.intent.op);
    write(desk, Step::Abandon, sale,
          protocol::Abandon{sale.booking, op, desk.ctx.now.wall, std::move(payment)},
          rightsOf(sale, RightState::Mine));
}

void Till::confirmCash(Desk& desk, const ConfirmCash& wish) {
    if (m_state != SaleState::Paying || !desk.ctx.canStore())
        return;
    OwnSale& sale = *desk.book.find(m_booking);
    const Money total = sale.intent.total;
    const Money due = domain::inCash(total, cashStep(desk.ctx, total.currency));
    if (!mutated(Mutant::TooLittleTaken) &&
        (wish.received.currency != due.currency || wish.received < due)) {
        const bool comparable = wish.received.currency == due.currency;
        return desk.ctx.tell(Notice{.code = NoticeCode::NotEnoughMoney,
                                    .booking = m_booking,
                                    .amount = comparable ? due - wish.received : due});
    }
    // Nobody hands over more than an entry can say; a slip of the finger shall not be unreadable.
    const std::int64_t most = protocol::kLargestAmount;
    sell(desk, sale, cashTender(total, due, {std::min(wish.received.minor, most), total.currency}));
    enter(desk, SaleState::SalePending);
    if (mutated(Mutant::PrintBeforeSale))
        print(desk, sale, {sale.booking});
}

void Till::sell(Desk& desk, OwnSale& sale, domain::Tender tender) {
    const Context& ctx = desk.ctx;
    sale.phase = SalePhase::Sold;
    sale.soldAt = ctx.now.wall;
    sale.tenders = {std::move(tender)};
    const auto showtime = ctx.replica.showtimes.find(sale.intent.showtime);
    const Milliseconds offset =
        showtime == ctx.replica.showtimes.end() ? Milliseconds{} : utcOffsetOf(showtime->second);
    const OperatorId op = desk.login.loggedIn().value_or(sale.intent.op);
    write(desk, Step::Sale, sale,
          saleOf(sale, sale.tenders, op, businessDayOf(ctx.now.wall, offset), ctx.now.wall),
          rightsOf(sale, RightState::Sold));
}

void Till::nextSale(Desk& desk) {
    if (m_state != SaleState::Printing && m_state != SaleState::PrintFailed &&
        m_state != SaleState::Done && m_state != SaleState::CardUnknown)
        return;
    m_booking = {};
    desk.basket.clear();
    enter(desk, SaleState::Choosing);
    touchSales(desk.ctx);
}

bool Till::stored(Desk& desk, const Stored& event) {
    const auto at = m_writing.find(event.op);
    if (at == m_writing.end())
        return false;
    const Writing done = at->second;
    m_writing.erase(at);
    OwnSale* sale = desk.book.find(done.booking);
    CHECK(sale);
    touchSales(desk.ctx);
    switch (done.step) {
    case Step::Intent:
        if (isByCard(*sale))
            charge(desk, *sale);
        else
            enterIf(desk, *sale, SaleState::Paying);
        break;
    case Step::Abandon:
        if (isCurrent(*sale)) {
            m_booking = {};
            enter(desk, SaleState::Choosing);
        }
        break;
    case Step::Aside:
        break;
    case Step::Sale:
        afterSale(desk, *sale, event);
        break;
    case Step::Printed:
        enterIf(desk, *sale, SaleState::Done);
        break;
    case Step::Void:
        afterVoid(desk, *sale);
        break;
    }
    return true;
}

void Till::afterSale(Desk& desk, OwnSale& sale, const Stored& event) {
    CHECK(!event.entries.empty() && event.entries.front().entry.seq == sale.saleSeq);
    if (isCurrent(sale)) {
        desk.basket.clear();
        enter(desk, SaleState::Printing);
        if (!isByCard(sale))
            desk.ctx.want(OpenDrawer{});
    }
    // At a kiosk somebody else may stand there by now: staff are asked, and hand the tickets out.
    if (isCurrent(sale) || desk.ctx.identity.mode != TerminalMode::Kiosk)
        print(desk, sale, {sale.booking});
}

void Till::afterVoid(Desk& desk, const OwnSale& sale) {
    if (!isByCard(sale))
        desk.ctx.want(OpenDrawer{});
    desk.ctx.tell(
        Notice{.code = isByCard(sale) ? NoticeCode::GiveBackOnCard : NoticeCode::SaleVoided,
               .booking = sale.booking,
               .amount = domain::handedOver(sale.tenders.front())});
    if (isCurrent(sale))
        nextSale(desk);
}

} // namespace foyer::core
