// links: server_main contract_house
#include "shared/wire/office_json.h"
#include "shared/wire/online_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// An online customer's way, in bytes.
class RestHolds : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::string m_showtime;
    std::uint16_t m_next = 0;

    Answer hold(std::vector<SeatNo> seats, std::vector<edge::Header> headers = {}) {
        return m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                             wire::encodeHoldRequest({std::move(seats), ""}),
                             {"", std::move(headers)});
    }
    wire::HoldAnswer held() {
        const auto answer = hold({freeSeat()});
        CHECK(answer.status == 201);
        return *wire::decodeHold(answer.body);
    }
    Answer with(const wire::HoldAnswer& hold, const std::string& method,
                const std::string& tail = "") {
        return m_house->ask(method, "/v1/holds/" + hold.id.toString() + tail, "",
                            {"", {{"Hold-Token", hold.token}}});
    }
    /// One that no test had before.
    SeatNo freeSeat() {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        const auto states = map["states"].toString();
        while (states[m_next] != QLatin1Char('f'))
            ++m_next;
        return SeatNo{m_next++};
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        m_showtime = m_house->showtime()["id"].toString().toStdString();
    }

    void aHoldIsMadeOnceAndTakenForOthers() {
        const SeatNo seat = freeSeat();
        const auto made = hold({seat});
        QCOMPARE(made.status, 201);
        const auto answer = wire::decodeHold(made.body);
        QVERIFY(answer.ok());
        QCOMPARE(answer->seats, std::vector<SeatNo>{seat});
        QVERIFY(answer->token.size() > 40);
        const auto other = hold({seat});
        QCOMPARE(other.status, 409);
        QCOMPARE(typeOf(other), std::string("urn:foyer:problem:seat-taken"));
        QCOMPARE(jsonOf(other)["seats"].toArray().at(0).toInt(), int{seat.value});
    }

    void theSameKeyGivesTheSameHold() {
        const SeatNo seat = freeSeat();
        const std::vector<edge::Header> key{{"Idempotency-Key", "hold-1"}};
        QCOMPARE(hold({seat}, key).body, hold({seat}, key).body);
    }

    void onlyTheTokenOpensIt() {
        const auto made = held();
        QCOMPARE(with(made, "GET").status, 200);
        auto thief = made;
        thief.token = "x";
        QCOMPARE(with(thief, "GET").status, 404);
        QCOMPARE(typeOf(with(thief, "DELETE")), std::string("urn:foyer:problem:unknown-hold"));
    }

    void isExtendedOnceAndReleased() {
        const auto made = held();
        QCOMPARE(with(made, "POST", "/extend").status, 200);
        QCOMPARE(typeOf(with(made, "POST", "/extend")),
                 std::string("urn:foyer:problem:hold-extended"));
        QCOMPARE(with(made, "DELETE").status, 200);
        QCOMPARE(with(made, "GET").status, 404);
    }

    /// By whom they say they are, and by where they ask from, as the house's own proxy tells it.
    void whoHoldsAllTheyMayGetsNoMore() {
        const House house([](NodeOptions& options) { options.edge.proxies = {"127.0.0.1"}; });
        const auto showtime = house.showtime()["id"].toString().toStdString();
        auto holding = [&, next = std::uint16_t{0}](std::int32_t count, const std::string& customer,
                                                    const std::string& address) mutable {
            std::vector<SeatNo> seats;
            for (; count > 0; --count)
                seats.push_back(SeatNo{next++});
            return house.post("/v1/showtimes/" + showtime + "/holds",
                              wire::encodeHoldRequest({std::move(seats), customer}),
                              {"", {{"X-Forwarded-For", address}}});
        };
        const protocol::Policy policy;
        const std::int32_t most = policy.holdSeatsPerCustomer;
        QCOMPARE(policy.holdSeatsPerAddress, 3 * most);
        QCOMPARE(holding(most, "anna", "192.0.2.1").status, 201);
        const auto refused = holding(1, "anna", "192.0.2.2");
        QCOMPARE(refused.status, 429);
        QCOMPARE(problemOf(refused), std::string("too-many-held"));
        QCOMPARE(holding(1, "ben", "192.0.2.2").status, 201);

        QCOMPARE(holding(most, "cem", "192.0.2.1").status, 201);
        QCOMPARE(holding(most, "dana", "192.0.2.1").status, 201);
        QCOMPARE(problemOf(holding(1, "eve", "192.0.2.1")), std::string("too-many-held"));
        QCOMPARE(holding(1, "eve", "192.0.2.3").status, 201);
    }

    void aChannelSellsItAndPaysBack() {
        Till channel(*m_house, "online");
        const auto made = held();
        const wire::BookingRequest order{made.id, made.token, {}, domain::TenderKind::Card, "pi_1"};
        const auto sold = channel.post("/v1/bookings", wire::encodeBookingRequest(order));
        QCOMPARE(sold.status, 201);
        const auto booking = wire::decodeBooking(sold.body);
        QVERIFY(booking.ok());
        QVERIFY(booking->total.minor > 0);
        QCOMPARE(jsonOf(with(made, "GET"))["state"].toString(), QStringLiteral("sold"));
        const auto back = channel.post("/v1/bookings/" + booking->id.toString() + "/refund",
                                       wire::encodeRefundRequest({{}, "cancelled"}));
        QCOMPARE(back.status, 201);
        QCOMPARE(wire::decodeRefund(back.body)->amount.minor, booking->total.minor);
        QCOMPARE(channel
                     .post("/v1/bookings/" + booking->id.toString() + "/refund",
                           wire::encodeRefundRequest({{}, "again"}))
                     .status,
                 409);
    }

    void aCounterSellsNoHolds() {
        Till till(*m_house);
        const auto made = held();
        const wire::BookingRequest order{made.id, made.token, {}, domain::TenderKind::Card, "pi_1"};
        const auto refused = till.post("/v1/bookings", wire::encodeBookingRequest(order));
        QCOMPARE(refused.status, 403);
        QCOMPARE(typeOf(refused), std::string("urn:foyer:problem:no-channel"));
    }

    void theOfficeSeesSharesTasksExposureAndRecovery() {
        Till till(*m_house);
        QCOMPARE(till.askFor(*ShowtimeId::parse(m_showtime), {freeSeat()}).status, 201);
        const auto share = jsonOf(till.get("/v1/showtimes/" + m_showtime + "/share"));
        QVERIFY(share["allotted"].toInt() >= 1);
        QVERIFY(share["terminals"].toArray().at(0)["reachable"].toBool());
        QVERIFY(jsonOf(till.get("/v1/tasks"))["items"].isArray());
        const auto exposure = jsonOf(till.get(till.path("exposure")));
        QCOMPARE(exposure["seats"].toInt(), 1);
        QVERIFY(!exposure["declarable_at"].toString().isEmpty());
        QVERIFY(!jsonOf(till.get("/v1/recovery"))["recovering"].toBool(true));
    }

    void aLossTakesARightPin() {
        Till till(*m_house);
        const auto refused =
            till.post(till.path("loss"),
                      wire::encodePersonRequest({OperatorId{*Uuid::parse(m_showtime)}, "1234"}));
        QCOMPARE(refused.status, 403);
        QCOMPARE(typeOf(refused), std::string("urn:foyer:problem:person-refused"));
    }

    void aDayThatIsNotOverCannotBeClosed() {
        Till till(*m_house);
        QCOMPARE(till.get("/v1/business-days/2026-13-01").status, 400);
        QCOMPARE(till.get("/v1/business-days/2026-11-20").status, 200);
    }
};

QTEST_GUILESS_MAIN(RestHolds)
#include "rest_holds_test.moc"
