// links: app_fakes

#include "app/viewmodels/status_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using viewmodels::StatusModel;

class Status : public QObject {
    Q_OBJECT

    fakes::FakeTerminal m_terminal;

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }

    void everyStateHasWordsOfItsOwn() {
        StatusModel model(m_terminal, nullptr);
        QSet<QString> connections, printers, stops;
        for (int state = 0; state < 3; ++state) {
            core::StatusView view;
            view.connection = static_cast<core::Connection>(state);
            view.stop = static_cast<core::SellingStop>(state);
            model.show(view);
            connections.insert(model.connectionText());
            stops.insert(model.stopText());
            QCOMPARE(model.stopped(), state > 0);
            QCOMPARE(model.stopText().isEmpty(), state == 0);
        }
        for (int state = 0; state < 5; ++state) {
            core::StatusView view;
            view.printer = static_cast<core::PrinterState>(state);
            model.show(view);
            printers.insert(model.printerText());
        }
        QCOMPARE(connections.size(), 3);
        QCOMPARE(stops.size(), 3);
        QCOMPARE(printers.size(), 5);
    }

    void aShutPoolIsSaidBesideTheConnection() {
        StatusModel model(m_terminal, nullptr);
        core::StatusView view;
        view.connection = core::Connection::Online;
        model.show(view);
        QVERIFY(!model.poolShut());
        QCOMPARE(model.connectionText(), QStringLiteral("Online"));
        view.poolShut = true;
        model.show(view);
        QVERIFY(model.poolShut());
        QCOMPARE(model.connectionText(), QStringLiteral("Online · no new seats"));
    }

    void waitingEntriesAreToldWithTheirAge() {
        StatusModel model(m_terminal, nullptr);
        model.tick(fakes::kNow, 1h);
        core::StatusView view;
        model.show(view);
        QCOMPARE(model.waitingText(), QStringLiteral("All sent"));
        view.entriesWaiting = 3;
        model.show(view);
        QCOMPARE(model.waitingText(), QStringLiteral("3 waiting"));
        view.oldestWaiting = fakes::kNow - 4min;
        model.show(view);
        QCOMPARE(model.waitingText(), QStringLiteral("3 waiting · oldest 4 min"));
        model.tick(fakes::kNow + 60s, 1h);
        QCOMPARE(model.waitingText(), QStringLiteral("3 waiting · oldest 5 min"));
    }

    void theLastContactGrowsOld() {
        StatusModel model(m_terminal, nullptr);
        model.tick(fakes::kNow, 1h);
        QCOMPARE(model.lastContactText(), QStringLiteral("Never synced"));
        core::StatusView view;
        view.lastContact = fakes::kNow;
        model.show(view);
        QCOMPARE(model.lastContactText(), QStringLiteral("Synced just now"));
        model.tick(fakes::kNow + 59s, 1h);
        QCOMPARE(model.lastContactText(), QStringLiteral("Synced just now"));
        model.tick(fakes::kNow + 60s, 1h);
        QCOMPARE(model.lastContactText(), QStringLiteral("Synced 1 min ago"));
    }

    void theClockIsTheCinemas() {
        StatusModel model(m_terminal, nullptr);
        model.tick(fakes::kNow, 1h);
        QCOMPARE(model.clockText(), QStringLiteral("19:47"));
    }

    void retryingGoesToTheLine() {
        StatusModel model(m_terminal, nullptr);
        model.retryNow();
        QCOMPARE(m_terminal.retries, 1);
        QVERIFY(m_terminal.wishes.empty());
    }
};

QTEST_APPLESS_MAIN(Status)
#include "status_test.moc"
