// The second half of Till: what follows a sale, or is left over from a crash.

#include "app/core/print_job.h"
#include "app/core/till.h"

#include <algorithm>

namespace foyer::core {

namespace {

/// As much of it as an entry may hold, cut between characters of UTF-8.
std::string reasonFrom(const std::string& text) {
    std::size_t size = std::min(text.size(), protocol::kLongestReason);
    const auto continues = [&](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    while (size > 0 && continues(size))
        --size;
    return text.substr(0, size);
}

} // namespace

bool Till::isWriting(BookingId booking, Step step) const {
    return std::any_of(m_writing.begin(), m_writing.end(), [&](const auto& row) {
        return row.second.booking == booking && row.second.step == step;
    });
}

std::optional<Question::Kind> Till::questionOf(const OwnSale& sale) const {
    if (isCurrent(sale))
        return {};
    if (sale.phase == SalePhase::Intended)
        return Question::Kind::MoneyTaken;
    const bool onDisk = std::none_of(m_writing.begin(), m_writing.end(), [&](const auto& row) {
        return row.second.booking == sale.booking;
    });
    if (sale.phase == SalePhase::Sold && !sale.printed && onDisk && !isPrinting(sale.booking))
        return Question::Kind::PaperOwed;
    return {};
}

void Till::resolveIntent(Desk& desk, const ResolveIntent& wish) {
    OwnSale* sale = desk.book.find(wish.booking);
    if (!sale || !desk.login.loggedIn() || !desk.ctx.canStore() ||
        questionOf(*sale) != Question::Kind::MoneyTaken)
        return;
    if (wish.paid)
        sell(desk, *sale, sale->intent.total);
    else
        abandon(desk, *sale);
}

void Till::voidSale(Desk& desk, const VoidSale& wish) {
    Context& ctx = desk.ctx;
    OwnSale* sale = desk.book.find(wish.booking);
    if (!desk.login.loggedIn() || !ctx.canStore())
        return;
    const bool settled = sale && sale->phase == SalePhase::Sold && !isPrinting(sale->booking) &&
                         !isWriting(sale->booking, Step::Sale);
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

void Till::print(Desk& desk, const OwnSale& sale, bool copy) {
    const PrintId id = desk.ctx.newPrint();
    m_jobs.emplace(id, Job{sale.booking, copy});
    desk.ctx.want(makePrint(desk.ctx, sale, id, copy));
    touchSales(desk.ctx);
}

void Till::reprint(Desk& desk, BookingId booking) {
    const OwnSale* sale = desk.book.find(booking);
    if (!sale || sale->phase != SalePhase::Sold || isWriting(booking, Step::Sale) ||
        isPrinting(booking) || !desk.login.loggedIn() || !desk.ctx.canStore())
        return;
    if (isCurrent(*sale))
        enter(desk, SaleState::Printing);
    print(desk, *sale, true);
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
    write(desk, Step::Printed, *sale, protocol::Printed{done.booking, done.copy, desk.ctx.now.wall},
          {});
}

void Till::confirmPrinted(Desk& desk, BookingId booking) {
    OwnSale* sale = desk.book.find(booking);
    const bool owed = sale && (questionOf(*sale) == Question::Kind::PaperOwed ||
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
