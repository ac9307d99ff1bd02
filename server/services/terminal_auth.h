#pragma once

#include "server/services/caller.h"
#include "server/services/context.h"
#include "server/services/secret.h"

#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace foyer::server::services {

/// Turns possession of a terminal's key into a short-lived token: challenge, signature, token.
///
/// Tokens are 32 random bytes, kept in memory by their hash only. Against signed tokens (HMAC, JWT)
/// that means: no key to guard or rotate, and quarantine or a new enrolment ends them at once. The
/// price is one more challenge after a restart, which a terminal does by itself.
///
/// Thread-safe.
class TerminalAuth {
public:
    static constexpr std::chrono::seconds kChallengeLife{60};
    static constexpr std::chrono::minutes kTokenLife{15};

    using Nonce = Secret;

    /// `random` is this object's alone (guarded by its lock); serve passes the system's.
    TerminalAuth(ports::Reader& reader, const ports::Clock& clock, Random& random)
        : m_reader(reader), m_clock(clock), m_random(random) {}

    /// A nonce to sign, good once. Unknown terminals get one too, so that nobody learns who exists.
    Nonce challenge(TerminalId terminal);

    /// What the terminal signs: "foyer-auth-1" ‖ terminal(16) ‖ incarnation(4, big endian) ‖ nonce.
    static Bytes signedText(const Caller& caller, const Nonce& nonce);

    enum class Refusal : std::uint8_t {
        BadProof, ///< unknown terminal or life, wrong signature, nonce unknown, used or too old
        OldLife, ///< rightly signed, but the terminal was enrolled anew since: it must stop selling
        Barred,  ///< rightly signed, but quarantined: it must stop selling
        OldDisk  ///< rightly signed, but its journal ends before the one known here: a copy
    };
    struct Token {
        std::string text; // base64url
        Instant expiresAt{};
    };
    using Granted = Result<Token, Refusal>;
    /// `last`: the end of its journal, when it says so. A terminal writes its entries down before
    /// it sends them, so only an older copy of its disk can be behind what is known here; it would
    /// write other entries under numbers that are taken.
    Outcome<Granted> redeem(const Caller& caller, const Nonce& nonce, const Signature& proof,
                            std::optional<Seq> last = {});

    /// Who presents the token; nothing when it is unknown or expired.
    /// `certified`: the connection has shown a certificate of the house.
    std::optional<Caller> callerOf(std::string_view token, bool certified = false);
    /// From now on only certified connections are terminals'. Before serving begins.
    void requireCertificates() { m_onlyCertified = true; }
    bool requiresCertificates() const { return m_onlyCertified; }

    /// Ends all tokens and challenges of the terminal: quarantine, new enrolment.
    void forget(TerminalId terminal);

private:
    struct Challenge {
        Nonce nonce{};
        Instant expiresAt{};
    };
    struct Session {
        Caller caller;
        Instant expiresAt{};
    };
    struct HashOfHash {
        std::size_t operator()(const Hash& hash) const;
    };

    bool m_onlyCertified = false;

    bool takeChallenge(TerminalId terminal, const Nonce& nonce);
    Token makeToken(const Caller& caller);
    void dropExpired(Instant now);

    ports::Reader& m_reader;
    const ports::Clock& m_clock;
    Random& m_random;
    std::mutex m_lock;
    std::unordered_map<TerminalId, std::deque<Challenge>> m_challenges;
    std::unordered_map<Hash, Session, HashOfHash> m_sessions; // by the token's hash
};

} // namespace foyer::server::services
