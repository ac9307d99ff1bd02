#include "server/gateways/qr_code.h"

#include <memory>

#include <qrencode.h>

namespace foyer::server::gateways {

namespace {

struct CodeFree {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

std::vector<std::vector<bool>> qrModules(const std::string& text) {
    const std::unique_ptr<QRcode, CodeFree> code(
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code)
        return {};
    const auto width = static_cast<std::size_t>(code->width);
    std::vector<std::vector<bool>> rows(width, std::vector<bool>(width));
    for (std::size_t y = 0; y < width; ++y)
        for (std::size_t x = 0; x < width; ++x)
            rows[y][x] = code->data[y * width + x] & 1;
    return rows;
}

} // namespace foyer::server::gateways
