// links: server_proof server_store server_services shared_wire unit_service_house
#include "server/main/proof/auditor.h"
#include "shared/domain/ticket.h"
#include "tests/unit/showtime_changes.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::tests;
using protocol::Outcome;
using R = protocol::Rule;

/// A terminal burned down: its paper rebuilds its sales, and its journal, should it turn up, adds
/// only what paper did not tell (verdict R8).
class ServicePaperTest : public QObject {
    Q_OBJECT

    /// What the terminal printed for a line of its sale, which is entry `seq`.
    static std::string paper(const Device& device, const protocol::Sale& sale, std::size_t line,
                             std::int64_t seq) {
        domain::TicketProof proof;
        proof.showtime = sale.showtime;
        proof.seat = sale.lines[line].seat;
        proof.ticket = sale.lines[line].ticket;
        proof.booking = sale.booking;
        proof.terminal = device.terminal;
        proof.allotment = sale.rights[line].allotment;
        proof.epoch = sale.rights[line].epoch;
        proof.seq = Seq{seq};
        proof.incarnation = device.incarnation;
        proof.price = sale.lines[line].price;
        proof.tender = sale.tenders.front().kind;
        return domain::qrText(proof, device.key.sign(domain::encodeProof(proof)));
    }
    static protocol::Admitted scan(ServiceHouse& house, const Device& device,
                                   const protocol::Sale& sale, std::size_t line, std::int64_t seq) {
        return {sale.lines[line].ticket,        sale.showtime, sale.lines[line].seat,
                paper(device, sale, line, seq), house.cashier, house.clock.now()};
    }
    static protocol::Verdict write(ServiceHouse& house, Device& device,
                                   const protocol::Payload& payload) {
        device.write(payload);
        return house.drain(device)->verdicts.back();
    }
    /// Tickets and balances, without the times at which they were learned.
    static std::string stateOf(ServiceHouse& house, const std::vector<protocol::Sale>& sales) {
        std::string state = house.letters();
        house.read([&](const server::ports::Store& store) {
            for (const auto& sale : sales) {
                const auto booking = store.booking(sale.booking);
                state += "\n" + booking->total.toString() + (booking->fromPaper ? " paper" : "");
                for (const auto& ticket : store.tickets(sale.booking))
                    state += " " + ticket.line.ticket.toString() + "@" +
                             std::to_string(ticket.line.seat.value) + ticket.line.ticketType +
                             ticket.line.price.toString() + ticket.line.tax.toString() +
                             std::to_string(static_cast<int>(ticket.state));
            }
            for (const auto& balance : store.balances())
                if (!balance.amount.isZero())
                    state += domain::nameOf(balance.account) + balance.amount.toString();
            return 0;
        });
        return state;
    }

    struct World {
        ServiceHouse house;
        Device lost = house.enrol(1);
        Device door = house.enrol(2);
        std::vector<protocol::Sale> sales;

        /// Some sales of one to three seats; adults and children, cash and card.
        explicit World(std::uint64_t seed) {
            SeededRandom dice(seed);
            std::uint16_t seat = 0;
            for (int i = 0; i < 4; ++i) {
                std::vector<std::uint16_t> seats;
                for (std::uint64_t n = dice.below(3) + 1; n > 0; --n)
                    seats.push_back(seat++);
                const auto lease = house.ask(lost, seats)->allotments[0];
                auto sale = house.sale(lease, seats);
                if (dice.chance(2))
                    sale.lines[0].ticketType = "child";
                if (dice.chance(2))
                    sale.tenders[0].kind = domain::TenderKind::Card;
                lost.write(sale);
                sales.push_back(std::move(sale));
            }
            house.lose(lost);
        }
        void scanSome(std::uint64_t seed) {
            SeededRandom dice(seed);
            std::vector<std::pair<std::size_t, std::size_t>> tickets;
            for (std::size_t s = 0; s < sales.size(); ++s)
                for (std::size_t l = 0; l < sales[s].lines.size(); ++l)
                    tickets.insert(tickets.begin() +
                                       static_cast<std::ptrdiff_t>(dice.below(tickets.size() + 1)),
                                   {s, l});
            tickets.resize(dice.below(tickets.size() + 1));
            for (const auto& [s, l] : tickets)
                door.write(scan(house, lost, sales[s], l, static_cast<std::int64_t>(s) + 1));
            CHECK(house.drain(door).ok());
        }
    };

    /// A seat that was sold, voided and sold anew while nobody could hear of it. The steps: both
    /// papers at doors, and the three entries of the journal in their order.
    struct Resold {
        ServiceHouse house;
        Device counter = house.enrol(1);
        Device door = house.enrol(2);
        protocol::Allotment lease = house.ask(counter, {4, 5})->allotments[0];
        protocol::Sale first = house.sale(lease, {4, 5});
        protocol::Sale second = house.sale(lease, {4});

        explicit Resold(bool isLost) {
            counter.write(first);
            counter.write(house.cancel(first));
            counter.write(second);
            if (isLost)
                house.lose(counter);
        }
        /// 'a' and 'b': the papers of the first and the second sale; 'j': the journal's next entry.
        void take(char step) {
            if (step == 'a')
                write(house, door, scan(house, counter, first, 0, 1));
            if (step == 'b')
                write(house, door, scan(house, counter, second, 0, 3));
            if (step == 'j')
                CHECK(house.upload(counter.upload(static_cast<std::size_t>(++heard), 1)).ok());
        }
        int heard = 0;
    };
    static bool isOpen(ServiceHouse& house, protocol::TaskKind kind, const std::string& subject) {
        return house.read([&](const server::ports::Store& store) {
            return store.openTask(kind, subject).has_value();
        });
    }

private slots:
    void ofTwoSalesOfASeatTheLaterStandsWhateverIsHeardFirst() {
        for (const bool isLost : {false, true})
            for (std::string order = "abjjj";;) {
                Resold world(isLost);
                std::string steps;
                for (const char step : order) {
                    world.take(step);
                    steps += step;
                    const auto proof = server::proof::prove(world.house.connection);
                    QVERIFY2(proof.findings.kept().empty(),
                             (steps + ": " +
                              (proof.findings.kept().empty() ? "" : proof.findings.kept()[0].text))
                                 .c_str());
                }
                QVERIFY(world.house.audit().findings.empty());
                Resold journalFirst(isLost);
                for (const char step : std::string("jjjab"))
                    journalFirst.take(step);
                QCOMPARE(stateOf(world.house, {world.first, world.second}),
                         stateOf(journalFirst.house, {journalFirst.first, journalFirst.second}));
                QVERIFY(!isOpen(world.house, protocol::TaskKind::RefundDue,
                                world.first.booking.toString()));
                if (!std::next_permutation(order.begin(), order.end()))
                    break;
            }
    }
    void theMoneyOfTheVoidSaleIsSomebodysTaskUntilTheVoidIsHeard() {
        for (const char* order : {"ab", "ba"}) {
            Resold world(true);
            world.take(order[0]);
            world.take(order[1]);
            const auto state = [&](const protocol::Sale& sale) {
                return world.house.read([&](const server::ports::Store& store) {
                    return store.ticket(sale.lines[0].ticket)->state;
                });
            };
            QVERIFY(state(world.first) == server::core::TicketState::Void);
            QVERIFY(state(world.second) == server::core::TicketState::Valid);
            QVERIFY(
                isOpen(world.house, protocol::TaskKind::RefundDue, world.first.booking.toString()));
            QVERIFY(isOpen(world.house, protocol::TaskKind::DoubleAdmission,
                           world.first.lines[0].ticket.toString()));
        }
    }
    /// No right tells whose number the seat is; paper of before says nothing.
    void paperOfASaleAtRiskSaysOfWhichPlanItsSeatIs() {
        for (const bool says : {true, false}) {
            ServiceHouse house;
            const Device burned = house.enrol(1);
            Device door = house.enrol(2);
            auto sold = house.sale({}, {0});
            sold.rights = {{AllotmentId{}, says ? domain::planMark(house.plan) : Epoch{}}};
            QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), turned()).ok()); // to 9
            QCOMPARE(write(house, door, scan(house, burned, sold, 0, 5)).rule, R::R8);
            const auto good = ticket(house, sold.lines[0].ticket);
            QCOMPARE(int{good.line.seat.value}, says ? 9 : 0);
            QCOMPARE(good.epoch, Epoch{});
            QVERIFY(house.audit().findings.empty());
        }
    }
    /// A supervisor knows that the burned counter had paid it back; then its disk is found.
    void whatIsSettledByAWordComesRightWhenTheJournalIsHeard() {
        Resold world(true);
        world.take('b');
        world.take('a');
        const OperatorId boss = OperatorId::make(world.house.clock.now(), world.house.random);
        world.house.write([&](server::ports::Store& store) {
            store.put(domain::Operator{boss, "Bo", domain::Role::Supervisor, "hash", true});
        });
        const auto task = world.house.read([&](const server::ports::Store& store) {
            return store.openTask(protocol::TaskKind::RefundDue, world.first.booking.toString())
                ->task;
        });
        const Money nothing{0, world.house.prices.currency};
        const protocol::Refund word{task.booking,
                                    task.showtime,
                                    task.tickets,
                                    {domain::TenderKind::Cash, nothing, nothing, nothing, {}},
                                    "paid before the fire",
                                    boss,
                                    boss,
                                    task.id,
                                    world.house.clock.now()};
        QCOMPARE(write(world.house, world.door, word).outcome, Outcome::Accepted);
        QVERIFY(
            !isOpen(world.house, protocol::TaskKind::RefundDue, world.first.booking.toString()));
        QCOMPARE(world.house.balance(domain::Account::OverShort).minor, -1000);
        QVERIFY(server::proof::prove(world.house.connection).findings.kept().empty());
        for (const char step : std::string("jjj"))
            world.take(step);
        QCOMPARE(world.house.balance(domain::Account::OverShort).minor, 0);
        QCOMPARE(world.house.balance(domain::Account::CashDrawer).minor, 1000); // the second sale's
        QVERIFY(world.house.audit().findings.empty());
        QVERIFY(server::proof::prove(world.house.connection).findings.kept().empty());
    }
    /// Nobody knows that the disk was copied: the sale that gives way was not void at all.
    void whereTheDiskWasCopiedTheMoneyStaysOwed() {
        Resold world(false);
        world.counter.journal.clear();
        world.counter.write(world.first); // and no void
        world.take('a');
        world.take('b');
        world.take('j');
        QVERIFY(isOpen(world.house, protocol::TaskKind::RefundDue, world.first.booking.toString()));
        QVERIFY(world.house.audit().findings.empty());
        QVERIFY(server::proof::prove(world.house.connection).findings.kept().empty());
    }
    /// Whose money stands in suspense is not counted a second time, and whoever sits there keeps
    /// the seat.
    void paperOfASaleInQuarantineIsNoSale() {
        ServiceHouse house;
        Device counter = house.enrol(1);
        Device door = house.enrol(2);
        const OperatorId boss = OperatorId::make(house.clock.now(), house.random);
        house.write([&](server::ports::Store& store) {
            store.put(domain::Operator{boss, "Grace", domain::Role::Manager, "hash", true});
        });
        auto poisoned = house.sale(house.ask(counter, {4})->allotments[0], {4});
        poisoned.lines[0].tax.minor += 1;
        QCOMPARE(write(house, counter, poisoned).outcome, Outcome::Quarantined);
        QCOMPARE(write(house, door, scan(house, counter, poisoned, 0, 1)).rule, R::R14);
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 1000);
        protocol::Refund entry;
        entry.booking = poisoned.booking;
        entry.showtime = house.showtime;
        entry.tickets = {poisoned.lines[0].ticket};
        entry.tender = poisoned.tenders[0];
        entry.approvedBy = boss;
        entry.task = house.read([&](const server::ports::Store& store) {
            return store
                .openTask(protocol::TaskKind::QuarantinedEntry,
                          counter.terminal.toString() + "/1/1")
                ->task.id;
        });
        QCOMPARE(write(house, door, entry).outcome, Outcome::Accepted);
        QCOMPARE(house.letters()[4], 'b');
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 0);
        QVERIFY(server::proof::prove(house.connection).findings.kept().empty());
    }
    void paperRebuildsASaleTicketByTicket() {
        ServiceHouse house;
        Device lost = house.enrol(1);
        Device door = house.enrol(2);
        const auto lease = house.ask(lost, {4, 5})->allotments[0];
        const auto sale = house.sale(lease, {4, 5});
        house.lose(lost);
        const auto first = write(house, door, scan(house, lost, sale, 0, 1));
        QCOMPARE(first.rule, R::R8);
        QCOMPARE(first.outcome, Outcome::Accepted);
        QCOMPARE(house.letters().substr(3, 4), std::string("fsff"));
        QCOMPARE(write(house, door, scan(house, lost, sale, 1, 1)).rule, R::R8);
        QCOMPARE(house.letters().substr(3, 4), std::string("fssf"));
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 2000);
        QVERIFY(house.audit().findings.empty());
        // The door's next scan of the same paper is a scan, not a sale.
        QCOMPARE(write(house, door, scan(house, lost, sale, 1, 1)).rule, R::R12);
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 2000);
    }
    void aForgedPaperSellsNothing() {
        ServiceHouse house;
        Device lost = house.enrol(1);
        Device door = house.enrol(2);
        const auto lease = house.ask(lost, {4})->allotments[0];
        const auto sale = house.sale(lease, {4});
        lost.key = Device::keyFrom(77);
        const auto verdict = write(house, door, scan(house, lost, sale, 0, 1));
        QCOMPARE(verdict.rule, R::R14);
        QCOMPARE(house.letters()[4], 'a');
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 0);
    }
    void paperOfASeatThatWasSoldAnewIsReseated() {
        ServiceHouse house;
        Device lost = house.enrol(1);
        Device door = house.enrol(2);
        const auto lease = house.ask(lost, {4})->allotments[0];
        const auto sale = house.sale(lease, {4});
        house.lose(lost);
        Device other = house.enrol(3);
        write(house, other, house.sale(house.ask(other, {4})->allotments[0], {4}));
        const auto verdict = write(house, door, scan(house, lost, sale, 0, 1));
        QCOMPARE(verdict.outcome, Outcome::Reseated);
        QCOMPARE(verdict.moves.at(0).from, SeatNo{4});
        const auto revoked =
            house.read([&](const auto& s) { return s.revocationsAhead(house.clock.now()); });
        QVERIFY(revoked.at(0).reason == protocol::RevocationReason::Lost);
        QCOMPARE(revoked[0].ticket, sale.lines[0].ticket);
        QVERIFY(house.audit().findings.empty());
    }
    void paperBeforeOrAfterTheJournalEndsInTheSame() {
        for (std::uint64_t seed = 1; seed <= 15; ++seed) {
            World journalFirst(seed);
            QVERIFY(journalFirst.house.drain(journalFirst.lost).ok());
            const std::string wanted = stateOf(journalFirst.house, journalFirst.sales);
            journalFirst.scanSome(seed);
            QCOMPARE(stateOf(journalFirst.house, journalFirst.sales), wanted);

            World paperFirst(seed);
            paperFirst.scanSome(seed);
            const auto answer = paperFirst.house.drain(paperFirst.lost);
            QVERIFY(answer.ok());
            for (const auto& verdict : answer->verdicts)
                QCOMPARE(verdict.outcome, Outcome::Accepted);
            QCOMPARE(stateOf(paperFirst.house, paperFirst.sales), wanted);
            QVERIFY(paperFirst.house.audit().findings.empty());
        }
    }
};

QTEST_APPLESS_MAIN(ServicePaperTest)
#include "service_paper_test.moc"
