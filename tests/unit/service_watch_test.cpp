// links: server_services server_store shared_crypto shared_wire unit_service_house
#include "server/services/watch.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Presence;
using services::Watch;

class ServiceWatch : public QObject {
    Q_OBJECT

    static Watch::Picture look(ServiceHouse& house, Presence& presence) {
        auto picture = Watch(house.context(), presence).look();
        CHECK(picture.ok());
        return *picture;
    }

private slots:
    void seatsOfTonightAreCountedByTheirOwner() {
        ServiceHouse house;
        Presence presence;
        auto device = house.enrol(1);
        const auto asked = house.ask(device, {0, 1, 2, 3});
        QVERIFY(asked.ok());
        device.write(house.sale(asked->allotments.front(), {0}));
        QVERIFY(house.drain(device).ok());
        const auto picture = look(house, presence);
        QCOMPARE(picture.seats, std::int64_t{28}); // the other showtime is of tomorrow
        QCOMPARE(picture.claims.at(core::ClaimKind::Ticket), std::int64_t{1});
        QCOMPARE(picture.claims.at(core::ClaimKind::Allotment), std::int64_t{3});
        QCOMPARE(picture.allottedShare(), 3.0 / 27.0);
    }

    void showtimesThatBeganLongAgoCountNoMore() {
        ServiceHouse house;
        Presence presence;
        const auto device = house.enrol(1);
        QVERIFY(house.ask(device, {0}).ok());
        house.clock.at += std::chrono::hours{6} + std::chrono::minutes{1};
        const auto picture = look(house, presence);
        QVERIFY(picture.claims.empty());
        QCOMPARE(picture.seats, std::int64_t{28}); // now the other one is of tonight
        QCOMPARE(picture.allottedShare(), 0.0);
    }

    void aTerminalIsConnectedWhileItWasHeardAMomentAgo() {
        ServiceHouse house;
        Presence presence;
        const auto device = house.enrol(1);
        QVERIFY(house.ask(device, {0}).ok());
        presence.heard(device.terminal, house.clock.at);
        const auto counters = [&] {
            return look(house, presence).devices.at(ports::TerminalKind::Counter);
        };
        QCOMPARE(counters().enrolled, std::int64_t{1});
        QCOMPARE(counters().connected, std::int64_t{1});
        QCOMPARE(look(house, presence).silentHolders, std::int64_t{0});
        house.clock.at += std::chrono::minutes{10};
        QCOMPARE(counters().connected, std::int64_t{0});
        QCOMPARE(look(house, presence).silentHolders, std::int64_t{1});
        QCOMPARE(look(house, presence).longestSilence, Milliseconds{600'000});
    }

    void entriesSpokenOfAreBehindUntilTheyAreHere() {
        ServiceHouse house;
        Presence presence;
        auto device = house.enrol(1);
        for (int i = 0; i < 3; ++i)
            device.write(protocol::Printed{{}, false, house.clock.at});
        presence.heard(device.terminal, house.clock.at, Seq{1});
        house.clock.at += std::chrono::seconds{20};
        presence.heard(device.terminal, house.clock.at, Seq{3});
        const auto behind = [&] {
            const auto picture = look(house, presence);
            return std::pair{picture.devices.at(ports::TerminalKind::Counter).behind,
                             picture.oldestBehind};
        };
        QCOMPARE(behind(), (std::pair{std::int64_t{3}, Milliseconds{20'000}}));
        QVERIFY(house.upload(device.upload(1, 1)).ok());
        house.clock.at += std::chrono::seconds{5};
        QCOMPARE(behind(), (std::pair{std::int64_t{2}, Milliseconds{5'000}}));
        QVERIFY(house.drain(device).ok());
        QCOMPARE(behind(), (std::pair{std::int64_t{0}, Milliseconds{0}}));
    }

    void aNewLifeIsNotBehindWhatTheFormerHadSpokenOf() {
        ServiceHouse house;
        Presence presence;
        auto device = house.enrol(1);
        presence.heard(device.terminal, house.clock.at, Seq{40});
        house.enrolAgain(device, device.terminal);
        presence.heard(device.terminal, house.clock.at, Seq{0});
        QCOMPARE(look(house, presence).devices.at(ports::TerminalKind::Counter).behind,
                 std::int64_t{0});
    }

    void manyWordsOfOneTerminalTakeNoMoreRoomAndAreNeverToldTooYoung() {
        Presence presence;
        const TerminalId terminal{*Uuid::parse("018f3c2e-7a10-7000-8000-000000000001")};
        const Instant start = instantFromMs(1'795'000'000'000);
        for (int i = 1; i <= 100; ++i)
            presence.heard(terminal, start + std::chrono::seconds{i}, Seq{i});
        QCOMPARE(*presence.spokeOfMoreThan(terminal, Seq{0}), start + std::chrono::seconds{1});
        const auto late = presence.spokeOfMoreThan(terminal, Seq{99});
        QVERIFY(late && *late <= start + std::chrono::seconds{100});
        QVERIFY(!presence.spokeOfMoreThan(terminal, Seq{100}));
    }

    void theLostAreNobodysTerminals() {
        ServiceHouse house;
        Presence presence;
        const auto device = house.enrol(1);
        const domain::Operator second{OperatorId::make(house.clock.at, house.random), "Dana",
                                      domain::Role::Manager, "hash", true};
        house.write([&](ports::Store& store) {
            store.put(second);
            store.put(ports::LossRecord{device.terminal, device.incarnation, house.cashier,
                                        house.clock.at, second.id, house.clock.at, "x"});
        });
        QCOMPARE(look(house, presence).devices.at(ports::TerminalKind::Counter).enrolled,
                 std::int64_t{0});
    }

    void tasksAndMessagesAreCounted() {
        ServiceHouse house;
        Presence presence;
        house.write([&](ports::Store& store) {
            protocol::Task task;
            task.id = TaskId::make(house.clock.at, house.random);
            task.kind = protocol::TaskKind::RefundDue;
            task.subject = "x";
            task.openedAt = house.clock.at;
            store.open({task, businessDayOf(house.clock.at, {})});
            for (const auto state : {ports::MessageState::Waiting, ports::MessageState::Dead}) {
                ports::MessageRecord message;
                message.id = MessageId::make(house.clock.at, house.random);
                message.key = state == ports::MessageState::Dead ? "dead" : "waiting";
                message.letter.language = "en";
                message.recipient = "ada@example.com";
                message.state = state;
                message.createdAt = house.clock.at;
                store.put(message);
            }
        });
        house.clock.at += std::chrono::seconds{90};
        const auto picture = look(house, presence);
        QCOMPARE(picture.openTasks.at(protocol::TaskKind::RefundDue), std::int64_t{1});
        QCOMPARE(picture.messagesWaiting, std::int64_t{1});
        QCOMPARE(picture.messagesDead, std::int64_t{1});
        QCOMPARE(picture.oldestMessage, Milliseconds{90'000});
    }
};

QTEST_APPLESS_MAIN(ServiceWatch)
#include "service_watch_test.moc"
