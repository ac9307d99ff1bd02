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
    explicit MailServer(const QStringList& options = {});
    ~MailServer();

    /// How to reach it without TLS, as a relay on this machine.
    gateways::SmtpOptions options() const;

    /// The next mail, waited for.
    QJsonObject mail() { return QJsonDocument::fromJson(line()).object(); }
    /// The next mail to that address; others before it are passed over.
    QJsonObject mailTo(const QString& address);

private:
    QByteArray line();

    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace foyer::server::testing
