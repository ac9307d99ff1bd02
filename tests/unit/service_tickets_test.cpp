// links: server_services server_store shared_wire unit_service_house
#include "server/services/accounts.h"
#include "server/services/bookings.h"
#include "server/services/holds.h"
#include "server/services/showtime_changes.h"
#include "server/services/tickets.h"
#include "shared/domain/ticket.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Accounts;
using services::Bookings;
using services::Holds;
using services::Tickets;

namespace {

/// Keeps what it is to draw.
class Drawer final : public ports::TicketDrawer {
public:
    Result<std::string, ports::DrawFault> draw(const ports::TicketPapers& papers) override {
        drawn = papers;
        if (fails)
            return Err{ports::DrawFault{"no ink"}};
        return std::string("%PDF");
    }
    std::optional<ports::TicketPapers> drawn;
    bool fails = false;
};

struct World : ServiceHouse {
    services::Presence presence;
    Holds holds{context(), presence};
    TestSealer sealer;
    Bookings bookings{context(), verifier, sealer};
    Drawer drawer;
    Tickets tickets{context(), sealer, drawer};
    Device channel = enrolOnline(9);

    BookingId buy(std::vector<SeatNo> seats, const std::string& language = "de",
                  AccountId account = {}, const std::string& email = "ada@example.com") {
        const auto made = **answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({showtime, std::move(seats), "", "", account, email, language}, reply);
        });
        return answerOf<Bookings::SellAnswer>([&](auto reply) {
                   bookings.sell(channel.caller(),
                                 {made.hold.id, made.token, {}, domain::TenderKind::Card, "pi_1"},
                                 reply);
               })
            ->value()
            .sale.booking;
    }
    std::vector<TicketId> ids(BookingId booking) {
        std::vector<TicketId> all;
        for (const auto& each :
             read([&](const ports::Store& store) { return store.tickets(booking); }))
            all.push_back(each.line.ticket);
        return all;
    }
    void refund(BookingId booking, std::vector<TicketId> which = {}) {
        CHECK(answerOf<Bookings::RefundAnswer>([&](auto reply) {
                  bookings.refund(channel.caller(), booking, std::move(which), "ill", reply);
              })->ok());
    }
    void cancelShowtime() {
        services::ShowtimeChanges changes(context());
        CHECK(answerOf<services::ShowtimeChanges::Answer>([&](auto reply) {
                  changes.cancel(showtime, reply);
              })->ok());
    }
    AccountId account(const std::string& email) {
        return **answerOf<Accounts::Created>([&](auto reply) {
            Accounts(context()).create(
                {email, "Ada", domain::AccountRole::Customer, "", "correct horse"}, false, reply);
        });
    }
    Tickets::Answer file(BookingId booking) { return *tickets.file(booking); }
    Tickets::Answer file(BookingId booking, const services::Asker& asker) {
        return *tickets.file(booking, asker);
    }
};

} // namespace

/// Which tickets are drawn, for whom, and in what words.
class ServiceTickets : public QObject {
    Q_OBJECT
private slots:
    void theFileSaysWhatWasSoldByTheCinemasClock() {
        World world;
        const auto booking = world.buy({SeatNo{1}, SeatNo{2}});
        const auto file = world.file(booking);
        QVERIFY(file.ok());
        QCOMPARE(file->bytes, std::string("%PDF"));
        QCOMPARE(file->name, "tickets-" + domain::referenceOf(booking) + ".pdf");
        const auto& papers = *world.drawer.drawn;
        const auto showtime =
            world.read([&](const ports::Store& store) { return *store.showtime(world.showtime); });
        const auto local = showtime.start + std::chrono::minutes{showtime.utcOffsetMinutes};
        const auto minutes = std::chrono::floor<std::chrono::minutes>(
            local - std::chrono::floor<std::chrono::days>(local));
        const std::chrono::hh_mm_ss clock(minutes);
        QCOMPARE(papers.time, QString("%1:%2")
                                  .arg(clock.hours().count(), 2, 10, QChar('0'))
                                  .arg(clock.minutes().count(), 2, 10, QChar('0'))
                                  .toStdString());
        QVERIFY(papers.day.find("November 2026") != std::string::npos);
        QCOMPARE(papers.language, std::string("de"));
        QCOMPARE(papers.words.seat, std::string("Platz"));
        QCOMPARE(papers.tickets.size(), std::size_t{2});
        QCOMPARE(papers.tickets[1].number, std::string("2 / 2"));
        QCOMPARE(papers.tickets[0].price, std::string("10,00 EUR"));
    }

    void theCodesAreThoseOfTheLetter() {
        World world;
        const auto booking = world.buy({SeatNo{1}, SeatNo{2}});
        (void)world.file(booking);
        const auto letters = world.read([](const ports::Store& store) {
            return store.messages(ports::MessageState::Waiting, {}, 10);
        });
        QCOMPARE(letters.size(), std::size_t{1});
        for (std::size_t i = 0; i < 2; ++i) {
            const auto& code = world.drawer.drawn->tickets[i].code;
            QCOMPARE(code, letters[0].letter.rows[i].at("code"));
            const auto proof = domain::readQrText(code);
            QVERIFY(proof &&
                    crypto::verify(world.sealer.publicKey(), proof->signedBytes, proof->signature));
        }
    }

    void whoReadsArabicHasArabicTicketsAndAnEnglishLetter() {
        World world;
        (void)world.file(world.buy({SeatNo{1}}, "ar-EG"));
        QCOMPARE(world.drawer.drawn->language, std::string("ar"));
        QVERIFY(world.drawer.drawn->isRightToLeft);
        QVERIFY(world.drawer.drawn->day.find("نوفمبر 2026") != std::string::npos);
        const auto letters = world.read([](const ports::Store& store) {
            return store.messages(ports::MessageState::Waiting, {}, 10);
        });
        QCOMPARE(letters[0].letter.language, std::string("en"));
        QCOMPARE(letters[0].letter.fields.at("ticket_language"), std::string("ar"));
    }

    void whatWasPaidBackIsNotInIt() {
        World world;
        const auto booking = world.buy({SeatNo{1}, SeatNo{2}, SeatNo{3}});
        const auto all = world.ids(booking);
        (void)world.file(booking);
        const auto first = world.drawer.drawn->tickets;
        world.refund(booking, {all[1]});
        (void)world.file(booking);
        const auto& left = world.drawer.drawn->tickets;
        QCOMPARE(left.size(), std::size_t{2});
        QCOMPARE(left[0].code, first[0].code);
        QCOMPARE(left[1].code, first[2].code);
        world.refund(booking);
        QVERIFY(world.file(booking).error() == Tickets::Refusal::NoneValid);
    }

    void whatWasExchangedIsNotInIt() {
        World world;
        const auto booking = world.buy({SeatNo{1}, SeatNo{2}});
        world.write([&](ports::Store& store) {
            store.setState(store.tickets(booking).front().line.ticket,
                           ports::TicketState::Exchanged);
        });
        QVERIFY(world.file(booking).ok());
        QCOMPARE(world.drawer.drawn->tickets.size(), std::size_t{1});
        QVERIFY(world.drawer.drawn->tickets[0].number.empty());
    }

    void whatDoesNotTakePlaceHasNoTickets() {
        World world;
        const auto booking = world.buy({SeatNo{1}});
        world.cancelShowtime();
        QVERIFY(world.file(booking).error() == Tickets::Refusal::NoneValid);
    }

    void othersSeeNone() {
        World world;
        const auto ada = world.account("ada@example.com");
        const auto eve = world.account("eve@example.com");
        const auto booking = world.buy({SeatNo{1}}, "", ada, "");
        const auto unknown = Tickets::Refusal::UnknownBooking;
        QVERIFY(world.file(booking, {"", ada, false}).ok());
        QVERIFY(world.file(booking, {"", {}, true}).ok());
        QVERIFY(world.file(booking, {"", eve, false}).error() == unknown);
        QVERIFY(world.file(booking, {"", {}, false}).error() == unknown);
        QVERIFY(world.file(booking, {"guess", {}, false}).error() == unknown);
        QVERIFY(
            world.file(BookingId::make(world.clock.now(), world.random), {"", {}, true}).error() ==
            unknown);
    }

    void aGuestWithoutAnAddressHasABookingOfNobody() {
        World world;
        const auto booking = world.buy({SeatNo{1}}, "", {}, "");
        QVERIFY(world.file(booking, {"", {}, false}).error() == Tickets::Refusal::UnknownBooking);
        QVERIFY(world.file(booking).ok());
        QCOMPARE(world.drawer.drawn->language, std::string("en"));
    }

    /// Paper of a counter is the counter's to print.
    void whatAnotherKeySoldIsNotDrawn() {
        World world;
        const auto booking = world.buy({SeatNo{1}});
        struct Other final : ports::EntrySealer {
            PublicKey publicKey() const override { return Device::keyFrom(78).publicKey(); }
            Signature sign(ByteView) const override { return {}; }
            protocol::SealedEntry seal(TerminalId, Incarnation, Seq, const Hash&,
                                       const protocol::Payload&) const override {
                return {};
            }
        } other;
        Tickets tickets(world.context(), other, world.drawer);
        QVERIFY((*tickets.file(booking)).error() == Tickets::Refusal::UnknownBooking);
    }

    void aFaultOfTheDrawingIsSaid() {
        World world;
        const auto booking = world.buy({SeatNo{1}});
        world.drawer.fails = true;
        QVERIFY(world.file(booking).error() == Tickets::Refusal::NotDrawn);
    }
};

QTEST_APPLESS_MAIN(ServiceTickets)
#include "service_tickets_test.moc"
