#include "app/shell/identity.h"

#include "app/net/enrolment.h"
#include "shared/crypto/key_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QSaveFile>

namespace foyer::shell {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Identity", text);
}

std::optional<core::Identity> readIdentity(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto terminal =
        TerminalId::parse(object.value(QLatin1String("terminal")).toString().toStdString());
    const int incarnation = object.value(QLatin1String("incarnation")).toInt();
    if (!terminal || incarnation < 1)
        return {};
    return core::Identity{*terminal, Incarnation{incarnation},
                          object.value(QLatin1String("name")).toString().toStdString()};
}

bool writeIdentity(const QString& path, const core::Identity& identity) {
    const QJsonObject object{
        {QStringLiteral("terminal"), QString::fromStdString(identity.terminal.toString())},
        {QStringLiteral("incarnation"), identity.incarnation.value},
        {QStringLiteral("name"), QString::fromStdString(identity.name)}};
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(object).toJson()) > 0 &&
           file.commit();
}

Result<crypto::KeyPair, QString> loadOrMakeKey(const std::string& path) {
    auto known = crypto::readKeyFile(path);
    if (known)
        return std::move(known).value();
    if (known.error().kind != crypto::FileFailure::Kind::Missing)
        return Err{QString::fromStdString(known.error().message)};
    crypto::KeyPair fresh = crypto::KeyPair::generate();
    if (const auto written = crypto::writeKeyFile(path, fresh); !written)
        return Err{QString::fromStdString(written.error().message)};
    return fresh;
}

QString sentence(net::EnrolmentFailure failure, const QUrl& server) {
    switch (failure) {
    case net::EnrolmentFailure::CodeRefused:
        return tr("The server does not accept this code. Codes serve once and for ten minutes: "
                  "run 'foyerd enrol' for a new one.");
    case net::EnrolmentFailure::Unreachable:
        return tr("No server answers at %1. Check that foyerd runs there; the code stays good for "
                  "ten minutes.")
            .arg(server.toString());
    case net::EnrolmentFailure::NotUnderstood:
        return tr("What answers at %1 is not a Foyer server of this version.")
            .arg(server.toString());
    }
    CHECK(false);
}

} // namespace

Result<Device, QString> loadOrEnrol(const QString& folder, const QUrl& server,
                                    const QString& code) {
    const QDir dir(folder);
    if (!dir.mkpath(QStringLiteral(".")))
        return Err{tr("The folder %1 cannot be written. Name another with --data.").arg(folder)};
    auto key = loadOrMakeKey(dir.filePath(QStringLiteral("terminal.key")).toStdString());
    if (!key)
        return Err{key.error()};
    const QString path = dir.filePath(QStringLiteral("identity.json"));
    if (const auto known = readIdentity(path)) {
        // A second enrolment would leave this disk's journal under a name nobody signs for.
        if (!code.isEmpty())
            return Err{tr("This terminal is enrolled already. Start it without --enrol.")};
        return Device{std::move(key).value(), *known};
    }
    if (code.isEmpty())
        return Err{tr("This terminal is not enrolled. Run 'foyerd enrol' on the server and start "
                      "again with --enrol CODE.")};
    QNetworkAccessManager network;
    const auto enrolled = net::enrol(network, server, code, key->publicKey());
    if (!enrolled)
        return Err{sentence(enrolled.error(), server)};
    const core::Identity identity{enrolled->terminal, enrolled->incarnation,
                                  enrolled->name.toStdString()};
    if (!writeIdentity(path, identity))
        return Err{tr("%1 cannot be written: check the disk, then enrol again.").arg(path)};
    return Device{std::move(key).value(), identity};
}

} // namespace foyer::shell
