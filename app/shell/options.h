#pragma once

#include "app/core/records.h"
#include "shared/base/result.h"

#include <QLocale>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace foyer::shell {

/// What the command line asked for.
struct Options {
    QString mode = QStringLiteral("counter");
    QUrl server = QUrl(QStringLiteral("http://127.0.0.1:8080"));
    QString dataFolder;
    QString tlsAuthorities; // PEM: whom to trust as the server; empty: the machine's
    QString tlsCertificate; // PEM: what this terminal shows of itself, and its key; empty: nothing
    QString tlsKey;
    QString enrolCode;
    QString printer; // a setting of devices::makePrinter; empty: PDF below the data folder
    core::CardReader cardReader = core::CardReader::None;
    QString attachedReader; // a setting of devices::makeCardReader, when one is attached
    QLocale locale;
    QString script;       // drives the screen by itself, for demonstrations and tests
    QString scriptOutput; // where its pictures go
    QString diagnostics;  // write this bundle and end
    bool fullScreen = false;
    bool light = false;
    bool calm = false; // nothing moves on the screen
    int width = 1280;
    int height = 800;
};

/// What the core is started as. At a kiosk nobody answers for a sale at risk, so it makes none.
core::TerminalMode terminalModeOf(const Options& options);

/// Reads the arguments (QCommandLineParser; --help and --version end the program themselves). The
/// error is a sentence that says what to do.
Result<Options, QString> readOptions(const QStringList& arguments);

} // namespace foyer::shell
