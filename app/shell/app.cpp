#include "app/shell/app.h"

#include "app/shell/certificates.h"
#include "app/shell/clock.h"
#include "app/shell/engine.h"
#include "app/shell/log_file.h"
#include "app/shell/opening.h"
#include "app/shell/script_driver.h"
#include "app/shell/script_result.h"
#include "app/shell/words.h"
#include "app/viewmodels/counter_model.h"

#include <QDir>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QSocketNotifier>
#include <QThread>

#include <csignal>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

namespace foyer::shell {

namespace {

/// Wishes of the GUI thread, posted to the engine's.
class PostedWishes final : public viewmodels::Wishes {
public:
    explicit PostedWishes(Engine& engine) : m_engine(engine) {}

    void wish(core::Event event) override {
        QMetaObject::invokeMethod(
            &m_engine, [&engine = m_engine, event = std::move(event)] { engine.handle(event); },
            Qt::QueuedConnection);
    }
    void retryServer() override {
        QMetaObject::invokeMethod(&m_engine, &Engine::retryServer, Qt::QueuedConnection);
    }

private:
    Engine& m_engine;
};

int g_signalPipe[2] = {-1, -1};

void onSignal(int) {
    const char one = 1;
    [[maybe_unused]] const auto written = write(g_signalPipe[0], &one, 1);
}

/// SIGTERM and SIGINT end the program like a closed window.
void quitOnSignals(QObject* parent) {
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, g_signalPipe) != 0)
        return;
    auto* notifier = new QSocketNotifier(g_signalPipe[1], QSocketNotifier::Read, parent);
    QObject::connect(notifier, &QSocketNotifier::activated, parent,
                     [] { QCoreApplication::quit(); });
    struct sigaction action {};
    action.sa_handler = onSignal;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

int refuse(const QString& sentence) {
    std::fprintf(stderr, "foyer: %s\n", qUtf8Printable(sentence));
    return 1;
}

QString printerSetting(const Options& options) {
    if (!options.printer.isEmpty())
        return options.printer;
    return QStringLiteral("pdf:") +
           (options.scriptOutput.isEmpty()
                ? QDir(options.dataFolder).filePath(QStringLiteral("tickets"))
                : options.scriptOutput);
}

Engine::PrinterMaker printerMaker(const Options& options) {
    return [setting = printerSetting(options)] {
        return std::unique_ptr<devices::Printer>(devices::makePrinter(setting, nullptr));
    };
}

Engine::ReaderMaker readerMaker(const Options& options) {
    if (options.attachedReader.isEmpty())
        return {};
    return [setting = options.attachedReader] {
        return std::unique_ptr<devices::CardReader>(devices::makeCardReader(setting, nullptr));
    };
}

/// The window, its view models and the thread that does the work.
class Terminal final {
public:
    Terminal(const Options& options, Words& words, Device device,
             std::unique_ptr<store::TerminalStore> store)
        : m_options(options)
        , m_words(words)
        , m_engine(std::move(device), std::move(store),
                   {options.server, printerMaker(options), options.locale, readerMaker(options)})
        , m_wishes(m_engine)
        , m_counter(m_wishes) {}

    ~Terminal() {
        QMetaObject::invokeMethod(&m_engine, &Engine::stop, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    bool show() {
        qRegisterMetaType<core::View>();
        m_engine.moveToThread(&m_thread);
        QObject::connect(&m_engine, &Engine::viewChanged, &m_counter,
                         [this](const core::View& view) {
                             m_result.note(view);
                             m_counter.show(view);
                             m_counter.tick(readClocks().wall);
                         });
        QObject::connect(&m_engine, &Engine::said, &m_counter,
                         [](const QString& line) { qInfo("%s", qUtf8Printable(line)); });
        QObject::connect(&m_clock, &QTimer::timeout, &m_counter,
                         [this] { m_counter.tick(readClocks().wall); });
        m_clock.start(1000);
        m_counter.tick(readClocks().wall);
        m_counter.kiosk()->setLanguages(Words::languages(m_options.locale));
        QObject::connect(m_counter.kiosk(), &viewmodels::KioskModel::languageChosen, &m_counter,
                         [this](const QString& code) { speak(code); });
        m_thread.start();
        QMetaObject::invokeMethod(&m_engine, &Engine::start, Qt::QueuedConnection);
        return load();
    }

    void drive(const QStringList& steps) {
        m_script = std::make_unique<ScriptDriver>(m_window, steps, m_options.scriptOutput);
        QObject::connect(m_script.get(), &ScriptDriver::finished, m_script.get(),
                         [this](const QString& error) { scriptEnded(error); });
        m_script->start();
    }

private:
    /// The customer's language, in the country the cinema is in.
    void speak(const QString& code) {
        m_words.speak(QLocale(QLocale::codeToLanguage(code), m_options.locale.territory()));
        m_qml.retranslate();
        m_counter.retranslate();
    }

    bool load() {
        m_qml.addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_qml.setInitialProperties({{QStringLiteral("counter"), QVariant::fromValue(&m_counter)},
                                    {QStringLiteral("lightColours"), m_options.light},
                                    {QStringLiteral("calm"), m_options.calm},
                                    {QStringLiteral("mode"), m_options.mode},
                                    {QStringLiteral("width"), m_options.width},
                                    {QStringLiteral("height"), m_options.height}});
        m_qml.load(QUrl(QStringLiteral("qrc:/qt/qml/Foyer/Shell/Main.qml")));
        m_window = m_qml.rootObjects().isEmpty()
                       ? nullptr
                       : qobject_cast<QQuickWindow*>(m_qml.rootObjects().first());
        if (m_window && m_options.fullScreen)
            m_window->showFullScreen();
        return m_window != nullptr;
    }

    void scriptEnded(const QString& error) {
        if (!error.isEmpty()) {
            QCoreApplication::exit(refuse(error));
            return;
        }
        const bool written =
            m_result.write(QDir(m_options.scriptOutput).filePath(QStringLiteral("result.json")));
        QCoreApplication::exit(written ? 0 : 1);
    }

    const Options& m_options;
    Words& m_words;
    QThread m_thread;
    Engine m_engine;
    PostedWishes m_wishes;
    viewmodels::CounterModel m_counter;
    ScriptResult m_result;
    QTimer m_clock;
    QQmlApplicationEngine m_qml;
    QQuickWindow* m_window = nullptr;
    std::unique_ptr<ScriptDriver> m_script;
};

} // namespace

int runTerminal(const Options& options) {
    Words words;
    words.speak(options.locale);
    if (const auto certified = useCertificates(options); !certified)
        return refuse(certified.error());
    auto opened = openTerminal(options.dataFolder, options.server, options.enrolCode);
    if (!opened)
        return refuse(opened.error());
    const LogFile log(options.dataFolder);
    qInfo("foyer %s starts: %s \"%s\", life %d",
          qUtf8Printable(QCoreApplication::applicationVersion()), qUtf8Printable(options.mode),
          opened->device.identity.name.c_str(), opened->device.identity.incarnation.value);
    opened->device.identity.mode = terminalModeOf(options);
    opened->device.identity.reader = options.cardReader;

    std::optional<QStringList> steps;
    if (!options.script.isEmpty() && !(steps = ScriptDriver::read(options.script)))
        return refuse(QStringLiteral("the script %1 cannot be read").arg(options.script));
    Terminal terminal(options, words, std::move(opened->device), std::move(opened->store));
    quitOnSignals(qApp);
    if (!terminal.show())
        return refuse(QStringLiteral("the screen could not be loaded"));
    if (steps)
        terminal.drive(*steps);
    return QGuiApplication::exec();
}

} // namespace foyer::shell
