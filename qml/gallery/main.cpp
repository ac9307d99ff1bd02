#include "gallery_model.h"

#include "shared/wire/plan_json.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTimer>

namespace {

using foyer::gallery::GalleryModel;

const QStringList kPages{QStringLiteral("Controls"), QStringLiteral("Entry"),
                         QStringLiteral("Map"),      QStringLiteral("Seats"),
                         QStringLiteral("Zoomed"),   QStringLiteral("Dialogs")};

struct Options {
    QString out;
    QString plan;
    QSize size{1280, 800};
    bool light = false;
    QStringList pages = kPages;
};

Options readOptions(const QGuiApplication& app) {
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("out"), QStringLiteral("Render all pages into DIR and end."),
                      QStringLiteral("DIR")});
    parser.addOption({QStringLiteral("plan"), QStringLiteral("The seating plan to show."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("size"), QStringLiteral("WIDTHxHEIGHT."),
                      QStringLiteral("SIZE"), QStringLiteral("1280x800")});
    parser.addOption(
        {QStringLiteral("page"), QStringLiteral("Only this page."), QStringLiteral("NAME")});
    parser.addOption({QStringLiteral("light"), QStringLiteral("The light palette.")});
    parser.process(app);
    Options options;
    options.out = parser.value(QStringLiteral("out"));
    options.plan = parser.value(QStringLiteral("plan"));
    const auto size = parser.value(QStringLiteral("size")).split(u'x');
    if (size.size() == 2)
        options.size = {size[0].toInt(), size[1].toInt()};
    options.light = parser.isSet(QStringLiteral("light"));
    if (parser.isSet(QStringLiteral("page")))
        options.pages = {parser.value(QStringLiteral("page"))};
    return options;
}

std::optional<foyer::domain::SeatingPlan> loadPlan(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qCritical("foyer-gallery: cannot read %s", qPrintable(path));
        return {};
    }
    auto read = foyer::wire::readPlan(file.readAll().toStdString());
    if (!read) {
        qCritical("foyer-gallery: %s is no seating plan", qPrintable(path));
        return {};
    }
    return std::move(read->plan);
}

void settle() {
    for (int i = 0; i < 12; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 40);
}

/// Shows a page in a window of its own; the window owns it.
std::unique_ptr<QQuickWindow> show(QQmlEngine& engine, GalleryModel& model, const QString& page,
                                   QSize size) {
    QQmlComponent component(&engine, QUrl(QStringLiteral("qrc:/gallery/%1.qml").arg(page)));
    QObject* root = component.isReady()
                        ? component.createWithInitialProperties(
                              {{QStringLiteral("model"), QVariant::fromValue(&model)}})
                        : nullptr;
    std::unique_ptr<QQuickWindow> window(qobject_cast<QQuickWindow*>(root));
    if (!window) {
        qCritical("foyer-gallery: %s", qPrintable(component.errorString()));
        return nullptr;
    }
    window->resize(size);
    window->show();
    return window;
}

int renderAll(QQmlEngine& engine, GalleryModel& model, const Options& options) {
    QDir().mkpath(options.out);
    for (const QString& page : options.pages) {
        const auto window = show(engine, model, page, options.size);
        if (!window)
            return 1;
        settle();
        const QString file =
            QStringLiteral("%1/%2-%3-%4.png")
                .arg(options.out, page.toLower(),
                     options.light ? QStringLiteral("light") : QStringLiteral("dark"))
                .arg(options.size.width());
        if (!window->grabWindow().save(file))
            return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const Options options = readOptions(app);
    auto plan = loadPlan(options.plan);
    if (!plan)
        return 1;
    GalleryModel model(std::move(*plan));
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QQmlComponent warmUp(&engine);
    warmUp.setData("import QtQml\nimport Foyer.Theme\nQtObject { property var theme: Theme }", {});
    const std::unique_ptr<QObject> holder(warmUp.create());
    if (!holder) {
        qCritical("foyer-gallery: %s", qPrintable(warmUp.errorString()));
        return 1;
    }
    holder->property("theme").value<QObject*>()->setProperty("light", options.light);
    if (!options.out.isEmpty())
        return renderAll(engine, model, options);
    std::vector<std::unique_ptr<QQuickWindow>> windows;
    for (const QString& page : options.pages)
        windows.push_back(show(engine, model, page, options.size));
    return QGuiApplication::exec();
}
