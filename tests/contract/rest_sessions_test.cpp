// links: server_main contract_house
#include "server/http/access.h"
#include "server/services/accounts.h"
#include "shared/wire/office_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using domain::AccountRole;
using services::Accounts;

namespace {

constexpr const char* kPassword = "correct horse";

std::string textOf(const QJsonValue& value) {
    return value.toString().toStdString();
}

} // namespace

/// Signing in over real HTTP, and what those who are signed in may do.
class RestSessions : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;

    std::string operatorOf(domain::Role role) {
        const auto all = services::readOne<std::vector<domain::Operator>>(
            m_house->node->reader(), [](const ports::Store& store) { return store.operators(); });
        for (const auto& op : *all)
            if (op.role == role)
                return op.name;
        return {};
    }
    void account(const std::string& email, AccountRole role, const std::string& op = {}) {
        Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create({email, "Ada", role, op, kPassword}, true,
                        [&](services::Outcome<Accounts::Created> made) {
                            done.set_value(made.ok() && made->ok());
                        });
        CHECK(done.get_future().get());
    }
    Answer signIn(const std::string& email, const std::string& password = kPassword) {
        return m_house->post("/v1/sessions", wire::encodeSignIn({email, password}));
    }
    std::string token(const std::string& email) {
        return textOf(jsonOf(signIn(email))["access_token"]);
    }

private slots:
    void initTestCase() { m_house = std::make_unique<House>(); }

    void somebodySignsInRefreshesAndSignsOut() {
        account("ada@example.com", AccountRole::Manager);
        const auto in = signIn("Ada@Example.com");
        QCOMPARE(in.status, 201);
        QCOMPARE(in.header("cache-control"), std::string("no-store"));
        const auto session = jsonOf(in);
        QCOMPARE(session["expires_in"].toInt(), 900);
        const auto access = textOf(session["access_token"]);
        const auto me = m_house->get("/v1/account", {access, {}});
        QCOMPARE(me.status, 200);
        QCOMPARE(textOf(jsonOf(me)["email"]), std::string("ada@example.com"));
        const auto body = wire::encodeRefresh({textOf(session["refresh_token"])});
        const auto next = m_house->post("/v1/sessions/refresh", body);
        QCOMPARE(next.status, 200);
        const auto last = wire::encodeRefresh({textOf(jsonOf(next)["refresh_token"])});
        QCOMPARE(m_house->post("/v1/sessions/end", last).status, 204);
        QCOMPARE(m_house->get("/v1/account", {access, {}}).status, 401);
        QCOMPARE(problemOf(m_house->post("/v1/sessions/refresh", last)),
                 std::string("refresh-refused"));
        QCOMPARE(m_house->post("/v1/sessions/end", wire::encodeRefresh({"guess"})).status, 204);
    }

    void aLostAnswerIsRepeatedAndAStolenTokenEndsTheSession() {
        account("grace@example.com", AccountRole::Usher);
        const auto body =
            wire::encodeRefresh({textOf(jsonOf(signIn("grace@example.com"))["refresh_token"])});
        const Extra once{{}, {{"Idempotency-Key", "refresh-1"}}};
        const auto first = m_house->post("/v1/sessions/refresh", body, once);
        QCOMPARE(first.status, 200);
        QCOMPARE(m_house->post("/v1/sessions/refresh", body, once).body, first.body);
        const auto stolen = m_house->post("/v1/sessions/refresh", body);
        QCOMPARE(stolen.status, 403);
        QCOMPARE(problemOf(stolen), std::string("refresh-reused"));
        const auto next = wire::encodeRefresh({textOf(jsonOf(first)["refresh_token"])});
        QCOMPARE(problemOf(m_house->post("/v1/sessions/refresh", next)),
                 std::string("refresh-refused"));
    }

    void whoGuessesIsToldHowLongToWait() {
        account("eve@example.com", AccountRole::Customer);
        for (int i = 0; i < services::SignInGuard::kFreeTries; ++i)
            QCOMPARE(problemOf(signIn("eve@example.com", "wrong horse")),
                     std::string("sign-in-refused"));
        const auto slowed = signIn("eve@example.com");
        QCOMPARE(slowed.status, 429);
        QCOMPARE(problemOf(slowed), std::string("sign-in-slowed"));
        QVERIFY(std::stoi(slowed.header("retry-after")) >= 1);
        QCOMPARE(problemOf(signIn("nobody@example.com")), std::string("sign-in-refused"));
    }

    void bodiesAreReadStrictly() {
        for (const char* body : {"", "[]", "{\"email\":\"a@b\"}",
                                 "{\"email\":\"a@b\",\"password\":\"p\",\"role\":\"admin\"}",
                                 "{\"email\":\"a@b\",\"email\":\"c@d\",\"password\":\"p\"}"})
            QCOMPARE(m_house->post("/v1/sessions", body).status, 400);
    }

    void keysArePublishedWithoutTheirSecret() {
        const auto answer = m_house->get("/.well-known/jwks.json");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("content-type"), std::string("application/jwk-set+json"));
        const auto keys = jsonOf(answer)["keys"].toArray();
        QCOMPARE(keys.size(), 1);
        QCOMPARE(textOf(keys[0].toObject()["alg"]), std::string("ES256"));
        QVERIFY(!keys[0].toObject().contains("d"));
    }

    /// Every route and every role: who may is let past the guard, who may not is not.
    void everyRoleMayWhatTheTableSays() {
        std::map<http::Party, std::string> tokens;
        for (int i = 0; i <= static_cast<int>(AccountRole::Admin); ++i) {
            const auto role = static_cast<AccountRole>(i);
            const std::string email = std::string(nameOf(role)) + "@example.com";
            account(email, role);
            tokens[http::partyOf(role)] = token(email);
        }
        int refused = 0;
        for (const auto& route : m_house->node->api().router().routes()) {
            auto path = route.path;
            if (const auto at = path.find("{id}"); at != std::string::npos)
                path.replace(at, 4, "018f3c2e-7a10-7000-8000-000000000001");
            if (route.operation == "watchSeats")
                continue; // a WebSocket
            for (const auto& [party, bearer] : tokens) {
                const auto answer =
                    m_house->ask(std::string(http::nameOf(route.method)), path, "", {bearer, {}});
                const bool isRefused = answer.status == 403 && problemOf(answer) == "forbidden";
                QVERIFY2(isRefused != http::mayCall(route.operation, party),
                         route.operation.c_str());
                refused += isRefused;
            }
        }
        QVERIFY(refused > 50);
    }

    void aManagerDecidesInTheOfficeWithoutAPin() {
        const auto path = "/v1/business-days/" +
                          QDate::currentDate().addDays(3).toString(Qt::ISODate).toStdString() +
                          "/close";
        account("boss@example.com", AccountRole::Manager, operatorOf(domain::Role::Manager));
        account("temp@example.com", AccountRole::Manager);
        QCOMPARE(problemOf(m_house->post(path, "{}", {token("boss@example.com"), {}})),
                 std::string("day-not-over"));
        QCOMPARE(problemOf(m_house->post(path, "{}", {token("temp@example.com"), {}})),
                 std::string("no-operator"));
        Till till(*m_house); // nobody is signed in there
        QCOMPARE(problemOf(till.post(path, "{}")), std::string("invalid-body"));
    }

    void aTokenOfAnotherHouseIsNone() {
        House other;
        account("admin@example.com", AccountRole::Admin);
        const auto bearer = token("admin@example.com");
        QCOMPARE(other.get("/v1/account", {bearer, {}}).status, 401);
        QCOMPARE(m_house->get("/v1/account", {bearer, {}}).status, 200);
        QCOMPARE(m_house->get("/v1/account", {bearer + "A", {}}).status, 401);
    }
};

QTEST_GUILESS_MAIN(RestSessions)
#include "rest_sessions_test.moc"
