#include "app/core/stamps.h"

namespace foyer::core {

void Stamps::restore(const protocol::Stamp& highest, const std::optional<protocol::Stamp>& former) {
    m_highest = highest;
    m_former = former;
}

Stamps::Finding Stamps::check(const protocol::Stamp& answer, const protocol::Stamp& atSend) {
    const bool sameDatabase = answer.dbIncarnation == m_highest.dbIncarnation;
    const bool wentBack = sameDatabase && atSend.dbIncarnation == answer.dbIncarnation &&
                          answer.commitSeq < atSend.commitSeq;
    if (sameDatabase && !wentBack) {
        m_highest.commitSeq = std::max(m_highest.commitSeq, answer.commitSeq);
        return Finding::Fine;
    }
    const protocol::Stamp before = m_highest;
    m_highest = answer; // so that it is told once, not with every answer
    if (before.dbIncarnation.isNull())
        return Finding::Fine;
    ++m_losses;
    if (!m_former)
        m_former = before;
    return sameDatabase ? Finding::WentBack : Finding::OtherDatabase;
}

void Stamps::hear(Context& ctx, const protocol::Stamp& answer, const protocol::Stamp& atSend) {
    const Finding finding = check(answer, atSend);
    if (finding == Finding::Fine)
        return;
    if (ctx.canStore())
        ctx.want(SaveLost{ctx.newOp(), *m_former});
    if (onLost)
        onLost(ctx);
    if (finding == Finding::WentBack)
        ctx.tell(NoticeCode::ServerWentBack);
}

void Stamps::found(std::uint64_t losses) {
    if (losses == m_losses)
        m_former.reset();
}

} // namespace foyer::core
