#include "app/core/login.h"

namespace foyer::core {

namespace {

bool isActive(const Context& ctx, OperatorId op) {
    const auto row = ctx.replica.operators.find(op);
    return row != ctx.replica.operators.end() && row->second.active;
}

} // namespace

bool LoginDesk::isStillWelcome(const Context& ctx) const {
    return !m_loggedIn || isActive(ctx, *m_loggedIn);
}

std::optional<NoticeCode> LoginDesk::obstacle(const Context& ctx, OperatorId op) const {
    if (m_lockedUntil)
        return NoticeCode::PinLocked;
    if (!isActive(ctx, op))
        return NoticeCode::OperatorUnknown;
    const auto age =
        ctx.lastContact ? ctx.ages.since(*ctx.lastContact, ctx.now) : std::optional<Milliseconds>{};
    if (!age || *age > kGoodWithoutServer)
        return NoticeCode::LoginTooOld;
    return {};
}

bool LoginDesk::mayTry(Context& ctx, OperatorId op) const {
    const auto code = obstacle(ctx, op);
    if (!code)
        return true;
    Notice notice{.code = *code};
    if (m_lockedUntil)
        notice.seconds = (*m_lockedUntil - ctx.now.boot).count() / 1000 + 1;
    ctx.tell(std::move(notice));
    return false;
}

void LoginDesk::login(Context& ctx, const Login& wish) {
    const bool takesOver = ctx.identity.mode == TerminalMode::Kiosk;
    if ((m_loggedIn && !takesOver) || m_request || !mayTry(ctx, wish.op))
        return;
    m_request = ctx.newRequest();
    m_trying = wish.op;
    ctx.want(VerifyPin{*m_request, wish.pin, ctx.replica.operators.at(wish.op).pinHash});
    ctx.touch(Part::Login);
}

void LoginDesk::verified(Context& ctx, const PinVerified& event) {
    if (m_request != event.request)
        return;
    m_request.reset();
    ctx.touch(Part::Login);
    if (!event.right)
        return wrongPin(ctx);
    m_wrong = 0;
    ++m_logins;
    m_loggedIn = m_trying;
}

void LoginDesk::wrongPin(Context& ctx) {
    if (++m_wrong < kTries) {
        ctx.tell(Notice{.code = NoticeCode::WrongPin, .count = kTries - m_wrong});
        return;
    }
    m_wrong = 0;
    m_lockedUntil = ctx.now.boot + kLocked;
    ctx.tell(Notice{.code = NoticeCode::PinLocked, .seconds = kLocked.count() / 1000});
}

void LoginDesk::logout(Context& ctx) {
    m_loggedIn.reset();
    ctx.touch(Part::Login);
}

void LoginDesk::pump(Context& ctx) {
    if (!m_lockedUntil || ctx.now.boot < *m_lockedUntil)
        return;
    m_lockedUntil.reset();
    ctx.touch(Part::Login);
}

std::optional<Instant> LoginDesk::lockedUntil(const Context& ctx) const {
    if (!m_lockedUntil)
        return {};
    return ctx.now.wall + (*m_lockedUntil - ctx.now.boot);
}

} // namespace foyer::core
