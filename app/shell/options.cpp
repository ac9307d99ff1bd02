#include "app/shell/options.h"

#include <QCommandLineParser>
#include <QStandardPaths>

namespace foyer::shell {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Options", text);
}

/// A system without a language would print amounts nobody in a cinema reads.
QLocale defaultLocale() {
    const QLocale system = QLocale::system();
    return system.language() == QLocale::C ? QLocale(QLocale::English, QLocale::Ireland) : system;
}

bool isServer(const QUrl& url) {
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

void declare(QCommandLineParser& parser) {
    parser.setApplicationDescription(tr("Foyer sells cinema seats, also without a network."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("mode"), tr("counter, kiosk, door or office"), QStringLiteral("mode"),
         QStringLiteral("counter")},
        {QStringLiteral("server"), tr("Address of foyerd"), QStringLiteral("url"),
         QStringLiteral("http://127.0.0.1:8080")},
        {QStringLiteral("data"), tr("Folder of this terminal's journal and keys"),
         QStringLiteral("folder")},
        {QStringLiteral("tls-ca"), tr("Certificates that the server's must come from, PEM"),
         QStringLiteral("file")},
        {QStringLiteral("tls-certificate"), tr("Certificate of this terminal, PEM"),
         QStringLiteral("file")},
        {QStringLiteral("tls-key"), tr("Its private key, PEM"), QStringLiteral("file")},
        {QStringLiteral("enrol"), tr("One-time code from 'foyerd enrol'"), QStringLiteral("code")},
        {QStringLiteral("printer"),
         tr("pdf:FOLDER, escpos-file:PATH, escpos-tcp:HOST:PORT or simulated"),
         QStringLiteral("printer")},
        {QStringLiteral("card-reader"),
         tr("none; manual: one that stands alone, whose answer the operator reads; or simulated"),
         QStringLiteral("reader"), QStringLiteral("none")},
        {QStringLiteral("locale"), tr("Language and formats, e.g. de_DE"), QStringLiteral("name")},
        {QStringLiteral("script"), tr("Drive the screen by a script, then end"),
         QStringLiteral("file")},
        {QStringLiteral("script-output"), tr("Where the script's pictures go"),
         QStringLiteral("folder")},
        {QStringLiteral("diagnostics"),
         tr("Write a bundle without secrets for whoever helps, then end"),
         QStringLiteral("file.tar")},
        {QStringLiteral("size"), tr("Size of the window"), QStringLiteral("WxH"),
         QStringLiteral("1280x800")},
        {QStringLiteral("full-screen"), tr("Fill the screen")},
        {QStringLiteral("light"), tr("Light colours")},
        {QStringLiteral("calm"), tr("Nothing moves on the screen")},
    });
}

QString defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

/// The sentence that says what is wrong; empty: it is a reader.
QString readReader(const QString& setting, Options& options) {
    if (!QStringList{"none", "manual", "simulated"}.contains(setting))
        return tr("There is no card reader '%1': use --card-reader none, manual or simulated.")
            .arg(setting);
    if (setting == QLatin1String("manual") && options.mode == QLatin1String("kiosk"))
        return tr("Nobody stands at a kiosk to read a manual card reader: attach one, or use "
                  "--card-reader none.");
    if (setting == QLatin1String("manual"))
        options.cardReader = core::CardReader::Manual;
    if (setting == QLatin1String("simulated")) {
        options.cardReader = core::CardReader::Attached;
        options.attachedReader = setting;
    }
    return {};
}

} // namespace

core::TerminalMode terminalModeOf(const Options& options) {
    if (options.mode == QLatin1String("office"))
        return core::TerminalMode::Office;
    if (options.mode == QLatin1String("kiosk"))
        return core::TerminalMode::Kiosk;
    return core::TerminalMode::Counter;
}

Result<Options, QString> readOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    declare(parser);
    parser.process(arguments);
    const auto value = [&](const char* name) { return parser.value(QLatin1String(name)); };

    Options options;
    options.mode = value("mode");
    if (!QStringList{"counter", "kiosk", "door", "office"}.contains(options.mode))
        return Err{tr("There is no mode '%1': use --mode counter, kiosk, door or office.")
                       .arg(options.mode)};
    options.server = QUrl(value("server"));
    if (!isServer(options.server))
        return Err{
            tr("'%1' is no address of a server: use http://HOST:PORT.").arg(value("server"))};
    options.dataFolder = parser.isSet(QStringLiteral("data")) ? value("data") : defaultFolder();
    options.tlsAuthorities = value("tls-ca");
    options.tlsCertificate = value("tls-certificate");
    options.tlsKey = value("tls-key");
    if (options.tlsCertificate.isEmpty() != options.tlsKey.isEmpty())
        return Err{tr("--tls-certificate and --tls-key belong together: give both, or neither.")};
    options.enrolCode = value("enrol");
    options.printer = value("printer");
    if (const QString wrong = readReader(value("card-reader"), options); !wrong.isEmpty())
        return Err{wrong};
    options.locale =
        parser.isSet(QStringLiteral("locale")) ? QLocale(value("locale")) : defaultLocale();
    options.script = value("script");
    options.scriptOutput = value("script-output");
    options.diagnostics = value("diagnostics");
    options.fullScreen = parser.isSet(QStringLiteral("full-screen"));
    options.light = parser.isSet(QStringLiteral("light"));
    options.calm = parser.isSet(QStringLiteral("calm"));
    const QStringList size = value("size").split(QLatin1Char('x'));
    options.width = size.value(0).toInt();
    options.height = size.value(1).toInt();
    if (options.width < 640 || options.height < 480)
        return Err{tr("'%1' is no size: use at least 640x480.").arg(value("size"))};
    return options;
}

} // namespace foyer::shell
