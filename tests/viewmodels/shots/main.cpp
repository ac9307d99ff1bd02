#include "app/viewmodels/counter_model.h"
#include "tests/viewmodels/fakes/pseudo_translator.h"
#include "tests/viewmodels/shots/scenes.h"

#include <QCommandLineParser>
#include <QDeadlineTimer>
#include <QDir>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTranslator>

namespace {

using namespace foyer;

struct Options {
    QString out;
    QString scene;
    QSize size{1280, 800};
    bool light = false;
    bool pseudo = false;
};

Options readOptions(const QGuiApplication& app) {
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{"out", "The folder to write to.", "DIR", "."},
                       {"scene", "Only scenes whose name begins so.", "NAME"},
                       {"size", "WIDTHxHEIGHT.", "SIZE", "1280x800"},
                       {"locale", "How money and times are written.", "NAME", "de_DE"},
                       {"light", "The light palette."},
                       {"pseudo", "Every text half as long again."}});
    parser.process(app);
    QLocale::setDefault(QLocale(parser.value("locale")));
    const auto size = parser.value("size").split(u'x');
    return {parser.value("out"),
            parser.value("scene"),
            {size.value(0).toInt(), size.value(1).toInt()},
            parser.isSet("light"),
            parser.isSet("pseudo")};
}

void settle(int ms) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

/// A window of its own for each scene, so that nothing is left of the one before.
bool shoot(const shots::Scene& scene, const Options& options) {
    fakes::FakeTerminal terminal;
    viewmodels::CounterModel counter(terminal);
    terminal.onView = [&](const core::View& view) { counter.show(view); };
    scene.set(terminal);
    terminal.publish();
    counter.tick(fakes::kNow);

    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setInitialProperties({{"counter", QVariant::fromValue(&counter)},
                                 {"lightColours", options.light},
                                 {"mode", scene.mode},
                                 {"width", options.size.width()},
                                 {"height", options.size.height()}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Foyer/Shell/Main.qml")));
    auto* window = engine.rootObjects().isEmpty()
                       ? nullptr
                       : qobject_cast<QQuickWindow*>(engine.rootObjects().first());
    if (!window)
        return false;
    window->requestActivate();
    // A key that comes before is lost.
    for (const QDeadlineTimer patience(10'000); !window->isActive() && !patience.hasExpired();)
        settle(20);
    settle(200);
    if (scene.touch)
        scene.touch(*window);
    settle(400);
    const QString file = QStringLiteral("%1-%2-%3.png")
                             .arg(scene.name, options.light ? "light" : "dark")
                             .arg(options.size.width());
    return window->grabWindow().save(QDir(options.out).filePath(file));
}

} // namespace

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const Options options = readOptions(app);
    QTranslator plurals;
    if (plurals.load(QStringLiteral(":/foyer/translations/foyer_en.qm")))
        QCoreApplication::installTranslator(&plurals);
    fakes::PseudoTranslator pseudo;
    if (options.pseudo)
        QCoreApplication::installTranslator(&pseudo);
    QDir().mkpath(options.out);
    for (const shots::Scene& scene : shots::scenes())
        if (scene.name.startsWith(options.scene) && !shoot(scene, options)) {
            qCritical("foyer-counter-shots: %s cannot be shown", qPrintable(scene.name));
            return 1;
        }
    return 0;
}
