// links: server_main contract_house
#include "server/gateways/stripe_provider.h"
#include "server/services/accounts.h"
#include "shared/wire/online_json.h"
#include "shared/wire/payment_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"
#include "tests/provider/provider_process.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;
using provider::ProviderProcess;

namespace {
constexpr int kSoon = 20'000;
} // namespace

/// What the provider does that nobody here has asked for: money goes back at its own desk, or comes
/// when the customer has gone. It ends in the books, and in a task that says what is to be done.
class RestUnaskedMoney : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ProviderProcess> m_provider;
    std::unique_ptr<House> m_house;
    std::string m_showtime;
    std::uint16_t m_next = 0;
    Extra m_supervisor;

    QString states() const {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        return map["states"].toString();
    }
    QChar stateOf(SeatNo seat) const { return states()[seat.value]; }
    wire::HoldAnswer hold() {
        while (states()[m_next] != QLatin1Char('f'))
            ++m_next;
        const auto made = m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                                        wire::encodeHoldRequest({{SeatNo{m_next++}}, ""}));
        CHECK(made.status == 201);
        return *wire::decodeHold(made.body);
    }
    wire::PaymentAnswer pay(const wire::HoldAnswer& hold, const std::string& method) {
        const auto made = m_house->post(
            "/v1/payments", wire::encodePaymentRequest({hold.id, hold.token, {}, method}));
        CHECK(made.status == 201);
        return *wire::decodePayment(made.body);
    }
    std::string stateOf(const wire::PaymentAnswer& payment) const {
        const auto seen = m_house->get("/v1/payments/" + payment.id.toString(), m_supervisor);
        return jsonOf(seen)["state"].toString().toStdString();
    }
    QJsonArray tasksAbout(const char* member, const std::string& what) const {
        QJsonArray found;
        const auto all = jsonOf(m_house->get("/v1/tasks", m_supervisor))["items"].toArray();
        for (const auto& task : all)
            if (task.toObject()[QLatin1String(member)].toString().toStdString() == what)
                found.append(task);
        return found;
    }
    /// Of the newest intent, as a form.
    std::string intent() const {
        const auto line = m_provider->newest();
        return "id=" + line.substr(0, line.find(' '));
    }
    bool isAllBack(const wire::PaymentAnswer& payment) const {
        const auto amount = std::to_string(payment.amount.minor);
        return m_provider->newest().ends_with(" succeeded " + amount + " " + amount);
    }
    Answer refund(const wire::PaymentAnswer& payment) const {
        return m_house->post("/v1/payments/" + payment.id.toString() + "/refund",
                             wire::encodeRefundRequest({{}, "ill"}), m_supervisor);
    }

private slots:
    void initTestCase() {
        m_provider = std::make_unique<ProviderProcess>();
        m_house = std::make_unique<House>([this](NodeOptions& node) {
            gateways::StripeOptions options;
            options.url = m_provider->url();
            options.key = ProviderProcess::kKey;
            options.webhookSecret = ProviderProcess::kWebhookSecret;
            options.times.answer = Milliseconds{500};
            node.payments = std::make_unique<gateways::StripeProvider>(std::move(options));
        });
        m_provider->control("webhooks",
                            "url=http://127.0.0.1:" + std::to_string(m_house->node->port()) +
                                "/v1/payment-events");
        m_showtime = m_house->showtime()["id"].toString().toStdString();
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create(
            {"ada@example.com", "Ada", domain::AccountRole::Supervisor, {}, "correct horse"}, true,
            [&](services::Outcome<services::Accounts::Created> made) {
                done.set_value(made.ok() && made->ok());
            });
        QVERIFY(done.get_future().get());
        const auto in =
            m_house->post("/v1/sessions", wire::encodeSignIn({"ada@example.com", "correct horse"}));
        m_supervisor = {jsonOf(in)["access_token"].toString().toStdString(), {}};
    }

    void whatGoesBackAtTheProvidersDeskIsATaskForAPerson() {
        const auto made = hold();
        const auto seat = made.seats.front();
        const auto payment = pay(made, "pm_card_visa_1");
        QCOMPARE(payment.state, std::string("captured"));
        m_provider->control("refund", intent());
        QVERIFY(std::stoi(m_provider->control("deliver", "times=2")) >= 2);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(payment), std::string("refunded"), kSoon);
        QCOMPARE(stateOf(seat), QChar('s')); // the ticket stands until somebody decides
        const auto open = tasksAbout("booking", payment.booking.toString());
        QCOMPARE(open.size(), 1);
        const auto task = open[0].toObject();
        QCOMPARE(task["kind"].toString(), QString("second-refund"));
        QVERIFY(task["text"].toString().contains("nobody here had asked for it"));
        QCOMPARE(task["amount"].toObject()["amount"].toInt(),
                 static_cast<int>(payment.amount.minor));
        QCOMPARE(refund(payment).status, 200);
        QCOMPARE(stateOf(seat), QChar('f'));
        QCOMPARE(tasksAbout("booking", payment.booking.toString()).size(), 0);
        QVERIFY(isAllBack(payment)); // and no more than that
    }

    /// The customer had gone, and the provider takes the money all the same.
    void whatIsTakenTooLateGoesBackAndAPersonIsTold() {
        const auto made = hold();
        const auto asked = pay(made, "pm_card_authenticationRequired");
        QCOMPARE(asked.state, std::string("requires_action"));
        m_provider->control("fault", "act=cancel&kind=swallow&times=50");
        const auto path = "/v1/payments/" + asked.id.toString() + "/cancel";
        QCOMPARE(m_house->post(path, "", {"", {{"Hold-Token", made.token}}}).status, 200);
        m_provider->control("authenticate", intent());
        m_provider->control("capture", intent());
        m_provider->control("heal");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(asked), std::string("refunded"), kSoon);
        QVERIFY(isAllBack(asked));
        QCOMPARE(stateOf(made.seats.front()), QChar('h')); // the hold goes on
        const auto open = tasksAbout("subject", asked.id.toString());
        QCOMPARE(open.size(), 1);
        const auto task = open[0].toObject();
        QCOMPARE(task["kind"].toString(), QString("card-unconfirmed"));
        QVERIFY(task["text"].toString().contains("has gone back to the card"));
        QCOMPARE(task["actions"].toArray(), QJsonArray{"settle"});
        QVERIFY(std::stoi(m_provider->control("deliver", "order=reverse&times=2")) >= 2);
        QCOMPARE(stateOf(asked), std::string("refunded"));
    }

    void theAuditFindsNothingAmiss() {
        m_house->node.reset();
        QVERIFY(audit(m_house->settings) == Exit::Done);
    }
};

QTEST_GUILESS_MAIN(RestUnaskedMoney)
#include "rest_unasked_money_test.moc"
