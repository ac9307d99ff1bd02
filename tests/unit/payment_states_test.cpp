// links: server_core
#include "server/core/payment.h"

#include <QtTest>
#include <algorithm>
#include <numeric>
#include <vector>

using namespace foyer;
using namespace foyer::server::core;

namespace {

constexpr std::int64_t kPrice = 2400;

Payment fresh() {
    Payment payment;
    payment.amount = {kPrice, {}};
    return payment;
}

IntentView view(IntentStatus status, std::int64_t capturable = 0, std::int64_t captured = 0,
                std::int64_t refunded = 0) {
    return {"pi_1", status, capturable, captured, refunded, false, "", ""};
}
const IntentView kNeedsAction = view(IntentStatus::RequiresAction);
const IntentView kHeld = view(IntentStatus::RequiresCapture, kPrice);
const IntentView kTaken = view(IntentStatus::Succeeded, 0, kPrice);
const IntentView kGone = view(IntentStatus::Canceled);

Payment authorizedOne() {
    return answered(fresh(), PaymentAct::Create, kHeld);
}
Payment soldOne() {
    return sold(authorizedOne());
}
Payment capturedOne() {
    return answered(soldOne(), PaymentAct::Capture, kTaken);
}

IntentView declinedView() {
    auto declined = view(IntentStatus::RequiresPaymentMethod);
    declined.decline = "card_declined";
    return declined;
}

} // namespace

/// What a payment becomes by what its provider says, whenever and however often it says it.
class PaymentStates : public QObject {
    Q_OBJECT

private slots:
    void everyWordIsReadBack() {
        for (int i = 0; i < kPaymentStateCount; ++i) {
            const auto state = static_cast<PaymentState>(i);
            QVERIFY(paymentStateFrom(nameOf(state)) == state);
        }
        for (int i = 0; i < kPaymentActCount; ++i) {
            const auto act = static_cast<PaymentAct>(i);
            QVERIFY(paymentActFrom(nameOf(act)) == act);
        }
        QVERIFY(!paymentStateFrom("paid"));
        QVERIFY(intentStatusFrom("requires_capture") == IntentStatus::RequiresCapture);
    }

    void theStraightWayIsCreateSellCapture() {
        QVERIFY(nextAct(fresh()) == PaymentAct::Create);
        QVERIFY(nextAct(authorizedOne()) == PaymentAct::Sell);
        QVERIFY(nextAct(soldOne()) == PaymentAct::Capture);
        const auto done = capturedOne();
        QVERIFY(done.state == PaymentState::Captured);
        QVERIFY(isSettled(done));
        QCOMPARE(done.captured, kPrice);
    }

    void aCustomerWhoMustProveItIsWaitedFor() {
        auto asked = kNeedsAction;
        asked.actionUrl = "https://bank.example/3ds";
        const auto payment = answered(fresh(), PaymentAct::Create, asked);
        QVERIFY(payment.state == PaymentState::RequiresAction);
        QCOMPARE(payment.actionUrl, asked.actionUrl);
        QVERIFY(nextAct(payment) == PaymentAct::Fetch);
        QVERIFY(nextAct(heard(payment, kHeld)) == PaymentAct::Sell);
        QVERIFY(nextAct(givenUp(payment, "hold_over")) == PaymentAct::Cancel);
    }

    void aDeclineIsTheEnd() {
        const auto payment = answered(fresh(), PaymentAct::Create, Declined{"insufficient_funds"});
        QVERIFY(payment.state == PaymentState::Failed);
        QCOMPARE(payment.failure, std::string("insufficient_funds"));
        QVERIFY(isSettled(payment));
    }

    void aLostAnswerIsAskedForAndNeverGuessed() {
        auto payment = answered(fresh(), PaymentAct::Create, Lost{"time-out"});
        QVERIFY(payment.state == PaymentState::Unknown);
        QVERIFY(nextAct(payment) == PaymentAct::Fetch);
        payment = answered(payment, PaymentAct::Fetch, Lost{"time-out"});
        QVERIFY(payment.state == PaymentState::Unknown);
        QVERIFY(nextAct(answered(payment, PaymentAct::Fetch, kHeld)) == PaymentAct::Sell);
        // It never arrived: it is asked again, under the same reference.
        QVERIFY(nextAct(answered(payment, PaymentAct::Fetch, NotFound{})) == PaymentAct::Create);
    }

    void whatWasCertainlyNotDoneChangesNothing() {
        auto payment = answered(soldOne(), PaymentAct::Capture, NotDone{"breaker"});
        QVERIFY(payment.state == PaymentState::Authorized);
        QVERIFY(nextAct(payment) == PaymentAct::Capture);
    }

    void aLostCaptureIsKnownByLooking() {
        const auto payment = answered(soldOne(), PaymentAct::Capture, Lost{"cut"});
        QVERIFY(nextAct(payment) == PaymentAct::Fetch);
        QVERIFY(answered(payment, PaymentAct::Fetch, kTaken).state == PaymentState::Captured);
        QVERIFY(nextAct(answered(payment, PaymentAct::Fetch, kHeld)) == PaymentAct::Capture);
        // A known intent that is not found says nothing.
        QVERIFY(nextAct(answered(payment, PaymentAct::Fetch, NotFound{})) == PaymentAct::Fetch);
    }

    void aCaptureThatIsRefusedTakesTheTicketsBack() {
        auto payment = answered(soldOne(), PaymentAct::Capture, Declined{"expired"});
        QVERIFY(payment.state == PaymentState::Failed);
        QVERIFY(nextAct(payment) == PaymentAct::Undo);
        QVERIFY(isSettled(undone(payment)));
        // Should the money come all the same, it goes back.
        QVERIFY(nextAct(heard(undone(payment), kTaken)) == PaymentAct::Refund);
    }

    void whoseHoldIsOverPaysNothing() {
        const auto payment = givenUp(authorizedOne(), "hold_over");
        QVERIFY(nextAct(payment) == PaymentAct::Cancel);
        const auto cancelled = answered(payment, PaymentAct::Cancel, kGone);
        QVERIFY(cancelled.state == PaymentState::Cancelled);
        QVERIFY(isSettled(cancelled));
        QCOMPARE(cancelled.failure, std::string("hold_over"));
    }

    /// What was asked before a crash nobody remembers: it is made under its reference, once, so
    /// that it can be cancelled.
    void whatMayHaveBeenAskedIsMadeBeforeItIsCancelled() {
        const auto payment = givenUp(fresh(), "customer");
        QVERIFY(nextAct(payment) == PaymentAct::Create);
        QVERIFY(nextAct(answered(payment, PaymentAct::Create, kHeld)) == PaymentAct::Cancel);
        const auto asked = answered(fresh(), PaymentAct::Create, Lost{"cut"});
        QVERIFY(nextAct(givenUp(asked, "customer")) == PaymentAct::Fetch);
    }

    void aLateCaptureCanOnlyGoBack() {
        const auto payment = heard(givenUp(authorizedOne(), "hold_over"), kTaken);
        QVERIFY(payment.state == PaymentState::Refunding);
        QVERIFY(nextAct(payment) == PaymentAct::Refund);
        const auto back =
            answered(payment, PaymentAct::Refund, view(IntentStatus::Succeeded, 0, kPrice, kPrice));
        QVERIFY(back.state == PaymentState::Refunded);
        QVERIFY(isSettled(back));
    }

    void whatIsSoldIsNotGivenUp() {
        QVERIFY(nextAct(givenUp(soldOne(), "customer")) == PaymentAct::Capture);
    }

    void partsGoBackAndNeverMoreThanCame() {
        auto payment = capturedOne();
        QVERIFY(askRefund(payment, 1000));
        QVERIFY(payment.state == PaymentState::Refunding);
        QVERIFY(!askRefund(payment, 1401));
        payment =
            answered(payment, PaymentAct::Refund, view(IntentStatus::Succeeded, 0, kPrice, 1000));
        QVERIFY(payment.state == PaymentState::Captured);
        QVERIFY(isSettled(payment));
        QVERIFY(askRefund(payment, 1400));
        payment = answered(payment, PaymentAct::Refund, Lost{"cut"});
        QVERIFY(nextAct(payment) == PaymentAct::Fetch);
        payment =
            answered(payment, PaymentAct::Fetch, view(IntentStatus::Succeeded, 0, kPrice, 1000));
        QVERIFY(nextAct(payment) == PaymentAct::Refund);
        payment =
            answered(payment, PaymentAct::Refund, view(IntentStatus::Succeeded, 0, kPrice, kPrice));
        QVERIFY(payment.state == PaymentState::Refunded);
        QVERIFY(!askRefund(payment, 1));
    }

    void aRefundThatIsRefusedStaysOwed() {
        auto payment = capturedOne();
        QVERIFY(askRefund(payment, kPrice));
        payment = answered(payment, PaymentAct::Refund, Declined{"account_closed"});
        QVERIFY(nextAct(payment) == PaymentAct::Refund);
        QCOMPARE(payment.failure, std::string("account_closed"));
    }

    /// Found by the simulation: the "no" to a capture was lost, and the capture asked for for ever.
    void aDeclinedCaptureIsLearnedByTheNextAnswer() {
        auto gone = declinedView();
        auto payment = answered(soldOne(), PaymentAct::Capture, Lost{"cut"});
        payment = answered(payment, PaymentAct::Fetch, gone);
        QVERIFY(payment.state == PaymentState::Failed);
        QVERIFY(nextAct(payment) == PaymentAct::Undo);
        QVERIFY(answered(soldOne(), PaymentAct::Capture, gone).state == PaymentState::Failed);
        QVERIFY(heard(soldOne(), gone).state == PaymentState::Authorized); // may be old news
    }

    void aRefundUnderWayIsAskedForAsItWas() {
        auto payment = capturedOne();
        QVERIFY(askRefund(payment, 400));
        QCOMPARE(payment.refundGoal, std::int64_t{400});
        QVERIFY(askRefund(payment, 600));
        QCOMPARE(payment.refundGoal, std::int64_t{400});
        payment =
            answered(payment, PaymentAct::Refund, view(IntentStatus::Succeeded, 0, kPrice, 400));
        QCOMPARE(payment.refundGoal, std::int64_t{1000});
        QVERIFY(nextAct(payment) == PaymentAct::Refund);
    }

    void aReversalTakesTheTicketsBack() {
        auto reversal = kTaken;
        reversal.reversed = true;
        const auto payment = heard(capturedOne(), reversal);
        QVERIFY(payment.state == PaymentState::Reversed);
        QVERIFY(nextAct(payment) == PaymentAct::Undo);
        QVERIFY(heard(payment, kTaken).state == PaymentState::Reversed);
    }

    /// Whatever the order of the news of a payment that was captured, and however often each comes,
    /// it ends captured; likewise one that was cancelled.
    void newsInAnyOrderEndAlike_data() {
        QTest::addColumn<bool>("cancelled");
        QTest::newRow("captured") << false;
        QTest::newRow("cancelled") << true;
    }
    void newsInAnyOrderEndAlike() {
        QFETCH(bool, cancelled);
        const std::vector<IntentView> news{kNeedsAction, view(IntentStatus::Processing), kHeld,
                                           cancelled ? kGone : kTaken, kHeld};
        std::vector<std::size_t> order(news.size());
        std::iota(order.begin(), order.end(), 0);
        int orders = 0;
        do {
            auto payment = fresh();
            for (const auto i : order) {
                payment = heard(payment, news[i]);
                QVERIFY(heard(payment, news[i]) == payment);
            }
            QVERIFY(payment.state ==
                    (cancelled ? PaymentState::Cancelled : PaymentState::Captured));
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(orders, 120);
    }

    void anOldAuthorizationDoesNotReviveADecline() {
        auto payment = heard(fresh(), declinedView());
        QVERIFY(payment.state == PaymentState::Failed);
        payment = heard(payment, kHeld);
        QVERIFY(nextAct(payment) == PaymentAct::Cancel);
        QVERIFY(heard(answered(payment, PaymentAct::Cancel, kGone), kHeld).state ==
                PaymentState::Cancelled);
    }

    void amountsStayInOrderWhateverIsSaid() {
        const auto payment = heard(fresh(), view(IntentStatus::Succeeded, 9000, 9000, 9500));
        QCOMPARE(payment.captured, kPrice);
        QCOMPARE(payment.authorized, kPrice);
        QCOMPARE(payment.refunded, kPrice);
        QVERIFY(payment.toRefund <= payment.captured);
    }
};

QTEST_APPLESS_MAIN(PaymentStates)
#include "payment_states_test.moc"
