// links: server_main contract_house
#include "server/gateways/stripe_provider.h"
#include "shared/wire/online_json.h"
#include "shared/wire/payment_json.h"
#include "tests/contract/foyerd_process.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr const char* kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr const char* kSpan = "00f067aa0ba902b7";

Extra traced(std::vector<edge::Header> more = {}) {
    more.emplace_back("traceparent", std::string("00-") + kTrace + "-" + kSpan + "-01");
    more.emplace_back("X-Request-Id", "request-7");
    return {"", std::move(more)};
}

/// A provider that remembers what it was told in `traceparent`, and knows nothing.
class Listener {
public:
    Listener()
        : m_server({}, [this](const edge::Request& request, const edge::ResponderPtr& responder) {
            std::call_once(m_once,
                           [&] { m_said.set_value(std::string(request.header("traceparent"))); });
            responder->send({.status = 500, .headers = {}, .body = {}, .shared = {}});
        }) {
        CHECK(m_server.start().ok());
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server.port()); }
    /// Of the first call.
    std::string said() { return m_said.get_future().get(); }

private:
    std::once_flag m_once;
    std::promise<std::string> m_said;
    edge::Server m_server;
};

} // namespace

class RestTrace : public QObject {
    Q_OBJECT

private:
    struct Told {
        std::string what;
        ports::TracePtr trace;
    };
    std::mutex m_lock;
    std::vector<Told> m_statements;
    std::vector<Told> m_requests;
    std::unique_ptr<House> m_house;
    std::string m_showtime;

    std::vector<Told> statementsOf(const std::string& request) {
        const std::lock_guard lock(m_lock);
        std::vector<Told> all;
        for (const auto& told : m_statements)
            if (told.trace && told.trace->request == request)
                all.push_back(told);
        return all;
    }
    Answer hold(SeatNo seat, const Extra& extra, const std::string& customer = {}) {
        return m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                             wire::encodeHoldRequest({{seat}, customer}), extra);
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>([this](NodeOptions& options) {
            options.onSlowStatement = [this](const std::string& statement, Milliseconds) {
                const std::lock_guard lock(m_lock);
                m_statements.push_back({statement, ports::currentTrace()});
            };
            options.accessLog = [this](const http::AccessRecord& record) {
                const std::lock_guard lock(m_lock);
                m_requests.push_back({record.path, record.trace});
            };
        });
        m_showtime = m_house->showtime()["id"].toString().toStdString();
    }
    void cleanupTestCase() { m_house.reset(); } // before what it tells

    void aTracedRequestIsTracedToTheWritersThread() {
        QCOMPARE(hold(SeatNo{1}, traced()).status, 201);
        const auto statements = statementsOf("request-7");
        const auto named = [&](const std::string& name) {
            return std::any_of(statements.begin(), statements.end(),
                               [&](const Told& told) { return told.what == name; });
        };
        QVERIFY(named("takeFromPool")); // written, on the writer's thread
        for (const auto& told : statements) {
            QCOMPARE(ports::traceIdOf(*told.trace->context), std::string(kTrace));
            QVERIFY(ports::traceparentOf(*told.trace->context).find(kSpan) == std::string::npos);
        }
    }

    void aReadIsTracedToItsWorker() {
        auto extra = traced();
        extra.headers.back().second = "request-8";
        QCOMPARE(m_house->get("/v1/showtimes?limit=1", extra).status, 200);
        QVERIFY(!statementsOf("request-8").empty());
    }

    void theRecordOfTheRequestSaysItsTrace() {
        auto extra = traced();
        extra.headers.back().second = "request-9";
        QCOMPARE(m_house->get("/livez", extra).status, 200);
        QTRY_VERIFY([this] {
            const std::lock_guard lock(m_lock);
            return std::any_of(m_requests.begin(), m_requests.end(), [](const Told& told) {
                return told.trace->request == "request-9" &&
                       ports::traceIdOf(*told.trace->context) == kTrace;
            });
        }());
    }

    void whatIsNoTraceIsNone() {
        auto extra = traced();
        extra.headers.front().second.back() = 'x';
        extra.headers.back().second = "request-10";
        QCOMPARE(m_house->get("/v1/showtimes?limit=1", extra).status, 200);
        const auto statements = statementsOf("request-10");
        QVERIFY(!statements.empty());
        for (const auto& told : statements)
            QVERIFY(!told.trace->context.has_value());
    }

    void whoWorksForNobodySaysSo() {
        QVERIFY(!ports::currentTrace());
        const std::lock_guard lock(m_lock);
        QVERIFY(std::any_of(m_statements.begin(), m_statements.end(),
                            [](const Told& told) { return !told.trace; })); // the start's
    }

    void noStatementTellsAValue() {
        QCOMPARE(hold(SeatNo{2}, traced(), "canary-77").status, 201);
        QCOMPARE(m_house->get("/v1/movies?q=canary-78").status, 200);
        const std::lock_guard lock(m_lock);
        for (const auto& told : m_statements)
            QVERIFY2(told.what.find("canary") == std::string::npos, told.what.c_str());
    }

    void thePaymentProviderHearsOfTheTrace() {
        Listener provider;
        House house([&](NodeOptions& options) {
            gateways::StripeOptions stripe;
            stripe.url = provider.url();
            stripe.key = "sk_test";
            stripe.webhookSecret = "whsec_test";
            options.payments = std::make_unique<gateways::StripeProvider>(std::move(stripe));
        });
        const auto showtime = house.showtime()["id"].toString().toStdString();
        const auto held = wire::decodeHold(house
                                               .post("/v1/showtimes/" + showtime + "/holds",
                                                     wire::encodeHoldRequest({{SeatNo{1}}, ""}))
                                               .body);
        QVERIFY(held.ok());
        (void)house.post("/v1/payments",
                         wire::encodePaymentRequest({held->id, held->token, {}, "pm_card_visa"}),
                         traced({{"Idempotency-Key", "once"}}));
        const auto said = ports::traceContextFrom(provider.said());
        QVERIFY(said.has_value());
        QCOMPARE(ports::traceIdOf(*said), std::string(kTrace));
        QVERIFY(ports::traceparentOf(*said).find(kSpan) == std::string::npos);
    }

    /// By the program that people start, in both formats.
    void everyLineOfTheRequestSaysItsTrace() {
        for (const char* format : {"text", "json"}) {
            FoyerdProcess foyerd(m_house->settings, {},
                                 {"--log-level", "debug", "--log-format", format});
            QCOMPARE(foyerd.ask("GET", "/v1/movies?limit=1", "", traced()).status, 200);
            QVERIFY2(foyerd.readUntil("/v1/movies 200"), foyerd.log().constData());
            const QByteArray log = foyerd.end();
            for (const auto& line : log.split('\n'))
                if (line.contains("request-7"))
                    QVERIFY2(line.contains(kTrace), line.constData());
            QVERIFY(log.contains(QByteArray(format) == "json"
                                     ? QByteArray("\"request\":\"request-7\",\"trace\":\"") + kTrace
                                     : QByteArray("[request-7 trace ") + kTrace + "]"));
        }
    }
};

QTEST_GUILESS_MAIN(RestTrace)
#include "rest_trace_test.moc"
