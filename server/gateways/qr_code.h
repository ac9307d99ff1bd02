#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace foyer::server::gateways {

/// The text as a QR code, error correction M (ISO/IEC 18004), without the quiet zone: rows of
/// modules, true is dark. Empty when it is too long for any code.
std::vector<std::vector<bool>> qrModules(const std::string& text);

/// Of the quiet zone around it, in modules (§5.3.8).
constexpr std::size_t kQuietModules = 4;

} // namespace foyer::server::gateways
