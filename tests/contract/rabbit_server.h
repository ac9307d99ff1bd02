#pragma once

// A real RabbitMQ of a test's own: in a folder of its own, on free ports of loopback, one of them
// under TLS, with an epmd of its own. It takes seconds to start.

#include "server/gateways/amqp.h"
#include "shared/base/check.h"
#include "tests/contract/own_certificate.h"

#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <csignal>

#include <sys/prctl.h>

namespace foyer::server::testing {

class RabbitServer {
public:
    RabbitServer();
    ~RabbitServer();

    void start();
    void stop();

    gateways::AmqpOptions options() const;
    /// Under TLS, with trust in its certificate, which is localhost's.
    gateways::AmqpOptions secureOptions() const;

private:
    static std::uint16_t freePort();

    /// Whatever the test ends by, even a time limit.
    static void endWithTest(QProcess& process);

    void configure() const;
    QProcessEnvironment environment() const;

    bool isReachableSoon();

    QTemporaryDir m_folder;
    OwnCertificate m_certificate{m_folder.path().toStdString(), "localhost"};
    std::uint16_t m_port;
    std::uint16_t m_securePort;
    std::uint16_t m_epmdPort;
    std::uint16_t m_distPort;
    QProcess m_epmd;
    QProcess m_broker;
};

} // namespace foyer::server::testing
