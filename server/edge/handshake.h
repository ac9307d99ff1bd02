#pragma once

#include "server/edge/message.h"

#include <string>
#include <string_view>

namespace foyer::edge {

/// What a request that names an upgrade asks for (RFC 6455 §4.2.1).
enum class Handshake { None, Valid, Malformed, WrongVersion };

/// Requires: the Connection header of `request` names upgrade.
Handshake inspectHandshake(const Request& request);

/// The Sec-WebSocket-Accept that answers `key` (RFC 6455 §4.2.2).
std::string acceptFor(std::string_view key);

/// Whether `protocol` is among those the request offers.
bool offersProtocol(const Request& request, std::string_view protocol);

} // namespace foyer::edge
