#pragma once

#include "server/gateways/address_guard.h"
#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace foyer::server::gateways {

/// An address of the web that somebody else has given us, read strictly: what two readers could
/// read in two ways is refused, since one of them checks and the other connects.
struct WebhookUrl {
    bool isSecure = true;      // https
    std::string host;          // as it is written; IPv6 without its brackets
    std::optional<IpBytes> ip; // when the host is one
    std::uint16_t port = 443;
};
/// Refused: what is wrong with it, as a person should read it.
Result<WebhookUrl, std::string> readWebhookUrl(std::string_view text);

/// The address to connect to: the host's own, or the first it leads to. Refused when any of them is
/// one the guard does not admit, or when http would leave the house. Asks the system's resolver,
/// which blocks.
Result<IpBytes, std::string> admittedAddress(const WebhookUrl& url, const AddressGuard& guard);

} // namespace foyer::server::gateways
