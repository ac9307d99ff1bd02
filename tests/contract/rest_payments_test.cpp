// links: server_main contract_house
#include "server/gateways/stripe_provider.h"
#include "server/gateways/stripe_signature.h"
#include "server/services/accounts.h"
#include "shared/crypto/random.h"
#include "shared/wire/online_json.h"
#include "shared/wire/payment_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"
#include "tests/provider/provider_process.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using provider::ProviderProcess;

namespace {

constexpr int kSoon = 20'000; // ms: a wait that ends by itself long before, or a failure

/// foyerd as people start it, on the house's database.
class Foyerd {
public:
    Foyerd(const Settings& settings, const ProviderProcess& provider) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("FOYER_PAYMENT_KEY", ProviderProcess::kKey);
        environment.insert("FOYER_PAYMENT_WEBHOOK_KEY", ProviderProcess::kWebhookSecret);
        environment.insert("FOYER_PAYMENT_URL", QString::fromStdString(provider.url()));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(qEnvironmentVariable("FOYER_BINARY_DIR") + "/bin/foyerd",
                        {"serve", "--port", "0", "--data", QString::fromStdString(settings.data)});
        while (port == 0 && m_process.waitForReadyRead(kSoon)) {
            log += m_process.readAll();
            const auto at = log.indexOf("http://127.0.0.1:");
            if (at >= 0)
                port = static_cast<std::uint16_t>(
                    QString::fromUtf8(log.mid(at + 17)).section('\n', 0, 0).trimmed().toUShort());
        }
        CHECK(port != 0);
    }
    ~Foyerd() { kill(); }
    void kill() {
        m_process.kill();
        m_process.waitForFinished(kSoon);
        log += m_process.readAll();
    }

    std::uint16_t port = 0;
    QByteArray log;

private:
    QProcess m_process;
};

Answer askAt(std::uint16_t port, const std::string& method, const std::string& target,
             const std::string& body = {}, const Extra& extra = {}) {
    RawClient client(port);
    client.send(requestText(method, target, body, extra));
    return client.answer();
}

} // namespace

/// Card payments in bytes: a real server, and a provider in a process of its own that fails on
/// command.
class RestPayments : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ProviderProcess> m_provider;
    std::unique_ptr<House> m_house;
    std::string m_showtime;
    std::uint16_t m_next = 0;
    int m_cards = 0;

    /// One that no test had before.
    SeatNo freeSeat() {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        const auto states = map["states"].toString();
        while (states[m_next] != QLatin1Char('f'))
            ++m_next;
        return SeatNo{m_next++};
    }
    QChar stateOf(SeatNo seat) {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        return map["states"].toString()[seat.value];
    }
    wire::HoldAnswer hold(std::uint16_t port, SeatNo seat) {
        const auto answer = askAt(port, "POST", "/v1/showtimes/" + m_showtime + "/holds",
                                  wire::encodeHoldRequest({{seat}, ""}));
        CHECK(answer.status == 201);
        return *wire::decodeHold(answer.body);
    }
    wire::HoldAnswer hold() { return hold(m_house->node->port(), freeSeat()); }
    /// Each card is another, unless a test says which: what is tried too often is turned away.
    Answer pay(const wire::HoldAnswer& hold, std::string method = {}) {
        if (method.empty())
            method = "pm_card_visa_" + std::to_string(++m_cards);
        return m_house->post("/v1/payments",
                             wire::encodePaymentRequest({hold.id, hold.token, {}, method}));
    }
    wire::PaymentAnswer read(const Answer& answer) {
        const auto payment = wire::decodePayment(answer.body);
        CHECK(payment.ok());
        return *payment;
    }
    wire::PaymentAnswer paid(const wire::HoldAnswer& hold) {
        const auto answer = pay(hold);
        CHECK(answer.status == 201);
        return read(answer);
    }
    wire::PaymentAnswer look(const wire::PaymentAnswer& payment, const std::string& token,
                             std::uint16_t port = 0) {
        return read(askAt(port ? port : m_house->node->port(), "GET",
                          "/v1/payments/" + payment.id.toString(), {},
                          {"", {{"Hold-Token", token}}}));
    }
    std::string staffToken() {
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create(
            {"ada@example.com", "Ada", domain::AccountRole::Supervisor, {}, "correct horse"}, true,
            [&](services::Outcome<services::Accounts::Created> made) {
                done.set_value(made.ok() && made->ok());
            });
        CHECK(done.get_future().get());
        const auto in =
            m_house->post("/v1/sessions", wire::encodeSignIn({"ada@example.com", "correct horse"}));
        return jsonOf(in)["access_token"].toString().toStdString();
    }
    Answer refund(const wire::PaymentAnswer& payment, const std::string& bearer) {
        return m_house->post("/v1/payments/" + payment.id.toString() + "/refund",
                             wire::encodeRefundRequest({{}, "ill"}), {bearer, {}});
    }

    gateways::StripeOptions options() const {
        gateways::StripeOptions options;
        options.url = m_provider->url();
        options.key = ProviderProcess::kKey;
        options.webhookSecret = ProviderProcess::kWebhookSecret;
        options.times.answer = Milliseconds{500};
        options.pageWait = Milliseconds{1};
        return options;
    }
    /// As the server has one.
    gateways::StripeProvider line() const { return gateways::StripeProvider(options()); }

private slots:
    void initTestCase() {
        m_provider = std::make_unique<ProviderProcess>();
        m_house = std::make_unique<House>([this](NodeOptions& node) {
            node.payments = std::make_unique<gateways::StripeProvider>(options());
        });
        m_provider->control("webhooks",
                            "url=http://127.0.0.1:" + std::to_string(m_house->node->port()) +
                                "/v1/payment-events");
        m_showtime = m_house->showtime()["id"].toString().toStdString();
    }

    void aCustomerPaysAndTheSeatIsSold() {
        const auto seat = freeSeat();
        const auto made = hold(m_house->node->port(), seat);
        const auto payment = paid(made);
        QCOMPARE(payment.state, std::string("captured"));
        QVERIFY(payment.settled && payment.amount.minor > 0);
        QCOMPARE(payment.captured.minor, payment.amount.minor);
        QCOMPARE(payment.bookingReference, domain::referenceOf(payment.booking));
        QCOMPARE(stateOf(seat), QChar('s'));
        QVERIFY(m_provider->newest().ends_with(" succeeded " +
                                               std::to_string(payment.amount.minor) + " 0"));
        // The same again, without a key: the same payment.
        QCOMPARE(read(pay(made)).id.toString(), payment.id.toString());
    }

    void theProviderKeepsANoteOfTheSaleAndListsIt() {
        const auto seat = freeSeat();
        const auto made = hold(m_house->node->port(), seat);
        const auto payment = paid(made);
        QCOMPARE(payment.state, std::string("captured"));
        const auto listed = line().list(SystemClock().now() - std::chrono::hours{1});
        QVERIFY(listed.ok());
        const auto ours = std::find_if(listed->begin(), listed->end(), [&](const auto& each) {
            return each.payment.toString() == payment.id.toString();
        });
        QVERIFY(ours != listed->end());
        QVERIFY(!ours->house.empty() && ours->view.noted);
        QVERIFY(ours->amount == payment.amount && ours->view.captured == payment.amount.minor);
        QVERIFY(ours->note.has_value());
        QCOMPARE(ours->note->booking.toString(), payment.booking.toString());
        QCOMPARE(ours->note->lines.size(), std::size_t{1});
        QVERIFY(ours->note->lines[0].seat == seat);
        QVERIFY(ours->note->lines[0].price == payment.amount);
        QVERIFY(line().list(SystemClock().now() + std::chrono::hours{1})->empty());
    }

    void theListHasAllPagesOfTheProviderOrNone() {
        crypto::SystemRandom random;
        auto ours = line();
        std::set<PaymentId> made;
        const Instant now = SystemClock().now();
        for (int i = 0; i < 60; ++i) {
            const auto id = PaymentId::make(now, random);
            QVERIFY(std::holds_alternative<core::IntentView>(
                ours.create({id, {700, {}}, "pm_card_visa", "another house"})));
            made.insert(id);
        }
        const auto listed = ours.list(now - std::chrono::seconds{1});
        QVERIFY(listed.ok());
        std::set<PaymentId> seen;
        for (const auto& each : *listed) {
            QVERIFY(seen.insert(each.payment).second);
            made.erase(each.payment);
        }
        QVERIFY(made.empty());
        // A page whose answer is lost is asked for again, and not for ever.
        for (const char* lost : {"act=list&kind=error&times=2", "act=list&kind=swallow"}) {
            m_provider->control("fault", lost);
            const auto again = ours.list(now - std::chrono::seconds{1});
            QVERIFY(again.ok());
            QCOMPARE(again->size(), listed->size());
        }
        m_provider->control("fault", "act=list&kind=error&times=3");
        QVERIFY(!ours.list(now).ok());
        m_provider->control("fault", "act=list&kind=swallow&times=3");
        QVERIFY(!ours.list(now).ok());
        QCOMPARE(m_provider->control("faults"), std::string("0"));
    }

    void aNoteIsKeptWithWhatIsCapturedAlready() {
        crypto::SystemRandom random;
        auto ours = line();
        const Instant now = SystemClock().now();
        const ports::PaymentOrder order{
            PaymentId::make(now, random), {700, {}}, "pm_card_visa", "another house"};
        const auto intent = std::get<core::IntentView>(ours.create(order));
        const ports::PaymentKey key{order.payment, intent.id};
        QVERIFY(!std::get<core::IntentView>(ours.capture(key, order.amount, {})).noted);
        protocol::SaleNote note;
        note.email = "somebody@example.com";
        QVERIFY(std::get<core::IntentView>(ours.annotate(key, note)).noted);
        const auto view = std::get<core::IntentView>(ours.fetch(key));
        QVERIFY(view.noted && view.captured == 700);
    }

    void onlyTheTokenShowsAPayment() {
        const auto made = hold();
        const auto payment = paid(made);
        QCOMPARE(look(payment, made.token).state, std::string("captured"));
        const auto thief =
            m_house->get("/v1/payments/" + payment.id.toString(), {"", {{"Hold-Token", "guess"}}});
        QCOMPARE(problemOf(thief), std::string("unknown-payment"));
        QCOMPARE(problemOf(m_house->get("/v1/payments/" + payment.id.toString())),
                 std::string("unknown-payment"));
    }

    void aDeclinedCardLeavesTheHoldForAnother() {
        const auto made = hold();
        const auto declined = read(pay(made, "pm_card_chargeDeclined"));
        QCOMPARE(declined.state, std::string("failed"));
        QCOMPARE(declined.failure, std::string("generic_decline"));
        QCOMPARE(paid(made).state, std::string("captured"));
    }

    void theCustomerProvesItAndTheNewsComeTwiceAndReversed() {
        const auto made = hold();
        const auto asked = read(pay(made, "pm_card_authenticationRequired"));
        QCOMPARE(asked.state, std::string("requires_action"));
        QVERIFY(asked.actionUrl.starts_with("https://"));
        m_provider->control("deliver");
        const auto intent = m_provider->newest();
        m_provider->control("authenticate", "id=" + intent.substr(0, intent.find(' ')));
        QVERIFY(std::stoi(m_provider->control("deliver", "order=reverse&times=2")) >= 2);
        QTRY_COMPARE_WITH_TIMEOUT(look(asked, made.token).state, std::string("captured"), kSoon);
        QVERIFY(std::stoi(m_provider->control("deliver", "order=reverse&times=2")) >= 2);
        QCOMPARE(look(asked, made.token).state, std::string("captured"));
    }

    void whatIsUnknownIsAskedAgainAndBlocksNobody_data() {
        QTest::addColumn<QString>("fault");
        QTest::newRow("the answer to create is lost") << "act=create&kind=lose";
        QTest::newRow("create is lost") << "act=create&kind=swallow";
        QTest::newRow("the answer to capture is lost") << "act=capture&kind=lose";
        QTest::newRow("the provider fails") << "act=capture&kind=error";
    }
    void whatIsUnknownIsAskedAgainAndBlocksNobody() {
        QFETCH(QString, fault);
        const auto made = hold();
        m_provider->control("fault", fault.toStdString());
        const auto lost = read(pay(made));
        QCOMPARE(lost.state, std::string("unknown"));
        QVERIFY(!lost.settled);
        QCOMPARE(paid(hold()).state, std::string("captured"));
        QTRY_COMPARE_WITH_TIMEOUT(look(lost, made.token).state, std::string("captured"), kSoon);
    }

    void aCaptureThatIsDeclinedTakesTheTicketBack() {
        const auto seat = freeSeat();
        const auto made = hold(m_house->node->port(), seat);
        m_provider->control("fault", "act=capture&kind=decline");
        const auto payment = paid(made);
        QCOMPARE(payment.state, std::string("failed"));
        QVERIFY(payment.settled);
        QCOMPARE(stateOf(seat), QChar('f'));
    }

    void theOfficePaysBackByTheCard() {
        const auto seat = freeSeat();
        const auto payment = paid(hold(m_house->node->port(), seat));
        QCOMPARE(refund(payment, {}).status, 401);
        const auto bearer = staffToken();
        const auto back = refund(payment, bearer);
        QCOMPARE(back.status, 200);
        QCOMPARE(read(back).state, std::string("refunded"));
        QCOMPARE(stateOf(seat), QChar('f'));
        const auto amount = std::to_string(payment.amount.minor);
        QVERIFY(m_provider->newest().ends_with(" succeeded " + amount + " " + amount));
        QCOMPARE(problemOf(refund(payment, bearer)), std::string("not-refundable"));
    }

    void aReversalByTheBankTakesTheTicketBack() {
        const auto seat = freeSeat();
        const auto made = hold(m_house->node->port(), seat);
        const auto payment = paid(made);
        const auto intent = m_provider->newest();
        m_provider->control("reverse", "id=" + intent.substr(0, intent.find(' ')));
        m_provider->control("deliver");
        QTRY_COMPARE_WITH_TIMEOUT(look(payment, made.token).state, std::string("reversed"), kSoon);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(seat), QChar('f'), kSoon);
    }

    void aCustomerCancelsWhileTheBankWaits() {
        const auto made = hold();
        const auto asked = read(pay(made, "pm_card_authenticationRequired"));
        const auto path = "/v1/payments/" + asked.id.toString() + "/cancel";
        const auto cancelled = m_house->post(path, "", {"", {{"Hold-Token", made.token}}});
        QCOMPARE(cancelled.status, 200);
        QCOMPARE(read(cancelled).state, std::string("cancelled"));
        QVERIFY(m_provider->newest().find(" canceled ") != std::string::npos);
        const auto second = paid(made);
        QCOMPARE(second.state, std::string("captured"));
        QCOMPARE(problemOf(m_house->post("/v1/payments/" + second.id.toString() + "/cancel", "",
                                         {"", {{"Hold-Token", made.token}}})),
                 std::string("paid-before"));
    }

    void eventsThatAreForgedOrOldAreRefused() {
        const std::string body = R"({"id":"evt_x","data":{"object":{"object":"customer"}}})";
        const Instant now = SystemClock().now();
        const auto send = [&](const std::string& signature) {
            return m_house
                ->post("/v1/payment-events", body, {"", {{"Stripe-Signature", signature}}})
                .status;
        };
        const char* secret = ProviderProcess::kWebhookSecret;
        QCOMPARE(send(gateways::signatureFor(secret, body, now)), 200);
        QCOMPARE(send(gateways::signatureFor("whsec_guess", body, now)), 400);
        QCOMPARE(send(gateways::signatureFor(secret, body + " ", now)), 400);
        QCOMPARE(send(gateways::signatureFor(secret, body, now - std::chrono::minutes{6})), 400);
        QCOMPARE(send(gateways::signatureFor(secret, body, now + std::chrono::minutes{6})), 400);
        QCOMPARE(send(""), 400);
    }

    void aPersonLooksAtWhatIsUnusualBeforeTheMoneyIsTaken() {
        const auto ofAda = [this](SeatNo seat) {
            const auto answer = m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                                              wire::encodeHoldRequest({{seat}, "ada"}));
            CHECK(answer.status == 201);
            return *wire::decodeHold(answer.body);
        };
        for (int i = 0; i < 11; ++i)
            QCOMPARE(paid(ofAda(freeSeat())).state, std::string("captured"));
        const auto seat = freeSeat();
        const auto payment = paid(ofAda(seat));
        QCOMPARE(payment.state, std::string("authorized"));
        QCOMPARE(payment.reviewRule, std::string("customer_velocity"));
        QCOMPARE(stateOf(seat), QChar('s'));
        const auto bearer = staffToken();
        const QJsonValue queue = jsonOf(m_house->get("/v1/payment-reviews", {bearer, {}}))["items"];
        QCOMPARE(queue.toArray().size(), 1);
        const auto approved = m_house->post("/v1/payments/" + payment.id.toString() + "/review",
                                            wire::encodeReviewRequest({true}), {bearer, {}});
        QCOMPARE(read(approved).state, std::string("captured"));
        QVERIFY(read(approved).reviewRule.empty());
    }

    void whoTriesOneCardTooOftenIsTurnedAway() {
        const auto made = hold();
        for (int i = 0; i < 6; ++i)
            QCOMPARE(read(pay(made, "pm_card_tryDeclined")).state, std::string("failed"));
        const auto refused = pay(made, "pm_card_tryDeclined");
        QCOMPARE(refused.status, 429);
        QCOMPARE(problemOf(refused), std::string("too-many-payments"));
    }

    void noCardNumberComesIn() {
        const auto made = hold();
        const auto asCustomer =
            m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                          wire::encodeHoldRequest({{freeSeat()}, "4242424242424242"}));
        QCOMPARE(problemOf(asCustomer), std::string("invalid-body"));
        const auto asReason = m_house->post(
            "/v1/payments/" + made.id.toString() + "/refund",
            wire::encodeRefundRequest({{}, "card 4242 4242 4242 4242"}), {staffToken(), {}});
        QCOMPARE(problemOf(asReason), std::string("invalid-body"));
        const auto asType = m_house->post(
            "/v1/payments",
            wire::encodePaymentRequest(
                {made.id, made.token, {{made.seats[0], "4242424242424242"}}, "pm_1"}));
        QCOMPARE(problemOf(asType), std::string("type-not-sold"));
        for (const char* number :
             {"4242424242424242", "4242-4242-4242-4242", "pm_4242424242424242"})
            QCOMPARE(problemOf(pay(made, number)), std::string("invalid-body"));
        for (const auto& name :
             QDir(QString::fromStdString(m_house->settings.data)).entryList(QDir::Files)) {
            QFile file(QString::fromStdString(m_house->settings.data) + "/" + name);
            QVERIFY(file.open(QFile::ReadOnly));
            QVERIFY2(!file.readAll().contains("4242424242424242"), qPrintable(name));
        }
    }

    void withoutAProviderNothingIsOffered() {
        House bare;
        const auto answer = bare.post(
            "/v1/payments",
            wire::encodePaymentRequest({HoldId{*Uuid::parse(m_showtime)}, "x", {}, "pm_1"}));
        QCOMPARE(answer.status, 503);
        QCOMPARE(problemOf(answer), std::string("payments-not-offered"));
    }

    /// foyerd itself, killed while the provider has done what it was asked and has not answered,
    /// and started again.
    void aServerThatIsKilledGoesOn_data() {
        QTest::addColumn<QString>("fault");
        QTest::newRow("while it authorises") << "act=create&kind=hold";
        QTest::newRow("while it captures") << "act=capture&kind=hold";
        QTest::newRow("before it arrives") << "act=create&kind=swallow";
    }
    void aServerThatIsKilledGoesOn() {
        QFETCH(QString, fault);
        const auto seat = freeSeat();
        m_house->node.reset();
        wire::HoldAnswer made;
        {
            Foyerd server(m_house->settings, *m_provider);
            made = hold(server.port, seat);
            m_provider->control("fault", fault.toStdString());
            RawClient customer(server.port);
            customer.send(requestText(
                "POST", "/v1/payments",
                wire::encodePaymentRequest({made.id, made.token, {}, "pm_card_visa"}), {}));
            // It waits for the provider by now, once the fault has met it.
            QTRY_COMPARE_WITH_TIMEOUT(m_provider->control("faults"), std::string("0"), kSoon);
            server.kill();
            QVERIFY(!server.log.contains(ProviderProcess::kKey));
        }
        m_provider->control("release");
        {
            Foyerd server(m_house->settings, *m_provider);
            const auto again =
                read(askAt(server.port, "POST", "/v1/payments",
                           wire::encodePaymentRequest({made.id, made.token, {}, "pm_card_visa"})));
            QTRY_COMPARE_WITH_TIMEOUT(look(again, made.token, server.port).state,
                                      std::string("captured"), kSoon);
            QVERIFY(m_provider->newest().ends_with(" succeeded " +
                                                   std::to_string(again.amount.minor) + " 0"));
        }
        m_house->start();
        QCOMPARE(stateOf(seat), QChar('s'));
    }

    void theAuditFindsNothingAmiss() {
        m_house->node.reset();
        QVERIFY(audit(m_house->settings) == Exit::Done);
        m_house->start();
    }
};

QTEST_GUILESS_MAIN(RestPayments)
#include "rest_payments_test.moc"
