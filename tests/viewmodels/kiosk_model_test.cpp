// links: app_fakes

#include "tests/viewmodels/fakes/kiosk_hands.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <set>

using namespace foyer;
using namespace std::chrono_literals;
using namespace foyer::viewmodels;

namespace {

std::vector<std::string> typesIn(const core::SaleView& sale) {
    std::vector<std::string> types;
    for (const core::BasketLine& line : sale.lines)
        types.push_back(line.ticketType);
    std::sort(types.begin(), types.end());
    return types;
}

} // namespace

/// A customer's way through the kiosk, and what stands in it.
class KioskModelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<fakes::KioskHands> m_kiosk;

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }
    void init() { m_kiosk = std::make_unique<fakes::KioskHands>(); }

    // --- the way ---

    void twoTicketsAreBoughtInFourSteps() {
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        m_kiosk->kiosk.begin();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Film);
        QCOMPARE(m_kiosk->kiosk.stepNumber(), 1);
        QCOMPARE(m_kiosk->kiosk.stepCount(), 4);
        m_kiosk->chooseShowtime();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Party);
        QCOMPARE(m_kiosk->kiosk.movie(), QString::fromStdString(m_kiosk->showtime().movie));
        m_kiosk->party.setCount(0, 2);
        m_kiosk->kiosk.next();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Seats);
        QCOMPARE(m_kiosk->terminal.last<core::ChooseBest>().count, 2u);
        QVERIFY(m_kiosk->kiosk.seatsReady());
        m_kiosk->kiosk.next();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Pay);
        QCOMPARE(m_kiosk->kiosk.stepNumber(), 4);
        QVERIFY(m_kiosk->kiosk.canPay());
        m_kiosk->kiosk.pay();
        QCOMPARE(m_kiosk->terminal.count<core::PayCard>(), 1u);
        QCOMPARE(m_kiosk->kiosk.payment(), KioskModel::AtReader);
        m_kiosk->terminal.enter(core::SaleState::Printing);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Done);
        QCOMPARE(m_kiosk->kiosk.paper(), KioskModel::Printing);
        m_kiosk->terminal.enter(core::SaleState::Done);
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.paper(), KioskModel::Printed);
        m_kiosk->pass(KioskModel::kThanks);
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
        QCOMPARE(m_kiosk->terminal.count<core::CloseShowtime>(), 1u);
        QCOMPARE(m_kiosk->party.total(), 0);
    }

    void everybodyGetsTheTicketTheySaid() {
        m_kiosk->toParty();
        m_kiosk->party.setCount(0, 1);
        m_kiosk->party.setCount(1, 2);
        m_kiosk->kiosk.next();
        QCOMPARE(typesIn(m_kiosk->terminal.sale),
                 (std::vector<std::string>{"adult", "child", "child"}));
        m_kiosk->kiosk.tapSeat(m_kiosk->freeSeat());
        QCOMPARE(typesIn(m_kiosk->terminal.sale),
                 (std::vector<std::string>{"adult", "child", "child"}));
    }

    void nobodyPaysBeforeTheTicketTypesAreRight() {
        m_kiosk->toParty();
        m_kiosk->party.setCount(1, 2);
        m_kiosk->kiosk.next();
        m_kiosk->kiosk.next();
        QVERIFY(m_kiosk->kiosk.canPay());
        m_kiosk->terminal.answers = false;
        m_kiosk->terminal.sale.lines[0].ticketType = "adult";
        m_kiosk->terminal.publish();
        QVERIFY(!m_kiosk->kiosk.canPay());
        const std::size_t asked = m_kiosk->terminal.count<core::SetTicketType>();
        m_kiosk->terminal.publish(); // it is asked once, not with every view
        QCOMPARE(m_kiosk->terminal.count<core::SetTicketType>(), asked);
    }

    void backIsOneStepAndGivesBackWhatThatStepTook() {
        m_kiosk->toPay();
        m_kiosk->kiosk.back();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Seats);
        QCOMPARE(m_kiosk->terminal.sale.lines.size(), 2u);
        m_kiosk->kiosk.back();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Party);
        QCOMPARE(m_kiosk->terminal.count<core::ClearBasket>(), 1u);
        QCOMPARE(m_kiosk->party.total(), 2);
        m_kiosk->kiosk.back();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Film);
        QVERIFY(m_kiosk->kiosk.message().isEmpty());
        QVERIFY(!m_kiosk->terminal.seatMap);
        m_kiosk->kiosk.back();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Attract);
    }

    void startingOverKeepsTheCustomerAndNothingElse() {
        m_kiosk->toPay();
        m_kiosk->kiosk.setLargeText(true);
        m_kiosk->kiosk.startOver();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Film);
        QVERIFY(!m_kiosk->terminal.seatMap);
        QCOMPARE(m_kiosk->party.total(), 0);
        QVERIFY(m_kiosk->kiosk.largeText());
    }

    void aLanguageIsChosenFirstWhereThereAreSeveral() {
        QSignalSpy chosen(&m_kiosk->kiosk, &KioskModel::languageChosen);
        m_kiosk->kiosk.setLanguages({"en", "de"});
        m_kiosk->kiosk.begin();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Language);
        QCOMPARE(m_kiosk->kiosk.stepCount(), 5);
        m_kiosk->kiosk.chooseLanguage(QStringLiteral("xx"));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Language);
        m_kiosk->kiosk.chooseLanguage(QStringLiteral("de"));
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Film);
        QCOMPARE(m_kiosk->kiosk.stepNumber(), 2);
        QCOMPARE(chosen.takeFirst().at(0).toString(), QStringLiteral("de"));
        m_kiosk->kiosk.leave();
        QCOMPARE(chosen.takeFirst().at(0).toString(), QStringLiteral("en"));
    }

    void aSoldOutShowtimeIsNotOpened() {
        m_kiosk->showtime().free = m_kiosk->showtime().mine = 0;
        m_kiosk->terminal.publish();
        m_kiosk->toParty();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Film);
        QCOMPARE(m_kiosk->terminal.count<core::OpenShowtime>(), 0u);
    }

    void aShowtimeThatGoesWhileSomebodyChoosesIsExplained() {
        m_kiosk->toSeats();
        m_kiosk->terminal.seatMap.reset();
        m_kiosk->terminal.sale.lines.clear();
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Film);
        QVERIFY(!m_kiosk->kiosk.message().isEmpty());
    }

    // --- seats ---

    void oneSeatTooManyTakesThePlaceOfTheFirst() {
        m_kiosk->toSeats();
        const SeatNo first = m_kiosk->terminal.sale.lines.front().seat;
        const int other = m_kiosk->freeSeat();
        m_kiosk->kiosk.tapSeat(other);
        QCOMPARE(m_kiosk->terminal.sale.lines.size(), 2u);
        QVERIFY(m_kiosk->holds(SeatNo{static_cast<std::uint16_t>(other)}));
        QVERIFY(!m_kiosk->holds(first));
        m_kiosk->kiosk.tapSeat(other); // and back again
        QCOMPARE(m_kiosk->terminal.sale.lines.size(), 1u);
        QVERIFY(!m_kiosk->kiosk.seatsReady());
        m_kiosk->kiosk.next();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Seats);
    }

    void whoNeedsASpaceIsGivenOneAndNobodyElse() {
        m_kiosk->toSeats();
        m_kiosk->freeTheSpaces();
        const std::size_t taps = m_kiosk->terminal.count<core::ToggleSeat>();
        m_kiosk->kiosk.tapSeat(m_kiosk->freeSeat(domain::SeatKind::Wheelchair));
        QCOMPARE(m_kiosk->terminal.count<core::ToggleSeat>(), taps);
        QVERIFY(!m_kiosk->kiosk.message().isEmpty());
        m_kiosk->kiosk.back();
        m_kiosk->party.setWheelchairs(1);
        QCOMPARE(m_kiosk->party.wheelchairs(), 1);
        m_kiosk->kiosk.next();
        QCOMPARE(m_kiosk->terminal.last<core::ChooseBest>().wheelchairs, std::uint8_t{1});
        const auto& lines = m_kiosk->terminal.sale.lines;
        QVERIFY(std::any_of(lines.begin(), lines.end(), [&](const core::BasketLine& line) {
            return m_kiosk->terminal.seatMap->plan->seat(line.seat).kind ==
                   domain::SeatKind::Wheelchair;
        }));
    }

    void aTakenSeatIsSaidAndNotWished() {
        m_kiosk->toSeats();
        const int sold = static_cast<int>(m_kiosk->kiosk.letters().indexOf(u's'));
        const std::size_t taps = m_kiosk->terminal.count<core::ToggleSeat>();
        m_kiosk->kiosk.tapSeat(sold);
        QCOMPARE(m_kiosk->terminal.count<core::ToggleSeat>(), taps);
        QVERIFY(!m_kiosk->kiosk.message().isEmpty());
        m_kiosk->kiosk.dismissMessage();
        QVERIFY(m_kiosk->kiosk.message().isEmpty());
    }

    void aSeatThatIsGoneBeforeThePaymentLeadsBackToTheSeats() {
        m_kiosk->toPay();
        const SeatNo gone = m_kiosk->terminal.sale.lines.back().seat;
        const SeatNo offered{static_cast<std::uint16_t>(m_kiosk->freeSeat())};
        m_kiosk->terminal.sale.lines.pop_back();
        m_kiosk->terminal.tell(
            {.code = core::NoticeCode::SeatTaken, .seats = {gone}, .offer = {offered}});
        m_kiosk->terminal.publish();
        QCOMPARE(m_kiosk->kiosk.step(), KioskModel::Seats);
        const auto nameOf = [&](SeatNo seat) {
            return QString::fromStdString(m_kiosk->terminal.seatMap->plan->seatName(seat));
        };
        QVERIFY(m_kiosk->kiosk.message().contains(nameOf(gone)));
        QVERIFY(m_kiosk->kiosk.offerText().contains(nameOf(offered)));
        m_kiosk->kiosk.acceptOffer();
        QCOMPARE(m_kiosk->terminal.count<core::AcceptOffer>(), 1u);
        QVERIFY(m_kiosk->kiosk.seatsReady());
    }

    void wordsForOperatorsAreNotForCustomers() {
        m_kiosk->toPay();
        m_kiosk->terminal.tell({.code = core::NoticeCode::WrongPin, .count = 4});
        m_kiosk->terminal.publish();
        QVERIFY(m_kiosk->kiosk.message().isEmpty());
        m_kiosk->terminal.tell({.code = core::NoticeCode::CardDeclined});
        m_kiosk->terminal.publish();
        QVERIFY(!m_kiosk->kiosk.message().isEmpty());
    }

    // --- films ---

    void aFilmStandsOnceWithItsTimesThatAreStillToCome() {
        FilmsModel& films = *m_kiosk->kiosk.films();
        std::set<MovieId> movies;
        std::size_t coming = 0;
        for (const core::ShowtimeView& row : m_kiosk->terminal.schedule.showtimes)
            if (!row.cancelled && row.start + FilmsModel::kLateEntry > fakes::kNow) {
                movies.insert(row.movieId);
                ++coming;
            }
        QCOMPARE(films.count(), static_cast<int>(movies.size()));
        std::size_t shown = 0;
        for (int row = 0; row < films.count(); ++row)
            shown += static_cast<std::size_t>(films.data(films.index(row), FilmsModel::TimesRole)
                                                  .value<TimesModel*>()
                                                  ->rowCount());
        QCOMPARE(shown, coming);
        QCOMPARE(films.dayText(), QStringLiteral("Today"));
    }

    void numbersChangeWithoutAJump() {
        FilmsModel& films = *m_kiosk->kiosk.films();
        const auto* times = films.data(films.index(0), FilmsModel::TimesRole).value<TimesModel*>();
        QSignalSpy resets(&films, &QAbstractItemModel::modelReset);
        QSignalSpy resetsOfTimes(times, &QAbstractItemModel::modelReset);
        for (core::ShowtimeView& row : m_kiosk->terminal.schedule.showtimes)
            row.free = 3;
        m_kiosk->terminal.publish();
        QCOMPARE(resets.count() + resetsOfTimes.count(), 0);
        QCOMPARE(films.data(films.index(0), FilmsModel::TimesRole).value<TimesModel*>(), times);
    }
};

QTEST_GUILESS_MAIN(KioskModelTest)
#include "kiosk_model_test.moc"
