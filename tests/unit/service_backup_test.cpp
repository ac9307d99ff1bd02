// links: server_store server_services shared_wire unit_service_house
#include "server/services/backup.h"
#include "server/store/sqlite_backup.h"
#include "tests/unit/service_house.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using server::services::Backup;
namespace ports = foyer::server::ports;

namespace {

/// A database that cannot be copied.
struct FullDisk final : ports::DatabaseBackup {
    Result<Done, ports::BackupFailure> copyTo(const std::string&) override {
        return Err{ports::BackupFailure{"the disk is full"}};
    }
};

struct OnFile {
    QTemporaryDir folder;
    QTemporaryDir backups;
    std::string path = folder.filePath("foyer.db").toStdString();
    ServiceHouse house{{"ssssssssss"}, path};
    server::store::SqliteBackup database{sqlite::Options{.path = path, .create = false}};

    std::string fileOf(const char* name) const { return backups.filePath(name).toStdString(); }
    Result<Done, ports::BackupFailure> copyTo(const std::string& file) {
        return Backup(house.context(), database).copyTo(file);
    }
    std::vector<ports::AuditRecord> trail(const std::string& action) {
        return house.read([&](const ports::Store& store) {
            std::vector<ports::AuditRecord> found;
            store.eachAudit([&](const auto& record) {
                if (record.action == action)
                    found.push_back(record);
            });
            return found;
        });
    }
};

} // namespace

/// Copies of the live database.
class ServiceBackupTest : public QObject {
    Q_OBJECT

private slots:
    void aGoodBackupIsNotedInTheAuditTrail() {
        OnFile on;
        const std::string file = on.fileOf("monday.db");
        QVERIFY(on.copyTo(file).ok());
        QVERIFY(on.trail("backup").empty());
        QVERIFY(answerOf<Done>([&](auto reply) {
                    Backup(on.house.context(), on.database).note(file, reply);
                }).ok());
        QCOMPARE(on.trail("backup").size(), std::size_t{1});
        QCOMPARE(on.trail("backup")[0].text, file);
    }
    void aBackupHoldsWhatWasCommittedAndCanBeServed() {
        OnFile on;
        Device device = on.house.enrol(1);
        const auto lease = on.house.ask(device, {3})->allotments[0];
        device.write(on.house.sale(lease, {3}));
        QVERIFY(on.house.drain(device).ok());
        const std::string file = on.fileOf("monday.db");
        QVERIFY(on.copyTo(file).ok());
        QVERIFY(on.house.ask(device, {4}).ok()); // after it
        sqlite::Connection copy(sqlite::Options{.path = file, .create = false});
        server::store::PlanCache plans;
        server::store::InlineWriter db(copy, plans, nullptr);
        const auto report = *server::services::Audit(db, on.house.verifier).run();
        QVERIFY(report.findings.empty());
        const auto claims = server::services::readOne<server::core::Claims>(
            db, [&](const ports::Store& store) { return store.claims(on.house.showtime); });
        QCOMPARE(claims->all().size(), std::size_t{1});
        QVERIFY(claims->at(SeatNo{3})->kind == server::core::ClaimKind::Ticket);
    }
    void aBackupNeverReplacesAnother() {
        OnFile on;
        QVERIFY(on.copyTo(on.fileOf("monday.db")).ok());
        const auto again = on.copyTo(on.fileOf("monday.db"));
        QVERIFY(!again.ok());
        QVERIFY(!again.error().message.empty());
        QCOMPARE(QDir(on.backups.path()).entryList(QDir::Files).size(), 1);
    }
    void aCopyThatCannotBeMadeIsToldAndLeavesNothingBehind() {
        OnFile on;
        FullDisk full;
        const auto failed = Backup(on.house.context(), full).copyTo(on.fileOf("monday.db"));
        QVERIFY(!failed.ok());
        QCOMPARE(failed.error().message, std::string("the disk is full"));
        const auto nowhere = on.copyTo(on.fileOf("no/monday.db"));
        QVERIFY(!nowhere.ok());
        QVERIFY(!nowhere.error().message.empty());
    }
};

QTEST_APPLESS_MAIN(ServiceBackupTest)
#include "service_backup_test.moc"
