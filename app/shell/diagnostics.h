#pragma once

#include "app/shell/options.h"

namespace foyer::shell {

/// Writes a tar with what somebody who helps from afar needs: versions, settings, state, counts,
/// the heads of the journal and the latest lines of the log. It holds no key, no token, no hash of
/// a PIN, no name of a person and no payload. The error is a sentence for a person.
Result<Done, QString> writeDiagnostics(const Options& options, const QString& path);

} // namespace foyer::shell
