// links: server_services server_store shared_wire unit_service_house
#include "server/services/accounts.h"
#include "server/services/bookings.h"
#include "server/services/holds.h"
#include "server/services/letters.h"
#include "server/services/notices.h"
#include "server/services/showtime_changes.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using domain::AccountRole;
using domain::LetterKind;
using services::Accounts;
using services::Bookings;
using services::Holds;
using services::Notices;

namespace {

/// A web shop whose showtimes begin in two hours, and in thirty.
struct World : ServiceHouse {
    services::Presence presence;
    Holds holds{context(), presence};
    TestSealer sealer;
    Bookings bookings{context(), verifier, sealer};
    Notices notices{context(), Notices::kUsualLead};
    Device channel = online(9);
    std::uint16_t next = 0;

    BookingId buy(ShowtimeId what, const std::string& email = "ada@example.com",
                  const std::string& phone = {}) {
        const auto made = **answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({what, {SeatNo{next++}}, "", "", {}, email, "de", phone}, reply);
        });
        return answerOf<Bookings::SellAnswer>([&](auto reply) {
                   bookings.sell(channel.caller(),
                                 {made.hold.id, made.token, {}, domain::TenderKind::Card, "pi_1"},
                                 reply);
               })
            ->value()
            .sale.booking;
    }
    void refund(BookingId booking) {
        CHECK(answerOf<Bookings::RefundAnswer>([&](auto reply) {
                  bookings.refund(channel.caller(), booking, {}, "ill", reply);
              })->ok());
    }
    void cancel(ShowtimeId what) {
        services::ShowtimeChanges changes(context());
        CHECK(answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
                  changes.cancel(what, reply);
              })->ok());
    }
    void account(const std::string& email, AccountRole role, const std::string& language = "en") {
        CHECK(
            answerOf<Accounts::Created>([&](auto reply) {
                Accounts(context()).create({email, "Ada", role, "", "correct horse"}, false, reply);
            })->ok());
        ServiceHouse::write([&](auto& store) {
            auto made = *store.accountByEmail(email);
            made.language = language;
            store.put(made);
        });
    }
    std::size_t write() {
        return *answerOf<std::size_t>([&](auto reply) { notices.writeDue(reply); });
    }
    std::vector<ports::MessageRecord> letters(LetterKind kind) {
        std::vector<ports::MessageRecord> all;
        for (auto& each : read([](const ports::Store& store) {
                 return store.messages(ports::MessageState::Waiting, {}, 100);
             }))
            if (each.letter.kind == kind)
                all.push_back(std::move(each));
        return all;
    }

private:
    Device online(std::uint8_t seed) {
        Device device = enrol(seed);
        ServiceHouse::write([&](auto& store) {
            auto record = *store.terminal(device.terminal);
            record.kind = ports::TerminalKind::Online;
            store.put(record);
        });
        return device;
    }
};

} // namespace

/// What people are written to because its time has come.
class ServiceNotices : public QObject {
    Q_OBJECT
private slots:
    void aCustomerIsRemindedOnceInTime() {
        World world;
        const auto booking = world.buy(world.later); // begins in thirty hours
        world.clock.at += std::chrono::hours{6} - Milliseconds{1};
        QCOMPARE(world.write(), std::size_t{0});
        world.clock.at += Milliseconds{1};
        QCOMPARE(world.write(), std::size_t{1});
        world.clock.at += std::chrono::hours{1};
        QCOMPARE(world.write(), std::size_t{0});
        const auto letters = world.letters(LetterKind::ShowtimeReminder);
        QCOMPARE(letters.size(), std::size_t{1});
        QCOMPARE(letters[0].recipient, std::string("ada@example.com"));
        QCOMPARE(letters[0].letter.language, std::string("de"));
        QCOMPARE(letters[0].letter.rows.size(), std::size_t{1});
        QCOMPARE(letters[0].letter.fields.at("booking"), booking.toString());
        const auto showtime =
            world.read([&](const ports::Store& store) { return store.showtime(world.later); });
        QVERIFY(letters[0].goodUntil == showtime->start);
        const auto last =
            world.read([](const ports::Store& store) { return store.event(store.lastEvent()); });
        QVERIFY(last->kind == protocol::HouseEventKind::BookingReminded);
        QVERIFY(last->booking == booking);
    }

    void whoNamedATelephoneIsRemindedThere() {
        World world;
        (void)world.buy(world.later, "", "+4930123456");
        world.clock.at += std::chrono::hours{7};
        QCOMPARE(world.write(), std::size_t{1});
        QCOMPARE(world.write(), std::size_t{0});
        const auto words = world.letters(LetterKind::ShowtimeReminder);
        QCOMPARE(words.size(), std::size_t{1});
        QVERIFY(words[0].channel == ports::MessageChannel::Sms);
        QCOMPARE(words[0].recipient, std::string("+4930123456"));
        const auto showtime =
            world.read([&](const ports::Store& store) { return store.showtime(world.later); });
        QVERIFY(words[0].goodUntil == showtime->start);
    }

    void whoBuysLateIsLeftInPeace() {
        World world;
        (void)world.buy(world.showtime); // begins in two hours
        world.clock.at += std::chrono::hours{4} + Milliseconds{1};
        (void)world.buy(world.later); // less than two hours before the reminders go
        world.clock.at += std::chrono::hours{3};
        QCOMPARE(world.write(), std::size_t{0});
    }

    void whoHasNoTicketAnyMoreIsNotReminded() {
        World world;
        world.refund(world.buy(world.later));
        (void)world.buy(world.later, ""); // a guest who said nothing
        world.clock.at += std::chrono::hours{7};
        QCOMPARE(world.write(), std::size_t{0});
    }

    void nobodyIsRemindedOfWhatDoesNotTakePlace() {
        World world;
        (void)world.buy(world.later);
        world.cancel(world.later);
        world.clock.at += std::chrono::hours{7};
        QCOMPARE(world.write(), std::size_t{0});
        QVERIFY(world.letters(LetterKind::ShowtimeReminder).empty());
    }

    void whatHasBegunIsNotRemindedOf() {
        World world;
        (void)world.buy(world.later);
        world.clock.at += std::chrono::hours{30};
        QCOMPARE(world.write(), std::size_t{0});
    }

    void remindersMayBeSwitchedOff() {
        World world;
        (void)world.buy(world.later);
        world.clock.at += std::chrono::hours{7};
        Notices silent(world.context(), std::chrono::hours{0});
        QCOMPARE(*answerOf<std::size_t>([&](auto reply) { silent.writeDue(reply); }),
                 std::size_t{0});
        QCOMPARE(world.write(), std::size_t{1});
    }

    void staffIsToldOfNewTasksInOneLetterEach() {
        World world;
        for (int i = 0; i < 3; ++i)
            (void)world.buy(world.showtime);
        world.cancel(world.showtime);            // three refunds are due
        QCOMPARE(world.write(), std::size_t{0}); // there is nobody
        world.account("boss@example.com", AccountRole::Manager);
        world.account("super@example.com", AccountRole::Supervisor);
        world.account("usher@example.com", AccountRole::Usher);
        world.account("customer@example.com", AccountRole::Customer);
        QCOMPARE(world.write(), std::size_t{2});
        QCOMPARE(world.write(), std::size_t{0});
        const auto letters = world.letters(LetterKind::TaskAlert);
        QCOMPARE(letters.size(), std::size_t{2});
        for (const auto& letter : letters) {
            QVERIFY(letter.recipient == "boss@example.com" ||
                    letter.recipient == "super@example.com");
            QCOMPARE(letter.letter.rows.size(), std::size_t{3});
            const auto mail = services::mailOf(letter, "", world.clock.now());
            QVERIFY(mail.text.find("the showtime is cancelled.") != std::string::npos);
            QVERIFY(mail.subject.find("3") != std::string::npos);
        }
        world.clock.at += Milliseconds{1}; // ids in the order of letters
        (void)world.buy(world.later);
        world.cancel(world.later);
        QCOMPARE(world.write(), std::size_t{2}); // of the new one only
        QCOMPARE(world.letters(LetterKind::TaskAlert).front().letter.rows.size(), std::size_t{1});
        QVERIFY(world.audit().findings.empty());
    }

    void aTaskIsToldInTheLanguageOfWhoeverReadsIt() {
        World world;
        const auto reference = domain::referenceOf(world.buy(world.showtime));
        world.cancel(world.showtime);
        world.account("chefin@example.com", AccountRole::Manager, "de");
        world.account("boss@example.com", AccountRole::Manager, "en");
        QCOMPARE(world.write(), std::size_t{2});
        for (const auto& letter : world.letters(LetterKind::TaskAlert)) {
            const auto mail = services::mailOf(letter, "", world.clock.now());
            const bool isGerman = letter.recipient == "chefin@example.com";
            QVERIFY2(mail.text.find(isGerman ? "Geld zurück an einen Gast" : "Money back") !=
                         std::string::npos,
                     mail.text.c_str());
            QVERIFY2(mail.text.find(isGerman ? "Buchung " + reference + ", 10,00 EUR"
                                             : "booking " + reference + ", 10.00 EUR") !=
                         std::string::npos,
                     mail.text.c_str());
            QCOMPARE(mail.text.find("the showtime is cancelled.") == std::string::npos, isGerman);
        }
    }
};

QTEST_APPLESS_MAIN(ServiceNotices)
#include "service_notices_test.moc"
