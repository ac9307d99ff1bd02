#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/base/check.h"

namespace foyer::server::store {

using sqlite::Cursor;

namespace {

ports::AccountRecord accountFrom(const Cursor& rows) {
    ports::AccountRecord account;
    account.id = rows.get<AccountId>(0);
    account.email = rows.get<std::string>(1);
    account.name = rows.get<std::string>(2);
    account.role = orDamage(domain::accountRoleFrom(rows.get<std::string_view>(3)), "account.role");
    account.op = rows.get<std::optional<OperatorId>>(4);
    account.passwordHash = rows.get<std::string>(5);
    account.active = rows.get<bool>(6);
    account.createdAt = rows.get<Instant>(7);
    account.language = rows.get<std::string>(8);
    account.phone = rows.get<std::string>(9);
    return account;
}

std::optional<ports::AccountRecord> accountIn(Cursor rows) {
    if (!rows.next())
        return {};
    return accountFrom(rows);
}

} // namespace

std::optional<ports::AccountRecord> SqliteStore::accountByEmail(const std::string& emailKey) const {
    return accountIn(sql("accountByEmail").query(emailKey));
}

std::optional<ports::AccountRecord> SqliteStore::account(AccountId id) const {
    return accountIn(sql("accountById").query(id));
}

std::vector<ports::AccountRecord> SqliteStore::staff() const {
    std::vector<ports::AccountRecord> all;
    for (Cursor rows = sql("staffAccounts").query(); rows.next();)
        all.push_back(accountFrom(rows));
    return all;
}

void SqliteStore::put(const ports::AccountRecord& account) {
    const auto key = domain::emailKeyOf(account.email);
    CHECK(key);
    sql("putAccount")
        .run(account.id, account.email, *key, account.name, nameOf(account.role), account.op,
             account.passwordHash, account.active, account.createdAt, account.language,
             account.phone);
}

void SqliteStore::add(const ports::SessionRecord& session) {
    sql("addSession").run(session.id, session.account, session.startedAt, session.endsAt);
}

std::optional<ports::SessionRecord> SqliteStore::session(SessionId id) const {
    Cursor rows = sql("sessionById").query(id);
    if (!rows.next())
        return {};
    return ports::SessionRecord{rows.get<SessionId>(0), rows.get<AccountId>(1),
                                rows.get<Instant>(2), rows.get<Instant>(3), rows.get<bool>(4)};
}

void SqliteStore::end(SessionId id) {
    sql("endSession").run(id);
}

void SqliteStore::endSessionsOf(AccountId account) {
    sql("endSessionsOf").run(account);
}

void SqliteStore::endAllSessions() {
    sql("endAllSessions").run();
}

void SqliteStore::dropSessionsEndedBy(Instant end) {
    sql("dropSessionsEndedBy").run(end);
}

void SqliteStore::addRefresh(const Hash& token, SessionId session) {
    sql("addRefreshToken").run(token, session);
}

std::optional<ports::RefreshRecord> SqliteStore::refresh(const Hash& token) const {
    Cursor rows = sql("refreshTokenByHash").query(token);
    if (!rows.next())
        return {};
    return ports::RefreshRecord{rows.get<SessionId>(0), rows.get<bool>(1)};
}

void SqliteStore::useRefresh(const Hash& token) {
    sql("useRefreshToken").run(token);
}

} // namespace foyer::server::store
