#include "app/shell/papers.h"

#include "app/viewmodels/format.h"

#include <QCoreApplication>

namespace foyer::shell {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString tr(const char* source) {
    return QCoreApplication::translate("Ticket", source);
}

QString taxLine(const core::TicketToPrint& ticket, const QLocale& locale) {
    const double percent = ticket.taxBasisPoints / 100.0;
    return tr("incl. %1 % VAT %2")
        .arg(locale.toString(percent, 'g', 4), viewmodels::moneyText(ticket.tax, locale));
}

QString soldLine(const core::PrintTickets& job, const QLocale& locale) {
    const QString moment =
        viewmodels::dateText(job.soldAt, job.utcOffset, locale, QLocale::ShortFormat) +
        QLatin1Char(' ') + viewmodels::timeText(job.soldAt, job.utcOffset, locale);
    return QStringList{text(job.terminalName), text(job.operatorName), moment}.join(
        QStringLiteral(" · "));
}

} // namespace

QList<devices::TicketPaper> papersOf(const core::PrintTickets& job, const QrSigner& signedQr,
                                     const QLocale& locale) {
    QList<devices::TicketPaper> papers;
    for (const core::TicketToPrint& ticket : job.tickets) {
        devices::TicketPaper paper;
        paper.cinema =
            text(job.cinemaAddress.empty() ? job.cinema : job.cinema + " · " + job.cinemaAddress);
        paper.movie = text(job.movie);
        paper.auditorium = text(job.auditorium);
        paper.day = viewmodels::dateText(job.start, job.utcOffset, locale, QLocale::LongFormat);
        paper.time = viewmodels::timeText(job.start, job.utcOffset, locale);
        paper.row = text(ticket.row);
        paper.seat = text(ticket.seat);
        paper.area = text(ticket.area);
        paper.ticketType = text(ticket.ticketType);
        paper.price = viewmodels::moneyText(ticket.price, locale);
        paper.tax = taxLine(ticket, locale);
        paper.reference = text(job.reference);
        paper.soldBy = soldLine(job, locale);
        paper.qrText = text(signedQr(ticket.proof));
        paper.copyNotice = job.copy ? tr("COPY") : QString();
        paper.condition = ticket.atRisk ? tr("Seat subject to confirmation") : QString();
        paper.rowWord = tr("Row");
        paper.seatWord = tr("Seat");
        papers.append(paper);
    }
    return papers;
}

} // namespace foyer::shell
