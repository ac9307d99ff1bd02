#include "tests/rig/paper_printer.h"

#include "shared/base/check.h"

namespace foyer::rig {

void PaperPrinter::print(const QString& job, const QList<devices::TicketPaper>& papers) {
    if (m_jams.load() > 0) {
        --m_jams;
        emit failed(job, devices::PrinterFault::Interrupted);
        return;
    }
    for (const devices::TicketPaper& paper : papers) {
        const std::string text = paper.qrText.toStdString();
        const auto ticket = domain::readQrText(text);
        CHECK(ticket);
        m_witness.paper(ticket->proof, !paper.copyNotice.isEmpty(), text);
    }
    emit printed(job);
}

} // namespace foyer::rig
