#include "app/core/stamps.h"

namespace foyer::core {

Stamps::Finding Stamps::check(const protocol::Stamp& answer, const protocol::Stamp& atSend) {
    const bool sameDatabase = answer.dbIncarnation == m_highest.dbIncarnation;
    if (!sameDatabase) {
        const bool first = m_highest.dbIncarnation.isNull();
        m_highest = answer;
        m_lost |= !first;
        return first ? Finding::Fine : Finding::OtherDatabase;
    }
    const bool comparable = atSend.dbIncarnation == answer.dbIncarnation;
    if (comparable && answer.commitSeq < atSend.commitSeq) {
        m_highest = answer; // so that it is told once, not with every answer
        m_lost = true;
        return Finding::WentBack;
    }
    m_highest.commitSeq = std::max(m_highest.commitSeq, answer.commitSeq);
    return Finding::Fine;
}

void Stamps::hear(Context& ctx, const protocol::Stamp& answer, const protocol::Stamp& atSend) {
    if (check(answer, atSend) == Finding::WentBack)
        ctx.tell(NoticeCode::ServerWentBack);
}

} // namespace foyer::core
