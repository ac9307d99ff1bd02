// links: app_engine server_main contract_house contract_own_certificate
#include "app/net/enrolment.h"
#include "app/shell/certificates.h"
#include "tests/contract/own_certificate.h"
#include "tests/contract/rest_house.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::server::testing;

/// The terminal's side of tls-client-ca, against the real server.
class TerminalCertificates : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
    std::unique_ptr<OwnCertificate> m_server;
    std::unique_ptr<OwnCertificate> m_terminal;
    std::unique_ptr<House> m_house;

    std::unique_ptr<OwnCertificate> certificate(const char* folder, const char* name) {
        QDir(m_folder.path()).mkdir(folder);
        return std::make_unique<OwnCertificate>(m_folder.filePath(folder).toStdString(), name);
    }
    auto enrol() {
        QNetworkAccessManager network;
        const QUrl url("https://localhost:" + QString::number(m_house->node->port()));
        return net::enrol(network, url, QString::fromStdString(m_house->code()),
                          crypto::KeyPair::generate().publicKey());
    }
    shell::Options options() const {
        shell::Options options;
        options.tlsAuthorities = QString::fromStdString(m_server->certificate);
        return options;
    }

private slots:
    void initTestCase() {
        m_server = certificate("server", "localhost");
        m_terminal = certificate("terminal", "counter-1");
        m_house = std::make_unique<House>([this](server::NodeOptions& node) {
            node.edge.tls =
                edge::TlsFiles{m_server->certificate, m_server->key, m_terminal->certificate};
        });
    }
    void cleanup() { QSslConfiguration::setDefaultConfiguration(m_before); }

    void aServerThatNobodyVouchesForIsNotTrusted() {
        const auto enrolled = enrol();
        QVERIFY(!enrolled.ok());
        QVERIFY(enrolled.error() == net::EnrolmentFailure::Unreachable);
    }

    void withoutACertificateItIsNotTakenIn() {
        QVERIFY(shell::useCertificates(options()).ok());
        QVERIFY(!enrol().ok());
    }

    void withOneItIs() {
        auto with = options();
        with.tlsCertificate = QString::fromStdString(m_terminal->certificate);
        with.tlsKey = QString::fromStdString(m_terminal->key);
        QVERIFY(shell::useCertificates(with).ok());
        const auto enrolled = enrol();
        QVERIFY(enrolled.ok());
        QVERIFY(!enrolled->terminal.isNull());
    }

    void aFileThatIsNoneIsNamed() {
        auto with = options();
        with.tlsCertificate = QString::fromStdString(m_terminal->key); // mixed up
        with.tlsKey = QString::fromStdString(m_terminal->certificate);
        const auto used = shell::useCertificates(with);
        QVERIFY(!used.ok());
        QVERIFY(used.error().contains("key.pem"));
    }
};

QTEST_GUILESS_MAIN(TerminalCertificates)
#include "terminal_certificates_test.moc"
