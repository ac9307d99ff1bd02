// What the terminal does by itself: after every event, and when time has passed.

#include "app/core/machines.h"

#include "shared/base/mutant.h"

#include <algorithm>
#include <utility>

namespace foyer::core {

namespace {
/// So often the clock alone is looked at: the business day, showtimes that end.
constexpr Milliseconds kLookEvery{60'000};
/// So long after its end a showtime's rights are remembered: as long as journals are kept (DESIGN
/// §2), for a server put back to a backup speaks of them again, and what was given back is
/// another's.
constexpr std::chrono::hours kRightsKept{30 * 24};
/// So long a sale can be paid back: what is sold a week ahead, until it is over.
constexpr std::chrono::hours kSalesKept{9 * 24};
/// The same after the last renewal, for showtimes the server speaks of no more.
constexpr std::chrono::hours kUnknownKept{30 * 24};
} // namespace

SaleState Machines::saleState() const {
    if (till.state() != SaleState::Choosing || basket.empty())
        return till.state();
    return basket.missing(ctx, rights).empty() ? SaleState::Ready : SaleState::AskingRight;
}

void Machines::settle() {
    lifeEnds.pump(ctx, writer, book, rights);
    followTheDay();
    login.pump(ctx);
    followTheReplica();
    checkLeases();
    followRisk();
    dropUnreachable();
    askForMissing();
    answerRecalls();
    giveBackUnused();
    ctx.report = {protocol::kJournalSchema, stamps.seen(), writer.onDisk(), ctx.serverTime};
    tasks.pump(ctx, uploads, changes.rounds());
    Desk desk = this->desk();
    till.pumpCards(desk);
    uploads.pump(ctx, stamps);
    asks.pump(ctx, stamps);
    changes.pump(ctx, stamps);
    office.pump(ctx);
    if (!share.resting())
        standing.pump(ctx, stamps);
}

void Machines::followTheDay() {
    if (m_nextLook && ctx.now.boot < *m_nextLook)
        return;
    m_nextLook = ctx.now.boot + kLookEvery;
    ctx.touch(Part::Schedule);
    auto forgotten = forgetWhatIsOver();
    // Only what is written down tells after a reboot whether the wall clock went back (Ages).
    if (ctx.canStore())
        ctx.want(SaveMoment{ctx.newOp(), std::move(forgotten)});
}

std::vector<AllotmentId> Machines::forgetWhatIsOver() {
    // The server repeats rights until our entries have reached it; until then we must know better,
    // whatever the wall clock says the day is.
    if (uploads.waiting() > 0 || !writer.idle() || !ctx.canStore())
        return {};
    book.forgetBefore(ctx.now.wall - kSalesKept);
    return rights.forget(ctx.ages, ctx.now, [&](const HeldAllotment& held) {
        const auto showtime = ctx.replica.showtimes.find(held.showtime);
        if (showtime != ctx.replica.showtimes.end())
            return showtime->second.end < ctx.now.wall - kRightsKept;
        return held.asked && held.asked->wall < ctx.now.wall - kUnknownKept;
    });
}

void Machines::followTheReplica() {
    if (till.isPaying())
        return;
    if (std::exchange(m_basketIsOld, false))
        basket.refresh(ctx);
    if (!login.isStillWelcome(ctx)) {
        logout();
        ctx.tell(NoticeCode::OperatorUnknown);
    }
}

void Machines::checkLeases() {
    if (m_nextLeaseEnd && *m_nextLeaseEnd <= ctx.now.boot)
        for (const Part part : {Part::SeatMap, Part::Sale, Part::Schedule})
            ctx.touch(part);
    m_nextLeaseEnd = rights.nextEnd(ctx.ages, ctx.now);
}

void Machines::followRisk() {
    if (till.state() != SaleState::Choosing)
        return;
    if (basket.empty() || !login.loggedIn())
        atRisk.end();
    // The server can be asked again: a right is better than somebody's word.
    if (ctx.online() && basket.hasRisk()) {
        basket.endRisk();
        atRisk.end();
        ctx.touch(Part::Sale);
    }
}

void Machines::dropUnreachable() {
    // Without the server a right that is not here cannot come; the customer shall know at once.
    if (ctx.connection != Connection::Offline || till.state() != SaleState::Choosing ||
        basket.empty())
        return;
    const auto missing = basket.missing(ctx, rights);
    if (missing.empty())
        return;
    const bool ranOut = std::all_of(missing.begin(), missing.end(), [&](SeatNo seat) {
        return rights.ranOut(*basket.showtime(), seat, ctx.ages, ctx.now);
    });
    Notice notice{.code = ranOut ? NoticeCode::RightsRanOut : NoticeCode::SeatNeedsServer,
                  .showtime = basket.showtime()};
    notice.seats = basket.drop(ctx, missing);
    if (const auto choice = basket.best(ctx, rights, notice.seats.size()))
        notice.offer = choice->seats;
    ctx.tell(std::move(notice));
    ctx.touch(Part::Sale);
}

void Machines::seatsTaken(const Asks::Refused& refused) {
    using protocol::AllotmentRefusal;
    const AllotmentRefusal why = refused.error.refusal;
    changes.hurry(ctx); // our picture of the seats was too old
    if (basket.showtime() != refused.ask.showtime || till.state() != SaleState::Choosing)
        return;
    Notice notice{.code = NoticeCode::AskFailed, .showtime = basket.showtime()};
    const bool taken = why == AllotmentRefusal::SeatTaken && !refused.error.seats.empty();
    notice.seats = basket.drop(ctx, taken ? refused.error.seats : refused.ask.seats);
    if (taken)
        notice.code = NoticeCode::SeatTaken;
    if (why == AllotmentRefusal::ShowtimeClosed)
        notice.code = NoticeCode::ShowtimeClosed;
    if (why == AllotmentRefusal::Recovering)
        notice.code = NoticeCode::ServerRecovering;
    if (taken && !notice.seats.empty())
        if (const auto choice = basket.best(ctx, rights, notice.seats.size(), refused.error.seats))
            notice.offer = choice->seats;
    ctx.tell(std::move(notice));
}

void Machines::askForMissing() {
    if (ctx.stop != SellingStop::None || asks.busy() || till.state() != SaleState::Choosing ||
        basket.empty())
        return;
    auto missing = basket.missing(ctx, rights);
    if (missing.empty())
        return;
    ctx.touch(Part::Sale);
    asks.begin(ctx, *basket.showtime(), std::move(missing));
}

/// Whether the customer at the counter has chosen the seat, or it is being asked for.
SeatTest Machines::wanted() const {
    return [this](ShowtimeId showtime, SeatNo seat) {
        return asks.covers(showtime, seat) || (basket.showtime() == showtime && basket.has(seat));
    };
}

void Machines::giveBack(std::vector<protocol::Return> entries) {
    if (entries.empty())
        return;
    std::vector<RightUpdate> updates;
    std::vector<protocol::Payload> payloads;
    for (protocol::Return& entry : entries) {
        for (const SeatNo seat : entry.seats) {
            updates.push_back({entry.right.allotment, seat, RightState::Returned});
            if (!mutated(Mutant::ReturnKeepsRight))
                rights.set(updates.back());
        }
        payloads.push_back(std::move(entry));
    }
    writer.append(ctx, std::move(payloads), std::move(updates), {});
    ctx.touch(Part::SeatMap);
    ctx.touch(Part::Schedule);
}

void Machines::giveBackUnused() {
    if (ctx.stop != SellingStop::None)
        return;
    if (login.loggedIn() && share.resting()) {
        setResting(false);
        standing.askNow();
    }
    giveBack(sharesDue());
    std::vector<protocol::Return> unused;
    for (Returns::Unused& row : returns.due(ctx.now, rights, wanted()))
        unused.push_back({row.showtime, row.right, std::move(row.seats), ctx.now.wall, RecallId{}});
    giveBack(std::move(unused));
}

void Machines::answerRecalls() {
    if (ctx.stop != SellingStop::None)
        return;
    auto answers = recalls.due(ctx, rights, wanted());
    if (answers.empty())
        return;
    giveBack(std::move(answers));
    uploads.hurry(ctx); // a customer waits
}

std::optional<BootInstant> Machines::nextDeadline() const {
    std::optional<BootInstant> next = m_nextLook;
    for (const auto& due :
         {uploads.due(), changes.due(), standing.due(), asks.due(), login.due(), returns.nextDue(),
          share.nextDue(), office.due(), till.due(), m_nextLeaseEnd})
        // What is overdue waits for something else than time, for example for the disk.
        if (due && *due > ctx.now.boot)
            next = earlier(next, due);
    return next;
}

} // namespace foyer::core
