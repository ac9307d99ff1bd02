#include "app/shell/identity.h"

#include "app/net/enrolment.h"
#include "shared/crypto/key_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QSaveFile>

namespace foyer::shell {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Identity", text);
}

/// Who the device is, and the file of the key that proves it.
struct Known {
    core::Identity identity;
    QString keyFile;
};

const auto kIdentity = QStringLiteral("identity.json");
const auto kFirstKey = QStringLiteral("terminal.key");
/// Until the server has said which life it is for.
const auto kNextKey = QStringLiteral("terminal-next.key");

std::optional<Known> readIdentity(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto terminal =
        TerminalId::parse(object.value(QLatin1String("terminal")).toString().toStdString());
    const int incarnation = object.value(QLatin1String("incarnation")).toInt();
    if (!terminal || incarnation < 1)
        return {};
    // A file name and nothing else: this file must not lead out of the folder.
    const QString key =
        QFileInfo(object.value(QLatin1String("key")).toString(kFirstKey)).fileName();
    return Known{core::Identity{*terminal, Incarnation{incarnation},
                                object.value(QLatin1String("name")).toString().toStdString()},
                 key};
}

bool writeIdentity(const QString& path, const Known& known) {
    const core::Identity& identity = known.identity;
    const QJsonObject object{
        {QStringLiteral("terminal"), QString::fromStdString(identity.terminal.toString())},
        {QStringLiteral("incarnation"), identity.incarnation.value},
        {QStringLiteral("name"), QString::fromStdString(identity.name)},
        {QStringLiteral("key"), known.keyFile}};
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

/// Redeems the code for a new key and makes that this folder's identity.
Result<Device, QString> enrolIn(const QDir& dir, const std::optional<Known>& former,
                                const QUrl& server, const QString& code) {
    const QString nextKey = dir.filePath(former ? kNextKey : kFirstKey);
    auto key = loadOrMakeKey(nextKey.toStdString());
    if (!key)
        return Err{key.error()};
    QNetworkAccessManager network;
    const auto enrolled = net::enrol(network, server, code, key->publicKey());
    if (!enrolled)
        return Err{sentence(enrolled.error(), server)};
    Known known{{enrolled->terminal, enrolled->incarnation, enrolled->name.toStdString()},
                kFirstKey};
    if (former) {
        // The journal in this folder is of one terminal; under another name nobody could judge it.
        if (former->identity.terminal != enrolled->terminal) {
            QFile::remove(nextKey); // it stands for that other terminal now
            return Err{tr("That code is for another terminal; nothing was changed here. For a code "
                          "for this one run 'foyerd enrol --terminal %1'.")
                           .arg(QString::fromStdString(former->identity.terminal.toString()))};
        }
        known.keyFile = QStringLiteral("terminal-%1.key").arg(enrolled->incarnation.value);
        const auto written = crypto::writeKeyFile(dir.filePath(known.keyFile).toStdString(), *key);
        if (!written && written.error().kind != crypto::FileFailure::Kind::Exists)
            return Err{QString::fromStdString(written.error().message)};
    }
    const QString path = dir.filePath(kIdentity);
    if (!writeIdentity(path, known))
        return Err{tr("%1 cannot be written: check the disk, then enrol again.").arg(path)};
    if (former)
        QFile::remove(nextKey);
    return Device{std::move(key).value(), known.identity};
}

} // namespace

Result<Device, QString> loadOrEnrol(const QString& folder, const QUrl& server,
                                    const QString& code) {
    const QDir dir(folder);
    if (!dir.mkpath(QStringLiteral(".")))
        return Err{tr("The folder %1 cannot be written. Name another with --data.").arg(folder)};
    const auto known = readIdentity(dir.filePath(kIdentity));
    if (!code.isEmpty())
        return enrolIn(dir, known, server, code);
    if (!known)
        return Err{tr("This terminal is not enrolled. Run 'foyerd enrol' on the server and start "
                      "again with --enrol CODE.")};
    auto key = crypto::readKeyFile(dir.filePath(known->keyFile).toStdString());
    if (!key)
        return Err{QString::fromStdString(key.error().message)};
    return Device{std::move(key).value(), known->identity};
}

} // namespace foyer::shell
