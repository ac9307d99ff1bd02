#include "tests/contract/mail_server.h"

namespace foyer::server::testing {

MailServer::MailServer(const QStringList& options) {
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // Debian's own, which has the packages that Debian installs.
    m_process.start("/usr/bin/python3", QStringList{qEnvironmentVariable("FOYER_SOURCE_DIR") +
                                                    "/tests/contract/smtp_server.py"} +
                                            options);
    m_port = static_cast<std::uint16_t>(line().toUInt());
    CHECK(m_port != 0);
}

MailServer::~MailServer() {
    m_process.closeWriteChannel();
    m_process.waitForFinished();
}

gateways::SmtpOptions MailServer::options() const {
    gateways::SmtpOptions options;
    options.host = "127.0.0.1";
    options.port = m_port;
    options.security = gateways::SmtpSecurity::None;
    options.from = "tickets@example.com";
    options.fromName = "Lichtburg Köln";
    return options;
}

QJsonObject MailServer::mailTo(const QString& address) {
    for (;;) {
        auto next = mail();
        CHECK(!next.isEmpty());
        if (next["to"].toArray().contains(address))
            return next;
    }
}

QByteArray MailServer::line() {
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(20'000))
            return {};
    return m_process.readLine().trimmed();
}

} // namespace foyer::server::testing
