// links: server_services server_store shared_wire unit_service_house
#include "server/services/bookings.h"
#include "server/services/holds.h"
#include "server/services/quotes.h"
#include "tests/unit/discounts.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using foyer::tests::byCode;
using foyer::tests::percent;
using services::Bookings;
using services::Holds;
using services::Quotes;

namespace {

struct Shop {
    explicit Shop(const std::vector<std::string_view>& rows = {"ssssssssss", "ssssssssss",
                                                               "pppppppp"})
        : house(rows) {}

    ServiceHouse house;
    services::Presence presence;
    Holds holds{house.context(), presence};
    TestSealer sealer;
    Bookings bookings{house.context(), house.verifier, sealer};
    Quotes quotes{*house.db};
    Device channel = house.enrolOnline(9);

    Quotes::Answer quote(std::vector<SeatNo> seats, std::vector<std::string> codes = {},
                         std::map<SeatNo, std::string> types = {}) {
        return *quotes.quote({house.showtime,
                              std::move(seats),
                              std::move(types),
                              {house.clock.now(), std::move(codes)}});
    }
    Holds::Made hold(std::vector<SeatNo> seats) {
        return **answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({house.showtime, std::move(seats), "", ""}, reply);
        });
    }
    void setContact(const Holds::Made& made, const std::string& email) {
        CHECK(answerOf<Holds::Answer>([&](auto reply) {
                  holds.setContact(made.hold.id, made.token, {email, "en", {}}, reply);
              })->ok());
    }
    /// For so many bookings.
    void limit(std::int32_t mostUses, std::int32_t mostPerCustomer = 0) {
        auto club = byCode("club", 2'000);
        club.mostUses = mostUses;
        club.mostPerCustomer = mostPerCustomer;
        house.discount({club});
    }
    Bookings::SellAnswer sell(const Holds::Made& made, std::vector<std::string> codes = {}) {
        return *answerOf<Bookings::SellAnswer>([&](auto reply) {
            bookings.sell(
                channel.caller(),
                {made.hold.id, made.token, {}, domain::TenderKind::Card, "pi_1", std::move(codes)},
                reply);
        });
    }
    Bookings::RefundAnswer payBack(BookingId booking,
                                   const std::vector<domain::TicketLine>& lines) {
        std::vector<TicketId> tickets;
        for (const auto& line : lines)
            tickets.push_back(line.ticket);
        return *answerOf<Bookings::RefundAnswer>(
            [&](auto reply) { bookings.refund(channel.caller(), booking, tickets, "ill", reply); });
    }
    std::int64_t count(const std::string& table) {
        return house.connection.prepare("test", "SELECT count(*) FROM " + table)
            .value<std::int64_t>()
            .value_or(-1);
    }
};

} // namespace

/// A quote and a booking come to the same price, each by itself.
class ServiceQuotes : public QObject {
    Q_OBJECT

private slots:
    void aQuoteNamesWhatTookSomethingOff() {
        Shop shop;
        shop.house.discount({percent("pair", 1'000, 2), byCode("club", 2'000), byCode("vip", 500)});
        const auto quote = shop.quote({SeatNo{1}, SeatNo{20}}, {"C-LUB", "vip", "typo"});
        QVERIFY(quote.ok());
        QCOMPARE(quote->total.minor, 800 + 1120);
        QCOMPARE(quote->tickets[1].listed.minor, 1400);
        QCOMPARE(quote->discounts, (std::map<std::string, std::string>{{"club", "club"}}));
        QCOMPARE(quote->unknownCodes, std::vector<std::string>{"typo"});
        QCOMPARE(shop.quote({SeatNo{1}, SeatNo{20}})->total.minor, 900 + 1260);
        QCOMPARE(shop.quote({SeatNo{1}})->total.minor, 1000);
    }

    void whatCannotBeSoldHasNoPrice() {
        Shop shop;
        using Refusal = Quotes::Refusal;
        QVERIFY(shop.quote({SeatNo{200}}).error() == Refusal::UnknownSeat);
        QVERIFY(shop.quote({SeatNo{1}}, {}, {{SeatNo{1}, "child"}}).error() ==
                Refusal::TypeNotSold);
        shop.house.showtime = {};
        QVERIFY(shop.quote({SeatNo{1}}).error() == Refusal::UnknownShowtime);
    }

    void aCompanionIsFreeBesideAWheelchairSpaceOfTheSameOrder() {
        Shop shop({"wcsc"});
        shop.house.prices.ticketTypes.push_back({"companion", "Companion", true});
        shop.house.prices.rows.push_back(
            {"parkett", "companion", domain::DayPart::Evening, {0, {}}});
        shop.house.discount({});
        const auto together = [&](std::vector<std::uint16_t> companions) {
            std::vector<SeatNo> seats{SeatNo{0}};
            std::map<SeatNo, std::string> types;
            for (const auto seat : companions) {
                seats.push_back({seat});
                types[{seat}] = "companion";
            }
            return shop.quote(seats, {}, types);
        };
        QCOMPARE(together({1})->total.minor, 1000);
        using Refusal = Quotes::Refusal;
        QVERIFY(together({2}).error() == Refusal::TypeNotSold); // no seat of companions
        QVERIFY(together({1, 3}).error() == Refusal::TypeNotSold);
        QVERIFY(shop.quote({SeatNo{1}}, {}, {{SeatNo{1}, "companion"}}).error() ==
                Refusal::TypeNotSold);
        QCOMPARE(shop.quote({SeatNo{1}})->total.minor, 1000);
    }

    void aBookingCostsWhatWasQuoted() {
        Shop shop;
        shop.house.discount({percent("pair", 1'000, 2), byCode("club", 2'000)});
        const auto quote = shop.quote({SeatNo{1}, SeatNo{20}}, {"club"});
        const auto sold = shop.sell(shop.hold({SeatNo{1}, SeatNo{20}}), {"Club"});
        QVERIFY(sold.ok());
        QCOMPARE(domain::totalOf(sold->sale.lines), quote->total);
        for (std::size_t i = 0; i < 2; ++i)
            QVERIFY(sold->sale.lines[i].reductions == quote->tickets[i].reductions);
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable), quote->total);
        QCOMPARE(shop.count("price_variance"), 0);
        QVERIFY(shop.house.audit().findings.empty());
    }

    void aCodeThatNoDiscountHasSellsNothing() {
        Shop shop;
        shop.house.discount({byCode("club", 2'000)});
        const auto made = shop.hold({SeatNo{1}});
        QVERIFY(shop.sell(made, {"clob"}).error() == Bookings::Refusal::UnknownCode);
        QCOMPARE(shop.house.letters()[1], 'h');
    }

    void whoHoldsSeatsPaysThePriceOfThen() {
        Shop shop;
        auto early = percent("early", 2'000);
        early.to = shop.house.clock.now() + std::chrono::minutes{1};
        shop.house.discount({early});
        const auto made = shop.hold({SeatNo{1}});
        shop.house.clock.at += std::chrono::minutes{5};
        QCOMPARE(shop.quote({SeatNo{2}})->total.minor, 1000);
        const auto sold = shop.sell(made);
        QCOMPARE(domain::totalOf(sold->sale.lines).minor, 800);
        QCOMPARE(shop.count("price_variance"), 0);
    }

    /// Whatever the discounts: a booking costs what was quoted and what its tickets cost, and
    /// however its tickets are paid back, what went back and what stayed are together that.
    void howeverItIsPaidBackNoMoreAndNoLessGoesBack() {
        Shop shop;
        SeededRandom random(7);
        for (int round = 0; round < 60; ++round) {
            std::vector<domain::Discount> discounts;
            for (int i = 0; i < 1 + static_cast<int>(random.below(4)); ++i)
                discounts.push_back(foyer::tests::anyDiscount(random, i));
            shop.house.discount(discounts);
            std::vector<std::string> codes;
            for (const auto& discount : discounts)
                if (!discount.code.empty() && random.chance(2))
                    codes.push_back(discount.code);
            std::vector<SeatNo> seats;
            for (std::uint16_t i = 0; i < 1 + random.below(6); ++i)
                seats.push_back({static_cast<std::uint16_t>(17 + i)}); // parkett and loge
            const auto quote = shop.quote(seats, codes);
            const auto sold = shop.sell(shop.hold(seats), codes);
            QVERIFY(quote.ok() && sold.ok());
            Money left = domain::totalOf(sold->sale.lines);
            QCOMPARE(left, quote->total);
            auto lines = sold->sale.lines;
            while (!lines.empty()) {
                const auto back = static_cast<std::ptrdiff_t>(1 + random.below(lines.size()));
                const std::vector part(lines.begin(), lines.begin() + back);
                lines.erase(lines.begin(), lines.begin() + back);
                const auto paid = shop.payBack(sold->sale.booking, part);
                QVERIFY(paid.ok());
                QCOMPARE(paid->refund.tender.amount, domain::totalOf(part));
                left = left - domain::totalOf(part);
                QCOMPARE(shop.house.balance(domain::Account::CardReceivable), left);
                QVERIFY(!shop.payBack(sold->sale.booking, part).ok());
            }
            QVERIFY(left.isZero());
            QVERIFY(shop.house.balance(domain::Account::TicketRevenue).isZero());
            QVERIFY(shop.house.balance(domain::Account::TaxPayable).isZero());
        }
        QCOMPARE(shop.count("price_variance"), 0);
        QVERIFY(shop.house.audit().findings.empty());
    }

    void aCodeIsUsedUpByBookingsAndGivenBackByTheWhole() {
        using Refusal = Bookings::Refusal;
        Shop shop;
        shop.limit(2);
        const auto two = shop.sell(shop.hold({SeatNo{1}, SeatNo{2}}), {"club"});
        QVERIFY(two.ok());
        QVERIFY(shop.quote({SeatNo{5}}, {"Cl-ub"})->usedUpCodes.empty());
        QVERIFY(shop.sell(shop.hold({SeatNo{3}}), {"club"}).ok());
        const auto quote = shop.quote({SeatNo{5}}, {"Cl-ub"});
        QCOMPARE(quote->usedUpCodes, std::vector<std::string>{"Cl-ub"});
        QVERIFY(quote->unknownCodes.empty() && quote->discounts.empty());
        QCOMPARE(quote->total.minor, 1000);
        const auto third = shop.hold({SeatNo{5}});
        QVERIFY(shop.sell(third, {"club"}).error() == Refusal::CodeUsedUp);
        QCOMPARE(shop.house.letters()[5], 'h'); // and may be bought without it
        QVERIFY(shop.payBack(two->sale.booking, {two->sale.lines[0]}).ok());
        QVERIFY(shop.sell(third, {"club"}).error() == Refusal::CodeUsedUp);
        QVERIFY(shop.payBack(two->sale.booking, {two->sale.lines[1]}).ok());
        QVERIFY(shop.quote({SeatNo{6}}, {"club"})->usedUpCodes.empty());
        QVERIFY(shop.sell(third, {"club"}).ok());
        QCOMPARE(shop.count("price_variance"), 0);
        QCOMPARE(shop.count("discount_use"), 2);
        // Another version of the list goes on counting.
        shop.limit(3);
        QVERIFY(shop.sell(shop.hold({SeatNo{7}}), {"club"}).ok());
        QVERIFY(shop.sell(shop.hold({SeatNo{8}}), {"club"}).error() == Refusal::CodeUsedUp);
        QVERIFY(shop.house.audit().findings.empty());
    }

    void aCounterThatDoesNotKnowHonoursAUsedUpCode() {
        Shop shop;
        shop.limit(1);
        auto till = shop.house.enrol(3);
        const auto lease = shop.house.ask(till, {1, 2});
        const auto sell = [&](std::uint16_t seat) {
            auto sale = shop.house.sale(lease->allotments[0], {seat});
            sale.lines[0].price = sale.tenders[0].amount = sale.tenders[0].received = {800, {}};
            sale.lines[0].tax = taxIncluded(sale.lines[0].price, shop.house.prices.taxBasisPoints);
            sale.lines[0].reductions = {{"club", {200, {}}}};
            till.write(sale);
            return shop.house.drain(till)->verdicts.back();
        };
        QCOMPARE(sell(1).rule, protocol::Rule::R3);
        QCOMPARE(shop.count("price_variance"), 0);
        const auto second = sell(2);
        QCOMPARE(second.rule, protocol::Rule::R11);
        QCOMPARE(second.outcome, protocol::Outcome::Accepted);
        QCOMPARE(shop.count("price_variance WHERE printed = 800 AND listed = 1000"), 1);
        QCOMPARE(shop.house.balance(domain::Account::CashDrawer).minor, 1600);
        QVERIFY(shop.sell(shop.hold({SeatNo{5}}), {"club"}).error() ==
                Bookings::Refusal::CodeUsedUp);
        QVERIFY(shop.house.audit().findings.empty());
    }

    void aCodeForEachCustomerAsksWhoThatIs() {
        using Refusal = Bookings::Refusal;
        Shop shop;
        shop.limit(0, 1);
        const auto nobody = shop.hold({SeatNo{1}});
        QVERIFY(shop.sell(nobody, {"club"}).error() == Refusal::CodeNeedsCustomer);
        QVERIFY(shop.sell(nobody).ok());
        const auto anns = shop.hold({SeatNo{2}});
        shop.setContact(anns, "ann@example.com");
        const auto first = shop.sell(anns, {"club"});
        QVERIFY(first.ok());
        const auto again = shop.hold({SeatNo{3}});
        shop.setContact(again, "Ann@Example.com");
        QVERIFY(shop.sell(again, {"club"}).error() == Refusal::CodeUsedUp);
        QVERIFY(shop.quote({SeatNo{3}}, {"club"})->usedUpCodes.empty()); // others may
        const auto bobs = shop.hold({SeatNo{4}});
        shop.setContact(bobs, "bob@example.com");
        QVERIFY(shop.sell(bobs, {"club"}).ok());
        QVERIFY(shop.payBack(first->sale.booking, first->sale.lines).ok());
        QVERIFY(shop.sell(again, {"club"}).ok());
    }

    void aReducedTicketGivesBackWhatItCost() {
        Shop shop;
        shop.house.discount({percent("pair", 3'333, 2)});
        const auto sold = shop.sell(shop.hold({SeatNo{1}, SeatNo{20}}));
        const auto& lines = sold->sale.lines;
        const auto back = shop.payBack(sold->sale.booking, {lines[0]});
        QVERIFY(back.ok());
        QCOMPARE(back->refund.tender.amount, lines[0].price);
        // The other keeps the price of a pair: it was sold so.
        QCOMPARE(shop.house.balance(domain::Account::CardReceivable), lines[1].price);
        QVERIFY(shop.house.audit().findings.empty());
    }
};

QTEST_APPLESS_MAIN(ServiceQuotes)
#include "service_quotes_test.moc"
