#pragma once

#include "server/edge/message.h"

#include <string>
#include <vector>

namespace foyer::edge {

/// Whose request it is: the other end of the connection, or, when that is one of the house's
/// proxies, the last address in its X-Forwarded-For that is no proxy of ours. What anybody else
/// writes there is not believed; neither is what is no address.
std::string clientAddress(const std::string& peer, const Request& request,
                          const std::vector<std::string>& proxies);

/// Whether it is an IPv4 or IPv6 address without a port.
bool isAddress(const std::string& text);

} // namespace foyer::edge
