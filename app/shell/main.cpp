#include "app/shell/app.h"
#include "app/shell/diagnostics.h"
#include "app/shell/options.h"

#include <QGuiApplication>
#include <QQuickStyle>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace {

/// Asked for words or a bundle only: then no display is needed.
bool wantsWordsOnly(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](const char* word) {
        const QLatin1String argument(word);
        return argument == QLatin1String("--help") || argument == QLatin1String("-h") ||
               argument == QLatin1String("--version") || argument == QLatin1String("-v") ||
               argument.startsWith(QLatin1String("--diagnostics"));
    });
}

} // namespace

int main(int argc, char** argv) {
    const std::unique_ptr<QCoreApplication> application(wantsWordsOnly(argc, argv)
                                                            ? new QCoreApplication(argc, argv)
                                                            : new QGuiApplication(argc, argv));
    QCoreApplication::setOrganizationName(QStringLiteral("Foyer"));
    QCoreApplication::setApplicationName(QStringLiteral("foyer"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FOYER_VERSION));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const auto options = foyer::shell::readOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "foyer: %s\n", qUtf8Printable(options.error()));
        return 2;
    }
    if (!options->diagnostics.isEmpty()) {
        const auto written = foyer::shell::writeDiagnostics(*options, options->diagnostics);
        if (!written)
            std::fprintf(stderr, "foyer: %s\n", qUtf8Printable(written.error()));
        return written ? 0 : 1;
    }
    return foyer::shell::runTerminal(*options);
}
