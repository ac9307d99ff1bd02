// links: app_engine
#include "app/shell/folder_lock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using foyer::shell::FolderLock;

class FolderLockTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    void leave(const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void aFolderIsTakenOnce() {
        const auto first = FolderLock::take(m_folder.path());
        QVERIFY(first);
        const auto second = FolderLock::take(m_folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error(), FolderLock::Refusal::Taken);
    }

    void aFolderThatWasLetGoCanBeTaken() {
        QVERIFY(FolderLock::take(m_folder.path()));
        QVERIFY(FolderLock::take(m_folder.path()));
    }

    void aKilledProcessKeepsNothing() {
        int ready[2];
        QCOMPARE(pipe(ready), 0);
        const pid_t child = fork();
        if (child == 0) {
            const auto lock = FolderLock::take(m_folder.path());
            const char taken = lock ? 'y' : 'n';
            [[maybe_unused]] const auto told = write(ready[1], &taken, 1);
            pause();
            _exit(0);
        }
        char taken = 0;
        QCOMPARE(read(ready[0], &taken, 1), 1);
        QCOMPARE(taken, 'y');
        QVERIFY(!FolderLock::take(m_folder.path()));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY(FolderLock::take(m_folder.path()));
    }

    /// What QLockFile leaves when it is killed while it takes a dead process's lock away.
    void whatAnEarlierVersionLeftLocksNobodyOut() {
        leave("terminal.lock", "4194303\nfoyer\nhost\n\n\n");
        leave("terminal.lock.rmlock", {});
        QVERIFY(FolderLock::take(m_folder.path()));
    }

    void aFolderThatIsNotThereIsNotTaken() {
        const auto lock = FolderLock::take(m_folder.filePath(QStringLiteral("nowhere")));
        QVERIFY(!lock);
        QCOMPARE(lock.error(), FolderLock::Refusal::CannotWrite);
    }
};

QTEST_GUILESS_MAIN(FolderLockTest)
#include "folder_lock_test.moc"
