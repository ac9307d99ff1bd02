// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using server::services::ReadModel;

/// Seat states in memory: snapshots, versions, deltas, news.
class ServiceSeatsTest : public QObject {
    Q_OBJECT

private slots:
    void anUnknownShowtimeHasNoSnapshot() {
        ServiceHouse house;
        const auto none = house.seats->snapshot(ShowtimeId{});
        QVERIFY(none.ok());
        QVERIFY(*none == nullptr);
    }
    void eachCommitSwapsTheSnapshotAndLeavesTheOldOneWhole() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto before = *house.seats->snapshot(house.showtime);
        QVERIFY(house.ask(device, {3}).ok());
        const auto after = *house.seats->snapshot(house.showtime);
        QVERIFY(after->version > before->version);
        QCOMPARE((*before->letters)[3], 'f');
        QCOMPARE((*after->letters)[3], 'a');
        QCOMPARE(after->version,
                 house.read([&](const auto& s) { return s.seatsVersion(house.showtime); }));
    }
    void aRefusedCommandChangesNothing() {
        ServiceHouse house;
        Device device = house.enrol(1);
        QVERIFY(house.ask(device, {3}).ok());
        const auto before = *house.seats->snapshot(house.showtime);
        QVERIFY(!house.ask(house.enrol(2), {2, 3}).ok());
        QVERIFY(*house.seats->snapshot(house.showtime) == before);
    }
    void aDeltaLeadsFromAnyRememberedVersionToNow() {
        ServiceHouse house;
        Device device = house.enrol(1);
        std::vector<server::services::SnapshotPtr> seen{*house.seats->snapshot(house.showtime)};
        for (const std::uint16_t seat : {3, 4, 9}) {
            QVERIFY(house.ask(device, {seat}).ok());
            seen.push_back(*house.seats->snapshot(house.showtime));
        }
        for (const auto& old : seen) {
            const auto delta = house.seats->deltaSince(house.showtime, old->version);
            QVERIFY(delta);
            auto states = old->states;
            for (const auto& [seat, state] : delta->seats.seats)
                states[seat.value] = state;
            QVERIFY(states == seen.back()->states);
            QCOMPARE(delta->seats.version, seen.back()->version);
        }
        QVERIFY(house.seats->deltaSince(house.showtime, seen.back()->version)->seats.seats.empty());
    }
    void aVersionThatWasNeverOrIsForgottenHasNoDelta() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto first = (*house.seats->snapshot(house.showtime))->version;
        QVERIFY(!house.seats->deltaSince(house.showtime, CommitSeq{first.value - 1}));
        QVERIFY(!house.seats->deltaSince(house.showtime, CommitSeq{first.value + 1'000'000}));
        QVERIFY(!house.seats->deltaSince(house.later, first)); // not in memory yet
        for (std::size_t i = 0; i <= ReadModel::kRemembered / 2; ++i) {
            const auto lease = house.ask(device, {3})->allotments[0];
            house.allotments().giveBack(device.caller(), house.showtime, {lease.id, lease.epoch},
                                        lease.seats, [](const auto&) {});
        }
        QVERIFY(!house.seats->deltaSince(house.showtime, first));
    }
    void newsComeOncePerCommitWithTheStamp() {
        ServiceHouse house;
        Device device = house.enrol(1);
        std::vector<ReadModel::News> heard;
        house.seats->onNews([&](const ReadModel::News& news) { heard.push_back(news); });
        QVERIFY(house.ask(device, {3, 4}).ok());
        QCOMPARE(heard.size(), std::size_t{1});
        QCOMPARE(heard[0].seats.size(), std::size_t{1});
        QCOMPARE(heard[0].seats[0].seats.size(), std::size_t{2});
        QVERIFY(heard[0].others); // the allotment itself
        QCOMPARE(heard[0].stamp, house.read([](const auto& s) { return s.stamp(); }));
    }
    void renderedBytesAreBuiltOnce() {
        ServiceHouse house;
        const auto snapshot = *house.seats->snapshot(house.showtime);
        int built = 0;
        const auto build = [&](const auto& seats) {
            ++built;
            return "{" + *seats.letters + "}";
        };
        const auto first = snapshot->rendered(build);
        QVERIFY(snapshot->rendered(build) == first);
        QCOMPARE(built, 1);
    }
};

QTEST_APPLESS_MAIN(ServiceSeatsTest)
#include "service_seats_test.moc"
