// links: shared_domain unit_plans
#include "shared/base/random.h"
#include "shared/domain/discount.h"
#include "tests/unit/discounts.h"

#include <QtTest>
#include <algorithm>
#include <numeric>

using namespace foyer;
using namespace foyer::domain;

namespace {

constexpr Instant kNow{Milliseconds{1'795'000'000'000}};

Money euro(std::int64_t cents) {
    return {cents, {}};
}

PriceList listOf(std::vector<Discount> discounts) {
    PriceList list;
    list.ticketTypes = {{"adult", "Adult"}, {"child", "Child"}};
    for (const DayPart part : {DayPart::Evening, DayPart::Matinee})
        list.rows.insert(list.rows.end(), {{"parquet", "adult", part, euro(1250)},
                                           {"parquet", "child", part, euro(800)},
                                           {"box", "adult", part, euro(1600)}});
    list.discounts = std::move(discounts);
    return list;
}

Discount percent(std::string key, std::int64_t basisPoints, std::int32_t step = 1) {
    Discount discount;
    discount.key = std::move(key);
    discount.name = discount.key;
    discount.value = basisPoints;
    discount.step = step;
    return discount;
}

std::vector<PriceWish> adults(std::uint16_t count) {
    std::vector<PriceWish> wishes;
    for (std::uint16_t i = 0; i < count; ++i)
        wishes.push_back({SeatNo{i}, "parquet", "adult"});
    return wishes;
}

std::vector<std::int64_t> prices(const PriceList& list, const std::vector<PriceWish>& wishes,
                                 const PriceOccasion& occasion = {DayPart::Evening, kNow, {}}) {
    std::vector<std::int64_t> found;
    for (const auto& wish : priced(list, wishes, occasion))
        found.push_back(wish ? wish->price.minor : -1);
    return found;
}

using Prices = std::vector<std::int64_t>;

} // namespace

class DiscountTest : public QObject {
    Q_OBJECT

private slots:
    void withoutDiscountsTheListedPriceStands() {
        const auto list = listOf({});
        const auto found =
            priced(list, {{SeatNo{1}, "parquet", "child"}, {SeatNo{2}, "box", "child"}},
                   {DayPart::Evening, kNow, {}});
        QCOMPARE(found[0]->price, euro(800));
        QCOMPARE(found[0]->listed, euro(800));
        QCOMPARE(found[0]->tax, taxIncluded(euro(800), list.taxBasisPoints));
        QVERIFY(!found[1]);
    }

    void aPercentageIsRoundedHalfAwayFromZero() {
        QCOMPARE(prices(listOf({percent("tenth", 1'000)}), adults(1)), Prices{1125});
        // A third of 12.50 is 4.16625.
        QCOMPARE(prices(listOf({percent("third", 3'333)}), adults(1)), Prices{833});
        // 0.5 % of 1250 is 6.25, of 1300 exactly 6.5.
        auto list = listOf({percent("half", 50)});
        QCOMPARE(prices(list, adults(1)), Prices{1244});
        list.rows[0].price = euro(1300);
        QCOMPARE(prices(list, adults(1)), Prices{1293});
    }

    void amountsAndFixedPricesNeverRaiseNorGoBelowZero() {
        Discount off = percent("off", 2'000);
        off.kind = DiscountKind::AmountOff;
        QCOMPARE(prices(listOf({off}), adults(1)), Prices{0});
        Discount fixed = percent("kinotag", 700);
        fixed.kind = DiscountKind::FixedPrice;
        QCOMPARE(prices(listOf({fixed}), adults(1)), Prices{700});
        fixed.value = 1'300;
        QCOMPARE(prices(listOf({fixed}), adults(1)), Prices{1250});
    }

    void ofOneStepTheBestCountsAndOfEqualsTheFirst() {
        const auto list = listOf({percent("a", 1'000), percent("b", 2'000), percent("c", 2'000)});
        const auto found = priced(list, adults(1), {DayPart::Evening, kNow, {}});
        QCOMPARE(found[0]->reductions, (std::vector{Reduction{"b", euro(250)}}));
        QCOMPARE(found[0]->price, euro(1000));
    }

    void aLaterStepReckonsFromWhatIsLeft() {
        const auto list = listOf({percent("second", 1'000, 2), percent("first", 2'000, 1)});
        const auto found = priced(list, adults(1), {DayPart::Evening, kNow, {}});
        QCOMPARE(found[0]->reductions,
                 (std::vector{Reduction{"first", euro(250)}, Reduction{"second", euro(100)}}));
        QCOMPARE(found[0]->tax, taxIncluded(euro(900), list.taxBasisPoints));
    }

    void aCodeIsAskedFor() {
        Discount code = percent("club", 1'000);
        code.code = "Film-Club 26";
        const auto list = listOf({code});
        QCOMPARE(prices(list, adults(1)), Prices{1250});
        QCOMPARE(prices(list, adults(1), {DayPart::Evening, kNow, {"club"}}), Prices{1125});
        QCOMPARE(discountByCode(list, "filmclub26")->key, std::string("club"));
        QCOMPARE(discountByCode(list, " FILM CLUB-26 ")->key, std::string("club"));
        QVERIFY(!discountByCode(list, "film") && !discountByCode(list, " - "));
        QVERIFY(!discountByCode(listOf({percent("no code", 1)}), ""));
    }

    void aGroupNeedsItsNumberOfThoseItIsFor() {
        Discount group = percent("group", 2'000);
        group.fewest = 3;
        group.ticketTypes = {"adult"};
        const auto list = listOf({group});
        QCOMPARE(prices(list, adults(2)), (Prices{1250, 1250}));
        QCOMPARE(prices(list, adults(3)), (Prices{1000, 1000, 1000}));
        auto mixed = adults(2);
        mixed.push_back({SeatNo{9}, "parquet", "child"});
        QCOMPARE(prices(list, mixed), (Prices{1250, 1250, 800}));
    }

    void ofTwoTheCheaperIsFree() {
        Discount two = percent("two for one", 10'000);
        two.every = 2;
        const auto list = listOf({two});
        std::vector<PriceWish> wishes{{SeatNo{1}, "box", "adult"},
                                      {SeatNo{2}, "parquet", "adult"},
                                      {SeatNo{3}, "parquet", "child"}};
        QCOMPARE(prices(list, wishes), (Prices{1600, 1250, 0}));
        wishes.push_back({SeatNo{4}, "box", "adult"});
        QCOMPARE(prices(list, wishes), (Prices{1600, 0, 0, 1600}));
        QCOMPARE(prices(list, adults(2)), (Prices{0, 1250})); // equals: the lower seat
    }

    void dayPartAndDatesOfTheSaleAreKept() {
        Discount matinee = percent("matinee", 2'000);
        matinee.dayParts = {DayPart::Matinee};
        QCOMPARE(prices(listOf({matinee}), adults(1)), Prices{1250});
        QCOMPARE(prices(listOf({matinee}), adults(1), {DayPart::Matinee, kNow, {}}), Prices{1000});
        Discount early = percent("early", 2'000);
        early.from = kNow;
        early.to = kNow + Milliseconds{1};
        const auto at = [&](std::int64_t ms) {
            return prices(listOf({early}), adults(1),
                          {DayPart::Evening, kNow + Milliseconds{ms}, {}});
        };
        QCOMPARE(at(-1), Prices{1250});
        QCOMPARE(at(0), Prices{1000});
        QCOMPARE(at(1), Prices{1250});
    }

    void whatEverTheListEachTicketAddsUpAndTheOrderOfSeatsIsNothing() {
        for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
            SeededRandom random(seed);
            std::vector<Discount> discounts;
            for (int i = 0; i < 1 + static_cast<int>(random.below(6)); ++i)
                discounts.push_back(foyer::tests::anyDiscount(random, i));
            const auto list = listOf(discounts);
            QCOMPARE(faultOfDiscounts(list), std::string());
            PriceOccasion occasion{DayPart::Evening, kNow, {}};
            for (const auto& discount : discounts)
                if (random.below(2))
                    occasion.asked.push_back(discount.key);
            std::vector<PriceWish> wishes;
            for (std::uint16_t i = 0; i < 1 + random.below(8); ++i)
                wishes.push_back({SeatNo{i}, random.below(2) ? "box" : "parquet",
                                  random.below(3) ? "adult" : "child"});
            const auto found = priced(list, wishes, occasion);
            auto turned = wishes;
            std::reverse(turned.begin(), turned.end());
            auto again = priced(list, turned, occasion);
            std::reverse(again.begin(), again.end());
            for (std::size_t i = 0; i < wishes.size(); ++i) {
                QCOMPARE(found[i].has_value(), again[i].has_value());
                if (!found[i])
                    continue;
                Money sum = found[i]->price;
                for (const Reduction& reduction : found[i]->reductions) {
                    QVERIFY(reduction.amount.minor > 0);
                    sum += reduction.amount;
                }
                QVERIFY2(sum == found[i]->listed, std::to_string(seed).c_str());
                QVERIFY(found[i]->price.minor >= 0 && found[i]->tax.minor <= found[i]->price.minor);
                QVERIFY2(found[i]->price == again[i]->price, std::to_string(seed).c_str());
                QVERIFY(found[i]->reductions.size() <= kMostSteps);
            }
        }
    }

    void aCompTakesAllOffAndNothingElseDoes() {
        const auto list = listOf({percent("tenth", 1'000)});
        auto found = priced(list, {{SeatNo{1}, "parquet", "adult"}, {SeatNo{2}, "box", "child"}},
                            {DayPart::Evening, kNow, {}});
        comp(found);
        QVERIFY(found[0]->price.isZero() && found[0]->tax.isZero());
        QCOMPARE(found[0]->listed, euro(1250));
        QCOMPARE(found[0]->reductions, (std::vector{Reduction{kCompKey, euro(1250)}}));
        QVERIFY(!found[1]); // not sold, for nothing either
        QVERIFY(!faultOfDiscounts(listOf({percent(kCompKey, 1)})).empty());
    }

    void whoeverMakesAListHearsWhatIsWrong() {
        const auto fault = [](auto&& spoil) {
            Discount discount = percent("key", 1'000);
            spoil(discount);
            return faultOfDiscounts(listOf({percent("other", 1), discount}));
        };
        QCOMPARE(fault([](Discount&) {}), std::string());
        QVERIFY(!fault([](Discount& d) { d.key = "other"; }).empty());
        QVERIFY(!fault([](Discount& d) { d.key = ""; }).empty());
        QVERIFY(!fault([](Discount& d) { d.name = ""; }).empty());
        QVERIFY(!fault([](Discount& d) { d.value = 10'001; }).empty());
        QVERIFY(!fault([](Discount& d) { d.value = -1; }).empty());
        QVERIFY(!fault([](Discount& d) { d.step = 5; }).empty());
        QVERIFY(!fault([](Discount& d) { d.fewest = 0; }).empty());
        QVERIFY(!fault([](Discount& d) { d.every = 0; }).empty());
        QVERIFY(!fault([](Discount& d) { d.code = "- -"; }).empty());
        QVERIFY(!fault([](Discount& d) { d.ticketTypes = {"pensioner"}; }).empty());
        QVERIFY(!fault([](Discount& d) { d.from = d.to = kNow; }).empty());
        QVERIFY(fault([](Discount& d) {
                    d.code = "code";
                    d.mostUses = kMostUses;
                    d.mostPerCustomer = 1;
                }).empty());
        QVERIFY(!fault([](Discount& d) { d.mostUses = 1; }).empty());
        QVERIFY(!fault([](Discount& d) { d.mostPerCustomer = 1; }).empty());
        QVERIFY(!fault([](Discount& d) {
                     d.code = "code";
                     d.mostUses = -1;
                 }).empty());
        QVERIFY(!fault([](Discount& d) {
                     d.code = "code";
                     d.mostPerCustomer = kMostUses + 1;
                 }).empty());
        Discount one = percent("one", 1);
        Discount two = percent("two", 1);
        one.code = "CODE";
        two.code = "co-de";
        QVERIFY(!faultOfDiscounts(listOf({one, two})).empty());
    }
};

QTEST_APPLESS_MAIN(DiscountTest)
#include "discount_test.moc"
