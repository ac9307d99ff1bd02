// links: server_main Qt6::Network contract_fake_server contract_house
#include "server/gateways/http_sms.h"
#include "server/services/accounts.h"
#include "shared/wire/customer_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/fake_server.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using domain::AccountRole;
using foyer::tests::FakeServer;

namespace {

constexpr const char* kPassword = "correct horse";
constexpr const char* kToken = "canary-telephones";
constexpr const char* kPhone = "+4930123456";
constexpr int kSoon = 20'000;

std::string textOf(const QJsonValue& value) {
    return value.toString().toStdString();
}

QByteArray headerOf(const FakeServer::Seen& seen, const QByteArray& name) {
    for (const auto& line : seen.head.split('\n'))
        if (line.toLower().startsWith(name + ":"))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

QJsonObject bodyOf(const FakeServer::Seen& seen) {
    return QJsonDocument::fromJson(seen.body).object();
}

tests::Answer statusOf(int status) {
    tests::Answer answer;
    answer.status = status;
    return answer;
}

} // namespace

/// A real gateway is asked to send what a real server has to say to telephones.
class RestSms : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_gateway;
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_shop;
    std::string m_showtime;
    std::uint16_t m_next = 0;
    Extra m_boss;

    Extra signedIn(const std::string& email, AccountRole role) {
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create({email, "Ada", role, {}, kPassword}, true,
                        [&](services::Outcome<services::Accounts::Created> made) {
                            done.set_value(made.ok() && made->ok());
                        });
        CHECK(done.get_future().get());
        const auto in = m_house->post("/v1/sessions", wire::encodeSignIn({email, kPassword}));
        return {textOf(jsonOf(in)["access_token"]), {}};
    }
    std::string url(const char* path) const {
        return (m_gateway->url().toString() + path).toStdString();
    }
    gateways::HttpSms gateway(gateways::AddressGuard guard) const {
        return {{url("/sms"), kToken, "Lichtburg"}, std::move(guard)};
    }
    SeatNo freeSeat() {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        const auto states = map["states"].toString();
        while (states[m_next] != QLatin1Char('f'))
            ++m_next;
        return SeatNo{m_next++};
    }
    Answer askFor(const std::string& phone, const Extra& who = {}) {
        wire::HoldRequest ask{{freeSeat()}, ""};
        ask.language = "en";
        ask.phone = phone;
        return m_house->post("/v1/showtimes/" + m_showtime + "/holds", wire::encodeHoldRequest(ask),
                             who);
    }
    QJsonObject sell(const Answer& held) {
        const auto hold = wire::decodeHold(held.body);
        CHECK(hold.ok());
        const auto sold = m_shop->post(
            "/v1/bookings", wire::encodeBookingRequest(
                                {hold->id, hold->token, {}, domain::TenderKind::Card, "pi_1"}));
        CHECK(sold.status == 201);
        return jsonOf(sold);
    }
    /// The newest message in that state.
    QJsonObject newest(const std::string& state) const {
        const auto page = jsonOf(m_house->get("/v1/messages?state=" + state, m_boss));
        return page["items"].toArray().first().toObject();
    }
    std::string idOfNewest(const std::string& state) const { return textOf(newest(state)["id"]); }
    /// What the gateway was asked of that booking; what others wait for may come in between.
    QList<FakeServer::Seen> askedOf(const QJsonObject& sold) const {
        QList<FakeServer::Seen> all;
        for (const auto& seen : m_gateway->seen)
            if (bodyOf(seen)["text"].toString().contains(sold["reference"].toString()))
                all.append(seen);
        return all;
    }
    static std::string faultAt(const Answer& answer) {
        return textOf(jsonOf(answer)["errors"].toArray().first().toObject()["pointer"]);
    }

private slots:
    void initTestCase() {
        m_gateway = std::make_unique<FakeServer>();
        m_house = std::make_unique<House>([this](NodeOptions& options) {
            options.shortMessenger = std::make_unique<gateways::HttpSms>(
                gateway(gateways::AddressGuard({*gateways::netFrom("127.0.0.1")})));
            options.publicUrl = "https://tickets.example.com";
        });
        m_shop = std::make_unique<Till>(*m_house, "online");
        m_showtime = textOf(m_house->showtime()["id"]);
        m_boss = signedIn("boss@example.com", AccountRole::Manager);
    }
    void cleanupTestCase() {
        m_shop.reset();
        m_house.reset();
    }
    void init() {
        m_gateway->seen.clear();
        m_gateway->answer = [](const FakeServer::Seen&) { return statusOf(202); };
    }

    void aBookingIsConfirmedOnATelephone() {
        const auto sold = sell(askFor(kPhone));
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 1, kSoon);
        const auto seen = askedOf(sold).first();
        QVERIFY(seen.line.startsWith("POST /sms HTTP/1.1"));
        QCOMPARE(headerOf(seen, "authorization"), QByteArray("Bearer ").append(kToken));
        QCOMPARE(headerOf(seen, "content-type"), QByteArray("application/json"));
        QCOMPARE(headerOf(seen, "host"),
                 QByteArray("127.0.0.1:").append(QByteArray::number(m_gateway->port())));
        const auto body = bodyOf(seen);
        QCOMPARE(body.keys(), (QStringList{"from", "id", "text", "to"}));
        QCOMPARE(textOf(body["to"]), std::string(kPhone));
        QCOMPARE(textOf(body["from"]), std::string("Lichtburg"));
        QCOMPARE(headerOf(seen, "idempotency-key"), body["id"].toString().toUtf8());
        const auto text = body["text"].toString();
        const auto reference = sold["reference"].toString();
        QVERIFY2(text.endsWith("Booking " + reference +
                               " https://tickets.example.com/booking?reference=" + reference),
                 qPrintable(text));
        QVERIFY(!text.contains('\n'));
        QTRY_COMPARE_WITH_TIMEOUT(idOfNewest("sent"), textOf(body["id"]), kSoon);
        QCOMPARE(textOf(newest("sent")["channel"]), std::string("sms"));
        QCOMPARE(textOf(newest("sent")["kind"]), std::string("booking-confirmed"));
    }

    void aCancellationIsToldThereToo() {
        const auto sold = sell(askFor(kPhone));
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 1, kSoon);
        QCOMPARE(m_shop
                     ->post("/v1/bookings/" + textOf(sold["id"]) + "/refund",
                            wire::encodeRefundRequest({{}, "ill"}))
                     .status,
                 201);
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 2, kSoon);
        const auto text = bodyOf(askedOf(sold)[1])["text"].toString();
        QVERIFY2(text.contains("cancelled"), qPrintable(text));
    }

    void whatTheGatewayRefusesIsSeenAndSentAfterAllUnderItsId() {
        m_gateway->answer = [](const FakeServer::Seen&) { return statusOf(422); };
        const auto sold = sell(askFor(kPhone));
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 1, kSoon);
        const auto id = textOf(bodyOf(askedOf(sold)[0])["id"]);
        QTRY_COMPARE_WITH_TIMEOUT(idOfNewest("dead"), id, kSoon);
        const auto dead = newest("dead");
        QVERIFY(dead["last_error"].toString().contains("422"));
        QCOMPARE(textOf(dead["recipient"]), std::string(kPhone));
        m_gateway->answer = [](const FakeServer::Seen&) { return statusOf(200); };
        QCOMPARE(m_house->post("/v1/messages/" + id + "/resend", "", m_boss).status, 204);
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 2, kSoon);
        const auto asked = askedOf(sold);
        QCOMPARE(headerOf(asked[1], "idempotency-key").toStdString(), id);
        QCOMPARE(asked[0].body, asked[1].body);
        QTRY_COMPARE_WITH_TIMEOUT(idOfNewest("sent"), id, kSoon);
    }

    /// Somebody who can say where the gateway's name leads is shown no token.
    void aGatewayThatLeadsInsideIsNotCalled() {
        for (const auto& guard : {gateways::AddressGuard(),
                                  gateways::AddressGuard({*gateways::netFrom("10.0.0.0/8")})}) {
            const auto answer = gateway(guard).deliver({{}, kPhone, "words"});
            QVERIFY(answer.outcome == ports::Delivery::Outcome::Later);
            QVERIFY2(answer.said.find("inside") != std::string::npos, answer.said.c_str());
        }
        QCoreApplication::processEvents();
        QCOMPARE(m_gateway->seen.size(), 0);
    }

    void whatIsNoNumberIsRefusedWhereItComesIn() {
        const auto held = askFor("");
        QCOMPARE(held.status, 201);
        const auto hold = *wire::decodeHold(held.body);
        const auto ben = signedIn("ben@example.com", AccountRole::Customer);
        for (const char* wrong :
             {"030123456", "+49 30 123456", "+0123456789", "+123", "+49301234561234567",
              "tel:+4930123456", "+4930123456\\r\\nBcc: +1", "+378282246310005"}) {
            const std::string member = std::string("\"phone\":\"") + wrong + "\"}";
            const auto made =
                m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                              "{\"seats\":[" + std::to_string(m_next) + "]," + member);
            QCOMPARE(made.status, 400);
            QCOMPARE(faultAt(made), std::string("/phone"));
            const auto put = m_house->ask("PUT", "/v1/holds/" + hold.id.toString() + "/contact",
                                          "{\"email\":\"a@example.com\"," + member,
                                          {"", {{"Hold-Token", hold.token}}});
            QCOMPARE(put.status, 400);
            QCOMPARE(m_house->ask("PATCH", "/v1/account", "{" + member, ben).status, 400);
        }
        const auto contact = wire::encodeContact({"late@example.com", "en", kPhone});
        QCOMPARE(m_house
                     ->ask("PUT", "/v1/holds/" + hold.id.toString() + "/contact", contact,
                           {"", {{"Hold-Token", hold.token}}})
                     .status,
                 200);
        const auto sold = sell(held);
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 1, kSoon);
        QCOMPARE(textOf(bodyOf(askedOf(sold)[0])["to"]), std::string(kPhone));
    }

    void anAccountsNumberServesUntilItIsErased() {
        const auto dora = signedIn("dora@example.com", AccountRole::Customer);
        QVERIFY(!jsonOf(m_house->get("/v1/account", dora)).contains("phone"));
        const auto changed = m_house->ask("PATCH", "/v1/account",
                                          std::string("{\"phone\":\"") + kPhone + "\"}", dora);
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.body, m_house->get("/v1/account", dora).body);
        QCOMPARE(textOf(jsonOf(changed)["phone"]), std::string(kPhone));
        const auto sold = sell(askFor("", dora));
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 1, kSoon);
        const auto id = textOf(bodyOf(askedOf(sold)[0])["id"]);
        QTRY_COMPARE_WITH_TIMEOUT(idOfNewest("sent"), id, kSoon);
        const auto all = jsonOf(m_house->get("/v1/account/export", dora));
        QCOMPARE(textOf(all["account"].toObject()["phone"]), std::string(kPhone));
        QCOMPARE(m_house->ask("PATCH", "/v1/account", "{\"phone\":\"\"}", dora).status, 200);
        QVERIFY(!jsonOf(m_house->get("/v1/account", dora)).contains("phone"));
        QCOMPARE(m_house->post("/v1/account/erase", wire::encodePassword(kPassword), dora).status,
                 204);
        QCOMPARE(idOfNewest("sent"), id);
        QCOMPARE(textOf(newest("sent")["recipient"]), std::string());
    }

    void theFewWordsAreLookedAtBeforeAnybodyGetsThem() {
        const auto letter =
            jsonOf(m_house->get("/v1/letters/booking-confirmed?language=de", m_boss));
        QVERIFY(letter["sms"].toString().contains("Platz F12, F13. Buchung K7PX-3M9D"));
        QVERIFY(!jsonOf(m_house->get("/v1/letters/task-alert", m_boss)).contains("sms"));
    }

    /// Last: what waits is tried again while others are.
    void aGatewayThatIsAwayOrLeadsElsewhereIsTriedLater_data() {
        QTest::addColumn<int>("status");
        for (const int status : {401, 404, 409, 429, 500, 503, 307})
            QTest::newRow(std::to_string(status).c_str()) << status;
    }
    void aGatewayThatIsAwayOrLeadsElsewhereIsTriedLater() {
        QFETCH(int, status);
        m_gateway->answer = [&](const FakeServer::Seen&) {
            auto answer = statusOf(status);
            answer.body = "who said canary-of-the-gateway?";
            if (status / 100 == 3)
                answer.headers = "Location: " + QByteArray::fromStdString(url("/else")) + "\r\n";
            return answer;
        };
        const auto sold = sell(askFor(kPhone));
        QTRY_COMPARE_WITH_TIMEOUT(askedOf(sold).size(), 1, kSoon);
        const auto id = textOf(bodyOf(askedOf(sold)[0])["id"]);
        const auto error = [&] {
            const auto waits = newest("waiting");
            return textOf(waits["id"]) == id ? waits["last_error"].toString() : QString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(error().contains(QString::number(status)), kSoon);
        QVERIFY(!error().contains("canary"));
        QCOMPARE(m_gateway->count("/else"), 0);
    }
};

QTEST_GUILESS_MAIN(RestSms)
#include "rest_sms_test.moc"
