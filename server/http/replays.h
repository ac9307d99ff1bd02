#pragma once

#include "server/edge/message.h"
#include "shared/base/bytes.h"
#include "shared/base/time.h"

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace foyer::server::http {

/// Remembers the answers to requests that carry an Idempotency-Key, so that a client whose answer
/// was lost may ask again and get the same one. In memory: after a restart the operations'
/// own idempotence stands alone. Thread-safe.
class Replays {
public:
    static constexpr std::chrono::hours kKept{24};
    static constexpr std::size_t kMost = 20'000;
    static constexpr std::size_t kLongestKey = 128;

    enum class Claim : std::uint8_t {
        First,    ///< go on, and tell `keep` or `drop`
        Replayed, ///< `response` is the answer given before
        InFlight,
        Reused ///< the key was used with another body
    };
    struct Found {
        Claim claim = Claim::First;
        std::optional<edge::Response> response;
    };
    /// `scope` names operation and caller; `body` is a digest of the request.
    Found claim(const std::string& scope, const std::string& key, const Hash& body, Instant now);
    void keep(const std::string& scope, const std::string& key, const edge::Response& response);
    /// The request had no effect (5xx): the key may be used again.
    void drop(const std::string& scope, const std::string& key);

private:
    struct Entry {
        Hash body{};
        Instant since{};
        std::optional<edge::Response> response; // none: in flight
    };
    void forgetOld(Instant now);

    std::mutex m_lock;
    std::unordered_map<std::string, Entry> m_entries;
    std::deque<std::pair<Instant, std::string>> m_order;
};

} // namespace foyer::server::http
