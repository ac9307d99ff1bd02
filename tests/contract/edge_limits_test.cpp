// links: server_edge contract_edge_client

#include "tests/contract/edge_client.h"

#include <QtTest/QtTest>

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include <sys/resource.h>

using namespace foyer;
using namespace foyer::edge;
using namespace foyer::edge::testing;

namespace {

constexpr Milliseconds kShort{100};

std::unique_ptr<Server> started(Options options, Handler handler = echoHandler) {
    auto server = std::make_unique<Server>(std::move(options), std::move(handler));
    return server->start().ok() ? std::move(server) : nullptr;
}

void allowManyDescriptors() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

class EdgeLimitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { allowManyDescriptors(); }

    void aSlowHeadIsAnswered408AndClosed();
    void bytesThatTrickleDoNotProlongTheHead();
    void aSlowBodyIsAnswered408AndClosed();
    void anIdleConnectionIsClosedWithoutAWord();
    void aSlowHandlerIsNotAnIdleConnection();
    void aPeerThatStopsReadingIsDropped();
    void aThousandIdleConnectionsDisturbNobody();
    void connectionsBeyondTheLimitGet503();
    void resetsInTheMiddleOfEverythingLeaveTheServerWhole();
    void drainLetsRequestsInFlightEndAndTakesNoNewOnes();
    void drainLetsAHalfReadRequestEnd();
    void drainSaysWhenItsTimeIsOver();
    void badOptionsAreRefusedInWords();
};

void EdgeLimitsTest::aSlowHeadIsAnswered408AndClosed() {
    const auto server = started({.headTimeout = kShort});
    RawClient client(server->port());
    QVERIFY(client.send("GET / HTTP/1.1\r\nHost: fo"));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, 408);
    QCOMPARE(answer.header("connection"), std::string("close"));
    QVERIFY(client.ended());
}

void EdgeLimitsTest::bytesThatTrickleDoNotProlongTheHead() {
    const auto server = started({.headTimeout = kShort});
    RawClient client(server->port());
    QVERIFY(client.send("GET / HTTP/1.1\r\n"));
    // One more byte whenever nothing has come yet: it ends by the server's clock, not by ours.
    while (client.silent()) {
        client.send("a");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    QCOMPARE(client.answer().status, 408);
}

void EdgeLimitsTest::aSlowBodyIsAnswered408AndClosed() {
    const auto server = started({.bodyTimeout = kShort});
    RawClient client(server->port());
    QVERIFY(client.send("POST / HTTP/1.1\r\nHost: f\r\nContent-Length: 10\r\n\r\nhalf"));
    QCOMPARE(client.answer().status, 408);
    QVERIFY(client.ended());
}

void EdgeLimitsTest::anIdleConnectionIsClosedWithoutAWord() {
    const auto server = started({.idleTimeout = kShort});
    RawClient never(server->port());
    RawClient once(server->port());
    QCOMPARE(once.ask(get("/")).status, 200);
    QVERIFY(never.ended());
    QVERIFY(once.ended());
}

void EdgeLimitsTest::aSlowHandlerIsNotAnIdleConnection() {
    std::mutex mutex;
    ResponderPtr kept;
    const auto server = started({.headTimeout = kShort, .idleTimeout = kShort},
                                [&](Request request, ResponderPtr responder) {
                                    const std::lock_guard lock(mutex);
                                    if (request.path == "/slow")
                                        kept = std::move(responder);
                                    else
                                        responder->send(echo(request));
                                });
    RawClient slow(server->port());
    QVERIFY(slow.send(get("/slow")));
    // A connection opened later runs into its idle time; by then the slow one has had longer.
    RawClient clock(server->port());
    QCOMPARE(clock.ask(get("/")).status, 200);
    QVERIFY(clock.ended());
    QVERIFY(slow.silent());
    const std::lock_guard lock(mutex);
    kept->send(Response{});
    QCOMPARE(slow.answer().status, 200);
}

void EdgeLimitsTest::aPeerThatStopsReadingIsDropped() {
    const auto shared = std::make_shared<const std::string>(8'000'000, 'x');
    const auto server = started({.writeTimeout = kShort}, [&](Request, ResponderPtr responder) {
        Response response;
        response.shared = shared;
        responder->send(std::move(response));
    });
    RawClient client(server->port(), 4096);
    QVERIFY(client.send(get("/")));
    QTRY_COMPARE(server->counters().requests, std::uint64_t{1});
    QTRY_COMPARE_WITH_TIMEOUT(server->counters().open, std::size_t{0}, kPatienceMs);
    QVERIFY(client.takeAll().size() < shared->size());
    QVERIFY(client.wasReset());
}

void EdgeLimitsTest::aThousandIdleConnectionsDisturbNobody() {
    const auto server = started({});
    std::vector<RawClient> idle;
    for (int i = 0; i < 1000; ++i) {
        idle.emplace_back(server->port());
        QVERIFY(idle.back().connected());
    }
    for (RawClient& client : idle)
        QCOMPARE(client.ask(get("/keep-alive")).status, 200);
    RawClient oneMore(server->port());
    for (int i = 0; i < 100; ++i)
        QCOMPARE(oneMore.ask(get("/")).status, 200);
    QCOMPARE(server->counters().open, std::size_t{1001});
    for (RawClient& client : idle)
        QCOMPARE(client.ask(get("/still")).status, 200);
}

void EdgeLimitsTest::connectionsBeyondTheLimitGet503() {
    const auto server = started({.maxConnections = 2});
    RawClient first(server->port());
    {
        RawClient second(server->port());
        QCOMPARE(first.ask(get("/")).status, 200);
        QCOMPARE(second.ask(get("/")).status, 200);
        RawClient third(server->port());
        const Answer answer = third.answer();
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.header("retry-after"), std::string("1"));
        QVERIFY(third.ended());
        QCOMPARE(server->counters().refused, std::uint64_t{1});
    }
    QTRY_COMPARE(server->counters().open, std::size_t{1});
    RawClient next(server->port());
    QCOMPARE(next.ask(get("/")).status, 200);
}

void EdgeLimitsTest::resetsInTheMiddleOfEverythingLeaveTheServerWhole() {
    const auto server = started({});
    const std::string request = "POST /x HTTP/1.1\r\nHost: f\r\nContent-Length: 3\r\n\r\nabc";
    for (std::size_t cut = 0; cut <= request.size(); ++cut) {
        RawClient client(server->port());
        QVERIFY(client.send(request.substr(0, cut)));
        client.reset();
    }
    QTRY_COMPARE(server->counters().open, std::size_t{0});
    RawClient client(server->port());
    QCOMPARE(client.ask(get("/")).status, 200);
}

void EdgeLimitsTest::drainLetsRequestsInFlightEndAndTakesNoNewOnes() {
    std::mutex mutex;
    std::vector<ResponderPtr> kept;
    const auto server = started({}, [&](Request, ResponderPtr responder) {
        const std::lock_guard lock(mutex);
        kept.push_back(std::move(responder));
    });
    RawClient idle(server->port());
    RawClient busy(server->port());
    QVERIFY(busy.send(get("/1") + get("/2")));
    QTRY_COMPARE(server->counters().requests, std::uint64_t{2});
    auto drained =
        std::async(std::launch::async, [&] { return server->drain(Milliseconds{kPatienceMs}); });
    QVERIFY(idle.ended());
    QTRY_VERIFY(!RawClient(server->port()).connected());
    {
        const std::lock_guard lock(mutex);
        for (ResponderPtr& responder : kept)
            responder->send(Response{});
    }
    QVERIFY(busy.answer().header("connection").empty());
    QCOMPARE(busy.answer().header("connection"), std::string("close"));
    QVERIFY(busy.ended());
    busy.close();
    QVERIFY(drained.get());
}

void EdgeLimitsTest::drainLetsAHalfReadRequestEnd() {
    const auto server = started({});
    RawClient client(server->port());
    const std::string request = get("/half");
    // An answered request first: it proves that the half one behind it has been read, too.
    QVERIFY(client.send(get("/whole") + request.substr(0, 10)));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(!server->drain(kShort));
    const Answer answer = client.ask(request.substr(10));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("connection"), std::string("close"));
    client.close();
    QVERIFY(server->drain(Milliseconds{kPatienceMs}));
}

void EdgeLimitsTest::drainSaysWhenItsTimeIsOver() {
    ResponderPtr kept;
    std::atomic<bool> asked{false};
    const auto server = started({}, [&](Request, ResponderPtr responder) {
        kept = std::move(responder);
        asked = true;
    });
    RawClient client(server->port());
    QVERIFY(client.send(get("/")));
    QTRY_VERIFY(asked);
    QVERIFY(!server->drain(kShort));
    server->stop();
    QVERIFY(client.ended());
}

void EdgeLimitsTest::badOptionsAreRefusedInWords() {
    Server none({.loops = 0}, echoHandler);
    QVERIFY(!none.start().ok());
    Server huge({.maxHeadBytes = 1'000'000}, echoHandler);
    QVERIFY(!huge.start().ok());
    Server lost({.host = "no such host"}, echoHandler);
    const auto result = lost.start();
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.find("no such host") != std::string::npos);
}

QTEST_GUILESS_MAIN(EdgeLimitsTest)
#include "edge_limits_test.moc"
