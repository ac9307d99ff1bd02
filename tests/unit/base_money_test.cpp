// links: shared_base
#include "shared/base/money.h"

#include <QtTest>
#include <limits>

using namespace foyer;

namespace {

/// A failed CHECK calls the hook before it aborts; one that throws makes it visible to a test.
struct CheckFailure {};

[[noreturn]] void throwFailure(const char*, const char*, int) {
    throw CheckFailure{};
}

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

Money euro(std::int64_t cents) {
    return {cents, {}};
}

} // namespace

class BaseMoneyTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { setCheckHook(throwFailure); }
    void cleanupTestCase() { setCheckHook(nullptr); }

    void currencyIsThreeCapitals() {
        QCOMPARE(Currency::parse("CHF")->toString(), std::string("CHF"));
        for (const char* wrong : {"", "EU", "eur", "EURO", "E R", "E1R"})
            QVERIFY2(!Currency::parse(wrong), wrong);
        QCOMPARE(Currency{}.toString(), std::string("EUR"));
    }

    void digitsFollowIso4217() {
        QCOMPARE(Currency::parse("EUR")->digits(), 2);
        QCOMPARE(Currency::parse("JPY")->digits(), 0);
        QCOMPARE(Currency::parse("XPF")->digits(), 0);
        QCOMPARE(Currency::parse("KWD")->digits(), 3);
    }

    void amountsAddSubtractAndMultiply() {
        QCOMPARE(euro(1250) + euro(-50), euro(1200));
        QCOMPARE(euro(1250) - euro(1300), euro(-50));
        QCOMPARE(euro(1250) * 3, euro(3750));
        QCOMPARE(-euro(5), euro(-5));
        Money sum = euro(1);
        sum += euro(2);
        QCOMPARE(sum, euro(3));
        QVERIFY(euro(1) < euro(2) && !(euro(2) < euro(2)));
        QVERIFY(euro(0).isZero() && !euro(1).isZero());
    }

    void currenciesNeverMix() {
        const Money francs{100, *Currency::parse("CHF")};
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)(euro(100) + francs));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)(euro(100) - francs));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)(euro(100) < francs));
        QVERIFY(!(euro(100) == francs));
    }

    void overflowIsNeverSilent() {
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)(euro(kMost) + euro(1)));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)(euro(kLeast) - euro(1)));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)(euro(kMost) * 2));
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)-euro(kLeast));
        QCOMPARE(euro(kMost) + euro(0), euro(kMost));
    }

    void textHasThePointWhereTheCurrencyPutsIt() {
        QCOMPARE(euro(1250).toString(), std::string("12.50 EUR"));
        QCOMPARE(euro(5).toString(), std::string("0.05 EUR"));
        QCOMPARE(euro(-5).toString(), std::string("-0.05 EUR"));
        QCOMPARE(euro(0).toString(), std::string("0.00 EUR"));
        QCOMPARE((Money{1200, *Currency::parse("JPY")}).toString(), std::string("1200 JPY"));
        QCOMPARE((Money{1200, *Currency::parse("KWD")}).toString(), std::string("1.200 KWD"));
        QCOMPARE(euro(kLeast).toString(), std::string("-92233720368547758.08 EUR"));
    }

    void taxIsContainedInThePriceAndRoundedHalfUp() {
        QCOMPARE(taxIncluded(euro(11900), 1900), euro(1900));
        QCOMPARE(taxIncluded(euro(1000), 700), euro(65));   // 65.42
        QCOMPARE(taxIncluded(euro(1000), 1900), euro(160)); // 159.66
        QCOMPARE(taxIncluded(euro(3), 2000), euro(1));      // exactly 0.5
        QCOMPARE(taxIncluded(euro(1000), 0), euro(0));
        QCOMPARE(taxIncluded(euro(0), 1900), euro(0));
    }

    void taxOfARefundTakesBackTheTaxOfItsSale() {
        for (std::int64_t cents = 0; cents < 3000; ++cents)
            QCOMPARE(taxIncluded(euro(-cents), 1900), -taxIncluded(euro(cents), 1900));
    }

    void taxOfAHugeAmountDoesNotOverflow() {
        const Money tax = taxIncluded(euro(kMost), 1900);
        // kMost · 1900 / 11900, rounded to the nearest.
        QCOMPARE(tax.minor, std::int64_t{1472639232775132272});
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)taxIncluded(euro(1), -1));
    }
};

QTEST_APPLESS_MAIN(BaseMoneyTest)
#include "base_money_test.moc"
