// links: server_proof server_store server_services shared_wire unit_service_house
#include "tests/unit/restored_shop.h"
#include "tests/unit/showtime_changes.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using core::PaymentState;
using services::Adoption;
using Fault = Bank::Fault;

/// What was paid online since the backup only the provider knows: it is sold once more.
class ServiceAdoption : public QObject {
    Q_OBJECT

private slots:
    void aSaleSinceTheBackupIsMadeOnceMore() {
        Shop lost;
        (void)answerOf<services::Holds::Answer>([&](auto reply) {
            lost.holds.setContact(lost.made.hold.id, lost.made.token, {"ann@example.com", "de", {}},
                                  reply);
        });
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        QVERIFY(r.isRecovering());
        QCOMPARE(r.shop.seats(), std::string("ff"));
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.shop.seats(), std::string("ss"));
        const auto view = r.shop.view(paid.id);
        QVERIFY(view.booking == paid.booking && view.settled);
        QVERIFY(view.payment.state == PaymentState::Captured);
        const auto before =
            lost.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        const auto now = r.tickets(paid.booking);
        QCOMPARE(now.size(), before.size());
        for (std::size_t i = 0; i < now.size(); ++i)
            QVERIFY(now[i].line == before[i].line && now[i].state == ports::TicketState::Valid);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        const bool isWrittenTo = r.shop.house.read([&](const ports::Store& store) {
            return store.customerOf(paid.booking)->email == "ann@example.com" &&
                   store.hasMessage(nameOf(domain::LetterKind::BookingConfirmed) +
                                    (" " + paid.booking.toString()));
        });
        QVERIFY(isWrittenTo);
        // Whoever has the token sees it as before.
        QVERIFY((*r.shop.payments->find(paid.id, lost.made.token)).ok());
        QVERIFY(r.isSound());
    }

    void theRecoveryWaitsUntilTheProviderAnswers() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        r.shop.bank.isAway = true;
        r.look();
        QVERIFY(r.isRecovering());
        QCOMPARE(r.adoption->failure(), std::string("away"));
        QVERIFY(!r.adoption->isDue()); // not at once again
        r.letTimePass(std::chrono::minutes{20});
        QVERIFY(r.isRecovering());
        QVERIFY(r.shop.bank.lists > 15 && r.shop.bank.lists < 40);
        const auto held = *answerOf<services::Holds::MakeAnswer>([&](auto reply) {
            r.shop.holds.make({r.shop.house.showtime, {SeatNo{5}}, "", ""}, reply);
        });
        QVERIFY(held.error().refusal == core::HoldRefusal::Recovering);
        r.shop.bank.isAway = false;
        r.letTimePass(std::chrono::minutes{2});
        QVERIFY(!r.isRecovering() && r.adoption->failure().empty());
        QVERIFY(r.shop.view(paid.id).payment.sold);
        QVERIFY(r.isSound());
    }

    void nobodyIsAskedBeforeAllTerminalsAreHeard() {
        Shop lost;
        (void)lost.house.enrol(9);
        const auto paid = lost.pay();
        Restored r;
        const auto device = r.shop.house.enrol(9);
        r.replace(lost);
        QVERIFY(!r.adoption->isDue());
        r.hear(device);
        QVERIFY(r.isRecovering());
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.view(paid.id).payment.sold);
    }

    void withoutAProviderTheRecoveryEndsWithTheLastTerminal() {
        Shop lost;
        Restored r;
        r.replace(lost);
        Adoption none(r.shop.house.context(), r.shop.house.verifier, r.shop.sealer, nullptr);
        QVERIFY(none.isDue());
        none.advance();
        QVERIFY(!r.isRecovering() && !none.isDue());
    }

    void whoseSeatIsAnothersIsReseated() {
        Shop lost;
        (void)lost.house.enrol(9);
        const auto paid = lost.pay();
        Restored r;
        const auto device = r.shop.house.enrol(9);
        r.shop.house.write([&](ports::Store& store) { // the backup's hold is over by then
            services::beginRecovery(store, "frees it", r.shop.house.clock.now(),
                                    r.shop.house.random);
        });
        r.hear(device);
        QVERIFY(r.shop.house.ask(device, {1}).ok());
        r.replace(lost);
        r.hear(device);
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        const auto told = r.task(protocol::TaskKind::Reseated);
        QVERIFY(told && told->booking == paid.booking);
        QCOMPARE(r.shop.seats(), std::string("as"));
        QVERIFY(r.isSound());
    }

    /// The plan was known before the backup, the showtime got it afterwards.
    void seatsOfAPlanWhoseChangeIsLostAreMeantByTheirNames() {
        Shop lost;
        Restored r;
        const std::vector<std::string_view> rows{"sssssssssss", "ssssssssss", "pppppppp"};
        const PlanId plan = addPlan(lost.house, rows);
        QCOMPARE(addPlan(r.shop.house, rows), plan);
        QVERIFY(
            answerOf<Changes::Answer>([&](auto reply) {
                Changes(lost.house.context()).changePlanByNames(lost.house.showtime, plan, reply);
            })->ok());
        const auto paid = lost.pay();
        r.replace(lost);
        r.look();
        QVERIFY(!r.isRecovering());
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        QCOMPARE(r.shop.seats(), std::string("ss")); // no. 21 was C1 there, here it is 20
        QVERIFY(r.task(protocol::TaskKind::Reseated).has_value());
        QVERIFY(r.isSound());
    }

    void whoGetsNoSeatIsPaidBack() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.shop.house.write([&](ports::Store& store) {
            auto show = *store.showtime(r.shop.house.showtime);
            show.state = domain::ShowtimeState::Cancelled;
            store.put(show);
        });
        r.replace(lost);
        r.look();
        QVERIFY(r.task(protocol::TaskKind::RefundDue).has_value());
        QCOMPARE(r.validTickets(paid.booking), std::size_t{0});
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, std::int64_t{0}); // it may have gone back before
        r.letTimePass(std::chrono::minutes{3});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, kTotal);
        QVERIFY(r.shop.view(paid.id).payment.state == PaymentState::Refunded);
        QVERIFY(!r.task(protocol::TaskKind::RefundDue));
        QCOMPARE(r.balance(domain::Account::CardReceivable), std::int64_t{0});
        QVERIFY(r.shop.isSound());
    }

    void whatHadGoneBackStaysSo_data() {
        QTest::addColumn<int>("refunded");
        QTest::newRow("all") << 2;
        QTest::newRow("one ticket") << 1;
    }
    void whatHadGoneBackStaysSo() {
        QFETCH(int, refunded);
        Shop lost;
        const auto paid = lost.pay();
        std::vector<TicketId> which;
        if (refunded == 1)
            which = {lost.house.read([&](const ports::Store& store) {
                return store.tickets(paid.booking).front().line.ticket;
            })};
        QVERIFY(lost.refund(paid.id, which).ok());
        lost.letTimePass(std::chrono::minutes{1});
        const auto gone = lost.bank.of(paid.id).refunded;
        QVERIFY(gone > 0);
        Restored r;
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{5});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, gone); // and not once more
        QCOMPARE(r.shop.view(paid.id).payment.refunded, gone);
        QCOMPARE(r.validTickets(paid.booking), static_cast<std::size_t>(2 - refunded));
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal - gone);
        QVERIFY(r.isSound());
    }

    void whatTheBankHoldsForNobodyIsLetGo() {
        Shop lost;
        lost.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto begun = lost.pay();
        QVERIFY(begun.payment.state == PaymentState::RequiresAction);
        Restored r;
        r.replace(lost);
        r.shop.bank.faults[1] = Fault::LostBefore; // to let it go
        r.look();
        QVERIFY(r.isRecovering());
        r.letTimePass(std::chrono::minutes{1});
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.bank.of(begun.id).status == core::IntentStatus::Canceled);
        QVERIFY(!r.shop.payments->find(begun.id)->ok());
        QCOMPARE(r.bookings(), std::size_t{0});
        QVERIFY(r.isSound());
    }

    void whatIsOfAnotherHouseIsLeftAlone() {
        Shop lost;
        lost.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto begun = lost.pay();
        const auto paid = begun.id;
        lost.bank.house = "another house";
        Restored r;
        r.replace(lost);
        r.look();
        QVERIFY(!r.isRecovering());
        QVERIFY(r.shop.bank.of(paid).status == core::IntentStatus::RequiresAction);
    }

    void whatAPersonWasLookingAtWaitsForThemAgain() {
        Shop lost;
        const auto paid = lost.pay();
        auto& atBank = lost.bank.of(paid.id);
        atBank.status = core::IntentStatus::RequiresCapture;
        atBank.captured = 0;
        atBank.capturable = kTotal;
        lost.bank.notes[paid.id.toString()].reviewRule = "many_seats";
        Restored r;
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.shop.seats(), std::string("ss"));
        QCOMPARE((*r.shop.payments->inReview(10)).size(), std::size_t{1});
        QCOMPARE(r.shop.bank.of(paid.id).captured, std::int64_t{0});
        QVERIFY(r.shop.review(paid.id, true).ok());
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.shop.bank.of(paid.id).captured, kTotal);
        QVERIFY(r.isSound());
    }

    void withoutANoteAPersonHasToLook() {
        Shop lost;
        const auto paid = lost.pay();
        lost.bank.notes.clear(); // of an older release
        Restored r;
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{5});
        QVERIFY(r.shop.bank.lists >= 2);
        const auto task = r.task(protocol::TaskKind::CardUnconfirmed);
        QVERIFY(task.has_value());
        QCOMPARE(task->subject, paid.id.toString());
        QCOMPARE(task->amount->minor, kTotal);
        QCOMPARE(r.balance(domain::Account::Suspense), -kTotal);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QCOMPARE(r.bookings(), std::size_t{0});
        QVERIFY(r.isSound());
    }

    void aNoteThatCannotBeTrueIsNone() {
        Shop lost;
        const auto paid = lost.pay();
        for (int i = 0; i < 5; ++i) {
            Restored r;
            r.replace(lost);
            auto& note = r.shop.bank.notes[paid.id.toString()];
            if (i == 0)
                note.lines.clear();
            else if (i == 1)
                note.lines[0].price.minor += 1; // another sum than was paid
            else if (i == 2)
                note.showtime = ShowtimeId::make(r.shop.house.clock.now(), r.shop.house.random);
            else if (i == 3)
                note.lines[1].seat = note.lines[0].seat;
            else
                note.plan = PlanId::make(r.shop.house.clock.now(), r.shop.house.random);
            r.look();
            QVERIFY(!r.isRecovering());
            r.letTimePass(std::chrono::minutes{3});
            QVERIFY(r.task(protocol::TaskKind::CardUnconfirmed).has_value());
            QCOMPARE(r.bookings(), std::size_t{0});
            QVERIFY(r.isSound());
        }
    }

    /// A tax that cannot be true is a person's to decide about.
    void whatIsInQuarantineIsNotTakenInOnceMore() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        r.shop.bank.notes[paid.id.toString()].lines[0].tax.minor += 1;
        r.letTimePass(std::chrono::minutes{5});
        QVERIFY(r.shop.bank.lists >= 2);
        QVERIFY(r.task(protocol::TaskKind::QuarantinedEntry).has_value());
        QCOMPARE(r.balance(domain::Account::Suspense), -kTotal);
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
        QCOMPARE(r.bookings(), std::size_t{0});
    }

    void askedOnceMoreItTellsOnlyWhatWasOnItsWay() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        r.look();
        const auto sealed =
            r.shop.house.read([](const ports::Store& store) { return store.openTasks().size(); });
        // The former server had asked for the money of one ticket to go back.
        auto& atBank = r.shop.bank.of(paid.id);
        atBank.refunded = 1000;
        r.shop.bank.news = atBank;
        QVERIFY(!r.shop.hear("evt_9 " + paid.id.toString()).ok()); // it is told with the rest
        r.letTimePass(std::chrono::minutes{3});
        QCOMPARE(r.shop.bank.lists, 2);
        QCOMPARE(r.validTickets(paid.booking), std::size_t{1});
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal - 1000);
        QCOMPARE(r.bookings(), std::size_t{1});
        QCOMPARE(
            r.shop.house.read([](const ports::Store& store) { return store.openTasks().size(); }),
            sealed);
        r.letTimePass(std::chrono::minutes{10});
        QCOMPARE(r.shop.bank.lists, 2);
        QVERIFY(r.isSound());
    }

    void newsOfWhatMayBeLostAreToComeAgain() {
        using Refusal = services::Payments::NewsRefusal;
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.replace(lost);
        const auto event = "evt_1 " + paid.id.toString();
        r.shop.bank.news = r.shop.bank.of(paid.id);
        QVERIFY(r.shop.hear(event).error() == Refusal::Recovering);
        r.look();
        QVERIFY(r.shop.hear(event).error() == Refusal::Recovering); // it is asked once more
        // Whoever has begun to pay since has lost nothing.
        r.shop.seatNumbers = {SeatNo{5}, SeatNo{6}};
        r.shop.made = r.shop.hold();
        r.shop.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto since = r.shop.pay();
        auto& atBank = r.shop.bank.of(since.id);
        atBank.status = core::IntentStatus::RequiresCapture;
        atBank.capturable = since.payment.amount.minor;
        r.shop.bank.news = atBank;
        QVERIFY(r.shop.take("evt_2 " + since.id.toString()) == since.id);
        r.letTimePass(std::chrono::minutes{3});
        QVERIFY(r.shop.view(since.id).payment.sold);
        r.shop.bank.news = r.shop.bank.of(paid.id);
        QVERIFY(r.shop.take(event) == paid.id); // the refusals were not remembered
        QVERIFY(r.isSound());
    }

    void whatTheBackupHadBegunIsSoldToo() {
        Shop lost;
        const auto paid = lost.pay();
        Restored r;
        r.shop.bank.faults[1] = Fault::LostBefore;
        const auto begun = r.shop.pay(); // as far as the backup knows it
        QVERIFY(begun.id == paid.id);
        QVERIFY(begun.payment.state == PaymentState::Unknown);
        r.shop.bank.faults.clear();
        r.replace(lost);
        // Its hold is over, and nothing is done about it before the provider was asked.
        r.shop.house.clock.at += std::chrono::minutes{1};
        r.shop.payments->advance(paid.id);
        QVERIFY(r.shop.view(paid.id).payment == begun.payment);
        QVERIFY(r.shop.cancel(paid.id).error() == services::Payments::Refusal::Recovering);
        r.letTimePass(std::chrono::minutes{1});
        QVERIFY(r.shop.view(paid.id).booking == paid.booking);
        QCOMPARE(r.shop.seats(), std::string("ss"));
        QCOMPARE(r.shop.bank.of(paid.id).refunded, std::int64_t{0});
        QVERIFY(r.isSound());
    }

    void aSaleTheBackupKnowsLosesWhatWentBackSince() {
        Shop lost;
        Restored r;
        const auto paid = lost.pay();
        QVERIFY(r.shop.pay().booking == paid.booking); // it is in the backup
        QVERIFY(lost.refund(paid.id).ok());
        lost.letTimePass(std::chrono::minutes{1});
        r.replace(lost);
        r.letTimePass(std::chrono::minutes{1});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{0});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, kTotal);
        QCOMPARE(r.balance(domain::Account::CardReceivable), std::int64_t{0});
        QVERIFY(r.isSound());
    }

    /// A counter had paid an online customer back: its journal waits for the sale, and is part of
    /// it.
    void aJournalThatTellsOfMoneyBackWaitsForItsSale() {
        Shop lost;
        auto counter = lost.house.enrol(9);
        const auto paid = lost.pay();
        const auto line = lost.house.read(
            [&](const ports::Store& store) { return store.tickets(paid.booking).front().line; });
        protocol::Refund refund;
        refund.booking = paid.booking;
        refund.showtime = lost.house.showtime;
        refund.tickets = {line.ticket};
        refund.tender = {domain::TenderKind::Card, line.price, line.price,
                         Money{0, line.price.currency}, paid.id.toString()};
        refund.op = refund.approvedBy = lost.house.cashier;
        refund.at = lost.house.clock.now();
        counter.write(refund);
        QVERIFY(lost.house.drain(counter)->verdicts.back().outcome == protocol::Outcome::Accepted);
        lost.letTimePass(std::chrono::minutes{1});
        QCOMPARE(lost.bank.of(paid.id).refunded, line.price.minor);
        Restored r;
        QVERIFY(r.shop.house.enrol(9).terminal == counter.terminal);
        r.replace(lost);
        QVERIFY(!r.adoption->isDue()); // it may have something to tell
        const auto waits = r.shop.house.drain(counter);
        QVERIFY(!waits.ok() && waits.error().refusal == protocol::UploadRefusal::Recovering);
        r.look();
        QVERIFY(r.isRecovering());
        QCOMPARE(r.validTickets(paid.booking), std::size_t{2});
        const auto told = r.shop.house.drain(counter);
        QVERIFY(told.ok() && told->verdicts.back().outcome == protocol::Outcome::Accepted);
        r.hear(counter);
        QVERIFY(!r.isRecovering());
        r.letTimePass(std::chrono::minutes{5});
        QCOMPARE(r.validTickets(paid.booking), std::size_t{1});
        QCOMPARE(r.shop.bank.of(paid.id).refunded, line.price.minor); // and not once more
        QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal - line.price.minor);
        QVERIFY(r.isSound());
    }

    void aServerKilledMeanwhileAsksAgain() {
        Shop lost;
        const auto paid = lost.pay();
        bool died = true;
        int deaths = 0;
        for (int step = 1; died; ++step)
            for (const bool after : {false, true}) {
                Restored r;
                r.replace(lost);
                r.shop.fuse.left = step;
                r.shop.fuse.after = after;
                died = false;
                try {
                    r.letTimePass(std::chrono::minutes{4});
                } catch (const Killed&) {
                    died = true;
                    ++deaths;
                }
                r.adoption = r.fresh();
                r.letTimePass(std::chrono::minutes{4});
                QVERIFY(!r.isRecovering());
                QCOMPARE(r.bookings(), std::size_t{1});
                QVERIFY(r.shop.view(paid.id).booking == paid.booking);
                QCOMPARE(r.balance(domain::Account::CardReceivable), kTotal);
                QVERIFY(r.isSound());
            }
        QVERIFY(deaths >= 4);
    }
};

QTEST_APPLESS_MAIN(ServiceAdoption)
#include "service_adoption_test.moc"
