// links: server_main contract_house contract_mail_server
#include "shared/wire/account_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/mail_server.h"
#include "tests/contract/rest_house.h"

#include <QRegularExpression>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr const char* kPassword = "correct horse";

/// The token of a letter's link.
std::string tokenIn(const QJsonObject& mail, const QString& page) {
    const QRegularExpression link("https://tickets\\.example\\.com/" + page +
                                  "\\?token=([A-Za-z0-9_-]+)");
    const auto inText = link.match(mail["text"].toString());
    const auto inHtml = link.match(mail["html"].toString());
    CHECK(inText.hasMatch() && inText.captured(1) == inHtml.captured(1));
    return inText.captured(1).toStdString();
}

} // namespace

/// Customers who help themselves, over real HTTP and by real mail.
class RestAccounts : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MailServer> m_mail;
    std::unique_ptr<House> m_house;

    Answer registerAs(const std::string& email, const std::string& password = kPassword,
                      const std::string& language = "en") {
        return m_house->post("/v1/accounts",
                             wire::encodeRegister({email, "Ada", password, language}));
    }
    Answer confirm(const std::string& token) {
        return m_house->post("/v1/accounts/confirm", wire::encodeToken(token));
    }
    Answer signIn(const std::string& email, const std::string& password = kPassword) {
        return m_house->post("/v1/sessions", wire::encodeSignIn({email, password}));
    }
    QJsonObject customer(const std::string& email) {
        CHECK(registerAs(email).status == 202);
        const auto letter = m_mail->mailTo(QString::fromStdString(email));
        CHECK(confirm(tokenIn(letter, "confirm-email")).status == 201);
        return jsonOf(signIn(email));
    }

private slots:
    void initTestCase() {
        m_mail = std::make_unique<MailServer>();
        m_house = std::make_unique<House>([&](NodeOptions& options) {
            options.messenger = std::make_unique<gateways::Smtp>(m_mail->options());
            options.publicUrl = "https://tickets.example.com";
        });
    }
    void cleanupTestCase() {
        m_house.reset();
        m_mail.reset();
    }

    void aCustomerRegistersConfirmsAndSignsIn() {
        const auto asked = registerAs("ada@example.com", kPassword, "de-AT");
        QCOMPARE(asked.status, 202);
        QCOMPARE(problemOf(signIn("ada@example.com")), std::string("sign-in-refused"));
        const auto letter = m_mail->mailTo("ada@example.com");
        QCOMPARE(letter["from"].toString(), QString("tickets@example.com"));
        QCOMPARE(letter["subject"].toString(),
                 QString::fromUtf8("Bitte bestätigen Sie Ihre E-Mail-Adresse"));
        QVERIFY(letter["defects"].toArray().isEmpty());
        const auto token = tokenIn(letter, "confirm-email");
        const auto made = confirm(token);
        QCOMPARE(made.status, 201);
        QCOMPARE(jsonOf(made)["role"].toString(), QString("customer"));
        QCOMPARE(problemOf(confirm(token)), std::string("token-refused"));
        const auto in = signIn("Ada@example.com");
        QCOMPARE(in.status, 201);
        const auto access = jsonOf(in)["access_token"].toString().toStdString();
        QCOMPARE(m_house->get("/v1/account", {access, {}}).status, 200);
    }

    void nobodyLearnsWhichAddressesHaveAnAccount() {
        (void)customer("grace@example.com");
        const auto known = registerAs("grace@example.com", "another horse");
        const auto unknown = registerAs("nobody@example.com");
        QCOMPARE(known.status, unknown.status);
        QCOMPARE(known.body, unknown.body);
        QCOMPARE(m_mail->mailTo("grace@example.com")["subject"].toString(),
                 QString("You have an account already"));
        QCOMPARE(signIn("grace@example.com", "another horse").status, 403);
        const auto body = [](const char* email) { return wire::encodeEmail(email); };
        const auto knownReset = m_house->post("/v1/accounts/reset", body("grace@example.com"));
        const auto unknownReset = m_house->post("/v1/accounts/reset", body("void@example.com"));
        QCOMPARE(knownReset.status, unknownReset.status);
        QCOMPARE(knownReset.body, unknownReset.body);
    }

    void aForgottenPasswordIsSetAnewAndEndsAllSessions() {
        const auto session = customer("edsger@example.com");
        const auto access = session["access_token"].toString().toStdString();
        QCOMPARE(
            m_house->post("/v1/accounts/reset", wire::encodeEmail("edsger@example.com")).status,
            202);
        const auto letter = m_mail->mailTo("edsger@example.com");
        const auto token = tokenIn(letter, "reset-password");
        const auto set = [&](const std::string& password) {
            return m_house->post("/v1/accounts/password",
                                 wire::encodeNewPassword({token, password}));
        };
        QCOMPARE(problemOf(set("short")), std::string("invalid-body"));
        QCOMPARE(m_house->get("/v1/account", {access, {}}).status, 200);
        QCOMPARE(set("another horse").status, 204);
        QCOMPARE(problemOf(set("a third horse")), std::string("token-refused"));
        QCOMPARE(m_house->get("/v1/account", {access, {}}).status, 401);
        QCOMPARE(signIn("edsger@example.com").status, 403);
        QCOMPARE(signIn("edsger@example.com", "another horse").status, 201);
    }

    void whoAsksTooOftenWaits() {
        for (int i = 0; i < services::SignInGuard::kFreeTries; ++i)
            QCOMPARE(registerAs("flood@example.com").status, 202);
        const auto slowed = registerAs("flood@example.com");
        QCOMPARE(slowed.status, 429);
        QCOMPARE(problemOf(slowed), std::string("asked-too-often"));
        QVERIFY(std::stoi(slowed.header("retry-after")) >= 1);
    }

    void withoutAMailServerMessagesWaitAndTheLogSaysSoOnce() {
        std::mutex lock;
        std::vector<std::string> log;
        House house([&](NodeOptions& options) {
            options.report = [&](const std::string& text) {
                const std::lock_guard guard(lock);
                log.push_back(text);
            };
        });
        const auto lines = [&] {
            const std::lock_guard guard(lock);
            return std::count_if(log.begin(), log.end(), [](const std::string& text) {
                return text.find("smtp-host") != std::string::npos;
            });
        };
        const auto ask = [&](const std::string& email) {
            return house.post("/v1/accounts", wire::encodeRegister({email, "Ada", kPassword, "en"}))
                .status;
        };
        QCOMPARE(ask("first@example.com"), 202);
        QTRY_COMPARE_WITH_TIMEOUT(lines(), 1, 60'000);
        QCOMPARE(ask("second@example.com"), 202);
        const auto waiting =
            services::readOne<std::int64_t>(house.node->reader(), [](const ports::Store& store) {
                return store.countMessages(ports::MessageState::Waiting);
            });
        QCOMPARE(*waiting, std::int64_t{2});
        house.node->stop();
        QCOMPARE(lines(), 1);
    }

    void bodiesAreReadStrictly() {
        for (const char* body :
             {"", "[]", "{\"email\":\"a@b\"}",
              "{\"email\":\"a@b\",\"name\":\"A\",\"password\":\"correct "
              "horse\",\"role\":\"admin\"}",
              "{\"email\":\"no address\",\"name\":\"A\",\"password\":\"correct horse\"}",
              "{\"email\":\"a@b\\r\\nBcc: c@d\",\"name\":\"A\",\"password\":\"correct horse\"}",
              "{\"email\":\"a@b\",\"name\":\"A\",\"password\":\"short\"}"})
            QCOMPARE(m_house->post("/v1/accounts", body).status, 400);
        QCOMPARE(problemOf(confirm("guess")), std::string("token-refused"));
    }
};

QTEST_GUILESS_MAIN(RestAccounts)
#include "rest_accounts_test.moc"
