// links: server_main contract_house
#include "shared/wire/online_json.h"
#include "shared/wire/quote_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// What seats cost, in bytes: before they are held, and when they are sold.
class RestQuotes : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::string m_showtime;
    std::vector<SeatNo> m_free; // the last ones, where no terminal's standing allotment is

    Answer ask(const wire::QuoteRequest& request) {
        return m_house->post("/v1/showtimes/" + m_showtime + "/quote",
                             wire::encodeQuoteRequest(request));
    }
    wire::QuoteAnswer quote(const wire::QuoteRequest& request) {
        const auto answer = ask(request);
        CHECK(answer.status == 200);
        return *wire::decodeQuote(answer.body);
    }
    wire::QuoteRequest first(std::size_t count, std::vector<std::string> codes = {}) {
        wire::QuoteRequest request{{}, std::move(codes)};
        for (std::size_t i = 0; i < count; ++i)
            request.seats.push_back({m_free[i], "adult"});
        return request;
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        m_showtime = m_house->showtime()["id"].toString().toStdString();
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        const auto states = map["states"].toString();
        for (auto i = states.size(); i-- > 0 && m_free.size() < 12;) {
            const SeatNo seat{static_cast<std::uint16_t>(i)};
            if (states[i] == QLatin1Char('f') && ask({{{seat, "adult"}}, {}}).status == 200)
                m_free.push_back(seat);
        }
        QCOMPARE(m_free.size(), std::size_t{12});
    }

    void aCodeTakesATenthOffHoweverItIsTyped() {
        const auto plain = quote(first(1));
        const auto club = quote(first(1, {"film-club"}));
        QCOMPARE(plain.tickets[0].price, plain.tickets[0].listed);
        QCOMPARE(club.tickets[0].listed, plain.tickets[0].listed);
        QCOMPARE(club.total, plain.total - shareOf(plain.total, 1'000));
        QCOMPARE(club.discounts.at(0).name, std::string("Filmclub"));
        QCOMPARE(club.tickets[0].reductions.at(0).discount, std::string("filmclub"));
        QVERIFY(club.unknownCodes.empty());
        QCOMPARE(quote(first(1, {"clubfilm"})).unknownCodes, std::vector<std::string>{"clubfilm"});
    }

    void tenAreAGroupAndTheCodeReckonsFromWhatIsLeft() {
        const auto nine = quote(first(9));
        const auto ten = quote(first(10, {"FILMCLUB"}));
        QVERIFY(nine.discounts.empty());
        QCOMPARE(ten.discounts.size(), std::size_t{2});
        const auto& ticket = ten.tickets[0];
        QCOMPARE(ticket.reductions.at(0).amount.minor, 150);
        const Money left = ticket.listed - ticket.reductions[0].amount;
        QCOMPARE(ticket.price, left - shareOf(left, 1'000));
        Money sum{0, ten.total.currency};
        for (const auto& each : ten.tickets)
            sum += each.price;
        QCOMPARE(ten.total, sum);
    }

    void whatIsWrongIsSaid() {
        QCOMPARE(m_house->post("/v1/showtimes/" + m_showtime + "/quote", "{}").status, 400);
        QCOMPARE(typeOf(ask({{{SeatNo{60'000}, ""}}, {}})),
                 std::string("urn:foyer:problem:unknown-seat"));
        QCOMPARE(typeOf(ask({{{m_free[0], "astronaut"}}, {}})),
                 std::string("urn:foyer:problem:type-not-sold"));
        QCOMPARE(ask({{{m_free[0], ""}, {m_free[0], ""}}, {}}).status, 400);
        QCOMPARE(ask(first(1, {"4242 4242 4242 4242"})).status, 400);
        QCOMPARE(typeOf(m_house->post("/v1/showtimes/018f3c2e-7a10-7000-8000-000000000001/quote",
                                      wire::encodeQuoteRequest(first(1)))),
                 std::string("urn:foyer:problem:unknown-showtime"));
    }

    void aBookingCostsWhatWasQuotedAndUnknownCodesAreRefused() {
        Till channel(*m_house, "online");
        const auto held = m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                                        wire::encodeHoldRequest({{m_free[0]}, ""}));
        QCOMPARE(held.status, 201);
        const auto hold = *wire::decodeHold(held.body);
        wire::BookingRequest order{
            hold.id, hold.token,  {{m_free[0], "adult"}}, domain::TenderKind::Card,
            "pi_1",  {"clubfilm"}};
        const auto refused = channel.post("/v1/bookings", wire::encodeBookingRequest(order));
        QCOMPARE(refused.status, 422);
        QCOMPARE(typeOf(refused), std::string("urn:foyer:problem:unknown-code"));
        order.codes = {"Film Club"};
        const auto sold = channel.post("/v1/bookings", wire::encodeBookingRequest(order));
        QCOMPARE(sold.status, 201);
        const auto booking = wire::decodeBooking(sold.body);
        QVERIFY(booking.ok());
        QCOMPARE(booking->total, quote(first(1, {"filmclub"})).total);
        QCOMPARE(booking->tickets[0].reductions.at(0).discount, std::string("filmclub"));
    }

    void aCodeForEachCustomerNeedsOneAndIsUsedUpByOneBooking() {
        Till channel(*m_house, "online");
        const auto hold = [&](std::size_t at) {
            return *wire::decodeHold(m_house
                                         ->post("/v1/showtimes/" + m_showtime + "/holds",
                                                wire::encodeHoldRequest({{m_free[at]}, ""}))
                                         .body);
        };
        const auto order = [&](const auto& held, std::size_t at) {
            return channel.post("/v1/bookings",
                                wire::encodeBookingRequest({held.id,
                                                            held.token,
                                                            {{m_free[at], "adult"}},
                                                            domain::TenderKind::Card,
                                                            "pi_" + std::to_string(at),
                                                            {"premiere"}}));
        };
        const auto say = [&](const auto& held) {
            return m_house
                ->ask("PUT", "/v1/holds/" + held.id.toString() + "/contact",
                      wire::encodeContact({"ann@example.com", "en"}),
                      {"", {{"Hold-Token", held.token}}})
                .status;
        };
        const auto anns = hold(1);
        const auto nobody = order(anns, 1);
        QCOMPARE(nobody.status, 422);
        QCOMPARE(typeOf(nobody), std::string("urn:foyer:problem:code-needs-customer"));
        QCOMPARE(say(anns), 200);
        QCOMPARE(order(anns, 1).status, 201);
        const auto second = hold(2);
        QCOMPARE(say(second), 200);
        const auto refused = order(second, 2);
        QCOMPARE(refused.status, 409);
        QCOMPARE(typeOf(refused), std::string("urn:foyer:problem:code-used-up"));
        QVERIFY(quote(first(1, {"premiere"})).usedUpCodes.empty());
    }
};

QTEST_GUILESS_MAIN(RestQuotes)
#include "rest_quotes_test.moc"
