#pragma once

#include "app/devices/ticket_paper.h"

#include <QObject>

namespace foyer::devices {

/// Why nothing (or not everything) came out. The counter says what to do in its own words.
enum class PrinterFault { None, CannotWrite, NotReachable, Interrupted };

/// The port to whatever puts tickets on paper. Lives in one thread; `print` never blocks on a
/// network. Each job ends in exactly one of the two signals, in the order of `print` calls.
class Printer : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// `job` names the booking; it comes back with the answer.
    virtual void print(const QString& job, const QList<TicketPaper>& papers) = 0;
    /// What stands in the status bar: "PDF folder", "192.168.1.20:9100".
    virtual QString description() const = 0;
    /// Opens the cash drawer, where one hangs on this printer.
    virtual void kickDrawer() {}

signals:
    void printed(const QString& job);
    void failed(const QString& job, foyer::devices::PrinterFault fault);
};

/// Writes one PDF per job into a folder, a page per ticket, atomically.
class PdfPrinter final : public Printer {
    Q_OBJECT

public:
    explicit PdfPrinter(QString folder, QObject* parent = nullptr);
    void print(const QString& job, const QList<TicketPaper>& papers) override;
    QString description() const override;
    /// Where the file of a job is, or will be.
    QString pathOf(const QString& job) const;

private:
    QString m_folder;
};

/// Appends ESC/POS bytes to a file or a device node such as /dev/usb/lp0.
class EscPosFilePrinter final : public Printer {
    Q_OBJECT

public:
    explicit EscPosFilePrinter(QString path, QObject* parent = nullptr);
    void print(const QString& job, const QList<TicketPaper>& papers) override;
    QString description() const override;
    void kickDrawer() override;

private:
    bool append(const QByteArray& bytes);
    QString m_path;
};

/// Sends ESC/POS bytes to a network printer (raw port, usually 9100), one connection a job.
class EscPosTcpPrinter final : public Printer {
    Q_OBJECT

public:
    EscPosTcpPrinter(QString host, quint16 port, QObject* parent = nullptr);
    void print(const QString& job, const QList<TicketPaper>& papers) override;
    QString description() const override;
    void kickDrawer() override;

private:
    void send(const QString& job, const QByteArray& bytes);
    QString m_host;
    quint16 m_port;
};

/// For tests, training and the gallery: fails on command.
class SimulatedPrinter final : public Printer {
    Q_OBJECT

public:
    using Printer::Printer;
    void print(const QString& job, const QList<TicketPaper>& papers) override;
    QString description() const override { return QStringLiteral("simulated"); }

    PrinterFault nextFault = PrinterFault::None;
    QList<TicketPaper> paper; // everything that came out
};

/// Makes the printer a setting names: "pdf:FOLDER", "escpos-file:PATH", "escpos-tcp:HOST:PORT",
/// "simulated"; nullptr for anything else.
Printer* makePrinter(const QString& setting, QObject* parent);

} // namespace foyer::devices
