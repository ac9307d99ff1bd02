#include "server/gateways/qr_picture.h"

#include "server/gateways/qr_code.h"

#include <Poco/Checksum.h>
#include <Poco/DeflatingStream.h>

#include <cstdint>
#include <sstream>

namespace foyer::server::gateways {

namespace {

std::string number(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift & 0xff);
    return out;
}

/// One chunk of a PNG (RFC 2083 §3.2).
std::string chunk(const std::string& type, const std::string& data) {
    Poco::Checksum sum(Poco::Checksum::TYPE_CRC32);
    sum.update(type + data);
    return number(static_cast<std::uint32_t>(data.size())) + type + data + number(sum.checksum());
}

std::string deflated(const std::string& bytes) {
    std::ostringstream out;
    Poco::DeflatingOutputStream stream(out, Poco::DeflatingStreamBuf::STREAM_ZLIB);
    stream << bytes;
    stream.close();
    return out.str();
}

/// A filter byte, then a bit a pixel, white set. What is left of the modules is beyond them, too:
/// unsigned numbers begin anew.
std::string rowOf(const std::vector<bool>& modules, int dots, int pixels) {
    std::string row(1 + static_cast<std::size_t>(pixels + 7) / 8, '\0');
    for (int x = 0; x < pixels; ++x) {
        const auto module = static_cast<std::size_t>(x / dots) - kQuietModules;
        if (module >= modules.size() || !modules[module])
            row[1 + static_cast<std::size_t>(x) / 8] |= static_cast<char>(0x80 >> x % 8);
    }
    return row;
}

} // namespace

std::string qrPicture(const std::string& text, int dots) {
    const auto modules = qrModules(text);
    if (modules.empty())
        return {};
    const int side = static_cast<int>(modules.size() + 2 * kQuietModules);
    const int pixels = side * dots;
    const std::vector<bool> light(modules.size());
    std::string rows;
    for (int y = 0; y < side; ++y) {
        const auto at = static_cast<std::size_t>(y) - kQuietModules;
        const auto row = rowOf(at < modules.size() ? modules[at] : light, dots, pixels);
        for (int i = 0; i < dots; ++i)
            rows += row;
    }
    const auto size = number(static_cast<std::uint32_t>(pixels));
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", size + size + std::string("\1\0\0\0\0", 5)) +
           chunk("IDAT", deflated(rows)) + chunk("IEND", "");
}

} // namespace foyer::server::gateways
