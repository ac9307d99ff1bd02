// links: server_services server_store shared_wire unit_service_house
#include "server/services/accounts.h"
#include "server/services/recovery.h"
#include "server/services/registrations.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using domain::LetterKind;
using ports::MessageState;
using services::Accounts;
using services::Registrations;
using TokenRefusal = Registrations::TokenRefusal;

namespace {

constexpr const char* kPassword = "correct horse";
constexpr const char* kAda = "ada@example.com";

struct World : ServiceHouse {
    Registrations registrations{context()};
    Accounts accounts{context()};
    int askers = 0; // each asks from an address of their own

    Registrations::Asked begin(const std::string& email = kAda,
                               const std::string& password = kPassword) {
        return *answerOf<Registrations::Asked>([&](auto reply) {
            registrations.begin({email, "Ada", password, "de"}, std::to_string(++askers), reply);
        });
    }
    Registrations::Confirmed confirm(const std::string& token) {
        return *answerOf<Registrations::Confirmed>(
            [&](auto reply) { registrations.confirm(token, reply); });
    }
    Registrations::Asked askReset(const std::string& email = kAda) {
        return *answerOf<Registrations::Asked>(
            [&](auto reply) { registrations.askReset(email, std::to_string(++askers), reply); });
    }
    Registrations::Reset reset(const std::string& token, const std::string& password) {
        return *answerOf<Registrations::Reset>(
            [&](auto reply) { registrations.reset(token, password, reply); });
    }
    /// Newest first.
    std::vector<ports::MessageRecord> letters() {
        return read([](const ports::Store& store) {
            return store.messages(MessageState::Waiting, {}, 100);
        });
    }
    std::string lastToken() { return letters().front().letter.fields.at("token"); }
    bool signsIn(const std::string& password) {
        const auto in = *answerOf<Accounts::SignInAnswer>(
            [&](auto reply) { accounts.signIn(kAda, password, "192.0.2.1", reply); });
        return in.ok();
    }
    void registered() { CHECK(begin().ok() && confirm(lastToken()).ok()); }
};

} // namespace

class ServiceRegistrations : public QObject {
    Q_OBJECT
private slots:
    void anAccountIsThereOnceItsAddressHasAnswered() {
        World world;
        QVERIFY(world.begin().ok());
        QVERIFY(!world.signsIn(kPassword));
        const auto letter = world.letters().front();
        QVERIFY(letter.letter.kind == LetterKind::ConfirmEmail);
        QCOMPARE(letter.recipient, std::string(kAda));
        QCOMPARE(letter.letter.language, std::string("de"));
        QVERIFY(!letter.letter.fields.contains("name")); // a stranger's words
        const auto made = world.confirm(world.lastToken());
        QVERIFY(made.ok() && made->role == domain::AccountRole::Customer);
        QVERIFY(world.signsIn(kPassword));
        QVERIFY(world.confirm(world.lastToken()).error() == TokenRefusal::Unknown);
        QVERIFY(world.audit().findings.empty());
    }

    void aTokenIsGoodForADay() {
        World world;
        QVERIFY(world.begin().ok());
        const auto token = world.lastToken();
        world.clock.at += Registrations::kConfirmedWithin;
        QVERIFY(world.confirm(token).error() == TokenRefusal::Unknown);
    }

    void whatIsKeptIsNotTheToken() {
        World world;
        QVERIFY(world.begin().ok());
        const auto token = world.lastToken();
        const auto raw = Hash{};
        QVERIFY(!world.read([&](const ports::Store& s) { return s.registration(raw); }));
        QVERIFY(world.confirm(token.substr(1)).error() == TokenRefusal::Unknown);
        QVERIFY(world.confirm(token).ok());
    }

    /// Whoever confirms gets the account with the password asked for in that same letter.
    void nobodySlipsAPasswordUnderAnothersAddress() {
        World world;
        QVERIFY(world.begin(kAda, "the owner's one").ok());
        const auto owners = world.lastToken();
        world.clock.at += Milliseconds{5};
        QVERIFY(world.begin(kAda, "the thief's one").ok());
        const auto thiefs = world.lastToken();
        QVERIFY(owners != thiefs);
        QVERIFY(world.confirm(owners).ok());
        QVERIFY(world.confirm(thiefs).error() == TokenRefusal::Unknown);
        QVERIFY(world.signsIn("the owner's one"));
        QVERIFY(!world.signsIn("the thief's one"));
    }

    void anAddressThatHasAnAccountIsToldSo() {
        World world;
        world.registered();
        world.clock.at += Milliseconds{5};
        QVERIFY(world.begin("ADA@example.com", "another horse").ok());
        const auto letter = world.letters().front();
        QVERIFY(letter.letter.kind == LetterKind::AccountExists);
        QVERIFY(!letter.letter.fields.contains("token"));
        QVERIFY(!world.signsIn("another horse"));
        const auto count = world.letters().size();
        QVERIFY(world.begin().ok()); // within the hour
        QCOMPARE(world.letters().size(), count);
        QVERIFY(world.audit().findings.empty());
    }

    void nobodysMailboxIsFilled() {
        World world;
        for (int i = 0; i < 20; ++i)
            QVERIFY(world.begin().ok());
        QCOMPARE(world.letters().size(), static_cast<std::size_t>(Registrations::kMostOpen));
        world.clock.at += Registrations::kConfirmedWithin;
        QVERIFY(world.begin().ok());
        QCOMPARE(world.letters().size(), static_cast<std::size_t>(Registrations::kMostOpen) + 1);
    }

    void aPasswordIsSetAnewOnceWithinTheHour() {
        World world;
        world.registered();
        const auto before = world.letters().size();
        QVERIFY(world.askReset("nobody@example.com").ok());
        QCOMPARE(world.letters().size(), before);
        world.clock.at += Milliseconds{5};
        QVERIFY(world.askReset().ok());
        const auto token = world.lastToken();
        QVERIFY(world.reset(token, "short").error() == TokenRefusal::BadPassword);
        QVERIFY(world.reset("guess", "another horse").error() == TokenRefusal::Unknown);
        QVERIFY(world.reset(token, "another horse").ok());
        QVERIFY(!world.signsIn(kPassword) && world.signsIn("another horse"));
        QVERIFY(world.reset(token, "a third horse").error() == TokenRefusal::Unknown);
        world.clock.at += Milliseconds{5};
        QVERIFY(world.askReset().ok());
        const auto late = world.lastToken();
        world.clock.at += Registrations::kResetWithin;
        QVERIFY(world.reset(late, "a third horse").error() == TokenRefusal::Unknown);
        QVERIFY(world.audit().findings.empty());
    }

    void aRegistrationsTokenSetsNoPassword() {
        World world;
        world.registered();
        world.clock.at += Milliseconds{5};
        QVERIFY(world.askReset().ok());
        QVERIFY(world.confirm(world.lastToken()).error() == TokenRefusal::Unknown);
    }

    void aRestoredDatabaseTakesNoTokenOfBefore() {
        World world;
        QVERIFY(world.begin().ok());
        const auto token = world.lastToken();
        world.write([&](ports::Store& store) {
            services::beginRecovery(store, "test", world.clock.now(), world.random);
        });
        QVERIFY(world.confirm(token).error() == TokenRefusal::Unknown);
    }

    void tokensAreForgottenWhenTheirTimeIsUp() {
        World world;
        QVERIFY(world.begin().ok());
        QVERIFY(world.begin("grace@example.com").ok());
        world.clock.at += Registrations::kConfirmedWithin;
        (void)answerOf<Done>([&](auto reply) { world.registrations.prune(reply); });
        world.clock.at -= Registrations::kConfirmedWithin;
        QCOMPARE(world.read([&](const ports::Store& s) {
            return s.openRegistrations(kAda, world.clock.now());
        }),
                 std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(ServiceRegistrations)
#include "service_registrations_test.moc"
