// links: server_services server_store shared_wire unit_service_house
#include "server/services/events.h"
#include "server/services/showtime_changes.h"
#include "server/services/webhooks.h"
#include "tests/unit/payment_bank.h"
#include "tests/unit/service_house.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using ports::MessageState;
using ports::WebhookReply;
using protocol::HouseEventKind;
using services::Webhooks;
using Json = nlohmann::json;
using Outcome = WebhookReply::Outcome;
using Refusal = Webhooks::Refusal;

namespace {

/// Answers as it is told and remembers what was sent.
class Receiver final : public ports::WebhookSender {
public:
    explicit Receiver(Fuse& fuse) : m_fuse(fuse) {}
    std::optional<std::string> complaintAbout(const std::string& url) const override {
        if (url == "https://inside.example.com")
            return "leads inside";
        return {};
    }
    WebhookReply send(const ports::WebhookCall& call) override {
        return m_fuse.around([&] {
            sent.push_back(call);
            if (meanwhile)
                meanwhile();
            return reply;
        });
    }
    WebhookReply reply{Outcome::Taken, 200, {}};
    std::vector<ports::WebhookCall> sent;
    std::function<void()> meanwhile;

private:
    Fuse& m_fuse;
};

struct World : ServiceHouse {
    Fuse fuse;
    FusedWriter writer{*db, fuse};
    Receiver receiver{fuse};
    std::unique_ptr<Webhooks> webhooks = fresh();
    Device till = enrol(1);
    AccountId boss = AccountId::make(clock.now(), random);

    std::unique_ptr<Webhooks> fresh() {
        return std::make_unique<Webhooks>(services::Context{writer, *db, clock, random}, &receiver);
    }
    Webhooks::Answer make(std::vector<HouseEventKind> kinds = {},
                          const std::string& url = "https://example.com/hook") {
        return *answerOf<Webhooks::Answer>([&](auto reply) {
            webhooks->create({url, kinds, "note"}, boss, reply);
        });
    }
    Webhooks::SendingAnswer ping(WebhookId id) {
        return *answerOf<Webhooks::SendingAnswer>([&](auto reply) { webhooks->ping(id, reply); });
    }
    Webhooks::SendingAnswer resend(DeliveryId id) {
        return *answerOf<Webhooks::SendingAnswer>(
            [&](auto reply) { webhooks->resend(id, boss, reply); });
    }
    Webhooks::Removed remove(WebhookId id) {
        return *answerOf<Webhooks::Removed>([&](auto reply) { webhooks->remove(id, boss, reply); });
    }
    std::vector<Webhooks::Sending> sendings(WebhookId id) {
        return (**webhooks->deliveries(id, {}, 100)).items;
    }
    /// What the server's timer does once.
    std::size_t round() {
        std::size_t tried = 0;
        const auto due = *webhooks->due();
        for (const auto id : due)
            tried += webhooks->advance(id);
        return tried;
    }
    protocol::Sale sell(std::vector<std::uint16_t> seats) {
        const auto lease = ask(till, seats);
        const auto made = sale(lease->allotments.front(), seats);
        till.write(made);
        CHECK(drain(till).ok());
        return made;
    }
    std::vector<Json> events() {
        std::vector<Json> all;
        for (const auto& event : read([](const ports::Store& s) { return s.eventsAfter(0, 100); }))
            all.push_back(Json::parse(event.body));
        return all;
    }
    std::vector<std::string> types() {
        std::vector<std::string> all;
        for (const auto& event : events())
            all.push_back(event["type"]);
        return all;
    }
};

using Types = std::vector<std::string>;

} // namespace

/// Other programs hear what has happened, at least once, and nothing else.
class ServiceWebhooks : public QObject {
    Q_OBJECT
private slots:
    void aSaleIsTold() {
        World world;
        const auto webhook = *world.make();
        const auto sale = world.sell({1, 2});
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.round(), std::size_t{0});
        const auto& call = world.receiver.sent.at(0);
        QCOMPARE(call.url, std::string("https://example.com/hook"));
        QCOMPARE(call.secrets, std::vector<std::string>{webhook.secret});
        const auto event = Json::parse(call.body);
        QCOMPARE(event["specversion"].get<std::string>(), std::string("1.0"));
        QCOMPARE(event["id"].get<std::string>(), call.id);
        QCOMPARE(event["type"].get<std::string>(), std::string("booking.created"));
        QCOMPARE(event["subject"].get<std::string>(), sale.booking.toString());
        QCOMPARE(event["source"].get<std::string>(),
                 "urn:foyer:cinema:" + world.cinema.id.toString());
        QCOMPARE(event["time"].get<std::string>(), std::string("2026-11-20T18:00:00Z"));
        const auto& data = event["data"];
        QCOMPARE(data["reference"].get<std::string>(), domain::referenceOf(sale.booking));
        QCOMPARE(data["amount"]["amount"].get<int>(), 2000);
        QCOMPARE(data["tickets"].size(), std::size_t{2});
        QCOMPARE(data["terminal"].get<std::string>(), world.till.terminal.toString());
        const auto sent = world.sendings(webhook.id);
        QVERIFY(sent.at(0).delivery.state == MessageState::Sent);
        QCOMPARE(sent.at(0).delivery.lastStatus, 200);
        QVERIFY(world.audit().findings.empty());
    }

    void whatIsUndoneIsToldToNobody() {
        World world;
        QVERIFY(world.make().ok());
        (void)answerOf<Done>([&](auto reply) {
            services::submit<Done>(
                *world.db,
                [&](ports::Store& store) {
                    services::tellOfCancelledShowtime(store, world.showtime, world.clock.now(),
                                                      world.random);
                    return services::Decided<Done>{Done{}, false};
                },
                reply);
        });
        QCOMPARE(world.round(), std::size_t{0});
        QVERIFY(world.events().empty());
    }

    void aJournalThatComesAgainIsToldOnce() {
        World world;
        QVERIFY(world.make().ok());
        world.sell({1});
        QVERIFY(world.upload(world.till.upload()).ok());
        QCOMPARE(world.types(), Types{"booking.created"});
        QCOMPARE(world.round(), std::size_t{1});
    }

    void aVoidAndACancelledShowtimeAreTold() {
        World world;
        const auto first = world.sell({1});
        world.till.write(world.cancel(first));
        QVERIFY(world.drain(world.till).ok());
        QCOMPARE(world.types(),
                 (Types{"booking.created", "booking.refunded", "booking.cancelled"}));
        QCOMPARE(world.events().back()["data"]["reason"].get<std::string>(), std::string("void"));
        const auto second = world.sell({2});
        services::ShowtimeChanges changes(world.context());
        QVERIFY(answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
                    changes.cancel(world.showtime, reply);
                })->ok());
        QCOMPARE(world.types(),
                 (Types{"booking.created", "booking.refunded", "booking.cancelled",
                        "booking.created", "showtime.cancelled", "booking.cancelled"}));
        QCOMPARE(world.events().back()["subject"].get<std::string>(), second.booking.toString());
        protocol::Refund refund;
        refund.booking = second.booking;
        refund.showtime = world.showtime;
        refund.tickets = {second.lines[0].ticket};
        refund.tender = {domain::TenderKind::Cash, {1000, {}}, {1000, {}}, {0, {}}, ""};
        refund.op = world.cashier;
        refund.at = world.clock.now();
        world.till.write(refund);
        QVERIFY(world.drain(world.till).ok());
        // The booking was cancelled before: that is said once.
        QCOMPARE(world.types().back(), std::string("booking.refunded"));
        QCOMPARE(world.events().back()["data"]["amount"]["amount"].get<int>(), 1000);
    }

    void everyWebhookHearsWhatItAskedFor() {
        World world;
        const auto all = *world.make();
        const auto some = *world.make({HouseEventKind::BookingCancelled});
        const auto sale = world.sell({1});
        world.till.write(world.cancel(sale));
        QVERIFY(world.drain(world.till).ok());
        QCOMPARE(world.sendings(all.id).size(), std::size_t{3});
        QCOMPARE(world.sendings(some.id).size(), std::size_t{1});
        const auto pinged = world.ping(some.id);
        QVERIFY(pinged.ok() && pinged->event.kind == HouseEventKind::WebhookPing);
        QCOMPARE(world.sendings(some.id).size(), std::size_t{2});
        QCOMPARE(world.sendings(all.id).size(), std::size_t{3});
    }

    void whatFailsIsTriedForThreeDaysAndGivenUp() {
        World world;
        const auto webhook = *world.make();
        world.sell({1});
        world.receiver.reply = {Outcome::Later, 500, "the receiver answered with 500"};
        const Instant begin = world.clock.at;
        std::size_t attempts = 0;
        for (;;) {
            QCOMPARE(world.round(), std::size_t{1});
            ++attempts;
            const auto delivery = world.sendings(webhook.id).at(0).delivery;
            QCOMPARE(delivery.lastStatus, 500);
            if (delivery.state == MessageState::Dead)
                break;
            QVERIFY(delivery.nextAt > world.clock.at);
            world.clock.at = delivery.nextAt - Milliseconds{1};
            QCOMPARE(world.round(), std::size_t{0});
            world.clock.at = delivery.nextAt;
        }
        QCOMPARE(attempts, Webhooks::kPauses.size() + 1);
        QVERIFY(world.clock.at - begin > std::chrono::hours{72});
        QVERIFY(world.clock.at - begin < std::chrono::hours{96});
        world.clock.at += std::chrono::hours{100};
        QCOMPARE(world.round(), std::size_t{0});
        std::set<std::string> ids;
        std::set<std::string> bodies;
        for (const auto& call : world.receiver.sent) {
            ids.insert(call.id);
            bodies.insert(call.body);
        }
        QVERIFY(ids.size() == 1 && bodies.size() == 1);
    }

    /// However much waits for it: one call in vain, and the rest another time.
    void aReceiverThatIsAwayIsNotAskedOnceForEach() {
        World world;
        const auto webhook = *world.make();
        for (std::uint16_t seat = 1; seat <= 3; ++seat)
            world.sell({seat});
        world.receiver.reply = {Outcome::Later, 0, "out of reach"};
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.receiver.sent.size(), std::size_t{1});
        QCOMPARE(world.round(), std::size_t{0});
        world.receiver.reply = {Outcome::Taken, 200, {}};
        world.clock.at += Webhooks::kFirstRest;
        QCOMPARE(world.round(), std::size_t{2});
        world.clock.at += Webhooks::kPauses[0];
        QCOMPARE(world.round(), std::size_t{1});
        for (const auto& sending : world.sendings(webhook.id))
            QVERIFY(sending.delivery.state == MessageState::Sent);
    }

    void aReceiverThatIsAwayIsAskedEverMoreRarelyUnlessAPersonSends() {
        World world;
        const auto webhook = *world.make();
        for (std::uint16_t seat = 1; seat <= 12; ++seat)
            world.sell({seat});
        world.receiver.reply = {Outcome::Later, 0, "out of reach"};
        const auto asked = [&](std::chrono::seconds during) {
            std::size_t tried = 0;
            for (const Instant end = world.clock.at + during; world.clock.at < end;
                 world.clock.at += std::chrono::seconds{1})
                tried += world.round();
            return tried;
        };
        QCOMPARE(asked(std::chrono::seconds{63}), std::size_t{6}); // after 0, 1, 3, 7, 15, 31
        QCOMPARE(asked(std::chrono::seconds{180}), std::size_t{3});
        QVERIFY(world.ping(webhook.id).ok());
        world.receiver.reply = {Outcome::Taken, 200, {}};
        QVERIFY(world.round() > 1);
        // It was there: what is in vain now is counted anew.
        world.receiver.reply = {Outcome::Later, 0, "out of reach"};
        world.sell({13});
        QCOMPARE(world.round(), std::size_t{1});
        world.clock.at += Webhooks::kFirstRest;
        world.sell({14});
        QCOMPARE(world.round(), std::size_t{1});
    }

    /// Told once more after a restore, also by a later life of the terminal.
    void anEventHasItsIdFromWhatHappened() {
        const auto idOf = [](std::chrono::minutes later) {
            World world;
            world.clock.at += later;
            world.write([&](ports::Store& store) {
                services::tellOfCancelledShowtime(store, ShowtimeId{}, world.clock.now(),
                                                  world.random);
            });
            return world.events().at(0)["id"].get<std::string>();
        };
        const std::string id = idOf({});
        QCOMPARE(idOf(std::chrono::minutes{5}), id);
        QCOMPARE(id.substr(14, 1), std::string("8")); // a UUID of version 8
    }

    void aPersonHasItSentAgain() {
        World world;
        const auto webhook = *world.make();
        QVERIFY(world.ping(webhook.id).ok());
        const auto id = world.sendings(webhook.id).at(0).delivery.id;
        QVERIFY(world.resend(id).error().refusal == Refusal::StillWaits);
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.resend(id).ok());
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.receiver.sent.at(0).id, world.receiver.sent.at(1).id);
        QVERIFY(world.resend(DeliveryId{}).error().refusal == Refusal::Unknown);
        QVERIFY(world.audit().findings.empty());
    }

    /// Killed at every step of a delivery: the receiver hears of it all the same, by one id.
    void aServerThatIsKilledTellsItAgain() {
        for (const bool after : {false, true})
            for (int step = 1; step <= 3; ++step) {
                World world;
                const auto webhook = *world.make();
                QVERIFY(world.ping(webhook.id).ok());
                world.fuse.left = step;
                world.fuse.after = after;
                QVERIFY_EXCEPTION_THROWN(world.round(), Killed);
                world.fuse = {};
                world.webhooks = world.fresh();
                (void)world.round();
                world.clock.at += Webhooks::kClaimed;
                (void)world.round();
                QVERIFY(world.sendings(webhook.id).at(0).delivery.state == MessageState::Sent);
                // Between the receiver's yes and our note of it nobody knows: it hears it twice.
                const bool twice = (step == 2 && after) || (step == 3 && !after);
                QCOMPARE(world.receiver.sent.size(), std::size_t{twice ? 2u : 1u});
                QCOMPARE(world.receiver.sent.front().id, world.receiver.sent.back().id);
            }
    }

    void aReceiverThatIsGoneIsLeftAlone() {
        World world;
        const auto webhook = *world.make();
        world.sell({1});
        world.sell({2});
        world.receiver.reply = {Outcome::Gone, 410, "gone"};
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.webhooks->due()->empty());
        for (const auto& sending : world.sendings(webhook.id))
            QVERIFY(sending.delivery.state == MessageState::Dead);
        QVERIFY(!world.webhooks->list()->at(0).active);
        world.sell({3});
        QCOMPARE(world.sendings(webhook.id).size(), std::size_t{2});
        QVERIFY(world.ping(webhook.id).error().refusal == Refusal::Gone);
        QVERIFY(world.resend(world.sendings(webhook.id).at(0).delivery.id).error().refusal ==
                Refusal::Gone);
    }

    void twoSecretsAreGoodForADay() {
        World world;
        const auto webhook = *world.make();
        const auto changed = *answerOf<Webhooks::Answer>(
            [&](auto reply) { world.webhooks->rotate(webhook.id, world.boss, reply); });
        QVERIFY(changed.ok() && changed->secret != webhook.secret);
        QVERIFY(changed->secret.starts_with("whsec_") && changed->secret.size() == 6 + 44);
        QVERIFY(world.ping(webhook.id).ok());
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.receiver.sent[0].secrets,
                 (std::vector<std::string>{changed->secret, webhook.secret}));
        world.clock.at += Webhooks::kTwoSecrets;
        QVERIFY(world.ping(webhook.id).ok());
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.receiver.sent[1].secrets, std::vector<std::string>{changed->secret});
    }

    void whatIsRemovedHearsNothingMore() {
        World world;
        const auto webhook = *world.make();
        world.sell({1});
        world.receiver.meanwhile = [&] { QVERIFY(world.remove(webhook.id).ok()); };
        QCOMPARE(world.round(), std::size_t{1}); // removed while it was told
        QVERIFY(world.webhooks->list()->empty());
        QVERIFY(world.remove(webhook.id).error().refusal == Refusal::Unknown);
        world.sell({2});
        QCOMPARE(world.round(), std::size_t{0});
        QVERIFY(!(*world.webhooks->deliveries(webhook.id, {}, 10)).ok());
    }

    void thereAreOnlySoMany() {
        World world;
        QVERIFY(world.make({}, "https://inside.example.com").error().refusal == Refusal::BadUrl);
        for (std::size_t i = 0; i < Webhooks::kMostWebhooks; ++i)
            QVERIFY(world.make().ok());
        QVERIFY(world.make().error().refusal == Refusal::TooMany);
    }

    void whoeverEndsTheServerWaitsForOneDeliveryAtMost() {
        World world;
        QVERIFY(world.make().ok());
        world.sell({1});
        world.sell({2});
        world.receiver.meanwhile = [&] { world.webhooks->stop(); };
        QCOMPARE(world.round(), std::size_t{1});
    }

    void deliveriesAreReadInPages() {
        World world;
        const auto webhook = *world.make();
        std::set<std::string> seen;
        for (int i = 0; i < 5; ++i) {
            world.clock.at += Milliseconds{1};
            QVERIFY(world.ping(webhook.id).ok());
        }
        DeliveryId before;
        for (int page = 0; page < 3; ++page) {
            const auto read = **world.webhooks->deliveries(webhook.id, before, 2);
            for (const auto& item : read.items)
                seen.insert(item.delivery.id.toString());
            before = read.next;
        }
        QCOMPARE(seen.size(), std::size_t{5});
        QVERIFY(before.isNull());
    }

    void whatHappenedLongAgoIsForgottenUnlessSomebodyWaitsForIt() {
        World world;
        const auto webhook = *world.make();
        world.sell({1});
        QCOMPARE(world.round(), std::size_t{1});
        world.receiver.reply = {Outcome::Later, 500, ""};
        world.sell({2});
        QCOMPARE(world.round(), std::size_t{1});
        world.clock.at += Webhooks::kKept + std::chrono::hours{1};
        (void)answerOf<Done>([&](auto reply) { world.webhooks->prune(reply); });
        QCOMPARE(world.events().size(), std::size_t{1});
        QCOMPARE(world.sendings(webhook.id).size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(ServiceWebhooks)
#include "service_webhooks_test.moc"
