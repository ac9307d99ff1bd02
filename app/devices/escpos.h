#pragma once

#include <QByteArray>
#include <QImage>

namespace foyer::devices {

/// The bytes an ESC/POS printer wants for one black-and-white picture: initialise, the picture in
/// bands as `GS v 0` raster (so that every script prints and the QR is ours, not the printer's),
/// feed, partial cut. Epson ESC/POS command reference. Requires: width a multiple of 8.
QByteArray escposImage(const QImage& mono);

/// Opens the cash drawer: `ESC p 0`, 50 ms on, 500 ms off.
QByteArray escposDrawerKick();

} // namespace foyer::devices
