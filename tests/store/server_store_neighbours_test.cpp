// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
namespace ports = foyer::server::ports;
namespace services = foyer::server::services;

namespace {

/// Another process on the same database: a connection and a writer of its own.
struct Neighbour {
    Neighbour(ServiceHouse& house, const std::string& path)
        : connection(sqlite::Options{.path = path, .create = false})
        , writer(connection, plans, nullptr)
        , context{writer, writer, house.clock, house.random} {}

    void lease(const Device& device, ShowtimeId showtime, std::uint16_t seat) {
        services::Allotments allotments(context);
        QVERIFY(*answerOf<services::Allotments::Answer>([&](auto reply) {
            allotments.ask(device.caller(), {showtime, {SeatNo{seat}}}, reply);
        }));
    }

    sqlite::Connection connection;
    server::store::PlanCache plans;
    server::store::InlineWriter writer;
    services::Context context;
};

struct TwoOnOneFile {
    QTemporaryDir folder;
    std::string path = folder.filePath("foyer.db").toStdString();
    ServiceHouse house{{"ssssssssss"}, path};
    Device device = house.enrol(1);
    Neighbour other{house, path};
    std::vector<services::ReadModel::News> news;

    TwoOnOneFile() {
        (void)house.letters(); // the map is in memory from here on
        house.seats->onNews([this](const auto& each) { news.push_back(each); });
    }
    /// What the keeper does when it sees that somebody has committed.
    void look() {
        services::submit<Done>(
            *house.db, [](ports::Store&) { return services::Decided<Done>{Done{}}; },
            [](const services::Outcome<Done>& done) { QVERIFY(done); });
    }
};

} // namespace

/// What another process commits while a server has the maps in memory.
class ServerStoreNeighboursTest : public QObject {
    Q_OBJECT

private slots:
    void anothersCommitIsToldWithTheNextOfOurs() {
        TwoOnOneFile two;
        two.other.lease(two.device, two.house.showtime, 3);
        two.look();
        QCOMPARE(two.house.letters(), std::string("fffaffffff"));
        QCOMPARE(two.news.size(), std::size_t{1});
        QVERIFY(two.news[0].stamp ==
                two.house.read([](const ports::Store& store) { return store.stamp(); }));
        two.look(); // nothing new: nobody is told again
        QCOMPARE(two.news.size(), std::size_t{1});
    }
    void ownAndForeignRowsAreToldOnceAndInTheirOrder() {
        TwoOnOneFile two;
        QVERIFY(two.house.ask(two.device, {0}).ok());
        two.other.lease(two.device, two.house.showtime, 1);
        const auto lease = two.house.ask(two.device, {2})->allotments[0];
        two.device.write(two.house.sale(lease, {2}));
        QVERIFY(two.house.drain(two.device).ok());
        QCOMPARE(two.house.letters(), std::string("aasfffffff"));
        CommitSeq last{0};
        for (const auto& each : two.news)
            for (const auto& change : each.seats) {
                QVERIFY(change.version > last);
                last = change.version;
            }
        QCOMPARE(two.news.size(), std::size_t{3});
        QCOMPARE(two.news[1].seats[0].seats.size(), std::size_t{2}); // theirs and ours
    }
    void aNewShowtimeOfAnotherIsNews() {
        TwoOnOneFile two;
        services::Imports imports(two.other.context);
        auto show = two.house.showtimeAt(std::chrono::hours{60});
        QVERIFY(answerOf<services::Imports::ProgrammeAnswer>([&](auto reply) {
                    imports.programme({show}, reply);
                })->ok());
        two.look();
        QCOMPARE(two.news.size(), std::size_t{1});
        QVERIFY(two.news[0].others);
    }
    void whatWasThereBeforeUsIsNotNews() {
        TwoOnOneFile two;
        two.look();
        QVERIFY(two.news.empty());
    }
};

QTEST_APPLESS_MAIN(ServerStoreNeighboursTest)
#include "server_store_neighbours_test.moc"
