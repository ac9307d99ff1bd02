// links: app_engine
#include "app/shell/papers.h"

#include <QTest>

using namespace foyer;

namespace {

core::TicketToPrint ticketAt(std::uint16_t seat, bool atRisk) {
    core::TicketToPrint ticket;
    ticket.proof.seat = SeatNo{seat};
    ticket.seat = std::to_string(seat + 1);
    ticket.price = {1'200, {}};
    ticket.atRisk = atRisk;
    return ticket;
}

std::string qrOf(const domain::TicketProof& proof) {
    return "QR" + std::to_string(proof.seat.value);
}

} // namespace

class Papers : public QObject {
    Q_OBJECT

private slots:
    void onlyTheTicketAtRiskBearsTheCondition() {
        core::PrintTickets job;
        job.tickets = {ticketAt(3, false), ticketAt(8, true)};
        const auto papers = shell::papersOf(job, qrOf, QLocale(QStringLiteral("en_GB")));
        QCOMPARE(papers.size(), 2);
        QVERIFY(papers[0].condition.isEmpty());
        QCOMPARE(papers[1].condition, QStringLiteral("Seat subject to confirmation"));
        QCOMPARE(papers[1].seat, QStringLiteral("9"));
        QCOMPARE(papers[1].qrText, QStringLiteral("QR8"));
    }
};

QTEST_APPLESS_MAIN(Papers)
#include "papers_test.moc"
