#include "server/services/terminal_auth.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/keys.h"
#include "shared/crypto/memory.h"
#include "shared/protocol/auth.h"

#include <algorithm>
#include <cstring>

namespace foyer::server::services {

namespace {
// Enough for retries of one terminal; more would only serve somebody who fills our memory.
constexpr std::size_t kMostChallenges = 4;
constexpr std::size_t kMostChallengedTerminals = 10'000;
constexpr std::size_t kDropEvery = 1024; // sessions between two looks for expired ones
} // namespace

std::size_t TerminalAuth::HashOfHash::operator()(const Hash& hash) const {
    std::size_t value;
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
}

Bytes TerminalAuth::signedText(const Caller& caller, const Nonce& nonce) {
    return protocol::authText(caller.terminal, caller.incarnation, nonce);
}

TerminalAuth::Nonce TerminalAuth::challenge(TerminalId terminal) {
    const Instant now = m_clock.now();
    const std::lock_guard lock(m_lock);
    const Nonce nonce = newSecret(m_random);
    if (m_challenges.size() >= kMostChallengedTerminals && !m_challenges.contains(terminal))
        dropExpired(now);
    if (m_challenges.size() >= kMostChallengedTerminals && !m_challenges.contains(terminal))
        return nonce; // good for nothing: somebody floods us, who is waiting is served first
    auto& open = m_challenges[terminal];
    if (open.size() >= kMostChallenges)
        open.pop_front();
    open.push_back({nonce, now + kChallengeLife});
    return nonce;
}

bool TerminalAuth::takeChallenge(TerminalId terminal, const Nonce& nonce) {
    const auto found = m_challenges.find(terminal);
    if (found == m_challenges.end())
        return false;
    auto& open = found->second;
    const auto at = std::find_if(open.begin(), open.end(), [&](const Challenge& each) {
        return crypto::equalInConstantTime(each.nonce, nonce);
    });
    if (at == open.end())
        return false;
    const bool fresh = at->expiresAt > m_clock.now();
    open.erase(at);
    if (open.empty())
        m_challenges.erase(found);
    return fresh;
}

Outcome<TerminalAuth::Granted> TerminalAuth::redeem(const Caller& caller, const Nonce& nonce,
                                                    const Signature& proof,
                                                    std::optional<Seq> last) {
    struct Known {
        std::optional<ports::TerminalRecord> terminal;
        std::optional<PublicKey> key; // of the life that asks
    };
    const auto known = readOne<Known>(m_reader, [&](const ports::Store& store) {
        return Known{store.terminal(caller.terminal),
                     store.terminalKey(caller.terminal, caller.incarnation)};
    });
    if (!known)
        return Err{known.error()};
    const std::lock_guard lock(m_lock);
    if (!takeChallenge(caller.terminal, nonce) || !known->terminal || !known->key ||
        !crypto::verify(*known->key, signedText(caller, nonce), proof))
        return Granted(Err{Refusal::BadProof});
    // Only now: these two make the device stop selling, so none but its own key may be told them.
    if (known->terminal->incarnation != caller.incarnation)
        return Granted(Err{Refusal::OldLife});
    if (known->terminal->state != ports::TerminalState::Active)
        return Granted(Err{Refusal::Barred});
    if (last && last->value + 1 < known->terminal->nextSeq.value)
        return Granted(Err{Refusal::OldDisk});
    return Granted(makeToken(caller));
}

TerminalAuth::Token TerminalAuth::makeToken(const Caller& caller) {
    const Instant now = m_clock.now();
    if (m_sessions.size() % kDropEvery == kDropEvery - 1)
        dropExpired(now);
    const Nonce secret = newSecret(m_random);
    Token token{toBase64Url(secret), now + kTokenLife};
    m_sessions[crypto::hash(asBytes(token.text))] = {caller, token.expiresAt};
    return token;
}

std::optional<Caller> TerminalAuth::callerOf(std::string_view token, bool certified) {
    if (m_onlyCertified && !certified)
        return {};
    // Looked up by hash, so the time it takes says nothing about the tokens there are.
    const Hash hash = crypto::hash(asBytes(token));
    const std::lock_guard lock(m_lock);
    const auto found = m_sessions.find(hash);
    if (found == m_sessions.end())
        return {};
    if (found->second.expiresAt <= m_clock.now()) {
        m_sessions.erase(found);
        return {};
    }
    return found->second.caller;
}

void TerminalAuth::forget(TerminalId terminal) {
    const std::lock_guard lock(m_lock);
    m_challenges.erase(terminal);
    std::erase_if(m_sessions,
                  [&](const auto& each) { return each.second.caller.terminal == terminal; });
}

void TerminalAuth::dropExpired(Instant now) {
    std::erase_if(m_sessions, [&](const auto& each) { return each.second.expiresAt <= now; });
    std::erase_if(m_challenges,
                  [&](const auto& each) { return each.second.back().expiresAt <= now; });
}

} // namespace foyer::server::services
