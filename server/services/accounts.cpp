#include "server/services/accounts.h"

#include "server/services/audit.h"
#include "server/services/secret.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/memory.h"
#include "shared/crypto/password.h"

#include <algorithm>

namespace foyer::server::services {

using domain::AccountRole;
using ports::AccountRecord;
using ports::SessionRecord;

namespace {

/// Of a password that nobody has: an unknown address must cost as much as a known one.
const std::string& hashOfNobody() {
    static const std::string hash =
        crypto::hashPassword("nobody's password", crypto::Cost::Interactive);
    return hash;
}

Hash hashOfToken(std::string_view token) {
    return crypto::Hasher{}.add(asBytes("foyer-refresh-1")).add(asBytes(token)).finish();
}

Milliseconds lifeOf(AccountRole role) {
    return role == AccountRole::Customer ? Accounts::kCustomerSession : Accounts::kStaffSession;
}

bool isOpen(const std::optional<SessionRecord>& session, Instant now) {
    return session && !session->ended && session->endsAt > now;
}

Accounts::SignedIn nextToken(ports::Store& store, const AccountRecord& account,
                             const SessionRecord& session, Random& random) {
    Accounts::SignedIn in{
        account.id,    session.id, account.role, account.name, toBase64Url(newSecret(random)),
        session.endsAt};
    store.addRefresh(hashOfToken(in.refreshToken), session.id);
    return in;
}

Decided<Accounts::SignInAnswer> decideBegin(ports::Store& store, const AccountRecord& proved,
                                            Instant now, Random& random) {
    const auto account = store.account(proved.id);
    // The password may have been changed while the old one was being checked.
    if (!account || !account->active || account->passwordHash != proved.passwordHash)
        return {Err{Accounts::Refusal{}}, false};
    const SessionRecord session{SessionId::make(now, random), account->id, now,
                                now + lifeOf(account->role), false};
    store.add(session);
    return {nextToken(store, *account, session, random)};
}

Decided<Accounts::RefreshAnswer> decideRefresh(ports::Store& store, const std::string& token,
                                               Instant now, Random& random) {
    using Refusal = Accounts::RefreshRefusal;
    const Hash hash = hashOfToken(token);
    const auto known = store.refresh(hash);
    const auto session = known ? store.session(known->session) : std::nullopt;
    if (!isOpen(session, now))
        return {Err{Refusal::Unknown}, false};
    if (known->used) {
        store.end(session->id);
        writeAudit(store, now, session->account.toString(), "session.token_reused",
                   "a refresh token came a second time; session " + session->id.toString() +
                       " has ended");
        return {Err{Refusal::Reused}, true};
    }
    const auto account = store.account(session->account);
    if (!account || !account->active)
        return {Err{Refusal::Unknown}, false};
    store.useRefresh(hash);
    return {nextToken(store, *account, *session, random)};
}

struct Made {
    Accounts::New account;
    std::string passwordHash;
    bool changes = false;
};

std::optional<domain::Operator> operatorNamed(const ports::Store& store, const std::string& name) {
    for (auto& op : store.operators())
        if (op.name == name && op.active)
            return std::move(op);
    return {};
}

Decided<Accounts::Created> decideCreate(ports::Store& store, const Made& made, Instant now,
                                        Random& random) {
    using Refusal = Accounts::CreateRefusal;
    const auto refuse = [](Refusal refusal) {
        return Decided<Accounts::Created>{Err{refusal}, false};
    };
    const auto& asked = made.account;
    const auto key = domain::emailKeyOf(asked.email);
    auto account = key ? store.accountByEmail(*key) : std::nullopt;
    if (account && !made.changes)
        return refuse(Refusal::EmailTaken);
    const bool isNew = !account;
    if (isNew)
        account = AccountRecord{AccountId::make(now, random), {}, {}, {}, {}, {}, true, now};
    account->email = asked.email;
    account->name = asked.name;
    account->role = asked.role;
    account->op.reset();
    account->passwordHash = made.passwordHash;
    account->active = true;
    if (!asked.op.empty()) {
        const auto op = operatorNamed(store, asked.op);
        if (!op)
            return refuse(Refusal::UnknownOperator);
        if (domain::accountRoleOf(op->role) > asked.role)
            return refuse(Refusal::RoleTooLow);
        account->op = op->id;
    }
    store.put(*account);
    store.endSessionsOf(account->id);
    writeAudit(store, now, "server", isNew ? "account.created" : "account.changed",
               account->id.toString() + ", " + nameOf(asked.role));
    return {account->id};
}

std::optional<Accounts::CreateRefusal> refusalOf(const Accounts::New& account) {
    using Refusal = Accounts::CreateRefusal;
    if (!domain::emailKeyOf(account.email))
        return Refusal::BadEmail;
    if (account.name.empty())
        return Refusal::NameMissing;
    if (!Accounts::isPassword(account.password))
        return Refusal::BadPassword;
    return {};
}

} // namespace

void Accounts::create(New account, bool changes, Reply<Created> reply) {
    if (const auto refusal = refusalOf(account))
        return reply(Created(Err{*refusal}));
    Made made{std::move(account), {}, changes};
    made.passwordHash = crypto::hashPassword(made.account.password, crypto::Cost::Interactive);
    crypto::wipe(made.account.password);
    submit<Created>(
        m_context.writer,
        [context = m_context, made = std::move(made)](ports::Store& store) {
            return decideCreate(store, made, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Accounts::signIn(const std::string& email, const std::string& password,
                      const std::string& address, Reply<SignInAnswer> reply) {
    const auto refuse = [&](Refusal refusal) { reply(SignInAnswer(Err{refusal})); };
    const std::string key = domain::emailKeyOf(email).value_or("?");
    if (const auto wait = m_guard.waitFor(key, address, m_context.clock.now()))
        return refuse({Refusal::Kind::TooManyTries, *wait});
    const auto known = readOne<std::optional<AccountRecord>>(
        m_context.reader, [&](const ports::Store& store) { return store.accountByEmail(key); });
    if (!known)
        return reply(Err{known.error()});
    const bool exists = *known && (*known)->active;
    const bool fits =
        crypto::verifyPassword(password, exists ? (*known)->passwordHash : hashOfNobody());
    const bool right = fits && exists;
    m_guard.count(key, address, right, m_context.clock.now());
    if (!right)
        return refuse({});
    submit<SignInAnswer>(
        m_context.writer,
        [context = m_context, proved = **known](ports::Store& store) {
            return decideBegin(store, proved, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Accounts::refresh(std::string token, Reply<RefreshAnswer> reply) {
    submit<RefreshAnswer>(
        m_context.writer,
        [context = m_context, token = std::move(token)](ports::Store& store) {
            return decideRefresh(store, token, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Accounts::signOut(std::string token, Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [token = std::move(token)](ports::Store& store) {
            const auto known = store.refresh(hashOfToken(token));
            if (known)
                store.end(known->session);
            return Decided<Done>{Done{}, known.has_value()};
        },
        std::move(reply));
}

Outcome<std::optional<Accounts::Person>> Accounts::person(AccountId id, SessionId session) {
    const Instant now = m_context.clock.now();
    return readOne<std::optional<Person>>(
        m_context.reader, [&](const ports::Store& store) -> std::optional<Person> {
            const auto open = store.session(session);
            const auto account = store.account(id);
            if (!isOpen(open, now) || open->account != id || !account || !account->active)
                return {};
            return Person{id,          account->email,    account->name, account->role,
                          account->op, account->language, account->phone};
        });
}

void Accounts::prune(Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context](ports::Store& store) {
            store.dropSessionsEndedBy(context.clock.now());
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
