// links: shared_base
#include "shared/base/result.h"

#include "shared/base/time.h"

#include <QtTest>
#include <memory>
#include <string>

using namespace foyer;
using namespace std::chrono_literals;

namespace {

enum class Refusal { Taken, Expired };
struct CheckFailure {
    std::string expression;
};

[[noreturn]] void throwFailure(const char* expression, const char*, int) {
    throw CheckFailure{expression};
}

Result<int, Refusal> half(int number) {
    if (number % 2)
        return Err{Refusal::Taken};
    return number / 2;
}

constexpr Instant at(int day, Milliseconds time) {
    return Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / day} + time};
}
constexpr Date march(int day) {
    return Date{std::chrono::year{2026} / 3 / day};
}

} // namespace

class BaseResultTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { setCheckHook(throwFailure); }
    void cleanupTestCase() { setCheckHook(nullptr); }

    void aResultHoldsAValueOrAReason() {
        QVERIFY(half(4).ok());
        QCOMPARE(*half(4), 2);
        QVERIFY(!half(3));
        QCOMPARE(half(3).error(), Refusal::Taken);
    }

    void sameTypeForValueAndReasonIsNotConfused() {
        const Result<int, int> good = 1;
        const Result<int, int> bad = Err{1};
        QVERIFY(good.ok() && !bad.ok());
    }

    void takingWhatIsNotThereIsABug() {
        const auto bad = half(3);
        const auto good = half(4);
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)bad.value());
        QVERIFY_THROWS_EXCEPTION(CheckFailure, (void)good.error());
    }

    void aValueCanBeMovedOut() {
        Result<std::unique_ptr<int>, Refusal> result = std::make_unique<int>(5);
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 5);
    }

    void checkNamesTheBrokenExpression() {
        try {
            CHECK(1 + 1 == 3);
            QFAIL("the check went through");
        } catch (const CheckFailure& failure) {
            QCOMPARE(failure.expression, std::string("1 + 1 == 3"));
        }
    }

    void businessDayRunsFromSixToSix() {
        QCOMPARE(businessDayOf(at(5, 6h), 0h), march(5));
        QCOMPARE(businessDayOf(at(6, 5h + 59min + 59s + 999ms), 0h), march(5));
        QCOMPARE(businessDayOf(at(6, 6h), 0h), march(6));
    }

    void businessDayGoesByTheClockOfTheCinema() {
        QCOMPARE(businessDayOf(at(6, 4h + 30min), 1h), march(5));
        QCOMPARE(businessDayOf(at(6, 5h), 1h), march(6));
        QCOMPARE(businessDayOf(at(6, 13h), -8h), march(5));
    }

    void instantsKeepTheirMilliseconds() {
        QCOMPARE(toMs(instantFromMs(1'772'000'000'123)), std::int64_t{1'772'000'000'123});
        QCOMPARE(toMs(instantFromMs(-1)), std::int64_t{-1});
    }
};

QTEST_APPLESS_MAIN(BaseResultTest)
#include "base_result_test.moc"
