#include "server/services/registrations.h"

#include "server/services/accounts.h"
#include "server/services/audit.h"
#include "server/services/letters.h"
#include "server/services/secret.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/password.h"

namespace foyer::server::services {

using domain::LetterKind;
using ports::AccountRecord;
using ports::PasswordResetRecord;
using ports::RegistrationRecord;
using TokenRefusal = Registrations::TokenRefusal;

namespace {

/// Nobody's, by RFC 2606.
constexpr const char* kNobody = "nobody@foyer.invalid";

Hash hashOfToken(std::string_view purpose, std::string_view token) {
    return crypto::Hasher{}.add(asBytes(purpose)).add(asBytes(token)).finish();
}
Hash hashOfConfirmation(std::string_view token) {
    return hashOfToken("foyer-confirm-1", token);
}
Hash hashOfReset(std::string_view token) {
    return hashOfToken("foyer-reset-1", token);
}

/// What nobody is written to about costs a commit as well, so that its time tells nothing.
Decided<Registrations::Asked> sayNothing(ports::Store& store, Instant now, Random& random) {
    const auto token = toBase64Url(newSecret(random));
    store.add(RegistrationRecord{hashOfConfirmation(token), kNobody, "", "en", "", now});
    return {Done{}};
}

void sendToken(ports::Store& store, domain::Letter letter, const std::string& to, AccountId account,
               const std::string& token, Instant goodUntil, Instant now, Random& random) {
    letter.fields["token"] = token;
    auto message = messageOf(std::move(letter), to, now, random);
    message.account = account;
    message.goodUntil = goodUntil;
    post(store, message);
}

/// At most one an hour: an account is no way to fill somebody's mailbox.
void sayThatItExists(ports::Store& store, const AccountRecord& account, Instant now,
                     Random& random) {
    auto letter = letterFrom(store, LetterKind::AccountExists, account.language);
    letter.fields["name"] = account.name;
    auto message = messageOf(std::move(letter), account.email, now, random);
    message.account = account.id;
    const auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
    message.key = "account-exists " + account.id.toString() + " " + std::to_string(hour);
    post(store, message);
}

Decided<Registrations::Asked> decideBegin(ports::Store& store, const Registrations::New& asked,
                                          const std::string& passwordHash, Instant now,
                                          Random& random) {
    const std::string key = *domain::emailKeyOf(asked.email);
    if (const auto account = store.accountByEmail(key)) {
        if (account->active)
            sayThatItExists(store, *account, now, random);
        return sayNothing(store, now, random);
    }
    if (store.openRegistrations(key, now) >= Registrations::kMostOpen)
        return sayNothing(store, now, random);
    const auto language = domain::letterLanguageFor(asked.language);
    const auto token = toBase64Url(newSecret(random));
    const Instant until = now + Registrations::kConfirmedWithin;
    store.add(RegistrationRecord{hashOfConfirmation(token), asked.email, asked.name, language,
                                 passwordHash, until});
    // The name is not said there: it would carry a stranger's words to somebody who asked for none.
    sendToken(store, letterFrom(store, LetterKind::ConfirmEmail, language), asked.email, {}, token,
              until, now, random);
    return {Done{}};
}

Decided<Registrations::Confirmed> decideConfirm(ports::Store& store, const std::string& token,
                                                Instant now, Random& random) {
    const auto asked = store.registration(hashOfConfirmation(token));
    if (!asked || asked->expiresAt <= now)
        return {Err{TokenRefusal::Unknown}, false};
    const std::string key = *domain::emailKeyOf(asked->email);
    store.dropRegistrations(key);
    if (store.accountByEmail(key))
        return {Err{TokenRefusal::Unknown}, true};
    AccountRecord account;
    account.id = AccountId::make(now, random);
    account.email = asked->email;
    account.name = asked->name;
    account.passwordHash = asked->passwordHash;
    account.createdAt = now;
    account.language = asked->language;
    store.put(account);
    writeAudit(store, now, account.id.toString(), "account.registered", account.id.toString());
    return {std::move(account)};
}

Decided<Registrations::Asked> decideAskReset(ports::Store& store, const std::string& key,
                                             Instant now, Random& random) {
    const auto account = store.accountByEmail(key);
    if (!account || !account->active ||
        store.openPasswordResets(account->id, now) >= Registrations::kMostOpen)
        return sayNothing(store, now, random);
    const auto token = toBase64Url(newSecret(random));
    const Instant until = now + Registrations::kResetWithin;
    store.add(PasswordResetRecord{hashOfReset(token), account->id, until});
    auto letter = letterFrom(store, LetterKind::ResetPassword, account->language);
    letter.fields["name"] = account->name;
    sendToken(store, std::move(letter), account->email, account->id, token, until, now, random);
    return {Done{}};
}

/// The account whose password the token may set.
std::optional<AccountRecord> accountOfReset(const ports::Store& store, const std::string& token,
                                            Instant now) {
    const auto reset = store.passwordReset(hashOfReset(token));
    if (!reset || reset->expiresAt <= now)
        return {};
    auto account = store.account(reset->account);
    return account && account->active ? account : std::nullopt;
}

Decided<Registrations::Reset> decideReset(ports::Store& store, const std::string& token,
                                          const std::string& passwordHash, Instant now) {
    auto account = accountOfReset(store, token, now);
    if (!account)
        return {Err{TokenRefusal::Unknown}, false};
    account->passwordHash = passwordHash;
    store.put(*account);
    store.endSessionsOf(account->id);
    store.dropPasswordResets(account->id);
    writeAudit(store, now, account->id.toString(), "account.password_reset",
               account->id.toString());
    return {Done{}};
}

std::optional<Registrations::Refusal> refusalOf(const Registrations::New& asked) {
    using Refusal = Registrations::Refusal;
    if (!domain::emailKeyOf(asked.email))
        return Refusal{Refusal::Kind::BadEmail, {}};
    if (asked.name.empty() || asked.name.size() > Registrations::kLongestName)
        return Refusal{Refusal::Kind::NameMissing, {}};
    if (!Accounts::isPassword(asked.password))
        return Refusal{Refusal::Kind::BadPassword, {}};
    return {};
}

} // namespace

/// Every asking counts, whatever comes of it.
std::optional<Registrations::Refusal> Registrations::tooOften(const std::string& emailKey,
                                                              const std::string& address) {
    const Instant now = m_context.clock.now();
    if (const auto wait = m_guard.waitFor(emailKey, address, now))
        return Refusal{Refusal::Kind::TooOften, *wait};
    m_guard.count(emailKey, address, false, now);
    return {};
}

void Registrations::begin(New asked, const std::string& address, Reply<Asked> reply) {
    if (const auto refusal = refusalOf(asked))
        return reply(Asked(Err{*refusal}));
    if (const auto refusal = tooOften(*domain::emailKeyOf(asked.email), address))
        return reply(Asked(Err{*refusal}));
    auto hash = crypto::hashPassword(asked.password, crypto::Cost::Interactive);
    asked.password.clear();
    submit<Asked>(
        m_context.writer,
        [context = m_context, asked = std::move(asked),
         hash = std::move(hash)](ports::Store& store) {
            return decideBegin(store, asked, hash, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Registrations::confirm(std::string token, Reply<Confirmed> reply) {
    submit<Confirmed>(
        m_context.writer,
        [context = m_context, token = std::move(token)](ports::Store& store) {
            return decideConfirm(store, token, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Registrations::askReset(const std::string& email, const std::string& address,
                             Reply<Asked> reply) {
    const auto key = domain::emailKeyOf(email);
    if (!key)
        return reply(Asked(Err{Refusal{Refusal::Kind::BadEmail, {}}}));
    if (const auto refusal = tooOften(*key, address))
        return reply(Asked(Err{*refusal}));
    submit<Asked>(
        m_context.writer,
        [context = m_context, key = *key](ports::Store& store) {
            return decideAskReset(store, key, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Registrations::reset(const std::string& token, const std::string& password,
                          Reply<Reset> reply) {
    if (!Accounts::isPassword(password))
        return reply(Reset(Err{TokenRefusal::BadPassword}));
    const Instant now = m_context.clock.now();
    // Who has no token must not make us hash.
    const auto good = readOne<bool>(m_context.reader, [&](const ports::Store& store) {
        return accountOfReset(store, token, now).has_value();
    });
    if (!good)
        return reply(Err{good.error()});
    if (!*good)
        return reply(Reset(Err{TokenRefusal::Unknown}));
    submit<Reset>(
        m_context.writer,
        [context = m_context, token,
         hash = crypto::hashPassword(password, crypto::Cost::Interactive)](ports::Store& store) {
            return decideReset(store, token, hash, context.clock.now());
        },
        std::move(reply));
}

void Registrations::prune(Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context](ports::Store& store) {
            store.dropTokensEndedBy(context.clock.now());
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
