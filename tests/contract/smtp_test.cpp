// links: server_gateways server_services contract_mail_server contract_own_certificate
#include "server/services/letters.h"
#include "tests/contract/mail_server.h"
#include "tests/contract/own_certificate.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using gateways::Smtp;
using gateways::SmtpOptions;
using gateways::SmtpSecurity;
using Outcome = ports::Delivery::Outcome;

namespace {

ports::Mail mailTo(const std::string& address) {
    ports::MessageRecord message;
    message.id = *MessageId::parse("018f3c2e-7a10-7000-8000-000000000001");
    message.letter = services::sampleLetter(domain::LetterKind::BookingConfirmed, "de");
    message.recipient = address;
    return services::mailOf(message, "", Instant{std::chrono::seconds{1'795'203'600}});
}

} // namespace

/// The gateway against a real mail server.
class SmtpTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    OwnCertificate m_certificate{m_folder.path().toStdString(), "localhost"};

    QStringList tlsOptions() const {
        return {"--certificate", QString::fromStdString(m_certificate.certificate), "--key",
                QString::fromStdString(m_certificate.key)};
    }
    SmtpOptions trusting(const MailServer& server) const {
        auto options = server.options();
        options.host = "localhost";
        options.security = SmtpSecurity::StartTls;
        options.authorities = m_certificate.certificate;
        return options;
    }

private slots:
    void aMailArrivesAsItWasWritten() {
        MailServer server;
        const auto mail = mailTo("ada@example.com");
        QVERIFY(Smtp(server.options()).deliver(mail).outcome == Outcome::Taken);
        const auto seen = server.mail();
        QCOMPARE(seen["subject"].toString().toStdString(), mail.subject);
        QCOMPARE(seen["text"].toString().toStdString(), mail.text);
        QCOMPARE(seen["html"].toString().toStdString(), mail.html);
        const auto file = seen["attachments"].toArray().first().toObject();
        QCOMPARE(file["name"].toString(), QString("showtime.ics"));
        QCOMPARE(file["bytes"].toString().toLatin1().toStdString(), mail.attachments[0].bytes);
        QVERIFY(seen["defects"].toArray().isEmpty());
        QVERIFY(!seen["tls"].toBool());
        const auto headers = QString::fromUtf8(QJsonDocument(seen).toJson());
        QVERIFY(headers.contains(QString::fromUtf8("Lichtburg Köln <tickets@example.com>")));
        QVERIFY(headers.contains("<018f3c2e-7a10-7000-8000-000000000001@example.com>"));
        QVERIFY(headers.contains("Fri, 20 Nov 2026 19:40:00"));
    }

    void aPersonOfThePasswordIsSecuredByTls() {
        MailServer server(tlsOptions() + QStringList{"--user", "foyer", "--password", "secret"});
        auto options = trusting(server);
        options.user = "foyer";
        options.password = "secret";
        QVERIFY(Smtp(options).deliver(mailTo("ada@example.com")).outcome == Outcome::Taken);
        const auto seen = server.mail();
        QVERIFY(seen["tls"].toBool());
        QCOMPARE(seen["user"].toString(), QString("foyer"));
        options.password = "canary-5a1f";
        const auto refused = Smtp(options).deliver(mailTo("ada@example.com"));
        QVERIFY(refused.outcome == Outcome::Later);
        QVERIFY(refused.said.find("canary") == std::string::npos);
    }

    void aServerThatNobodyVouchesForGetsNothing() {
        MailServer server(tlsOptions());
        auto options = trusting(server);
        options.authorities.clear(); // the machine's own do not know it
        QVERIFY(Smtp(options).deliver(mailTo("ada@example.com")).outcome == Outcome::Later);
        options = trusting(server);
        options.host = "127.0.0.1"; // a name that is not in the certificate
        QVERIFY(Smtp(options).deliver(mailTo("ada@example.com")).outcome == Outcome::Later);
        QVERIFY(Smtp(trusting(server)).deliver(mailTo("last@example.com")).outcome ==
                Outcome::Taken);
        QVERIFY(server.mail()["to"].toArray().contains("last@example.com")); // the only one
    }

    void withoutStartTlsNothingIsSaid() {
        MailServer server;
        const auto answer = Smtp(trusting(server)).deliver(mailTo("ada@example.com"));
        QVERIFY(answer.outcome == Outcome::Later);
        QVERIFY(answer.said.find("STARTTLS") != std::string::npos);
    }

    void whatTheServerAnswersDecides() {
        MailServer server;
        Smtp smtp(server.options());
        const auto gone = smtp.deliver(mailTo("gone@example.com"));
        QVERIFY(gone.outcome == Outcome::Refused);
        QVERIFY(gone.said.find("550") != std::string::npos);
        QVERIFY(smtp.deliver(mailTo("busy@example.com")).outcome == Outcome::Later);
        QVERIFY(smtp.deliver(mailTo("busy@example.com")).outcome == Outcome::Taken);
        QVERIFY(smtp.deliver(mailTo("a@b>\r\nRCPT TO:<c@d")).outcome == Outcome::Refused);
    }

    void aServerThatIsNotThereIsTriedLater() {
        SmtpOptions options;
        {
            const MailServer server;
            options = server.options();
        }
        QVERIFY(Smtp(options).deliver(mailTo("ada@example.com")).outcome == Outcome::Later);
    }
};

QTEST_GUILESS_MAIN(SmtpTest)
#include "smtp_test.moc"
