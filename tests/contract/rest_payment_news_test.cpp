// links: server_main contract_house
#include "server/gateways/stripe_provider.h"
#include "server/gateways/stripe_signature.h"
#include "server/services/accounts.h"
#include "server/services/recovery.h"
#include "shared/crypto/random.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr const char* kSecret = "whsec_news";

/// Its payment provider does not answer.
std::unique_ptr<House> houseOnItsOwn() {
    return std::make_unique<House>([](NodeOptions& node) {
        gateways::StripeOptions nobody;
        nobody.url = "http://127.0.0.1:9";
        nobody.key = "sk_test_news";
        nobody.webhookSecret = kSecret;
        node.payments = std::make_unique<gateways::StripeProvider>(std::move(nobody));
    });
}

bool beginRecovery(House& house) {
    const auto context = house.node->context();
    std::promise<bool> begun;
    services::submit<Done>(
        context.writer,
        [context](ports::Store& store) {
            services::beginRecovery(store, "a test", context.clock.now(), context.random,
                                    services::kBeforeBackup);
            return services::Decided<Done>{Done{}};
        },
        [&](const services::Outcome<Done>& done) { begun.set_value(done.ok()); });
    return begun.get_future().get();
}

bool isRecovering(House& house) {
    return *services::readOne<bool>(house.node->reader(),
                                    [](const ports::Store& store) { return store.isRecovering(); });
}

/// By which the provider has its payments.
std::string nameOf(House& house) {
    return services::readOne<Uuid>(house.node->reader(),
                                   [](const ports::Store& store) { return store.house(); })
        ->toString();
}

std::string supervisorIn(House& house) {
    services::Accounts accounts(house.node->context());
    std::promise<bool> done;
    accounts.create(
        {"ada@example.com", "Ada", domain::AccountRole::Supervisor, {}, "correct horse"}, false,
        [&](services::Outcome<services::Accounts::Created> made) {
            done.set_value(made.ok() && made->ok());
        });
    CHECK(done.get_future().get());
    const auto in =
        house.post("/v1/sessions", wire::encodeSignIn({"ada@example.com", "correct horse"}));
    return jsonOf(in)["access_token"].toString().toStdString();
}

/// Of a sale that this house may have made.
std::string saleNews(const std::string& house) {
    crypto::SystemRandom random;
    const auto payment = PaymentId::make(SystemClock().now(), random).toString();
    return R"({"id":"evt_)" + payment +
           R"(","data":{"object":{"object":"payment_intent","id":"pi_)" + payment +
           R"(","status":"succeeded","amount_received":2400,"metadata":{"foyer_payment":")" +
           payment + R"(","foyer_house":")" + house + R"(","foyer_sale_1":"{}"}}}})";
}

Answer send(House& house, const std::string& body) {
    const auto signature = gateways::signatureFor(kSecret, body, SystemClock().now());
    return house.post("/v1/payment-events", body, {"", {{"Stripe-Signature", signature}}});
}

} // namespace

/// News of the payment provider to a server that was put back.
class RestPaymentNews : public QObject {
    Q_OBJECT

private slots:
    void untilItIsKnownWhatWasLostTheyAreToComeAgain() {
        const auto house = houseOnItsOwn();
        const std::string body = R"({"id":"evt_r","data":{"object":{"object":"payment_intent",)"
                                 R"("id":"pi_r","status":"processing"}}})";
        QCOMPARE(send(*house, body).status, 200);
        QVERIFY(beginRecovery(*house));
        const auto refused = send(*house, body);
        QCOMPARE(refused.status, 503);
        QCOMPARE(problemOf(refused), std::string("recovering"));
        QCOMPARE(refused.header("retry-after"), std::string("60"));
    }

    void theOfficeSeesWhyTheProviderHasNotTold() {
        const auto house = houseOnItsOwn();
        QVERIFY(beginRecovery(*house));
        const auto token = supervisorIn(*house);
        const auto told = [&] { return jsonOf(house->get("/v1/recovery", {token, {}})); };
        QVERIFY(told()["waits_for_payments"].toBool());
        QTRY_VERIFY_WITH_TIMEOUT(!told()["payments_problem"].toString().isEmpty(), 20'000);
        QVERIFY(told()["recovering"].toBool());
    }

    void ofASaleThatTheHouseDoesNotKnowTheyProveALoss() {
        const auto house = houseOnItsOwn();
        QCOMPARE(send(*house, saleNews("another house")).status, 200);
        QVERIFY(!isRecovering(*house));
        QCOMPARE(problemOf(send(*house, saleNews(nameOf(*house)))), std::string("recovering"));
        QVERIFY(isRecovering(*house));
    }
};

QTEST_GUILESS_MAIN(RestPaymentNews)
#include "rest_payment_news_test.moc"
