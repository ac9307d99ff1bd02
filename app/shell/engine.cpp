#include "app/shell/engine.h"

#include "app/shell/clock.h"
#include "app/shell/papers.h"
#include "shared/crypto/keys.h"
#include "shared/crypto/password.h"

#include <QRunnable>

namespace foyer::shell {

namespace {

core::PrinterTrouble troubleOf(devices::PrinterFault fault) {
    return fault == devices::PrinterFault::NotReachable ? core::PrinterTrouble::Unreachable
                                                        : core::PrinterTrouble::Other;
}

} // namespace

Engine::Engine(Device device, std::unique_ptr<store::TerminalStore> store, Setup setup)
    : m_device(std::move(device))
    , m_store(std::move(store))
    , m_setup(std::move(setup))
    , m_core(m_device.identity) {}

Engine::~Engine() = default;

void Engine::start() {
    m_timer = std::make_unique<QTimer>();
    m_timer->setSingleShot(true);
    m_timer->setTimerType(Qt::PreciseTimer);
    connect(m_timer.get(), &QTimer::timeout, this, [this] { handle(core::Tick{}); });
    m_printer = m_setup.printer();
    CHECK(m_printer);
    connect(m_printer.get(), &devices::Printer::printed, this,
            [this](const QString& job) { printerAnswered(job, {}); });
    connect(
        m_printer.get(), &devices::Printer::failed, this,
        [this](const QString& job, devices::PrinterFault fault) { printerAnswered(job, fault); });
    m_link = std::make_unique<net::ServerLink>(
        net::Endpoint{m_setup.server, m_device.identity.terminal, m_device.identity.incarnation},
        [this](ByteView text) { return m_device.key.sign(text); },
        [this](core::Event event) { handle(event); });
    connect(m_link.get(), &net::ServerLink::said, this, &Engine::said);
    handle(core::Started{m_store->restored(), readBootId()});
    startReader();
    m_link->start();
}

/// After Started: what it says of itself is an event like any other.
void Engine::startReader() {
    if (!m_setup.reader)
        return;
    m_reader = m_setup.reader();
    CHECK(m_reader);
    connect(m_reader.get(), &devices::CardReader::answered, this,
            [this](const QString& reference, core::CardOutcome outcome) {
                handle(core::CardAnswered{reference.toStdString(), outcome});
            });
    connect(m_reader.get(), &devices::CardReader::changed, this,
            [this](core::ReaderState state) { handle(core::ReaderChanged{state}); });
    m_reader->start();
}

void Engine::stop() {
    m_workers.waitForDone();
    m_timer.reset();
    m_link.reset();
    m_reader.reset();
    m_printer.reset();
}

void Engine::retryServer() {
    if (m_link)
        m_link->retryNow();
}

void Engine::handle(const core::Event& event) {
    // After stop() nobody is left to act on what still arrives, such as a PIN checked meanwhile.
    if (!m_timer)
        return;
    // Carrying out a command may produce its answer at once; it waits for its turn, so that the
    // core never sees an event while its commands are still being read.
    m_arrived.push_back(event);
    if (m_handling)
        return;
    m_handling = true;
    while (!m_arrived.empty()) {
        const core::Event next = std::move(m_arrived.front());
        m_arrived.erase(m_arrived.begin());
        m_core.handle(next, readClocks(), m_random);
        while (auto command = m_core.poll())
            carryOut(*command);
    }
    m_handling = false;
    armTimer();
    publish();
}

void Engine::carryOut(const core::Command& command) {
    struct Visitor {
        Engine& engine;
        const core::Command& whole;

        void operator()(const core::Persist&) { engine.persist(whole); }
        void operator()(const core::ApplyChanges&) { engine.persist(whole); }
        void operator()(const core::SaveAllotments&) { engine.persist(whole); }
        void operator()(const core::SaveVerdicts&) { engine.persist(whole); }
        void operator()(const core::SaveLost&) { engine.persist(whole); }
        void operator()(const core::SaveBarred&) { engine.persist(whole); }
        void operator()(const core::SaveResting&) { engine.persist(whole); }
        void operator()(const core::SaveMoment&) { engine.persist(whole); }
        void operator()(const core::LoadEntries&) { engine.persist(whole); }
        void operator()(const core::SendAsk& send) { engine.m_link->send(send); }
        void operator()(const core::SendStanding& send) { engine.m_link->send(send); }
        void operator()(const core::SendJournal& send) { engine.m_link->send(send); }
        void operator()(const core::SendChanges& send) { engine.m_link->send(send); }
        void operator()(const core::SendOffice& send) { engine.m_link->send(send); }
        void operator()(const core::ChargeCard& charge) {
            if (engine.m_reader)
                return engine.m_reader->charge(QString::fromStdString(charge.reference),
                                               charge.amount);
            // The core speaks of no reader that is not there; an answer that costs nobody money.
            engine.m_arrived.push_back(
                core::CardAnswered{charge.reference, core::CardOutcome::Declined});
        }
        void operator()(const core::AskCard& ask) {
            if (engine.m_reader)
                return engine.m_reader->ask(QString::fromStdString(ask.reference));
            engine.m_arrived.push_back(
                core::CardAnswered{ask.reference, core::CardOutcome::Unknown});
        }
        void operator()(const core::CancelCard& cancel) {
            if (engine.m_reader)
                engine.m_reader->cancel(QString::fromStdString(cancel.reference));
        }
        void operator()(const core::VerifyPin& verify) { engine.verifyPin(verify); }
        void operator()(const core::VerifyPaper& verify) {
            engine.m_arrived.push_back(core::PaperVerified{
                verify.request, crypto::verify(verify.key, verify.text, verify.signature)});
        }
        void operator()(const core::PrintTickets& print) { engine.print(print); }
        void operator()(const core::OpenDrawer&) { engine.m_printer->kickDrawer(); }
        void operator()(const core::Notify& notify) {
            // A verdict's sentence may name seats and sums; what the disk says is for the support.
            const bool isOurs = notify.notice.code == core::NoticeCode::StorageFailed;
            emit engine.said(
                QStringLiteral("notice %1 %2")
                    .arg(static_cast<int>(notify.notice.code))
                    .arg(isOurs ? QString::fromStdString(notify.notice.text) : QString()));
        }
    };
    std::visit(Visitor{*this, command}, command);
}

void Engine::persist(const core::Command& command) {
    auto answer = m_store->carryOut(command, readClocks().wall);
    CHECK(answer);
    m_arrived.push_back(std::move(*answer));
}

void Engine::verifyPin(const core::VerifyPin& command) {
    m_workers.start([this, command] {
        const bool right = crypto::verifyPassword(command.pin, command.pinHash);
        QMetaObject::invokeMethod(
            this,
            [this, command, right] {
                handle(core::PinVerified{command.request, right});
            },
            Qt::QueuedConnection);
    });
}

void Engine::print(const core::PrintTickets& command) {
    const auto signedQr = [this](const domain::TicketProof& proof) {
        return m_store->signedQr(proof);
    };
    m_printer->print(QString::number(command.print.value) + QLatin1Char('-') +
                         QString::fromStdString(command.reference),
                     papersOf(command, signedQr, m_setup.locale));
}

void Engine::printerAnswered(const QString& job, std::optional<devices::PrinterFault> fault) {
    const core::PrintId print{job.section(QLatin1Char('-'), 0, 0).toLongLong()};
    handle(core::PrinterChanged{fault ? core::PrinterState::Offline : core::PrinterState::Ready});
    if (fault)
        handle(core::PrintFailed{print, troubleOf(*fault)});
    else
        handle(core::TicketsPrinted{print});
}

void Engine::armTimer() {
    const auto deadline = m_core.nextDeadline();
    if (!deadline) {
        m_timer->stop();
        return;
    }
    const auto wait = std::max(Milliseconds{0}, *deadline - readClocks().boot);
    m_timer->start(std::min(wait, Milliseconds{std::chrono::hours{1}}));
}

void Engine::publish() {
    const core::View view = m_core.view();
    if (view.versions == m_shown)
        return;
    m_shown = view.versions;
    emit viewChanged(view);
}

} // namespace foyer::shell
