// links: server_main Qt6::Network contract_house contract_rabbit_server
#include "server/services/events.h"
#include "shared/wire/online_json.h"
#include "tests/contract/own_certificate.h"
#include "tests/contract/rabbit_server.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

#include <amqp.h>
#include <amqp_tcp_socket.h>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr int kSoon = 60'000;

/// Somebody else who listens: a durable queue with bindings of its own.
class Consumer {
public:
    Consumer(const gateways::AmqpOptions& options, std::string queue,
             const std::vector<std::string>& bindings)
        : m_queue(std::move(queue)) {
        auto* socket = amqp_tcp_socket_new(m_connection);
        CHECK(amqp_socket_open(socket, options.host.c_str(), options.port) == AMQP_STATUS_OK);
        CHECK(amqp_login(m_connection, "/", 1, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest")
                  .reply_type == AMQP_RESPONSE_NORMAL);
        amqp_channel_open(m_connection, 1);
        check();
        const auto exchange = amqp_cstring_bytes("foyer.events");
        // As Foyer declares it: another kind of exchange would be refused here.
        amqp_exchange_declare(m_connection, 1, exchange, amqp_cstring_bytes("topic"), 0, 1, 0, 0,
                              amqp_empty_table);
        check();
        amqp_queue_declare(m_connection, 1, name(), 0, 1, 0, 0, amqp_empty_table);
        check();
        for (const auto& binding : bindings) {
            amqp_queue_bind(m_connection, 1, name(), exchange, amqp_cstring_bytes(binding.c_str()),
                            amqp_empty_table);
            check();
        }
    }
    ~Consumer() { amqp_destroy_connection(m_connection); }

    struct Heard {
        std::string key;
        std::string id;
        std::string type; // of the content
        bool persistent = false;
        QJsonObject event;
    };
    /// The next message, taken; nothing when there is none.
    std::optional<Heard> take() {
        const auto reply = amqp_basic_get(m_connection, 1, name(), 1);
        CHECK(reply.reply_type == AMQP_RESPONSE_NORMAL);
        if (reply.reply.id == AMQP_BASIC_GET_EMPTY_METHOD)
            return {};
        Heard heard;
        heard.key = text(static_cast<amqp_basic_get_ok_t*>(reply.reply.decoded)->routing_key);
        amqp_message_t message;
        CHECK(amqp_read_message(m_connection, 1, &message, 0).reply_type == AMQP_RESPONSE_NORMAL);
        heard.id = text(message.properties.message_id);
        heard.type = text(message.properties.content_type);
        heard.persistent = message.properties.delivery_mode == 2;
        heard.event =
            QJsonDocument::fromJson(QByteArray::fromStdString(text(message.body))).object();
        amqp_destroy_message(&message);
        amqp_maybe_release_buffers(m_connection);
        return heard;
    }
    std::vector<Heard> all() {
        std::vector<Heard> heard;
        while (auto next = take())
            heard.push_back(std::move(*next));
        return heard;
    }

private:
    amqp_bytes_t name() const { return amqp_cstring_bytes(m_queue.c_str()); }
    void check() { CHECK(amqp_get_rpc_reply(m_connection).reply_type == AMQP_RESPONSE_NORMAL); }
    static std::string text(const amqp_bytes_t& bytes) {
        return {static_cast<const char*>(bytes.bytes), bytes.len};
    }

    std::string m_queue;
    amqp_connection_state_t m_connection = amqp_new_connection();
};

ports::EventRecord eventOf(std::int64_t number, protocol::HouseEventKind kind) {
    ports::EventRecord event;
    event.number = number;
    event.id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
    event.kind = kind;
    event.body = "{\"number\":" + std::to_string(number) + "}";
    return event;
}

} // namespace

/// A real RabbitMQ hears what happens in a real server.
class AmqpTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<RabbitServer> m_rabbit;

private slots:
    void initTestCase() { m_rabbit = std::make_unique<RabbitServer>(); }
    void cleanupTestCase() { m_rabbit.reset(); }

    void everyEventIsConfirmedAndRoutedByItsType() {
        Consumer bookings(m_rabbit->options(), "bookings", {"booking.*"});
        Consumer everything(m_rabbit->options(), "everything", {"#"});
        gateways::Amqp amqp(m_rabbit->options());
        using Kind = protocol::HouseEventKind;
        const auto kept =
            amqp.publish({eventOf(1, Kind::BookingCreated), eventOf(2, Kind::PaymentCompleted),
                          eventOf(3, Kind::BookingCancelled)});
        QVERIFY2(kept.count == 3, kept.said.c_str());
        const auto some = bookings.all();
        QCOMPARE(some.size(), std::size_t{2});
        QCOMPARE(some[0].key, std::string("booking.created"));
        QCOMPARE(some[1].key, std::string("booking.cancelled"));
        const auto all = everything.all();
        QCOMPARE(all.size(), std::size_t{3});
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i].event["number"].toInt(), static_cast<int>(i) + 1);
            QVERIFY(all[i].persistent);
            QCOMPARE(all[i].type, std::string("application/cloudevents+json; charset=utf-8"));
        }
        QCOMPARE(all[0].id, std::string("00000000-0000-0000-0000-000000000001"));
    }

    void aBrokerIsSpokenToUnderTls() {
        Consumer everything(m_rabbit->options(), "secure", {"#"});
        gateways::Amqp amqp(m_rabbit->secureOptions());
        using Kind = protocol::HouseEventKind;
        for (int i = 1; i <= 2; ++i) { // over one connection
            const auto kept = amqp.publish({eventOf(i, Kind::BookingCreated)});
            QVERIFY2(kept.count == 1, kept.said.c_str());
        }
        QCOMPARE(everything.all().size(), std::size_t{2});
    }

    /// Whoever stands in between hears neither events nor the password.
    void aBrokerThatNobodyVouchesForHearsNothing_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"another authority", "the machine's authorities", "another name",
                                 "no TLS there", "no file of authorities"})
            QTest::newRow(what) << what;
    }
    void aBrokerThatNobodyVouchesForHearsNothing() {
        QFETCH(QString, what);
        QTemporaryDir folder;
        const OwnCertificate other(folder.path().toStdString(), "localhost");
        auto options = m_rabbit->secureOptions();
        if (what == "another authority")
            options.authorities = other.certificate;
        else if (what == "the machine's authorities")
            options.authorities.clear();
        else if (what == "another name")
            options.host = "127.0.0.1"; // which is not in the certificate
        else if (what == "no TLS there")
            options.port = m_rabbit->options().port;
        else
            options.authorities = other.certificate + ".none";
        Consumer everything(m_rabbit->options(), "unheard", {"#"});
        gateways::Amqp amqp(options);
        const auto kept = amqp.publish({eventOf(1, protocol::HouseEventKind::BookingCreated)});
        QCOMPARE(kept.count, std::size_t{0});
        QVERIFY(!kept.said.empty());
        QCOMPARE(everything.all().size(), std::size_t{0});
    }

    void aWrongPasswordIsSaidAndNotShown() {
        auto options = m_rabbit->options();
        options.password = "not-the-password";
        gateways::Amqp amqp(options);
        const auto kept = amqp.publish({eventOf(1, protocol::HouseEventKind::BookingCreated)});
        QCOMPARE(kept.count, std::size_t{0});
        QVERIFY(!kept.said.empty());
        QVERIFY(kept.said.find("not-the-password") == std::string::npos);
    }

    /// The broker goes away and comes back: what happened meanwhile is heard, nothing is lost.
    void aBrokerThatWasAwayHearsItAll() {
        House house([&](NodeOptions& options) {
            options.bus = std::make_unique<gateways::Amqp>(m_rabbit->options());
        });
        auto consumer = std::make_unique<Consumer>(m_rabbit->options(), "house",
                                                   std::vector<std::string>{"booking.created"});
        Till shop(house, "online");
        const auto showtime = house.showtime()["id"].toString().toStdString();
        std::uint16_t seat = 0;
        const auto sell = [&] {
            const auto held = house.post("/v1/showtimes/" + showtime + "/holds",
                                         wire::encodeHoldRequest({{SeatNo{seat++}}, ""}));
            const auto hold = *wire::decodeHold(held.body);
            const auto sold = shop.post(
                "/v1/bookings", wire::encodeBookingRequest(
                                    {hold.id, hold.token, {}, domain::TenderKind::Card, "pi_1"}));
            CHECK(sold.status == 201);
            return jsonOf(sold)["id"].toString();
        };
        std::vector<Consumer::Heard> heard;
        const auto listen = [&] {
            for (auto& each : consumer->all())
                heard.push_back(std::move(each));
            return heard.size();
        };
        std::vector<QString> sold{sell()};
        QTRY_COMPARE_WITH_TIMEOUT(listen(), std::size_t{1}, kSoon);
        consumer.reset();
        m_rabbit->stop();
        sold.push_back(sell());
        sold.push_back(sell());
        m_rabbit->start();
        consumer = std::make_unique<Consumer>(m_rabbit->options(), "house",
                                              std::vector<std::string>{"booking.created"});
        QTRY_VERIFY_WITH_TIMEOUT(listen() >= sold.size(), kSoon);
        // At least once, and in order.
        std::vector<QString> subjects;
        for (const auto& each : heard)
            if (const auto subject = each.event["subject"].toString();
                subjects.empty() || subjects.back() != subject)
                subjects.push_back(subject);
        QCOMPARE(subjects, sold);
    }
};

QTEST_GUILESS_MAIN(AmqpTest)
#include "amqp_test.moc"
