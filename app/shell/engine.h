#pragma once

#include "app/core/terminal.h"
#include "app/devices/card_reader.h"
#include "app/devices/printer.h"
#include "app/net/server_link.h"
#include "app/shell/identity.h"
#include "app/store/terminal_store.h"
#include "shared/crypto/random.h"

#include <QLocale>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

namespace foyer::shell {

/// Drives the core in its own thread: hands it what happens, carries out what it wants, arms its
/// one timer. Everything but the constructor and the destructor runs in that thread.
class Engine final : public QObject {
    Q_OBJECT

public:
    /// Called once, in the engine's thread; nullptr: there is no such printer.
    using PrinterMaker = std::function<std::unique_ptr<devices::Printer>()>;
    /// The same for the card reader that is attached; not set: there is none.
    using ReaderMaker = std::function<std::unique_ptr<devices::CardReader>()>;
    struct Setup {
        QUrl server;
        PrinterMaker printer;
        QLocale locale;
        ReaderMaker reader{};
    };

    Engine(Device device, std::unique_ptr<store::TerminalStore> store, Setup setup);
    ~Engine() override;

public slots:
    void start();
    void handle(const foyer::core::Event& event);
    void retryServer();
    /// Lets go of network, timers and devices in their own thread, before that ends.
    void stop();

signals:
    void viewChanged(const foyer::core::View& view);
    /// A line for the log.
    void said(const QString& line);

private:
    void carryOut(const core::Command& command);
    void persist(const core::Command& command);
    void verifyPin(const core::VerifyPin& command);
    void print(const core::PrintTickets& command);
    void printerAnswered(const QString& job, std::optional<devices::PrinterFault> fault);
    void startReader();
    void armTimer();
    void publish();

    Device m_device;
    std::unique_ptr<store::TerminalStore> m_store;
    Setup m_setup;
    core::Terminal m_core;
    crypto::SystemRandom m_random;
    std::unique_ptr<net::ServerLink> m_link;
    std::unique_ptr<devices::Printer> m_printer;
    std::unique_ptr<devices::CardReader> m_reader; // none: not attached
    std::unique_ptr<QTimer> m_timer;
    QThreadPool m_workers;
    std::array<std::uint64_t, core::kPartCount> m_shown{};
    bool m_handling = false;
    std::vector<core::Event> m_arrived;
};

} // namespace foyer::shell
