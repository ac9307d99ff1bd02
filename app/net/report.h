#pragma once

#include "shared/protocol/sync.h"

class QNetworkRequest;

namespace foyer::net {

/// Sets the headers by which a terminal says how far it has come (wire/report_text.h).
void writeReport(const protocol::Report& report, QNetworkRequest& request);

} // namespace foyer::net
