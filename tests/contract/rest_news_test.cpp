// links: server_main contract_house
#include "server/services/accounts.h"
#include "shared/wire/online_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr const char* kPassword = "correct horse";

std::string textOf(const QJsonValue& value) {
    return value.toString().toStdString();
}

} // namespace

/// Whoever is signed in hears of their bookings, and of nobody else's.
class RestNews : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_shop;
    std::string m_showtime;
    std::uint16_t m_next = 0;

    std::string customer(const std::string& email) {
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create({email, "Ada", domain::AccountRole::Customer, "", kPassword}, true,
                        [&](services::Outcome<services::Accounts::Created> made) {
                            done.set_value(made.ok() && made->ok());
                        });
        CHECK(done.get_future().get());
        return textOf(jsonOf(
            m_house->post("/v1/sessions", wire::encodeSignIn({email, kPassword})))["access_token"]);
    }
    std::string buy(const std::string& token) {
        const auto held =
            m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                          wire::encodeHoldRequest({{SeatNo{m_next++}}, ""}), {token, {}});
        CHECK(held.status == 201);
        const auto hold = *wire::decodeHold(held.body);
        const auto sold = m_shop->post(
            "/v1/bookings", wire::encodeBookingRequest(
                                {hold.id, hold.token, {}, domain::TenderKind::Card, "pi_1"}));
        CHECK(sold.status == 201);
        return textOf(jsonOf(sold)["id"]);
    }
    static QJsonObject eventIn(const QJsonObject& message) { return message["event"].toObject(); }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        m_shop = std::make_unique<Till>(*m_house, "online");
        m_showtime = textOf(m_house->showtime()["id"]);
    }
    void cleanupTestCase() {
        m_shop.reset();
        m_house.reset();
    }

    void aBookingAndItsRefundAreHeardOfByItsOwner() {
        const auto ada = customer("ada@example.com");
        const auto eve = customer("eve@example.com");
        LiveClient adaHears(m_house->node->port(), ada);
        LiveClient eveHears(m_house->node->port(), eve);
        QCOMPARE(adaHears.status, 101);
        QCOMPARE(eveHears.status, 101);
        const auto mine = buy(ada);
        const auto created = eventIn(adaHears.hear());
        QCOMPARE(textOf(created["type"]), std::string("booking.created"));
        QCOMPARE(textOf(created["subject"]), mine);
        QCOMPARE(
            m_shop->post("/v1/bookings/" + mine + "/refund", wire::encodeRefundRequest({{}, "ill"}))
                .status,
            201);
        QCOMPARE(textOf(eventIn(adaHears.hear())["type"]), std::string("booking.refunded"));
        QCOMPARE(textOf(eventIn(adaHears.hear())["type"]), std::string("booking.cancelled"));
        // Whatever she hears first is her own: nothing of the other came before it.
        const auto hers = buy(eve);
        QCOMPARE(textOf(eventIn(eveHears.hear())["subject"]), hers);
    }

    void aForgedTokenOpensNothing() {
        const auto token = customer("mallory@example.com");
        auto forged = token;
        forged[forged.size() - 5] = forged[forged.size() - 5] == 'A' ? 'B' : 'A';
        QCOMPARE(LiveClient(m_house->node->port(), forged).status, 401);
        QCOMPARE(LiveClient(m_house->node->port(), "a.b.c").status, 401);
        QCOMPARE(LiveClient(m_house->node->port(), token).status, 101);
    }

    /// Pages cannot send a header with a WebSocket: they say who they are by a message.
    void aPageSignsInByAMessage() {
        const auto token = customer("page@example.com");
        LiveClient hears(m_house->node->port());
        QCOMPARE(hears.status, 101);
        hears.say("{\"sign_in\":\"a.b.c\"}");
        QCOMPARE(textOf(hears.hear()["pointer"]), std::string("/sign_in"));
        hears.say("{\"sign_in\":\"" + token + "\"}");
        QVERIFY(hears.hear()["signed_in"].toBool());
        const auto mine = buy(token);
        QCOMPARE(textOf(eventIn(hears.hear())["subject"]), mine);
    }

    void whoIsSignedInWatchesSeatsAsWell() {
        const auto token = customer("grace@example.com");
        LiveClient hears(m_house->node->port(), token);
        hears.say("{\"subscribe\":[\"" + m_showtime + "\"],\"since\":{\"" + m_showtime + "\":0}}");
        QCOMPARE(textOf(hears.hear()["showtime"]), m_showtime);
    }
};

QTEST_GUILESS_MAIN(RestNews)
#include "rest_news_test.moc"
