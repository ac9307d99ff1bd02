// links: server_main contract_house
#include "server/services/webhooks.h"
#include "shared/wire/account_json.h"
#include "shared/wire/report_text.h"
#include "tests/contract/metrics_page.h"
#include "tests/contract/till_sale.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

class RestMetrics : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;

    double now(const std::string& sample) const { return metricsOf(*m_house).at(sample); }

private slots:
    void initTestCase() { m_house = std::make_unique<House>(withMetrics); }

    void promtoolFindsNothingToSay() {
        QProcess promtool;
        promtool.setProcessChannelMode(QProcess::MergedChannels);
        promtool.start("promtool", {"check", "metrics"});
        QVERIFY2(promtool.waitForStarted(), "promtool is missing: install the package prometheus");
        promtool.write(QByteArray::fromStdString(metricsOf(*m_house).text));
        promtool.closeWriteChannel();
        QVERIFY(promtool.waitForFinished());
        QCOMPARE(QString::fromUtf8(promtool.readAll()), QString());
        QCOMPARE(promtool.exitCode(), 0);
    }

    void theyAreNotOnThePortOfTheCustomers() {
        QCOMPARE(m_house->get("/metrics").status, 404);
        QVERIFY(m_house->node->metricsPort() != m_house->node->port());
    }

    void nothingElseIsOnTheirPort() {
        QCOMPARE(askMetrics(*m_house, edge::testing::get("/v1/movies")).status, 404);
        QCOMPARE(askMetrics(*m_house, edge::testing::get("/")).status, 404);
        QCOMPARE(askMetrics(*m_house, "POST /metrics HTTP/1.1\r\nHost: foyer\r\n"
                                      "Content-Length: 0\r\n\r\n")
                     .status,
                 405);
    }

    void whereATokenIsAskedForNothingIsToldWithoutIt() {
        House house([](NodeOptions& options) {
            options.metrics = MetricsPort{{}, "a token of the house"};
        });
        const auto ask = [&](const std::string& bearer) {
            return askMetrics(house, requestText("GET", "/metrics", "", {bearer, {}}));
        };
        QCOMPARE(ask("").status, 401);
        QCOMPARE(ask("a token of the hous").status, 401);
        QVERIFY(ask("wrong").body.empty());
        QCOMPARE(ask("a token of the house").status, 200);
    }

    void requestsAreCountedByTheTemplateOfTheirRoute() {
        const std::string of = "foyer_http_requests_total{method=\"GET\",route=\"/v1/movies/{id}\","
                               "status=\"4xx\"}";
        const std::string took = "foyer_http_request_duration_seconds_count{method=\"GET\","
                                 "route=\"/v1/movies/{id}\"}";
        const auto before = metricsOf(*m_house);
        QCOMPARE(m_house->get("/v1/movies/018f3c2e-7a10-7000-8000-000000000001").status, 404);
        const auto after = metricsOf(*m_house);
        QCOMPARE(after.at(of), before.at(of) + 1);
        QCOMPARE(after.at(took), before.at(took) + 1);
        QVERIFY(after.text.find("018f3c2e") == std::string::npos);
    }

    void whateverIsAskedTheSetsOfLabelsStayTheSame() {
        const auto before = metricsOf(*m_house);
        for (int i = 0; i < 20; ++i) {
            const auto number = std::to_string(i);
            (void)m_house->get("/v1/" + number + "%22%7D%201");
            (void)m_house->get("/v1/movies/" + number);
            (void)m_house->ask("DELETE", "/v1/movies");
        }
        const auto after = metricsOf(*m_house);
        QCOMPARE(after.samples.size(), before.samples.size());
        const std::string none =
            "foyer_http_requests_total{method=\"none\",route=\"none\",status=\"4xx\"}";
        QCOMPARE(after.at(none), before.at(none) + 40);
    }

    void aSaleIsCountedOnceHoweverOftenItIsTold() {
        Till till(*m_house);
        crypto::SystemRandom random;
        const auto showtime =
            *ShowtimeId::parse(m_house->showtime()["id"].toString().toStdString());
        const auto asked =
            wire::decodeAllotments(till.askFor(showtime, {SeatNo{7}, SeatNo{8}}).body);
        QVERIFY(asked.ok());
        const auto entries =
            sell(till, showtime, asked->allotments.front(), random, SystemClock().now());
        const auto before = metricsOf(*m_house);
        QCOMPARE(till.upload(entries).status, 200);
        QCOMPARE(till.upload(entries).status, 200);
        const auto after = metricsOf(*m_house);
        const std::string bookings = "foyer_bookings_total{channel=\"counter\"}";
        const std::string sold = "foyer_seat_changes_total{state=\"sold\"}";
        const std::string accepted = "foyer_entries_total{outcome=\"accepted\"}";
        QCOMPARE(after.at(bookings), before.at(bookings) + 1);
        QCOMPARE(after.at(sold), before.at(sold) + 2);
        QCOMPARE(after.at(accepted), before.at(accepted) + 1);
    }

    void aLeaseAndAnUploadAreSeen() {
        Till till(*m_house);
        const auto showtime =
            *ShowtimeId::parse(m_house->showtime()["id"].toString().toStdString());
        const auto before = metricsOf(*m_house);
        QCOMPARE(till.askFor(showtime, {SeatNo{3}, SeatNo{4}}).status, 201);
        QCOMPARE(till.upload({till.seal(protocol::Printed{})}).status, 200);
        const auto after = metricsOf(*m_house);
        const std::string allotted = "foyer_seat_changes_total{state=\"allotted\"}";
        const std::string noted = "foyer_entries_total{outcome=\"noted\"}";
        QCOMPARE(after.at(allotted), before.at(allotted) + 2);
        QCOMPARE(after.at(noted), before.at(noted) + 1);
        QVERIFY(after.at("foyer_writer_batch_commands_count") >
                before.at("foyer_writer_batch_commands_count"));
        QVERIFY(after.at("foyer_commit_duration_seconds_count") > 0);
        QCOMPARE(after.at("foyer_terminals_connected{kind=\"counter\"}"),
                 before.at("foyer_terminals_connected{kind=\"counter\"}") + 1);
        QCOMPARE(after.at("foyer_writer_healthy"), 1.0);
        QCOMPARE(after.at("foyer_database_readable"), 1.0);
    }

    void whatATerminalHasNotSentYetIsItsLag() {
        Till till(*m_house);
        const std::string lag = "foyer_journal_lag_entries{kind=\"counter\"}";
        const auto before = now(lag);
        QCOMPARE(m_house
                     ->get("/v1/sync/changes", {till.token,
                                                {{std::string(wire::kSchemaHeader), "2"},
                                                 {std::string(wire::kJournalHeader), "7"}}})
                     .status,
                 200);
        QCOMPARE(now(lag), before + 7);
    }

    void aLetterThatWaitsIsSeen() {
        const std::string waiting = "foyer_outbox_messages{state=\"waiting\"}";
        const auto before = now(waiting);
        QCOMPARE(m_house
                     ->post("/v1/accounts",
                            wire::encodeRegister({"ada@example.com", "Ada", "correct horse", "en"}))
                     .status,
                 202);
        QCOMPARE(now(waiting), before + 1);
        QVERIFY(metricsOf(*m_house).text.find("ada@") == std::string::npos);
    }

    /// Nothing leaves this house, so they wait.
    void anEventThatWaitsForItsWebhookIsSeen() {
        const std::string waiting = "foyer_webhook_deliveries{state=\"waiting\"}";
        services::Webhooks webhooks(m_house->node->context(), nullptr);
        std::promise<WebhookId> made;
        webhooks.create({"https://example.com", {}, ""}, AccountId{},
                        [&](const services::Outcome<services::Webhooks::Answer>& answer) {
                            made.set_value((*answer)->id);
                        });
        const auto id = made.get_future().get();
        QCOMPARE(now(waiting), 0.0);
        std::promise<bool> pinged;
        webhooks.ping(id, [&](const services::Outcome<services::Webhooks::SendingAnswer>& sent) {
            pinged.set_value(sent.ok() && sent->ok());
        });
        QVERIFY(pinged.get_future().get());
        QCOMPARE(now(waiting), 1.0);
        QCOMPARE(now("foyer_webhook_deliveries{state=\"dead\"}"), 0.0);
        QCOMPARE(now("foyer_broker_lag_seconds"), 0.0);
    }

    void theDiskAndTheProcessAreMeasured() {
        const auto page = metricsOf(*m_house);
        QVERIFY(page.at("foyer_disk_free_bytes") > 0);
        QVERIFY(page.at("foyer_disk_size_bytes") >= page.at("foyer_disk_free_bytes"));
        QVERIFY(page.at("foyer_database_bytes{file=\"database\"}") > 0);
        QVERIFY(page.at("process_resident_memory_bytes") > 1e6);
        QVERIFY(page.at("process_open_fds") > 5);
    }
};

QTEST_GUILESS_MAIN(RestMetrics)
#include "rest_metrics_test.moc"
