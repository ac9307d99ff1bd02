#include "app/core/approvals.h"

namespace foyer::core {

bool isSupervisor(const Context& ctx, OperatorId op) {
    const auto row = ctx.replica.operators.find(op);
    return row != ctx.replica.operators.end() && row->second.active &&
           row->second.role != domain::Role::Cashier;
}

void Approvals::ask(Context& ctx, LoginDesk& login, OperatorId who, const std::string& pin,
                    Purpose purpose) {
    if (m_asking || !login.mayTry(ctx, who))
        return;
    if (!isSupervisor(ctx, who))
        return ctx.tell(NoticeCode::NotASupervisor);
    m_asking = Asking{ctx.newRequest(), std::move(purpose)};
    ctx.want(VerifyPin{m_asking->request, pin, ctx.replica.operators.at(who).pinHash});
}

std::optional<Approvals::Purpose> Approvals::verified(Context& ctx, LoginDesk& login,
                                                      const PinVerified& event) {
    if (!m_asking || m_asking->request != event.request)
        return {};
    Purpose purpose = std::move(m_asking->purpose);
    m_asking.reset();
    if (event.right)
        return purpose;
    login.wrongPin(ctx);
    return {};
}

} // namespace foyer::core
