#pragma once

#include "shared/base/bytes.h"
#include "shared/domain/account.h"

#include <optional>
#include <string>

namespace foyer::server::ports {

struct AccountRecord {
    AccountId id;
    std::string email; // as it was typed
    std::string name;
    domain::AccountRole role = domain::AccountRole::Customer;
    std::optional<OperatorId> op; // for whom it answers at a terminal
    std::string passwordHash;     // PHC string
    bool active = true;
    Instant createdAt{};
    std::string language = "en"; // one of domain::letterLanguages()
    std::string phone{};         // domain::isPhone; empty: not told
};

struct SessionRecord {
    SessionId id;
    AccountId account;
    Instant startedAt{};
    Instant endsAt{};
    bool ended = false;
};

struct RefreshRecord {
    SessionId session;
    bool used = false;
};

/// Accounts and who is signed in. Not part of the feed: no terminal needs them.
class AccountStore {
public:
    virtual ~AccountStore() = default;

    /// By domain::emailKeyOf().
    virtual std::optional<AccountRecord> accountByEmail(const std::string& emailKey) const = 0;
    virtual std::optional<AccountRecord> account(AccountId id) const = 0;
    /// Requires: the address can be one, and no other account has it.
    virtual void put(const AccountRecord& account) = 0;

    virtual void add(const SessionRecord& session) = 0;
    virtual std::optional<SessionRecord> session(SessionId id) const = 0;
    virtual void end(SessionId id) = 0;
    virtual void endSessionsOf(AccountId account) = 0;
    /// Of a database that went back in time: it no longer knows which tokens were used.
    virtual void endAllSessions() = 0;
    /// With their tokens.
    virtual void dropSessionsEndedBy(Instant end) = 0;

    virtual void addRefresh(const Hash& token, SessionId session) = 0;
    virtual std::optional<RefreshRecord> refresh(const Hash& token) const = 0;
    virtual void useRefresh(const Hash& token) = 0;
};

} // namespace foyer::server::ports
