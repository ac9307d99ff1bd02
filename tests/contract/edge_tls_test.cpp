// links: server_edge contract_edge_client

#include "tests/contract/edge_client.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <cstdio>
#include <memory>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace foyer;
using namespace foyer::edge;
using namespace foyer::edge::testing;

namespace {

struct FileClose {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Writes a self-signed certificate for 127.0.0.1 and its key into `folder`.
TlsFiles makeCertificate(const QString& folder) {
    const TlsFiles files{(folder + "/cert.pem").toStdString(), (folder + "/key.pem").toStdString()};
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("foyer"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    const std::unique_ptr<std::FILE, FileClose> certFile(
        std::fopen(files.certificate.c_str(), "w"));
    const std::unique_ptr<std::FILE, FileClose> keyFile(std::fopen(files.key.c_str(), "w"));
    PEM_write_X509(certFile.get(), certificate);
    PEM_write_PrivateKey(keyFile.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return files;
}

/// A client that speaks TLS over a RawClient's socket, blocking.
class TlsClient {
public:
    explicit TlsClient(std::uint16_t port, int maxVersion = 0)
        : m_raw(port)
        , m_context(SSL_CTX_new(TLS_client_method()))
        , m_ssl((SSL_CTX_set_max_proto_version(m_context, maxVersion),
                 SSL_CTX_set_min_proto_version(m_context, TLS1_VERSION),
                 SSL_CTX_set_cipher_list(m_context, "ALL:@SECLEVEL=0"), SSL_new(m_context))) {
        SSL_set_fd(m_ssl, m_raw.fd());
        static constexpr unsigned char kOffer[] = "\x02h2\x08http/1.1";
        SSL_set_alpn_protos(m_ssl, kOffer, sizeof kOffer - 1);
        ERR_clear_error();
        m_connected = SSL_connect(m_ssl) == 1;
        m_reason = ERR_GET_REASON(ERR_peek_error());
    }
    ~TlsClient() {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
    }
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    bool connected() const { return m_connected; }
    /// What OpenSSL says of a connection that failed.
    int reason() const { return m_reason; }
    std::string version() const { return SSL_get_version(m_ssl); }
    std::string protocol() const {
        const unsigned char* name = nullptr;
        unsigned size = 0;
        SSL_get0_alpn_selected(m_ssl, &name, &size);
        return {reinterpret_cast<const char*>(name), size};
    }
    bool send(std::string_view bytes) {
        return SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size())) ==
               static_cast<int>(bytes.size());
    }
    /// Reads until `text` has been seen or the stream ends.
    std::string readThrough(std::string_view text) {
        std::string all;
        char buffer[16 * 1024];
        while (all.find(text) == all.npos) {
            const int count = SSL_read(m_ssl, buffer, sizeof buffer);
            if (count <= 0)
                break;
            all.append(buffer, static_cast<std::size_t>(count));
        }
        return all;
    }
    bool ended() {
        char byte = 0;
        const int count = SSL_read(m_ssl, &byte, 1);
        return count <= 0 && SSL_get_error(m_ssl, count) == SSL_ERROR_ZERO_RETURN;
    }

private:
    RawClient m_raw;
    SSL_CTX* m_context;
    SSL* m_ssl;
    bool m_connected = false;
    int m_reason = 0;
};

} // namespace

class EdgeTlsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_files = makeCertificate(m_folder.path());
        Options options{.maxBodyBytes = 8'000'000, .headTimeout = Milliseconds{300}};
        options.tls = m_files;
        m_server = std::make_unique<Server>(options, [](Request request, ResponderPtr responder) {
            Response response = echo(request);
            response.headers.emplace_back("X-Secure", request.secure ? "yes" : "no");
            responder->send(std::move(response));
        });
        QVERIFY(m_server->start().ok());
    }
    void cleanupTestCase() { m_server.reset(); }

    void aRequestTravelsThereAndBack_data();
    void aRequestTravelsThereAndBack();
    void oldVersionsAreRefused();
    void largeBodiesAndPipelinesTravelWhole();
    void closingSendsACloseNotify();
    void plainHttpOnATlsPortHarmsNobody();
    void aHandshakeThatNeverComesIsClosed();
    void badFilesAreRefusedInWords();

private:
    QTemporaryDir m_folder;
    TlsFiles m_files;
    std::unique_ptr<Server> m_server;
};

void EdgeTlsTest::aRequestTravelsThereAndBack_data() {
    QTest::addColumn<int>("maxVersion");
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("TLS 1.3") << 0 << QByteArray("TLSv1.3");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION << QByteArray("TLSv1.2");
}

void EdgeTlsTest::aRequestTravelsThereAndBack() {
    QFETCH(int, maxVersion);
    QFETCH(QByteArray, version);
    TlsClient client(m_server->port(), maxVersion);
    QVERIFY(client.connected());
    QCOMPARE(client.version(), version.toStdString());
    QCOMPARE(client.protocol(), std::string("http/1.1"));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.send(get("/secret")));
        const std::string answer = client.readThrough("/secret\n\n");
        QVERIFY(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.find("X-Secure: yes\r\n") != answer.npos);
    }
}

void EdgeTlsTest::oldVersionsAreRefused() {
    TlsClient client(m_server->port(), TLS1_1_VERSION);
    QVERIFY(!client.connected());
    QCOMPARE(client.reason(), SSL_R_TLSV1_ALERT_PROTOCOL_VERSION);
}

void EdgeTlsTest::largeBodiesAndPipelinesTravelWhole() {
    TlsClient client(m_server->port());
    QVERIFY(client.connected());
    const std::string body(3'000'000, 'b');
    QVERIFY(client.send("POST /large HTTP/1.1\r\nHost: f\r\nContent-Length: 3000000\r\n\r\n" +
                        body + get("/after")));
    const std::string answer = client.readThrough("/after\n\n");
    QVERIFY(answer.find("/large\n\n" + body + "HTTP/1.1 200 OK") != answer.npos);
}

void EdgeTlsTest::closingSendsACloseNotify() {
    TlsClient client(m_server->port());
    QVERIFY(client.connected());
    QVERIFY(client.send("GET /bye HTTP/1.1\r\nHost: f\r\nConnection: close\r\n\r\n"));
    QVERIFY(client.readThrough("/bye\n\n").find("Connection: close") != std::string::npos);
    QVERIFY(client.ended());
}

void EdgeTlsTest::plainHttpOnATlsPortHarmsNobody() {
    RawClient plain(m_server->port());
    QVERIFY(plain.send(get("/")));
    QVERIFY(plain.takeAll().find("HTTP/1.1") == std::string::npos);
    TlsClient client(m_server->port());
    QVERIFY(client.connected());
}

void EdgeTlsTest::aHandshakeThatNeverComesIsClosed() {
    RawClient mute(m_server->port());
    QVERIFY(mute.ended());
}

void EdgeTlsTest::badFilesAreRefusedInWords() {
    Options options;
    options.tls = TlsFiles{m_files.certificate, "/nowhere/key.pem"};
    Server keyless(options, echoHandler);
    const auto first = keyless.start();
    QVERIFY(!first.ok());
    QVERIFY(first.error().message.find("/nowhere/key.pem") != std::string::npos);
    options.tls = TlsFiles{m_files.key, m_files.key};
    Server confused(options, echoHandler);
    QVERIFY(!confused.start().ok());
}

QTEST_GUILESS_MAIN(EdgeTlsTest)
#include "edge_tls_test.moc"
