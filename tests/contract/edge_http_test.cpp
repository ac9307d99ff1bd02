// links: server_edge contract_edge_client

#include "tests/contract/edge_client.h"

#include <QtTest/QtTest>

#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace foyer;
using namespace foyer::edge;
using namespace foyer::edge::testing;

namespace {

/// Keeps the responders it is given until the test answers them, from the test's thread.
class Keeper {
public:
    Handler handler() {
        return [this](Request request, ResponderPtr responder) {
            const std::lock_guard lock(m_mutex);
            m_kept[request.path] = std::move(responder);
            m_changed.notify_all();
        };
    }
    ResponderPtr take(const std::string& path) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(kPatienceMs),
                           [&] { return m_kept.count(path) > 0; });
        ResponderPtr taken = std::move(m_kept[path]);
        m_kept.erase(path);
        return taken;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, ResponderPtr> m_kept;
};

Response text(std::string body) {
    Response response;
    response.body = std::move(body);
    return response;
}

} // namespace

class EdgeHttpTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_server = std::make_unique<Server>(Options{}, echoHandler);
        QVERIFY(m_server->start().ok());
    }
    void cleanup() { m_server.reset(); }

    void aRequestIsAnsweredWithTheHeadersOfTheEdge();
    void aRequestSplitAtEveryByteIsTheSameRequest();
    void requestsOneByteAtATimeAreAnswered();
    void pipelinedRequestsAreAnsweredInOrder();
    void morePipelinedRequestsThanTheLimitAreAllAnswered();
    void answersFromOtherThreadsKeepTheOrderOfTheRequests();
    void aHeadRequestGetsHeadersAndNoBody();
    void noContentAndNotModifiedHaveNeitherBodyNorLength();
    void chunkedBodiesAreTakenAsOne();
    void aChunkedBodySplitAtEveryByteIsTheSameBody();
    void aClientThatExpects100IsToldToContinue();
    void expectationsWaitForEarlierAnswers();
    void http10GetsOneAnswerAndNoKeepAlive();
    void connectionCloseEndsAfterTheAnswer();
    void theRequestIdOfTheClientIsKeptWhenItIsSane();
    void aResponderDroppedUnansweredAnswers500();
    void aHandlerThatThrowsAnswers500AndOnlyItsConnectionEnds();
    void aLateAnswerReachesNobodyElse();
    void anAnswerAfterTheServerIsGoneIsDropped();
    void largeSharedBodiesArriveWhole();
    void headersThatWouldSplitTheResponseBecome500();
    void severalLoopsServeSideBySide();
    void aHalfClosedClientStillGetsItsAnswer();
    void startingOnATakenPortSaysSo();

private:
    std::unique_ptr<Server> m_server;
};

void EdgeHttpTest::aRequestIsAnsweredWithTheHeadersOfTheEdge() {
    RawClient client(m_server->port());
    const Answer answer = client.ask(get("/v1/movies?q=a%20b"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("0\n/v1/movies\nq=a%20b\n"));
    QCOMPARE(answer.header("content-type"), std::string("text/plain"));
    QVERIFY(answer.header("date").ends_with(" GMT"));
    QCOMPARE(answer.header("date").size(), std::size_t{29});
    QCOMPARE(answer.header("x-request-id").size(), std::size_t{13});
    QVERIFY(answer.header("connection").empty());
    QCOMPARE(client.ask(get("/again")).status, 200);
}

void EdgeHttpTest::aRequestSplitAtEveryByteIsTheSameRequest() {
    const std::string request =
        "POST /v1/holds?x=1 HTTP/1.1\r\nHost: foyer\r\nContent-Length: 11\r\n"
        "X-Empty:\r\n\r\nhello seats";
    RawClient client(m_server->port());
    for (std::size_t at = 1; at < request.size(); ++at) {
        QVERIFY(client.send(request.substr(0, at)));
        QVERIFY(client.send(request.substr(at)));
        const Answer answer = client.answer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("2\n/v1/holds\nx=1\nhello seats"));
    }
}

void EdgeHttpTest::requestsOneByteAtATimeAreAnswered() {
    RawClient client(m_server->port());
    for (const char c : "\r\n" + get("/slow"))
        QVERIFY(client.send(std::string_view(&c, 1)));
    QCOMPARE(client.answer().body, std::string("0\n/slow\n\n"));
}

void EdgeHttpTest::pipelinedRequestsAreAnsweredInOrder() {
    RawClient client(m_server->port());
    std::string batch;
    for (int i = 0; i < 20; ++i)
        batch += get("/" + std::to_string(i));
    QVERIFY(client.send(batch));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client.answer().body, "0\n/" + std::to_string(i) + "\n\n");
}

void EdgeHttpTest::morePipelinedRequestsThanTheLimitAreAllAnswered() {
    Keeper keeper;
    Server server(Options{.maxPipelined = 2}, keeper.handler());
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    std::string batch;
    for (int i = 0; i < 9; ++i)
        batch += get("/" + std::to_string(i));
    QVERIFY(client.send(batch));
    for (int i = 0; i < 9; ++i) {
        QVERIFY(server.counters().requests <= static_cast<std::uint64_t>(i) + 2);
        keeper.take("/" + std::to_string(i))->send(text(std::to_string(i)));
        QCOMPARE(client.answer().body, std::to_string(i));
    }
}

void EdgeHttpTest::answersFromOtherThreadsKeepTheOrderOfTheRequests() {
    Keeper keeper;
    Server server(Options{}, keeper.handler());
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    QVERIFY(client.send(get("/first") + get("/second") + get("/third")));
    keeper.take("/third")->send(text("3"));
    keeper.take("/second")->send(text("2"));
    QVERIFY(client.silent());
    std::thread([&] { keeper.take("/first")->send(text("1")); }).join();
    QCOMPARE(client.answer().body, std::string("1"));
    QCOMPARE(client.answer().body, std::string("2"));
    QCOMPARE(client.answer().body, std::string("3"));
}

void EdgeHttpTest::aHeadRequestGetsHeadersAndNoBody() {
    RawClient client(m_server->port());
    QVERIFY(client.send("HEAD /x HTTP/1.1\r\nHost: foyer\r\n\r\n" + get("/y")));
    const Answer head = client.answer(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.header("content-length"), std::string("6"));
    QCOMPARE(client.answer().body, std::string("0\n/y\n\n"));
}

void EdgeHttpTest::noContentAndNotModifiedHaveNeitherBodyNorLength() {
    Server server(Options{}, [](Request request, ResponderPtr responder) {
        Response response = text("not to be sent");
        response.status = request.path == "/204" ? 204 : 304;
        responder->send(std::move(response));
    });
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    QVERIFY(client.send(get("/204") + get("/304")));
    for (const int status : {204, 304}) {
        const Answer answer = client.answer();
        QCOMPARE(answer.status, status);
        QVERIFY(answer.header("content-length").empty());
    }
}

void EdgeHttpTest::chunkedBodiesAreTakenAsOne() {
    RawClient client(m_server->port());
    const Answer answer =
        client.ask("POST /c HTTP/1.1\r\nHost: foyer\r\nTransfer-Encoding: Chunked\r\n\r\n"
                   "5;name=value\r\nhello\r\n00A\r\n 123456789\r\n0\r\nX-Trailer: yes\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("2\n/c\n\nhello 123456789"));
    QCOMPARE(client.ask(get("/next")).status, 200);
}

void EdgeHttpTest::aChunkedBodySplitAtEveryByteIsTheSameBody() {
    const std::string request =
        "PUT /c HTTP/1.1\r\nHost: foyer\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    RawClient client(m_server->port());
    for (std::size_t at = 1; at < request.size(); ++at) {
        QVERIFY(client.send(request.substr(0, at)));
        QVERIFY(client.send(request.substr(at)));
        QCOMPARE(client.answer().body, std::string("3\n/c\n\nabcde"));
    }
}

void EdgeHttpTest::aClientThatExpects100IsToldToContinue() {
    RawClient client(m_server->port());
    QVERIFY(client.send("POST /e HTTP/1.1\r\nHost: foyer\r\nContent-Length: 2\r\n"
                        "Expect: 100-continue\r\n\r\n"));
    QCOMPARE(client.takeUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(client.send("ok"));
    QCOMPARE(client.answer().body, std::string("2\n/e\n\nok"));
}

void EdgeHttpTest::expectationsWaitForEarlierAnswers() {
    Keeper keeper;
    Server server(Options{}, keeper.handler());
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    QVERIFY(client.send(get("/first") + "POST /e HTTP/1.1\r\nHost: foyer\r\nContent-Length: 2\r\n"
                                        "Expect: 100-continue\r\n\r\n"));
    ResponderPtr first = keeper.take("/first");
    QVERIFY(client.silent());
    first->send(text("1"));
    QCOMPARE(client.answer().body, std::string("1"));
    QCOMPARE(client.takeUntil("\r\n\r\n"), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
}

void EdgeHttpTest::http10GetsOneAnswerAndNoKeepAlive() {
    RawClient client(m_server->port());
    const Answer answer = client.ask("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("connection"), std::string("close"));
    QVERIFY(client.ended());
}

void EdgeHttpTest::connectionCloseEndsAfterTheAnswer() {
    RawClient client(m_server->port());
    QVERIFY(client.send("GET /bye HTTP/1.1\r\nHost: foyer\r\nConnection: foo, Close\r\n\r\n" +
                        get("/ignored")));
    const Answer answer = client.answer();
    QCOMPARE(answer.body, std::string("0\n/bye\n\n"));
    QCOMPARE(answer.header("connection"), std::string("close"));
    QVERIFY(client.ended());
}

void EdgeHttpTest::theRequestIdOfTheClientIsKeptWhenItIsSane() {
    RawClient client(m_server->port());
    const auto idFor = [&](const std::string& id) {
        return client.ask("GET / HTTP/1.1\r\nHost: foyer\r\nX-Request-Id: " + id + "\r\n\r\n")
            .header("x-request-id");
    };
    QCOMPARE(idFor("till-3_4.5"), std::string("till-3_4.5"));
    QCOMPARE(idFor("a b").size(), std::size_t{13});
    QCOMPARE(idFor(std::string(65, 'a')).size(), std::size_t{13});
    QVERIFY(idFor("") != idFor(""));
}

void EdgeHttpTest::aResponderDroppedUnansweredAnswers500() {
    Server server(Options{}, [](Request, ResponderPtr) {});
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.status, 500);
    QCOMPARE(answer.header("content-type"), std::string("application/problem+json"));
}

void EdgeHttpTest::aHandlerThatThrowsAnswers500AndOnlyItsConnectionEnds() {
    std::string reported;
    Options options;
    options.onFault = [&](std::string_view what) { reported = what; };
    Server server(options, [](Request request, ResponderPtr responder) {
        if (request.path == "/throw")
            throw std::runtime_error("a seat fell over");
        responder->send(echo(request));
    });
    QVERIFY(server.start().ok());
    RawClient bystander(server.port());
    QCOMPARE(bystander.ask(get("/")).status, 200);
    RawClient client(server.port());
    QCOMPARE(client.ask(get("/throw")).status, 500);
    QVERIFY(client.ended());
    QCOMPARE(bystander.ask(get("/")).status, 200);
    server.stop();
    QCOMPARE(reported, std::string("a seat fell over"));
}

void EdgeHttpTest::aLateAnswerReachesNobodyElse() {
    Keeper keeper;
    Server server(Options{}, keeper.handler());
    QVERIFY(server.start().ok());
    ResponderPtr late;
    {
        RawClient gone(server.port());
        QVERIFY(gone.send(get("/gone")));
        late = keeper.take("/gone");
        gone.reset();
    }
    QTRY_COMPARE(server.counters().open, std::size_t{0});
    // The slot is used again by the next connection, with the same sequence of requests.
    RawClient next(server.port());
    QVERIFY(next.send(get("/next")));
    ResponderPtr mine = keeper.take("/next");
    late->send(text("for somebody else"));
    mine->send(text("for me"));
    QCOMPARE(next.answer().body, std::string("for me"));
}

void EdgeHttpTest::anAnswerAfterTheServerIsGoneIsDropped() {
    Keeper keeper;
    auto server = std::make_unique<Server>(Options{}, keeper.handler());
    QVERIFY(server->start().ok());
    RawClient client(server->port());
    QVERIFY(client.send(get("/")));
    ResponderPtr late = keeper.take("/");
    server.reset();
    late->send(text("nobody listens"));
    QVERIFY(client.ended());
}

void EdgeHttpTest::largeSharedBodiesArriveWhole() {
    std::string pattern;
    for (int i = 0; pattern.size() < 5'000'000; ++i)
        pattern += std::to_string(i) + ",";
    const auto shared = std::make_shared<const std::string>(pattern);
    Server server(Options{}, [&](Request, ResponderPtr responder) {
        Response response;
        response.shared = shared;
        responder->send(std::move(response));
    });
    QVERIFY(server.start().ok());
    RawClient client(server.port(), 4096);
    QVERIFY(client.send(get("/1") + get("/2")));
    QVERIFY(client.answer().body == pattern);
    QVERIFY(client.answer().body == pattern);
}

void EdgeHttpTest::headersThatWouldSplitTheResponseBecome500() {
    Server server(Options{}, [](Request, ResponderPtr responder) {
        Response response;
        response.headers.emplace_back("Location", "/x\r\nSet-Cookie: stolen");
        responder->send(std::move(response));
    });
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.status, 500);
    QVERIFY(answer.header("set-cookie").empty());
}

void EdgeHttpTest::severalLoopsServeSideBySide() {
    Server server(Options{.loops = 3}, echoHandler);
    QVERIFY(server.start().ok());
    std::vector<RawClient> clients;
    for (int i = 0; i < 12; ++i)
        clients.emplace_back(server.port());
    for (int round = 0; round < 3; ++round) {
        for (RawClient& client : clients)
            QCOMPARE(client.ask(get("/x")).status, 200);
    }
    QCOMPARE(server.counters().requests, std::uint64_t{36});
}

void EdgeHttpTest::aHalfClosedClientStillGetsItsAnswer() {
    Keeper keeper;
    Server server(Options{}, keeper.handler());
    QVERIFY(server.start().ok());
    RawClient client(server.port());
    QVERIFY(client.send(get("/")));
    client.endWriting();
    keeper.take("/")->send(text("still here"));
    QCOMPARE(client.answer().body, std::string("still here"));
    QVERIFY(client.ended());
}

void EdgeHttpTest::startingOnATakenPortSaysSo() {
    Server second(Options{.port = m_server->port()}, echoHandler);
    const auto result = second.start();
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.find("another program") != std::string::npos);
    Server lost(Options{.host = "192.0.2.1"}, echoHandler);
    const auto elsewhere = lost.start();
    QVERIFY(!elsewhere.ok());
    QVERIFY(elsewhere.error().message.find("does not have that address") != std::string::npos);
}

QTEST_GUILESS_MAIN(EdgeHttpTest)
#include "edge_http_test.moc"
