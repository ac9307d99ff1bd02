#pragma once

#include "app/core/records.h"
#include "shared/base/result.h"
#include "shared/crypto/keys.h"

#include <QString>
#include <QUrl>

namespace foyer::shell {

/// Who this device is: its key and what the server called it.
struct Device {
    crypto::KeyPair key;
    core::Identity identity;
};

/// Loads the device from `folder`, or enrols it with `code` first. The key is on disk before it is
/// shown to anybody. A device that is enrolled already begins a new life with a key of its own: its
/// journal stays in the folder, and what the server had not judged is carried over. Whatever fails
/// or stops in between, the folder holds the former life or the new one, whole.
/// Requires: no other program uses the folder. The error is a sentence for a person.
Result<Device, QString> loadOrEnrol(const QString& folder, const QUrl& server, const QString& code);

} // namespace foyer::shell
