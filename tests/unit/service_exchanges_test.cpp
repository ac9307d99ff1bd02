// links: server_services server_store shared_wire unit_service_house
#include "server/services/bookings.h"
#include "tests/unit/payment_shop.h"

#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using domain::LetterKind;
using services::Bookings;
using services::Holds;
using Refusal = Bookings::ExchangeRefusal;
using Swaps = std::vector<Bookings::Swap>;

namespace {

/// A web shop, and a customer who may change their mind about seats.
struct World {
    explicit World(const std::vector<std::string_view>& rows = {"ssssssssss", "pppppp"})
        : house(rows) {}

    ServiceHouse house;
    services::Presence presence;
    Holds holds{house.context(), presence};
    TestSealer sealer;
    Bookings bookings{house.context(), house.verifier, sealer};
    Device channel = house.enrolOnline(9);
    services::Asker office{"", {}, true};

    Holds::Made hold(std::vector<SeatNo> seats, const std::string& email = {}) {
        return **answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({house.showtime, std::move(seats), "", "", {}, email, "en"}, reply);
        });
    }
    protocol::Sale sell(std::vector<SeatNo> seats, const std::string& email = {}) {
        const auto made = hold(std::move(seats), email);
        return answerOf<Bookings::SellAnswer>([&](auto reply) {
                   bookings.sell(channel.caller(),
                                 {made.hold.id, made.token, {}, domain::TenderKind::Card, "pi_1"},
                                 reply);
               })
            ->value()
            .sale;
    }
    Bookings::ExchangeAnswer exchange(BookingId booking, Swaps swaps, const services::Asker& who) {
        return *answerOf<Bookings::ExchangeAnswer>(
            [&](auto reply) { bookings.exchange(booking, who, std::move(swaps), reply); });
    }
    Bookings::ExchangeAnswer exchange(const protocol::Sale& sale,
                                      std::vector<std::uint16_t> seats) {
        Swaps swaps;
        for (std::size_t i = 0; i < seats.size(); ++i)
            swaps.push_back({sale.lines[i].ticket, SeatNo{seats[i]}});
        return exchange(sale.booking, std::move(swaps), office);
    }
    std::string seats() { return house.letters(); }
    bool isSound() { return house.audit().findings.empty(); }
};

/// The first ticket for the sixth seat of its row.
bool exchangeFirst(Shop& shop, BookingId booking) {
    const auto ticket =
        shop.house.read([&](const ports::Store& store) { return store.tickets(booking); }).front();
    Bookings bookings(shop.house.context(), shop.house.verifier, shop.sealer);
    const auto done = *answerOf<Bookings::ExchangeAnswer>([&](auto reply) {
        bookings.exchange(booking, {shop.made.token, {}, false}, {{ticket.line.ticket, SeatNo{5}}},
                          reply);
    });
    return done.ok();
}

std::set<std::uint16_t> seatsIn(const protocol::SaleNote& note) {
    std::set<std::uint16_t> seats;
    for (const auto& line : note.lines)
        seats.insert(line.seat.value);
    return seats;
}

} // namespace

/// Other seats of the same showtime, as good and as dear.
class ServiceExchanges : public QObject {
    Q_OBJECT

private slots:
    void aTicketGetsAnotherSeatAndTheOldOneIsFree() {
        World world;
        const auto sale = world.sell({SeatNo{1}, SeatNo{10}});
        const auto money = world.house.balance(domain::Account::CardReceivable);
        const auto done = world.exchange(sale, {5});
        QVERIFY(done.ok());
        QCOMPARE(world.seats().substr(0, 6), std::string("fffffs"));
        QCOMPARE(world.seats()[10], 's');
        QCOMPARE(done->tickets.size(), std::size_t{2});
        QVERIFY(domain::totalOf(done->tickets) == domain::totalOf(sale.lines));
        const auto old = world.house.read(
            [&](const ports::Store& store) { return *store.ticket(sale.lines[0].ticket); });
        QVERIFY(old.state == ports::TicketState::Exchanged);
        QVERIFY(world.house.balance(domain::Account::CardReceivable) == money);
        QVERIFY(world.isSound());
        QVERIFY(world.exchange(sale, {6}).error().refusal == Refusal::NotExchangeable); // gone
    }

    void twoOfAPartySwapTheirSeats() {
        World world;
        const auto sale = world.sell({SeatNo{1}, SeatNo{2}});
        const auto done = world.exchange(sale, {2, 1});
        QVERIFY(done.ok());
        QCOMPARE(world.seats().substr(0, 4), std::string("fssf"));
        QCOMPARE(done->tickets.size(), std::size_t{2});
        QVERIFY(world.isSound());
    }

    void whatIsRefusedHasChangedNothing() {
        World world;
        const auto sale = world.sell({SeatNo{1}});
        const auto other = world.sell({SeatNo{2}});
        (void)world.hold({SeatNo{3}});
        const auto before = world.seats();
        const auto why = [&](std::vector<std::uint16_t> seats) {
            return world.exchange(sale, std::move(seats)).error();
        };
        QVERIFY(why({10}).refusal == Refusal::OtherPrice); // of the dearer area
        QVERIFY(why({500}).refusal == Refusal::UnknownSeat);
        for (const std::uint16_t taken : {2, 3}) {
            QVERIFY(why({taken}).refusal == Refusal::SeatTaken);
            QVERIFY(why({taken}).seats == std::vector{SeatNo{taken}});
        }
        const auto ticket = sale.lines[0].ticket;
        const Swaps twice{{ticket, SeatNo{5}}, {ticket, SeatNo{6}}};
        QVERIFY(world.exchange(sale.booking, twice, world.office).error().refusal ==
                Refusal::NotExchangeable);
        QVERIFY(
            world.exchange(other.booking, {{ticket, SeatNo{5}}}, world.office).error().refusal ==
            Refusal::NotExchangeable);
        for (const services::Asker& stranger :
             {services::Asker{},
              services::Asker{"guess", AccountId{world.house.movie.uuid}, false}})
            QVERIFY(world.exchange(sale.booking, {{ticket, SeatNo{5}}}, stranger).error().refusal ==
                    Refusal::UnknownBooking);
        QCOMPARE(world.seats(), before);
        world.house.clock.at += std::chrono::hours{3}; // it has begun
        QVERIFY(why({5}).refusal == Refusal::NotExchangeable);
        QCOMPARE(world.seats(), before);
        QVERIFY(world.isSound());
    }

    void whoIsInsideStaysWhereTheySit() {
        World world;
        const auto sale = world.sell({SeatNo{1}});
        world.house.write([&](ports::Store& store) {
            ports::AdmissionRecord scan;
            scan.admission.ticket = sale.lines[0].ticket;
            scan.admission.showtime = sale.showtime;
            scan.admission.seat = SeatNo{1};
            scan.admission.at = world.house.clock.now();
            const auto booking = *store.booking(sale.booking);
            scan.admission.door = booking.terminal;
            scan.entry = {booking.terminal, booking.incarnation, booking.seq};
            store.put(scan);
        });
        QVERIFY(world.exchange(sale, {5}).error().refusal == Refusal::NotExchangeable);
    }

    void aSofaIsExchangedWhole() {
        World world({"ssSSSSwcwc"});
        const auto sofa = world.sell({SeatNo{2}, SeatNo{3}});
        QVERIFY(world.exchange(sofa, {4}).error().refusal == Refusal::NotExchangeable);
        QVERIFY(world.exchange(sofa, {0, 1}).error().refusal == Refusal::OtherPrice);
        QVERIFY(world.exchange(sofa, {4, 5}).ok());
        QCOMPARE(world.seats().substr(2, 4), std::string("ffss"));
        const auto space = world.sell({SeatNo{6}});
        QVERIFY(world.exchange(space, {8}).error().refusal == Refusal::NotExchangeable);
        QVERIFY(world.isSound());
    }

    void theNewTicketsAreWrittenToTheirCustomer() {
        World world;
        const auto sale = world.sell({SeatNo{1}, SeatNo{2}}, "ada@example.com");
        world.house.clock.at += Milliseconds{1}; // ids in the order of letters
        QVERIFY(world.exchange(sale, {5}).ok());
        const auto letters = world.house.read([](const ports::Store& store) {
            return store.messages(ports::MessageState::Waiting, {}, 10);
        });
        QCOMPARE(letters.size(), std::size_t{2});
        QVERIFY(letters[0].letter.kind == LetterKind::BookingConfirmed);
        QCOMPARE(letters[0].recipient, std::string("ada@example.com"));
        std::set<std::string> seats;
        for (const auto& row : letters[0].letter.rows) {
            seats.insert(row.at("seat"));
            QVERIFY(!row.at("code").empty());
        }
        QCOMPARE(seats, (std::set<std::string>{"A3", "A6"}));
    }

    /// Should the server be put back to before the sale, it is made once more as it is now.
    void theProviderIsGivenTheNoteOfTheNewTickets() {
        Shop shop;
        const auto paid = shop.pay();
        const auto was = shop.bank.notes.at(paid.id.toString());
        QVERIFY(exchangeFirst(shop, paid.booking));
        shop.letTimePass(std::chrono::minutes{1});
        const auto& note = shop.bank.notes.at(paid.id.toString());
        QVERIFY(note.booking == paid.booking && note.hold == was.hold && note.plan == was.plan);
        QVERIFY(note.tokenHash == was.tokenHash && note.businessDay == was.businessDay);
        QCOMPARE(note.lines.size(), was.lines.size());
        QVERIFY(domain::totalOf(note.lines) == paid.payment.amount);
        QVERIFY((seatsIn(note) == std::set<std::uint16_t>{5, 20}));
        QVERIFY(shop.refund(paid.id).ok()); // by their new names
        shop.payments->advance(paid.id);
        QCOMPARE(shop.bank.of(paid.id).refunded, kTotal);
        QVERIFY(shop.isSound());
    }

    /// The provider was asked for the money with it, and nobody had heard the answer.
    void theNoteOfBeforeThatComesLateIsSaidAnew() {
        Shop shop;
        shop.bank.faults[2] = Bank::Fault::LostBefore;
        const auto paid = shop.pay();
        QVERIFY(paid.payment.sold);
        QCOMPARE(paid.payment.captured, std::int64_t{0});
        const auto was = shop.house.read(
            [&](const ports::Store& store) { return store.payment(paid.id)->note; });
        QVERIFY(was.has_value());
        QVERIFY(exchangeFirst(shop, paid.booking));
        (void)shop.bank.capture({paid.id, paid.payment.intent}, paid.payment.amount, was);
        shop.letTimePass(std::chrono::minutes{1});
        QCOMPARE(shop.view(paid.id).payment.captured, kTotal);
        const auto& note = shop.bank.notes.at(paid.id.toString());
        QVERIFY((seatsIn(note) == std::set<std::uint16_t>{5, 20}));
        QVERIFY(shop.isSound());
    }
};

QTEST_APPLESS_MAIN(ServiceExchanges)
#include "service_exchanges_test.moc"
