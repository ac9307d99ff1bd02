// links: app_viewmodels

#include "app/viewmodels/format.h"

#include <QTest>

using namespace foyer;
using namespace foyer::viewmodels;
using namespace std::chrono_literals;

namespace {

const QLocale kIreland(QStringLiteral("en_IE"));
const QLocale kGermany(QStringLiteral("de_DE"));

Money of(std::int64_t minor, const char* currency) {
    return {minor, Currency::parse(currency).value()};
}

/// Qt sets no-break spaces, which people cannot see.
QString plain(QString text) {
    return text.replace(QChar::Nbsp, u' ').replace(QChar(0x202f), u' ');
}

} // namespace

class Format : public QObject {
    Q_OBJECT

private slots:
    void moneyStandsAsTheCountryWritesIt() {
        QCOMPARE(plain(moneyText({12'50}, kIreland)), QStringLiteral("€12.50"));
        QCOMPARE(plain(moneyText({12'50}, kGermany)), QStringLiteral("12,50 €"));
        QCOMPARE(plain(moneyText({1'234'567'89}, kGermany)), QStringLiteral("1.234.567,89 €"));
        QCOMPARE(plain(moneyText(of(7'05, "GBP"), kIreland)), QStringLiteral("£7.05"));
    }
    void moneyHasTheDigitsOfItsCurrency() {
        QCOMPARE(plain(moneyText(of(1250, "JPY"), kGermany)), QStringLiteral("1.250 JPY"));
        QCOMPARE(plain(moneyText(of(1'250, "KWD"), kGermany)), QStringLiteral("1,250 KWD"));
    }
    void amountsInTextsOfTheServerToo() {
        const auto german = [](const char* text) {
            return plain(withLocalMoney(QString::fromUtf8(text), kGermany));
        };
        QCOMPARE(
            german("Booking K7PX-3M9D: The money, 1234.50 EUR, is owed; 0.05 EUR is not."),
            QStringLiteral("Booking K7PX-3M9D: The money, 1.234,50 €, is owed; 0,05 € is not."));
        QCOMPARE(german("1250 JPY and 1.250 KWD"), QStringLiteral("1.250 JPY and 1,250 KWD"));
        for (const char* other :
             {"", "12.5 EUR", "12 EUR", "1.2.50 EUR", "25.00 is owed", "A12 EUR"})
            QCOMPARE(german(other), QString::fromUtf8(other));
    }
    void notesHaveNoCentsUnlessThereAreSome() {
        QCOMPARE(plain(noteText({20'00}, kGermany)), QStringLiteral("20 €"));
        QCOMPARE(plain(noteText({20'50}, kIreland)), QStringLiteral("€20.50"));
        QCOMPARE(plain(noteText(of(2000, "JPY"), kGermany)), QStringLiteral("2.000 JPY"));
    }
    void timesAreTheCinemasNotTheTerminals() {
        const Instant at = instantFromMs(1'763'146'020'000); // 18:47 UTC
        QCOMPARE(timeText(at, 1h, kGermany), QStringLiteral("19:47"));
        QCOMPARE(timeText(at, 6h, kGermany), QStringLiteral("00:47"));
        QCOMPARE(dateText(at, 1h, kGermany), QStringLiteral("14.11.25"));
        QCOMPARE(dateText(at, 6h, kIreland), QStringLiteral("15/11/2025"));
    }
    void typedAmountsAreRead_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("whole") << "12" << qint64{12'00};
        QTest::newRow("comma") << "12,5" << qint64{12'50};
        QTest::newRow("point") << " 12.50 " << qint64{12'50};
        QTest::newRow("open") << "12," << qint64{12'00};
        QTest::newRow("three digits") << "12.505" << qint64{-1};
        QTest::newRow("words") << "twelve" << qint64{-1};
        QTest::newRow("negative") << "-5" << qint64{-1};
        QTest::newRow("nothing") << "" << qint64{-1};
        QTest::newRow("too long") << "12345678" << qint64{-1};
    }
    void typedAmountsAreRead() {
        QFETCH(QString, typed);
        QFETCH(qint64, minor);
        const auto amount = parseMoney(typed, Currency{});
        QCOMPARE(amount ? amount->minor : -1, minor);
    }
    void yenHasNoFraction() {
        QVERIFY(!parseMoney(QStringLiteral("12,5"), Currency::parse("JPY").value()));
        QCOMPARE(parseMoney(QStringLiteral("12"), Currency::parse("JPY").value())->minor, 12);
    }
    void agesGrowInUnits() {
        QCOMPARE(ageText(0s), QStringLiteral("0 s"));
        QCOMPARE(ageText(-3s), QStringLiteral("0 s"));
        QCOMPARE(ageText(59s), QStringLiteral("59 s"));
        QCOMPARE(ageText(60s), QStringLiteral("1 min"));
        QCOMPARE(ageText(59min + 59s), QStringLiteral("59 min"));
        QCOMPARE(ageText(1h), QStringLiteral("1 h"));
        QCOMPARE(ageText(47h), QStringLiteral("47 h"));
        QCOMPARE(ageText(48h), QStringLiteral("2 d"));
    }
    void waitsAreToldToTheMinute() {
        QCOMPARE(waitText(1s), QStringLiteral("1 min"));
        QCOMPARE(waitText(60s), QStringLiteral("1 min"));
        QCOMPARE(waitText(61s), QStringLiteral("2 min"));
        QCOMPARE(waitText(60min), QStringLiteral("1 h"));
        QCOMPARE(waitText(73min), QStringLiteral("1 h 13 min"));
    }
};

QTEST_APPLESS_MAIN(Format)
#include "format_test.moc"
