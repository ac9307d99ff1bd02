#include "app/devices/printer.h"

#include "app/devices/escpos.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTcpSocket>
#include <QTimer>

namespace foyer::devices {

namespace {

constexpr int kDotsPerInch = 203;
constexpr int kNetworkMs = 8000;

QSizeF millimetres(int dots, int dotsHigh) {
    return {dots * 25.4 / kDotsPerInch, dotsHigh * 25.4 / kDotsPerInch};
}

void setPage(QPdfWriter& writer, const TicketPaper& paper) {
    const int height = drawTicket(nullptr, paper);
    writer.setPageSize(QPageSize(millimetres(kPaperDots, height), QPageSize::Millimeter, {},
                                 QPageSize::ExactMatch));
    writer.setPageMargins({});
}

QByteArray pdfOf(const QList<TicketPaper>& papers) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    writer.setCreator(QStringLiteral("Foyer"));
    writer.setTitle(papers.isEmpty() ? QString() : papers.first().reference);
    QPainter painter;
    for (const TicketPaper& paper : papers) {
        setPage(writer, paper);
        if (painter.isActive())
            writer.newPage();
        else
            painter.begin(&writer);
        painter.setPen(Qt::black);
        drawTicket(&painter, paper);
    }
    painter.end();
    return buffer.data();
}

QByteArray escposOf(const QList<TicketPaper>& papers) {
    QByteArray bytes;
    for (const TicketPaper& paper : papers)
        bytes += escposImage(ticketImage(paper));
    return bytes;
}

} // namespace

PdfPrinter::PdfPrinter(QString folder, QObject* parent)
    : Printer(parent), m_folder(std::move(folder)) {}

QString PdfPrinter::pathOf(const QString& job) const {
    return QDir(m_folder).filePath(QStringLiteral("ticket-%1.pdf").arg(job));
}

QString PdfPrinter::description() const {
    return QStringLiteral("PDF");
}

void PdfPrinter::print(const QString& job, const QList<TicketPaper>& papers) {
    QSaveFile file(pathOf(job));
    const QByteArray pdf = pdfOf(papers);
    const bool written = QDir().mkpath(m_folder) && file.open(QIODevice::WriteOnly) &&
                         file.write(pdf) == pdf.size() && file.commit();
    if (written)
        emit printed(job);
    else
        emit failed(job, PrinterFault::CannotWrite);
}

EscPosFilePrinter::EscPosFilePrinter(QString path, QObject* parent)
    : Printer(parent), m_path(std::move(path)) {}

QString EscPosFilePrinter::description() const {
    return m_path;
}

bool EscPosFilePrinter::append(const QByteArray& bytes) {
    QFile file(m_path);
    return file.open(QIODevice::WriteOnly | QIODevice::Append) &&
           file.write(bytes) == bytes.size() && file.flush();
}

void EscPosFilePrinter::print(const QString& job, const QList<TicketPaper>& papers) {
    if (append(escposOf(papers)))
        emit printed(job);
    else
        emit failed(job, PrinterFault::CannotWrite);
}

void EscPosFilePrinter::kickDrawer() {
    append(escposDrawerKick());
}

EscPosTcpPrinter::EscPosTcpPrinter(QString host, quint16 port, QObject* parent)
    : Printer(parent), m_host(std::move(host)), m_port(port) {}

QString EscPosTcpPrinter::description() const {
    return QStringLiteral("%1:%2").arg(m_host).arg(m_port);
}

void EscPosTcpPrinter::print(const QString& job, const QList<TicketPaper>& papers) {
    send(job, escposOf(papers));
}

void EscPosTcpPrinter::kickDrawer() {
    send({}, escposDrawerKick());
}

void EscPosTcpPrinter::send(const QString& job, const QByteArray& bytes) {
    auto* socket = new QTcpSocket(this);
    auto* limit = new QTimer(socket);
    // The printer has the job when it has taken every byte and closed with us; a time-out or a
    // reset before that leaves it open whether paper came out, which is not the same as "nothing".
    connect(socket, &QTcpSocket::connected, socket, [socket, bytes] {
        socket->write(bytes);
        socket->disconnectFromHost();
    });
    connect(socket, &QTcpSocket::disconnected, socket, [this, socket, job] {
        const bool all = socket->bytesToWrite() == 0 && !socket->property("ended").toBool();
        socket->setProperty("ended", true);
        socket->deleteLater();
        if (job.isEmpty())
            return;
        if (all)
            emit printed(job);
    });
    const auto fail = [this, socket, job](PrinterFault fault) {
        if (socket->property("ended").toBool())
            return;
        socket->setProperty("ended", true);
        socket->abort();
        socket->deleteLater();
        if (!job.isEmpty())
            emit failed(job, fault);
    };
    const auto fault = [socket] {
        return socket->bytesToWrite() > 0 || socket->state() == QAbstractSocket::ConnectedState ||
                       socket->state() == QAbstractSocket::ClosingState
                   ? PrinterFault::Interrupted
                   : PrinterFault::NotReachable;
    };
    connect(socket, &QTcpSocket::errorOccurred, socket, [fail, fault] { fail(fault()); });
    connect(limit, &QTimer::timeout, socket, [fail, fault] { fail(fault()); });
    limit->start(kNetworkMs);
    socket->connectToHost(m_host, m_port);
}

void SimulatedPrinter::print(const QString& job, const QList<TicketPaper>& papers) {
    const PrinterFault fault = std::exchange(nextFault, PrinterFault::None);
    if (fault != PrinterFault::None) {
        emit failed(job, fault);
        return;
    }
    paper += papers;
    emit printed(job);
}

Printer* makePrinter(const QString& setting, QObject* parent) {
    const auto rest = [&](const char* prefix) {
        return setting.mid(static_cast<int>(qstrlen(prefix)));
    };
    if (setting == QLatin1String("simulated"))
        return new SimulatedPrinter(parent);
    if (setting.startsWith(QLatin1String("pdf:")))
        return new PdfPrinter(rest("pdf:"), parent);
    if (setting.startsWith(QLatin1String("escpos-file:")))
        return new EscPosFilePrinter(rest("escpos-file:"), parent);
    if (!setting.startsWith(QLatin1String("escpos-tcp:")))
        return nullptr;
    const QString address = rest("escpos-tcp:");
    const auto colon = address.lastIndexOf(QLatin1Char(':'));
    bool numeric = false;
    const auto port = address.mid(colon + 1).toUShort(&numeric);
    return colon > 0 && numeric && port ? new EscPosTcpPrinter(address.left(colon), port, parent)
                                        : nullptr;
}

} // namespace foyer::devices
