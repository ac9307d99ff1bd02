// links: server_services server_store shared_wire unit_service_house
#include "server/services/accounts.h"
#include "server/services/recovery.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using domain::AccountRole;
using services::Accounts;
using services::SignInGuard;
using Create = Accounts::CreateRefusal;
using Refresh = Accounts::RefreshRefusal;

namespace {

constexpr const char* kPassword = "correct horse";

struct World : ServiceHouse {
    Accounts accounts{context()};

    Accounts::Created create(Accounts::New asked, bool changes = false) {
        return *answerOf<Accounts::Created>(
            [&](auto reply) { accounts.create(std::move(asked), changes, reply); });
    }
    static Accounts::New ada(AccountRole role = AccountRole::Manager) {
        return {"Ada@Example.com", "Ada", role, "", kPassword};
    }
    Accounts::SignInAnswer signIn(const std::string& password = kPassword,
                                  const std::string& address = "192.0.2.1",
                                  const std::string& email = "ada@example.com") {
        return *answerOf<Accounts::SignInAnswer>(
            [&](auto reply) { accounts.signIn(email, password, address, reply); });
    }
    Accounts::RefreshAnswer refresh(const std::string& token) {
        return *answerOf<Accounts::RefreshAnswer>(
            [&](auto reply) { accounts.refresh(token, reply); });
    }
    std::optional<Accounts::Person> person(const Accounts::SignedIn& in) {
        return *accounts.person(in.account, in.session);
    }
};

} // namespace

class ServiceAccounts : public QObject {
    Q_OBJECT
private slots:
    void whoKnowsThePasswordIsSignedIn() {
        World world;
        const auto id = world.create(World::ada());
        QVERIFY(id.ok());
        const auto in = world.signIn();
        QVERIFY(in.ok());
        QVERIFY(in->account == *id && in->role == AccountRole::Manager);
        QCOMPARE(world.person(*in)->email, std::string("Ada@Example.com"));
        QVERIFY(world.signIn("wrong horse").error().kind == Accounts::Refusal::Kind::WrongPassword);
        QVERIFY(world.signIn(kPassword, "192.0.2.1", "eve@example.com").error().kind ==
                Accounts::Refusal::Kind::WrongPassword);
        QVERIFY(!world.signIn(kPassword, "192.0.2.1", "no address").ok());
    }
    void whatCannotBeAnAccountIsRefused() {
        World world;
        const auto with = [](auto change) {
            auto asked = World::ada();
            change(asked);
            return asked;
        };
        QVERIFY(world.create(with([](auto& a) { a.email = "ada"; })).error() == Create::BadEmail);
        QVERIFY(world.create(with([](auto& a) { a.name = ""; })).error() == Create::NameMissing);
        QVERIFY(world.create(with([](auto& a) { a.password = "too short"; })).error() ==
                Create::BadPassword);
        QVERIFY(world.create(with([](auto& a) { a.op = "Nobody"; })).error() ==
                Create::UnknownOperator);
        QVERIFY(world.create(World::ada()).ok());
        QVERIFY(world.create(with([](auto& a) { a.email = "ADA@example.com "; })).error() ==
                Create::EmailTaken);
    }
    void anOperatorIsAnsweredForByNoLowerRole() {
        World world;
        world.write([&](ports::Store& store) {
            store.put(domain::Operator{OperatorId::make(world.clock.now(), world.random), "Grace",
                                       domain::Role::Manager, "hash", true});
        });
        auto asked = World::ada(AccountRole::Supervisor);
        asked.op = "Grace";
        QVERIFY(world.create(asked).error() == Create::RoleTooLow);
        asked.role = AccountRole::Manager;
        QVERIFY(world.create(asked).ok());
        QVERIFY(world.person(*world.signIn())->op.has_value());
    }
    void aTokenRefreshesOnce() {
        World world;
        (void)world.create(World::ada());
        const auto in = world.signIn();
        const auto next = world.refresh(in->refreshToken);
        QVERIFY(next.ok() && next->refreshToken != in->refreshToken);
        QVERIFY(next->session == in->session && next->endsAt == in->endsAt);
        QVERIFY(world.refresh("guess").error() == Refresh::Unknown);
        QVERIFY(world.person(*next).has_value());
        // Whoever had the first one by stealth ends the session for both.
        QVERIFY(world.refresh(in->refreshToken).error() == Refresh::Reused);
        QVERIFY(world.refresh(next->refreshToken).error() == Refresh::Unknown);
        QVERIFY(!world.person(*next).has_value());
        QVERIFY(world.audit().findings.empty());
    }
    void aSessionEnds() {
        World world;
        (void)world.create(World::ada());
        const auto in = world.signIn();
        world.clock.at = in->endsAt;
        QVERIFY(world.refresh(in->refreshToken).error() == Refresh::Unknown);
        QVERIFY(!world.person(*in).has_value());
        const auto again = world.signIn();
        (void)answerOf<Done>([&](auto reply) { world.accounts.prune(reply); });
        QVERIFY(world.refresh(again->refreshToken).ok());
        (void)answerOf<Done>(
            [&](auto reply) { world.accounts.signOut(again->refreshToken, reply); });
        QVERIFY(!world.person(*again).has_value());
        QVERIFY(!world.read([&](const ports::Store& s) { return s.session(in->session); }));
    }
    void aChangedAccountIsSignedOutEverywhere() {
        World world;
        (void)world.create(World::ada());
        const auto in = world.signIn();
        auto changed = World::ada(AccountRole::Usher);
        changed.password = "another horse";
        QVERIFY(world.create(changed, true).ok());
        QVERIFY(!world.person(*in).has_value());
        QVERIFY(!world.signIn().ok());
        QVERIFY(world.signIn("another horse")->role == AccountRole::Usher);
    }
    void whoGuessesWaitsAloneAndEverLonger() {
        World world;
        (void)world.create(World::ada());
        for (int i = 0; i < SignInGuard::kFreeTries; ++i)
            QVERIFY(world.signIn("guess").error().kind == Accounts::Refusal::Kind::WrongPassword);
        const auto slowed = world.signIn(); // even the right one
        QVERIFY(slowed.error().kind == Accounts::Refusal::Kind::TooManyTries);
        QCOMPARE(slowed.error().wait.count(), 1);
        QVERIFY(world.signIn(kPassword, "192.0.2.2").ok()); // the owner, from elsewhere
        world.clock.at += std::chrono::seconds{1};
        QVERIFY(world.signIn("guess").error().kind == Accounts::Refusal::Kind::WrongPassword);
        QCOMPARE(world.signIn().error().wait.count(), 2);
        world.clock.at += std::chrono::seconds{2};
        QVERIFY(world.signIn().ok());
        QVERIFY(world.signIn("guess").error().kind == Accounts::Refusal::Kind::WrongPassword);
    }
    void anAddressThatTriesManyAccountsIsSlowedToo() {
        SignInGuard guard;
        const Instant now{std::chrono::hours{1000}};
        for (int i = 0; i < SignInGuard::kFreeTriesInAll; ++i) {
            QVERIFY(!guard.waitFor("new", "a", now));
            guard.count("account " + std::to_string(i), "a", false, now);
        }
        QVERIFY(guard.waitFor("new", "a", now).has_value());
        QVERIFY(!guard.waitFor("new", "b", now));
        for (int i = 0; i < 30; ++i)
            guard.count("account 1", "a", false, now);
        QCOMPARE(*guard.waitFor("account 1", "a", now),
                 std::chrono::seconds(SignInGuard::kLongest));
        QVERIFY(!guard.waitFor("account 1", "a", now + SignInGuard::kLongest));
    }
    void aRestoredDatabaseForgetsWhoWasSignedIn() {
        World world;
        (void)world.create(World::ada());
        const auto in = world.signIn();
        world.write([&](ports::Store& store) {
            services::beginRecovery(store, "test", world.clock.now(), world.random);
        });
        QVERIFY(world.refresh(in->refreshToken).error() == Refresh::Unknown);
        QVERIFY(world.signIn().ok());
    }
};

QTEST_APPLESS_MAIN(ServiceAccounts)
#include "service_accounts_test.moc"
