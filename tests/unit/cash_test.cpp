// links: shared_domain
#include "shared/base/random.h"
#include "shared/domain/cash.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::domain;

namespace {

Money franc(std::int64_t minor) {
    return {minor, *Currency::parse("CHF")};
}

std::int64_t stepOf(const char* currency, bool euroToFive = false) {
    return cashStep(*Currency::parse(currency), euroToFive);
}

Tender rounded(std::int64_t amount, std::int64_t by, TenderKind kind = TenderKind::Cash) {
    return {kind, franc(amount), franc(amount + by), franc(0), {}, by};
}

} // namespace

/// What is handed over in cash, and what becomes of the difference.
class CashTest : public QObject {
    Q_OBJECT

private slots:
    void eachCurrencyHasItsSmallestCoinAndTheEuroTheHousesWill() {
        QCOMPARE(stepOf("CHF"), 5);
        QCOMPARE(stepOf("DKK"), 50);
        for (const char* crown : {"SEK", "NOK", "CZK"})
            QCOMPARE(stepOf(crown), 100);
        QCOMPARE(stepOf("HUF"), kLargestCashStep);
        QCOMPARE(stepOf("EUR"), 1);
        QCOMPARE(stepOf("EUR", true), 5);
        QCOMPARE(stepOf("USD", true), 1);
        QCOMPARE(stepOf("JPY", true), 1);
    }

    void theNearestSumAndHalfOfItAwayFromZero() {
        const auto in = [](std::int64_t minor, std::int64_t step) {
            return inCash(franc(minor), step).minor;
        };
        QCOMPARE(in(1098, 5), 1100);
        QCOMPARE(in(1097, 5), 1095);
        QCOMPARE(in(1095, 5), 1095);
        QCOMPARE(in(2, 5), 0);
        QCOMPARE(in(0, 5), 0);
        QCOMPARE(in(150, 100), 200);
        QCOMPARE(in(149, 100), 100);
        QCOMPARE(in(-150, 100), -200);
        QCOMPARE(in(-149, 100), -100);
        QCOMPARE(in(1097, 1), 1097);
    }

    /// Whatever the sum and however it goes back, each part can be handed over, and all of them are
    /// what was paid.
    void partsThatGoBackAreTogetherWhatWasPaid() {
        SeededRandom random(11);
        for (int round = 0; round < 20'000; ++round) {
            const std::int64_t step = std::array{1, 5, 10, 50, 100, 500}.at(random.below(6));
            const Money total = franc(static_cast<std::int64_t>(random.below(30'000)));
            Money left = total;
            Money back = franc(0);
            while (!left.isZero()) {
                const Money part = franc(1 + static_cast<std::int64_t>(random.below(
                                                 static_cast<std::uint64_t>(left.minor))));
                const Money coins = backInCash(left, part, step);
                QCOMPARE(coins.minor % step, 0);
                QVERIFY(coins.minor >= 0);
                const std::int64_t by = (coins - part).minor;
                QVERIFY(by >= -step && by <= step);
                QVERIFY(isBackInCash(
                    {TenderKind::Cash, part, coins, franc(0), {}, step == 5 ? by : 0}));
                back += coins;
                left = left - part;
                QVERIFY(!(inCash(total, step) < back));
            }
            QCOMPARE(back, inCash(total, step));
        }
    }

    void onlyCashIsRoundedAndOnlyToTheNearest() {
        QVERIFY(isPaidInCash(rounded(1098, 0)));
        QVERIFY(isPaidInCash(rounded(1098, 2)));
        QVERIFY(isPaidInCash(rounded(1, -1)));
        QVERIFY(!isPaidInCash(rounded(1098, -3)));
        QVERIFY(!isPaidInCash(rounded(1098, 1)));
        QVERIFY(!isPaidInCash(rounded(1098, 2, TenderKind::Card)));
        QVERIFY(isBackInCash(rounded(1098, -3)));
        QVERIFY(!isBackInCash(rounded(1098, 7)));
        QVERIFY(!isBackInCash(rounded(1098, -3, TenderKind::Voucher)));
        Tender dollars = rounded(1098, 2);
        dollars.amount.currency = *Currency::parse("USD");
        QVERIFY(!isPaidInCash(dollars) && !isBackInCash(dollars));
        QCOMPARE(handedOver(rounded(1098, 2)), franc(1100));
    }
};

QTEST_APPLESS_MAIN(CashTest)
#include "cash_test.moc"
