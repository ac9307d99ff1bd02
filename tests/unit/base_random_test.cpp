// links: shared_base
#include "shared/base/random.h"

#include <QtTest>
#include <array>
#include <initializer_list>
#include <vector>

using namespace foyer;

namespace {

/// Gives the numbers it was made with, to reach the rare cases.
class ListedRandom final : public Random {
public:
    ListedRandom(std::initializer_list<std::uint64_t> numbers) : m_numbers(numbers) {}
    std::uint64_t next() override { return m_numbers.at(m_used++); }
    std::size_t used() const { return m_used; }

private:
    std::vector<std::uint64_t> m_numbers;
    std::size_t m_used = 0;
};

} // namespace

class BaseRandomTest : public QObject {
    Q_OBJECT
private slots:
    void seededNumbersAreThoseOfTheReferenceAlgorithm() {
        // Reference: splitmix64.c and xoshiro256starstar.c by Vigna, seeded with 0.
        SeededRandom random(0);
        QCOMPARE(random.next(), std::uint64_t{0x99ec5f36cb75f2b4});
        QCOMPARE(random.next(), std::uint64_t{0xbf6e1f784956452a});
        QCOMPARE(random.next(), std::uint64_t{0x1a5f849d4933e6e0});
        SeededRandom other(1234567);
        QCOMPARE(other.next(), std::uint64_t{0x30a3a1c363600467});
    }

    void sameSeedGivesTheSameNumbers() {
        SeededRandom a(99), b(99), c(100);
        bool differs = false;
        for (int i = 0; i < 100; ++i) {
            const auto number = a.next();
            QCOMPARE(b.next(), number);
            differs |= c.next() != number;
        }
        QVERIFY(differs);
    }

    void belowStaysBelowAndReachesEverything() {
        SeededRandom random(3);
        for (const std::uint64_t bound : {1, 2, 3, 7, 10}) {
            std::array<int, 10> seen{};
            for (int i = 0; i < 1000; ++i)
                ++seen.at(random.below(bound));
            for (std::uint64_t value = 0; value < 10; ++value)
                QCOMPARE(seen[value] > 0, value < bound);
        }
    }

    void belowThrowsAwayTheNumbersThatWouldFavourSmallResults() {
        // 2^64 mod 3 is 1, so exactly the number 0 has to be drawn again.
        ListedRandom random{0, 5};
        QCOMPARE(random.below(3), std::uint64_t{2});
        QCOMPARE(random.used(), std::size_t{2});
        ListedRandom even{0};
        QCOMPARE(even.below(4), std::uint64_t{0});
    }

    void chanceComesTrueAboutAsOftenAsItSays() {
        SeededRandom random(8);
        int hits = 0;
        for (int i = 0; i < 10'000; ++i)
            hits += random.chance(10);
        QVERIFY(hits > 800 && hits < 1200);
        QVERIFY(random.chance(1));
    }
};

QTEST_APPLESS_MAIN(BaseRandomTest)
#include "base_random_test.moc"
