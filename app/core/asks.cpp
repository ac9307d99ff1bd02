#include "app/core/asks.h"

#include "app/core/standing.h"
#include "shared/base/check.h"

#include <algorithm>

namespace foyer::core {

void Asks::begin(Context& ctx, ShowtimeId showtime, std::vector<SeatNo> seats) {
    CHECK(!m_pending && !seats.empty());
    m_pending =
        Pending{Uuid::make(ctx.now.wall, *ctx.random), {showtime, std::move(seats)}, {}, {}, {}};
}

void Asks::pump(Context& ctx, const Stamps& stamps) {
    if (!m_pending || m_pending->inFlight || !m_backoff.ready(ctx.now))
        return;
    if (!m_pending->sent)
        m_pending->sent = ctx.mark();
    m_pending->inFlight = ctx.newRequest();
    m_pending->stampAtSend = stamps.highest();
    ctx.want(SendAsk{*m_pending->inFlight, m_pending->key, m_pending->ask, ctx.report});
}

bool Asks::covers(ShowtimeId showtime, SeatNo seat) const {
    if (!m_pending || m_pending->ask.showtime != showtime)
        return false;
    const auto& seats = m_pending->ask.seats;
    return std::find(seats.begin(), seats.end(), seat) != seats.end();
}

bool Asks::granted(Context& ctx, Stamps& stamps, Rights& rights, const AllotmentsGranted& event) {
    if (!isMine(event.request))
        return false;
    const Pending done = *m_pending;
    m_pending.reset();
    ctx.heardServer();
    stamps.hear(ctx, event.answer.stamp, done.stampAtSend);
    takeAllotments(ctx, rights, event.answer, *done.sent);
    // The server answers with what we gave back until our journal has reached it: then the same
    // ask follows at once, and must not follow as fast as the wire carries it.
    for (const SeatNo seat : done.ask.seats)
        if (!rights.owns(done.ask.showtime, seat, ctx.ages, ctx.now)) {
            m_backoff.fail(ctx.now, *ctx.random);
            return true;
        }
    m_backoff.reset();
    return true;
}

std::optional<Asks::Refused> Asks::refused(Context& ctx, const AllotmentsRefused& event) {
    if (!isMine(event.request))
        return {};
    Refused refused{m_pending->ask, event.error};
    m_pending.reset();
    m_backoff.reset();
    ctx.heardServer();
    ctx.touch(Part::Sale);
    return refused;
}

bool Asks::failed(Context& ctx, const RequestFailed& event) {
    if (!isMine(event.request))
        return false;
    m_pending->inFlight.reset();
    m_backoff.fail(ctx.now, *ctx.random, event.retryAfter);
    return true;
}

std::optional<BootInstant> Asks::due() const {
    if (!m_pending || m_pending->inFlight)
        return {};
    return m_backoff.due();
}

std::vector<Returns::Unused> Returns::due(Now now, const Rights& rights, const SeatTest& isWanted) {
    std::vector<Unused> due;
    std::map<AllotmentId, BootInstant> idle;
    for (const auto& [id, held] : rights.all()) {
        if (held.kind != protocol::AllotmentKind::Asked ||
            held.state == protocol::AllotmentState::Lost)
            continue;
        Unused unused{held.showtime, {id, held.epoch}, rights.spare(held, isWanted)};
        if (unused.seats.empty())
            continue;
        const auto known = m_idleSince.find(id);
        const BootInstant since = known == m_idleSince.end() ? now.boot : known->second;
        if (now.boot - since >= kKeepUnused)
            due.push_back(std::move(unused));
        else
            idle.emplace(id, since);
    }
    m_idleSince = std::move(idle);
    return due;
}

std::optional<BootInstant> Returns::nextDue() const {
    std::optional<BootInstant> next;
    for (const auto& [id, since] : m_idleSince)
        next = earlier(next, since + kKeepUnused);
    return next;
}

} // namespace foyer::core
