#include "app/shell/app.h"
#include "app/shell/options.h"

#include <QGuiApplication>
#include <QQuickStyle>

#include <cstdio>

int main(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Foyer"));
    QCoreApplication::setApplicationName(QStringLiteral("foyer"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FOYER_VERSION));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    const auto options = foyer::shell::readOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "foyer: %s\n", qUtf8Printable(options.error()));
        return 2;
    }
    return foyer::shell::runTerminal(*options);
}
