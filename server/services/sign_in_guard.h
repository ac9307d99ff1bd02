#pragma once

#include "shared/base/time.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace foyer::server::services {

/// Makes guessing slow without shutting anybody out: wrong passwords are counted for an account as
/// asked from one address, and for the address as a whole. Whoever guesses from elsewhere waits
/// alone; the account's owner does not. Thread-safe.
class SignInGuard {
public:
    static constexpr int kFreeTries = 5;             // of an account from one address
    static constexpr int kFreeTriesInAll = 40;       // from one address, whatever the account
    static constexpr std::chrono::seconds kFirst{1}; // then twice as long each time
    static constexpr std::chrono::minutes kLongest{15};
    static constexpr std::size_t kMostKept = 20'000;

    /// How long to wait before the next try; nothing: now.
    std::optional<std::chrono::seconds> waitFor(const std::string& account,
                                                const std::string& address, Instant now);
    void count(const std::string& account, const std::string& address, bool right, Instant now);

private:
    struct Tries {
        int wrong = 0;
        Instant last{};
        Instant until{};
    };
    using Key = std::pair<std::string, std::string>; // account (empty: any), address
    static Milliseconds pauseAfter(int wrong, int free);
    void miss(const Key& key, int free, Instant now);
    void dropOld(Instant now);

    std::mutex m_lock;
    std::map<Key, Tries> m_tries;
};

} // namespace foyer::server::services
