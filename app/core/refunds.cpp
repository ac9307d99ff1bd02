#include "app/core/refunds.h"

#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::core {

namespace {

bool wasLetIn(const Context& ctx, TicketId ticket) {
    const auto at = ctx.replica.admissions.find(ticket);
    return at != ctx.replica.admissions.end() && !at->second.undone;
}

bool hasTicket(const std::vector<TicketId>& tickets, TicketId ticket) {
    return std::find(tickets.begin(), tickets.end(), ticket) != tickets.end();
}

/// Those that are meant and can be paid back; empty when one of them cannot.
std::vector<TicketId> refundable(const Desk& desk, const OwnSale& sale,
                                 std::vector<TicketId> meant) {
    if (meant.empty())
        for (const domain::TicketLine& line : sale.intent.lines)
            if (!isRefunded(sale, line.ticket))
                meant.push_back(line.ticket);
    const auto isGood = [&](TicketId ticket) {
        const bool known = std::any_of(sale.intent.lines.begin(), sale.intent.lines.end(),
                                       [&](const auto& line) { return line.ticket == ticket; });
        return known && !isRefunded(sale, ticket) && !wasLetIn(desk.ctx, ticket);
    };
    return std::all_of(meant.begin(), meant.end(), isGood) ? meant : std::vector<TicketId>{};
}

/// Of its price, what has not gone back.
Money leftOf(const OwnSale& sale) {
    Money left{0, sale.intent.total.currency};
    for (const domain::TicketLine& line : sale.intent.lines)
        if (!isRefunded(sale, line.ticket))
            left += line.price;
    return left;
}

/// Its rights that are still this terminal's, given back.
std::vector<protocol::Return> returnsOf(const OwnSale& sale, const std::vector<TicketId>& tickets,
                                        Instant at) {
    std::vector<protocol::Return> returns;
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i) {
        const domain::TicketLine& line = sale.intent.lines[i];
        if (!hasTicket(tickets, line.ticket) || sale.rights[i].isNull() || isMoved(sale, i) ||
            isOwed(sale))
            continue;
        const auto same = std::find_if(returns.begin(), returns.end(), [&](const auto& entry) {
            return entry.right == sale.rights[i];
        });
        if (same == returns.end())
            returns.push_back({sale.intent.showtime, sale.rights[i], {line.seat}, at, RecallId{}});
        else
            same->seats.push_back(line.seat);
    }
    return returns;
}

/// Coins there are none for: of an own sale that was paid so, all parts of it together come to what
/// was paid; anybody else's goes back as the nearest sum.
domain::Tender backTender(const Desk& desk, const OwnSale* sale, domain::TenderKind kind,
                          Money amount, std::string reference) {
    domain::Tender tender = domain::exactTender(kind, amount, std::move(reference));
    const std::int64_t step = cashStep(desk.ctx, amount.currency);
    if (kind != domain::TenderKind::Cash || step == 1)
        return tender;
    tender.received = domain::inCash(amount, step);
    if (sale && !sale->tenders.empty() && sale->tenders.front().kind == domain::TenderKind::Cash) {
        if (domain::handedOver(sale->tenders.front()).minor % step != 0)
            tender.received = amount; // it was paid to the cent
        else if (const Money left = leftOf(*sale); !(left < amount))
            tender.received = domain::backInCash(left, amount, step);
    }
    tender.rounded = (tender.received - amount).minor;
    return tender;
}

} // namespace

void Refunds::refundSale(Desk& desk, Approvals& approvals, const RefundSale& wish) {
    if (wish.approver.isNull())
        return approved(desk, wish);
    if (desk.login.loggedIn())
        approvals.ask(desk.ctx, desk.login, wish.approver, wish.pin, wish);
}

void Refunds::approved(Desk& desk, const RefundSale& wish) {
    Context& ctx = desk.ctx;
    if (!desk.login.loggedIn() || !ctx.canStore())
        return;
    const OwnSale* sale = desk.book.find(wish.booking);
    const auto tickets = sale && sale->phase == SalePhase::Sold && !desk.isBusy(wish.booking)
                             ? refundable(desk, *sale, wish.tickets)
                             : std::vector<TicketId>{};
    if (tickets.empty())
        return ctx.tell(Notice{.code = NoticeCode::NotRefundable, .booking = wish.booking});
    Money amount{0, sale->intent.total.currency};
    for (const domain::TicketLine& line : sale->intent.lines)
        if (hasTicket(tickets, line.ticket))
            amount += line.price;
    const auto& paid = sale->tenders.front();
    const auto tender = backTender(desk, sale, paid.kind, amount, paid.reference);
    write(desk, {sale->booking, sale->intent.showtime, tickets, tender, reasonFrom(wish.reason),
                 *desk.login.loggedIn(), wish.approver, TaskId{}, ctx.now.wall});
}

void Refunds::restore(const std::vector<TicketId>& refunded) {
    if (!mutated(Mutant::RefundedForgotten))
        m_refunded.insert(refunded.begin(), refunded.end());
}

std::optional<Refunds::Rest> Refunds::restOf(const SaleBook& book,
                                             const protocol::Task& task) const {
    Rest rest{task.tickets, task.amount};
    if (task.kind != protocol::TaskKind::RefundDue)
        return rest;
    const OwnSale* sale = book.find(task.booking);
    if (sale && sale->phase == SalePhase::Voided)
        return {};
    std::erase_if(rest.tickets, [&](TicketId ticket) { return m_refunded.count(ticket) > 0; });
    if (rest.tickets.size() == task.tickets.size())
        return rest;
    if (rest.tickets.empty())
        return {};
    if (!sale || !rest.amount)
        return Rest{task.tickets, task.amount}; // nobody here knows what a part of it has cost
    for (const domain::TicketLine& line : sale->intent.lines)
        if (hasTicket(task.tickets, line.ticket) && !hasTicket(rest.tickets, line.ticket))
            rest.amount = *rest.amount - line.price;
    return rest;
}

void Refunds::refundTask(Desk& desk, const RefundTask& wish) {
    Context& ctx = desk.ctx;
    const protocol::Task* task = desk.tasks.find(ctx, wish.task);
    if (!task || !desk.login.loggedIn() || !ctx.canStore() || !task->amount)
        return;
    const auto& actions = task->actions;
    if (std::find(actions.begin(), actions.end(), protocol::TaskAction::RefundTender) ==
        actions.end())
        return;
    const auto rest = restOf(desk.book, *task);
    if (!rest)
        return ctx.tell(Notice{
            .code = NoticeCode::PaidBackBefore, .booking = task->booking, .amount = task->amount});
    // Who pays back what another terminal took, or what no rule could settle, has to answer for it.
    const OperatorId op = *desk.login.loggedIn();
    const bool own = task->owner == ctx.identity.terminal && !protocol::isOfSuspense(task->kind);
    if (!own && !isSupervisor(ctx, op))
        return ctx.tell(NoticeCode::NotASupervisor);
    const bool isOpenCard = task->kind == protocol::TaskKind::CardUnconfirmed;
    // The acquirer finds a payment by its reference, whoever has taken it.
    const OwnSale* sale = rest->tickets.empty() ? nullptr : desk.book.find(task->booking);
    const auto tender = backTender(desk, sale, wish.tender, *rest->amount,
                                   isOpenCard                    ? task->subject
                                   : wish.tender == task->tender ? task->reference
                                                                 : std::string{});
    write(desk, {task->booking, task->showtime, rest->tickets, tender, reasonFrom(task->subject),
                 op, own ? OperatorId{} : op, task->id, ctx.now.wall});
}

void Refunds::write(Desk& desk, protocol::Refund entry) {
    Context& ctx = desk.ctx;
    std::vector<protocol::Payload> entries;
    std::vector<RightUpdate> updates;
    m_refunded.insert(entry.tickets.begin(), entry.tickets.end());
    if (OwnSale* sale = desk.book.find(entry.booking)) {
        for (protocol::Return& back : returnsOf(*sale, entry.tickets, ctx.now.wall)) {
            for (const SeatNo seat : back.seats) {
                updates.push_back({back.right.allotment, seat, RightState::Returned});
                desk.rights.set(updates.back());
            }
            entries.push_back(std::move(back));
        }
        sale->refunded.insert(sale->refunded.end(), entry.tickets.begin(), entry.tickets.end());
    }
    if (!entry.task.isNull())
        desk.tasks.close(ctx, entry.task, desk.writer.next());
    const domain::Tender tender = entry.tender;
    const bool isPaidNow = entry.task.isNull() || !tender.amount.isZero();
    entries.insert(entries.begin(), std::move(entry)); // the tickets end before their rights go
    const StoreOp op = desk.writer.append(ctx, std::move(entries), std::move(updates), {});
    if (isPaidNow)
        m_writing.emplace(op, tender);
    for (const Part part :
         {Part::Sales, Part::Tasks, Part::Questions, Part::SeatMap, Part::Schedule})
        ctx.touch(part);
}

void Refunds::finishTask(Desk& desk, const FinishTask& wish) {
    Context& ctx = desk.ctx;
    const protocol::Task* task = desk.tasks.find(ctx, wish.task);
    if (!task || !desk.login.loggedIn() || !ctx.canStore())
        return;
    const auto& actions = task->actions;
    // Money goes back by a REFUND only; where it has gone back already, that is put on record.
    const bool isPaid =
        wish.action == protocol::TaskAction::Settle && !restOf(desk.book, *task).has_value();
    if (wish.action == protocol::TaskAction::RefundTender ||
        (!isPaid && std::find(actions.begin(), actions.end(), wish.action) == actions.end()))
        return;
    const OperatorId op = *desk.login.loggedIn();
    const bool closes = wish.action != protocol::TaskAction::CallCustomer;
    // Who ends what is another terminal's to do has to answer for it, as for its money.
    const bool others = !task->owner.isNull() && task->owner != ctx.identity.terminal;
    const bool hadItBefore = closes && task->kind == protocol::TaskKind::RefundDue && !isPaid;
    if ((protocol::isOfSuspense(task->kind) || hadItBefore || (closes && others)) &&
        !isSupervisor(ctx, op))
        return ctx.tell(NoticeCode::NotASupervisor);
    if (hadItBefore)
        return settleOwed(desk, *task, wish.note);
    if (closes)
        desk.tasks.close(ctx, task->id, desk.writer.next());
    desk.writer.append(
        ctx, {protocol::TaskDone{wish.task, wish.action, reasonFrom(wish.note), op, ctx.now.wall}},
        {}, {});
}

/// The customer has the money: nothing leaves a drawer here.
void Refunds::settleOwed(Desk& desk, const protocol::Task& task, const std::string& note) {
    if (!task.amount)
        return;
    const OperatorId op = *desk.login.loggedIn();
    write(desk, {task.booking, task.showtime, task.tickets,
                 domain::exactTender(domain::TenderKind::Cash, {0, task.amount->currency}),
                 reasonFrom(note), op, op, task.id, desk.ctx.now.wall});
}

bool Refunds::stored(Desk& desk, const Stored& event) {
    const auto at = m_writing.find(event.op);
    if (at == m_writing.end())
        return false;
    const domain::Tender tender = at->second;
    m_writing.erase(at);
    if (tender.kind == domain::TenderKind::Cash)
        desk.ctx.want(OpenDrawer{});
    const bool onCard = tender.kind == domain::TenderKind::Card;
    desk.ctx.tell(Notice{.code = onCard ? NoticeCode::GiveBackOnCard : NoticeCode::RefundPaid,
                         .amount = domain::handedOver(tender)});
    return true;
}

} // namespace foyer::core
