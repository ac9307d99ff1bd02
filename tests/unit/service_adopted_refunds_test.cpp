// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;

namespace {

constexpr std::chrono::minutes kAMinute{1};

services::PaymentView buy(Shop& shop, std::vector<SeatNo> seats) {
    shop.seatNumbers = std::move(seats);
    shop.made = shop.hold();
    shop.method += "x"; // another card
    return shop.pay();
}

std::vector<domain::TicketLine> linesOf(Shop& shop, BookingId booking) {
    std::vector<domain::TicketLine> lines;
    shop.house.read([&](const ports::Store& store) {
        for (const auto& ticket : store.tickets(booking))
            lines.push_back(ticket.line);
        return true;
    });
    return lines;
}

/// A counter pays an online customer back for the first `count` tickets.
protocol::Refund refundOf(Shop& shop, const services::PaymentView& paid, std::size_t count) {
    protocol::Refund refund;
    refund.booking = paid.booking;
    refund.showtime = shop.house.showtime;
    Money total{0, paid.payment.amount.currency};
    auto lines = linesOf(shop, paid.booking);
    lines.resize(count);
    for (const auto& line : lines) {
        refund.tickets.push_back(line.ticket);
        total += line.price;
    }
    refund.tender = {domain::TenderKind::Card, total, total, Money{0, total.currency},
                     paid.id.toString()};
    refund.op = refund.approvedBy = shop.house.cashier;
    refund.at = shop.house.clock.now();
    return refund;
}

void giveBack(Shop& shop, Device& counter, const services::PaymentView& paid, std::size_t count) {
    counter.write(refundOf(shop, paid, count));
    CHECK(shop.house.drain(counter)->verdicts.back().outcome == protocol::Outcome::Accepted);
    shop.letTimePass(kAMinute);
}

bool waits(Restored& r, Device& counter) {
    const auto told = r.shop.house.drain(counter);
    return !told.ok() && told.error().refusal == protocol::UploadRefusal::Recovering;
}

bool tellsAll(Restored& r, Device& counter) {
    const bool isTaken = r.shop.house.drain(counter).ok();
    r.hear(counter);
    return isTaken;
}

/// The key of the server's journal stayed on the machine that is lost.
class OtherSealer final : public ports::EntrySealer {
public:
    PublicKey publicKey() const override { return m_key.publicKey(); }
    Signature sign(ByteView bytes) const override { return m_key.sign(bytes); }
    protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                               const Hash& prevHash,
                               const protocol::Payload& payload) const override {
        auto entry = m_former.seal(terminal, incarnation, seq, prevHash, payload);
        entry.signature = m_key.sign(entry.hash);
        return entry;
    }

private:
    TestSealer m_former;
    crypto::KeyPair m_key = Device::keyFrom(78);
};

std::size_t openTasks(Restored& r, protocol::TaskKind kind) {
    std::size_t count = 0;
    for (const auto& record :
         r.shop.house.read([](const ports::Store& store) { return store.openTasks(); }))
        count += record.task.kind == kind ? 1 : 0;
    return count;
}

} // namespace

/// Money that went back since the backup: the provider knows for which tickets.
class ServiceAdoptedRefunds : public QObject {
    Q_OBJECT

private slots:
    void eachRefundTellsTheProviderItsTickets() {
        Shop shop;
        const auto paid = buy(shop, {SeatNo{2}, SeatNo{3}, SeatNo{4}});
        const auto lines = linesOf(shop, paid.booking);
        shop.bank.faults[shop.bank.calls + 1] = Bank::Fault::LostBefore;
        QVERIFY(shop.refund(paid.id, {lines[0].ticket}).ok());
        shop.payments->advance(paid.id);
        // What is to go back meanwhile is no part of what was asked for.
        QVERIFY(shop.refund(paid.id, {lines[1].ticket}).ok());
        QVERIFY(shop.refund(paid.id, {lines[2].ticket}).ok());
        shop.letTimePass(kAMinute);
        const auto& told = shop.bank.refunds[paid.id.toString()];
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0].amount, lines[0].price.minor);
        QCOMPARE(told[0].tickets.size(), std::size_t{1});
        QVERIFY(told[0].tickets[0].ticket == lines[0].ticket);
        QCOMPARE(told[1].tickets.size(), std::size_t{2});
        const auto seller = shop.house.read(
            [&](const ports::Store& store) { return store.booking(paid.booking)->terminal; });
        for (const auto& refund : told)
            for (const auto& each : refund.tickets)
                QVERIFY(each.by == seller);
    }

    void ofTicketsOfOnePriceTheOneThatWentBackIsVoid_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("the first") << 0;
        QTest::newRow("the second") << 1;
        QTest::newRow("the last") << 2;
    }
    void ofTicketsOfOnePriceTheOneThatWentBackIsVoid() {
        QFETCH(int, which);
        Shop lost;
        const auto paid = buy(lost, {SeatNo{2}, SeatNo{3}, SeatNo{4}});
        const auto lines = linesOf(lost, paid.booking);
        QVERIFY(lines[0].price == lines[1].price && lines[1].price == lines[2].price);
        const auto back = lines[static_cast<std::size_t>(which)];
        QVERIFY(lost.refund(paid.id, {back.ticket}).ok());
        lost.letTimePass(kAMinute);
        Restored r;
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{5});
        for (const auto& ticket : r.tickets(paid.booking))
            QCOMPARE(ticket.state == ports::TicketState::Valid, ticket.line.ticket != back.ticket);
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, back.price.minor); // and not once more
        QVERIFY(r.isSound());
    }

    /// The house had kept a part of the price.
    void lessThanThePriceTakesTheTicketToo() {
        Shop lost;
        const auto paid = buy(lost, {SeatNo{2}, SeatNo{3}});
        const auto back = linesOf(lost, paid.booking)[1];
        QVERIFY(lost.refund(paid.id, {back.ticket}).ok());
        lost.letTimePass(kAMinute);
        lost.bank.of(paid.id).refunded = 600;
        lost.bank.refunds[paid.id.toString()].at(0).amount = 600;
        Restored r;
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{5});
        for (const auto& ticket : r.tickets(paid.booking))
            QCOMPARE(ticket.state == ports::TicketState::Valid, ticket.line.ticket != back.ticket);
        QCOMPARE(r.balance(domain::Account::CardReceivable), paid.payment.amount.minor - 600);
        QCOMPARE(r.shop.bank.of(paid.id).refunded, std::int64_t{600});
        QVERIFY(r.isSound());
    }

    /// The office had paid the first buyer of the seats back, and a second one had bought them. A
    /// counter has something else to tell before the pool is opened.
    void whoBoughtSeatsThatWereGivenBackKeepsThem() {
        Shop lost;
        auto counter = lost.house.enrol(9);
        const auto first = buy(lost, {SeatNo{2}, SeatNo{3}});
        QVERIFY(lost.refund(first.id).ok());
        lost.letTimePass(kAMinute);
        const auto second = buy(lost, {SeatNo{2}, SeatNo{3}});
        const auto third = buy(lost, {SeatNo{5}, SeatNo{6}});
        giveBack(lost, counter, third, 1);
        Restored r;
        QVERIFY(r.shop.house.enrol(9).terminal == counter.terminal);
        r.replace(lost);
        QVERIFY(waits(r, counter));
        r.look();
        QVERIFY(r.isRecovering());
        QCOMPARE(r.validTickets(first.booking), std::size_t{0});
        QCOMPARE(r.validTickets(second.booking), std::size_t{2});
        QCOMPARE(r.validTickets(third.booking), std::size_t{2}); // its journal tells it
        QVERIFY(tellsAll(r, counter));
        QVERIFY(!r.isRecovering());
        r.letTimePass(std::chrono::minutes{5});
        QCOMPARE(r.validTickets(second.booking), std::size_t{2});
        QCOMPARE(r.validTickets(third.booking), std::size_t{1});
        QCOMPARE(r.shop.bank.of(second.id).refunded, std::int64_t{0});
        QVERIFY(!r.task(protocol::TaskKind::RefundDue));
        QVERIFY(!r.task(protocol::TaskKind::SecondRefund));
        QVERIFY(r.isSound());
    }

    /// It was the counter that had paid the first buyer back.
    void whoBoughtThemLaterWaitsForTheJournalThatGaveThemBack() {
        Shop lost;
        auto counter = lost.house.enrol(9);
        const auto first = buy(lost, {SeatNo{2}, SeatNo{3}});
        giveBack(lost, counter, first, 2);
        const auto second = buy(lost, {SeatNo{2}, SeatNo{3}});
        Restored r;
        QVERIFY(r.shop.house.enrol(9).terminal == counter.terminal);
        r.replace(lost);
        QVERIFY(waits(r, counter));
        r.look();
        QCOMPARE(r.validTickets(first.booking), std::size_t{2});
        QVERIFY(r.tickets(second.booking).empty());
        QVERIFY(!r.adoption->isDue()); // the counter has something to tell first
        QVERIFY(tellsAll(r, counter));
        QVERIFY(r.isRecovering());
        r.look();
        QVERIFY(!r.isRecovering());
        r.letTimePass(std::chrono::minutes{5});
        QCOMPARE(r.validTickets(first.booking), std::size_t{0});
        QCOMPARE(r.validTickets(second.booking), std::size_t{2});
        QCOMPARE(r.shop.bank.of(first.id).refunded, first.payment.amount.minor);
        QCOMPARE(r.shop.bank.of(second.id).refunded, std::int64_t{0});
        QVERIFY(!r.task(protocol::TaskKind::RefundDue));
        QVERIFY(!r.task(protocol::TaskKind::SecondRefund));
        QVERIFY(r.isSound());
    }

    /// The provider remembers for a day only what it was asked for.
    void whatAJournalTellsBetweenTheLooksDoesNotGoBackOnceMore() {
        Shop lost;
        auto counter = lost.house.enrol(9);
        const auto paid = buy(lost, {SeatNo{2}, SeatNo{3}});
        giveBack(lost, counter, paid, 1);
        const auto gone = lost.bank.of(paid.id).refunded;
        QVERIFY(gone > 0);
        Restored r;
        QVERIFY(r.shop.house.enrol(9).terminal == counter.terminal);
        r.replace(lost);
        r.shop.bank.refundsDone.clear();
        QVERIFY(waits(r, counter));
        r.look();
        QVERIFY(tellsAll(r, counter));
        QVERIFY(!r.isRecovering());
        r.letTimePass(std::chrono::minutes{5});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{1});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, gone);
        QCOMPARE(r.shop.view(paid.id).payment.refunded, gone);
        QVERIFY(r.shop.view(paid.id).settled);
        QCOMPARE(r.balance(domain::Account::CardReceivable), paid.payment.amount.minor - gone);
        QVERIFY(r.isSound());
    }

    /// The new one cannot pay back what was sold by the former: a person is told, once.
    void whatWasSoldByAFormerKeyIsLeftToAPersonOnce() {
        Shop lost;
        Restored r;
        const auto paid = buy(lost, {SeatNo{2}, SeatNo{3}});
        QVERIFY(buy(r.shop, {SeatNo{2}, SeatNo{3}}).booking == paid.booking);
        QVERIFY(lost.refund(paid.id, {linesOf(lost, paid.booking)[0].ticket}).ok());
        lost.letTimePass(kAMinute);
        const auto gone = lost.bank.of(paid.id).refunded;
        r.replace(lost);
        const OtherSealer sealer;
        services::Adoption adoption(r.shop.house.context(), r.shop.house.verifier, sealer,
                                    &r.shop.bank);
        for (int look = 1; look <= 2; ++look) {
            QVERIFY(adoption.isDue());
            adoption.advance();
            QCOMPARE(r.shop.bank.lists, look);
            r.shop.house.clock.at += services::Adoption::kSecondLook;
        }
        QVERIFY(!adoption.isDue() && !r.isRecovering());
        QCOMPARE(openTasks(r, protocol::TaskKind::QuarantinedEntry), std::size_t{1});
        QCOMPARE(r.balance(domain::Account::CardReceivable), paid.payment.amount.minor - gone);
        QCOMPARE(r.shop.view(paid.id).payment.refunded, gone);
    }

    /// Its journal waits for a sale that nobody will tell of.
    void aJournalThatTellsNothingMoreIsNotWaitedForAgain() {
        Shop lost;
        auto counter = lost.house.enrol(9);
        const auto first = buy(lost, {SeatNo{2}, SeatNo{3}});
        auto unknown = refundOf(lost, first, 1);
        unknown.booking = BookingId::make(lost.house.clock.now(), lost.house.random);
        counter.write(unknown);
        (void)lost.house.drain(counter);
        giveBack(lost, counter, first, 2);
        const auto second = buy(lost, {SeatNo{2}, SeatNo{3}});
        Restored r;
        QVERIFY(r.shop.house.enrol(9).terminal == counter.terminal);
        r.replace(lost);
        QVERIFY(waits(r, counter));
        r.look();
        QVERIFY(r.tickets(second.booking).empty());
        QVERIFY(waits(r, counter));
        QVERIFY(r.adoption->isDue());
        r.look();
        QVERIFY(!r.tickets(second.booking).empty());
        QVERIFY(tellsAll(r, counter));
        QVERIFY(!r.isRecovering());
    }
};

QTEST_APPLESS_MAIN(ServiceAdoptedRefunds)
#include "service_adopted_refunds_test.moc"
