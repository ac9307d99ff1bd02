#include "app/core/changes.h"

#include "app/core/replica_changes.h"
#include "app/core/settlement.h"

#include <utility>

namespace foyer::core {

void Changes::pump(Context& ctx, const Stamps& stamps) {
    if (m_inFlight || m_saving || !m_backoff.ready(ctx.now) || !ctx.canStore())
        return;
    if (m_next && ctx.now.boot < *m_next)
        return;
    const CommitSeq from = stamps.lost() ? CommitSeq{} : m_cursor;
    m_inFlight = InFlight{ctx.newRequest(), from, stamps.highest()};
    ctx.want(SendChanges{m_inFlight->request, from, ctx.report});
}

void Changes::hurry(Context& ctx) {
    m_again = m_inFlight || m_saving;
    m_next.reset();
    m_backoff.hurry(ctx.now, *ctx.random);
}

bool Changes::failed(Context& ctx, const RequestFailed& event) {
    if (!m_inFlight || m_inFlight->request != event.request)
        return false;
    m_inFlight.reset();
    m_next.reset();
    m_backoff.fail(ctx.now, *ctx.random, event.retryAfter);
    return true;
}

bool Changes::answered(Context& ctx, Stamps& stamps, const SaleBook& book, Rights& rights,
                       const ChangesAnswered& event) {
    if (!m_inFlight || m_inFlight->request != event.request)
        return false;
    const InFlight sent = *m_inFlight;
    m_inFlight.reset();
    m_backoff.reset();
    ctx.heardServer();
    stamps.hear(ctx, event.answer->stamp, sent.stampAtSend);
    ctx.serverRecovers = event.answer->recovering; // heardServer has touched the status
    ctx.serverTime = event.answer->at;
    m_next = ctx.now.boot + kPollEvery;
    if (std::exchange(m_again, false))
        m_next.reset();
    if (!isInOrder(ctx, *event.answer, stamps, sent.cursor) || !ctx.canStore())
        return true;
    save(ctx, stamps, book, rights, event.answer);
    return true;
}

std::vector<HeldAllotment> Changes::takeRights(Context& ctx, Rights& rights,
                                               const protocol::ChangesAnswer& answer) {
    std::vector<HeldAllotment> news;
    for (const protocol::Change& change : answer.changes) {
        const auto* body = std::get_if<protocol::AllotmentChanged>(&change.body);
        if (!body || body->allotment.terminal != ctx.identity.terminal ||
            body->allotment.incarnation != ctx.identity.incarnation)
            continue;
        if (auto held = rights.take(body->allotment, {}))
            news.push_back(std::move(*held));
    }
    return news;
}

bool Changes::isInOrder(Context& ctx, const protocol::ChangesAnswer& answer, const Stamps& stamps,
                        CommitSeq asked) {
    if (answer.snapshot)
        return true; // the whole state, whatever was before
    if (stamps.lost() && asked.value > 0) {
        m_next.reset(); // single changes count from a state that is gone: ask for all of it
        return false;
    }
    if (stamps.lost() || answer.cursor < m_cursor) {
        ctx.tell(NoticeCode::ServerNotUnderstood);
        return false;
    }
    return true;
}

void Changes::save(Context& ctx, const Stamps& stamps, const SaleBook& book, Rights& rights,
                   std::shared_ptr<const protocol::ChangesAnswer> answer) {
    const bool news = answer->snapshot || !answer->changes.empty() || answer->cursor != m_cursor;
    const bool contactIsOld =
        !m_contactSaved || ctx.now.boot - *m_contactSaved >= kSaveContactEvery;
    if (!news && !contactIsOld) {
        ++m_rounds;
        return;
    }
    m_contactSaved = ctx.now.boot;
    ApplyChanges work{ctx.newOp(), answer, takeRights(ctx, rights, *answer), ctx.mark()};
    settleMoves(book, rights, work);
    ctx.goneOnTheWay = work.gone;
    m_saving = Saving{work.op, std::move(answer), stamps.losses(), work.unprinted};
    ctx.want(std::move(work));
}

bool Changes::stored(Context& ctx, Stamps& stamps, SaleBook& book, const Stored& event) {
    if (!m_saving || m_saving->op != event.op)
        return false;
    const auto [op, answer, losses, unprinted] = *m_saving;
    m_saving.reset();
    if (answer->snapshot)
        stamps.found(losses);
    m_rounds += answer->more ? 0 : 1;
    m_cursor = answer->cursor;
    if (std::exchange(m_again, false) || answer->more)
        m_next.reset();
    applyTo(ctx.replica, *answer);
    if (answer->snapshot || !answer->changes.empty())
        follow(book, ctx.replica);
    ctx.goneOnTheWay.clear();
    for (const BookingId booking : unprinted)
        if (OwnSale* sale = book.find(booking))
            sale->movedPrinted = false;
    if (answer->snapshot || !answer->changes.empty())
        for (const Part part : {Part::Status, Part::Login, Part::Schedule, Part::SeatMap,
                                Part::Sale, Part::Questions, Part::Sales, Part::Tasks, Part::Door})
            ctx.touch(part);
    return true;
}

std::optional<BootInstant> Changes::due() const {
    if (m_inFlight || m_saving)
        return {};
    if (!m_next)
        return m_backoff.due();
    return m_next;
}

} // namespace foyer::core
