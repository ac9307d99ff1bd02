#pragma once

#include "app/shell/options.h"

namespace foyer::shell {

/// From now on every connection trusts the server that the options say and
/// shows this terminal's certificate, where they name one. The error says which
/// file cannot be used. Before any connection is made.
Result<Done, QString> useCertificates(const Options& options);

} // namespace foyer::shell
