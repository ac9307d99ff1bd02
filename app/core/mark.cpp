#include "app/core/mark.h"

#include "shared/base/mutant.h"

namespace foyer::core {

void Ages::start(const Uuid& bootId, Instant lastWall, Now now) {
    m_bootId = bootId;
    m_started = now;
    m_wallWentBack = now.wall < lastWall;
}

std::optional<BootInstant> Ages::onThisBoot(const Mark& mark) const {
    if (mark.bootId == m_bootId || mutated(Mutant::BootIdIgnored))
        return mark.boot;
    const bool wentBack = m_wallWentBack || mark.wall > m_started.wall;
    if (wentBack && !mutated(Mutant::WallClockTrusted))
        return {};
    return m_started.boot - (m_started.wall - mark.wall);
}

std::optional<Milliseconds> Ages::since(const Mark& mark, Now now) const {
    if (const auto at = onThisBoot(mark))
        return now.boot - *at;
    return {};
}

std::optional<BootInstant> Ages::when(const Mark& mark, Milliseconds age) const {
    if (const auto at = onThisBoot(mark))
        return *at + age;
    return {};
}

} // namespace foyer::core
