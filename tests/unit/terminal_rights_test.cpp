// links: app_core unit_terminal_world
#include "app/core/asks.h"
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

protocol::AllotmentAnswer answerWith(std::uint8_t number, std::vector<SeatNo> seats) {
    protocol::AllotmentAnswer answer;
    answer.stamp = {kDatabase, {12}};
    answer.allotments = {allotmentOf(number, std::move(seats), protocol::AllotmentKind::Asked)};
    return answer;
}

HeldAllotment heldSince(const Mark& asked) {
    HeldAllotment held;
    held.id = {uuidOf(11, 1)};
    held.showtime = kShowtime;
    held.epoch = {1};
    held.ttl = std::chrono::hours{12};
    held.asked = asked;
    held.seats = {{SeatNo{3}, RightState::Mine}};
    return held;
}

/// A sale by that right of which no verdict is known.
OwnSale unjudged(SeatNo seat, const protocol::Allotment& by) {
    OwnSale sale;
    sale.booking = {uuidOf(12, 1)};
    sale.phase = SalePhase::Sold;
    sale.intent.booking = sale.booking;
    sale.intent.showtime = kShowtime;
    sale.intent.lines.emplace_back();
    sale.intent.lines.back().seat = seat;
    sale.rights = {{by.id, by.epoch}};
    return sale;
}

} // namespace

class TerminalRights : public QObject {
    Q_OBJECT
private slots:
    void aTapAsksForExactlyThatSeat() {
        Rig rig;
        rig.open();
        rig.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(rig.state(), SaleState::AskingRight);
        const auto ask = rig.take<SendAsk>();
        QVERIFY(ask && ask->ask.seats == std::vector{SeatNo{7}});
        rig.tell(AllotmentsGranted{ask->request, answerWith(2, {SeatNo{7}})});
        QCOMPARE(rig.state(), SaleState::Ready);
    }

    void aSeatWithoutItsRightIsNotSold() {
        Rig rig;
        rig.open();
        rig.tell(ToggleSeat{SeatNo{7}});
        rig.tell(PayCash{});
        QVERIFY(!rig.wants<Persist>());
    }

    void aTakenSeatLeavesTheBasketWithAnOffer() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{7}});
        const auto ask = rig.take<SendAsk>();
        rig.tell(
            AllotmentsRefused{ask->request, {protocol::AllotmentRefusal::SeatTaken, {SeatNo{7}}}});
        const View view = rig.terminal.view();
        QCOMPARE(view.notice->notice->code, NoticeCode::SeatTaken);
        QCOMPARE(view.notice->notice->seats, std::vector{SeatNo{7}});
        QCOMPARE(view.notice->notice->offer.size(), 1u);
        QVERIFY(view.notice->notice->offer[0] != SeatNo{7});
        QCOMPARE(view.sale->lines.size(), 1u);
        rig.tell(AcceptOffer{});
        QCOMPARE(rig.terminal.view().sale->lines.size(), 2u);
    }

    void aServerThatIsRestoredIsNoTakenSeat() {
        Rig rig;
        rig.open();
        rig.tell(ToggleSeat{SeatNo{7}});
        const auto ask = rig.take<SendAsk>();
        rig.tell(AllotmentsRefused{ask->request, {protocol::AllotmentRefusal::Recovering, {}}});
        const View view = rig.terminal.view();
        QCOMPARE(view.notice->notice->code, NoticeCode::ServerRecovering);
        QCOMPARE(view.notice->notice->seats, std::vector{SeatNo{7}});
        QVERIFY(view.sale->lines.empty());
    }

    void anUnknownOutcomeIsAskedAgainWithItsKey() {
        Rig rig;
        rig.open();
        rig.tell(ToggleSeat{SeatNo{7}});
        const auto first = rig.take<SendAsk>();
        rig.tell(RequestFailed{first->request, RequestFailure::TimedOut, {}});
        QCOMPARE(rig.notice(), NoticeCode::SeatNeedsServer);
        rig.pass(Backoff::kLongest);
        const auto second = rig.take<SendAsk>();
        QVERIFY(second && second->key == first->key && second->request != first->request);
        // A late answer to the first request changes nothing; the second one counts.
        rig.tell(AllotmentsGranted{first->request, answerWith(2, {SeatNo{7}})});
        QCOMPARE(rig.terminal.view().seatMap->letters[7], 'f');
        rig.tell(AllotmentsGranted{second->request, answerWith(2, {SeatNo{7}})});
        QCOMPARE(rig.terminal.view().seatMap->letters[7], kMineLetter);
    }

    void withoutTheServerOnlyOwnSeatsAreChosen() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(LinkChanged{false});
        rig.tell(ToggleSeat{SeatNo{7}});
        QCOMPARE(rig.notice(), NoticeCode::SeatNeedsServer);
        rig.tell(ChooseBest{2});
        const View view = rig.terminal.view();
        QCOMPARE(view.sale->state, SaleState::Ready);
        QCOMPARE(view.sale->lines.size(), 2u);
        rig.tell(ChooseBest{3});
        QCOMPARE(rig.notice(), NoticeCode::NotEnoughSeats);
    }

    void theBoardCountsWhatIsHereAndWhatAllTerminalsHave() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        using domain::SeatState;
        rig.feed({protocol::SeatsChanged{kShowtime,
                                         {12},
                                         {{SeatNo{3}, SeatState::Allotted},
                                          {SeatNo{4}, SeatState::Allotted},
                                          {SeatNo{7}, SeatState::Allotted},
                                          {SeatNo{8}, SeatState::Sold}}}});
        const auto row = [&] { return rig.terminal.view().schedule->showtimes.at(0); };
        QCOMPARE(row().mine, 2u);
        QCOMPARE(row().allotted, 3u);
        QCOMPARE(row().free, 16u);
        rig.sell(SeatNo{3}); // the server still calls it allotted
        QCOMPARE(row().mine, 1u);
        QCOMPARE(row().allotted, 2u);
    }

    void theLeaseEndsAtRequestSentPlusTtlNotLater() {
        Rig rig;
        rig.open();
        const auto ask = rig.take<SendStanding>();
        // The answer takes a minute; the lease counts from the request.
        rig.pass(Milliseconds{60'000});
        protocol::AllotmentAnswer answer;
        answer.allotments = {allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing)};
        answer.stamp = {kDatabase, {11}};
        rig.tell(AllotmentsGranted{ask->request, answer});
        rig.tell(LinkChanged{false});
        rig.tell(ToggleSeat{SeatNo{3}});
        QCOMPARE(rig.state(), SaleState::Ready);
        Ages ages;
        ages.start(kBoot, {}, rig.now);
        const Mark asked{kStart, BootInstant{Milliseconds{1'000'000}}, kBoot};
        Rights rights;
        rights.restore({heldSince(asked)});
        const Milliseconds ttl = std::chrono::hours{12};
        const Now before{kStart + ttl, asked.boot + ttl - Milliseconds{1}};
        const Now after{kStart, asked.boot + ttl};
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, before));
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, after));
    }

    void aLeaseThatRanOutIsCalledThat() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}, SeatNo{4}});
        rig.tell(ToggleSeat{SeatNo{3}});
        rig.tell(LinkChanged{false});
        QCOMPARE(rig.state(), SaleState::Ready);
        rig.pass(std::chrono::hours{12});
        QCOMPARE(rig.state(), SaleState::Choosing);
        QCOMPARE(rig.notice(), NoticeCode::RightsRanOut);
        QCOMPARE(rig.terminal.view().seatMap->letters[4], 'f');
    }

    void afterARebootTheWallClockServesUnlessItWentBack() {
        const Mark asked{kStart, BootInstant{Milliseconds{5}}, kBoot};
        Rights rights;
        rights.restore({heldSince(asked)});
        const Now now{kStart + std::chrono::hours{1}, BootInstant{Milliseconds{9}}};
        Ages good;
        good.start(kNextBoot, kStart, now);
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, good, now));
        const Now late{now.wall, now.boot + std::chrono::hours{11}};
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, good, late));
        Ages wentBack;
        wentBack.start(kNextBoot, now.wall + Milliseconds{1}, now);
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, wentBack, now));
    }

    /// Set back before one boot, it may have passed the mark again at the next.
    void aWallClockThatOnceWentBackTellsNoAgeOfBefore() {
        const std::chrono::hours hour{1};
        Rights rights;
        rights.restore({heldSince({kStart + hour, BootInstant{Milliseconds{5}}, kBoot})});
        const Now back{kStart, BootInstant{Milliseconds{9}}};
        Ages second;
        second.start(kNextBoot, kStart + hour, back);
        QVERIFY(second.wentBack(back));
        QVERIFY(!second.wentBack(back));
        QVERIFY(rights.distrustWall(second).size() == 1);
        const Now passed{kStart + 2 * hour, BootInstant{Milliseconds{9}}};
        Ages third;
        third.start(uuidOf(9, 9), kStart + hour, passed);
        QVERIFY(!third.wentBack(passed));
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, third, passed));
    }

    void aWallClockSetBackWhileRunningSpoilsTheNextBootOnly() {
        const std::chrono::hours hour{1};
        const Now begin{kStart, BootInstant{hour}};
        Ages ages;
        ages.start(kBoot, kStart, begin);
        Rights rights;
        rights.restore({heldSince(ages.mark(begin))});
        const Now drifted{kStart + hour - Ages::kSlack, begin.boot + hour};
        QVERIFY(!ages.wentBack(drifted));
        const Now back{kStart, begin.boot + hour};
        QVERIFY(ages.wentBack(back));
        rights.distrustWall(ages);
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, back));
        const Now later{kStart + 2 * hour, BootInstant{Milliseconds{9}}};
        Ages next;
        next.start(kNextBoot, kStart + hour, later);
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, next, later));
    }

    void unusedAskedSeatsGoBackStandingOnesStay() {
        Rig rig;
        rig.open();
        rig.standing({SeatNo{3}});
        rig.tell(ToggleSeat{SeatNo{7}});
        rig.tell(AllotmentsGranted{rig.take<SendAsk>()->request, answerWith(2, {SeatNo{7}})});
        rig.tell(ClearBasket{});
        rig.disk();
        rig.pass(Returns::kKeepUnused);
        const auto written = rig.disk();
        QCOMPARE(written.size(), 1u);
        const auto& entry = std::get<protocol::Return>(written[0]);
        QCOMPARE(entry.right.allotment, (AllotmentId{uuidOf(11, 2)}));
        QCOMPARE(entry.seats, std::vector{SeatNo{7}});
        QCOMPARE(rig.terminal.view().seatMap->letters[3], kMineLetter);
    }

    void whatTheFeedBringsIsNotSoldBeforeItIsRenewed() {
        Rights rights;
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        const auto row = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        QVERIFY(rights.take(row, {}));
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, now));
        QVERIFY(!rights.take(row, {})); // nothing new
        QVERIFY(rights.take(row, ages.mark(now)));
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, now));
    }

    /// Every morning the renewal and the feed leave together; the feed was read before.
    void anExpiryInTheFeedDoesNotOvertakeTheRenewal() {
        Rights rights;
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto row = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        rights.take(row, ages.mark(now));
        row.state = protocol::AllotmentState::Expired;
        QVERIFY(!rights.take(row, {}));
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, now));
        QVERIFY(rights.take(row, ages.mark(now))); // an answer says it of this very renewal
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, now));
    }

    void whatAVoidBroughtBackIsLiveAgainByTheFeed() {
        Rights rights;
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto row = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        rights.take(row, ages.mark(now));
        row.state = protocol::AllotmentState::Returned;
        rights.take(row, {});
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, now));
        row.state = protocol::AllotmentState::Live;
        rights.take(row, {});
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, now));
    }

    /// A renewal may bring a right under the new plan before the feed has brought that plan.
    void aRightOfAnotherPlanThanTheOneShownIsNotSold() {
        PlanId shown{uuidOf(6, 1)};
        Rights rights(nullptr, [&](ShowtimeId) { return shown; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto row = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        row.plan = {uuidOf(6, 2)};
        const auto held = rights.take(row, ages.mark(now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, now));
        Rights again(nullptr, [&](ShowtimeId) { return shown; });
        again.restore({*held}); // the same after a restart
        QVERIFY(!again.owns(kShowtime, SeatNo{3}, ages, now));
        shown = row.plan;
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, now));
        QVERIFY(again.owns(kShowtime, SeatNo{3}, ages, now));
    }

    /// The server has put the sold seat somewhere in the new plan and leases it there, because it
    /// has not heard of the sale.
    void nothingIsSoldByANewPlanBeforeTheSalesOfTheFormerAreJudged() {
        SaleBook book;
        const PlanId former{uuidOf(6, 1)};
        const PlanId present{uuidOf(6, 2)};
        Rights rights(&book, [&](ShowtimeId) { return present; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto before = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        before.plan = former;
        before.state = protocol::AllotmentState::Returned;
        auto after = allotmentOf(2, {SeatNo{16}}, protocol::AllotmentKind::Standing);
        after.plan = present;
        rights.take(before, ages.mark(now));
        rights.take(after, ages.mark(now));
        QVERIFY(rights.owns(kShowtime, SeatNo{16}, ages, now));
        const OwnSale sale = unjudged(SeatNo{3}, before);
        book.add(sale);
        QVERIFY(!rights.owns(kShowtime, SeatNo{16}, ages, now));
        // An online customer who wants it gets nothing here: it may be this customer's seat.
        const auto nobody = [](ShowtimeId, SeatNo) { return false; };
        const auto& leased = rights.all().at(after.id);
        QVERIFY(rights.spare(leased, nobody).empty());
        book.find(sale.booking)->verdict = protocol::Verdict{};
        QVERIFY(rights.owns(kShowtime, SeatNo{16}, ages, now));
        QCOMPARE(rights.spare(leased, nobody), std::vector{SeatNo{16}});
    }

    /// The same plan, but another one was there in between, and the seats have changed places.
    void norIsAnythingByAPlanThatHasComeBack() {
        SaleBook book;
        Rights rights(&book, [](ShowtimeId) { return PlanId{uuidOf(6, 1)}; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto before = allotmentOf(1, {SeatNo{3}, SeatNo{5}}, protocol::AllotmentKind::Standing);
        auto after = allotmentOf(2, {SeatNo{16}}, protocol::AllotmentKind::Standing);
        before.plan = after.plan = {uuidOf(6, 1)};
        rights.take(before, ages.mark(now));
        rights.take(after, ages.mark(now));
        const OwnSale sale = unjudged(SeatNo{3}, before);
        book.add(sale);
        QVERIFY(rights.owns(kShowtime, SeatNo{16}, ages, now)); // two leases of one time
        QVERIFY(rights.owns(kShowtime, SeatNo{5}, ages, now));
        // A renewal tells of it before the feed says that the former lease is over.
        after.lastFormer = before.epoch;
        const auto held = rights.take(after, ages.mark(now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{16}, ages, now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{5}, ages, now));
        Rights again(&book, [](ShowtimeId) { return PlanId{uuidOf(6, 1)}; });
        again.restore({rights.all().at(before.id), *held});
        QVERIFY(!again.owns(kShowtime, SeatNo{16}, ages, now));
        book.find(sale.booking)->verdict = protocol::Verdict{};
        QVERIFY(rights.owns(kShowtime, SeatNo{16}, ages, now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{5}, ages, now));
    }

    /// The answer to a renewal was under way when the plan changed, and comes after the feed.
    void whatAnOlderAnswerDoesNotKnowOfFormerPlansIsNotForgotten() {
        Rights rights(nullptr, [](ShowtimeId) { return PlanId{uuidOf(6, 1)}; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        const auto first = allotmentOf(1, {SeatNo{5}}, protocol::AllotmentKind::Standing);
        auto old = first;
        old.plan = {uuidOf(6, 1)};
        rights.take(old, ages.mark(now));
        auto over = old;
        over.state = protocol::AllotmentState::Returned;
        over.lastFormer = over.epoch;
        rights.take(over, {});
        rights.take(old, ages.mark(now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{5}, ages, now));
    }

    void nothingIsSoldWhereASaleAtRiskByAFormerPlanMayBe() {
        SaleBook book;
        const PlanId former{uuidOf(6, 1)};
        Rights rights(&book, [](ShowtimeId) { return PlanId{uuidOf(6, 2)}; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto lease = allotmentOf(2, {SeatNo{16}}, protocol::AllotmentKind::Standing);
        lease.plan = {uuidOf(6, 2)};
        rights.take(lease, ages.mark(now));
        OwnSale sale = unjudged(SeatNo{3}, {});
        sale.rights = {{}};
        sale.intent.plan = former;
        book.add(sale);
        QVERIFY(!rights.owns(kShowtime, SeatNo{16}, ages, now));
        book.find(sale.booking)->verdict = protocol::Verdict{};
        QVERIFY(rights.owns(kShowtime, SeatNo{16}, ages, now));
    }

    /// Until the plan is there its seats are sold by the numbers of the former one.
    void aRightOfAPlanNotShownYetIsKept() {
        PlanId shown{uuidOf(6, 1)};
        Rights rights(nullptr, [&](ShowtimeId) { return shown; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto before = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        before.plan = shown;
        auto after = allotmentOf(2, {SeatNo{16}}, protocol::AllotmentKind::Standing);
        after.plan = {uuidOf(6, 2)};
        after.lastFormer = before.epoch;
        rights.take(before, ages.mark(now));
        rights.take(after, ages.mark(now));
        const auto nobody = [](ShowtimeId, SeatNo) { return false; };
        QVERIFY(rights.owns(kShowtime, SeatNo{3}, ages, now));
        QVERIFY(rights.spare(rights.all().at(after.id), nobody).empty());
        shown = after.plan;
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, now));
        QCOMPARE(rights.spare(rights.all().at(after.id), nobody), std::vector{SeatNo{16}});
    }

    /// A server that was restored knows nothing of the plans between: its word makes the first
    /// lease good again.
    void whatAServerThatWasRestoredSaysOfPlansCounts() {
        Rights rights(nullptr, [](ShowtimeId) { return PlanId{uuidOf(6, 1)}; });
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto before = allotmentOf(1, {SeatNo{5}}, protocol::AllotmentKind::Standing);
        auto after = allotmentOf(2, {SeatNo{16}}, protocol::AllotmentKind::Standing);
        before.plan = after.plan = {uuidOf(6, 1)};
        after.lastFormer = before.epoch;
        rights.take(before, ages.mark(now));
        rights.take(after, ages.mark(now));
        rights.giveUp();
        rights.take(before, ages.mark(now));
        QVERIFY(rights.owns(kShowtime, SeatNo{5}, ages, now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{16}, ages, now));
    }

    void whatIsLostStaysLost() {
        Rights rights;
        Ages ages;
        const Now now{kStart, BootInstant{Milliseconds{1}}};
        ages.start(kBoot, {}, now);
        auto row = allotmentOf(1, {SeatNo{3}}, protocol::AllotmentKind::Standing);
        rights.take(row, ages.mark(now));
        row.state = protocol::AllotmentState::Lost;
        rights.take(row, {});
        row.state = protocol::AllotmentState::Live;
        rights.take(row, ages.mark(now));
        QVERIFY(!rights.owns(kShowtime, SeatNo{3}, ages, now));
    }
};

QTEST_APPLESS_MAIN(TerminalRights)
#include "terminal_rights_test.moc"
