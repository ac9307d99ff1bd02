// links: server_edge contract_edge_client

#include "tests/contract/edge_client.h"

#include "server/edge/target.h"

#include <QtTest/QtTest>

#include <memory>

using namespace foyer;
using namespace foyer::edge;
using namespace foyer::edge::testing;

class EdgeStrictTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_server = std::make_unique<Server>(Options{.maxHeadBytes = 4096, .maxBodyBytes = 1000},
                                            echoHandler);
        QVERIFY(m_server->start().ok());
    }
    void cleanupTestCase() { m_server.reset(); }

    void malformedRequestsAreRefused_data();
    void malformedRequestsAreRefused();
    void unusualButLawfulRequestsAreServed_data();
    void unusualButLawfulRequestsAreServed();
    void targetsAreDecodedAndNormalised_data();
    void targetsAreDecodedAndNormalised();
    void aSmuggledRequestAfterARefusalIsNeverServed();

private:
    std::unique_ptr<Server> m_server;
};

void EdgeStrictTest::malformedRequestsAreRefused_data() {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& request, int status) {
        QTest::newRow(name) << request << status;
    };
    const auto withHeader = [&](const char* name, const QByteArray& header, int status = 400) {
        row(name, "POST / HTTP/1.1\r\nHost: foyer\r\n" + header + "\r\n\r\n", status);
    };
    const auto target = [&](const char* name, const QByteArray& path, int status = 400) {
        row(name, "GET " + path + " HTTP/1.1\r\nHost: foyer\r\n\r\n", status);
    };
    row("bare LF after the request line", "GET / HTTP/1.1\nHost: foyer\r\n\r\n", 400);
    row("bare LF after a header", "GET / HTTP/1.1\r\nHost: foyer\n\r\n", 400);
    row("bare CR in a header", "GET / HTTP/1.1\r\nHost: foyer\r\nA: b\rc\r\n\r\n", 400);
    row("NUL in a header", QByteArray("GET / HTTP/1.1\r\nHost: foyer\r\nA: b\0c\r\n\r\n", 39), 400);
    row("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: foyer\r\n\r\n", 400);
    row("no Host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400);
    row("a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400);
    row("two blanks in the request line", "GET  / HTTP/1.1\r\nHost: foyer\r\n\r\n", 400);
    row("a blank in the target", "GET /a b HTTP/1.1\r\nHost: foyer\r\n\r\n", 400);
    row("no version", "GET /\r\nHost: foyer\r\n\r\n", 400);
    row("a blank before the request line", " GET / HTTP/1.1\r\nHost: foyer\r\n\r\n", 400);
    row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: foyer\r\n\r\n", 505);
    row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: foyer\r\n\r\n", 505);
    row("HTTP/0.9", "GET / HTTP/0.9\r\nHost: foyer\r\n\r\n", 505);
    row("lower case http", "GET / http/1.1\r\nHost: foyer\r\n\r\n", 400);
    row("a TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\r\n", 8), 400);
    row("a method nobody knows", "SELL / HTTP/1.1\r\nHost: foyer\r\n\r\n", 501);
    row("a method we do not serve", "PROPFIND / HTTP/1.1\r\nHost: foyer\r\n\r\n", 501);
    row("CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: foyer\r\n\r\n", 501);
    row("star for GET", "GET * HTTP/1.1\r\nHost: foyer\r\n\r\n", 400);
    row("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400);

    withHeader("a folded header", "A: b\r\n c");
    withHeader("a header folded with a tab", "A: b\r\n\tc");
    withHeader("a blank before the colon", "Content-Length : 5");
    withHeader("a header without a name", ": value");
    withHeader("a header without a colon", "nonsense");
    withHeader("a name with a bracket", "A(b): c");
    withHeader("two lengths", "Content-Length: 1\r\nContent-Length: 2");
    withHeader("the same length twice", "Content-Length: 1\r\nContent-Length: 1");
    withHeader("a list of lengths", "Content-Length: 1, 1");
    withHeader("a signed length", "Content-Length: +1");
    withHeader("a negative length", "Content-Length: -1");
    withHeader("a hexadecimal length", "Content-Length: 0x10");
    withHeader("an empty length", "Content-Length:");
    withHeader("a length past 64 bits", "Content-Length: 99999999999999999999");
    withHeader("length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked");
    withHeader("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 5");
    withHeader("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked");
    withHeader("another coding", "Transfer-Encoding: gzip", 501);
    withHeader("a coding before chunked", "Transfer-Encoding: gzip, chunked", 501);
    withHeader("identity", "Transfer-Encoding: identity", 501);
    withHeader("another expectation", "Expect: a-miracle", 417);
    withHeader("a body past the limit", "Content-Length: 1001", 413);
    withHeader("headers past the limit", "A: " + QByteArray(5000, 'a'), 431);
    withHeader("too many headers", QByteArray("a: b\r\n").repeated(120).chopped(2), 431);

    target("a target past the limit", "/" + QByteArray(5000, 'a'), 414);
    target("a bad percent encoding", "/a%zz");
    target("a percent encoding cut short", "/a%4");
    target("an encoded NUL", "/a%00b");
    target("an encoded slash", "/a%2fb");
    target("an encoded backslash", "/a%5Cb");
    target("a backslash", "/a\\b");
    target("a fragment", "/a#b");
    target("a way up", "/a/../b");
    target("an encoded way up", "/a/%2e%2E/b");
    target("a way up at the end", "/..");
    target("bytes that are not UTF-8", "/%ff");
    target("bytes past ASCII", "/caf\xc3\xa9");
    target("a bad encoding in the query", "/?a=%g1");
    target("a target without a slash", "movies");

    const QByteArray chunked =
        "POST / HTTP/1.1\r\nHost: foyer\r\nTransfer-Encoding: chunked\r\n\r\n";
    row("a chunk size that is none", chunked + "x\r\n", 400);
    row("an empty chunk size", chunked + "\r\n", 400);
    row("a chunk size past 32 bits", chunked + "100000000\r\n", 400);
    row("a chunk with bare LF", chunked + "1\na\r\n0\r\n\r\n", 400);
    row("a chunk longer than it says", chunked + "1\r\nab\r\n", 400);
    row("a blank before the chunk size", chunked + " 1\r\na\r\n", 400);
    row("a folded trailer", chunked + "0\r\n a: b\r\n\r\n", 400);
    row("chunks past the limit", chunked + "3e8\r\n" + QByteArray(1000, 'a') + "\r\n1\r\n", 413);
    row("one chunk past the limit", chunked + "3e9\r\n", 413);
    row("a chunk extension past all limits", chunked + "1;" + QByteArray(9000, 'a'), 400);
}

void EdgeStrictTest::malformedRequestsAreRefused() {
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    RawClient client(m_server->port());
    const std::uint64_t before = m_server->counters().requests;
    QVERIFY(client.send(request.toStdString()));
    const Answer answer = client.answer();
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.header("content-type"), std::string("application/problem+json"));
    QCOMPARE(answer.header("connection"), std::string("close"));
    QVERIFY(!answer.header("x-request-id").empty());
    QVERIFY(answer.body.find("\"status\":" + std::to_string(status)) != std::string::npos);
    QVERIFY(answer.body.find("\"type\":\"urn:foyer:problem:") != std::string::npos);
    QVERIFY(answer.body.find("\"title\":\"") != std::string::npos);
    QVERIFY(client.ended());
    QCOMPARE(m_server->counters().requests, before);
}

void EdgeStrictTest::unusualButLawfulRequestsAreServed_data() {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const char* request, const char* body) {
        QTest::newRow(name) << QByteArray(request) << QByteArray(body);
    };
    row("an empty line first", "\r\nGET /a HTTP/1.1\r\nHost: foyer\r\n\r\n", "0\n/a\n\n");
    row("names in any case", "POST /a HTTP/1.1\r\nhOsT: foyer\r\ncontent-LENGTH: 2\r\n\r\nok",
        "2\n/a\n\nok");
    row("blanks around a value",
        "POST /a HTTP/1.1\r\nHost: \t foyer \t\r\nContent-Length: 2 \r\n\r\nok", "2\n/a\n\nok");
    row("a header with an empty value", "GET /a HTTP/1.1\r\nHost: foyer\r\nX:\r\n\r\n",
        "0\n/a\n\n");
    row("leading zeros in a length",
        "POST /a HTTP/1.1\r\nHost: foyer\r\nContent-Length: 0002\r\n\r\nok", "2\n/a\n\nok");
    row("an absolute target", "GET http://foyer:80/a?b HTTP/1.1\r\nHost: foyer\r\n\r\n",
        "0\n/a\nb\n");
    row("an absolute target without a path", "GET http://foyer HTTP/1.1\r\nHost: foyer\r\n\r\n",
        "0\n/\n\n");
    row("star for OPTIONS", "OPTIONS * HTTP/1.1\r\nHost: foyer\r\n\r\n", "6\n*\n\n");
    row("a Host with port and brackets", "GET /a HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "0\n/a\n\n");
    row("DELETE with a body", "DELETE /a HTTP/1.1\r\nHost: f\r\nContent-Length: 1\r\n\r\nx",
        "5\n/a\n\nx");
    row("an upgrade nobody serves",
        "GET /a HTTP/1.1\r\nHost: f\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "0\n/a\n\n");
}

void EdgeStrictTest::unusualButLawfulRequestsAreServed() {
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    RawClient client(m_server->port());
    const Answer answer = client.ask(request.toStdString());
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, body.toStdString());
    QCOMPARE(client.ask(get("/next")).body, std::string("0\n/next\n\n"));
}

void EdgeStrictTest::targetsAreDecodedAndNormalised_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << QByteArray("/v1/movies") << QByteArray("/v1/movies");
    QTest::newRow("encoded") << QByteArray("/a%20b%C3%A9") << QByteArray("/a b\xc3\xa9");
    QTest::newRow("a decoded percent is not decoded again")
        << QByteArray("/a%252e") << QByteArray("/a%2e");
    QTest::newRow("double slashes") << QByteArray("//a///b") << QByteArray("/a/b");
    QTest::newRow("dots") << QByteArray("/./a/./b/.") << QByteArray("/a/b");
    QTest::newRow("a trailing slash stays") << QByteArray("/a//") << QByteArray("/a/");
    QTest::newRow("three dots are a name") << QByteArray("/.../.a") << QByteArray("/.../.a");
    QTest::newRow("only slashes") << QByteArray("///") << QByteArray("/");
}

void EdgeStrictTest::targetsAreDecodedAndNormalised() {
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, path);
    std::string decoded;
    std::string query;
    QVERIFY(parseTarget(raw.toStdString(), decoded, query));
    QCOMPARE(QByteArray::fromStdString(decoded), path);
    QVERIFY(query.empty());
}

void EdgeStrictTest::aSmuggledRequestAfterARefusalIsNeverServed() {
    RawClient client(m_server->port());
    const std::uint64_t before = m_server->counters().requests;
    QVERIFY(client.send("POST / HTTP/1.1\r\nHost: f\r\nContent-Length: 4\r\n"
                        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                        get("/admin")));
    const std::string all = client.takeAll();
    QCOMPARE(all.find("HTTP/1.1 400"), std::size_t{0});
    QCOMPARE(all.find("HTTP/1.1", 1), std::string::npos);
    QCOMPARE(m_server->counters().requests, before);
}

QTEST_GUILESS_MAIN(EdgeStrictTest)
#include "edge_strict_test.moc"
