#pragma once

#include "server/ports/outbox_store.h"
#include "shared/wire/customer_json.h"

namespace foyer::server::http {

/// What may be shown of a message: not what it says.
wire::MessageView viewOf(const ports::MessageRecord& message);
std::vector<wire::MessageView> viewsOf(const std::vector<ports::MessageRecord>& messages);

} // namespace foyer::server::http
