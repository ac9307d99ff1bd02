#include "app/core/stamps.h"

namespace foyer::core {

Stamps::Finding Stamps::check(const protocol::Stamp& answer, const protocol::Stamp& atSend) {
    const bool sameDatabase = answer.dbIncarnation == m_highest.dbIncarnation;
    if (!sameDatabase) {
        const bool first = m_highest.dbIncarnation.isNull();
        m_highest = answer;
        return first ? Finding::Fine : Finding::OtherDatabase;
    }
    const bool comparable = atSend.dbIncarnation == answer.dbIncarnation;
    if (comparable && answer.commitSeq < atSend.commitSeq) {
        m_highest = answer; // so that it is told once, not with every answer
        return Finding::WentBack;
    }
    m_highest.commitSeq = std::max(m_highest.commitSeq, answer.commitSeq);
    return Finding::Fine;
}

} // namespace foyer::core
