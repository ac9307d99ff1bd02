// links: server_main contract_house contract_own_certificate
#include "tests/contract/own_certificate.h"
#include "tests/contract/rest_house.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <openssl/ssl.h>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

/// One request over TLS; status 0 when the server would not have us.
int statusOf(std::uint16_t port, const OwnCertificate* shown, const std::string& request) {
    RawClient client(port);
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(
        SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    if (shown) {
        CHECK(SSL_CTX_use_certificate_file(context.get(), shown->certificate.c_str(),
                                           SSL_FILETYPE_PEM) == 1);
        CHECK(SSL_CTX_use_PrivateKey_file(context.get(), shown->key.c_str(), SSL_FILETYPE_PEM) ==
              1);
    }
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
    SSL_set_fd(ssl.get(), client.fd());
    if (SSL_connect(ssl.get()) != 1)
        return 0;
    if (SSL_write(ssl.get(), request.data(), static_cast<int>(request.size())) <= 0)
        return 0;
    char answer[4096];
    const int size = SSL_read(ssl.get(), answer, sizeof answer);
    return size < 12 ? 0 : std::stoi(std::string(answer + 9, 3));
}

} // namespace

/// tls-client-ca: only who shows a certificate of the house is a terminal.
class RestCertificates : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<OwnCertificate> m_server;
    std::unique_ptr<OwnCertificate> m_terminal;
    std::unique_ptr<OwnCertificate> m_stranger;
    std::unique_ptr<House> m_house;

    std::unique_ptr<OwnCertificate> certificate(const char* name) {
        QDir(m_folder.path()).mkdir(name);
        return std::make_unique<OwnCertificate>(m_folder.filePath(name).toStdString(), name);
    }
    int ask(const OwnCertificate* shown, const std::string& method, const std::string& target,
            const std::string& body = {}, const Extra& extra = {}) {
        return statusOf(m_house->node->port(), shown, requestText(method, target, body, extra));
    }

private slots:
    void initTestCase() {
        m_server = certificate("server");
        m_terminal = certificate("terminal");
        m_stranger = certificate("stranger");
        m_house = std::make_unique<House>([this](NodeOptions& options) {
            options.edge.tls =
                edge::TlsFiles{m_server->certificate, m_server->key, m_terminal->certificate};
        });
    }

    void customersNeedNone() {
        QCOMPARE(ask(nullptr, "GET", "/v1/movies?limit=1"), 200);
        QCOMPARE(ask(m_terminal.get(), "GET", "/v1/movies?limit=1"), 200);
    }

    void aStrangersEndsTheHandshake() {
        QCOMPARE(ask(m_stranger.get(), "GET", "/v1/movies?limit=1"), 0);
    }

    void nobodyBecomesATerminalWithoutOne() {
        const auto key = crypto::KeyPair::generate();
        const auto body = wire::encodeEnrolRequest({m_house->code(), key.publicKey()});
        QCOMPARE(ask(nullptr, "POST", "/v1/terminals", body), 403);
        QCOMPARE(ask(m_terminal.get(), "POST", "/v1/terminals", body), 201);
        const std::string id = "018f3c2e-7a10-7000-8000-000000000001";
        QCOMPARE(ask(nullptr, "POST", "/v1/terminals/" + id + "/challenge", "{}"), 403);
        QCOMPARE(ask(m_terminal.get(), "POST", "/v1/terminals/" + id + "/challenge", "{}"), 200);
        QCOMPARE(ask(nullptr, "POST", "/v1/terminals/" + id + "/token", "{}"), 403);
        QCOMPARE(ask(m_terminal.get(), "POST", "/v1/terminals/" + id + "/token", "{}"), 400);
    }

    void aTokenThatWasStolenIsNothingElsewhere() {
        services::TerminalAuth gate(m_house->node->reader(), m_clock, m_random);
        gate.requireCertificates();
        const auto key = crypto::KeyPair::generate();
        std::promise<services::Caller> enrolled;
        m_house->node->enrolment().redeem(
            m_house->code(), key.publicKey(),
            [&](const services::Outcome<services::Enrolment::Redeemed>& redeemed) {
                enrolled.set_value({(*redeemed)->terminal, (*redeemed)->incarnation});
            });
        const auto caller = enrolled.get_future().get();
        const auto nonce = gate.challenge(caller.terminal);
        const auto granted =
            gate.redeem(caller, nonce,
                        key.sign(protocol::authText(caller.terminal, caller.incarnation, nonce)));
        QVERIFY(granted.ok() && granted->ok());
        QVERIFY(gate.callerOf((*granted)->text, true).has_value());
        QVERIFY(!gate.callerOf((*granted)->text, false).has_value());
    }

    void theSameHouseWithoutTheSettingNeedsNone() {
        House open([this](NodeOptions& options) {
            options.edge.tls = edge::TlsFiles{m_server->certificate, m_server->key, {}};
        });
        const std::string id = "018f3c2e-7a10-7000-8000-000000000001";
        QCOMPARE(statusOf(open.node->port(), nullptr,
                          requestText("POST", "/v1/terminals/" + id + "/challenge", "{}", {})),
                 200);
    }

private:
    SystemClock m_clock;
    crypto::SystemRandom m_random;
};

QTEST_GUILESS_MAIN(RestCertificates)
#include "rest_certificates_test.moc"
