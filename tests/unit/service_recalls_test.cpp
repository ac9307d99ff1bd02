// links: server_store server_services shared_wire unit_service_house
#include "server/services/recalls.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
namespace services = foyer::server::services;
using server::core::Claim;
using server::core::ClaimKind;
using server::ports::HoldState;
using server::ports::Store;

/// What becomes of a hold that waits for the seats of terminals.
class ServiceRecallsTest : public QObject {
    Q_OBJECT

    struct Waiting : ServiceHouse {
        Device device = enrol(1);
        protocol::Allotment lease = ask(device, {4, 5})->allotments[0];
        server::ports::HoldRecord hold;
        std::vector<RecallId> recalls;

        /// A hold of seat 3 that waits for seats 4 and 5, each by a recall of its own.
        Waiting() {
            hold = {HoldId::make(clock.now(), random),
                    showtime,
                    {{1}},
                    HoldState::Waiting,
                    "mia",
                    "10.0.0.7",
                    clock.now(),
                    clock.now() + std::chrono::minutes{10},
                    false,
                    {}};
            for (int i = 0; i < 2; ++i)
                recalls.push_back(RecallId::make(clock.now(), random));
            write([&](Store& store) {
                store.put(hold);
                take(store, 3);
                for (std::size_t i = 0; i < 2; ++i)
                    store.add(
                        server::ports::RecallRecord{{recalls[i],
                                                     device.terminal,
                                                     showtime,
                                                     lease.id,
                                                     lease.epoch,
                                                     {SeatNo{static_cast<std::uint16_t>(4 + i)}},
                                                     clock.now(),
                                                     true},
                                                    hold.id});
            });
        }
        void take(Store& store, std::uint16_t seat) const {
            const auto before = store.claims(showtime, {SeatNo{seat}}).at(SeatNo{seat});
            CHECK(store.apply(
                showtime,
                {{SeatNo{seat}, before, Claim{SeatNo{seat}, ClaimKind::Hold, hold.id.uuid, {}}}}));
        }
        std::optional<server::ports::HoldRecord> now() {
            return read([&](const Store& store) { return store.hold(hold.id); });
        }
    };

private slots:
    void itIsHeldWhenItsLastSeatHasCome() {
        Waiting house;
        house.write([&](Store& store) {
            house.take(store, 4);
            services::settleRecall(store, house.recalls[0]);
        });
        QVERIFY(house.now()->state == HoldState::Waiting);
        house.write([&](Store& store) {
            house.take(store, 5);
            services::settleRecall(store, house.recalls[1]);
        });
        QVERIFY(house.now()->state == HoldState::Held);
        QCOMPARE(house.letters().substr(2, 5), std::string("fhhhf"));
        QCOMPARE(house.now()->customer, std::string("mia"));
    }
    void itIsGoneWhenASeatDoesNotCome() {
        Waiting house;
        house.write([&](Store& store) {
            house.take(store, 4);
            services::settleRecall(store, house.recalls[0]);
            services::settleRecall(store, house.recalls[1]);
        });
        QVERIFY(!house.now());
        QCOMPARE(house.letters().substr(2, 5), std::string("fffaf"));
    }
    void whatIsSoldGoesAndTheRestIsFree() {
        Waiting house;
        house.write([&](Store& store) {
            services::sellHold(store, house.hold.id,
                               BookingId::make(house.clock.now(), house.random));
        });
        QVERIFY(house.now()->state == HoldState::Sold);
        QVERIFY(!house.now()->booking.isNull());
        QCOMPARE(house.letters().substr(2, 5), std::string("ffaaf"));
        QVERIFY(house.read([&](const Store& store) { return store.openRecallsOf(house.hold.id); })
                    .empty());
    }
};

QTEST_APPLESS_MAIN(ServiceRecallsTest)
#include "service_recalls_test.moc"
