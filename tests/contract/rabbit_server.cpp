#include "tests/contract/rabbit_server.h"

namespace foyer::server::testing {

RabbitServer::RabbitServer()
    : m_port(freePort()), m_securePort(freePort()), m_epmdPort(freePort()), m_distPort(freePort()) {
    configure();
    // In the foreground: the broker would leave one behind.
    endWithTest(m_epmd);
    m_epmd.start("epmd", {"-port", QString::number(m_epmdPort), "-address", "127.0.0.1"});
    CHECK(m_epmd.waitForStarted());
    start();
}

void RabbitServer::configure() const {
    const auto write = [this](const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        CHECK(file.open(QFile::WriteOnly) && file.write(text) == text.size());
    };
    write("plugins", "[].\n");
    write("rabbitmq.conf",
          "listeners.ssl.1 = 127.0.0.1:" + QByteArray::number(m_securePort) +
              "\nssl_options.certfile = " + QByteArray::fromStdString(m_certificate.certificate) +
              "\nssl_options.keyfile = " + QByteArray::fromStdString(m_certificate.key) +
              "\nssl_options.verify = verify_none\nssl_options.fail_if_no_peer_cert = false\n");
}

RabbitServer::~RabbitServer() {
    stop();
    m_epmd.kill();
    m_epmd.waitForFinished();
}

void RabbitServer::start() {
    m_broker.setProcessEnvironment(environment());
    m_broker.setStandardOutputFile(m_folder.filePath("out"));
    m_broker.setStandardErrorFile(m_folder.filePath("err"));
    endWithTest(m_broker);
    // Debian's wrapper in the PATH would become another user.
    m_broker.start("/usr/lib/rabbitmq/bin/rabbitmq-server", QStringList{});
    CHECK(m_broker.waitForStarted());
    CHECK(isReachableSoon());
}

void RabbitServer::stop() {
    if (m_broker.state() == QProcess::NotRunning)
        return;
    m_broker.terminate();
    if (!m_broker.waitForFinished(60'000)) {
        m_broker.kill();
        m_broker.waitForFinished();
    }
}

gateways::AmqpOptions RabbitServer::options() const {
    gateways::AmqpOptions options;
    options.host = "127.0.0.1";
    options.port = m_port;
    options.password = "guest";
    return options;
}

gateways::AmqpOptions RabbitServer::secureOptions() const {
    auto secure = options();
    secure.host = "localhost";
    secure.port = m_securePort;
    secure.isSecure = true;
    secure.authorities = m_certificate.certificate;
    return secure;
}

std::uint16_t RabbitServer::freePort() {
    QTcpServer server;
    CHECK(server.listen(QHostAddress::LocalHost));
    return server.serverPort();
}

void RabbitServer::endWithTest(QProcess& process) {
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

QProcessEnvironment RabbitServer::environment() const {
    auto all = QProcessEnvironment::systemEnvironment();
    const QString folder = m_folder.path();
    const auto number = [](std::uint16_t port) { return QString::number(port); };
    all.insert("HOME", folder); // of the cookie
    // The script becomes the broker, so that there is one process to end.
    all.insert("RUNNING_UNDER_SYSTEMD", "true");
    all.insert("ERL_EPMD_PORT", number(m_epmdPort));
    all.insert("ERL_EPMD_ADDRESS", "127.0.0.1");
    all.insert("RABBITMQ_NODENAME", "foyer" + number(m_port) + "@localhost");
    all.insert("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
    all.insert("RABBITMQ_NODE_PORT", number(m_port));
    all.insert("RABBITMQ_DIST_PORT", number(m_distPort));
    all.insert("RABBITMQ_MNESIA_BASE", folder + "/mnesia");
    all.insert("RABBITMQ_LOG_BASE", folder + "/log");
    all.insert("RABBITMQ_LOGS", "-");
    all.insert("RABBITMQ_ENABLED_PLUGINS_FILE", folder + "/plugins");
    all.insert("RABBITMQ_CONFIG_FILE", folder + "/rabbitmq");
    all.insert("RABBITMQ_PID_FILE", folder + "/pid");
    return all;
}

bool RabbitServer::isReachableSoon() {
    constexpr int kTries = 1200;
    for (int i = 0; i < kTries && m_broker.state() == QProcess::Running; ++i) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (socket.waitForConnected(100))
            return true;
        m_broker.waitForFinished(100); // passes the time, and ends early when it fails
    }
    return false;
}

} // namespace foyer::server::testing
