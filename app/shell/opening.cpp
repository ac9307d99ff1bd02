#include "app/shell/opening.h"

#include "app/shell/clock.h"

#include <QCoreApplication>
#include <QDir>

namespace foyer::shell {

Result<OpenedTerminal, QString> openTerminal(const QString& folder, const QUrl& server,
                                             const QString& code) {
    const QDir dir(folder);
    dir.mkpath(QStringLiteral(".")); // where it cannot be, loadOrEnrol says why not
    auto lock = FolderLock::take(folder);
    if (!lock && lock.error() == FolderLock::Refusal::Taken)
        return Err{QCoreApplication::translate(
            "App", "This terminal is running already: its data are in use by another window.")};
    auto device = loadOrEnrol(folder, server, code);
    if (!device)
        return Err{device.error()};
    if (!lock)
        return Err{QCoreApplication::translate(
                       "Identity", "The folder %1 cannot be written. Name another with --data.")
                       .arg(folder)};
    auto store = store::TerminalStore::open(
        {dir.filePath(QStringLiteral("terminal.db")).toStdString(), {}}, device->identity,
        crypto::KeyPair::fromSeed(device->key.seed()), readClocks().wall);
    if (!store)
        return Err{QString::fromStdString(store.error().message)};
    return OpenedTerminal{std::move(device).value(), std::move(lock).value(),
                          std::move(store).value()};
}

} // namespace foyer::shell
