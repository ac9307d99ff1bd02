#include "app/core/office.h"

namespace foyer::core {

using protocol::DayAnswer;
using protocol::Exposures;
using protocol::LossAnswer;

void Office::watch(Context& ctx, const WatchOffice& wish) {
    m_watched = wish.question;
    m_asking.reset(); // the answer to another question is of no use any more
    hurry();
    m_view.heardAt.reset();
    m_view.outOfReach = false;
    m_view.outcome.reset();
    ctx.touch(Part::Office);
}

void Office::decide(Context& ctx, const DecideOffice& wish) {
    if (m_deciding)
        return;
    m_deciding = ctx.newRequest();
    m_view.deciding = true;
    m_view.outcome.reset();
    ctx.touch(Part::Office);
    const auto send = [&](const auto& decision) {
        ctx.want(SendOffice{*m_deciding, decision, ctx.report});
    };
    std::visit(send, wish.decision);
}

void Office::pump(Context& ctx) {
    if (!m_watched || m_asking || (m_next && ctx.now.boot < *m_next))
        return;
    m_asking = ctx.newRequest();
    m_next = ctx.now.boot + kLookEvery;
    const auto send = [&](const auto& question) {
        ctx.want(SendOffice{*m_asking, question, ctx.report});
    };
    std::visit(send, *m_watched);
}

void Office::answered(Context& ctx, const OfficeAnswered& event) {
    if (m_asking == event.request) {
        m_asking.reset();
        take(event.answer);
        m_view.heardAt = ctx.now.wall;
        m_view.outOfReach = false;
        ctx.heardServer();
        ctx.touch(Part::Office);
    } else if (m_deciding == event.request) {
        using Kind = OfficeOutcome::Kind;
        ctx.heardServer();
        if (const auto* loss = std::get_if<LossAnswer>(&event.answer))
            settle(ctx, {.kind = loss->lost ? Kind::Lost : Kind::Proposed, .freed = loss->freed});
        else
            settle(ctx, {.kind = Kind::DayClosed});
    }
}

void Office::take(const protocol::OfficeAnswer& answer) {
    if (const auto* terminals = std::get_if<Exposures>(&answer))
        m_view.terminals = *terminals;
    else if (const auto* day = std::get_if<DayAnswer>(&answer))
        m_view.day = *day;
    else if (const auto* share = std::get_if<protocol::Share>(&answer))
        m_view.share = *share;
}

void Office::refused(Context& ctx, const OfficeRefused& event) {
    if (m_deciding == event.request) {
        ctx.heardServer();
        settle(ctx, {.kind = OfficeOutcome::Kind::Refused, .refusal = event.refusal});
    } else if (m_asking == event.request) {
        ctx.heardServer();
        m_asking.reset();
    }
}

bool Office::failed(Context& ctx, const RequestFailed& event) {
    if (m_deciding == event.request) {
        settle(ctx, {.kind = OfficeOutcome::Kind::NotKnown});
        return true;
    }
    if (m_asking != event.request)
        return false;
    m_asking.reset();
    m_view.outOfReach = true;
    ctx.touch(Part::Office);
    return true;
}

void Office::settle(Context& ctx, OfficeOutcome outcome) {
    m_deciding.reset();
    outcome.number = ++m_outcomes;
    m_view.deciding = false;
    m_view.outcome = outcome;
    m_asking.reset();
    hurry();
    ctx.touch(Part::Office);
}

std::optional<BootInstant> Office::due() const {
    if (!m_watched || m_asking)
        return {};
    return m_next;
}

} // namespace foyer::core
