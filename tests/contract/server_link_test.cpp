// links: app_net shared_crypto contract_fake_server
#include "app/net/server_link.h"
#include "shared/base/random.h"
#include "shared/crypto/keys.h"
#include "shared/protocol/auth.h"
#include "shared/wire/office_json.h"
#include "shared/wire/rest_json.h"
#include "shared/wire/sync_json.h"
#include "tests/contract/fake_server.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace foyer;
using namespace foyer::net;
using namespace foyer::tests;

class ServerLinkTest final : public QObject {
    Q_OBJECT

    crypto::KeyPair m_key = crypto::KeyPair::fromSeed({5});
    TerminalId m_terminal = [] {
        SeededRandom random(3);
        return TerminalId::make(instantFromMs(1'795'000'000'000), random);
    }();
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ServerLink> m_link;
    std::vector<core::Event> m_events;
    std::function<Answer(const FakeServer::Seen&)> m_changes;
    bool m_signedRightly = false;
    bool m_takesWebSocket = false;
    int m_tokens = 0;
    std::optional<Answer> m_tokenAnswer; // in place of a token
    Answer m_liveAnswer;

    Answer answer(const FakeServer::Seen& seen) {
        if (seen.line.contains("/challenge"))
            return challengeAnswer();
        if (seen.line.contains("/token")) {
            const auto request = wire::decodeTokenRequest(seen.body.toStdString());
            m_signedRightly = request.ok() &&
                              crypto::verify(m_key.publicKey(),
                                             protocol::authText(m_terminal, Incarnation{2}, kNonce),
                                             request->signature);
            return m_tokenAnswer ? *m_tokenAnswer : tokenAnswer(++m_tokens);
        }
        if (seen.line.contains("/v1/live"))
            return m_takesWebSocket ? upgraded(seen) : m_liveAnswer;
        if (seen.line.contains("/livez"))
            return {200, "{}", {}};
        return m_changes(seen);
    }

private slots:
    void init() {
        m_events.clear();
        m_tokens = 0;
        m_tokenAnswer.reset();
        m_liveAnswer = {404, {}, {}};
        m_signedRightly = false;
        m_takesWebSocket = false;
        m_server = std::make_unique<FakeServer>();
        m_server->answer = [this](const auto& seen) { return answer(seen); };
        m_changes = [](const auto&) { return noChanges(); };
        m_link = std::make_unique<ServerLink>(
            Endpoint{m_server->url(), m_terminal, Incarnation{2}},
            [this](ByteView text) { return m_key.sign(text); },
            [this](core::Event event) { m_events.push_back(std::move(event)); });
    }
    void cleanup() { m_link.reset(); }

    void aTokenIsHadBySigningTheChallenge() {
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::ChangesAnswered>(m_events).size(), 1u);
        QVERIFY(m_signedRightly);
        const bool shown = std::any_of(m_server->seen.begin(), m_server->seen.end(),
                                       [](const FakeServer::Seen& seen) {
                                           return seen.line.contains("/v1/sync/changes") &&
                                                  seen.head.contains("Bearer token-1");
                                       });
        QVERIFY(shown);
    }

    void oneTokenServesManyRequests() {
        for (int i = 1; i <= 5; ++i)
            m_link->send(core::SendChanges{core::RequestId{i}, CommitSeq{0}});
        QTRY_COMPARE(only<core::ChangesAnswered>(m_events).size(), 5u);
        QCOMPARE(m_tokens, 1);
    }

    void aTokenTheServerForgotIsRenewedOnce() {
        m_changes = [this](const auto& seen) {
            return seen.head.contains("Bearer token-1") ? Answer{401, "{}", {}} : noChanges();
        };
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::ChangesAnswered>(m_events).size(), 1u);
        QCOMPARE(m_tokens, 2);
    }

    void anOldTokenRefusedLateDoesNotEndTheNewOne() {
        m_changes = [](const auto& seen) {
            Answer held{401, "{}", {}};
            held.held = seen.line.contains("cursor=2") && seen.head.contains("token-1");
            return seen.head.contains("token-1") ? held : noChanges();
        };
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{1}});
        m_link->send(core::SendChanges{core::RequestId{2}, CommitSeq{2}});
        QTRY_COMPARE(only<core::ChangesAnswered>(m_events).size(), 1u);
        m_server->release({401, "{}", {}});
        QTRY_COMPARE(only<core::ChangesAnswered>(m_events).size(), 2u);
        QCOMPARE(m_tokens, 2);
    }

    void aServerThatNeverAcceptsTheTokenIsNotAskedForEver() {
        m_changes = [](const auto&) { return Answer{401, "{}", {}}; };
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::RequestFailed>(m_events)[0].failure,
                 core::RequestFailure::Unauthorized);
        QCOMPARE(m_server->count("/v1/sync/changes"), 2);
    }

    void aLifeThatIsOverIsToldApartFromATokenRefused_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("failure");
        const QByteArray problem = "application/problem+json";
        const auto barred = int(core::RequestFailure::Barred);
        const auto unauthorized = int(core::RequestFailure::Unauthorized);
        QTest::newRow("enrolled anew or quarantined") << 403 << problem << barred;
        QTest::newRow("a proxy's 403") << 403 << QByteArray("text/html") << unauthorized;
        QTest::newRow("a proof refused") << 401 << problem << unauthorized;
        QTest::newRow("no such terminal") << 404 << problem << unauthorized;
    }

    void aLifeThatIsOverIsToldApartFromATokenRefused() {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(int, failure);
        m_tokenAnswer = Answer{status, "{}", "Content-Type: " + type + "\r\n"};
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(int(only<core::RequestFailed>(m_events)[0].failure), failure);
    }

    void aHandshakeRefusedForItsTokenGetsANewOne() {
        m_liveAnswer = {401, {}, {}};
        m_link->start();
        QTRY_VERIFY(m_tokens >= 2); // although no request was sent in between
    }

    void aHandshakeRefusedByAProxyKeepsItsToken() {
        m_link->start();
        QTRY_VERIFY(m_server->count("/v1/live") >= 3);
        QCOMPARE(m_tokens, 1);
    }

    void theOfficeAsksAndDecides() {
        m_changes = [](const auto& seen) {
            protocol::Exposure door;
            door.name = "Door A";
            const std::string body = seen.line.contains("/loss") ? wire::encodeLoss({true, 12})
                                                                 : wire::encodeTerminals({door});
            return Answer{200, QByteArray::fromStdString(body), {}};
        };
        m_link->send(core::SendOffice{core::RequestId{1}, protocol::AskTerminals{}});
        QTRY_COMPARE(only<core::OfficeAnswered>(m_events).size(), 1u);
        const auto first = only<core::OfficeAnswered>(m_events)[0];
        QCOMPARE(std::get<protocol::Exposures>(first.answer).at(0).name, std::string("Door A"));
        QVERIFY(m_server->find("GET /v1/terminals "));
        m_link->send(core::SendOffice{
            core::RequestId{2},
            protocol::DeclareLost{m_terminal, OperatorId{m_terminal.uuid}, "9999"}});
        QTRY_COMPARE(only<core::OfficeAnswered>(m_events).size(), 2u);
        const auto* deed = m_server->find("POST /v1/terminals/", "/loss ");
        QVERIFY(deed && deed->body.contains("\"pin\":\"9999\""));
        QVERIFY(
            std::get<protocol::LossAnswer>(only<core::OfficeAnswered>(m_events)[1].answer).lost);
    }

    void aRefusalOfTheOfficeIsToldApartFromABusyServer_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("refused");
        QTest::newRow("locked") << 429 << QByteArray("person-locked") << true;
        QTest::newRow("too fast") << 429 << QByteArray("too-many-requests") << false;
        QTest::newRow("open items") << 409 << QByteArray("day-items-open") << true;
        QTest::newRow("overloaded") << 503 << QByteArray("overloaded") << false;
    }
    void aRefusalOfTheOfficeIsToldApartFromABusyServer() {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(bool, refused);
        const QByteArray body = "{\"type\":\"urn:foyer:problem:" + type + "\"}";
        m_changes = [&](const auto&) { return Answer{status, body, {}}; };
        m_link->send(
            core::SendOffice{core::RequestId{1}, protocol::CloseDay{Date{}, OperatorId{}, "9999"}});
        QTRY_COMPARE(only<core::OfficeRefused>(m_events).size() +
                         only<core::RequestFailed>(m_events).size(),
                     1u);
        QCOMPARE(only<core::OfficeRefused>(m_events).size(), refused ? 1u : 0u);
        QVERIFY(m_server->find("POST /v1/business-days/1970-01-01/close "));
    }

    void anAskStillUnderWayIsABusyServer() {
        m_changes = [](const auto&) {
            return Answer{409, R"({"type":"/problems/key-in-flight","status":409})", {}};
        };
        m_link->send(core::SendAsk{core::RequestId{1}, m_terminal.uuid, {}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::RequestFailed>(m_events)[0].failure, core::RequestFailure::Busy);
    }

    void aServerThatRecoversIsToldApartFromABusyOne_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<bool>("refused");
        QTest::newRow("restored") << QByteArray("recovering") << QByteArray("recovering") << true;
        QTest::newRow("of a full queue") << QByteArray("overloaded") << QByteArray() << false;
        QTest::newRow("another no") << QByteArray("x") << QByteArray("seat-taken") << false;
    }
    void aServerThatRecoversIsToldApartFromABusyOne() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, refusal);
        QFETCH(bool, refused);
        const QByteArray words =
            refusal.isEmpty() ? "" : ",\"refusal\":\"" + refusal + "\",\"seats\":[7]";
        m_changes = [&](const auto&) {
            return Answer{503, "{\"type\":\"urn:foyer:problem:" + type + "\"" + words + "}",
                          "Retry-After: 1\r\n"};
        };
        m_link->send(core::SendAsk{core::RequestId{1}, m_terminal.uuid, {}});
        QTRY_COMPARE(only<core::AllotmentsRefused>(m_events).size() +
                         only<core::RequestFailed>(m_events).size(),
                     1u);
        QCOMPARE(only<core::AllotmentsRefused>(m_events).size(), refused ? 1u : 0u);
        for (const auto& event : only<core::AllotmentsRefused>(m_events)) {
            QVERIFY(event.error.refusal == protocol::AllotmentRefusal::Recovering);
            QCOMPARE(event.error.seats, std::vector<SeatNo>{SeatNo{7}});
        }
        for (const auto& event : only<core::RequestFailed>(m_events)) {
            QCOMPARE(event.failure, core::RequestFailure::Busy);
            QCOMPARE(event.retryAfter, std::optional(std::chrono::seconds{1}));
        }
    }

    void aLostAnswerIsAnUnknownOutcome() {
        m_changes = [](const auto&) {
            Answer lost;
            lost.drop = true;
            return lost;
        };
        m_link->send(core::SendAsk{core::RequestId{9}, m_terminal.uuid, {}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::RequestFailed>(m_events)[0].request, core::RequestId{9});
        QCOMPARE(only<core::RequestFailed>(m_events)[0].failure, core::RequestFailure::Unreachable);
    }

    void theKeyOfAnAskTravelsAsIdempotencyKey() {
        m_changes = [](const auto&) {
            return Answer{201, QByteArray::fromStdString(wire::encodeAllotments({})), {}};
        };
        m_link->send(core::SendAsk{core::RequestId{1}, m_terminal.uuid, {}});
        QTRY_COMPARE(only<core::AllotmentsGranted>(m_events).size(), 1u);
        const bool sent = std::any_of(
            m_server->seen.begin(), m_server->seen.end(), [&](const FakeServer::Seen& seen) {
                return seen.head.contains("Idempotency-Key: " +
                                          QByteArray::fromStdString(m_terminal.toString()));
            });
        QVERIFY(sent);
    }

    /// The first token too: a server must not let an older copy of a disk in.
    void everyRequestSaysHowFarTheTerminalIs() {
        m_changes = [](const auto&) { return Answer{503, "{}", {}}; };
        const protocol::Report report{2, {m_terminal.uuid, CommitSeq{17}}, Seq{5}};
        m_link->send(core::SendStanding{core::RequestId{1}, report});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        int told = 0;
        for (const FakeServer::Seen& seen : m_server->seen) {
            const QByteArray head = seen.head.toLower();
            if (!head.contains("post /v1/"))
                continue;
            ++told;
            QVERIFY(head.contains("foyer-schema: 2\r\n"));
            QVERIFY(head.contains("foyer-journal: 5"));
            QVERIFY(head.contains(QByteArray::fromStdString(m_terminal.toString() + "/17")));
        }
        QCOMPARE(told, 3); // challenge, token, and the request itself
    }

    void refusalsOfBusinessComeAsTheyAre() {
        protocol::UploadError gap{protocol::UploadRefusal::Gap, Seq{17}};
        m_changes = [&](const auto&) {
            return Answer{409, QByteArray::fromStdString(wire::encodeUploadError(gap)), {}};
        };
        m_link->send(core::SendJournal{core::RequestId{4}, {}});
        QTRY_COMPARE(only<core::JournalRefused>(m_events).size(), 1u);
        QCOMPARE(only<core::JournalRefused>(m_events)[0].error.expected, Seq{17});
    }

    void aBusyServerSaysWhenToComeBack() {
        m_changes = [](const auto&) { return Answer{503, "{}", "Retry-After: 7\r\n"}; };
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        const auto failed = only<core::RequestFailed>(m_events)[0];
        QCOMPARE(failed.failure, core::RequestFailure::Busy);
        QCOMPARE(failed.retryAfter, std::optional(std::chrono::seconds{7}));
    }

    void aServerTooBusyForATokenSaysWhenToComeBack() {
        m_tokenAnswer = Answer{429, "{}", "Retry-After: 7\r\n"};
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        const auto failed = only<core::RequestFailed>(m_events)[0];
        QCOMPARE(failed.failure, core::RequestFailure::Busy);
        QCOMPARE(failed.retryAfter, std::optional(std::chrono::seconds{7}));
    }

    /// A line that is there is not felt for, and what waits is not hurried: it would ask for ever.
    void aTokenRefusedLeavesTheLineUp() {
        m_tokenAnswer = Answer{401, "{}", {}};
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::LinkChanged>(m_events).size(), 1u);
        QVERIFY(only<core::LinkChanged>(m_events)[0].up);
        QVERIFY(std::holds_alternative<core::LinkChanged>(m_events[0])); // and was known before
    }

    void nonsenseIsNotUnderstood() {
        m_changes = [](const auto&) { return Answer{200, "<html>login</html>", {}}; };
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::RequestFailed>(m_events)[0].failure,
                 core::RequestFailure::NotUnderstood);
    }

    void theLineIsUpWhereOnlyTheWebSocketIsRefused() {
        m_link->start();
        QTRY_VERIFY(!only<core::LinkChanged>(m_events).empty());
        QVERIFY(only<core::LinkChanged>(m_events)[0].up);
    }

    void aLinkThatEndsWithAnOpenWebSocketSaysNothingMore() {
        m_takesWebSocket = true;
        m_link->start();
        QTRY_COMPARE(only<core::LinkChanged>(m_events).size(), 1u);
        QVERIFY(only<core::LinkChanged>(m_events)[0].up);
        const auto asked = m_server->seen.size();
        m_link.reset();
        QTest::qWait(50);
        QCOMPARE(m_events.size(), 1u);
        QCOMPARE(m_server->seen.size(), asked);
    }

    void nobodyThereFailsEveryRequestWithoutAToken() {
        m_server.reset();
        m_link->send(core::SendChanges{core::RequestId{1}, CommitSeq{0}});
        m_link->send(core::SendChanges{core::RequestId{2}, CommitSeq{0}});
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 2u);
        QCOMPARE(only<core::RequestFailed>(m_events)[1].failure, core::RequestFailure::Unreachable);
    }
};

QTEST_GUILESS_MAIN(ServerLinkTest)
#include "server_link_test.moc"
