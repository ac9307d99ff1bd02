#include "server/services/sign_in_guard.h"

#include <algorithm>

namespace foyer::server::services {

namespace {
constexpr std::chrono::hours kForgotten{1}; // after the last wrong password
} // namespace

Milliseconds SignInGuard::pauseAfter(int wrong, int free) {
    if (wrong < free)
        return Milliseconds{0};
    const int doublings = std::min(wrong - free, 20);
    return std::min<Milliseconds>(kLongest, Milliseconds{kFirst} * (1LL << doublings));
}

std::optional<std::chrono::seconds> SignInGuard::waitFor(const std::string& account,
                                                         const std::string& address, Instant now) {
    const std::lock_guard lock(m_lock);
    Instant until{};
    for (const Key& key : {Key{account, address}, Key{"", address}})
        if (const auto at = m_tries.find(key); at != m_tries.end())
            until = std::max(until, at->second.until);
    if (until <= now)
        return {};
    return std::chrono::ceil<std::chrono::seconds>(until - now);
}

void SignInGuard::miss(const Key& key, int free, Instant now) {
    Tries& tries = m_tries[key];
    if (tries.last + kForgotten <= now)
        tries = {};
    ++tries.wrong;
    tries.last = now;
    tries.until = now + pauseAfter(tries.wrong, free);
}

void SignInGuard::count(const std::string& account, const std::string& address, bool right,
                        Instant now) {
    const std::lock_guard lock(m_lock);
    if (right) { // what the address did to other accounts stays
        m_tries.erase({account, address});
        return;
    }
    if (m_tries.size() >= kMostKept)
        dropOld(now);
    miss({account, address}, kFreeTries, now);
    miss({"", address}, kFreeTriesInAll, now);
}

/// Those forgotten anyway; if somebody fills the memory with fresh ones, those that wait least.
void SignInGuard::dropOld(Instant now) {
    std::erase_if(m_tries, [&](const auto& each) { return each.second.last + kForgotten <= now; });
    if (m_tries.size() >= kMostKept)
        std::erase_if(m_tries, [&](const auto& each) { return each.second.until <= now; });
}

} // namespace foyer::server::services
