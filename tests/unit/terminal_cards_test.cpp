// links: app_core shared_wire unit_terminal_world
#include "app/core/card_payments.h"
#include "app/core/replica_changes.h"
#include "shared/wire/entry_json.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

constexpr Milliseconds kWhile{60'000};

/// A counter with a card reader.
struct Counter : Rig {
    explicit Counter(CardReader reader = CardReader::Attached)
        : Rig(Identity{kTerminal, {1}, "Counter 1", TerminalMode::Counter, reader}) {}

    /// From nothing to a seat of which the card pays the price.
    void beginPayment() {
        open();
        standing({SeatNo{3}, SeatNo{4}});
        tell(ToggleSeat{SeatNo{3}});
        tell(PayCard{});
    }
    std::string charge() {
        beginPayment();
        disk();
        return take<ChargeCard>()->reference;
    }
    BookingId booking() { return terminal.view().sale->booking; }
    std::vector<Question> questions() { return terminal.view().questions->questions; }
    bool says(NoticeCode code) { return notice() == code; }
};

template <class T>
T only(const std::vector<protocol::Payload>& written) {
    CHECK(written.size() == 1);
    return std::get<T>(written[0]);
}

/// A restart that finds a card payment without its end.
Restored stoppedWhilePaying(const protocol::Intent& intent) {
    Restored restored;
    restored.lastSeq = {1};
    OwnSale sale;
    sale.booking = intent.booking;
    sale.intentSeq = {1};
    sale.intent = intent;
    sale.rights = intent.rights;
    restored.sales = {sale};
    applyTo(restored.replica, smallWorld());
    restored.cursor = {10};
    restored.lastContact = Mark{kStart, BootInstant{Milliseconds{1'000'000}}, kBoot};
    HeldAllotment held;
    held.id = intent.rights.at(0).allotment;
    held.showtime = kShowtime;
    held.epoch = intent.rights.at(0).epoch;
    held.ttl = std::chrono::hours{12};
    held.asked = restored.lastContact;
    held.seats = {{SeatNo{3}, RightState::Intended}};
    restored.allotments = {held};
    return restored;
}

protocol::Intent intentOnDisk() {
    Counter counter;
    counter.beginPayment();
    return only<protocol::Intent>(counter.disk());
}

void logIn(Rig& rig) {
    rig.tell(Login{kOperator, "1"});
    rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
}

} // namespace

class TerminalCards : public QObject {
    Q_OBJECT
private slots:
    void theCardWaitsForTheIntentAndPaperForTheSale() {
        Counter counter;
        counter.beginPayment();
        QCOMPARE(counter.state(), SaleState::IntentPending);
        QVERIFY(!counter.wants<ChargeCard>());
        const auto intent = only<protocol::Intent>(counter.disk());
        QCOMPARE(intent.tender, domain::TenderKind::Card);
        QVERIFY(!intent.paymentReference.empty());
        QCOMPARE(counter.state(), SaleState::CardCharging);
        const auto charge = counter.take<ChargeCard>();
        QCOMPARE(charge->reference, intent.paymentReference);
        QCOMPARE(charge->amount.minor, 1'200);
        counter.tell(CardAnswered{charge->reference, CardOutcome::Approved});
        QCOMPARE(counter.state(), SaleState::SalePending);
        QVERIFY(!counter.wants<PrintTickets>());
        const auto sale = only<protocol::Sale>(counter.disk());
        QCOMPARE(sale.tenders.at(0).kind, domain::TenderKind::Card);
        QCOMPARE(sale.tenders.at(0).reference, intent.paymentReference);
        QCOMPARE(sale.tenders.at(0).amount.minor, 1'200);
        QCOMPARE(counter.state(), SaleState::Printing);
        QVERIFY(counter.wants<PrintTickets>());
        QVERIFY(!counter.wants<OpenDrawer>());
    }

    void aDeclinedCardLeavesTheBasket() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(CardAnswered{reference, CardOutcome::Declined});
        QVERIFY(!only<protocol::Abandon>(counter.disk()).payment);
        QVERIFY(counter.says(NoticeCode::CardDeclined));
        QCOMPARE(counter.state(), SaleState::Ready);
        counter.tell(PayCash{});
        counter.disk();
        QCOMPARE(counter.state(), SaleState::Paying);
    }

    void aSecondTapOrAnswerChangesNothing() {
        Counter counter;
        counter.beginPayment();
        counter.tell(PayCard{});
        QCOMPARE(counter.disk().size(), 1u);
        counter.tell(PayCard{});
        counter.tell(PayCash{});
        QCOMPARE(counter.disk().size(), 0u);
        const auto charge = counter.take<ChargeCard>();
        QVERIFY(!counter.wants<ChargeCard>());
        counter.tell(CardAnswered{charge->reference, CardOutcome::Approved});
        counter.tell(CardAnswered{charge->reference, CardOutcome::Approved});
        counter.tell(CardAnswered{charge->reference, CardOutcome::Declined});
        QCOMPARE(counter.disk().size(), 1u);
    }

    void whatNobodyKnowsIsAskedAgainByTheSameReference() {
        Counter counter;
        const auto reference = counter.charge();
        counter.pass(CardPayments::kChargeLasts - Milliseconds{1});
        QCOMPARE(counter.state(), SaleState::CardCharging);
        counter.pass(Milliseconds{1});
        QCOMPARE(counter.state(), SaleState::CardUnknown);
        for (int i = 0; i < 4; ++i) {
            counter.pass(kWhile); // longer than the longest wait
            const auto ask = counter.take<AskCard>();
            QVERIFY(ask.has_value());
            QCOMPARE(ask->reference, reference);
            QVERIFY(!counter.wants<AskCard>()); // one at a time
            counter.tell(CardAnswered{reference, CardOutcome::Unknown});
            QVERIFY(!counter.wants<AskCard>()); // not at once
            QVERIFY(!counter.wants<ChargeCard>());
        }
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        only<protocol::Sale>(counter.disk());
        counter.pass(kWhile);
        QVERIFY(!counter.wants<AskCard>());
    }

    void aReaderThatIsSilentWhenAskedIsAskedAgain() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(CardAnswered{reference, CardOutcome::Unknown});
        counter.pass(kWhile);
        QVERIFY(counter.take<AskCard>().has_value());
        counter.pass(CardPayments::kAnswerLasts);
        counter.pass(kWhile);
        QVERIFY(counter.take<AskCard>().has_value());
        const auto due = counter.terminal.nextDeadline();
        QVERIFY(due && *due <= counter.now.boot + CardPayments::kAnswerLasts);
    }

    void whatTheReaderSaysWinsOverACancel() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(CancelPayment{});
        QCOMPARE(counter.take<CancelCard>()->reference, reference);
        QCOMPARE(counter.disk().size(), 0u);
        QCOMPARE(counter.state(), SaleState::CardCharging);
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        only<protocol::Sale>(counter.disk());
    }

    void aRestartAsksTheReaderBeforeAnybody() {
        const auto intent = intentOnDisk();
        Counter counter;
        counter.start(stoppedWhilePaying(intent));
        logIn(counter);
        QVERIFY(!counter.wants<ChargeCard>()); // it may have been charged
        QCOMPARE(counter.take<AskCard>()->reference, intent.paymentReference);
        QVERIFY(counter.questions().empty());
        counter.tell(TellCard{intent.booking, CardOutcome::Approved});
        counter.tell(ResolveIntent{intent.booking, true});
        QCOMPARE(counter.disk().size(), 0u); // nobody is asked yet
        counter.tell(CardAnswered{intent.paymentReference, CardOutcome::Approved});
        const auto sale = only<protocol::Sale>(counter.disk());
        QCOMPARE(sale.tenders.at(0).reference, intent.paymentReference);
        QVERIFY(counter.wants<PrintTickets>());
    }

    void whatTheReaderCannotSayAPersonIsAsked() {
        const auto intent = intentOnDisk();
        Counter counter;
        counter.start(stoppedWhilePaying(intent));
        logIn(counter);
        counter.tell(CardAnswered{intent.paymentReference, CardOutcome::Unknown});
        QCOMPARE(counter.questions().at(0).kind, Question::Kind::CardTaken);
        counter.tell(ResolveIntent{intent.booking, true}); // that is about cash
        QCOMPARE(counter.disk().size(), 0u);
        counter.tell(TellCard{intent.booking, CardOutcome::Approved});
        only<protocol::Sale>(counter.disk());
        QVERIFY(counter.questions().empty());
    }

    void whatNobodyCanTellIsSetAsideAndNotLost() {
        Counter counter;
        const auto reference = counter.charge();
        const BookingId booking = counter.booking();
        counter.tell(SetCardAside{booking});
        QCOMPARE(counter.disk().size(), 0u); // the reader may know
        counter.tell(CardAnswered{reference, CardOutcome::Unknown});
        QVERIFY(counter.terminal.view().sale->personMayTell);
        counter.tell(SetCardAside{booking});
        counter.tell(SetCardAside{booking});
        const auto written = counter.disk();
        const auto entry = only<protocol::Abandon>(written);
        QVERIFY(entry.payment == (protocol::OpenPayment{kShowtime, reference, {1'200, {}}}));
        QVERIFY(wire::decodePayload("abandon", wire::encodePayload(written[0])).ok());
        QVERIFY(counter.says(NoticeCode::CardSetAside));
        QCOMPARE(counter.state(), SaleState::Ready); // it can be paid in another way
        counter.tell(CardAnswered{reference, CardOutcome::Approved}); // that is known already
        QCOMPARE(counter.disk().size(), 0u);
    }

    void theNextCustomerNeedNotWaitForTheReader() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(NextSale{});
        QCOMPARE(counter.state(), SaleState::CardCharging);
        counter.tell(CardAnswered{reference, CardOutcome::Unknown});
        counter.tell(NextSale{});
        QCOMPARE(counter.state(), SaleState::Choosing);
        QCOMPARE(counter.questions().size(), 1u);
        QCOMPARE(counter.terminal.view().seatMap->letters.at(3), 's');
        counter.pass(kWhile);
        QVERIFY(counter.take<AskCard>().has_value());
        counter.tell(ToggleSeat{SeatNo{4}});
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        only<protocol::Sale>(counter.disk());
        QCOMPARE(counter.state(), SaleState::Ready); // of the one at the counter now
    }

    void aCardThatWasChargedAfterAllIsNotLost() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(CardAnswered{reference, CardOutcome::Unknown});
        counter.tell(TellCard{counter.booking(), CardOutcome::Declined});
        QVERIFY(!only<protocol::Abandon>(counter.disk()).payment);
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        QCOMPARE(only<protocol::Abandon>(counter.disk()).payment->reference, reference);
        QCOMPARE(counter.state(), SaleState::Ready);
    }

    /// No answer came while the terminal ran.
    void afterARestartTheReaderIsAskedWhatAPersonCalledNotTaken() {
        Counter before;
        const auto reference = before.charge();
        before.tell(CardAnswered{reference, CardOutcome::Unknown});
        before.tell(TellCard{before.booking(), CardOutcome::Declined});
        const auto work = before.take<Persist>();
        QVERIFY(work && work->sales.at(0).notTaken);

        auto restored = stoppedWhilePaying(intentOnDisk());
        OwnSale& sale = restored.sales[0];
        sale.phase = SalePhase::Abandoned;
        sale.notTaken = true;
        restored.lastSeq = {2};
        restored.allotments[0].seats[0].state = RightState::Mine;
        const std::string asked = sale.intent.paymentReference;
        Counter counter;
        counter.start(restored);
        logIn(counter);
        QCOMPARE(counter.take<AskCard>()->reference, asked);
        QVERIFY(counter.questions().empty()); // a person has answered
        counter.tell(CardAnswered{asked, CardOutcome::Unknown});
        QVERIFY(!counter.wants<Persist>());
        counter.pass(kWhile);
        QVERIFY(counter.take<AskCard>().has_value());
        counter.tell(CardAnswered{asked, CardOutcome::Approved});
        const auto aside = counter.take<Persist>();
        QCOMPARE(std::get<protocol::Abandon>(aside->entries.at(0)).payment->reference, asked);
        QVERIFY(!aside->sales.at(0).notTaken); // the next start asks no more
        QVERIFY(counter.says(NoticeCode::CardSetAside));
        counter.pass(kWhile);
        QVERIFY(!counter.wants<AskCard>());
    }

    void aReaderThatAgreesWithThePersonIsNotAskedAgain() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(CardAnswered{reference, CardOutcome::Unknown});
        counter.tell(TellCard{counter.booking(), CardOutcome::Declined});
        counter.disk();
        counter.pass(kWhile);
        QCOMPARE(counter.take<AskCard>()->reference, reference);
        counter.tell(CardAnswered{reference, CardOutcome::Declined});
        counter.pass(kWhile);
        QVERIFY(!counter.wants<AskCard>());
        counter.tell(CardAnswered{reference, CardOutcome::Approved}); // it keeps its word
        QCOMPARE(counter.disk().size(), 0u);
    }

    void whatTheReaderDeclinedIsNotAskedAfterARestart() {
        auto restored = stoppedWhilePaying(intentOnDisk());
        restored.sales[0].phase = SalePhase::Abandoned;
        Counter counter;
        counter.start(restored);
        logIn(counter);
        counter.pass(kWhile);
        QVERIFY(!counter.wants<AskCard>());
    }

    void aReaderOfItsOwnIsReadByThePerson() {
        Counter counter(CardReader::Manual);
        counter.beginPayment();
        counter.disk();
        QCOMPARE(counter.state(), SaleState::CardCharging);
        QVERIFY(counter.terminal.view().sale->personMayTell);
        counter.tell(TellCard{counter.booking(), CardOutcome::Unknown});
        QCOMPARE(counter.state(), SaleState::CardUnknown);
        counter.pass(kWhile);
        QVERIFY(!counter.wants<ChargeCard>() && !counter.wants<AskCard>());
        counter.tell(TellCard{counter.booking(), CardOutcome::Approved});
        only<protocol::Sale>(counter.disk());

        const auto intent = intentOnDisk();
        Counter restarted(CardReader::Manual);
        restarted.start(stoppedWhilePaying(intent));
        logIn(restarted);
        QCOMPARE(restarted.questions().at(0).kind, Question::Kind::CardTaken);
        restarted.tell(TellCard{intent.booking, CardOutcome::Declined});
        only<protocol::Abandon>(restarted.disk());
    }

    void withoutAReaderNoCardIsTaken() {
        Counter counter(CardReader::None);
        counter.beginPayment();
        QVERIFY(!counter.wants<Persist>());
        QVERIFY(!counter.terminal.view().sale->takesCards);
        // One that was taken away left its question here.
        const auto intent = intentOnDisk();
        Counter restarted(CardReader::None);
        restarted.start(stoppedWhilePaying(intent));
        QCOMPARE(restarted.questions().size(), 1u);
    }

    void aFailedDiskDecidesNothingAboutTheCard() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(ToggleSeat{SeatNo{4}});
        counter.take<SaveMoment>();
        counter.tell(PersistFailed{{999}, StorageTrouble::Io, "fsync"});
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        counter.pass(kWhile * 3);
        QVERIFY(!counter.wants<Persist>());
        QVERIFY(!counter.wants<PrintTickets>());
    }

    void whatWasPaidByCardGoesBackOnTheCard() {
        Counter counter;
        const auto reference = counter.charge();
        counter.tell(CardAnswered{reference, CardOutcome::Approved});
        counter.disk();
        const BookingId booking = counter.booking();
        counter.tell(TicketsPrinted{counter.take<PrintTickets>()->print});
        counter.disk();
        counter.tell(VoidSale{booking, "wrong film"});
        only<protocol::Void>(counter.disk());
        QVERIFY(!counter.wants<OpenDrawer>());
        QVERIFY(counter.says(NoticeCode::GiveBackOnCard));
    }
};

QTEST_APPLESS_MAIN(TerminalCards)
#include "terminal_cards_test.moc"
