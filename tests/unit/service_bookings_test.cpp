// links: server_services server_store shared_wire unit_service_house
#include "server/services/bookings.h"
#include "server/services/holds.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Bookings;
using services::Holds;
using Refusal = Bookings::Refusal;

namespace {

/// A web shop, a hold, and what becomes of it.
struct Shop {
    ServiceHouse house;
    services::Presence presence;
    Holds holds{house.context(), presence};
    TestSealer sealer;
    Bookings bookings{house.context(), house.verifier, sealer};
    Device channel = house.enrolOnline(9);

    Holds::Made hold(std::vector<SeatNo> seats) {
        return **answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({house.showtime, std::move(seats), "", ""}, reply);
        });
    }
    Bookings::SellAnswer sell(const Holds::Made& made, std::map<SeatNo, std::string> types = {}) {
        return *answerOf<Bookings::SellAnswer>([&](auto reply) {
            bookings.sell(
                channel.caller(),
                {made.hold.id, made.token, std::move(types), domain::TenderKind::Card, "pi_1"},
                reply);
        });
    }
    Bookings::RefundAnswer refund(BookingId booking, std::vector<TicketId> tickets = {}) {
        return *answerOf<Bookings::RefundAnswer>([&](auto reply) {
            bookings.refund(channel.caller(), booking, std::move(tickets), "cancelled", reply);
        });
    }
};

} // namespace

/// Online sales go the one path of every sale.
class ServiceBookings : public QObject {
    Q_OBJECT

private slots:
    void aHoldBecomesTicketsAtTheServersPrices() {
        Shop shop;
        const auto made = shop.hold({SeatNo{1}, SeatNo{20}});
        const auto sold = shop.sell(made);
        QVERIFY(sold.ok());
        QCOMPARE(domain::totalOf(sold->sale.lines).minor, 1000 + 1400);
        QCOMPARE(shop.house.letters()[1], 's');
        QCOMPARE(shop.house.letters()[20], 's');
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 2400);
        QVERIFY(shop.house.audit().findings.empty());
    }

    void theSameOrderAgainIsAnsweredWithWhatItBecame() {
        Shop shop;
        const auto made = shop.hold({SeatNo{1}});
        const auto first = shop.sell(made);
        const auto again = shop.sell(made);
        QVERIFY(first.ok() && again.ok());
        QCOMPARE(again->sale.booking.toString(), first->sale.booking.toString());
        QVERIFY(again->sale.lines == first->sale.lines);
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 1000);
    }

    void aHoldWhoseTimeIsUpIsNotSold() {
        Shop shop;
        const auto made = shop.hold({SeatNo{1}});
        shop.house.clock.at = made.hold.expiresAt;
        QVERIFY(shop.sell(made).error() == Refusal::UnknownHold);
        QVERIFY(shop.house.letters()[1] != 's');
    }

    void anotherTokenSellsNothing() {
        Shop shop;
        auto made = shop.hold({SeatNo{1}});
        made.token = "guess";
        QVERIFY(shop.sell(made).error() == Refusal::UnknownHold);
    }

    void aCounterIsNoChannel() {
        Shop shop;
        const auto made = shop.hold({SeatNo{1}});
        shop.channel = shop.house.enrol(3);
        QVERIFY(shop.sell(made).error() == Refusal::NoChannel);
    }

    void aTypeThatIsNotSoldThereChangesNothing() {
        Shop shop;
        const auto made = shop.hold({SeatNo{1}});
        QVERIFY(shop.sell(made, {{SeatNo{1}, "child"}}).error() == Refusal::TypeNotSold);
        QCOMPARE(shop.house.letters()[1], 'h');
    }

    void moneyGoesBackOnce() {
        Shop shop;
        const auto sold = shop.sell(shop.hold({SeatNo{1}, SeatNo{2}}));
        const auto one = shop.refund(sold->sale.booking, {sold->sale.lines[0].ticket});
        QVERIFY(one.ok());
        QCOMPARE(one->refund.tender.amount.minor, 1000);
        QCOMPARE(shop.house.letters().substr(1, 2), std::string("fs"));
        QVERIFY(shop.refund(sold->sale.booking, {sold->sale.lines[0].ticket}).error() ==
                Refusal::NotRefundable);
        QVERIFY(shop.refund(sold->sale.booking).ok());
        QVERIFY(shop.refund(sold->sale.booking).error() == Refusal::NotRefundable);
        QCOMPARE(shop.house.letters().substr(1, 2), std::string("ff"));
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 0);
        QVERIFY(shop.house.audit().findings.empty());
    }

    void whoWasLetInGetsNoMoneyBackUnlessItWasAMistake() {
        Shop shop;
        Device door = shop.house.enrol(4);
        const auto sold = shop.sell(shop.hold({SeatNo{1}}));
        const auto& line = sold->sale.lines[0];
        door.write(protocol::Admitted{line.ticket, shop.house.showtime, line.seat, "",
                                      shop.house.cashier, shop.house.clock.now()});
        QVERIFY(shop.house.drain(door).ok());
        QVERIFY(shop.refund(sold->sale.booking).error() == Refusal::NotRefundable);
        door.write(protocol::AdmissionUndone{line.ticket, shop.house.showtime, "wrong door",
                                             shop.house.cashier, shop.house.clock.now()});
        QVERIFY(shop.house.drain(door).ok());
        QVERIFY(shop.refund(sold->sale.booking).ok());
    }

    void theJournalOfOnlineSalesIsChainedAndSigned() {
        Shop shop;
        (void)shop.sell(shop.hold({SeatNo{1}}));
        (void)shop.sell(shop.hold({SeatNo{2}}));
        std::int64_t entries = 0;
        shop.house.read([&](const ports::Store& store) {
            store.eachEntry([&](const auto&, const auto& verdict) {
                ++entries;
                CHECK(verdict.rule == protocol::Rule::R3);
            });
            return true;
        });
        QCOMPARE(entries, 2);
        QCOMPARE(shop.house.audit().entries, 2);
    }
};

QTEST_APPLESS_MAIN(ServiceBookings)
#include "service_bookings_test.moc"
