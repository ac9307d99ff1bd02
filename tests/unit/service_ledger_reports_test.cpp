// links: server_store server_services shared_wire unit_service_house
#include "server/services/ledger_reports.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using server::services::LedgerReports;

/// The ledger as CSV.
class ServiceLedgerReports : public QObject {
    Q_OBJECT

private:
    static QStringList linesOf(const std::string& text) {
        return QString::fromStdString(text).split("\r\n", Qt::SkipEmptyParts);
    }
    static Date today(const ServiceHouse& house) {
        return businessDayOf(house.clock.at, std::chrono::minutes{0});
    }

private slots:
    void theTrialBalanceIsWhatTheLedgerSays() {
        ServiceHouse house;
        Device counter = house.enrol(1);
        const auto lease = house.ask(counter, {1, 2})->allotments[0];
        counter.write(house.sale(lease, {1}));
        QVERIFY(house.drain(counter).ok());
        const LedgerReports reports(*house.db);
        const auto lines = linesOf(*reports.trialBalance(today(house) + std::chrono::days{1}));
        QCOMPARE(lines.front(), QString("account,kind,debit,credit,currency"));
        QVERIFY(lines.contains("cash_drawer,asset,10.00,,EUR"));
        QCOMPARE(lines.back(), QString("total,,10.00,10.00,EUR"));
        const auto before = linesOf(*reports.trialBalance(today(house) - std::chrono::days{2}));
        QCOMPARE(before.size(), 1);
    }

    void theDayJournalHasEachPostingAndNoFormula() {
        ServiceHouse house;
        Device counter = house.enrol(1);
        const auto lease = house.ask(counter, {1, 2})->allotments[0];
        const auto sold = house.sale(lease, {1});
        counter.write(sold);
        QVERIFY(house.drain(counter).ok());
        QVERIFY(house.tryExec("UPDATE terminal SET name = '=HYPERLINK(\"x\")'"));
        const LedgerReports reports(*house.db);
        const auto lines = linesOf(*reports.dayJournal(sold.businessDay));
        QVERIFY(lines.size() >= 3);
        QVERIFY(lines[1].contains(",sale,"));
        QVERIFY(lines[1].contains(QString::fromStdString(domain::referenceOf(sold.booking))));
        const QString harmless = ",\"'=HYPERLINK(\"\"x\"\")\",";
        QVERIFY2(lines[1].contains(harmless), qPrintable(lines[1]));
        QVERIFY(lines[1].endsWith(",cash_drawer,10.00,,EUR"));
        QCOMPARE(linesOf(*reports.dayJournal(sold.businessDay + std::chrono::days{1})).size(), 1);
    }
};

QTEST_APPLESS_MAIN(ServiceLedgerReports)
#include "service_ledger_reports_test.moc"
