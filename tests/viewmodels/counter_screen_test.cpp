// links: counter_window

#include "tests/viewmodels/fakes/pseudo_translator.h"
#include "tests/viewmodels/window/counter_window.h"

#include <QAccessible>
#include <QTest>

using namespace foyer;
using tests::CounterWindow;

namespace {

void basketOfTwo(fakes::FakeTerminal& terminal) {
    terminal.signIn();
    terminal.open(24);
    terminal.choose(2);
}

using Prepare = std::function<void(fakes::FakeTerminal&)>;

const std::map<QString, Prepare>& states() {
    static const std::map<QString, Prepare> all{
        {"login", [](auto&) {}},
        {"board", [](auto& terminal) { terminal.signIn(2); }},
        {"questions",
         [](auto& terminal) {
             terminal.signIn();
             terminal.questions = fakes::questions();
         }},
        {"stopped",
         [](auto& terminal) {
             terminal.signIn();
             terminal.status.stop = core::SellingStop::Quarantined;
         }},
        {"poolShut",
         [](auto& terminal) {
             terminal.signIn();
             terminal.status.poolShut = true;
         }},
        {"basket", basketOfTwo},
        {"codes",
         [](auto& terminal) {
             basketOfTwo(terminal);
             terminal.sale.takesCodes = true;
             terminal.sale.discounts = {{"group", "Gruppe ab 10", {15'00}, false},
                                        {"filmclub", "Filmclub", {1'10}, true}};
         }},
        {"cash",
         [](auto& terminal) {
             basketOfTwo(terminal);
             terminal.enter(core::SaleState::Paying);
         }},
        {"card",
         [](auto& terminal) {
             terminal.sale.takesCards = true;
             basketOfTwo(terminal);
             terminal.sale.byCard = terminal.sale.personMayTell = true;
             terminal.enter(core::SaleState::CardCharging);
         }},
        {"cardUnknown",
         [](auto& terminal) {
             terminal.sale.takesCards = true;
             basketOfTwo(terminal);
             terminal.sale.byCard = terminal.sale.personMayTell = true;
             terminal.enter(core::SaleState::CardUnknown);
         }},
        {"printFailed",
         [](auto& terminal) {
             basketOfTwo(terminal);
             terminal.enter(core::SaleState::PrintFailed);
         }},
        {"taken", [](auto& terminal) {
             basketOfTwo(terminal);
             terminal.tell({.code = core::NoticeCode::SeatTaken,
                            .seats = {SeatNo{3}},
                            .offer = {SeatNo{4}, SeatNo{5}}});
         }}};
    return all;
}

bool isButton(const QQuickItem* item) {
    return item->inherits("QQuickAbstractButton");
}

bool hasNamelessButton(const QList<QQuickItem*>& items) {
    return std::any_of(items.begin(), items.end(), [](const QQuickItem* item) {
        return isButton(item) && item->opacity() > 0 && item->objectName().isEmpty();
    });
}

QRectF sceneRect(const QQuickItem* item) {
    return item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
}

/// What a scrolling list shows of an item.
bool scrolledAway(const QQuickItem* item) {
    for (const QQuickItem* above = item->parentItem(); above; above = above->parentItem())
        if (above->clip() && !sceneRect(above).adjusted(-1, -1, 1, 1).contains(sceneRect(item)))
            return true;
    return false;
}

} // namespace

class CounterScreens : public QObject {
    Q_OBJECT

private slots:
    void whatTheCardReaderShowsIsTheOperatorsToSay() {
        CounterWindow counter([](auto& terminal) {
            terminal.sale.takesCards = true;
            basketOfTwo(terminal);
        });
        fakes::FakeTerminal& terminal = counter.terminal();
        QVERIFY(counter.tap(QStringLiteral("basket.payCard")));
        QCOMPARE(terminal.count<core::PayCard>(), 1u);
        counter.press(Qt::Key_Return); // no answer
        counter.press(Qt::Key_F12);
        QCOMPARE(terminal.count<core::TellCard>(), 0u);
        QVERIFY(counter.tap(QStringLiteral("card.unclear")));
        QVERIFY(counter.tap(QStringLiteral("card.aside")));
        QCOMPARE(terminal.last<core::SetCardAside>().booking, terminal.sale.booking);
        QVERIFY(counter.tap(QStringLiteral("basket.payCard")));
        QVERIFY(counter.tap(QStringLiteral("card.declined")));
        QCOMPARE(terminal.last<core::TellCard>().outcome, core::CardOutcome::Declined);
        QVERIFY(counter.tap(QStringLiteral("basket.payCard")));
        QVERIFY(counter.tap(QStringLiteral("card.approved")));
        QCOMPARE(terminal.last<core::TellCard>().outcome, core::CardOutcome::Approved);
        QCOMPARE(counter.text(QStringLiteral("done.state")), QStringLiteral("Sold and printed"));
    }

    void withoutAReaderThereIsNoCard() {
        CounterWindow counter(basketOfTwo);
        QVERIFY(counter.find(QStringLiteral("basket.payCash")));
        QVERIFY(!counter.tap(QStringLiteral("basket.payCard")));
    }

    void aWholeSaleNeedsNoKeyboard() {
        CounterWindow counter;
        fakes::FakeTerminal& terminal = counter.terminal();
        QVERIFY(counter.tap(QStringLiteral("login.operator0")));
        for (int digit = 0; digit < 4; ++digit)
            QVERIFY(counter.tap(QStringLiteral("pinPad.key1")));
        const int row = counter.counter().schedule()->nextRow();
        QVERIFY(counter.tap(QStringLiteral("dayBoard.showtime%1").arg(row)));
        QCOMPARE(terminal.count<core::OpenShowtime>(), 1u);
        QVERIFY(counter.tap(QStringLiteral("best2")));
        const auto taken = terminal.sale.lines.front().seatName;
        QVERIFY(counter.tapSeat(QString::fromStdString(taken)));
        QCOMPARE(terminal.sale.lines.size(), 1u);
        QVERIFY(counter.tap(QStringLiteral("basket.type0")));
        QCOMPARE(terminal.last<core::SetTicketType>().ticketType, std::string("child"));
        QVERIFY(counter.tap(QStringLiteral("basket.payCash")));
        QVERIFY(counter.tap(QStringLiteral("keypad.key5")));
        QVERIFY(counter.tap(QStringLiteral("keypad.key00")));
        QVERIFY(counter.tap(QStringLiteral("keypad.key0")));
        QVERIFY(counter.tap(QStringLiteral("cash.take")));
        QCOMPARE(terminal.last<core::ConfirmCash>().received, (Money{50'00}));
        QVERIFY(counter.tap(QStringLiteral("done.next")));
        QCOMPARE(terminal.count<core::NextSale>(), 1u);
        QVERIFY(counter.tap(QStringLiteral("saleView.back")));
        QVERIFY(counter.tap(QStringLiteral("status.logout")));
        QVERIFY(counter.find(QStringLiteral("login")));
    }

    void aCodeIsTypedEnteredAndTakenAwayAgain() {
        CounterWindow counter(states().at("codes"));
        fakes::FakeTerminal& terminal = counter.terminal();
        QVERIFY(counter.tap(QStringLiteral("basket.dropCode1")));
        QCOMPARE(terminal.last<core::DropCode>().key, std::string("filmclub"));
        QVERIFY(!counter.find(QStringLiteral("basket.discount1")));
        counter.press(Qt::Key_K, Qt::ControlModifier); // to the field
        counter.type(QStringLiteral("filmclub"));
        counter.press(Qt::Key_Return);
        QCOMPARE(terminal.last<core::EnterCode>().code, std::string("filmclub"));
        QVERIFY(counter.find(QStringLiteral("basket.discount1")));
        counter.type(QStringLiteral("c5")); // the seats have the keyboard again
        counter.press(Qt::Key_Space);
        QCOMPARE(terminal.count<core::ToggleSeat>(), 1u);
        QVERIFY(counter.tap(QStringLiteral("basket.code")));
        counter.type(QStringLiteral("clubfilm"));
        QVERIFY(counter.tap(QStringLiteral("basket.enterCode")));
        QVERIFY(counter.text(QStringLiteral("notice.text")).contains(QStringLiteral("clubfilm")));
    }

    void aQuickNoteIsOneTap() {
        CounterWindow counter(states().at("cash"));
        QVERIFY(counter.tap(QStringLiteral("cash.note1")));
        QCOMPARE(counter.terminal().count<core::ConfirmCash>(), 1u);
        QVERIFY(counter.terminal().sale.total < counter.terminal().sale.received);
    }

    void theSeatsStayOnTheKeyboardAfterATapElsewhere() {
        CounterWindow counter(basketOfTwo);
        QVERIFY(counter.tap(QStringLiteral("best3")));
        counter.type(QStringLiteral("c5"));
        counter.press(Qt::Key_Space);
        QCOMPARE(counter.terminal().count<core::ToggleSeat>(), 1u);
    }

    void theOfferIsTakenByATap() {
        CounterWindow counter(states().at("taken"));
        QVERIFY(counter.tap(QStringLiteral("notice.offer")));
        QCOMPARE(counter.terminal().count<core::AcceptOffer>(), 1u);
    }

    void aVoidNeedsAReason() {
        CounterWindow counter(states().at("board"));
        QVERIFY(counter.tap(QStringLiteral("dayBoard.sales")));
        QTRY_VERIFY(counter.find(QStringLiteral("sales.void0")));
        QTest::qWait(300);
        QVERIFY(counter.tap(QStringLiteral("sales.void0")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        QVERIFY(!counter.find(QStringLiteral("dialog.accept"))->isEnabled());
        counter.type(QStringLiteral("wrong film"));
        QVERIFY(counter.tap(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().last<core::VoidSale>().reason, std::string("wrong film"));
    }

    void aShiftEndsAfterAQuestionAndSaysSo() {
        CounterWindow counter(states().at("board"));
        QVERIFY(counter.tap(QStringLiteral("status.endShift")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.reject")));
        QTest::qWait(300);
        QVERIFY(counter.tap(QStringLiteral("dialog.reject")));
        QTRY_VERIFY(!counter.find(QStringLiteral("dialog.reject")));
        QCOMPARE(counter.terminal().count<core::EndShift>(), 0u);
        QVERIFY(counter.tap(QStringLiteral("status.endShift")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        QTest::qWait(300);
        QVERIFY(counter.tap(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().count<core::EndShift>(), 1u);
        QVERIFY(counter.find(QStringLiteral("login")));
        QVERIFY(counter.text(QStringLiteral("notice.text")).contains(QStringLiteral("12")));
        QVERIFY(!counter.find(QStringLiteral("status.endShift")));
    }

    void aShiftDoesNotEndInAPayment() {
        CounterWindow counter(states().at("cash"));
        QVERIFY(counter.tap(QStringLiteral("status.endShift")));
        QTRY_VERIFY(counter.find(QStringLiteral("dialog.accept")));
        QVERIFY(!counter.find(QStringLiteral("dialog.reject")));
        counter.press(Qt::Key_Return);
        QTRY_VERIFY(!counter.find(QStringLiteral("dialog.accept")));
        QCOMPARE(counter.terminal().count<core::EndShift>(), 0u);
        QCOMPARE(counter.terminal().count<core::ConfirmCash>(), 0u);
    }

    void onlyACounterHasShifts() {
        for (const auto& mode : {QStringLiteral("door"), QStringLiteral("office")}) {
            CounterWindow other(states().at("board"), mode);
            QVERIFY(other.find(QStringLiteral("status.logout")));
            QVERIFY(!other.find(QStringLiteral("status.endShift")));
        }
    }

    void aQuestionIsAnsweredOnTheBoard() {
        CounterWindow counter(states().at("questions"));
        QVERIFY(counter.tap(QStringLiteral("question.no0")));
        QCOMPARE(counter.terminal().last<core::ResolveIntent>().paid, false);
        QVERIFY(counter.tap(QStringLiteral("question.yes0")));
        QCOMPARE(counter.terminal().count<core::Reprint>(), 1u);
        QVERIFY(counter.tap(QStringLiteral("question.neither0")));
        QCOMPARE(counter.terminal().count<core::SetCardAside>(), 1u);
        QVERIFY(!counter.find(QStringLiteral("question0")));
    }

    void aShutPoolIsSaidUntilItIsOpenAgainAndCoversNoSeats() {
        CounterWindow counter(states().at("poolShut"));
        const auto isSaid = [&] {
            const auto* banner = counter.find(QStringLiteral("messages.poolShut"));
            return banner && banner->isVisible();
        };
        QVERIFY(isSaid());
        QCOMPARE(counter.text(QStringLiteral("status.connection")),
                 QStringLiteral("Online · no new seats"));
        counter.terminal().open(24);
        counter.terminal().publish();
        QVERIFY(!isSaid());
        QCOMPARE(counter.text(QStringLiteral("status.connection")),
                 QStringLiteral("Online · no new seats"));
        counter.terminal().status.poolShut = false;
        counter.terminal().publish();
        QCOMPARE(counter.text(QStringLiteral("status.connection")), QStringLiteral("Online"));
    }

    void theStatusBarAlwaysSaysTheFiveThings_data() {
        QTest::addColumn<QString>("state");
        for (const auto& [name, prepare] : states())
            QTest::newRow(qPrintable(name)) << name;
    }
    void theStatusBarAlwaysSaysTheFiveThings() {
        QFETCH(QString, state);
        CounterWindow counter([&](fakes::FakeTerminal& terminal) {
            states().at(state)(terminal);
            terminal.status.connection = core::Connection::Offline;
            terminal.status.entriesWaiting = 3;
            terminal.status.oldestWaiting = fakes::kNow - std::chrono::minutes{4};
            terminal.status.lastContact = fakes::kNow - std::chrono::minutes{5};
            terminal.status.printer = core::PrinterState::PaperOut;
        });
        QVERIFY(counter.text(QStringLiteral("status.connection"))
                    .startsWith(QStringLiteral("Offline")));
        QVERIFY(counter.text(QStringLiteral("status.waiting")).contains(QStringLiteral("3")));
        QVERIFY(counter.text(QStringLiteral("status.waiting")).contains(QStringLiteral("4 min")));
        QCOMPARE(counter.text(QStringLiteral("status.lastSync")),
                 QStringLiteral("Synced 5 min ago"));
        QCOMPARE(counter.text(QStringLiteral("status.printer")), QStringLiteral("Paper out"));
        QVERIFY(!counter.text(QStringLiteral("status.operator")).isEmpty());
        QVERIFY(counter.tap(QStringLiteral("status.retry")));
        QCOMPARE(counter.terminal().retries, 1);
    }

    void everyButtonIsNamedReachableAndLargeEnough_data() {
        theStatusBarAlwaysSaysTheFiveThings_data();
    }
    void everyButtonIsNamedReachableAndLargeEnough() {
        QFETCH(QString, state);
        CounterWindow counter(states().at(state));
        QAccessible::setActive(true);
        const QRectF screen(0, 0, 1280, 800);
        // Rows that a list is still making beyond its edge have no names yet.
        (void)QTest::qWaitFor([&] { return !hasNamelessButton(counter.items()); }, 5'000);
        const auto all = counter.items();
        for (const QQuickItem* item : all) {
            if (!isButton(item) || item->opacity() == 0)
                continue;
            const QString name = item->objectName();
            QVERIFY2(!name.isEmpty(), item->metaObject()->className());
            QVERIFY2(item->height() >= 48 && item->width() >= 48, qPrintable(name));
            QAccessibleInterface* spoken =
                QAccessible::queryAccessibleInterface(const_cast<QQuickItem*>(item));
            QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(), qPrintable(name));
            if (!scrolledAway(item))
                QVERIFY2(screen.contains(sceneRect(item)), qPrintable(name));
        }
    }

    void buttonsDoNotOverlapEvenInLongLanguages_data() {
        theStatusBarAlwaysSaysTheFiveThings_data();
    }
    void buttonsDoNotOverlapEvenInLongLanguages() {
        QFETCH(QString, state);
        fakes::PseudoTranslator pseudo;
        QCoreApplication::installTranslator(&pseudo);
        CounterWindow counter(states().at(state));
        QList<const QQuickItem*> buttons;
        const auto all = counter.items();
        for (const QQuickItem* item : all)
            if (isButton(item) && !scrolledAway(item) &&
                !item->objectName().startsWith(QLatin1String("dayBoard.showtime")))
                buttons.append(item);
        QVERIFY(!buttons.isEmpty());
        for (const QQuickItem* one : buttons)
            for (const QQuickItem* other : buttons)
                if (one < other && !one->isAncestorOf(other) && !other->isAncestorOf(one))
                    QVERIFY2(!sceneRect(one).adjusted(1, 1, -1, -1).intersects(sceneRect(other)),
                             qPrintable(one->objectName() + u' ' + other->objectName()));
    }

    void noKeyMeansTwoThings_data() { theStatusBarAlwaysSaysTheFiveThings_data(); }
    void noKeyMeansTwoThings() {
        QFETCH(QString, state);
        CounterWindow counter(states().at(state));
        QStringList keys;
        const auto all = counter.items();
        for (const QQuickItem* item : all)
            if (isButton(item) && item->isEnabled())
                keys.append(item->property("key").toString());
        keys.removeAll(QString());
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    }

    void moneyIsReadableWhereItMatters() {
        CounterWindow counter(states().at("printFailed"));
        QVERIFY(counter.find(QStringLiteral("done.change"))->property("pixelSize").toInt() >= 48);
        QVERIFY(counter.find(QStringLiteral("done.paper")));
        QVERIFY(counter.tap(QStringLiteral("done.printAgain")));
        QCOMPARE(counter.terminal().count<core::Reprint>(), 1u);
    }

    void aSingleSeatIsNamed() {
        CounterWindow counter([](fakes::FakeTerminal& terminal) {
            basketOfTwo(terminal);
            terminal.sale.leavesSingle = SeatNo{7};
        });
        const QQuickItem* banner = counter.find(QStringLiteral("basket.single"));
        QVERIFY(banner);
        const std::string name = counter.terminal().seatMap->plan->seatName(SeatNo{7});
        QVERIFY(banner->property("title").toString().startsWith(QString::fromStdString(name)));
    }
};

QTEST_MAIN(CounterScreens)
#include "counter_screen_test.moc"
