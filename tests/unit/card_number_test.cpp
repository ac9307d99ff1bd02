// links: shared_domain
#include "shared/domain/card_number.h"

#include <QtTest>

using foyer::domain::holdsCardNumber;

/// What could be a card's number is known wherever it stands; the numbers are those that schemes
/// publish for tests.
class CardNumber : public QObject {
    Q_OBJECT

private slots:
    void isFoundHoweverItIsWritten_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242",
                                 "card: 5555555555554444!", "378282246310005", "x30569309025904y",
                                 "6011 1111 1111 1117; 12/29", "00004242424242424242"})
            QTest::newRow(text) << QByteArray(text);
    }
    void isFoundHoweverItIsWritten() {
        QFETCH(QByteArray, text);
        QVERIFY(holdsCardNumber(text.toStdString()));
    }

    void otherTextsHoldNone_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "pm_card_visa", "4242424242424241", "424242424242",
                                 "2026-11-27", "0000000000000000", "4242x4242x4242x4242"})
            QTest::newRow(text) << QByteArray(text);
    }
    void otherTextsHoldNone() {
        QFETCH(QByteArray, text);
        QVERIFY(!holdsCardNumber(text.toStdString()));
    }
};

QTEST_APPLESS_MAIN(CardNumber)
#include "card_number_test.moc"
