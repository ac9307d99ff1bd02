#include "tests/rig/rig.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

namespace {

using foyer::rig::Rig;

void declare(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral(
        "A Foyer terminal without screen and printer, for tests. Reads commands (tests/rig/rig.h) "
        "and answers them; ends when its input does."));
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("server"), QStringLiteral("Address of foyerd"), QStringLiteral("url"),
         QStringLiteral("http://127.0.0.1:8080")},
        {QStringLiteral("data"), QStringLiteral("Folder of this terminal's journal and keys"),
         QStringLiteral("folder")},
        {QStringLiteral("enrol"), QStringLiteral("One-time code from 'foyerd enrol'"),
         QStringLiteral("code")},
        {QStringLiteral("pin"), QStringLiteral("Of the first operator"), QStringLiteral("digits"),
         QStringLiteral("1111")},
        {QStringLiteral("clerk"), QStringLiteral("Customers come by themselves, from this seed"),
         QStringLiteral("seed")},
        {QStringLiteral("rate"), QStringLiteral("That many a second; 0: one after the other"),
         QStringLiteral("number"), QStringLiteral("0")},
    });
}

int refuse(const QString& sentence) {
    std::fprintf(stderr, "foyer-rig-terminal: %s\n", qUtf8Printable(sentence));
    return 1;
}

void say(const QString& line) {
    std::printf("%s\n", qUtf8Printable(line));
    std::fflush(stdout);
}

/// Hands over whole lines as they come; at the end of the input the program ends.
class Lines {
public:
    explicit Lines(Rig& rig) : m_rig(rig), m_notifier(STDIN_FILENO, QSocketNotifier::Read) {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &rig, [this] { read(); });
    }

private:
    void read() {
        char bytes[4096];
        const auto count = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0) {
            m_notifier.setEnabled(false);
            m_rig.command(QStringLiteral("quit"));
            return;
        }
        m_text.append(bytes, static_cast<int>(count));
        for (auto end = m_text.indexOf('\n'); end >= 0; end = m_text.indexOf('\n')) {
            m_rig.command(QString::fromUtf8(m_text.left(end)));
            m_text.remove(0, end + 1);
        }
    }

    Rig& m_rig;
    QSocketNotifier m_notifier;
    QByteArray m_text;
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-dd HH:mm:ss.zzz} %{message}"));
    QCommandLineParser parser;
    declare(parser);
    parser.process(application);
    const QString folder = parser.value(QStringLiteral("data"));
    const QUrl server(parser.value(QStringLiteral("server")));
    if (folder.isEmpty())
        return refuse(QStringLiteral("--data names the folder"));
    auto opened = foyer::shell::openTerminal(folder, server, parser.value(QStringLiteral("enrol")));
    if (!opened)
        return refuse(opened.error());
    auto witness = foyer::rig::Witness::open(QDir(folder).filePath(QStringLiteral("seen")));
    if (!witness)
        return refuse(QStringLiteral("%1 cannot be written").arg(folder));
    Rig rig(std::move(opened).value(), std::move(witness), server,
            parser.value(QStringLiteral("pin")).toStdString(), say);
    QObject::connect(&rig, &Rig::quitWanted, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    if (parser.isSet(QStringLiteral("clerk")))
        rig.clerk(parser.value(QStringLiteral("clerk")).toULongLong(),
                  parser.value(QStringLiteral("rate")).toDouble());
    rig.start([] { say(QStringLiteral("ready")); });
    const Lines lines(rig);
    return QCoreApplication::exec();
}
