#pragma once

// A real mail server of a test's own, and what came to it.

#include "server/gateways/smtp.h"
#include "shared/base/check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace foyer::server::testing {

class MailServer {
public:
    explicit MailServer(const QStringList& options = {}) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        // Debian's own, which has the packages that Debian installs.
        m_process.start("/usr/bin/python3", QStringList{qEnvironmentVariable("FOYER_SOURCE_DIR") +
                                                        "/tests/contract/smtp_server.py"} +
                                                options);
        m_port = static_cast<std::uint16_t>(line().toUInt());
        CHECK(m_port != 0);
    }
    ~MailServer() {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    /// How to reach it without TLS, as a relay on this machine.
    gateways::SmtpOptions options() const {
        gateways::SmtpOptions options;
        options.host = "127.0.0.1";
        options.port = m_port;
        options.security = gateways::SmtpSecurity::None;
        options.from = "tickets@example.com";
        options.fromName = "Lichtburg Köln";
        return options;
    }

    /// The next mail, waited for.
    QJsonObject mail() { return QJsonDocument::fromJson(line()).object(); }
    /// The next mail to that address; others before it are passed over.
    QJsonObject mailTo(const QString& address) {
        for (;;) {
            auto next = mail();
            CHECK(!next.isEmpty());
            if (next["to"].toArray().contains(address))
                return next;
        }
    }

private:
    QByteArray line() {
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(20'000))
                return {};
        return m_process.readLine().trimmed();
    }

    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace foyer::server::testing
