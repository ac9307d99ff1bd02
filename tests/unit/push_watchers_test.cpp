// links: server_push
#include "server/push/watchers.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using Session = edge::SessionId;
using push::Watchers;

namespace {

const Instant kNow = instantFromMs(1'795'000'000'000);

AccountId account(std::uint8_t number) {
    AccountId id;
    id.uuid.bytes[15] = number;
    return id;
}

} // namespace

/// Who listens to what.
class PushWatchers : public QObject {
    Q_OBJECT
private slots:
    void aPersonIsReachedWhereverTheyAreSignedIn() {
        Watchers watchers;
        watchers.open(Session{1}, {false, account(1), kNow + Milliseconds{10}});
        watchers.open(Session{2}, {false, account(1), kNow + Milliseconds{20}});
        watchers.open(Session{3}, {false, account(2), kNow + Milliseconds{20}});
        watchers.open(Session{4}, {});
        QVERIFY(watchers.of(account(1), kNow) == (std::vector{Session{1}, Session{2}}));
        QVERIFY(watchers.of(account(3), kNow).empty());
        QVERIFY(watchers.of(AccountId{}, kNow).empty());
        watchers.close(Session{2});
        QVERIFY(watchers.of(account(1), kNow) == std::vector{Session{1}});
    }

    void aTokenThatHasRunOutReachesNobody() {
        Watchers watchers;
        watchers.open(Session{1}, {false, account(1), kNow + Milliseconds{10}});
        QVERIFY(watchers.takeExpired(kNow + Milliseconds{9}).empty());
        QVERIFY(watchers.of(account(1), kNow + Milliseconds{10}).empty());
        QVERIFY(watchers.takeExpired(kNow + Milliseconds{10}) == std::vector{Session{1}});
        QVERIFY(watchers.takeExpired(kNow + Milliseconds{10}).empty());
        QVERIFY(watchers.of(account(1), kNow).empty());
        QVERIFY(watchers.subscribe(Session{1}, ShowtimeId{})); // it listens on as anybody
        watchers.close(Session{1});
        QCOMPARE(watchers.sessions(), std::size_t{0});
    }

    void whoSignsInLaterIsReachedFromThenOn() {
        Watchers watchers;
        watchers.open(Session{1}, {});
        watchers.signIn(Session{1}, account(1), kNow + Milliseconds{10});
        QVERIFY(watchers.of(account(1), kNow) == std::vector{Session{1}});
        watchers.signIn(Session{1}, account(2), kNow + Milliseconds{20}); // somebody else
        QVERIFY(watchers.of(account(1), kNow).empty());
        QVERIFY(watchers.takeExpired(kNow + Milliseconds{10}).empty());
        QVERIFY(watchers.takeExpired(kNow + Milliseconds{20}) == std::vector{Session{1}});
        watchers.signIn(Session{1}, account(2), kNow + Milliseconds{30}); // with a new token
        QVERIFY(watchers.of(account(2), kNow) == std::vector{Session{1}});
        watchers.signIn(Session{2}, account(1), kNow + Milliseconds{30}); // has gone
        QVERIFY(watchers.of(account(1), kNow).empty());
        watchers.close(Session{1});
        QVERIFY(watchers.of(account(2), kNow).empty());
    }

    void aTerminalStaysOneWhenAPersonSignsIn() {
        Watchers watchers;
        watchers.open(Session{1}, {true, {}, {}});
        watchers.signIn(Session{1}, account(1), kNow + Milliseconds{10});
        QVERIFY(watchers.takeExpired(kNow + Milliseconds{10}) == std::vector{Session{1}});
        QVERIFY(watchers.terminals() == std::vector{Session{1}});
    }
};

QTEST_APPLESS_MAIN(PushWatchers)
#include "push_watchers_test.moc"
