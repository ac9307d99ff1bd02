// links: server_edge contract_edge_client

#include "tests/contract/edge_client.h"

#include <QtTest/QtTest>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>

using namespace foyer;
using namespace foyer::edge;
using namespace foyer::edge::testing;

namespace {

/// Echoes texts, and keeps what happened for the test to look at.
class Room final : public WebSocketHandler {
public:
    WebSocketHub* hub = nullptr;

    UpgradeDecision accept(const Request& request) override {
        if (request.path == "/live")
            return AcceptUpgrade{"foyer.v1"};
        if (request.path == "/forbidden") {
            Response refusal;
            refusal.status = 403;
            return refusal;
        }
        return PassOn{};
    }
    void onOpen(SessionId session, const Request& request) override {
        if (request.query == "greet")
            hub->send(session, encodeText("welcome"));
        note([&] { m_open.push_back(session); });
    }
    void onText(SessionId session, std::string_view text) override {
        if (text == "throw")
            throw std::runtime_error("a handler's bug");
        const int times = text == "burst" ? 10 : 1;
        for (int i = 0; i < times; ++i)
            hub->send(session, encodeText(times > 1 ? std::string(50'000, 'b') : text));
    }
    void onClose(SessionId session, const SessionEnd& end) override {
        note([&] { m_ends.emplace_back(session, end); });
    }

    std::vector<SessionId> opened(std::size_t count) {
        return wait([&] { return m_open.size() >= count; }), m_open;
    }
    SessionEnd end(std::size_t index = 0) {
        wait([&] { return m_ends.size() > index; });
        return m_ends.size() > index ? m_ends[index].second : SessionEnd{0, "never ended"};
    }
    std::size_t ends() {
        const std::lock_guard lock(m_mutex);
        return m_ends.size();
    }

private:
    template <class Change>
    void note(Change change) {
        const std::lock_guard lock(m_mutex);
        change();
        m_changed.notify_all();
    }
    template <class Condition>
    void wait(Condition condition) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(kPatienceMs), condition);
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<SessionId> m_open;
    std::vector<std::pair<SessionId, SessionEnd>> m_ends;
};

std::string handshake(std::string_view target, std::string_view extra = "") {
    return "GET " + std::string(target) +
           " HTTP/1.1\r\nHost: foyer\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           std::string(extra) + "\r\n";
}

std::string masked(int opcode, std::string_view payload, bool final = true) {
    std::string bytes(1, static_cast<char>((final ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        bytes += static_cast<char>(0x80 | payload.size());
    } else {
        bytes += static_cast<char>(0x80 | 126);
        bytes += static_cast<char>(payload.size() >> 8);
        bytes += static_cast<char>(payload.size());
    }
    const std::string mask = "mask";
    bytes += mask;
    for (std::size_t i = 0; i < payload.size(); ++i)
        bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
    return bytes;
}

/// The next frame of the server as `opcode:payload`, empty when there is none.
std::string frame(RawClient& client) {
    const std::string head = client.take(2);
    if (head.size() < 2)
        return {};
    std::size_t size = static_cast<unsigned char>(head[1]);
    std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (extra > 0)
        size = 0;
    for (const char c : client.take(extra))
        size = size << 8 | static_cast<unsigned char>(c);
    return std::to_string(head[0] & 0x0F) + ":" + client.take(size);
}

std::string closeFrame(int code, std::string_view reason = "") {
    return std::string("8:") + static_cast<char>(code >> 8) + static_cast<char>(code) +
           std::string(reason);
}

constexpr int kText = 1;
constexpr int kBinary = 2;
constexpr int kClose = 8;
constexpr int kPing = 9;
constexpr int kPong = 10;

} // namespace

class EdgeWebSocketTest : public QObject {
    Q_OBJECT

private slots:
    void init() { start({}); }
    void cleanup() {
        m_server.reset();
        m_room.reset();
    }

    void theHandshakeIsThatOfTheStandard();
    void handshakesThatAreNotAreRefused_data();
    void handshakesThatAreNotAreRefused();
    void theHandlerDecidesWhoComesIn();
    void textsComeAndGo();
    void framesSplitAtEveryByteAreTheSame();
    void framesRightBehindTheHandshakeAreHeard();
    void pingsAreAnswered();
    void aCloseIsAnsweredAndToldToTheHandler();
    void offencesEndWithTheirCode_data();
    void offencesEndWithTheirCode();
    void aHalfFrameKeepsNobodyWaiting();
    void aBroadcastReachesAllSessionsOfAllLoops();
    void aSlowReaderIsDroppedAndTheOthersAreNot();
    void aBurstWithinOneTurnIsNoProofOfASlowReader();
    void aSilentSessionIsPingedThenClosed();
    void aResetIsToldToTheHandlerOnce();
    void aFrameForASessionThatHasGoneReachesNobodyElse();
    void theHubEndsASession();
    void anExceptionEndsItsOwnSessionOnly();
    void drainAndStopSayGoingAway();

private:
    void start(Options options) {
        m_server.reset();
        m_room = std::make_unique<Room>();
        m_server = std::make_unique<Server>(std::move(options), echoHandler, m_room.get());
        m_room->hub = &m_server->hub();
        QVERIFY(m_server->start().ok());
    }
    RawClient join(std::string_view target = "/live", int receiveBuffer = 0) {
        RawClient client(m_server->port(), receiveBuffer);
        client.send(handshake(target));
        client.takeUntil("\r\n\r\n");
        return client;
    }

    std::unique_ptr<Room> m_room;
    std::unique_ptr<Server> m_server;
};

void EdgeWebSocketTest::theHandshakeIsThatOfTheStandard() {
    RawClient client(m_server->port());
    const Answer answer =
        client.ask(handshake("/live", "Sec-WebSocket-Protocol: other, foyer.v1\r\n"));
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.header("upgrade"), std::string("websocket"));
    QCOMPARE(answer.header("connection"), std::string("Upgrade"));
    // The example of RFC 6455 §1.3.
    QCOMPARE(answer.header("sec-websocket-accept"), std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QCOMPARE(answer.header("sec-websocket-protocol"), std::string("foyer.v1"));
    RawClient plain(m_server->port());
    QVERIFY(plain.ask(handshake("/live")).header("sec-websocket-protocol").empty());
}

void EdgeWebSocketTest::handshakesThatAreNotAreRefused_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("status");
    QTest::newRow("another version")
        << QByteArray("Version: 13") << QByteArray("Version: 8") << 426;
    QTest::newRow("no version") << QByteArray("Sec-WebSocket-Version") << QByteArray("X") << 426;
    QTest::newRow("no key") << QByteArray("Sec-WebSocket-Key") << QByteArray("X") << 400;
    QTest::newRow("a short key") << QByteArray("dGhl") << QByteArray("") << 400;
    QTest::newRow("POST") << QByteArray("GET") << QByteArray("POST") << 400;
    QTest::newRow("a body") << QByteArray("Host") << QByteArray("Content-Length: 1\r\nHost") << 400;
    QTest::newRow("no Connection")
        << QByteArray("keep-alive, Upgrade") << QByteArray("keep-alive") << 200;
    QTest::newRow("another upgrade") << QByteArray("WebSocket\r") << QByteArray("h2c\r") << 200;
}

void EdgeWebSocketTest::handshakesThatAreNotAreRefused() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, status);
    QByteArray request = QByteArray::fromStdString(handshake("/live"));
    QVERIFY(request.contains(from));
    request.replace(from, to);
    RawClient client(m_server->port());
    QVERIFY(client.send(request.toStdString() + (request.contains("Length") ? "x" : "")));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.header("sec-websocket-version"), std::string(status == 426 ? "13" : ""));
}

void EdgeWebSocketTest::theHandlerDecidesWhoComesIn() {
    RawClient client(m_server->port());
    QCOMPARE(client.ask(handshake("/forbidden")).status, 403);
    QCOMPARE(client.ask(handshake("/movies")).body, std::string("0\n/movies\n\n"));
    QCOMPARE(client.ask(handshake("/live")).status, 101);
    QCOMPARE(m_room->opened(1).size(), std::size_t{1});
}

void EdgeWebSocketTest::textsComeAndGo() {
    RawClient client = join("/live?greet");
    QCOMPARE(frame(client), std::string("1:welcome"));
    const std::string large(60'000, 'L');
    QVERIFY(client.send(masked(kText, "Größe") + masked(kText, "a", false) + masked(kPong, "") +
                        masked(0, "b") + masked(kText, large)));
    QCOMPARE(frame(client), std::string("1:Größe"));
    QCOMPARE(frame(client), std::string("1:ab"));
    QCOMPARE(frame(client), "1:" + large);
}

void EdgeWebSocketTest::framesSplitAtEveryByteAreTheSame() {
    RawClient client = join();
    const std::string bytes = masked(kText, std::string(130, 's'));
    for (std::size_t at = 1; at < bytes.size(); ++at) {
        QVERIFY(client.send(bytes.substr(0, at)));
        QVERIFY(client.send(bytes.substr(at)));
        QCOMPARE(frame(client), "1:" + std::string(130, 's'));
    }
}

void EdgeWebSocketTest::framesRightBehindTheHandshakeAreHeard() {
    RawClient client(m_server->port());
    QVERIFY(client.send(handshake("/live") + masked(kText, "early") + masked(kPing, "p")));
    QCOMPARE(client.answer().status, 101);
    // The pong is written where the ping is read; the echo comes by the hub, in the same turn.
    QStringList seen{QString::fromStdString(frame(client)), QString::fromStdString(frame(client))};
    seen.sort();
    QCOMPARE(seen, (QStringList{"10:p", "1:early"}));
}

void EdgeWebSocketTest::pingsAreAnswered() {
    RawClient client = join();
    QVERIFY(client.send(masked(kPing, "still there?")));
    QCOMPARE(frame(client), std::string("10:still there?"));
}

void EdgeWebSocketTest::aCloseIsAnsweredAndToldToTheHandler() {
    RawClient client = join();
    QVERIFY(client.send(masked(kClose, closeFrame(4001, "enough").substr(2))));
    QCOMPARE(frame(client), closeFrame(4001));
    QVERIFY(client.ended());
    QCOMPARE(m_room->end().code, std::uint16_t{4001});
    QCOMPARE(m_room->end().reason, std::string("enough"));
}

void EdgeWebSocketTest::offencesEndWithTheirCode_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const std::string& bytes, int code) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
    };
    row("not masked", "\x81\x02hi", 1002);
    row("not UTF-8", masked(kText, "\xff"), 1007);
    row("binary", masked(kBinary, "b"), 1003);
    row("too big",
        masked(kText, std::string(40'000, 'a'), false) + masked(0, std::string(40'000, 'a')), 1009);
    row("reserved bits", "\xF1\x80mask", 1002);
}

void EdgeWebSocketTest::offencesEndWithTheirCode() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    RawClient client = join();
    QVERIFY(client.send(bytes.toStdString()));
    QVERIFY(frame(client).starts_with(closeFrame(code)));
    QVERIFY(client.ended());
    QCOMPARE(m_room->end().code, static_cast<std::uint16_t>(code));
}

void EdgeWebSocketTest::aHalfFrameKeepsNobodyWaiting() {
    RawClient half = join();
    QVERIFY(half.send(masked(kText, "never finished").substr(0, 9)));
    RawClient other = join();
    QVERIFY(other.send(masked(kText, "hello")));
    QCOMPARE(frame(other), std::string("1:hello"));
    RawClient http(m_server->port());
    QCOMPARE(http.ask(get("/")).status, 200);
}

void EdgeWebSocketTest::aBroadcastReachesAllSessionsOfAllLoops() {
    start({.loops = 3});
    std::vector<RawClient> clients;
    for (int i = 0; i < 30; ++i)
        clients.push_back(join());
    const std::vector<SessionId> sessions = m_room->opened(30);
    const SharedBytes shared = encodeText(std::string(3000, 'd'));
    m_server->hub().broadcast(sessions, shared);
    for (RawClient& client : clients)
        QCOMPARE(frame(client), "1:" + std::string(3000, 'd'));
    // All sent: nobody keeps a copy or a reference.
    QTRY_COMPARE(shared.use_count(), 1L);
}

void EdgeWebSocketTest::aSlowReaderIsDroppedAndTheOthersAreNot() {
    start({.lingerTimeout = Milliseconds{100}, .maxSessionBytes = 100'000});
    RawClient slow = join("/live", 4096);
    RawClient good = join();
    const std::vector<SessionId> sessions = m_room->opened(2);
    const SharedBytes delta = encodeText(std::string(50'000, 'd'));
    // The kernel takes some megabytes before it says no.
    int sent = 0;
    for (; sent < 1000 && m_room->ends() == 0; ++sent) {
        m_server->hub().broadcast(sessions, delta);
        QCOMPARE(frame(good).size(), std::size_t{50'002});
    }
    QVERIFY(sent < 1000);
    QCOMPARE(m_room->end().code, close_code::kTryAgainLater);
    QCOMPARE(m_server->counters().slowSessions, std::uint64_t{1});
    QTRY_COMPARE(m_server->counters().open, std::size_t{1});
    QVERIFY(good.send(masked(kText, "fine")));
    QCOMPARE(frame(good), std::string("1:fine"));
    QCOMPARE(m_room->ends(), std::size_t{1});
}

void EdgeWebSocketTest::aBurstWithinOneTurnIsNoProofOfASlowReader() {
    start({.maxSessionBytes = 100'000});
    RawClient client = join();
    QVERIFY(client.send(masked(kText, "burst")));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(frame(client), "1:" + std::string(50'000, 'b'));
    QCOMPARE(m_server->counters().slowSessions, std::uint64_t{0});
}

void EdgeWebSocketTest::aSilentSessionIsPingedThenClosed() {
    start({.pingInterval = Milliseconds{100}});
    RawClient silent = join();
    QCOMPARE(frame(silent), std::string("9:"));
    QVERIFY(silent.send(masked(kPong, "")));
    QCOMPARE(frame(silent), std::string("9:"));
    QVERIFY(silent.ended());
    QCOMPARE(m_room->end().code, close_code::kAbnormal);
}

void EdgeWebSocketTest::aResetIsToldToTheHandlerOnce() {
    {
        RawClient client = join();
        m_room->opened(1);
        client.reset();
    }
    QCOMPARE(m_room->end().code, close_code::kAbnormal);
    QTRY_COMPARE(m_server->counters().open, std::size_t{0});
    m_server.reset();
    QCOMPARE(m_room->ends(), std::size_t{1});
}

void EdgeWebSocketTest::aFrameForASessionThatHasGoneReachesNobodyElse() {
    {
        RawClient gone = join();
        m_room->opened(1);
        gone.reset();
    }
    QTRY_COMPARE(m_server->counters().open, std::size_t{0});
    RawClient next = join();
    const std::vector<SessionId> sessions = m_room->opened(2);
    QVERIFY(sessions[0] != sessions[1]);
    m_server->hub().send(sessions[0], encodeText("for somebody else"));
    m_server->hub().send(sessions[1], encodeText("for me"));
    m_server->hub().send(SessionId{~0ull}, encodeText("for nobody"));
    QCOMPARE(frame(next), std::string("1:for me"));
}

void EdgeWebSocketTest::theHubEndsASession() {
    RawClient client = join();
    const SessionId session = m_room->opened(1).front();
    m_server->hub().send(session, encodeText("last words"));
    m_server->hub().close(session, close_code::kPolicy, "signed out");
    m_server->hub().send(session, encodeText("too late"));
    QCOMPARE(frame(client), std::string("1:last words"));
    QCOMPARE(frame(client), closeFrame(1008, "signed out"));
    QVERIFY(client.ended());
    QCOMPARE(m_room->end().code, close_code::kPolicy);
}

void EdgeWebSocketTest::anExceptionEndsItsOwnSessionOnly() {
    RawClient other = join();
    RawClient client = join();
    QVERIFY(client.send(masked(kText, "throw")));
    QCOMPARE(frame(client), closeFrame(1011));
    QVERIFY(client.ended());
    QVERIFY(other.send(masked(kText, "fine")));
    QCOMPARE(frame(other), std::string("1:fine"));
}

void EdgeWebSocketTest::drainAndStopSayGoingAway() {
    RawClient first = join();
    m_room->opened(1);
    QVERIFY(!m_server->drain(Milliseconds{1}) || m_server->counters().open == 0);
    QVERIFY(frame(first).starts_with(closeFrame(1001)));
    QVERIFY(first.ended());
    start({});
    RawClient second = join();
    m_room->opened(1);
    m_server->stop();
    QVERIFY(frame(second).starts_with(closeFrame(1001)));
    QCOMPARE(m_room->end().code, close_code::kGoingAway);
}

QTEST_GUILESS_MAIN(EdgeWebSocketTest)
#include "edge_websocket_test.moc"
