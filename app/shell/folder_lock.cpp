#include "app/shell/folder_lock.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace foyer::shell {

Result<std::unique_ptr<FolderLock>, FolderLock::Refusal> FolderLock::take(const QString& folder) {
    const QByteArray path =
        QFile::encodeName(QDir(folder).filePath(QStringLiteral("terminal.lock")));
    const int file = open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return Err{Refusal::CannotWrite};
    std::unique_ptr<FolderLock> lock(new FolderLock(file));
    if (flock(file, LOCK_EX | LOCK_NB) != 0)
        return Err{Refusal::Taken};
    return lock;
}

FolderLock::~FolderLock() {
    close(m_file);
}

} // namespace foyer::shell
