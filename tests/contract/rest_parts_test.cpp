// links: server_http server_push
#include "server/http/helpers.h"
#include "server/http/replays.h"
#include "server/push/pending.h"
#include "server/push/watchers.h"

#include <QtTest>

#include <future>

using namespace foyer;
using namespace foyer::server;
using domain::SeatState;
using http::Replays;

namespace {

ShowtimeId showtime(std::uint8_t number) {
    ShowtimeId id;
    id.uuid.bytes[15] = number;
    return id;
}

services::ReadModel::News news(std::uint8_t number, std::int64_t version, std::uint16_t seat,
                               SeatState state) {
    services::ReadModel::News news;
    news.seats = {{showtime(number), CommitSeq{version}, {{SeatNo{seat}, state}}}};
    return news;
}

Hash hash(std::uint8_t first) {
    Hash hash{};
    hash[0] = first;
    return hash;
}

constexpr Instant kNow = instantFromMs(1'795'000'000'000);

} // namespace

class RestParts : public QObject {
    Q_OBJECT

private slots:
    void ofASeatThatChangesTwiceInOneTickOnlyTheLastStateIsTold() {
        push::Pending pending;
        QVERIFY(pending.empty());
        pending.add(news(1, 5, 3, SeatState::Held));
        pending.add(news(2, 6, 1, SeatState::Sold));
        pending.add(news(1, 7, 3, SeatState::Sold));
        auto changes = pending.take();
        QCOMPARE(changes.size(), std::size_t{2});
        std::sort(changes.begin(), changes.end(),
                  [](const auto& a, const auto& b) { return a.version < b.version; });
        QCOMPARE(changes[1].showtime, showtime(1));
        QCOMPARE(changes[1].version, CommitSeq{7});
        QCOMPARE(changes[1].seats, (std::vector{std::pair{SeatNo{3}, SeatState::Sold}}));
        QVERIFY(pending.empty());
    }

    void aSessionThatEndsListensToNothing() {
        push::Watchers watchers;
        const edge::SessionId session{1};
        watchers.open(session, {true, {}, {}});
        QVERIFY(watchers.subscribe(session, showtime(1)));
        QCOMPARE(watchers.of(showtime(1)).size(), std::size_t{1});
        watchers.close(session);
        QVERIFY(watchers.of(showtime(1)).empty());
        QVERIFY(watchers.terminals().empty());
        QVERIFY(!watchers.subscribe(session, showtime(1)));
    }

    void oneSessionListensToAThousandShowtimesAndNoMore() {
        push::Watchers watchers;
        const edge::SessionId session{1};
        watchers.open(session, {});
        for (std::size_t i = 0; i < push::Watchers::kMostPerSession; ++i) {
            ShowtimeId id;
            id.uuid.bytes[0] = static_cast<std::uint8_t>(i);
            id.uuid.bytes[1] = static_cast<std::uint8_t>(i >> 8);
            QVERIFY(watchers.subscribe(session, id));
        }
        ShowtimeId last;
        last.uuid.bytes[2] = 1;
        QVERIFY(!watchers.subscribe(session, last));
    }

    void anAnswerIsReplayedForADayAndForgottenThen() {
        Replays replays;
        QCOMPARE(replays.claim("ask", "k", hash(1), kNow).claim, Replays::Claim::First);
        QCOMPARE(replays.claim("ask", "k", hash(1), kNow).claim, Replays::Claim::InFlight);
        edge::Response response;
        response.body = "done";
        replays.keep("ask", "k", response);
        const auto again = replays.claim("ask", "k", hash(1), kNow + Replays::kKept);
        QCOMPARE(again.claim, Replays::Claim::Replayed);
        QCOMPARE(again.response->body, std::string("done"));
        QCOMPARE(replays.claim("ask", "k", hash(2), kNow).claim, Replays::Claim::Reused);
        QCOMPARE(replays.claim("other", "k", hash(2), kNow).claim, Replays::Claim::First);
        const auto later = kNow + Replays::kKept + Milliseconds{1};
        QCOMPARE(replays.claim("ask", "k", hash(2), later).claim, Replays::Claim::First);
    }

    void aKeyWhoseRequestFailedIsFree() {
        Replays replays;
        QCOMPARE(replays.claim("ask", "k", hash(1), kNow).claim, Replays::Claim::First);
        replays.drop("ask", "k");
        QCOMPARE(replays.claim("ask", "k", hash(2), kNow).claim, Replays::Claim::First);
    }

    void etagsAreComparedAsListsAndWeakly() {
        QVERIFY(http::matchesEtag("\"7\"", "\"7\""));
        QVERIFY(http::matchesEtag("\"5\", W/\"7\"", "\"7\""));
        QVERIFY(http::matchesEtag("*", "\"7\""));
        QVERIFY(!http::matchesEtag("\"77\"", "\"7\""));
        QVERIFY(!http::matchesEtag("", "\"7\""));
    }

    void theLinkOnwardKeepsTheFilterAndReplacesTheCursor() {
        edge::Request request;
        request.path = "/v1/movies";
        request.query = "q=a%20b&cursor=old&limit=2";
        QCOMPARE(http::nextLink(request, "x/y"),
                 std::string("</v1/movies?q=a%20b&limit=2&cursor=x%2Fy>; rel=\"next\""));
    }

    void workersTurnAwayWhatTheyCannotKeep() {
        http::Workers workers(1, 1);
        std::promise<void> begun;
        std::promise<void> go;
        std::atomic<int> done{0};
        QVERIFY(workers.run([&] {
            begun.set_value();
            go.get_future().wait();
            ++done;
        }));
        begun.get_future().wait();
        QVERIFY(workers.run([&] { ++done; }));
        QVERIFY(!workers.run([&] { ++done; }));
        go.set_value();
        workers.stop();
        QCOMPARE(done.load(), 2);
        QVERIFY(!workers.run([] {}));
    }
};

QTEST_APPLESS_MAIN(RestParts)
#include "rest_parts_test.moc"
