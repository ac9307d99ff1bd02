// links: server_main contract_house
#include "server/gateways/stripe_provider.h"
#include "server/gateways/stripe_signature.h"
#include "server/services/recovery.h"
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
};

QTEST_GUILESS_MAIN(RestPaymentNews)
#include "rest_payment_news_test.moc"
