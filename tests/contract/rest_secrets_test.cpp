// links: server_main contract_house
#include "server/services/accounts.h"
#include "shared/wire/account_json.h"
#include "shared/wire/customer_json.h"
#include "shared/wire/office_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/payment_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/foyerd_process.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr const char* kPassword = "canary-password";
constexpr const char* kMetricsToken = "canary-metrics-token";

const FoyerdProcess::Variables kVariables{{"FOYER_SMTP_PASSWORD", "canary-smtp"},
                                          {"FOYER_PAYMENT_KEY", "sk_canary_payments"},
                                          {"FOYER_PAYMENT_WEBHOOK_KEY", "whsec_canary_events"},
                                          {"FOYER_METRICS_TOKEN", kMetricsToken},
                                          {"FOYER_AMQP_PASSWORD", "canary-broker"},
                                          {"FOYER_SMS_TOKEN", "canary-telephones"}};
/// Nobody is at the other end of mail, broker and payments: what is said of that is read too.
const QStringList kSettings{"--log-level",         "debug",
                            "--log-format",        "json",
                            "--smtp-host",         "127.0.0.1",
                            "--smtp-port",         "1",
                            "--smtp-security",     "none",
                            "--smtp-user",         "foyer",
                            "--mail-from",         "a@example.com",
                            "--public-url",        "https://tickets.example.com",
                            "--payment-url",       "http://127.0.0.1:1",
                            "--sms-url",           "http://127.0.0.1:1/sms",
                            "--sms-from",          "Lichtburg",
                            "--amqp-host",         "127.0.0.1",
                            "--amqp-port",         "1",
                            "--amqp-security",     "none",
                            "--metrics-port",      "0",
                            "--slow-statement-ms", "1"};

} // namespace

/// A canary for each secret of configuration, people, terminals and tokens: none is ever heard from
/// log, problems, metrics or the checked configuration; those that are kept by hash are not in the
/// files of the database.
class RestSecrets : public QObject {
    Q_OBJECT

private:
    std::map<std::string, std::string> m_secrets;            // by what they are
    std::map<std::string, std::string> m_hashed;             // of them
    std::vector<std::pair<std::string, std::string>> m_said; // where, what
    std::unique_ptr<House> m_house;
    std::unique_ptr<FoyerdProcess> m_foyerd;

    void secret(const std::string& what, const std::string& value, bool isHashed = true) {
        CHECK(value.size() >= 4);
        m_secrets[what] = value;
        if (isHashed)
            m_hashed[what] = value;
    }
    /// What is refused says so in a body that is read by whoever asked, and perhaps by others.
    Answer ask(const std::string& method, const std::string& target, const std::string& body = {},
               const Extra& extra = {}) {
        const auto answer = m_foyerd->ask(method, target, body, extra);
        if (answer.status >= 400)
            m_said.emplace_back(method + " " + target, answer.body);
        return answer;
    }
    Answer post(const std::string& target, const std::string& body, const Extra& extra = {}) {
        return ask("POST", target, body, extra);
    }

    void people() {
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create({"ada@example.com", "Ada", domain::AccountRole::Manager, "", kPassword},
                        true, [&](services::Outcome<services::Accounts::Created> made) {
                            done.set_value(made.ok() && made->ok());
                        });
        QVERIFY(done.get_future().get());
        secret("password", kPassword);
        secret("wrong password", "canary-guess");
        const auto in = post("/v1/sessions", wire::encodeSignIn({"ada@example.com", kPassword}));
        QCOMPARE(in.status, 201);
        secret("access token", jsonOf(in)["access_token"].toString().toStdString());
        secret("refresh token", jsonOf(in)["refresh_token"].toString().toStdString());
        QCOMPARE(
            post("/v1/sessions", wire::encodeSignIn({"ada@example.com", "canary-guess"})).status,
            403);
        const Extra ada{m_secrets["access token"], {}};
        QCOMPARE(ask("GET", "/v1/account", "", ada).status, 200);
        QCOMPARE(post("/v1/account/password",
                      wire::encodeChangePassword({"canary-guess", "canary-next-password"}), ada)
                     .status,
                 403);
        secret("next password", "canary-next-password");
        QCOMPARE(post("/v1/sessions/refresh", wire::encodeRefresh({"canary-refresh-guess"})).status,
                 403);
        secret("guessed refresh token", "canary-refresh-guess");
        QCOMPARE(post("/v1/accounts",
                      wire::encodeRegister({"new@example.com", "New", "canary-registered", "en"}))
                     .status,
                 202);
        secret("registered password", "canary-registered");
        QCOMPARE(ask("GET", "/v1/policy", "", {"canary-bearer", {}}).status, 401);
        secret("guessed bearer", "canary-bearer");
        // Members nobody knows, with a secret in the wrong place.
        QCOMPARE(post("/v1/sessions", "{\"email\":\"ada@example.com\",\"pasword\":\"canary-typo\"}")
                     .status,
                 400);
        secret("password under a wrong name", "canary-typo");
        QCOMPARE(post("/v1/sessions", "{\"email\":7,\"password\":\"canary-seven\"").status, 400);
        secret("password in broken JSON", "canary-seven");
    }

    void terminals() {
        const auto code = m_house->code();
        secret("enrolment code", code);
        const auto key = crypto::KeyPair::generate();
        const auto body = wire::encodeEnrolRequest({code, key.publicKey()});
        const auto made = post("/v1/terminals", body);
        QCOMPARE(made.status, 201);
        const auto other = crypto::KeyPair::generate();
        QCOMPARE(post("/v1/terminals", wire::encodeEnrolRequest({code, other.publicKey()})).status,
                 403);
        const auto enrolled = *wire::decodeEnrolAnswer(made.body);
        const auto path = "/v1/terminals/" + enrolled.terminal.toString();
        const auto nonce = wire::decodeChallenge(post(path + "/challenge", "{}").body)->nonce;
        const auto proof =
            key.sign(protocol::authText(enrolled.terminal, enrolled.incarnation, nonce));
        const auto token = wire::decodeTokenAnswer(
            post(path + "/token", wire::encodeTokenRequest({enrolled.incarnation, nonce, proof}))
                .body);
        QVERIFY(token.ok());
        secret("terminal token", token->token);
        const Extra till{token->token, {}};
        QCOMPARE(ask("GET", "/v1/tasks", "", till).status, 200);
        const auto people = *services::readOne<std::vector<domain::Operator>>(
            m_house->node->reader(), [](const ports::Store& store) { return store.operators(); });
        QVERIFY(post("/v1/business-days/2026-01-02/close",
                     wire::encodePersonRequest({people.front().id, "canary-pin"}), till)
                    .status >= 400);
        secret("PIN", "canary-pin");
    }

    void customers() {
        const auto showtime = m_house->showtime()["id"].toString().toStdString();
        const auto made = post("/v1/showtimes/" + showtime + "/holds",
                               wire::encodeHoldRequest({{SeatNo{4}}, ""}));
        QCOMPARE(made.status, 201);
        const auto hold = *wire::decodeHold(made.body);
        secret("hold token", hold.token);
        QCOMPARE(ask("GET", "/v1/holds/" + hold.id.toString(), "",
                     {"", {{"Hold-Token", "canary-hold-guess"}}})
                     .status,
                 404);
        secret("guessed hold token", "canary-hold-guess");
        secret("payment method", "pm_canary_card", false); // kept until the provider was asked
        (void)post("/v1/payments",
                   wire::encodePaymentRequest({hold.id, hold.token, {}, "pm_canary_card"}));
        QCOMPARE(post("/v1/payment-events", "{\"id\":\"evt_1\"}",
                      {"", {{"Stripe-Signature", "t=1,v1=canary-signature"}}})
                     .status,
                 400);
        secret("signature of an event", "canary-signature");
    }

    void verifySilent(const std::string& where, const std::string& text) {
        QVERIFY2(!text.empty(), where.c_str());
        for (const auto& [what, value] : m_secrets) {
            const auto at = text.find(value);
            const auto told = at == text.npos ? "" : text.substr(at > 200 ? at - 200 : 0, 400);
            QVERIFY2(at == text.npos, (where + " tells the " + what + ": " + told).c_str());
        }
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        m_foyerd = std::make_unique<FoyerdProcess>(m_house->settings, kVariables, kSettings);
        for (const auto& [name, value] : kVariables)
            secret(name.toStdString(), value.toStdString());
        people();
        terminals();
        customers();
    }

    void problemsDoNotTell() {
        QVERIFY(m_said.size() > 8);
        for (const auto& [where, body] : m_said)
            verifySilent(where, body);
    }

    void metricsDoNotTell() {
        QVERIFY(m_foyerd->readUntil("metrics at "));
        const QRegularExpression at("metrics at http://127\\.0\\.0\\.1:(\\d+)/metrics");
        const auto port = at.match(QString::fromUtf8(m_foyerd->log())).captured(1).toUShort();
        RawClient client(port);
        const auto page = client.ask(requestText("GET", "/metrics", "", {kMetricsToken, {}}));
        QCOMPARE(page.status, 200);
        verifySilent("metrics", page.body);
    }

    void theCheckedConfigurationDoesNotTell() {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : kVariables)
            environment.insert(name, value);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(qEnvironmentVariable("FOYER_BINARY_DIR") + "/bin/foyerd",
                      QStringList{"--check-config", "--data",
                                  QString::fromStdString(m_house->settings.data)} +
                          kSettings);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 0);
        verifySilent("--check-config", process.readAll().toStdString());
    }

    /// Last but one: it ends the server, which then has said all.
    void theLogDoesNotTell() {
        // Whatever waits for mail and provider has been tried in vain once, and said so.
        QVERIFY(m_foyerd->readUntil("/v1/payment-events"));
        verifySilent("the log", m_foyerd->end().toStdString());
    }

    void whatIsKeptByHashIsNowhereInTheDatabase() {
        m_house->node.reset();
        int files = 0;
        for (const auto& info : QDir(QString::fromStdString(m_house->settings.data))
                                    .entryInfoList({"foyer.db*"}, QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto bytes = file.readAll();
            ++files;
            for (const auto& [what, value] : m_hashed)
                QVERIFY2(!bytes.contains(QByteArray::fromStdString(value)),
                         (info.fileName().toStdString() + " has the " + what).c_str());
        }
        QVERIFY(files > 0);
    }
};

QTEST_GUILESS_MAIN(RestSecrets)
#include "rest_secrets_test.moc"
