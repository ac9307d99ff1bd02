#include "app/shell/log_file.h"

#include "shared/base/check.h"

#include <QDateTime>
#include <QDir>

#include <algorithm>
#include <atomic>
#include <cstdio>

namespace foyer::shell {

namespace {

const auto kName = QStringLiteral("foyer.log");
const auto kFormer = QStringLiteral(".1");

/// Qt's handler is a function: it finds the log here.
std::atomic<LogFile*> g_log{nullptr};

char letterOf(QtMsgType type) {
    switch (type) {
    case QtDebugMsg:
        return 'D';
    case QtInfoMsg:
        return 'I';
    case QtWarningMsg:
        return 'W';
    case QtCriticalMsg:
        return 'C';
    case QtFatalMsg:
        return 'F';
    }
    CHECK(false);
}

QByteArray lastBytes(const QString& path, qsizetype most) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - most));
    return file.readAll();
}

} // namespace

LogFile::LogFile(const QString& folder) : m_file(QDir(folder).filePath(kName)) {
    // Whoever shares this machine does not read what happened at this counter.
    if (m_file.open(QIODevice::Append | QIODevice::Unbuffered))
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    CHECK(!g_log.exchange(this));
    m_former = qInstallMessageHandler(&LogFile::take);
}

LogFile::~LogFile() {
    qInstallMessageHandler(m_former);
    g_log = nullptr;
}

void LogFile::take(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    std::fprintf(stderr, "%s\n", qUtf8Printable(qFormatLogMessage(type, context, text)));
    if (LogFile* log = g_log)
        log->write(QString(QLatin1Char(letterOf(type))) + QLatin1Char(' ') + text);
}

void LogFile::write(const QString& line) {
    const QString one = QString(line).replace(QLatin1Char('\n'), QLatin1Char(' '));
    const QByteArray bytes =
        (QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs) + QLatin1Char(' ') + one)
            .toUtf8() +
        '\n';
    const QMutexLocker guard(&m_lock);
    if (!m_file.isOpen())
        return;
    if (m_file.size() + bytes.size() > kMostBytes)
        rotate();
    m_file.write(bytes);
}

void LogFile::rotate() {
    const QString path = m_file.fileName();
    m_file.close();
    QFile::remove(path + kFormer);
    QFile::rename(path, path + kFormer);
    m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered);
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QByteArray LogFile::tail(const QString& folder, qsizetype most) {
    const QString path = QDir(folder).filePath(kName);
    // One byte more tells whether the first line is whole.
    const QByteArray found = lastBytes(path + kFormer, most + 1) + lastBytes(path, most + 1);
    if (found.size() <= most)
        return found;
    const QByteArray last = found.last(most + 1);
    return last.mid(last.indexOf('\n') + 1);
}

} // namespace foyer::shell
