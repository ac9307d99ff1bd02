// links: app_net shared_crypto contract_fake_server
#include "app/net/server_link.h"
#include "shared/base/random.h"
#include "shared/crypto/keys.h"
#include "tests/contract/fake_server.h"

#include <QFile>
#include <QTest>

using namespace foyer;
using namespace foyer::net;
using namespace foyer::tests;

namespace {

Answer silence() {
    Answer answer;
    answer.lost = true;
    return answer;
}

/// The ports from which somebody tries to reach `port` and has had no answer (proc(5), tcp).
QSet<quint16> waitingFor(quint16 port) {
    constexpr int kSynSent = 2;
    QFile table(QStringLiteral("/proc/net/tcp"));
    CHECK(table.open(QIODevice::ReadOnly));
    QSet<quint16> found;
    for (const QByteArray& line : table.readAll().split('\n').mid(1)) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() > 3 && words[3].toInt(nullptr, 16) == kSynSent &&
            words[2].split(':').last().toUInt(nullptr, 16) == port)
            found.insert(static_cast<quint16>(words[1].split(':').last().toUInt(nullptr, 16)));
    }
    return found;
}

} // namespace

/// What the line does about a network that is taken away and given back.
class ServerOutageTest final : public QObject {
    Q_OBJECT

    crypto::KeyPair m_key = crypto::KeyPair::fromSeed({5});
    TerminalId m_terminal = [] {
        SeededRandom random(3);
        return TerminalId::make(instantFromMs(1'795'000'000'000), random);
    }();
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ServerLink> m_link;
    std::vector<core::Event> m_events;
    std::function<Answer()> m_pulse;
    std::function<Answer()> m_changes;
    int m_tokens = 0;

    Answer answer(const FakeServer::Seen& seen) {
        if (seen.line.contains("/challenge"))
            return challengeAnswer();
        if (seen.line.contains("/token"))
            return tokenAnswer(++m_tokens);
        if (seen.line.contains("/v1/live"))
            return {404, {}, {}};
        return seen.line.contains("/livez") ? m_pulse() : m_changes();
    }
    void ask(int number) { m_link->send(core::SendChanges{core::RequestId{number}, CommitSeq{0}}); }
    bool isUp() const {
        const auto told = only<core::LinkChanged>(m_events);
        return !told.empty() && told.back().up;
    }
    bool wasLost() const {
        const auto told = only<core::LinkChanged>(m_events);
        return !told.empty() && !told.back().up;
    }

private slots:
    void init() {
        m_events.clear();
        m_tokens = 0;
        m_pulse = [] { return Answer{200, "{}", {}}; };
        m_changes = noChanges;
        m_server = std::make_unique<FakeServer>(1);
        m_server->answer = [this](const auto& seen) { return answer(seen); };
        m_link = std::make_unique<ServerLink>(
            Endpoint{m_server->url(), m_terminal, Incarnation{2}},
            [this](ByteView text) { return m_key.sign(text); },
            [this](core::Event event) { m_events.push_back(std::move(event)); });
        ask(0);
        QTRY_VERIFY(isUp());
    }
    void cleanup() { m_link.reset(); }

    /// Also what was asked after the line was known to be lost.
    void whatWasSentIntoAnOutageIsGivenUpWhenItIsOver() {
        bool away = true;
        m_changes = silence;
        m_pulse = [&] { return away ? silence() : Answer{200, "{}", {}}; };
        ask(1);
        // The line notices that nothing is answered before the request's own time is up.
        QTRY_VERIFY_WITH_TIMEOUT(wasLost(), 8000);
        QVERIFY(only<core::RequestFailed>(m_events).empty());
        ask(2);
        away = false;
        QTRY_VERIFY(isUp());
        const auto failed = only<core::RequestFailed>(m_events);
        QCOMPARE(failed.size(), 2u);
        QCOMPARE(failed[0].failure, core::RequestFailure::TimedOut);
        QVERIFY(std::holds_alternative<core::LinkChanged>(m_events.back()));
    }

    void aSlowAnswerIsWaitedFor() {
        m_changes = silence;
        ask(1);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->count("/livez") > 0, 8000);
        QTest::qWait(100);
        QVERIFY(only<core::RequestFailed>(m_events).empty());
        QVERIFY(isUp());
    }

    /// A packet that TCP repeats ever later keeps one connection silent on a line that works.
    void aRequestThatAloneIsSilentIsGivenUpInTime() {
        m_changes = silence;
        ask(1);
        QTRY_COMPARE_WITH_TIMEOUT(only<core::RequestFailed>(m_events).size(), 1u, 8000);
        QTRY_VERIFY(isUp()); // so that the core need not wait for its back-off
        QVERIFY(std::holds_alternative<core::LinkChanged>(m_events.back()));
    }

    /// TCP repeats the first packet of a connection ever later, and Qt opens no other one while
    /// that is under way: what is asked after the outage must not wait for it.
    void aConnectionBegunInAnOutageIsNotWaitedFor() {
        m_server->goDeaf();
        ask(1);
        QTRY_VERIFY_WITH_TIMEOUT(wasLost(), 8000);
        const QSet<quint16> stuck = waitingFor(m_server->port());
        QVERIFY(!stuck.isEmpty());
        m_server->hearAgain();
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 15'000);
        ask(2);
        // The first one may have been answered as well: TCP may repeat its packet in time.
        const auto isAnswered = [&] {
            const auto answers = only<core::ChangesAnswered>(m_events);
            return std::any_of(answers.begin(), answers.end(),
                               [](const auto& each) { return each.request == core::RequestId{2}; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered(), 15'000);
        // The socket may have come back meanwhile.
        const auto& seen = m_server->seen;
        const auto last = std::find_if(seen.rbegin(), seen.rend(), [](const auto& request) {
            return request.line.contains("/v1/sync/changes");
        });
        QVERIFY(last != seen.rend() && !stuck.contains(last->from));
    }

    void aSlowFeedIsGivenMoreTimeAndAnOutageNone() {
        FeedPatience patience;
        QCOMPARE(patience.forAnswer(), kForAnswer);
        patience.tooShort();
        QCOMPARE(patience.forAnswer(), 2 * kForAnswer);
        for (int i = 0; i < 10; ++i)
            patience.tooShort();
        QCOMPARE(patience.forAnswer(), FeedPatience::kMost);
        patience.reset();
        QCOMPARE(patience.forAnswer(), kForAnswer);
    }

    void aFeedThatWasTooSlowIsGivenMoreTimeThanOthers() {
        m_changes = silence;
        ask(1);
        QTRY_COMPARE_WITH_TIMEOUT(only<core::RequestFailed>(m_events).size(), 1u, 8000);
        QTRY_VERIFY(isUp());
        ask(2);
        m_link->send(core::SendStanding{core::RequestId{3}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(only<core::RequestFailed>(m_events).size() > 1, 8000);
        QCOMPARE(only<core::RequestFailed>(m_events)[1].request, core::RequestId{3});
    }

    /// Half an answer is not one that nobody understands, after which the core would back off on a
    /// line that never was down.
    void anAnswerThatBreaksOffIsAnOutage() {
        m_changes = [] {
            Answer cut = noChanges();
            cut.cut = true;
            return cut;
        };
        ask(1);
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::RequestFailed>(m_events)[0].failure, core::RequestFailure::Unreachable);
        QTRY_VERIFY(isUp());
        QVERIFY(std::holds_alternative<core::LinkChanged>(m_events.back()));
    }

    void aProxyThatHasLostTheServerIsAnOutage() {
        bool away = true;
        const auto gateway = [&](const Answer& well) {
            return away ? Answer{502, "<html>Bad Gateway</html>", "Content-Type: text/html\r\n"}
                        : well;
        };
        m_changes = [&] { return gateway(noChanges()); };
        m_pulse = [&] { return gateway({200, "{}", {}}); };
        ask(1);
        QTRY_COMPARE(only<core::RequestFailed>(m_events).size(), 1u);
        QCOMPARE(only<core::RequestFailed>(m_events)[0].failure, core::RequestFailure::Unreachable);
        QTRY_VERIFY(m_server->count("/livez") > 0);
        QVERIFY(wasLost());
        away = false;
        QTRY_VERIFY(isUp());
    }
};

QTEST_GUILESS_MAIN(ServerOutageTest)
#include "server_outage_test.moc"
