// links: shared_sqlite
#include "shared/sqlite/connection.h"
#include "shared/sqlite/migrations.h"
#include "store_harness/sql_terminal.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::sqlite;

class TerminalSchemaTest : public QObject {
    Q_OBJECT
private slots:
    void everyStatementFitsTheMigratedSchema() {
        const SqlFiles files(tests::terminal::sqlFiles(), Dialect::Sqlite);
        Connection db({.path = ":memory:"});
        const auto applied = migrate(db, files, ApplicationId::Terminal, instantFromMs(0));
        QVERIFY(applied && !applied->empty());
        QVERIFY(!files.queries().empty());
        std::string complaints;
        for (const Query& query : files.queries())
            complaints += complaintAbout(db, query);
        QVERIFY2(complaints.empty(), complaints.c_str());
    }

private:
    static std::string complaintAbout(Connection& db, const Query& query) {
        try {
            (void)db.prepare(query.name, query.sql);
            return {};
        } catch (const Error& error) {
            return std::string(query.file) + ": " + error.what() + "\n";
        }
    }
};

QTEST_APPLESS_MAIN(TerminalSchemaTest)
#include "terminal_schema_test.moc"
