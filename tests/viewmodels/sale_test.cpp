// links: app_fakes

#include "app/viewmodels/sale_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using viewmodels::SaleModel;

namespace {

QString plain(QString text) {
    return text.replace(QChar::Nbsp, u' ');
}

} // namespace

class Sale : public QObject {
    Q_OBJECT

    std::unique_ptr<fakes::FakeTerminal> m_terminal;
    std::unique_ptr<SaleModel> m_model;

    QString role(int row, int role) const {
        return m_model->data(m_model->index(row), role).toString();
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("de_DE"))); }
    void init() {
        m_terminal = std::make_unique<fakes::FakeTerminal>();
        m_terminal->signIn();
        m_terminal->open(24);
        m_terminal->choose(2);
        m_terminal->answers = false;
        m_model = std::make_unique<SaleModel>(*m_terminal, nullptr);
        m_model->showPrices(m_terminal->seatMap->priceList);
        m_model->showPlan(m_terminal->seatMap->plan);
        m_model->show(m_terminal->sale);
    }

    void linesSpeakTheWordsOfThePriceList() {
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(role(0, SaleModel::SeatRole),
                 QString::fromStdString(m_terminal->sale.lines[0].seatName));
        QCOMPARE(role(0, SaleModel::TypeNameRole), QStringLiteral("Erwachsene"));
        QCOMPARE(m_model->data(m_model->index(0), SaleModel::TypesRole).toList().size(), 4);
        QVERIFY(plain(role(0, SaleModel::PriceTextRole)).endsWith(QStringLiteral(" €")));
    }

    void cashIsRoundedByALineThatSaysSo() {
        const qint64 total = m_terminal->sale.total.minor;
        QVERIFY(m_model->roundingText().isEmpty());
        QCOMPARE(m_model->dueText(), m_model->totalText());
        m_terminal->sale.cashRounded = 2;
        m_model->show(m_terminal->sale);
        QCOMPARE(plain(m_model->roundingText()), QStringLiteral("+0,02 €"));
        QCOMPARE(m_model->dueText(), m_model->formatted(total + 2));
        QCOMPARE(m_model->totalText(), m_model->formatted(total));
        QVERIFY(!m_model->enough(total + 1));
        QVERIFY(m_model->enough(total + 2));
        QCOMPARE(m_model->changeFor(total + 102), m_model->formatted(100));
        QCOMPARE(m_model->quickNotes().first().toMap().value(QStringLiteral("minor")).toLongLong(),
                 total + 2);
        m_terminal->sale.cashRounded = -2;
        m_model->show(m_terminal->sale);
        QVERIFY(plain(m_model->roundingText()).endsWith(QStringLiteral("0,02 €")));
        QVERIFY(m_model->enough(total - 2));
    }

    void aCompIsSaidWithItsReason() {
        m_terminal->sale.mayComp = m_terminal->sale.compNeedsPin = true;
        m_model->show(m_terminal->sale);
        QVERIFY(m_model->mayComp() && m_model->compNeedsPin() && !m_model->isComp());
        m_terminal->sale.discounts = {
            {domain::kCompKey, "the projector failed", m_terminal->sale.total, true}};
        m_model->show(m_terminal->sale);
        QVERIFY(m_model->isComp() && !m_model->mayComp());
        const auto row = m_model->discounts().first().toMap();
        QCOMPARE(row.value(QStringLiteral("name")).toString(),
                 QStringLiteral("Comp: the projector failed"));
        QVERIFY(row.value(QStringLiteral("byCode")).toBool());
    }

    void theListIsLeftAloneWhenOnlyTheStateChanges() {
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy changes(m_model.get(), &SaleModel::changed);
        m_terminal->enter(core::SaleState::Paying);
        m_model->show(m_terminal->sale);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(changes.count(), 1);
        m_terminal->sale.lines.pop_back();
        m_model->show(m_terminal->sale);
        QCOMPARE(resets.count(), 1);
    }

    void cashIsOfferedOnlyWhenEverySeatIsOurs() {
        for (int state = 0; state < core::kSaleStateCount; ++state) {
            m_terminal->sale.state = static_cast<core::SaleState>(state);
            m_model->show(m_terminal->sale);
            QCOMPARE(m_model->canPay(), state == SaleModel::Ready);
        }
        m_terminal->sale = {};
        m_terminal->sale.state = core::SaleState::Ready;
        m_model->show(m_terminal->sale);
        QVERIFY(!m_model->canPay());
    }

    void cardsAreTakenOnlyWhereThereIsAReaderAndSomethingToPay() {
        QVERIFY(m_model->canPay() && !m_model->canPayByCard());
        m_terminal->sale.takesCards = true;
        m_model->show(m_terminal->sale);
        QVERIFY(m_model->canPayByCard());
        m_terminal->sale.total = {};
        m_model->show(m_terminal->sale);
        QVERIFY(m_model->canPay() && !m_model->canPayByCard());
        m_terminal->sale.booking = fakes::idOf<BookingId>(2, 41);
        m_model->show(m_terminal->sale);
        m_model->cardApproved();
        QCOMPARE(m_terminal->last<core::TellCard>().booking, m_terminal->sale.booking);
        QCOMPARE(m_terminal->last<core::TellCard>().outcome, core::CardOutcome::Approved);
        m_model->cardUnclear();
        QCOMPARE(m_terminal->last<core::TellCard>().outcome, core::CardOutcome::Unknown);
    }

    void nothingCanBeChangedWhileSomethingIsWritten() {
        const QSet<int> busy{SaleModel::IntentPending, SaleModel::AbandonPending,
                             SaleModel::SalePending, SaleModel::Printing};
        for (int state = 0; state < core::kSaleStateCount; ++state) {
            m_terminal->sale.state = static_cast<core::SaleState>(state);
            m_model->show(m_terminal->sale);
            QCOMPARE(m_model->busy(), busy.contains(state));
        }
    }

    void ticketTypesGoRound() {
        for (const char* next : {"child", "student", "senior", "adult"}) {
            m_model->cycleType(1);
            const auto& wish = m_terminal->last<core::SetTicketType>();
            QCOMPARE(wish.ticketType, std::string(next));
            QCOMPARE(wish.seat, m_terminal->sale.lines[1].seat);
            m_terminal->sale.lines[1].ticketType = next;
            m_model->show(m_terminal->sale);
        }
        m_model->cycleType(2);
        m_model->cycleType(-1);
        QCOMPARE(m_terminal->count<core::SetTicketType>(), 4u);
    }

    void theFirstNoteIsTheExactSum() {
        const QVariantList notes = m_model->quickNotes();
        QVERIFY(notes.size() >= 2);
        QCOMPARE(notes[0].toMap()[QStringLiteral("minor")].toLongLong(),
                 m_terminal->sale.total.minor);
        QCOMPARE(notes[0].toMap()[QStringLiteral("text")].toString(), m_model->totalText());
        for (const QVariant& note : notes)
            QVERIFY(m_model->enough(note.toMap()[QStringLiteral("minor")].toLongLong()));
    }

    void anEmptyBasketAsksForNoNotes() {
        m_model->show({});
        QVERIFY(m_model->quickNotes().isEmpty());
    }

    void whatCostsNothingIsTakenAsNothing() {
        m_terminal->sale.total = {};
        m_model->show(m_terminal->sale);
        const QVariantList notes = m_model->quickNotes();
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0].toMap()[QStringLiteral("minor")].toLongLong(), 0);
    }

    void discountsSayWhatTheyTakeOffAndCodesCanBeTakenAway() {
        QVERIFY(m_model->discounts().isEmpty() && !m_model->takesCodes());
        m_terminal->sale.takesCodes = true;
        m_terminal->sale.discounts = {{"group", "Gruppe ab 10", {15'00}, false},
                                      {"filmclub", "Filmclub", {1'10}, true}};
        m_model->show(m_terminal->sale);
        QVERIFY(m_model->takesCodes());
        const QVariantList rows = m_model->discounts();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(plain(rows[1].toMap()[QStringLiteral("amountText")].toString()),
                 QStringLiteral("-1,10 €"));
        QVERIFY(!rows[0].toMap()[QStringLiteral("byCode")].toBool());
        m_model->dropCode(rows[1].toMap()[QStringLiteral("key")].toString());
        QCOMPARE(m_terminal->last<core::DropCode>().key, std::string("filmclub"));
        m_model->enterCode(QStringLiteral("  film club "));
        QCOMPARE(m_terminal->last<core::EnterCode>().code, std::string("film club"));
        m_model->enterCode(QStringLiteral("  "));
        QCOMPARE(m_terminal->count<core::EnterCode>(), 1u);
        m_terminal->sale.lines.clear();
        m_model->show(m_terminal->sale);
        QVERIFY(!m_model->takesCodes());
    }

    void changeAndWhatIsMissingArePositive() {
        m_terminal->sale.total = {25'00};
        m_model->show(m_terminal->sale);
        QCOMPARE(plain(m_model->changeFor(50'00)), QStringLiteral("25,00 €"));
        QCOMPARE(plain(m_model->changeFor(20'00)), QStringLiteral("5,00 €"));
        QVERIFY(m_model->enough(25'00));
        QVERIFY(!m_model->enough(24'99));
        QCOMPARE(m_model->parse(QStringLiteral("30,5")), 30'50);
        QCOMPARE(m_model->parse(QStringLiteral("x")), -1);
    }

    void aSeatLeftAloneIsNamed() {
        QVERIFY(m_model->singleText().isEmpty());
        m_terminal->sale.leavesSingle = SeatNo{5};
        m_model->show(m_terminal->sale);
        const auto name = m_terminal->seatMap->plan->seatName(SeatNo{5});
        QVERIFY(m_model->singleText().startsWith(QString::fromStdString(name)));
        m_model->showPlan(nullptr);
        QVERIFY(m_model->singleText().isEmpty());
    }

    void everyButtonIsAWish() {
        m_model->remove(0);
        QCOMPARE(m_terminal->last<core::ToggleSeat>().seat, m_terminal->sale.lines[0].seat);
        m_model->clear();
        m_model->payCash();
        m_model->receive(30'00);
        QCOMPARE(m_terminal->last<core::ConfirmCash>().received, (Money{30'00}));
        m_model->cancelPayment();
        m_model->next();
        m_terminal->enter(core::SaleState::PrintFailed);
        m_model->show(m_terminal->sale);
        m_model->printAgain();
        QCOMPARE(m_terminal->last<core::Reprint>().booking, m_terminal->sale.booking);
        QCOMPARE(m_terminal->wishes.size(), 7u);
    }
};

QTEST_APPLESS_MAIN(Sale)
#include "sale_test.moc"
