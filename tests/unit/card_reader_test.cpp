// links: app_devices
#include "app/devices/card_reader.h"

#include <QtTest>

using namespace foyer;
using core::CardOutcome;
using devices::SimulatedCardReader;

namespace {

const QString kReference = QStringLiteral("payment-1");
const Money kAmount{25'00};

/// A reader and what it said.
struct Heard {
    explicit Heard(Milliseconds tapsAfter) : reader(tapsAfter) {
        QObject::connect(&reader, &SimulatedCardReader::answered, &reader,
                         [this](const QString&, CardOutcome outcome) { said.append(outcome); });
    }
    SimulatedCardReader reader;
    QList<CardOutcome> said;
};

} // namespace

class CardReaderTest : public QObject {
    Q_OBJECT
private slots:
    void aReferenceIsChargedOnceHoweverOftenThatIsAsked() {
        Heard heard(Milliseconds{0});
        heard.reader.charge(kReference, kAmount);
        heard.reader.charge(kReference, kAmount);
        QTRY_COMPARE(heard.said, QList{CardOutcome::Approved});
        heard.reader.charge(kReference, kAmount);
        heard.reader.ask(kReference);
        QCOMPARE(heard.said.size(), 3);
        QCOMPARE(heard.said.last(), CardOutcome::Approved);
        QCOMPARE(heard.reader.charges, 1);
    }

    void whatWasGivenUpIsNeverCharged() {
        Heard heard(Milliseconds{0});
        heard.reader.charge(kReference, kAmount);
        heard.reader.cancel(kReference);
        QCOMPARE(heard.said, QList{CardOutcome::Declined});
        QTest::qWait(20);
        QCOMPARE(heard.reader.charges, 0);
        heard.reader.ask(kReference);
        QCOMPARE(heard.said.last(), CardOutcome::Declined);
    }

    void whatItCannotSayAtFirstIsCharged() {
        Heard heard(Milliseconds{0});
        heard.reader.next = CardOutcome::Unknown;
        heard.reader.charge(kReference, kAmount);
        QTRY_COMPARE(heard.said, QList{CardOutcome::Unknown});
        heard.reader.ask(kReference);
        QCOMPARE(heard.said.last(), CardOutcome::Approved);
        QCOMPARE(heard.reader.charges, 1);
    }

    void oneThatItNeverHeardOfIsEndedByTheQuestion() {
        Heard heard(Milliseconds{0});
        heard.reader.ask(kReference);
        QCOMPARE(heard.said, QList{CardOutcome::Declined});
        heard.reader.charge(kReference, kAmount);
        QTest::qWait(20);
        QCOMPARE(heard.reader.charges, 0);
    }

    void awayItHearsAndSaysNothing() {
        Heard heard(Milliseconds{0});
        QList<core::ReaderState> states;
        connect(&heard.reader, &SimulatedCardReader::changed, this,
                [&](core::ReaderState state) { states.append(state); });
        heard.reader.start();
        heard.reader.setAway(true);
        heard.reader.charge(kReference, kAmount);
        heard.reader.ask(kReference);
        QTest::qWait(20);
        QVERIFY(heard.said.isEmpty());
        QCOMPARE(states, (QList{core::ReaderState::Ready, core::ReaderState::Away}));
    }
};

QTEST_GUILESS_MAIN(CardReaderTest)
#include "card_reader_test.moc"
