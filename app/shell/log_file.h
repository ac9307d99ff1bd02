#pragma once

#include <QByteArray>
#include <QFile>
#include <QMutex>
#include <QString>

namespace foyer::shell {

/// The log of a terminal: what qInfo and its like say goes to the file "foyer.log" of its data
/// folder, and to stderr as before. When the file is full it becomes "foyer.log.1", in place of the
/// one before. Whoever says something keeps secrets, names and payloads out of it: the latest lines
/// go into the bundle of --diagnostics. One at a time; the lines may come from any thread.
class LogFile final {
public:
    static constexpr qint64 kMostBytes = 1024 * 1024; // of each of the two files

    /// A folder that cannot be written, or a disk that is full, only costs the log.
    explicit LogFile(const QString& folder);
    ~LogFile();
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    /// Adds one line, with the moment before it.
    void write(const QString& line);

    /// The latest whole lines of the log in `folder`, at most `most` bytes.
    static QByteArray tail(const QString& folder, qsizetype most);

private:
    static void take(QtMsgType type, const QMessageLogContext& context, const QString& text);
    void rotate();

    QMutex m_lock;
    QFile m_file;
    QtMessageHandler m_former = nullptr;
};

} // namespace foyer::shell
