#include "app/shell/identity.h"

#include "app/net/enrolment.h"
#include "shared/base/bytes.h"
#include "shared/crypto/key_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QSaveFile>

namespace foyer::shell {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Identity", text);
}

/// The file of the key that a life signs with.
struct LifeFile {
    Incarnation life;
    QString keyFile;
};

/// Who the device is, and the files of the keys that prove it.
struct Known {
    core::Identity identity;
    QString keyFile;
    std::vector<LifeFile> former; // ascending
};

const auto kIdentity = QStringLiteral("identity.json");
const auto kFirstKey = QStringLiteral("terminal.key");
/// Until the server has said which life it is for.
const auto kNextKey = QStringLiteral("terminal-next.key");

/// A file name and nothing else: this file must not lead out of the folder.
QString keyFileIn(const QJsonObject& object) {
    return QFileInfo(object.value(QLatin1String("key")).toString(kFirstKey)).fileName();
}

std::vector<LifeFile> readFormer(const QJsonObject& object, Incarnation before) {
    std::vector<LifeFile> former;
    for (const auto& item : object.value(QLatin1String("former")).toArray()) {
        const QJsonObject row = item.toObject();
        const Incarnation life{row.value(QLatin1String("incarnation")).toInt()};
        const bool isNext = former.empty() || former.back().life < life;
        if (life.value >= 1 && life < before && isNext)
            former.push_back({life, keyFileIn(row)});
    }
    return former;
}

Hash hashFrom(const QString& text) {
    Hash hash{};
    if (const auto bytes = fromHex(text.toStdString()); bytes && bytes->size() == hash.size())
        std::copy(bytes->begin(), bytes->end(), hash.begin());
    return hash;
}

std::optional<std::vector<protocol::KnownJournal>> readJournals(const QJsonObject& object) {
    const auto value = object.value(QLatin1String("journals"));
    if (!value.isArray())
        return {};
    std::vector<protocol::KnownJournal> journals;
    for (const auto& item : value.toArray()) {
        const QJsonObject row = item.toObject();
        journals.push_back({Incarnation{row.value(QLatin1String("incarnation")).toInt()},
                            Seq{row.value(QLatin1String("last")).toInteger()},
                            hashFrom(row.value(QLatin1String("hash")).toString())});
    }
    return journals;
}

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
    return Known{
        core::Identity{.terminal = *terminal,
                       .incarnation = Incarnation{incarnation},
                       .name = object.value(QLatin1String("name")).toString().toStdString(),
                       .journals = readJournals(object)},
        keyFileIn(object), readFormer(object, Incarnation{incarnation})};
}

bool writeIdentity(const QString& path, const Known& known) {
    const core::Identity& identity = known.identity;
    QJsonObject object{
        {QStringLiteral("terminal"), QString::fromStdString(identity.terminal.toString())},
        {QStringLiteral("incarnation"), identity.incarnation.value},
        {QStringLiteral("name"), QString::fromStdString(identity.name)},
        {QStringLiteral("key"), known.keyFile}};
    QJsonArray former;
    for (const LifeFile& each : known.former)
        former.append(QJsonObject{{QStringLiteral("incarnation"), each.life.value},
                                  {QStringLiteral("key"), each.keyFile}});
    object.insert(QStringLiteral("former"), former);
    if (identity.journals) {
        QJsonArray journals;
        for (const auto& each : *identity.journals)
            journals.append(
                QJsonObject{{QStringLiteral("incarnation"), each.life.value},
                            {QStringLiteral("last"), qint64(each.last.value)},
                            {QStringLiteral("hash"), QString::fromStdString(toHex(each.hash))}});
        object.insert(QStringLiteral("journals"), journals);
    }
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

/// What the server may have forgotten of this folder's lives. One whose key is gone proves nothing.
protocol::FormerLives livesOf(const QDir& dir, const Known& known) {
    std::vector<LifeFile> files = known.former;
    files.push_back({known.identity.incarnation, known.keyFile});
    protocol::FormerLives lives{known.identity.terminal, {}};
    for (const LifeFile& each : files)
        if (const auto key = crypto::readKeyFile(dir.filePath(each.keyFile).toStdString()))
            lives.lives.push_back({each.life, key->publicKey()});
    if (lives.lives.size() > protocol::kMostFormerLives)
        lives.lives.erase(lives.lives.begin(),
                          lives.lives.end() - qsizetype(protocol::kMostFormerLives));
    return lives;
}

std::optional<protocol::FormerLives> toldOf(const QDir& dir, const std::optional<Known>& former) {
    if (!former)
        return {};
    auto lives = livesOf(dir, *former);
    return lives.lives.empty() ? std::nullopt : std::optional(std::move(lives));
}

/// Redeems the code for a new key and makes that this folder's identity.
Result<Device, QString> enrolIn(const QDir& dir, const std::optional<Known>& former,
                                const QUrl& server, const QString& code) {
    const QString nextKey = dir.filePath(former ? kNextKey : kFirstKey);
    auto key = loadOrMakeKey(nextKey.toStdString());
    if (!key)
        return Err{key.error()};
    QNetworkAccessManager network;
    const auto enrolled = net::enrol(network, server, code, key->publicKey(), toldOf(dir, former));
    if (!enrolled)
        return Err{sentence(enrolled.error(), server)};
    Known known{{.terminal = enrolled->terminal,
                 .incarnation = enrolled->incarnation,
                 .name = enrolled->name.toStdString(),
                 .journals = enrolled->journals},
                kFirstKey,
                {}};
    if (former) {
        // The journal in this folder is of one terminal; under another name nobody could judge it.
        if (former->identity.terminal != enrolled->terminal) {
            QFile::remove(nextKey); // it stands for that other terminal now
            return Err{tr("That code is for another terminal; nothing was changed here. For a code "
                          "for this one run 'foyerd enrol --terminal %1'.")
                           .arg(QString::fromStdString(former->identity.terminal.toString()))};
        }
        known.keyFile = QStringLiteral("terminal-%1.key").arg(enrolled->incarnation.value);
        known.former = former->former;
        known.former.push_back({former->identity.incarnation, former->keyFile});
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
