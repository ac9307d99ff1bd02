#pragma once

#include "app/shell/folder_lock.h"
#include "app/shell/identity.h"
#include "app/store/terminal_store.h"

#include <memory>

namespace foyer::shell {

/// A terminal's folder, taken by this process alone, and what lies in it.
struct OpenedTerminal {
    Device device;
    std::unique_ptr<FolderLock> lock;
    std::unique_ptr<store::TerminalStore> store;
};

/// Takes the lock, enrols with `code` where one is given, and opens the store. The error is a
/// sentence for a person.
Result<OpenedTerminal, QString> openTerminal(const QString& folder, const QUrl& server,
                                             const QString& code);

} // namespace foyer::shell
