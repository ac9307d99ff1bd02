// links: app_shell
#include "app/shell/options.h"

#include <QtTest>

using namespace foyer;
using shell::readOptions;

namespace {

Result<shell::Options, QString> read(const QStringList& arguments) {
    return readOptions(QStringList{QStringLiteral("foyer")} + arguments);
}

} // namespace

class OptionsTest : public QObject {
    Q_OBJECT
private slots:
    void aKioskIsStartedAsOneAndSoSellsNothingAtRisk() {
        const auto kiosk = read({"--mode", "kiosk"});
        QVERIFY(kiosk);
        QCOMPARE(terminalModeOf(*kiosk), core::TerminalMode::Kiosk);
        QCOMPARE(terminalModeOf(*read({})), core::TerminalMode::Counter);
        QCOMPARE(terminalModeOf(*read({"--mode", "door"})), core::TerminalMode::Counter);
        QCOMPARE(terminalModeOf(*read({"--mode", "office"})), core::TerminalMode::Office);
        QVERIFY(!read({"--mode", "attic"}));
    }

    void aReaderThatAPersonReadsIsForCounters() {
        QVERIFY(!read({"--mode", "kiosk", "--card-reader", "manual"}));
        QCOMPARE(read({"--card-reader", "manual"})->cardReader, core::CardReader::Manual);
        const auto attached = read({"--mode", "kiosk", "--card-reader", "simulated"});
        QVERIFY(attached);
        QCOMPARE(attached->cardReader, core::CardReader::Attached);
        QCOMPARE(attached->attachedReader, QStringLiteral("simulated"));
        QVERIFY(read({"--mode", "kiosk", "--card-reader", "none"})->attachedReader.isEmpty());
        QVERIFY(!read({"--card-reader", "abacus"}));
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "options_test.moc"
