// links: server_main
#include "server/main/arguments.h"
#include "server/main/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer::server;

class RestSettings : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string file(const char* text) const {
        const auto path = m_folder.filePath("foyerd.ini");
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return {};
        out.write(text);
        return path.toStdString();
    }
    static Environment environment(std::map<std::string, std::string> values) {
        return [values](const std::string& name) {
            const auto found = values.find(name);
            return found == values.end() ? std::nullopt : std::optional(found->second);
        };
    }

private slots:
    void flagsWinOverTheEnvironmentAndThatOverTheFile() {
        const auto path = file("port = 1\nhost = 127.0.0.2\nworkers = 3\n");
        const auto variables = environment({{"FOYER_PORT", "2"}, {"FOYER_WORKERS", "4"}});
        const auto settings = readSettings(path, variables, {{"port", "5"}});
        QVERIFY(settings.ok());
        QCOMPARE(settings->port, std::uint16_t{5});
        QCOMPARE(settings->workers, 4u);
        QCOMPARE(settings->host, std::string("127.0.0.2"));
        QCOMPARE(settings->loops, 1u);
    }

    void webhooksLeadIntoNamedNetworksOnly() {
        const auto read = [](const std::string& nets) {
            return readSettings("", environment({}), {{"webhook-private-nets", nets}});
        };
        QVERIFY(readSettings("", environment({}), {})->webhookNets.empty());
        QCOMPARE(read("10.0.0.0/8, fd00::/8,127.0.0.1")->webhookNets.size(), std::size_t{3});
        QVERIFY(read("")->webhookNets.empty());
        for (const char* wrong :
             {" ", ",", "10.0.0.1/8", "10.0.0.0/8,", "10.0.0.0/8 fd00::/8", "lan"})
            QVERIFY2(!read(wrong).ok(), wrong);
    }

    void aBrokerElsewhereIsSpokenToBehindTlsOnly() {
        const auto read = [](std::map<std::string, std::string> flags) {
            return readSettings("", environment({{"FOYER_AMQP_PASSWORD", "secret"}}), flags);
        };
        QCOMPARE(read({{"amqp-host", "mq.example.com"}})->amqpPassword, std::string("secret"));
        QVERIFY(read({{"amqp-host", "mq.example.com"}})->amqpTls);
        QVERIFY(!read({{"amqp-host", "mq.example.com"}, {"amqp-security", "none"}}).ok());
        QVERIFY(read({{"amqp-host", "127.0.0.1"}, {"amqp-security", "none"}}).ok());
        QVERIFY(!read({{"amqp-security", "starttls"}}).ok());
        QVERIFY(!read({{"amqp-host", "mq.example.com"}})->amqpPort); // the usual one of TLS
        QCOMPARE(*read({{"amqp-port", "5673"}})->amqpPort, std::uint16_t{5673});
    }

    void paymentsNeedBothSecretsAndASafeLine() {
        const auto read = [](const std::string& url, std::map<std::string, std::string> secrets) {
            return readSettings("", environment(std::move(secrets)), {{"payment-url", url}});
        };
        const std::map<std::string, std::string> both{{"FOYER_PAYMENT_KEY", "sk_1"},
                                                      {"FOYER_PAYMENT_WEBHOOK_KEY", "whsec_1"}};
        QCOMPARE(read("https://pay.example", both)->paymentKey, std::string("sk_1"));
        QVERIFY(read("http://127.0.0.1:9000", both).ok());
        QVERIFY(!read("http://pay.example", both).ok());
        QVERIFY(!read("http://127.0.0.1.pay.example/", both).ok());
        const auto half = read("https://pay.example", {{"FOYER_PAYMENT_KEY", "sk_1"}});
        QVERIFY(!half.ok());
        QVERIFY(half.error().find("sk_1") == std::string::npos);
        const auto path = file("whsec_2\n");
        const auto fromFile = readSettings("", environment({{"FOYER_PAYMENT_KEY", "sk_1"}}),
                                           {{"payment-webhook-key-file", path}});
        QVERIFY(fromFile.ok());
        QCOMPARE(fromFile->paymentWebhookKey, std::string("whsec_2"));
    }

    void mailNeedsASenderAWholeSignInAndASafeLine() {
        using Flags = std::map<std::string, std::string>;
        const auto read = [](Flags more, std::map<std::string, std::string> secrets = {}) {
            Flags flags{{"smtp-host", "mail.example.com"}, {"mail-from", "tickets@example.com"}};
            for (auto& [name, value] : more)
                flags[name] = std::move(value);
            return readSettings("", environment(std::move(secrets)), flags);
        };
        QVERIFY(read({}).ok());
        QVERIFY(!readSettings("", environment({}), {{"smtp-host", "mail.example.com"}}).ok());
        QVERIFY(!read({{"mail-from", "tickets"}}).ok());
        QVERIFY(!read({{"smtp-security", "none"}}).ok());
        QVERIFY(!read({{"smtp-security", "none"}, {"smtp-host", "127.0.0.1.example.com"}}).ok());
        QVERIFY(read({{"smtp-security", "none"}, {"smtp-host", "127.0.0.1"}}).ok());
        QVERIFY(!read({{"smtp-user", "foyer"}}).ok());
        const auto half = read({}, {{"FOYER_SMTP_PASSWORD", "canary-77"}});
        QVERIFY(!half.ok());
        QVERIFY(half.error().find("canary") == std::string::npos);
        const auto path = file("from the file\n");
        const auto whole = read({{"smtp-user", "foyer"}, {"smtp-password-file", path}});
        QVERIFY(whole.ok());
        QCOMPARE(whole->smtpPassword, std::string("from the file"));
        QVERIFY(!settingNamed("smtp-password")); // flags are for everybody to read
        QVERIFY(!readSettings("", environment({}), {{"public-url", "javascript:alert(1)"}}).ok());
        QVERIFY(!readSettings("", environment({}), {{"public-url", "https://a\"b"}}).ok());
        QVERIFY(!readSettings("", environment({}), {{"public-url", "https://a/\x01/"}}).ok());
    }

    void smsNeedASenderATokenAndASafeLine() {
        using Flags = std::map<std::string, std::string>;
        const auto read = [](Flags more, const char* token = "canary-88") {
            Flags flags{{"sms-url", "https://sms.example.com/v1/send"}, {"sms-from", "Lichtburg"}};
            for (auto& [name, value] : more)
                flags[name] = std::move(value);
            return readSettings("", environment({{"FOYER_SMS_TOKEN", token}}), flags);
        };
        QVERIFY(read({}).ok());
        QCOMPARE(read({})->smsToken, std::string("canary-88"));
        QCOMPARE(read({})->smsFrom, std::string("Lichtburg"));
        QVERIFY(!read({}, "").ok());
        QVERIFY(!readSettings("", environment({{"FOYER_SMS_TOKEN", "canary-88"}}),
                              {{"sms-url", "https://sms.example.com"}})
                     .ok());
        for (const char* unsafe :
             {"http://sms.example.com/", "http://127.0.0.1.example.com/", "https://a@b/",
              "https://2130706433/", "https://sms.example.com/#x", "ftp://sms.example.com/"}) {
            const auto refused = read({{"sms-url", unsafe}});
            QVERIFY2(!refused.ok(), unsafe);
            QVERIFY(refused.error().find("canary") == std::string::npos);
        }
        QVERIFY(read({{"sms-url", "http://127.0.0.1:9100/sms"}}).ok());
        const auto path = file("from the file\n");
        QCOMPARE(read({{"sms-token-file", path}}, "")->smsToken, std::string("from the file"));
        QVERIFY(!settingNamed("sms-token")); // flags are for everybody to read
    }

    void aNetworkIsServedUnderTlsOrBySomebodysWord() {
        using Flags = std::map<std::string, std::string>;
        const auto read = [](Flags flags) { return readSettings("", environment({}), flags); };
        QVERIFY(!read({{"host", "0.0.0.0"}}).ok());
        QVERIFY(!read({{"host", "::"}}).ok());
        QVERIFY(!read({{"host", "10.0.0.1"}, {"plain-http", "no"}}).ok());
        QVERIFY(read({{"host", "10.0.0.1"}, {"plain-http", "yes"}}).ok());
        QVERIFY(read({{"host", "0.0.0.0"}, {"tls-certificate", "c"}, {"tls-key", "k"}}).ok());
        QVERIFY(read({{"host", "localhost"}}).ok());
        QVERIFY(!read({{"plain-http", "maybe"}}).ok());
    }

    void aSecretThatOthersMayWriteIsRefused() {
        const auto path = file("canary-of-16-or-more\n");
        const auto read = [&] {
            return readSettings("", environment({}), {{"metrics-token-file", path}});
        };
        QVERIFY(read().ok());
        QVERIFY(QFile::setPermissions(QString::fromStdString(path),
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup));
        QVERIFY(!read().ok());
        QVERIFY(read().error().find("canary") == std::string::npos);
    }

    void metricsLeaveTheMachineOnlyUnderTlsAndWithAToken() {
        using Flags = std::map<std::string, std::string>;
        const auto read = [](Flags flags, const std::string& token = {}) {
            flags["metrics-port"] = "9464";
            return readSettings("", environment({{"FOYER_METRICS_TOKEN", token}}), flags);
        };
        const std::string token = "canary-of-16-or-more";
        QVERIFY(!readSettings("", environment({}), {})->metricsPort); // not unless asked for
        QCOMPARE(read({})->metricsPort, std::optional<std::uint16_t>{9464});
        QVERIFY(read({{"metrics-host", "::1"}}).ok());
        QCOMPARE(read({})->metricsHost, std::string("127.0.0.1"));
        const Flags outside{{"metrics-host", "0.0.0.0"}};
        QVERIFY(!read(outside).ok());
        QVERIFY(!read(outside, token).ok()); // in the open
        auto safe = outside;
        safe["tls-certificate"] = "c.pem";
        safe["tls-key"] = "k.pem";
        QVERIFY(!read(safe).ok());
        QVERIFY(read(safe, token).ok());
        const auto shortOne = read({}, "canary");
        QVERIFY(!shortOne.ok());
        QVERIFY(shortOne.error().find("canary") == std::string::npos);
    }

    void aSectionOfItsNameMayHoldThem() {
        const auto settings =
            readSettings(file("[foyerd]\nlog-format = json\n"), environment({}), {});
        QVERIFY(settings.ok());
        QCOMPARE(settings->logFormat, LogFormat::Json);
    }

    void aWrongValueSaysWhereItComesFromAndWhatItMustBe() {
        const auto fromFile = readSettings(file("port = many\n"), environment({}), {});
        QVERIFY(!fromFile.ok());
        QVERIFY(fromFile.error().find("foyerd.ini: port must be a whole number") !=
                std::string::npos);
        const auto fromVariable = readSettings("", environment({{"FOYER_LOG_LEVEL", "loud"}}), {});
        QVERIFY(!fromVariable.ok());
        QVERIFY(fromVariable.error().find("FOYER_LOG_LEVEL") != std::string::npos);
        const auto fromFlag = readSettings("", environment({}), {{"port", "70000"}});
        QVERIFY(!fromFlag.ok());
        QVERIFY(fromFlag.error().starts_with("--port"));
    }

    void aSettingThatDoesNotExistIsNotPassedOver() {
        const auto settings = readSettings(file("prot = 80\n"), environment({}), {});
        QVERIFY(!settings.ok());
        QVERIFY(settings.error().find("\"prot\"") != std::string::npos);
    }

    void aMissingFileIsAnError() {
        QVERIFY(!readSettings("/nowhere/foyerd.ini", environment({}), {}).ok());
    }

    void proxiesAreAddresses() {
        const auto settings =
            readSettings("", environment({}), {{"trusted-proxies", "192.0.2.1,2001:db8::1"}});
        QVERIFY(settings.ok());
        QCOMPARE(settings->proxies, (std::vector<std::string>{"192.0.2.1", "2001:db8::1"}));
        for (const char* wrong : {"proxy.example.com", "192.0.2.1, 192.0.2.2", "192.0.2.0/24", ","})
            QVERIFY2(!readSettings("", environment({}), {{"trusted-proxies", wrong}}).ok(), wrong);
    }
    void halfOfTlsIsAnError() {
        QVERIFY(!readSettings("", environment({}), {{"tls-client-ca", "ca.pem"}}).ok());
        QVERIFY(!readSettings("", environment({}), {{"tls-key", "key.pem"}}).ok());
    }

    void theDataFolderIsTheUsersOrTheSystems() {
        QCOMPARE(defaultDataFolder(environment({}), true), std::string("/var/lib/foyer"));
        QCOMPARE(defaultDataFolder(environment({{"HOME", "/home/a"}}), false),
                 std::string("/home/a/.local/share/foyer"));
        QCOMPARE(defaultDataFolder(environment({{"XDG_DATA_HOME", "/d"}}), false),
                 std::string("/d/foyer"));
    }

    void flagsAreFoundBeforeAndAfterTheWords() {
        const auto arguments =
            parseArguments({"--port=7", "import", "movies", "list.json", "--report", "r.csv"});
        QVERIFY(arguments.ok());
        QCOMPARE(arguments->words, (std::vector<std::string>{"import", "movies", "list.json"}));
        QCOMPARE(arguments->settings.at("port"), std::string("7"));
        QCOMPARE(arguments->option("report"), std::optional<std::string>("r.csv"));
    }

    void anUnknownFlagAndAMissingValueAreErrors() {
        QVERIFY(!parseArguments({"serve", "--prot", "7"}).ok());
        QVERIFY(!parseArguments({"serve", "--port"}).ok());
    }

    void theHelpNamesEverySettingThreeTimes() {
        const auto help = helpText();
        for (const auto& row : settingRows()) {
            QVERIFY(help.find(std::string("--") + row.name) != std::string::npos);
            QVERIFY(help.find(environmentNameOf(row)) != std::string::npos);
            QVERIFY(help.find(row.meaning) != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(RestSettings)
#include "rest_settings_test.moc"
