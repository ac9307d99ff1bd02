// links: server_main contract_house
#include "shared/sqlite/fault_vfs.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::testing;
using sqlite::Fault;
using Lasting = sqlite::FaultVfs::Lasting;

/// What is answered over real HTTP when the server's disk fails.
class RestStorageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_house = std::make_unique<House>(); }
    void init() {
        m_disk.heal();
        m_house->node.reset();
        m_house->start(m_disk.name());
        m_till = std::make_unique<Till>(*m_house);
        m_showtime = *ShowtimeId::parse(m_house->showtime()["id"].toString().toStdString());
        ++m_seat.value;                // each test's till asks for one of its own
        QCOMPARE(seats().status, 200); // in memory from here on
    }
    void cleanup() {
        m_disk.heal();
        m_house->node.reset();
    }

    void aDiskThatIsFullOnceIs503Once() {
        m_disk.failAt(1, Fault::DiskFull);
        verify503(ask());
        QCOMPARE(m_disk.struck(), std::uint64_t{1});
        QCOMPARE(ask().status, 201);
    }
    void aDiskThatStaysFullIs503UntilThereIsRoom() {
        m_disk.failAt(1, Fault::DiskFull, Lasting::Persistent);
        verify503(ask());
        verify503(ask());
        QCOMPARE(seats().status, 200);
        m_disk.heal();
        QCOMPARE(ask().status, 201);
    }
    void aFailedSyncIs503UntilARestart() {
        QCOMPARE(m_house->get("/readyz").status, 200);
        m_disk.failAt(1, Fault::SyncLoses);
        verify503(ask());
        QCOMPARE(m_disk.struck(), std::uint64_t{1});
        verify503(ask());
        verify503(m_house->get("/readyz"));
        QCOMPARE(m_house->get("/livez").status, 200);
        QCOMPARE(seats().status, 200);
        m_house->node.reset();
        m_house->start(m_disk.name());
        m_till->token = m_till->freshToken();
        QCOMPARE(ask().status, 201);
    }

private:
    Answer ask() { return m_till->askFor(m_showtime, {m_seat}, {{"Idempotency-Key", "the-same"}}); }
    Answer seats() { return m_house->get("/v1/showtimes/" + m_showtime.toString() + "/seats"); }

    static void verify503(const Answer& answer) {
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.header("retry-after") == "1");
        const auto type = jsonOf(answer)["type"].toString();
        QVERIFY2(type.endsWith("storage"), qPrintable(type));
    }

    sqlite::FaultVfs m_disk{"rest-storage"}; // first: the server closes its files before it goes
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_till;
    ShowtimeId m_showtime;
    SeatNo m_seat{2};
};

QTEST_GUILESS_MAIN(RestStorageTest)
#include "rest_storage_test.moc"
