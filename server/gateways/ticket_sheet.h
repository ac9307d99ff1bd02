#pragma once

#include "server/gateways/drawing_library.h"

#include <string>

namespace foyer::server::gateways {

/// A6 upright, in points of 1/72 inch (ISO 216): fills the screen of a telephone, and four are a
/// sheet of A4.
constexpr double kSheetWidth = 105 / 25.4 * 72;
constexpr double kSheetHeight = 148 / 25.4 * 72;

/// One page with one ticket: draws on `cairo`, with the fonts of `fonts`. False when the code is
/// too long for a QR code. Requires: both are the library's, and of one thread at a time.
bool drawSheet(const DrawingLibrary& library, cairo_t* cairo, PangoContext* fonts,
               const ports::TicketPapers& papers, const ports::TicketPapers::Ticket& ticket);

} // namespace foyer::server::gateways
