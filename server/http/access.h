#pragma once

#include <cstdint>
#include <string_view>

namespace foyer::server::http {

/// Who asks, as far as the server knows.
enum class Party : std::uint8_t { Anonymous, Terminal };

/// The one table of who may do what. An operation without a row is denied to everybody.
bool mayCall(std::string_view operation, Party party);
/// Whether the table has a row for it.
bool isListed(std::string_view operation);

} // namespace foyer::server::http
