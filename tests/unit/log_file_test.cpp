// links: app_engine
#include "app/shell/log_file.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using foyer::shell::LogFile;

class LogFileTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsSaidIsInTheFileWithItsMoment() {
        {
            const LogFile log(m_folder->path());
            qInfo("the server is lost");
            qWarning("two\nlines");
        }
        qInfo("said to nobody");
        const QByteArrayList lines = LogFile::tail(m_folder->path(), 10'000).split('\n');
        QCOMPARE(lines.size(), 3); // the last one is empty
        QVERIFY(lines[0].endsWith("Z I the server is lost"));
        QVERIFY(QDateTime::fromString(QString::fromLatin1(lines[0].left(24)), Qt::ISODateWithMs)
                    .isValid());
        QVERIFY(lines[1].endsWith(" W two lines"));
    }

    void aNewRunGoesOnInTheSameFile() {
        for (const char* line : {"first", "second"}) {
            LogFile log(m_folder->path());
            log.write(QString::fromLatin1(line));
        }
        QCOMPARE(LogFile::tail(m_folder->path(), 10'000).count('\n'), 2);
    }

    void aFullFileMakesRoomAndNothingLateIsLost() {
        const QString line(1000, QLatin1Char('x'));
        const int lines = static_cast<int>(3 * LogFile::kMostBytes / line.size());
        {
            LogFile log(m_folder->path());
            for (int i = 0; i < lines; ++i)
                log.write(QString::number(i) + QLatin1Char(' ') + line);
        }
        QVERIFY(QFileInfo(path("foyer.log")).size() <= LogFile::kMostBytes);
        QVERIFY(QFileInfo(path("foyer.log.1")).size() <= LogFile::kMostBytes);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2);
        const QByteArrayList tail =
            LogFile::tail(m_folder->path(), LogFile::kMostBytes).split('\n');
        for (int i = 2; i <= 1'000; ++i) // counted from the end: none is missing, each is whole
            QVERIFY(
                tail[tail.size() - i].mid(25).startsWith(QByteArray::number(lines + 1 - i) + ' '));
    }

    void aTailBeginsWithAWholeLine() {
        {
            LogFile log(m_folder->path());
            log.write(QStringLiteral("one"));
            log.write(QStringLiteral("two"));
        }
        const QByteArray tail = LogFile::tail(m_folder->path(), 40);
        QCOMPARE(tail.count('\n'), 1);
        QVERIFY(tail.endsWith("Z two\n"));
    }

    void othersDoNotReadIt() {
        LogFile log(m_folder->path());
        log.write(QStringLiteral("one"));
        QCOMPARE(QFileInfo(path("foyer.log")).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }

    void aFolderThatCannotBeWrittenCostsTheLogOnly() {
        LogFile log(path("nowhere"));
        log.write(QStringLiteral("one"));
        QVERIFY(LogFile::tail(path("nowhere"), 100).isEmpty());
    }
};

QTEST_APPLESS_MAIN(LogFileTest)
#include "log_file_test.moc"
