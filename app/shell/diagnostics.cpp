#include "app/shell/diagnostics.h"

#include "app/shell/log_file.h"
#include "app/store/diagnosis.h"
#include "shared/protocol/entry.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QSysInfo>

#include <cstdio>
#include <numeric>

namespace foyer::shell {

namespace {

constexpr int kTarBlock = 512; // POSIX.1-1988 (ustar)
constexpr qsizetype kLogBytes = 256 * 1024;

QString tr(const char* text) {
    return QCoreApplication::translate("Diagnostics", text);
}

void put(QByteArray& header, int at, const QByteArray& field) {
    header.replace(at, field.size(), field);
}

QByteArray octal(qint64 value, int width) {
    return QByteArray::number(value, 8).rightJustified(width, '0');
}

/// One file of the archive: its header, its bytes, filled up to whole blocks.
QByteArray tarEntry(const QByteArray& name, const QByteArray& content) {
    QByteArray header(kTarBlock, '\0');
    put(header, 0, name);
    put(header, 100, "0000600");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, octal(content.size(), 11));
    put(header, 136, octal(QDateTime::currentSecsSinceEpoch(), 11));
    put(header, 148, "        "); // the sum counts its own field as spaces
    put(header, 156, "0");
    put(header, 257, QByteArray("ustar\0", 6) + "00");
    const int sum = std::accumulate(header.begin(), header.end(), 0, [](int total, char byte) {
        return total + static_cast<unsigned char>(byte);
    });
    put(header, 148, octal(sum, 6) + QByteArray("\0 ", 2));
    const auto rest = content.size() % kTarBlock;
    return header + content + QByteArray(rest ? kTarBlock - rest : 0, '\0');
}

QByteArray versions() {
    return QStringLiteral("foyer %1\njournal_schema %2\nqt %3\nsystem %4\nkernel %5 %6\n")
        .arg(QCoreApplication::applicationVersion())
        .arg(protocol::kJournalSchema)
        .arg(QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(),
             QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture())
        .toUtf8();
}

/// Without the one-time code, and without what an address may carry of a name and password.
QByteArray settings(const Options& options) {
    return QStringLiteral("mode %1\nserver %2\nprinter %3\nlocale %4\nsize %5x%6\nfull_screen %7\n")
        .arg(options.mode,
             options.server.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery |
                                     QUrl::RemoveFragment),
             options.printer.section(QLatin1Char(':'), 0, 0), options.locale.name())
        .arg(options.width)
        .arg(options.height)
        .arg(options.fullScreen)
        .toUtf8();
}

/// Names and sizes: a journal that cannot grow shows here.
QByteArray folder(const Options& options) {
    QByteArray text;
    const auto files = QDir(options.dataFolder).entryInfoList(QDir::Files, QDir::Name);
    for (const QFileInfo& file : files)
        text += file.fileName().toUtf8() + ' ' + QByteArray::number(file.size()) + '\n';
    return text;
}

} // namespace

Result<Done, QString> writeDiagnostics(const Options& options, const QString& path) {
    const QString database = QDir(options.dataFolder).filePath(QStringLiteral("terminal.db"));
    const auto found = store::diagnose(database.toStdString());
    if (!found)
        return Err{
            tr("%1 cannot be read: %2").arg(database, QString::fromStdString(found.error()))};
    const auto bytes = [](const std::string& text) { return QByteArray::fromStdString(text); };
    QByteArray archive = tarEntry("versions.txt", versions());
    archive += tarEntry("settings.txt", settings(options));
    archive += tarEntry("folder.txt", folder(options));
    archive += tarEntry("state.txt", bytes(found->state));
    archive += tarEntry("counts.txt", bytes(found->counts));
    archive += tarEntry("journal.txt", bytes(found->journal));
    archive += tarEntry("log.txt", LogFile::tail(options.dataFolder, kLogBytes));
    archive += QByteArray(2 * kTarBlock, '\0');
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(archive) != archive.size() || !file.commit())
        return Err{tr("%1 cannot be written: %2").arg(path, file.errorString())};
    return Done{};
}

} // namespace foyer::shell
