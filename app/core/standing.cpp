#include "app/core/standing.h"

#include <algorithm>

namespace foyer::core {

void takeAllotments(Context& ctx, Rights& rights, const protocol::AllotmentAnswer& answer,
                    const Mark& asked) {
    std::vector<HeldAllotment> news;
    for (const protocol::Allotment& row : answer.allotments)
        if (row.terminal == ctx.identity.terminal && row.incarnation == ctx.identity.incarnation)
            if (auto held = rights.take(row, asked))
                news.push_back(std::move(*held));
    if (!news.empty() && ctx.canStore())
        ctx.want(SaveAllotments{ctx.newOp(), std::move(news), answer.stamp});
    ctx.touch(Part::SeatMap);
    ctx.touch(Part::Schedule);
    ctx.touch(Part::Sale);
}

void Standing::pump(Context& ctx, const Stamps& stamps) {
    if (ctx.stop != SellingStop::None || m_inFlight || !m_backoff.ready(ctx.now))
        return;
    if (m_next && ctx.now.boot < *m_next)
        return;
    m_inFlight = InFlight{ctx.newRequest(), ctx.mark(), stamps.highest()};
    ctx.want(SendStanding{m_inFlight->request, ctx.report});
}

bool Standing::granted(Context& ctx, Stamps& stamps, Rights& rights,
                       const AllotmentsGranted& event) {
    if (!isMine(event.request))
        return false;
    const InFlight sent = *m_inFlight;
    m_inFlight.reset();
    m_backoff.reset();
    ctx.heardServer();
    stamps.hear(ctx, event.answer.stamp, sent.stampAtSend);
    m_next = ctx.now.boot + kRenewEvery;
    takeAllotments(ctx, rights, event.answer, sent.sent);
    return true;
}

bool Standing::refused(Context& ctx, const AllotmentsRefused& event) {
    if (!isMine(event.request))
        return false;
    m_inFlight.reset();
    m_backoff.reset();
    m_next = ctx.now.boot + kAfterRefusal;
    ctx.heardServer();
    return true;
}

bool Standing::failed(Context& ctx, const RequestFailed& event) {
    if (!isMine(event.request))
        return false;
    m_inFlight.reset();
    m_backoff.fail(ctx.now, *ctx.random, event.retryAfter);
    return true;
}

std::optional<BootInstant> Standing::due() const {
    if (m_inFlight)
        return {};
    if (m_next && m_backoff.due())
        return std::max(*m_next, *m_backoff.due());
    return m_next ? m_next : m_backoff.due();
}

} // namespace foyer::core
