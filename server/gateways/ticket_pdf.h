#pragma once

#include "server/ports/ticket_drawer.h"

#include <memory>
#include <mutex>

namespace foyer::server::gateways {

/// Tickets as a PDF, a page each, by cairo and pango: any script of the world, fonts embedded, the
/// QR codes as vectors. Nothing is loaded before the first is drawn; then the fonts stay. One
/// drawing at a time, whoever asks.
///
/// A fault: the library or a font is missing, or cairo fails. Where only names have characters that
/// no font has, they are drawn as boxes: seat, time, code and reference are what lets people in.
class TicketPdf final : public ports::TicketDrawer {
public:
    TicketPdf();
    ~TicketPdf() override;

    Result<std::string, ports::DrawFault> draw(const ports::TicketPapers& papers) override;

private:
    struct Studio;
    Result<Done, ports::DrawFault> prepare();

    std::mutex m_lock;
    std::unique_ptr<Studio> m_studio; // null before the first
};

} // namespace foyer::server::gateways
