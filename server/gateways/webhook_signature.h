#pragma once

#include "shared/base/bytes.h"
#include "shared/base/time.h"

#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::gateways {

/// Seconds since 1970, as the header has them.
std::string webhookTimestamp(Instant at);

/// The header `webhook-signature` of Standard Webhooks: "v1," and base64 of HMAC-SHA256 over
/// "ID.TIMESTAMP.BODY", once for each secret, with blanks between. A secret is "whsec_" and base64
/// of its key. Nothing when one is not.
std::optional<std::string> webhookSignature(const std::vector<std::string>& secrets,
                                            std::string_view id, std::string_view timestamp,
                                            std::string_view body);

} // namespace foyer::server::gateways
