#pragma once

#include "server/edge/message.h"

#include <string>
#include <vector>

namespace foyer::edge {

/// Whose request it is: the other end of the connection, or, when that is one of the house's
/// proxies, the last address in its X-Forwarded-For that is no proxy of ours. What anybody else
/// writes there is not believed; neither is what is no address. IPv4 is told as such, also where it
/// comes mapped into IPv6 (RFC 4291 §2.5.5.2).
std::string clientAddress(const std::string& peer, const Request& request,
                          const std::vector<std::string>& proxies);

/// By what limits and fraud rules count an address: whoever has one of IPv6 has the other 2^64 of
/// its subnet too (RFC 4291 §2.5.1), "2001:db8:0:7::/64". IPv4, also where it is mapped into IPv6,
/// this machine itself and what is no address count as they are.
std::string countedAddress(const std::string& address);

/// Whether it is an IPv4 or IPv6 address without a port.
bool isAddress(const std::string& text);

} // namespace foyer::edge
