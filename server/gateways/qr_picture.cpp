#include "server/gateways/qr_picture.h"

#include <Poco/Checksum.h>
#include <Poco/DeflatingStream.h>

#include <cstdint>
#include <memory>
#include <sstream>
#include <string_view>

#include <qrencode.h>

namespace foyer::server::gateways {

namespace {

constexpr int kQuiet = 4; // modules

struct CodeFree {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, CodeFree>;

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

bool isDark(const QRcode& code, int x, int y) {
    if (x < 0 || y < 0 || x >= code.width || y >= code.width)
        return false;
    return code.data[y * code.width + x] & 1;
}

/// A filter byte, then a bit a pixel, white set.
std::string rowOf(const QRcode& code, int y, int dots, int pixels) {
    std::string row(1 + static_cast<std::size_t>(pixels + 7) / 8, '\0');
    for (int x = 0; x < pixels; ++x)
        if (!isDark(code, x / dots - kQuiet, y))
            row[1 + static_cast<std::size_t>(x) / 8] |= static_cast<char>(0x80 >> x % 8);
    return row;
}

} // namespace

std::string qrPicture(const std::string& text, int dots) {
    const Code code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code)
        return {};
    const int modules = code->width + 2 * kQuiet;
    const int pixels = modules * dots;
    std::string rows;
    for (int y = 0; y < modules; ++y) {
        const auto row = rowOf(*code, y - kQuiet, dots, pixels);
        for (int i = 0; i < dots; ++i)
            rows += row;
    }
    const auto size = number(static_cast<std::uint32_t>(pixels));
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", size + size + std::string("\1\0\0\0\0", 5)) +
           chunk("IDAT", deflated(rows)) + chunk("IEND", "");
}

} // namespace foyer::server::gateways
