#include "app/shell/certificates.h"

#include <QCoreApplication>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace foyer::shell {

namespace {

Err<QString> cannotUse(const QString& path) {
    return Err{QCoreApplication::translate("Certificates",
                                           "%1 cannot be used: it must be a PEM file that this "
                                           "user may read.")
                   .arg(path)};
}

QSslKey keyIn(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray pem = file.readAll();
    const QSslKey curve(pem, QSsl::Ec);
    return curve.isNull() ? QSslKey(pem, QSsl::Rsa) : curve;
}

} // namespace

Result<Done, QString> useCertificates(const Options& options) {
    auto configuration = QSslConfiguration::defaultConfiguration();
    if (!options.tlsAuthorities.isEmpty()) {
        const auto authorities = QSslCertificate::fromPath(options.tlsAuthorities);
        if (authorities.isEmpty())
            return cannotUse(options.tlsAuthorities);
        configuration.setCaCertificates(authorities);
    }
    if (!options.tlsCertificate.isEmpty()) {
        const auto chain = QSslCertificate::fromPath(options.tlsCertificate);
        if (chain.isEmpty())
            return cannotUse(options.tlsCertificate);
        const QSslKey key = keyIn(options.tlsKey);
        if (key.isNull())
            return cannotUse(options.tlsKey);
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(key);
    }
    QSslConfiguration::setDefaultConfiguration(configuration);
    return Done{};
}

} // namespace foyer::shell
