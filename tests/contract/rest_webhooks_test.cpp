// links: server_main Qt6::Network contract_fake_server contract_house
#include "server/gateways/http_webhooks.h"
#include "server/services/accounts.h"
#include "shared/wire/event_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/fake_server.h"
#include "tests/contract/rest_house.h"

#include <QMessageAuthenticationCode>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using domain::AccountRole;
using foyer::tests::FakeServer;

namespace {

constexpr const char* kPassword = "correct horse";
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

/// Standard Webhooks once more, by Qt's HMAC: how many of the header's signatures this secret made.
int signaturesBy(const std::string& secret, const FakeServer::Seen& seen) {
    const auto key = QByteArray::fromBase64(QByteArray::fromStdString(secret).mid(6));
    const auto text =
        headerOf(seen, "webhook-id") + '.' + headerOf(seen, "webhook-timestamp") + '.' + seen.body;
    const auto mac =
        "v1," + QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256).toBase64();
    return static_cast<int>(headerOf(seen, "webhook-signature").split(' ').count(mac));
}

} // namespace

/// A real receiver hears of what happens in a real server.
class RestWebhooks : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_receiver;
    std::unique_ptr<House> m_house;
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
    std::string url(const QString& path) const {
        return (m_receiver->url().toString() + path).toStdString();
    }
    QJsonObject create(const std::string& to,
                       std::vector<protocol::HouseEventKind> kinds = {}) const {
        const auto answer =
            m_house->post("/v1/webhooks", wire::encodeWebhookRequest({to, kinds, ""}), m_boss);
        CHECK(answer.status == 201);
        return jsonOf(answer);
    }
    std::string path(const QJsonObject& webhook, const std::string& what) const {
        return "/v1/webhooks/" + textOf(webhook["id"]) + what;
    }
    QJsonObject lastDelivery(const QJsonObject& webhook) const {
        const auto page = jsonOf(m_house->get(path(webhook, "/deliveries"), m_boss));
        return page["items"].toArray().first().toObject();
    }
    void drop(const QJsonObject& webhook) const {
        CHECK(m_house->ask("DELETE", path(webhook, ""), {}, m_boss).status == 204);
    }

private slots:
    void initTestCase() {
        m_receiver = std::make_unique<FakeServer>();
        m_house = std::make_unique<House>([](NodeOptions& options) {
            options.webhooks = std::make_unique<gateways::HttpWebhooks>(
                gateways::AddressGuard({*gateways::netFrom("127.0.0.1")}));
        });
        m_boss = signedIn("boss@example.com", AccountRole::Manager);
    }
    void init() {
        m_receiver->seen.clear();
        m_receiver->answer = [](const FakeServer::Seen&) { return tests::Answer{}; };
    }

    void aBookingIsHeardOfAndItsSignatureHolds() {
        const auto webhook = create(url("/hook?from=foyer"));
        const auto secret = textOf(webhook["secret"]);
        Till shop(*m_house, "online");
        const auto showtime = textOf(m_house->showtime()["id"]);
        const auto held = m_house->post("/v1/showtimes/" + showtime + "/holds",
                                        wire::encodeHoldRequest({{SeatNo{0}}, ""}));
        const auto hold = wire::decodeHold(held.body);
        QVERIFY2(hold.ok(), held.body.c_str());
        const auto sold = shop.post(
            "/v1/bookings", wire::encodeBookingRequest(
                                {hold->id, hold->token, {}, domain::TenderKind::Card, "pi_1"}));
        QCOMPARE(sold.status, 201);
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->count("/hook"), 1, kSoon);
        const auto& seen = m_receiver->seen.first();
        QVERIFY(seen.line.startsWith("POST /hook?from=foyer HTTP/1.1"));
        QCOMPARE(headerOf(seen, "content-type"),
                 QByteArray("application/cloudevents+json; charset=utf-8"));
        QCOMPARE(headerOf(seen, "host"),
                 QByteArray("127.0.0.1:" + QByteArray::number(m_receiver->port())));
        QCOMPARE(signaturesBy(secret, seen), 1);
        QCOMPARE(signaturesBy("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", seen), 0);
        const auto event = QJsonDocument::fromJson(seen.body).object();
        QCOMPARE(textOf(event["type"]), std::string("booking.created"));
        QCOMPARE(textOf(event["subject"]), textOf(jsonOf(sold)["id"]));
        QCOMPARE(textOf(event["id"]).c_str(), headerOf(seen, "webhook-id").toStdString().c_str());
        QTRY_COMPARE_WITH_TIMEOUT(textOf(lastDelivery(webhook)["state"]), std::string("sent"),
                                  kSoon);
        drop(webhook);
    }

    void aFailureIsTriedAgainUnderTheSameIdAndShown() {
        const auto webhook = create(url("/hook"));
        m_receiver->answer = [this](const FakeServer::Seen&) {
            tests::Answer answer;
            answer.status = m_receiver->seen.size() == 1 ? 500 : 200;
            return answer;
        };
        QCOMPARE(m_house->post(path(webhook, "/ping"), "", m_boss).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(lastDelivery(webhook)["last_status"].toInt(), 500, kSoon);
        QCOMPARE(textOf(lastDelivery(webhook)["state"]), std::string("waiting"));
        QTRY_COMPARE_WITH_TIMEOUT(textOf(lastDelivery(webhook)["state"]), std::string("sent"),
                                  kSoon);
        QCOMPARE(m_receiver->seen.size(), 2);
        QCOMPARE(headerOf(m_receiver->seen[0], "webhook-id"),
                 headerOf(m_receiver->seen[1], "webhook-id"));
        QCOMPARE(m_receiver->seen[0].body, m_receiver->seen[1].body);
        QCOMPARE(lastDelivery(webhook)["attempts"].toInt(), 2);
        const auto again = "/v1/webhook-deliveries/" + textOf(lastDelivery(webhook)["id"]);
        QCOMPARE(m_house->post(again + "/resend", "", m_boss).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->seen.size(), 3, kSoon);
        drop(webhook);
    }

    void aNewSecretAndTheOneBeforeBothSign() {
        const auto webhook = create(url("/hook"));
        const auto changed = m_house->post(path(webhook, "/rotate"), "", m_boss);
        QCOMPARE(changed.status, 200);
        QVERIFY(!textOf(jsonOf(changed)["former_secret_until"]).empty());
        QCOMPARE(m_house->post(path(webhook, "/ping"), "", m_boss).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_receiver->seen.size(), 1, kSoon);
        QCOMPARE(signaturesBy(textOf(webhook["secret"]), m_receiver->seen[0]), 1);
        QCOMPARE(signaturesBy(textOf(jsonOf(changed)["secret"]), m_receiver->seen[0]), 1);
        drop(webhook);
    }

    void aRedirectIsNotFollowed() {
        const auto webhook = create(url("/hook"));
        m_receiver->answer = [this](const FakeServer::Seen&) {
            tests::Answer answer;
            answer.status = 307;
            answer.headers = "Location: " + QByteArray::fromStdString(url("/elsewhere")) + "\r\n";
            return answer;
        };
        QCOMPARE(m_house->post(path(webhook, "/ping"), "", m_boss).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(lastDelivery(webhook)["last_status"].toInt(), 307, kSoon);
        QCOMPARE(m_receiver->count("/elsewhere"), 0);
        drop(webhook);
    }

    void aReceiverThatSaysGoneIsNotCalledAgain() {
        const auto webhook = create(url("/hook"));
        m_receiver->answer = [](const FakeServer::Seen&) {
            tests::Answer answer;
            answer.status = 410;
            return answer;
        };
        QCOMPARE(m_house->post(path(webhook, "/ping"), "", m_boss).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(textOf(lastDelivery(webhook)["state"]), std::string("dead"),
                                  kSoon);
        QCOMPARE(problemOf(m_house->post(path(webhook, "/ping"), "", m_boss)),
                 std::string("webhook-gone"));
        drop(webhook);
    }

    /// Whoever drips a byte now and then is not waited for for ever.
    void aReceiverThatDawdlesIsCutOff() {
        FakeServer dawdler;
        dawdler.answer = [](const FakeServer::Seen&) {
            tests::Answer answer;
            answer.lost = true;
            return answer;
        };
        gateways::HttpWebhooks webhooks(
            gateways::AddressGuard({*gateways::netFrom("127.0.0.1")}),
            {Milliseconds{1000}, Milliseconds{60'000}, Milliseconds{200}});
        std::promise<ports::WebhookReply> done;
        std::thread caller([&] {
            done.set_value(webhooks.send({dawdler.url().toString().toStdString() + "/hook",
                                          "id",
                                          "{}",
                                          {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
                                          {}}));
        });
        auto reply = done.get_future();
        QTRY_VERIFY_WITH_TIMEOUT(
            reply.wait_for(std::chrono::seconds{0}) == std::future_status::ready, kSoon);
        caller.join();
        QVERIFY(reply.get().outcome == ports::WebhookReply::Outcome::Later);
        QCOMPARE(dawdler.seen.size(), 1);
    }

    void anAddressThatLeadsInsideIsRefused() {
        for (const char* inside : {"https://127.0.0.2/", "https://[::1]/", "https://10.0.0.1/",
                                   "http://169.254.169.254/", "https://[::ffff:127.0.0.1]:1@/",
                                   "https://2130706433/", "http://example.com:99999/"}) {
            const auto answer =
                m_house->post("/v1/webhooks", wire::encodeWebhookRequest({inside, {}, ""}), m_boss);
            QCOMPARE(answer.status, 422);
            QCOMPARE(problemOf(answer), std::string("webhook-url-refused"));
        }
        QCOMPARE(
            m_house
                ->post("/v1/webhooks", "{\"url\":\"https://a.example\",\"events\":[\"x\"]}", m_boss)
                .status,
            400);
    }

    void secretsAreShownOnce() {
        const auto webhook = create(url("/hook"), {protocol::HouseEventKind::PaymentCompleted});
        const auto list = m_house->get("/v1/webhooks", m_boss);
        QCOMPARE(list.status, 200);
        QVERIFY(list.body.find("whsec_") == std::string::npos);
        const auto shown = jsonOf(list)["items"].toArray().first().toObject();
        QCOMPARE(shown["id"], webhook["id"]);
        QCOMPARE(shown["events"].toArray(), QJsonArray{"payment.completed"});
        drop(webhook);
        QCOMPARE(jsonOf(m_house->get("/v1/webhooks", m_boss))["items"].toArray().size(), 0);
        QCOMPARE(m_house->ask("DELETE", path(webhook, ""), {}, m_boss).status, 404);
    }

    void onlyManagersSayWhoHears() {
        const auto other = signedIn("super@example.com", AccountRole::Supervisor);
        QCOMPARE(m_house->get("/v1/webhooks", other).status, 403);
        QCOMPARE(m_house->get("/v1/webhooks").status, 401);
        QCOMPARE(
            m_house->post("/v1/webhooks", wire::encodeWebhookRequest({url("/hook"), {}, ""}), other)
                .status,
            403);
    }
};

QTEST_GUILESS_MAIN(RestWebhooks)
#include "rest_webhooks_test.moc"
