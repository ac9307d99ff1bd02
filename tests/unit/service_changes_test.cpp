// links: server_store server_services shared_wire unit_service_house
#include "shared/wire/sync_json.h"
#include "tests/unit/discounts.h"
#include "tests/unit/service_house.h"

#include <QtTest>
#include <map>
#include <set>

using namespace foyer;
using namespace foyer::server::tests;
using protocol::ChangesAnswer;

namespace {

/// What a terminal makes of the feed.
struct Replica {
    std::map<ShowtimeId, domain::SeatStates> seats;
    std::map<ShowtimeId, CommitSeq> versions;
    std::map<AllotmentId, protocol::Allotment> allotments;
    std::set<MovieId> movies;
    CommitSeq cursor;

    void take(const ChangesAnswer& answer) {
        if (answer.snapshot)
            *this = {};
        for (const auto& change : answer.changes)
            std::visit([this](const auto& body) { apply(body); }, change.body);
        cursor = answer.cursor;
    }
    void apply(const protocol::SeatsSnapshot& body) {
        seats[body.showtime] = body.states;
        versions[body.showtime] = body.version;
    }
    void apply(const protocol::SeatsChanged& body) {
        if (body.version <= versions[body.showtime])
            return;
        for (const auto& [seat, state] : body.seats)
            seats[body.showtime].at(seat.value) = state;
        versions[body.showtime] = body.version;
    }
    void apply(const protocol::AllotmentChanged& body) {
        allotments[body.allotment.id] = body.allotment;
    }
    void apply(const domain::Movie& movie) { movies.insert(movie.id); }
    template <class Other>
    void apply(const Other&) {}
};

/// What an answer says of leases and price lists, and how much of it came with schema 2.
struct Told {
    int leases = 0;
    int leasesWithPlan = 0;
    int lists = 0;
    int listsWithDiscounts = 0;

    explicit Told(const ChangesAnswer& answer) {
        for (const auto& change : answer.changes) {
            if (const auto* lease = std::get_if<protocol::AllotmentChanged>(&change.body)) {
                ++leases;
                leasesWithPlan += lease->allotment.plan.isNull() ? 0 : 1;
            }
            if (const auto* list = std::get_if<domain::PriceList>(&change.body)) {
                ++lists;
                listsWithDiscounts += list->discounts.empty() ? 0 : 1;
            }
        }
    }
};

} // namespace

/// The feed (I6).
class ServiceChangesTest : public QObject {
    Q_OBJECT

private slots:
    void aNewTerminalGetsASnapshotOfAll() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto answer = *house.changes().after(CommitSeq{0}, device.caller());
        QVERIFY(answer.snapshot && !answer.more);
        std::set<std::size_t> kinds;
        for (const auto& change : answer.changes)
            kinds.insert(change.body.index());
        QCOMPARE(kinds.size(), std::size_t{10}); // all but a delta, an allotment and duties
        QCOMPARE(answer.cursor, answer.stamp.commitSeq);
    }
    void aTerminalOfTheFirstSchemaIsToldOfWhatItUnderstands() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto answer = *house.changes().after(CommitSeq{0}, device.caller(), 1);
        for (const auto& change : answer.changes)
            QCOMPARE(protocol::schemaOf(change.body), 1);
    }
    void listsAndLeasesAreToldInTheWordsOfTheTerminalsSchema() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto before = house.changes().after(CommitSeq{0}, device.caller())->cursor;
        house.discount({foyer::tests::percent("group", 2'000, 10)});
        QVERIFY(house.ask(device, {1}).ok());
        for (const CommitSeq cursor : {CommitSeq{0}, before}) // a snapshot and what has changed
            for (const int schema : {1, 2}) {
                const auto answer = *house.changes().after(cursor, device.caller(), schema);
                QCOMPARE(answer.snapshot, cursor.value == 0);
                const Told told(answer);
                QCOMPARE(told.leases, 1);
                QCOMPARE(told.leasesWithPlan, schema == 1 ? 0 : 1);
                QVERIFY(told.lists >= 1);
                QCOMPARE(told.listsWithDiscounts, schema == 1 ? 0 : 1);
                QCOMPARE(answer.at != Instant{}, schema == 2);
                if (schema == 1)
                    QVERIFY(wire::encodeChanges(answer).find("discount") == std::string::npos);
            }
    }
    void aReplicaThatFollowsEqualsTheServer() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Device other = house.enrol(2);
        Replica replica;
        replica.take(*house.changes().after(CommitSeq{0}, device.caller()));
        SeededRandom dice(3);
        for (int step = 0; step < 120; ++step) {
            Device& who = dice.chance(2) ? device : other;
            const auto seat = static_cast<std::uint16_t>(dice.below(28));
            if (const auto lease = house.ask(who, {seat}); lease.ok() && dice.chance(2)) {
                who.write(house.sale(lease->allotments[0], {seat}));
                QVERIFY(house.drain(who).ok());
            }
            if (!dice.chance(5))
                continue;
            const CommitSeq before = replica.cursor;
            const auto answer = *house.changes().after(replica.cursor, device.caller());
            QVERIFY(!answer.snapshot);
            replica.take(answer);
            QVERIFY(replica.cursor >= before);
            QVERIFY(replica.seats.at(house.showtime) ==
                    (*house.seats->snapshot(house.showtime))->states);
        }
        for (const auto& [id, allotment] : replica.allotments)
            QCOMPARE(allotment.terminal, device.terminal); // others' are not its business
    }
    void aLongWayComesInPages() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Replica replica;
        replica.take(*house.changes().after(CommitSeq{0}, device.caller()));
        std::vector<domain::Movie> movies;
        for (int i = 0; i < 1200; ++i) {
            domain::Movie movie;
            movie.title = "Film " + std::to_string(i);
            movie.releaseYear = 2000;
            movies.push_back(movie);
        }
        house.imports().movies(movies, [](const auto&) {});
        int pages = 0;
        for (bool more = true; more; ++pages) {
            const auto answer = *house.changes().after(replica.cursor, device.caller());
            QVERIFY(!answer.snapshot);
            replica.take(answer);
            more = answer.more;
        }
        QCOMPARE(pages, 3);
        QCOMPARE(replica.movies.size(), std::size_t{1201});
    }
    void aCursorFromTheFutureGetsASnapshot() {
        ServiceHouse house;
        Device device = house.enrol(1);
        QVERIFY(house.changes().after(CommitSeq{999'999}, device.caller())->snapshot);
    }
    void aCursorThatIsTooOldGetsASnapshot() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto cursor = house.changes().after(CommitSeq{0}, device.caller())->cursor;
        QVERIFY(house.ask(device, {1}).ok());
        QVERIFY(house.ask(device, {2}).ok());
        const auto newest = house.read([](const auto& s) { return s.stamp(); }).commitSeq;
        QVERIFY(house.tryExec("DELETE FROM change WHERE seq < " + std::to_string(newest.value)));
        QVERIFY(house.changes().after(cursor, device.caller())->snapshot);
        QVERIFY(!house.changes().after(newest, device.caller())->snapshot);
    }
    void aNewShowtimeArrivesWithItsMovieAndSeats() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Replica replica;
        replica.take(*house.changes().after(CommitSeq{0}, device.caller()));
        const auto show = house.showtimeAt(std::chrono::hours{60});
        QVERIFY(house.programme({show}).ok());
        replica.take(*house.changes().after(replica.cursor, device.caller()));
        QCOMPARE(replica.seats.at(show.id).size(), std::size_t{28});
    }
};

QTEST_APPLESS_MAIN(ServiceChangesTest)
#include "service_changes_test.moc"
