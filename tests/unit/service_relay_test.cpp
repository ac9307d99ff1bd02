// links: server_services server_store shared_wire unit_service_house
#include "server/services/events.h"
#include "server/services/relay.h"
#include "server/services/webhooks.h"
#include "tests/unit/payment_bank.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Relay;

namespace {

/// Keeps so many of what it is given, and remembers them.
class Broker final : public ports::EventBus {
public:
    explicit Broker(Fuse& fuse) : m_fuse(fuse) {}
    Kept publish(const std::vector<ports::EventRecord>& events) override {
        return m_fuse.around([&] {
            ++asked;
            Kept kept{std::min(most, events.size()), {}};
            for (std::size_t i = 0; i < kept.count; ++i)
                heard.push_back(events[i].number);
            if (kept.count < events.size())
                kept.said = "out of reach";
            return kept;
        });
    }
    std::size_t most = 1000;
    int asked = 0;
    std::vector<std::int64_t> heard;

private:
    Fuse& m_fuse;
};

struct World : ServiceHouse {
    Fuse fuse;
    FusedWriter writer{*db, fuse};
    Broker broker{fuse};
    std::unique_ptr<Relay> relay = fresh();

    std::unique_ptr<Relay> fresh() {
        auto made = std::make_unique<Relay>(services::Context{writer, *db, clock, random}, &broker);
        CHECK(made->begin().ok());
        return made;
    }
    void happen(int times = 1) {
        for (int i = 0; i < times; ++i)
            write([&](ports::Store& store) {
                protocol::HouseEvent event;
                event.kind = protocol::HouseEventKind::ShowtimeCancelled;
                event.at = clock.now();
                const auto key = Uuid::make(clock.now(), random).toString();
                services::tell(store, std::move(event), key, random);
            });
    }
    std::size_t round() { return relay->tellDue()->count; }
};

using Numbers = std::vector<std::int64_t>;

} // namespace

/// Every event goes to the broker, in order, at least once.
class ServiceRelay : public QObject {
    Q_OBJECT
private slots:
    void eventsGoInOrderAndOnce() {
        World world;
        world.happen(3);
        QCOMPARE(world.round(), std::size_t{3});
        QCOMPARE(world.round(), std::size_t{0});
        world.happen();
        world.relay = world.fresh(); // started again
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.broker.heard, (Numbers{1, 2, 3, 4}));
    }

    void aPingIsForItsWebhookAlone() {
        World world;
        services::Webhooks webhooks({world.writer, *world.db, world.clock, world.random}, nullptr);
        const auto made = *answerOf<services::Webhooks::Answer>([&](auto reply) {
            webhooks.create({"https://example.com/hook", {}, ""}, AccountId{}, reply);
        });
        const auto ping = [&] {
            return answerOf<services::Webhooks::SendingAnswer>(
                       [&](auto reply) { webhooks.ping(made->id, reply); })
                ->ok();
        };
        QVERIFY(ping());
        QCOMPARE(world.round(), std::size_t{0});
        world.happen();
        QVERIFY(ping());
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.broker.heard, Numbers{2});
        world.happen();
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.broker.heard, (Numbers{2, 4}));
    }

    void whatHappenedBeforeThereWasABrokerIsNotTold() {
        World world;
        world.happen(2);
        QVERIFY(world.tryExec("DELETE FROM event_relay"));
        world.relay = world.fresh();
        world.happen();
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.broker.heard, Numbers{3});
    }

    void manyGoInParts() {
        World world;
        world.happen(static_cast<int>(Relay::kMostAtOnce) + 1);
        QCOMPARE(world.round(), Relay::kMostAtOnce);
        QCOMPARE(world.round(), std::size_t{1});
    }

    void whatTheBrokerKeptIsNotToldAgainTheRestIsEverLater() {
        World world;
        world.happen(3);
        world.broker.most = 1;
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.round(), std::size_t{0});
        QCOMPARE(world.broker.asked, 1); // it is not time yet
        world.broker.most = 0;
        Milliseconds pause = Relay::kFirstPause;
        for (int i = 0; i < 8; ++i) {
            world.clock.at += pause - Milliseconds{1};
            QVERIFY(world.relay->tellDue()->said.empty());
            QCOMPARE(world.broker.asked, 1 + i);
            world.clock.at += Milliseconds{1};
            QCOMPARE(world.relay->tellDue()->said, std::string("out of reach"));
            pause = std::min<Milliseconds>(pause * 2, Relay::kLongestPause);
        }
        world.broker.most = 10;
        world.clock.at += pause;
        QCOMPARE(world.round(), std::size_t{2});
        QCOMPARE(world.broker.heard, (Numbers{1, 2, 3}));
    }

    /// Killed at the call and at the note of it, before and after.
    void aServerThatIsKilledTellsItAgain() {
        for (const bool after : {false, true})
            for (int step = 1; step <= 2; ++step) {
                World world;
                world.happen(2);
                world.fuse.left = step;
                world.fuse.after = after;
                QVERIFY_EXCEPTION_THROWN(world.round(), Killed);
                world.fuse = {};
                world.relay = world.fresh();
                const bool isNoted = step == 2 && after;
                QCOMPARE(world.round(), std::size_t{isNoted ? 0u : 2u});
                QCOMPARE(world.broker.heard.back(), std::int64_t{2});
            }
    }

    void withoutABrokerNothingIsDone() {
        World world;
        world.happen();
        Relay none(world.context(), nullptr);
        QCOMPARE(none.tellDue()->count, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(ServiceRelay)
#include "service_relay_test.moc"
