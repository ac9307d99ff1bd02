#include "app/core/mark.h"

#include "shared/base/mutant.h"

#include <algorithm>
#include <utility>

namespace foyer::core {

namespace {
/// No start is later: a mark of then is of no use after the next boot. 9999-12-31.
constexpr Instant kLatest{Milliseconds{253'402'214'400'000}};
} // namespace

void Ages::start(const Uuid& bootId, Instant lastWall, Now now) {
    m_bootId = bootId;
    m_started = now;
    m_wallWentBack = now.wall < lastWall;
    m_isTold = !m_wallWentBack;
    m_ahead = now.wall.time_since_epoch() - now.boot.time_since_epoch();
}

bool Ages::wentBack(Now now) {
    const Milliseconds ahead = now.wall.time_since_epoch() - now.boot.time_since_epoch();
    const bool isBehind = ahead + kSlack < m_ahead;
    m_ahead = isBehind ? ahead : std::max(m_ahead, ahead);
    return !std::exchange(m_isTold, true) || isBehind;
}

std::optional<Mark> Ages::withoutWall(Mark mark) const {
    if (mark.bootId != m_bootId)
        return {};
    mark.wall = kLatest;
    return mark;
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
