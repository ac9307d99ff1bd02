// links: server_services server_store shared_wire unit_service_house
#include "tests/unit/discounts.h"
#include "tests/unit/payment_shop.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using core::PaymentState;
using services::Payments;
using Fault = Bank::Fault;
using Refusal = Payments::Refusal;

/// The saga: no step that fails, is lost or is the server's last loses money or a seat.
class ServicePayments : public QObject {
    Q_OBJECT

private:
    /// The end of every story: paid and seated, or neither; and the books agree.
    static void verifyAllOrNothing(Shop& shop, PaymentId id) {
        const auto payment = shop.view(id).payment;
        QVERIFY(core::isSettled(payment));
        const auto& atBank = shop.bank.of(id);
        QCOMPARE(atBank.captured, payment.captured);
        QCOMPARE(atBank.refunded, payment.refunded);
        QVERIFY(atBank.status != core::IntentStatus::RequiresCapture);
        QVERIFY(shop.bank.made <= 1);
        const bool isSeated = payment.sold && !payment.undone;
        QCOMPARE(payment.captured - payment.refunded, isSeated ? kTotal : 0);
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, isSeated ? kTotal : 0);
        QVERIFY(shop.isSound());
    }

private slots:
    void aHoldIsPaidSoldAndCaptured() {
        Shop shop;
        const auto paid = shop.pay();
        QVERIFY(paid.payment.state == PaymentState::Captured);
        QVERIFY(paid.settled);
        QVERIFY(!paid.booking.isNull());
        QCOMPARE(shop.bank.of(paid.id).captured, kTotal);
        QCOMPARE(shop.seats(), std::string("ss"));
        QCOMPARE(shop.bank.calls, 2);
        verifyAllOrNothing(shop, paid.id);
    }

    void theProviderIsGivenANoteOfTheSaleWithItsCapture() {
        Shop shop;
        const auto paid = shop.pay();
        const auto& note = shop.bank.notes.at(paid.id.toString());
        QVERIFY(note.booking == paid.booking && note.showtime == shop.house.showtime);
        QVERIFY(note.plan == shop.house.plan && note.hold == shop.made.hold.id);
        QCOMPARE(note.lines.size(), std::size_t{2});
        QVERIFY(domain::totalOf(note.lines) == paid.payment.amount);
        const auto isKept = shop.house.read(
            [&](const ports::Store& store) { return store.payment(paid.id)->note.has_value(); });
        QVERIFY(!isKept); // it is nobody's but the provider's now
    }

    void aLostCaptureIsAskedForWithTheSameNote() {
        Shop shop;
        shop.bank.faults[2] = Fault::LostBefore;
        const auto begun = shop.pay();
        const auto kept = shop.house.read(
            [&](const ports::Store& store) { return store.payment(begun.id)->note; });
        QVERIFY(kept.has_value());
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(shop.bank.notes.at(begun.id.toString()) == *kept);
        verifyAllOrNothing(shop, begun.id);
    }

    void whatWasTakenEarlyIsGivenItsNoteAfterwards() {
        Shop shop;
        shop.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto begun = shop.pay();
        auto& atBank = shop.bank.of(begun.id);
        atBank.status = core::IntentStatus::Succeeded; // by somebody at the provider's desk
        atBank.captured = kTotal;
        shop.bank.faults[shop.bank.calls + 2] = Fault::LostBefore; // the note, at first
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(shop.view(begun.id).payment.sold);
        QVERIFY(shop.bank.notes.count(begun.id.toString()) == 1);
        verifyAllOrNothing(shop, begun.id);
    }

    void theTokenOfTheCardIsForgotten() {
        Shop shop;
        const auto paid = shop.pay();
        const auto method = shop.house.read(
            [&](const ports::Store& store) { return store.payment(paid.id)->method; });
        QCOMPARE(method, std::string());
    }

    void aCodeIsKeptThroughAKillAndTheSalePaysWhatWasAuthorized() {
        Shop shop;
        shop.house.discount({foyer::tests::byCode("club", 1'000)});
        shop.codes = {" Cl-ub "};
        const auto begun = shop.begin();
        QCOMPARE(begun->payment.amount.minor, 900 + 1260);
        shop.payments = shop.fresh(); // as after a kill: all it knows is in the database
        shop.payments->advance(begun->id);
        const auto paid = shop.view(begun->id);
        QVERIFY(paid.payment.state == PaymentState::Captured);
        QCOMPARE(shop.bank.of(paid.id).captured, 900 + 1260);
        const auto tickets =
            shop.house.read([&](const ports::Store& store) { return store.tickets(paid.booking); });
        QVERIFY(tickets[0].line.reductions == (std::vector{domain::Reduction{"club", {100, {}}}}));
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 900 + 1260);
        QVERIFY(shop.isSound());
    }

    void aCodeThatNoDiscountHasIsRefusedBeforeAnybodyPays() {
        Shop shop;
        shop.codes = {"club"};
        QVERIFY(shop.begin().error() == Refusal::UnknownCode);
        QCOMPARE(shop.bank.calls, 0);
    }

    void aCodeThatIsGoneWhenTheSeatsAreSoldLetsTheMoneyGo() {
        Shop shop;
        shop.house.discount({foyer::tests::byCode("club", 1'000)});
        shop.codes = {"club"};
        const auto begun = shop.begin();
        shop.house.discount({});
        shop.payments->advance(begun->id);
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(core::isSettled(shop.view(begun->id).payment));
        QCOMPARE(shop.bank.of(begun->id).captured, 0);
        QVERIFY(shop.view(begun->id).booking.isNull());
        QVERIFY(shop.isSound());
    }

    void aCodeThatIsUsedUpWhenTheSeatsAreSoldLetsTheMoneyGo() {
        Shop shop;
        auto club = foyer::tests::byCode("club", 1'000);
        club.mostUses = 1;
        shop.house.discount({club});
        shop.codes = {"club"};
        const auto begun = shop.begin();
        shop.seatNumbers = {SeatNo{5}};
        shop.made = shop.hold();
        const auto quicker = shop.pay();
        QVERIFY(!quicker.booking.isNull());
        shop.payments->advance(begun->id);
        shop.letTimePass(std::chrono::minutes{1});
        const auto payment = shop.view(begun->id).payment;
        QVERIFY(core::isSettled(payment));
        QCOMPARE(payment.failure, std::string("code_used_up"));
        QVERIFY(shop.view(begun->id).booking.isNull());
        shop.seatNumbers = {SeatNo{6}};
        shop.made = shop.hold();
        QVERIFY(shop.begin().error() == Refusal::CodeUsedUp);
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 900);
        QVERIFY(shop.isSound());
        // Its money is back, and so is the use.
        QVERIFY(shop.refund(quicker.id).ok());
        QVERIFY(shop.begin().ok());
    }

    void theSameAgainIsTheSamePayment() {
        Shop shop;
        const auto paid = shop.pay();
        const auto again = shop.begin();
        QVERIFY(again.ok());
        QCOMPARE(again->id.toString(), paid.id.toString());
        shop.made.token = "guess";
        QVERIFY(shop.begin().error() == Refusal::UnknownHold);
        QVERIFY(shop.payments->find(paid.id, "guess").value().error() == Refusal::UnknownPayment);
    }

    void aDeclinedCardLeavesTheHold() {
        Shop shop;
        shop.bank.faults[1] = Fault::Declined;
        const auto first = shop.pay();
        QVERIFY(first.payment.state == PaymentState::Failed);
        QCOMPARE(shop.seats(), std::string("hh"));
        const auto second = shop.pay();
        QVERIFY(second.id != first.id);
        QVERIFY(second.payment.state == PaymentState::Captured);
        QVERIFY(shop.isSound());
    }

    void aCaptureThatIsDeclinedTakesTheTicketsBack() {
        Shop shop;
        shop.bank.faults[2] = Fault::Declined;
        const auto payment = shop.pay().payment;
        QVERIFY(payment.state == PaymentState::Failed);
        QVERIFY(payment.sold && payment.undone);
        QCOMPARE(shop.seats(), std::string("ff"));
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable).minor, 0);
        QVERIFY(shop.isSound());
    }

    void whatIsUnknownIsAskedForWithGrowingWaits() {
        Shop shop;
        for (int call = 1; call <= 6; ++call)
            shop.bank.faults[call] = Fault::LostAfter;
        const auto payment = shop.pay();
        QVERIFY(payment.payment.state == PaymentState::Unknown);
        QCOMPARE(shop.bank.calls, 1);
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(shop.bank.calls < 8);
        shop.letTimePass(std::chrono::minutes{3});
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Captured);
        verifyAllOrNothing(shop, payment.id);
    }

    void whoseHoldRunsOutBeforeTheBankAnswersPaysNothing() {
        Shop shop;
        shop.bank.faults[1] = Fault::LostAfter;
        const auto payment = shop.pay();
        shop.house.clock.at += std::chrono::minutes{11};
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Cancelled);
        QCOMPARE(shop.view(payment.id).payment.failure, std::string("hold_over"));
        verifyAllOrNothing(shop, payment.id);
    }

    void aLateCaptureGoesBackAndStandsInSuspenseMeanwhile() {
        Shop shop;
        shop.bank.faults[1] = Fault::LostAfter;
        const auto payment = shop.pay();
        shop.house.clock.at += std::chrono::minutes{11};
        auto& atBank = shop.bank.of(payment.id);
        atBank.status = core::IntentStatus::Succeeded;
        atBank.captured = kTotal;
        for (int call = 3; call <= 4; ++call)
            shop.bank.faults[call] = Fault::NotDone;
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Refunded);
        QCOMPARE(atBank.refunded, kTotal);
        QCOMPARE(shop.house.balance(domain::Account::Suspense).minor, -kTotal);
        QVERIFY(shop.isSound());
    }

    /// A person must not pay it back as well, and hears when there is nothing left to wait for.
    void theTaskAboutALateCaptureSaysWhatIsToBeDone() {
        Shop shop;
        shop.bank.faults[1] = Fault::LostAfter;
        const auto payment = shop.pay();
        shop.house.clock.at += std::chrono::minutes{11};
        auto& atBank = shop.bank.of(payment.id);
        atBank.status = core::IntentStatus::Succeeded;
        atBank.captured = kTotal;
        for (int call = 3; call <= 8; ++call)
            shop.bank.faults[call] = Fault::NotDone;
        const auto task = [&] {
            return shop.house
                .read([&](const ports::Store& store) {
                    return store.openTask(protocol::TaskKind::CardUnconfirmed,
                                          payment.id.toString());
                })
                .value()
                .task;
        };
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Refunding);
        QVERIFY(task().text.find("goes back to the card by itself") != std::string::npos);
        QVERIFY(task().actions == std::vector{protocol::TaskAction::Settle});
        shop.letTimePass(std::chrono::minutes{5});
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Refunded);
        QVERIFY(task().text.find("has gone back to the card") != std::string::npos);
        QCOMPARE(task().amount->minor, kTotal);
        QVERIFY(shop.isSound());
    }

    void whoHandsOutAPartAtTheProvidersDeskWantsNoSeats() {
        Shop shop;
        shop.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto payment = shop.pay();
        auto& atBank = shop.bank.of(payment.id);
        atBank.status = core::IntentStatus::Succeeded;
        atBank.captured = kTotal;
        atBank.refunded = 400;
        shop.letTimePass(std::chrono::minutes{1});
        QVERIFY(!shop.view(payment.id).payment.sold);
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Refunded);
        QCOMPARE(atBank.refunded, kTotal);
        QCOMPARE(shop.seats(), std::string("hh"));
        QCOMPARE(shop.house.balance(domain::Account::Suspense).minor, -kTotal);
        QVERIFY(shop.isSound());
    }

    void aCustomerProvesItAtTheBankAndTheNewsComeTwiceAndOutOfOrder() {
        Shop shop;
        shop.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto payment = shop.pay();
        QVERIFY(payment.payment.state == PaymentState::RequiresAction);
        auto& atBank = shop.bank.of(payment.id);
        const auto before = atBank;
        atBank.status = core::IntentStatus::RequiresCapture;
        atBank.capturable = kTotal;
        shop.bank.news = atBank;
        const auto name = payment.id.toString();
        QVERIFY(!shop.take("evt_1 " + name, "forged"));
        QVERIFY(shop.take("evt_1 " + name));
        QVERIFY(!shop.take("evt_1 " + name));
        shop.bank.news = before;
        QVERIFY(shop.take("evt_0 " + name));
        shop.payments->advance(payment.id);
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Captured);
        verifyAllOrNothing(shop, payment.id);
    }

    void aCustomerMayCancelUntilItIsSold() {
        Shop shop;
        shop.bank.onCreate = core::IntentStatus::RequiresAction;
        const auto payment = shop.pay();
        QVERIFY(shop.cancel(payment.id).ok());
        shop.payments->advance(payment.id);
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Cancelled);
        QCOMPARE(shop.seats(), std::string("hh"));
        shop.bank.onCreate = core::IntentStatus::RequiresCapture;
        const auto second = shop.pay();
        QVERIFY(second.payment.state == PaymentState::Captured);
        QVERIFY(shop.cancel(second.id).error() == Refusal::PaidBefore);
    }

    void aReversalByTheBankTakesTheTicketsBack() {
        Shop shop;
        const auto paid = shop.pay();
        shop.bank.of(paid.id).reversed = true;
        shop.bank.news = shop.bank.of(paid.id);
        QVERIFY(shop.take("evt_9 " + paid.id.toString()));
        shop.payments->advance(paid.id);
        QVERIFY(shop.view(paid.id).payment.state == PaymentState::Reversed);
        QCOMPARE(shop.seats(), std::string("ff"));
        QVERIFY(shop.isSound());
    }

    /// A payment that a person has to look at; the amount is one that nobody asks about.
    static services::PaymentView suspect(Shop& shop) {
        const auto before = shop.house.tryExec(
            "INSERT INTO payment (id, hold, token_hash, showtime, state, asked, amount, currency, "
            "authorized, captured, refunded, to_refund, undone, given_up, method, failure, "
            "action_url, created_at, attempts, address) SELECT randomblob(16), randomblob(16), "
            "x'00', id, 'cancelled', 'none', 1, 'EUR', 0, 0, 0, 0, 0, 0, '', '', '', " +
            std::to_string(toMs(shop.house.clock.at)) +
            ", 0, '192.0.2.1' FROM showtime, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
            "i + 1 FROM n WHERE i < 16) SELECT i FROM n)");
        CHECK(before);
        return shop.pay();
    }

    void whatIsSuspectHasItsTicketsAndWaitsForAPerson() {
        Shop shop;
        const auto payment = suspect(shop);
        QVERIFY(payment.payment.state == PaymentState::Authorized);
        QCOMPARE(payment.reviewRule, std::string("address_velocity"));
        QVERIFY(!payment.settled);
        QCOMPARE(shop.seats(), std::string("ss"));
        shop.letTimePass(std::chrono::minutes{15});
        QCOMPARE(shop.bank.of(payment.id).captured, std::int64_t{0});
        QCOMPARE((*shop.payments->inReview(10)).size(), std::size_t{1});
        QVERIFY(shop.review(payment.id, true).ok());
        shop.payments->advance(payment.id);
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Captured);
        QVERIFY(shop.review(payment.id, true).error() == Refusal::NotInReview);
        verifyAllOrNothing(shop, payment.id);
    }

    void whatAPersonRejectsLosesItsTicketsAndPaysNothing() {
        Shop shop;
        const auto payment = suspect(shop);
        QVERIFY(shop.review(payment.id, false).ok());
        shop.payments->advance(payment.id);
        QVERIFY(shop.view(payment.id).payment.state == PaymentState::Cancelled);
        QCOMPARE(shop.seats(), std::string("ff"));
        QVERIFY((*shop.payments->inReview(10)).empty());
        verifyAllOrNothing(shop, payment.id);
    }

    void whoTriesCardsOutIsTurnedAway() {
        Shop shop;
        for (int i = 1; i <= 6; ++i)
            shop.bank.faults[i] = Fault::Declined;
        for (int i = 1; i <= 6; ++i)
            QVERIFY(shop.pay().payment.state == PaymentState::Failed);
        QVERIFY(shop.begin().error() == Refusal::TooManyTries);
        shop.method = "pm_other";
        QVERIFY(shop.begin().ok());
    }

    void theDatabaseItselfRefusesAmountsThatCannotBe() {
        Shop shop;
        (void)shop.pay();
        for (const char* what :
             {"refunded = captured + 1", "captured = authorized + 1", "authorized = amount + 1",
              "to_refund = captured + 1", "state = 'paid'", "amount = 0", "refunded = -1"})
            QVERIFY2(!shop.house.tryExec(std::string("UPDATE payment SET ") + what), what);
        QVERIFY(shop.house.tryExec("UPDATE payment SET to_refund = captured, refunded = captured"));
    }

    void withoutAProviderNothingIsOffered() {
        Shop shop;
        Payments none(shop.house.context(), shop.house.verifier, shop.sealer, nullptr);
        const auto answer = *answerOf<Payments::Answer>([&](auto reply) {
            none.begin({shop.made.hold.id, shop.made.token, {}, {}, "pm_1"}, reply);
        });
        QVERIFY(answer.error() == Refusal::NotOffered);
    }

    /// Killed before and after every commit and every call, and started again at once or when the
    /// hold is over; the customer asks again when nothing was written.
    void aServerKilledAtAnyStepGoesOnWithIt_data() {
        QTest::addColumn<bool>("after");
        QTest::addColumn<bool>("late");
        QTest::newRow("before the step, at once") << false << false;
        QTest::newRow("after the step, at once") << true << false;
        QTest::newRow("before the step, hold over") << false << true;
        QTest::newRow("after the step, hold over") << true << true;
    }
    void aServerKilledAtAnyStepGoesOnWithIt() {
        QFETCH(bool, after);
        QFETCH(bool, late);
        int deaths = 0;
        bool died = true;
        for (int step = 1; died; ++step) {
            Shop shop;
            shop.fuse.left = step;
            shop.fuse.after = after;
            died = false;
            try {
                (void)shop.pay();
            } catch (const Killed&) {
                died = true;
                ++deaths;
            }
            shop.payments = shop.fresh();
            if (late && died)
                shop.house.clock.at += std::chrono::minutes{11};
            shop.letTimePass(std::chrono::minutes{8});
            auto again = shop.house.read([&](const ports::Store& store) {
                return store.duePayments(Instant::max(), 10).size();
            });
            QCOMPARE(again, std::size_t{0});
            const auto begun = shop.bank.intents.empty()
                                   ? std::nullopt
                                   : PaymentId::parse(shop.bank.intents.begin()->first);
            if (!begun) {
                QVERIFY(shop.isSound());
                continue;
            }
            verifyAllOrNothing(shop, *begun);
            if (!late)
                QCOMPARE(shop.seats(), std::string("ss"));
        }
        QVERIFY2(deaths >= 5, qPrintable(QString::number(deaths)));
    }

    /// Each call of a paid and refunded booking is lost once, done or not done.
    void anyAnswerMayBeLost_data() {
        QTest::addColumn<int>("fault");
        QTest::newRow("done, answer lost") << static_cast<int>(Fault::LostAfter);
        QTest::newRow("request lost") << static_cast<int>(Fault::LostBefore);
        QTest::newRow("not reached") << static_cast<int>(Fault::NotDone);
    }
    void anyAnswerMayBeLost() {
        QFETCH(int, fault);
        for (int call = 1; call <= 3; ++call) {
            Shop shop;
            shop.bank.faults[call] = static_cast<Fault>(fault);
            const auto payment = shop.pay();
            shop.letTimePass(std::chrono::minutes{2});
            QVERIFY(shop.view(payment.id).payment.state == PaymentState::Captured);
            QVERIFY(shop.refund(payment.id).ok());
            shop.letTimePass(std::chrono::minutes{2});
            QVERIFY(shop.view(payment.id).payment.state == PaymentState::Refunded);
            QCOMPARE(shop.bank.of(payment.id).refunded, kTotal);
            QCOMPARE(shop.bank.made, 1);
            QVERIFY(shop.isSound());
        }
    }
};

QTEST_APPLESS_MAIN(ServicePayments)
#include "service_payments_test.moc"
