// links: server_proof server_store server_services shared_wire unit_service_house
#include "server/services/online_desk.h"
#include "shared/domain/ticket.h"
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;

namespace {

/// The house has sold online before the backup was made.
void openDesk(Shop& shop) {
    shop.house.write([&](ports::Store& store) {
        services::OnlineDesk desk{store, shop.house.verifier, shop.sealer, shop.house.clock.now(),
                                  shop.house.random};
        (void)desk.own();
    });
}

/// Its paper, as the customer's letter of the lost history shows it.
std::string paperOf(Shop& lost, BookingId booking, std::size_t index) {
    return lost.house.read([&](const ports::Store& store) {
        const auto record = *store.booking(booking);
        const auto ticket = store.tickets(booking).at(index);
        domain::TicketProof proof;
        proof.showtime = ticket.showtime;
        proof.seat = ticket.line.seat;
        proof.ticket = ticket.line.ticket;
        proof.booking = booking;
        proof.terminal = record.terminal;
        proof.seq = record.seq;
        proof.incarnation = record.incarnation;
        proof.price = ticket.line.price;
        proof.tender = record.tenders.front().kind;
        return domain::qrText(proof, lost.sealer.sign(domain::encodeProof(proof)));
    });
}

protocol::Admitted scanOf(Shop& lost, BookingId booking, std::size_t index) {
    const auto ticket = lost.house.read(
        [&](const ports::Store& store) { return store.tickets(booking).at(index); });
    return {ticket.line.ticket, ticket.showtime,
            ticket.line.seat,   paperOf(lost, booking, index),
            lost.house.cashier, lost.house.clock.now()};
}

} // namespace

/// The QR codes in customers' letters were signed by a history of the server's journal that is
/// lost.
class ServiceAdoptedPaper : public QObject {
    Q_OBJECT

private slots:
    void theOldPaperIsLetInOnce() {
        Shop lost;
        openDesk(lost);
        auto door = lost.house.enrol(9);
        const auto paid = lost.pay();
        Restored r;
        openDesk(r.shop);
        door = r.shop.house.enrol(9);
        r.replace(lost);
        r.hear(door);
        r.look();
        door.write(scanOf(lost, paid.booking, 0));
        auto verdict = r.shop.house.drain(door)->verdicts.back();
        QVERIFY(verdict.outcome == protocol::Outcome::Noted && verdict.reason.empty());
        QVERIFY(!r.task(protocol::TaskKind::DoubleAdmission));
        door.write(scanOf(lost, paid.booking, 0));
        (void)r.shop.house.drain(door);
        QVERIFY(r.task(protocol::TaskKind::DoubleAdmission).has_value());
        const auto revoked = r.shop.house.read([&](const ports::Store& store) {
            return store.revocationsAhead(r.shop.house.clock.now()).size();
        });
        QCOMPARE(revoked, std::size_t{0});
        QVERIFY(r.isSound());
    }

    void paperThatWasSeenBeforeIsPartOfTheSale() {
        Shop lost;
        openDesk(lost);
        auto door = lost.house.enrol(9);
        const auto paid = lost.pay();
        Restored r;
        openDesk(r.shop);
        door = r.shop.house.enrol(9);
        r.replace(lost);
        door.write(scanOf(lost, paid.booking, 0)); // nobody knows the ticket yet
        const auto verdict = r.shop.house.drain(door)->verdicts.back();
        QVERIFY(verdict.rule == protocol::Rule::R8);
        QVERIFY(verdict.outcome == protocol::Outcome::Accepted);
        r.hear(door);
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.bookings(), std::size_t{1});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QVERIFY(r.isSound());
    }
};

QTEST_APPLESS_MAIN(ServiceAdoptedPaper)
#include "service_adopted_paper_test.moc"
