// The second half of Till: what follows a sale, or is left over from a crash.

#include "app/core/print_job.h"
#include "app/core/till.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::core {

std::string reasonFrom(const std::string& text) {
    std::size_t size = std::min(text.size(), protocol::kLongestReason);
    const auto continues = [&](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    while (size > 0 && continues(size))
        --size;
    return text.substr(0, size);
}

bool Desk::isBusy(BookingId booking) const {
    return till.isBusy(booking);
}

bool Till::isBusy(BookingId booking) const {
    return isPrinting(booking) ||
           std::any_of(m_writing.begin(), m_writing.end(),
                       [&](const auto& row) { return row.second.booking == booking; });
}

bool Till::isWriting(BookingId booking, Step step) const {
    return std::any_of(m_writing.begin(), m_writing.end(), [&](const auto& row) {
        return row.second.booking == booking && row.second.step == step;
    });
}

std::optional<Question::Kind> Till::questionOf(const Desk& desk, const OwnSale& sale) const {
    if (isCurrent(sale))
        return {};
    if (sale.phase == SalePhase::Intended && isByCard(sale))
        return mayPersonTell(desk, sale) ? std::optional(Question::Kind::CardTaken) : std::nullopt;
    if (sale.phase == SalePhase::Intended && !mutated(Mutant::IntentForgotten))
        return Question::Kind::MoneyTaken;
    const bool onDisk = std::none_of(m_writing.begin(), m_writing.end(), [&](const auto& row) {
        return row.second.booking == sale.booking;
    });
    const bool owesPaper = sale.phase == SalePhase::Sold && !sale.printed && hasTickets(sale);
    if (owesPaper && onDisk && !mutated(Mutant::PaperForgotten) && !isPrinting(sale.booking))
        return Question::Kind::PaperOwed;
    return {};
}

void Till::resolveIntent(Desk& desk, const ResolveIntent& wish) {
    OwnSale* sale = desk.book.find(wish.booking);
    if (!sale || !desk.login.loggedIn() || !desk.ctx.canStore() ||
        questionOf(desk, *sale) != Question::Kind::MoneyTaken)
        return;
    const Money total = sale->intent.total;
    const Money due = domain::inCash(total, cashStep(desk.ctx, total.currency));
    if (wish.paid)
        sell(desk, *sale, cashTender(total, due, due));
    else
        abandon(desk, *sale, {});
}

void Till::voidSale(Desk& desk, const VoidSale& wish) {
    Context& ctx = desk.ctx;
    OwnSale* sale = desk.book.find(wish.booking);
    if (!desk.login.loggedIn() || !ctx.canStore())
        return;
    const bool settled = sale && sale->phase == SalePhase::Sold && !isPrinting(sale->booking) &&
                         !isWriting(sale->booking, Step::Sale) && !isOwed(*sale) &&
                         sale->refunded.empty();
    const auto showtime =
        sale ? ctx.replica.showtimes.find(sale->intent.showtime) : ctx.replica.showtimes.end();
    // Later the money is another shift's and another business day's.
    const bool today = showtime != ctx.replica.showtimes.end() &&
                       businessDayOf(sale->soldAt, utcOffsetOf(showtime->second)) ==
                           businessDayOf(ctx.now.wall, utcOffsetOf(showtime->second)) &&
                       ctx.now.wall < showtime->second.start;
    if (!settled || !today)
        return ctx.tell(Notice{.code = NoticeCode::NotVoidable, .booking = wish.booking});
    sale->phase = SalePhase::Voided;
    write(desk, Step::Void, *sale,
          protocol::Void{sale->booking, sale->intent.showtime, reasonFrom(wish.reason),
                         *desk.login.loggedIn(), OperatorId{}, ctx.now.wall},
          rightsOf(*sale, RightState::Mine));
}

void Till::print(Desk& desk, const OwnSale& sale, Job job) {
    const PrintId id = desk.ctx.newPrint();
    PrintTickets work = makePrint(desk.ctx, sale, id, job.copy);
    // Who has paper for a seat that stayed keeps it; a first print after all is a whole one.
    if (job.moved && sale.printed)
        std::erase_if(work.tickets, [&](const TicketToPrint& ticket) {
            return !isMoved(sale, lineOf(sale, ticket.proof.ticket));
        });
    m_jobs.emplace(id, job);
    desk.ctx.want(std::move(work));
    touchSales(desk.ctx);
}

bool Till::mayReprint(const Desk& desk, const OwnSale* sale) const {
    return sale && sale->phase == SalePhase::Sold && !isWriting(sale->booking, Step::Sale) &&
           !isPrinting(sale->booking) && hasTickets(*sale) && desk.login.loggedIn() &&
           desk.ctx.canStore();
}

void Till::reprint(Desk& desk, BookingId booking) {
    const OwnSale* sale = desk.book.find(booking);
    if (!mayReprint(desk, sale))
        return;
    if (isCurrent(*sale))
        enter(desk, SaleState::Printing);
    const bool moved = hasMoves(*sale);
    const bool copy = !moved || sale->movedPrinted;
    print(desk, *sale, {booking, copy, moved && !copy, TaskId{}});
}

void Till::printTask(Desk& desk, TaskId id) {
    const protocol::Task* task = desk.tasks.find(desk.ctx, id);
    if (!task)
        return;
    const OwnSale* sale = desk.book.find(task->booking);
    if (!sale || !canPrintMoves(*sale))
        return desk.ctx.tell(NoticeCode::TaskNotForHere);
    if (mayReprint(desk, sale))
        print(desk, *sale, {sale->booking, sale->movedPrinted, true, id});
}

void Till::printed(Desk& desk, const TicketsPrinted& event) {
    const auto job = m_jobs.find(event.print);
    if (job == m_jobs.end())
        return;
    const Job done = job->second;
    m_jobs.erase(job);
    touchSales(desk.ctx);
    OwnSale* sale = desk.book.find(done.booking);
    if (!sale || !desk.ctx.canStore())
        return;
    sale->printed = true;
    sale->movedPrinted |= done.moved;
    write(desk, Step::Printed, *sale, protocol::Printed{done.booking, done.copy, desk.ctx.now.wall},
          {});
    if (done.task.isNull())
        return;
    const OperatorId op = desk.login.loggedIn().value_or(sale->intent.op);
    desk.tasks.close(desk.ctx, done.task, desk.writer.next());
    desk.writer.append(
        desk.ctx,
        {protocol::TaskDone{
            done.task, protocol::TaskAction::PrintTicket, {}, op, desk.ctx.now.wall}},
        {}, {});
}

void Till::confirmPrinted(Desk& desk, BookingId booking) {
    OwnSale* sale = desk.book.find(booking);
    const bool owed = sale && (questionOf(desk, *sale) == Question::Kind::PaperOwed ||
                               (isCurrent(*sale) && m_state == SaleState::PrintFailed));
    if (!owed || !desk.login.loggedIn() || !desk.ctx.canStore())
        return;
    sale->printed = true;
    write(desk, Step::Printed, *sale, protocol::Printed{booking, false, desk.ctx.now.wall}, {});
}

void Till::printFailed(Desk& desk, const PrintFailed& event) {
    const auto job = m_jobs.find(event.print);
    if (job == m_jobs.end())
        return;
    const BookingId booking = job->second.booking;
    m_jobs.erase(job);
    touchSales(desk.ctx);
    desk.ctx.tell(Notice{.code = NoticeCode::PrinterFailed,
                         .booking = booking,
                         .count = static_cast<std::int64_t>(event.trouble)});
    const OwnSale* sale = desk.book.find(booking);
    if (sale && isCurrent(*sale))
        enter(desk, sale->printed ? SaleState::Done : SaleState::PrintFailed);
}

} // namespace foyer::core
