// links: server_services server_store shared_wire unit_service_house
#include "server/services/letters.h"
#include "server/services/outbox.h"
#include "server/services/short_texts.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using ports::Delivery;
using ports::MessageChannel;
using ports::MessageState;
using services::Outbox;

namespace {

/// Answers as it is told and remembers what was handed to it.
class Postbox final : public ports::Messenger {
public:
    Delivery deliver(const ports::Mail& mail) override {
        sent.push_back(mail);
        if (meanwhile)
            meanwhile();
        return answer;
    }
    Delivery answer;
    std::vector<ports::Mail> sent;
    std::function<void()> meanwhile;
};

/// The same, of telephones.
class Telephones final : public ports::ShortMessenger {
public:
    Delivery deliver(const ports::ShortText& text) override {
        sent.push_back(text);
        return answer;
    }
    Delivery answer;
    std::vector<ports::ShortText> sent;
};

/// Draws, or cannot.
class Drawer final : public ports::TicketDrawer {
public:
    Result<std::string, ports::DrawFault> draw(const ports::TicketPapers& papers) override {
        asked.push_back(papers);
        if (fails)
            return Err{ports::DrawFault{"no font"}};
        return std::string("%PDF");
    }
    std::vector<ports::TicketPapers> asked;
    bool fails = false;
};

struct World : ServiceHouse {
    Postbox postbox;
    Drawer drawer;
    Telephones telephones;
    Outbox outbox{context(), &postbox, "", &drawer, &telephones};

    MessageId write(const std::string& key = "k", std::optional<Instant> goodUntil = {},
                    domain::LetterKind kind = domain::LetterKind::ResetPassword) {
        MessageId id;
        ServiceHouse::write([&](ports::Store& store) {
            auto message = services::messageOf(services::sampleLetter(kind, "en"),
                                               "ada@example.com", clock.now(), random);
            message.key = key;
            message.goodUntil = goodUntil;
            id = message.id;
            services::post(store, message);
        });
        return id;
    }
    MessageId writeShort(std::optional<Instant> goodUntil = {}) {
        MessageId id;
        ServiceHouse::write([&](ports::Store& store) {
            auto message = services::messageOf(services::shortened(services::sampleLetter(
                                                   domain::LetterKind::BookingConfirmed, "en")),
                                               "+4930123456", clock.now(), random);
            message.channel = MessageChannel::Sms;
            message.goodUntil = goodUntil;
            id = message.id;
            services::post(store, message);
        });
        return id;
    }
    ports::MessageRecord message(MessageId id) {
        return *read([&](const ports::Store& store) { return store.message(id); });
    }
    std::size_t round() { return *outbox.deliverDue(); }
    std::size_t shortRound() { return *outbox.deliverDue(MessageChannel::Sms); }
    Outbox::ResendAnswer resend(MessageId id) {
        return *answerOf<Outbox::ResendAnswer>(
            [&](auto reply) { outbox.resend(id, AccountId::make(clock.now(), random), reply); });
    }
};

} // namespace

class ServiceOutbox : public QObject {
    Q_OBJECT
private slots:
    void aMessageIsSentOnceAndThenKeepsNoSecret() {
        World world;
        const auto id = world.write();
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.round(), std::size_t{0});
        QCOMPARE(world.postbox.sent.size(), std::size_t{1});
        QCOMPARE(world.postbox.sent[0].to, std::string("ada@example.com"));
        QVERIFY(world.postbox.sent[0].text.find("k3Jv") != std::string::npos);
        const auto kept = world.message(id);
        QVERIFY(kept.state == MessageState::Sent && kept.settledAt == world.clock.now());
        QVERIFY(kept.letter.fields.empty() && kept.letter.rows.empty());
        QVERIFY(world.resend(id).error() == Outbox::ResendRefusal::NotDead);
    }

    void aFewWordsGoToATelephone() {
        World world;
        const auto id = world.writeShort();
        QCOMPARE(world.round(), std::size_t{0}); // it is no letter
        QCOMPARE(world.shortRound(), std::size_t{1});
        QCOMPARE(world.shortRound(), std::size_t{0});
        QCOMPARE(world.telephones.sent.size(), std::size_t{1});
        QCOMPARE(world.telephones.sent[0].to, std::string("+4930123456"));
        QVERIFY(world.telephones.sent[0].id == id);
        QVERIFY(world.telephones.sent[0].text.find("K7PX-3M9D") != std::string::npos);
        const auto kept = world.message(id);
        QVERIFY(kept.state == MessageState::Sent && kept.letter.fields.empty());
        QVERIFY(world.postbox.sent.empty() && world.drawer.asked.empty());
    }

    void whatFailsOnOneChannelHoldsUpNoOther() {
        World world;
        const auto letter = world.write();
        const auto words = world.writeShort();
        world.telephones.answer = {Delivery::Outcome::Later, "busy"};
        QCOMPARE(world.shortRound(), std::size_t{1});
        QVERIFY(world.message(letter).attempts == 0);
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(letter).state == MessageState::Sent);
        const auto waits = world.message(words);
        QVERIFY(waits.state == MessageState::Waiting && waits.attempts == 1);
        QVERIFY(waits.nextAt == world.clock.now() + Outbox::kFirstPause);
        world.clock.at = waits.nextAt;
        world.telephones.answer = {};
        QCOMPARE(world.shortRound(), std::size_t{1});
        QVERIFY(world.telephones.sent[0].id == world.telephones.sent[1].id);
        QCOMPARE(world.telephones.sent[0].text, world.telephones.sent[1].text);
        QVERIFY(world.message(words).state == MessageState::Sent);
    }

    void aTelephoneThatIsNoneIsDeadAndTriedAfterAll() {
        World world;
        const auto id = world.writeShort();
        world.telephones.answer = {Delivery::Outcome::Refused, "no such number"};
        QCOMPARE(world.shortRound(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Dead);
        world.telephones.answer = {};
        QVERIFY(world.resend(id).ok());
        QCOMPARE(world.shortRound(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Sent);
    }

    /// A house without a gateway does not keep numbers for ever.
    void whatHasNoWayOutIsGivenUpInTheEnd() {
        World world;
        Outbox outbox(world.context(), nullptr, "");
        const auto letter = world.write();
        const auto words = world.writeShort(world.clock.now() + std::chrono::hours{2});
        QVERIFY(!outbox.hasWayOut(MessageChannel::Sms));
        QCOMPARE(*outbox.deliverDue(MessageChannel::Sms), std::size_t{0});
        QCOMPARE(*outbox.giveUpLate(MessageChannel::Sms), std::size_t{0});
        QCOMPARE(*outbox.countWaiting(MessageChannel::Sms), std::int64_t{1});
        world.clock.at += std::chrono::hours{2};
        QCOMPARE(*outbox.giveUpLate(MessageChannel::Email), std::size_t{0});
        QCOMPARE(*outbox.giveUpLate(MessageChannel::Sms), std::size_t{1});
        QCOMPARE(*outbox.countWaiting(MessageChannel::Sms), std::int64_t{0});
        const auto dead = world.message(words);
        QVERIFY(dead.state == MessageState::Dead && dead.settledAt == world.clock.now());
        QVERIFY(!dead.lastError.empty());
        QVERIFY(world.message(letter).state == MessageState::Waiting);
        QCOMPARE(*outbox.countWaiting(MessageChannel::Email), std::int64_t{1});
    }

    void ticketsGoAlongAsAFile() {
        World world;
        world.write("tickets", {}, domain::LetterKind::BookingConfirmed);
        QCOMPARE(world.round(), std::size_t{1});
        const auto& attachments = world.postbox.sent[0].attachments;
        QCOMPARE(attachments.size(), std::size_t{2}); // behind the calendar
        QCOMPARE(attachments[1].name, std::string("tickets-K7PX-3M9D.pdf"));
        QCOMPARE(attachments[1].type, std::string("application/pdf"));
        QCOMPARE(attachments[1].bytes, std::string("%PDF"));
        QVERIFY(world.postbox.sent[0].text.find("PDF") != std::string::npos);
        QCOMPARE(world.drawer.asked[0].tickets.size(), std::size_t{2});
        world.write("password");
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(world.drawer.asked.size(), std::size_t{1}); // of other letters there is nothing
    }

    void whatCannotBeDrawnKeepsNoLetterBack() {
        World world;
        world.drawer.fails = true;
        const auto id = world.write("tickets", {}, domain::LetterKind::BookingConfirmed);
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Sent);
        QCOMPARE(world.postbox.sent[0].attachments.size(), std::size_t{1});
        QCOMPARE(world.postbox.sent[0].codes.size(), std::size_t{2}); // they are in the letter
        QVERIFY(world.postbox.sent[0].text.find("PDF") == std::string::npos);
    }

    void anEventThatIsUndoneTellsNobody() {
        World world;
        (void)answerOf<Done>([&](auto reply) {
            services::submit<Done>(
                *world.db,
                [&](ports::Store& store) {
                    services::post(store, services::messageOf({}, "ada@example.com",
                                                              world.clock.now(), world.random));
                    return services::Decided<Done>{Done{}, false};
                },
                reply);
        });
        QCOMPARE(world.round(), std::size_t{0});
    }

    void oneEventCausesOneMessage() {
        World world;
        world.write("booking 1");
        world.write("booking 1");
        QCOMPARE(world.round(), std::size_t{1});
        world.write("booking 1"); // sent long ago
        QCOMPARE(world.round(), std::size_t{0});
    }

    void whatFailsIsTriedEverLaterAndGivenUp() {
        World world;
        const auto id = world.write();
        world.postbox.answer = {Delivery::Outcome::Later, "no route"};
        Instant last = world.clock.at;
        Milliseconds lastPause{0};
        for (int attempt = 1; attempt < Outbox::kMostAttempts; ++attempt) {
            QCOMPARE(world.round(), std::size_t{1});
            const auto waits = world.message(id);
            QVERIFY(waits.state == MessageState::Waiting && waits.attempts == attempt);
            QCOMPARE(waits.lastError, std::string("no route"));
            const auto pause = waits.nextAt - world.clock.at;
            QVERIFY(pause >= lastPause && pause <= Outbox::kLongestPause);
            lastPause = pause;
            world.clock.at = waits.nextAt - Milliseconds{1};
            QCOMPARE(world.round(), std::size_t{0});
            world.clock.at = waits.nextAt;
        }
        QVERIFY(world.clock.at - last > std::chrono::hours{48});
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Dead);
        world.clock.at += std::chrono::hours{100};
        QCOMPARE(world.round(), std::size_t{0});
        QCOMPARE((*world.outbox.list(MessageState::Dead, {}, 10)).items.size(), std::size_t{1});
    }

    void aRefusedMessageIsDeadAtOnceAndAPersonHasItSentAfterAll() {
        World world;
        const auto id = world.write();
        world.postbox.answer = {Delivery::Outcome::Refused, "nobody of that name"};
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Dead);
        QCOMPARE(world.round(), std::size_t{0});
        world.postbox.answer = {};
        QVERIFY(world.resend(id).ok());
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Sent);
        QVERIFY(world.resend(MessageId{}).error() == Outbox::ResendRefusal::Unknown);
        QVERIFY(world.audit().findings.empty());
    }

    void aCrashBetweenSendingAndSayingSoSendsItAgain() {
        World world;
        const auto id = world.write();
        // As another process would find it: claimed, and nothing more.
        world.ServiceHouse::write([&](ports::Store& store) {
            auto claimed = *store.message(id);
            claimed.attempts = 1;
            claimed.nextAt = world.clock.now() + Outbox::kClaimed;
            store.put(claimed);
        });
        QCOMPARE(world.round(), std::size_t{0});
        world.clock.at += Outbox::kClaimed;
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Sent);
    }

    void whatComesTooLateIsNotSent() {
        World world;
        const auto id = world.write("k", world.clock.now() + std::chrono::hours{1});
        const auto other = world.write("other");
        world.clock.at += std::chrono::hours{1};
        QCOMPARE(world.round(), std::size_t{1});
        QVERIFY(world.message(id).state == MessageState::Dead);
        QVERIFY(world.message(other).state == MessageState::Sent);
    }

    void oneThatIsBusyKeepsNobodyElseWaiting() {
        World world;
        for (int i = 0; i < 3; ++i)
            world.write("m" + std::to_string(i));
        world.postbox.answer = {Delivery::Outcome::Later, "busy"};
        QCOMPARE(world.round(), std::size_t{3});
    }

    void whoeverEndsTheServerWaitsForOneMessageAtMost() {
        World world;
        for (int i = 0; i < 3; ++i)
            world.write("m" + std::to_string(i));
        world.postbox.meanwhile = [&] { world.outbox.stop(); };
        QCOMPARE(world.round(), std::size_t{1});
        QCOMPARE(*world.outbox.count(MessageState::Waiting), std::int64_t{2});
    }

    void withoutAWayOutMessagesWait() {
        World world;
        const auto id = world.write();
        Outbox outbox(world.context(), nullptr, "");
        QCOMPARE(*outbox.deliverDue(), std::size_t{0});
        const auto waits = world.message(id);
        QVERIFY(waits.state == MessageState::Waiting && waits.attempts == 0);
        QCOMPARE(*outbox.count(MessageState::Waiting), std::int64_t{1});
    }

    void whatWasSettledLongAgoIsForgotten() {
        World world;
        world.write("old");
        QCOMPARE(world.round(), std::size_t{1});
        world.write("waits");
        world.clock.at += Outbox::kKept + std::chrono::hours{1};
        (void)answerOf<Done>([&](auto reply) { world.outbox.prune(reply); });
        QCOMPARE(*world.outbox.count(MessageState::Sent), std::int64_t{0});
        QCOMPARE(*world.outbox.count(MessageState::Waiting), std::int64_t{1});
    }

    void aListIsReadInPages() {
        World world;
        for (int i = 0; i < 5; ++i)
            world.write("m" + std::to_string(i));
        std::set<std::string> keys;
        MessageId before;
        for (int page = 0; page < 3; ++page) {
            const auto read = *world.outbox.list(MessageState::Waiting, before, 2);
            for (const auto& item : read.items)
                keys.insert(item.key);
            before = read.next;
        }
        QCOMPARE(keys.size(), std::size_t{5});
        QVERIFY(before.isNull());
    }
};

QTEST_APPLESS_MAIN(ServiceOutbox)
#include "service_outbox_test.moc"
