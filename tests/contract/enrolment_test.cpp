// links: app_net contract_fake_server
#include "app/net/enrolment.h"
#include "shared/wire/lives_text.h"
#include "tests/contract/fake_server.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace foyer;
using namespace foyer::net;
using namespace foyer::tests;

/// What a device makes of the answers to its one-time code.
class EnrolmentTest final : public QObject {
    Q_OBJECT

    static Result<Enrolled, EnrolmentFailure> enrolAt(const FakeServer& server) {
        QNetworkAccessManager network;
        return enrol(network, server.url(), QStringLiteral("K7PX-3M9D-QW2T"), PublicKey{});
    }

private slots:
    void whoItIsComesWithTheAnswer() {
        FakeServer server;
        wire::EnrolAnswer answer;
        answer.terminal.uuid.bytes[0] = 1;
        answer.incarnation = {2};
        answer.name = "Counter 1";
        server.answer = [&](const FakeServer::Seen&) {
            return Answer{201, QByteArray::fromStdString(wire::encodeEnrolAnswer(answer)), {}};
        };
        const auto enrolled = enrolAt(server);
        QVERIFY(enrolled.ok());
        QCOMPARE(enrolled->terminal, answer.terminal);
        QCOMPARE(enrolled->incarnation, Incarnation{2});
        QVERIFY(server.seen[0].head.contains("Idempotency-Key: K7PX-3M9D-QW2T"));
    }

    void whatADiskHasBeenIsTold() {
        FakeServer server;
        wire::EnrolAnswer answer;
        answer.terminal.uuid.bytes[0] = 1;
        answer.incarnation = {4};
        answer.journals = {{Incarnation{1}, Seq{30}, Hash{9}}, {Incarnation{3}, Seq{7}}};
        server.answer = [&](const FakeServer::Seen&) {
            return Answer{201, QByteArray::fromStdString(wire::encodeEnrolAnswer(answer)), {}};
        };
        protocol::FormerLives lives{answer.terminal, {{Incarnation{3}, {}}}};
        lives.lives[0].key.fill(7);
        QNetworkAccessManager network;
        const auto enrolled =
            enrol(network, server.url(), QStringLiteral("K7PX-3M9D-QW2T"), PublicKey{}, lives);
        QVERIFY(enrolled.ok());
        QCOMPARE(enrolled->journals, answer.journals);
        const auto line = "foyer-lives: " + QByteArray::fromStdString(wire::livesText(lives));
        QVERIFY(server.seen[0].head.contains(line));
        QVERIFY(!enrolAt(server)->terminal.isNull()); // a new device has nothing to tell
        QVERIFY(!server.seen[1].head.contains("foyer-lives"));
    }

    void onlyARefusalEndsACode_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("failure");
        const auto refused = int(EnrolmentFailure::CodeRefused);
        const auto unreachable = int(EnrolmentFailure::Unreachable);
        QTest::newRow("wrong, used or old") << 403 << refused;
        QTest::newRow("of another device") << 422 << refused;
        QTest::newRow("under way from a start that was cut short") << 409 << unreachable;
        QTest::newRow("too many requests") << 429 << unreachable;
        QTest::newRow("a full disk") << 503 << unreachable;
        QTest::newRow("a page in place of an answer")
            << 200 << int(EnrolmentFailure::NotUnderstood);
    }

    void onlyARefusalEndsACode() {
        QFETCH(int, status);
        QFETCH(int, failure);
        FakeServer server;
        server.answer = [&](const FakeServer::Seen&) { return Answer{status, "{}", {}}; };
        const auto enrolled = enrolAt(server);
        QVERIFY(!enrolled.ok());
        QCOMPARE(int(enrolled.error()), failure);
    }

    void nobodyThereIsTriedAgain() {
        auto server = std::make_unique<FakeServer>();
        const QUrl url = server->url();
        server.reset();
        QNetworkAccessManager network;
        const auto enrolled = enrol(network, url, QStringLiteral("K7PX"), PublicKey{});
        QVERIFY(!enrolled.ok());
        QCOMPARE(int(enrolled.error()), int(EnrolmentFailure::Unreachable));
    }
};

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "enrolment_test.moc"
