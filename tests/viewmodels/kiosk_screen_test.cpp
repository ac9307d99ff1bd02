// links: counter_window

#include "tests/viewmodels/fakes/pseudo_translator.h"
#include "tests/viewmodels/window/counter_window.h"

#include <QAccessible>
#include <QTest>

#include <algorithm>

using namespace foyer;
using viewmodels::KioskModel;

namespace {

constexpr QSize kPortrait{1080, 1920};
constexpr QSize kLandscape{1920, 1080};

/// The kiosk's window, and a customer who has come as far as a step.
class KioskWindow {
public:
    explicit KioskWindow(QSize size = kPortrait,
                         const std::function<void(fakes::FakeTerminal&)>& prepare = {})
        : window(
              [&](fakes::FakeTerminal& terminal) {
                  terminal.openKiosk();
                  if (prepare)
                      prepare(terminal);
              },
              QStringLiteral("kiosk"), size) {}

    tests::CounterWindow window;
    fakes::FakeTerminal& terminal() { return window.terminal(); }
    KioskModel& kiosk() { return *window.counter().kiosk(); }
    QString focus() {
        const QQuickItem* item = window.window().activeFocusItem();
        return item ? item->objectName() : QString();
    }
    /// By the arrows of a key-pad; false when they do not lead there.
    bool goTo(const QString& name) {
        for (int keys = 0; keys < 80 && focus() != name; ++keys)
            window.press(Qt::Key_Down);
        return focus() == name;
    }
    QString firstShowtime() {
        auto& films = *kiosk().films();
        auto* times = films.data(films.index(0), viewmodels::FilmsModel::TimesRole)
                          .value<viewmodels::TimesModel*>();
        return times->data(times->index(0), viewmodels::TimesModel::ShowtimeIdRole).toString();
    }
    void toStep(KioskModel::Step step) {
        if (step >= KioskModel::Film)
            kiosk().begin();
        if (step >= KioskModel::Party)
            kiosk().chooseShowtime(firstShowtime());
        if (step >= KioskModel::Seats) {
            kiosk().party()->setCount(0, 2);
            kiosk().next();
        }
        if (step >= KioskModel::Pay)
            kiosk().next();
        if (step == KioskModel::Done) {
            kiosk().pay();
            terminal().enter(core::SaleState::Done);
            terminal().publish();
        }
        QCoreApplication::processEvents();
    }
};

bool isButton(const QQuickItem* item) {
    return item->inherits("QQuickAbstractButton");
}

QRectF sceneRect(const QQuickItem* item) {
    return item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
}

bool scrolledAway(const QQuickItem* item) {
    for (const QQuickItem* above = item->parentItem(); above; above = above->parentItem())
        if (above->clip() && !sceneRect(above).adjusted(-1, -1, 1, 1).contains(sceneRect(item)))
            return true;
    return false;
}

QList<const QQuickItem*> buttonsOf(KioskWindow& kiosk) {
    QList<const QQuickItem*> buttons;
    const auto all = kiosk.window.items();
    for (const QQuickItem* item : all)
        if (isButton(item) && !scrolledAway(item))
            buttons.append(item);
    return buttons;
}

} // namespace

class KioskScreens : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }

    void twoTicketsAreBoughtByTouch() {
        KioskWindow kiosk;
        auto& window = kiosk.window;
        QVERIFY(window.tap(QStringLiteral("kiosk.begin")));
        QVERIFY(window.tap(QStringLiteral("kiosk.time.") + kiosk.firstShowtime()));
        QVERIFY(window.find(QStringLiteral("kiosk.partyPage")));
        QVERIFY(window.tap(QStringLiteral("kiosk.type0.count.plus")));
        QVERIFY(window.tap(QStringLiteral("kiosk.type1.count.plus")));
        QVERIFY(window.tap(QStringLiteral("kiosk.primary")));
        QVERIFY(window.find(QStringLiteral("kiosk.seatsPage")));
        const auto mine = kiosk.terminal().sale.lines.front().seatName;
        QVERIFY(window.tapSeat(QString::fromStdString(mine)));
        QCOMPARE(kiosk.terminal().sale.lines.size(), 1u);
        QVERIFY(!window.tap(QStringLiteral("kiosk.primary")));
        QVERIFY(window.tap(QStringLiteral("kiosk.chooseForMe")));
        QVERIFY(window.tap(QStringLiteral("kiosk.primary")));
        QVERIFY(window.find(QStringLiteral("kiosk.ticket1")));
        QVERIFY(window.tap(QStringLiteral("kiosk.primary")));
        QCOMPARE(kiosk.terminal().count<core::PayCard>(), 1u);
        QVERIFY(window.find(QStringLiteral("kiosk.due")));
        kiosk.terminal().enter(core::SaleState::Done);
        kiosk.terminal().publish();
        QVERIFY(window.find(QStringLiteral("kiosk.thanks")));
        QVERIFY(window.tap(QStringLiteral("kiosk.finish")));
        QVERIFY(window.find(QStringLiteral("kiosk.begin")));
    }

    void whoComesInAWheelchairBuysByAKeyPadAlone() {
        KioskWindow kiosk;
        auto& window = kiosk.window;
        QCOMPARE(kiosk.focus(), QStringLiteral("kiosk.begin"));
        window.press(Qt::Key_Return);
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.time.") + kiosk.firstShowtime()));
        window.press(Qt::Key_Return);
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.type0.count.plus")));
        window.press(Qt::Key_Return);
        window.press(Qt::Key_Return);
        QCOMPARE(kiosk.kiosk().party()->total(), 2);
        auto& letters = kiosk.terminal().seatMap->letters;
        std::fill(letters.begin(), letters.end(), 'f');
        for (core::ShowtimeView& row : kiosk.terminal().schedule.showtimes)
            row.freeWheelchairs = 2;
        kiosk.terminal().publish();
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.wheelchairs.count.plus")));
        window.press(Qt::Key_Return);
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.primary")));
        window.press(Qt::Key_Return);
        QCOMPARE(kiosk.terminal().last<core::ChooseBest>().wheelchairs, std::uint8_t{1});
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.primary")));
        window.press(Qt::Key_Return);
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.primary")));
        window.press(Qt::Key_Return);
        QCOMPARE(kiosk.terminal().count<core::PayCard>(), 1u);
        kiosk.terminal().enter(core::SaleState::Done);
        kiosk.terminal().publish();
        QVERIFY(kiosk.goTo(QStringLiteral("kiosk.finish")));
        window.press(Qt::Key_Return);
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Attract);
    }

    void escapeIsOneStepBack() {
        KioskWindow kiosk;
        kiosk.toStep(KioskModel::Pay);
        for (const auto step :
             {KioskModel::Seats, KioskModel::Party, KioskModel::Film, KioskModel::Attract}) {
            kiosk.window.press(Qt::Key_Escape);
            QCOMPARE(kiosk.kiosk().step(), step);
        }
    }

    void aKeyThatIsHeldDoesNotRunThroughThePages() {
        KioskWindow kiosk;
        QCOMPARE(kiosk.focus(), QStringLiteral("kiosk.begin"));
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QString(), true);
        QCoreApplication::sendEvent(&kiosk.window.window(), &held);
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Attract);
        kiosk.window.press(Qt::Key_Return);
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Film);
    }

    void everyStepHasTheThreeWaysOut_data() {
        QTest::addColumn<int>("step");
        QTest::newRow("film") << int(KioskModel::Film);
        QTest::newRow("party") << int(KioskModel::Party);
        QTest::newRow("seats") << int(KioskModel::Seats);
        QTest::newRow("pay") << int(KioskModel::Pay);
    }
    void everyStepHasTheThreeWaysOut() {
        QFETCH(int, step);
        KioskWindow kiosk;
        const auto at = static_cast<KioskModel::Step>(step);
        kiosk.toStep(at);
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.back")));
        QVERIFY(kiosk.kiosk().step() < at);
        kiosk.kiosk().leave();
        kiosk.toStep(at);
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.startOver")));
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Film);
        kiosk.kiosk().leave();
        kiosk.toStep(at);
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.cancel")));
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Attract);
    }

    void whoIsAwayIsAskedAndCanStay() {
        KioskWindow kiosk;
        kiosk.toStep(KioskModel::Seats);
        Instant now = fakes::kNow;
        const auto pass = [&](std::chrono::seconds time) {
            for (auto each = std::chrono::seconds{0}; each < time; ++each)
                kiosk.window.counter().tick(now += std::chrono::seconds{1});
            QCoreApplication::processEvents();
        };
        pass(KioskModel::kPatience - std::chrono::seconds{1});
        kiosk.window.press(Qt::Key_Shift); // somebody is there
        pass(std::chrono::seconds{2});
        QVERIFY(!kiosk.window.find(QStringLiteral("kiosk.idle")));
        pass(KioskModel::kPatience);
        QVERIFY(kiosk.window.find(QStringLiteral("kiosk.idle")));
        QCOMPARE(kiosk.focus(), QStringLiteral("kiosk.moreTime"));
        QVERIFY(!kiosk.window.tap(QStringLiteral("kiosk.primary"))); // it lies below the question
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.moreTime")));
        QVERIFY(!kiosk.window.find(QStringLiteral("kiosk.idle")));
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Seats);
    }

    void whatCannotSellSaysSoAndStaffComeInByAPin() {
        KioskWindow kiosk(kPortrait, [](fakes::FakeTerminal& terminal) {
            terminal.status.printer = core::PrinterState::PaperOut;
        });
        auto& window = kiosk.window;
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Staff);
        QVERIFY(window.tap(QStringLiteral("kiosk.openForCustomers")));
        QVERIFY(!window.find(QStringLiteral("kiosk.begin")));
        QVERIFY(!window.text(QStringLiteral("kiosk.obstacle")).isEmpty());
        QVERIFY(window.tap(QStringLiteral("kiosk.staff")));
        QVERIFY(window.find(QStringLiteral("login.pin")));
        window.type(QStringLiteral("0000"));
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Attract);
        window.type(QLatin1String(fakes::FakeTerminal::kPin));
        QCOMPARE(kiosk.kiosk().step(), KioskModel::Staff);
        QVERIFY(!window.find(QStringLiteral("login.pin")));
        QVERIFY(window.tap(QStringLiteral("kiosk.close")));
        QVERIFY(window.find(QStringLiteral("login.pin")));
        QCOMPARE(kiosk.terminal().count<core::Logout>(), 1u);
    }

    void ticketsThatDidNotComeOutHaveANumber() {
        KioskWindow kiosk;
        kiosk.toStep(KioskModel::Done);
        kiosk.terminal().enter(core::SaleState::PrintFailed);
        kiosk.terminal().publish();
        QCOMPARE(kiosk.window.text(QStringLiteral("kiosk.doneReference")),
                 QString::fromStdString(kiosk.terminal().sale.reference));
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.printAgain")));
        QCOMPARE(kiosk.terminal().count<core::Reprint>(), 1u);
    }

    void aidsAreATapAwayAndEndWithTheCustomer() {
        KioskWindow kiosk;
        kiosk.toStep(KioskModel::Film);
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.largeText")));
        QVERIFY(kiosk.kiosk().largeText());
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.contrast")));
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.lowReach")));
        QVERIFY(kiosk.kiosk().contrast() && kiosk.kiosk().lowReach());
        QVERIFY(kiosk.window.tap(QStringLiteral("kiosk.cancel")));
        QVERIFY(!kiosk.kiosk().contrast() && !kiosk.kiosk().lowReach());
    }

    void everyPageIsForFingersAndEars_data() {
        QTest::addColumn<int>("step");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("aided");
        for (const int step : {KioskModel::Attract, KioskModel::Film, KioskModel::Party,
                               KioskModel::Seats, KioskModel::Pay, KioskModel::Done})
            for (const QSize size : {kPortrait, kLandscape})
                for (const bool aided : {false, true})
                    QTest::addRow("step %d, %d wide%s", step, size.width(),
                                  aided ? ", with aids" : "")
                        << step << size << aided;
    }
    void everyPageIsForFingersAndEars() {
        QFETCH(int, step);
        QFETCH(QSize, size);
        QFETCH(bool, aided);
        fakes::PseudoTranslator pseudo; // as long as German can be
        QCoreApplication::installTranslator(&pseudo);
        KioskWindow kiosk(size);
        QAccessible::setActive(true);
        kiosk.kiosk().setLargeText(aided);
        kiosk.kiosk().setLowReach(aided);
        kiosk.toStep(static_cast<KioskModel::Step>(step));
        QTest::qWait(300); // pages lay themselves out in the frames that follow
        const QRectF screen(QPointF(), size);
        const auto buttons = buttonsOf(kiosk);
        QVERIFY(!buttons.isEmpty());
        for (const QQuickItem* one : buttons) {
            const QString name = one->objectName();
            QVERIFY2(!name.isEmpty(), one->metaObject()->className());
            QVERIFY2(one->width() >= 64 && one->height() >= 64, qPrintable(name));
            QVERIFY2(screen.contains(sceneRect(one)), qPrintable(name));
            QAccessibleInterface* spoken =
                QAccessible::queryAccessibleInterface(const_cast<QQuickItem*>(one));
            QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(), qPrintable(name));
            for (const QQuickItem* other : buttons)
                if (one < other && !one->isAncestorOf(other) && !other->isAncestorOf(one))
                    QVERIFY2(!sceneRect(one).adjusted(1, 1, -1, -1).intersects(sceneRect(other)),
                             qPrintable(name + u' ' + other->objectName()));
            const bool isHigh =
                sceneRect(one).top() < size.height() * (size == kPortrait ? 0.35 : 0.2);
            QVERIFY2(!aided || !isHigh || name == QLatin1String("kiosk.staff"), qPrintable(name));
        }
    }
};

QTEST_MAIN(KioskScreens)
#include "kiosk_screen_test.moc"
