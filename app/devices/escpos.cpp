#include "app/devices/escpos.h"

#include "shared/base/check.h"

namespace foyer::devices {

namespace {

constexpr char kEsc = 0x1B;
constexpr char kGs = 0x1D;
constexpr int kBandRows = 128; // small enough for the buffers of old printers

void appendBand(QByteArray& out, const QImage& mono, int top, int rows) {
    const int bytesPerRow = mono.width() / 8;
    out += QByteArray{"\x1Dv0\0", 4};
    for (const int number : {bytesPerRow, rows}) {
        out += static_cast<char>(number & 0xFF);
        out += static_cast<char>(number >> 8);
    }
    for (int y = top; y < top + rows; ++y)
        for (int byte = 0; byte < bytesPerRow; ++byte) {
            int bits = 0;
            for (int bit = 0; bit < 8; ++bit)
                bits = bits << 1 | (qGray(mono.pixel(byte * 8 + bit, y)) < 128);
            out += static_cast<char>(bits);
        }
}

} // namespace

QByteArray escposImage(const QImage& mono) {
    CHECK(mono.width() % 8 == 0);
    QByteArray out;
    out += {kEsc};
    out += '@';
    for (int top = 0; top < mono.height(); top += kBandRows)
        appendBand(out, mono, top, qMin(kBandRows, mono.height() - top));
    out += QByteArray{"\x1B"
                      "d\x04",
                      3}; // feed four lines past the cutter
    out += {kGs};
    out += QByteArray{"V\x01", 2};
    return out;
}

QByteArray escposDrawerKick() {
    return QByteArray{"\x1Bp\x00\x19\xFA", 5};
}

} // namespace foyer::devices
