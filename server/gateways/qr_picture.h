#pragma once

#include <string>

namespace foyer::server::gateways {

/// The text as a QR code, error correction M, in a PNG of `dots` × `dots` pixels a module with the
/// quiet zone around it (ISO/IEC 18004 §5.3.8). Empty when it is too long for any code.
std::string qrPicture(const std::string& text, int dots = 6);

} // namespace foyer::server::gateways
