// links: shared_wire
#include "shared/wire/json_writer.h"
#include "shared/wire/live_json.h"
#include "shared/wire/lives_text.h"
#include "shared/wire/online_json.h"
#include "shared/wire/rest_json.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;

namespace {

template <class T>
T idOf(std::uint8_t last) {
    T id;
    id.uuid.bytes[0] = 1;
    id.uuid.bytes[15] = last;
    return id;
}

std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

} // namespace

class WireRest : public QObject {
    Q_OBJECT

private slots:
    void timesAreWrittenInTheCinemasOwnTime() {
        const auto at = instantFromMs(1'795'203'000'000); // 2026-11-20T19:30:00Z
        using std::chrono::minutes;
        QCOMPARE(wire::timeText(at), std::string("2026-11-20T19:30:00Z"));
        QCOMPARE(wire::timeText(at, minutes{60}), std::string("2026-11-20T20:30:00+01:00"));
        QCOMPARE(wire::timeText(at, minutes{-570}), std::string("2026-11-20T10:00:00-09:30"));
        QCOMPARE(wire::timeText(at + Milliseconds{7}), std::string("2026-11-20T19:30:00.007Z"));
    }

    void textThatIsNoUtf8IsMadeReadable() {
        domain::Movie movie;
        movie.title = "Cach\xe9";
        QVERIFY(wire::encodeMovie(movie).find("Cach\xef\xbf\xbd") != std::string::npos);
    }

    void whatIsNotKnownOfAMovieIsNull() {
        domain::Movie movie;
        movie.title = "1776";
        const auto text = wire::encodeMovie(movie);
        QVERIFY(text.find(json("'running_minutes':null")) != std::string::npos);
        QVERIFY(text.find(json("'genre':null")) != std::string::npos);
        QVERIFY(text.find(json("'title':'1776'")) != std::string::npos);
    }

    void theLastPageHasNoNext() {
        QCOMPARE(wire::encodeMovies({}, ""), json("{'items':[]}"));
        QCOMPARE(wire::encodeMovies({}, "abc"), json("{'items':[],'next':'abc'}"));
    }

    void aProblemSaysOnlyWhatItKnows() {
        wire::Problem problem;
        problem.type = "urn:x";
        problem.title = "X.";
        problem.status = 400;
        QCOMPARE(wire::encodeProblem(problem), json("{'type':'urn:x','title':'X.','status':400}"));
        problem.errors = {{"/seats/0", "is missing"}};
        QVERIFY(wire::encodeProblem(problem).find(
                    json("'errors':[{'pointer':'/seats/0','detail':'is missing'}]")) !=
                std::string::npos);
    }

    void aHoldHasItsFixedForm() {
        wire::HoldAnswer hold;
        hold.id = idOf<HoldId>(1);
        hold.showtime = idOf<ShowtimeId>(2);
        hold.state = "waiting";
        hold.expiresAt = instantFromMs(5000);
        hold.stamp = {idOf<BookingId>(3).uuid, CommitSeq{7}};
        const std::string id = "01000000-0000-0000-0000-0000000000";
        QCOMPARE(wire::encodeHold(hold),
                 json("{'id':'" + id + "01','showtime':'" + id +
                      "02','state':'waiting','seats':[],'expires_at':5000,'extended':false,"
                      "'db_incarnation':'" +
                      id + "03','commit_seq':7}"));
        hold.seats = {SeatNo{4}, SeatNo{5}};
        hold.extended = true;
        hold.booking = idOf<BookingId>(4);
        hold.token = "a\"b";
        const std::string text = wire::encodeHold(hold);
        QVERIFY(text.find(json("'seats':[4,5],'expires_at':5000,'extended':true,'booking':'" + id +
                               "04','token':'a\\'b','db_incarnation'")) != std::string::npos);
        const auto read = wire::decodeHold(text);
        QVERIFY(read.ok());
        QCOMPARE(read->token, hold.token);
        QCOMPARE(read->seats, hold.seats);
    }

    void seatMapAndDeltaHaveTheirFixedForm() {
        const auto showtime = idOf<ShowtimeId>(1);
        QCOMPARE(wire::encodeSeatMap({showtime, idOf<PlanId>(2), CommitSeq{7}, "fsa"}),
                 json("{'showtime':'01000000-0000-0000-0000-000000000001',"
                      "'plan':'01000000-0000-0000-0000-000000000002','version':7,"
                      "'states':'fsa'}"));
        QCOMPARE(
            wire::encodeSeatsDelta({showtime, CommitSeq{9}, {{SeatNo{3}, domain::SeatState::Sold}}},
                                   CommitSeq{7}),
            json("{'showtime':'01000000-0000-0000-0000-000000000001','from':7,'version':9,"
                 "'changes':[[3,'s']]}"));
    }

    void whatTerminalsSayComesBack() {
        wire::EnrolRequest enrol{"K7PX-3M9D-QW2T", {}};
        enrol.publicKey.fill(7);
        const auto enrolBack = wire::decodeEnrolRequest(wire::encodeEnrolRequest(enrol));
        QVERIFY(enrolBack.ok());
        QCOMPARE(enrolBack->publicKey, enrol.publicKey);
        wire::TokenRequest token{Incarnation{2}, {}, {}};
        token.nonce.fill(8);
        token.signature.fill(9);
        const auto tokenBack = wire::decodeTokenRequest(wire::encodeTokenRequest(token));
        QVERIFY(tokenBack.ok());
        QCOMPARE(tokenBack->nonce, token.nonce);
        QCOMPARE(tokenBack->signature, token.signature);
        const auto back = wire::decodeReturnRequest(
            wire::encodeReturnRequest({idOf<ShowtimeId>(1), Epoch{5}, {SeatNo{6}}}));
        QVERIFY(back.ok());
        QCOMPARE(back->epoch, Epoch{5});
    }

    void formerLivesComeBackOrCountAsNotSaid() {
        protocol::FormerLives lives{idOf<TerminalId>(1),
                                    {{Incarnation{1}, {}}, {Incarnation{3}, {}}}};
        lives.lives[1].key.fill(9);
        const std::string text = wire::livesText(lives);
        QCOMPARE(wire::livesFrom(text), std::optional(lives));
        const std::string head = lives.terminal.toString();
        const std::string key(43, 'A');
        for (const std::string& damaged :
             {std::string(), head, head + "/", head + "/1", head + "/1:AAAA", text + ",",
              text + ",3:" + key, text + ",2:" + key, head + "/0:" + key, head + "/x:" + key,
              head + "/1000000:" + key, Uuid{}.toString() + "/1:" + key, "x" + text, text + " "})
            QVERIFY2(!wire::livesFrom(damaged), damaged.c_str());
        lives.lives.clear();
        for (int life = 1; life <= 21; ++life)
            lives.lives.push_back({Incarnation{life}, {}});
        std::string tooMany = head;
        for (const auto& each : lives.lives)
            tooMany += (each.incarnation.value == 1 ? "/" : ",") +
                       std::to_string(each.incarnation.value) + ":" + key;
        QVERIFY(!wire::livesFrom(tooMany));
        QCOMPARE(wire::livesFrom(tooMany.substr(0, tooMany.rfind(',')))->lives.size(),
                 protocol::kMostFormerLives);
    }

    void aKeyOfTheWrongLengthIsPointedAt() {
        const auto back = wire::decodeEnrolRequest(json("{'code':'X','public_key':'AAAA'}"));
        QVERIFY(!back.ok());
        QCOMPARE(back.error().pointer, std::string("/public_key"));
    }

    void nothingIsABodyWhereNothingIsAsked() {
        QVERIFY(wire::decodeEmpty("").ok());
        QVERIFY(wire::decodeEmpty("{}").ok());
        QVERIFY(!wire::decodeEmpty("[]").ok());
        QCOMPARE(wire::decodeEmpty(json("{'a':1}")).error().pointer, std::string("/a"));
        QVERIFY(!wire::decodeStandingRequest("").value().showtime);
    }

    void theLiveSocketsWordsComeBack() {
        wire::LiveMessage message;
        message.subscribe = {{idOf<ShowtimeId>(1), CommitSeq{17}}, {idOf<ShowtimeId>(2), {}}};
        message.unsubscribe = {idOf<ShowtimeId>(3)};
        const auto back = wire::decodeLiveMessage(wire::encodeLiveMessage(message));
        QVERIFY(back.ok());
        QCOMPARE(back->subscribe.size(), std::size_t{2});
        QCOMPARE(back->subscribe[0].since, std::optional(CommitSeq{17}));
        QVERIFY(!back->subscribe[1].since);
        QCOMPARE(back->unsubscribe, message.unsubscribe);
        QCOMPARE(wire::encodeMore(), json("{'more':true}"));
    }

    void aVersionOfAShowtimeNotSubscribedIsRefused() {
        const auto back =
            wire::decodeLiveMessage(json("{'since':{'01000000-0000-0000-0000-000000000001':1}}"));
        QVERIFY(!back.ok());
        QCOMPARE(back.error().pointer, std::string("/since/01000000-0000-0000-0000-000000000001"));
    }
};

QTEST_APPLESS_MAIN(WireRest)
#include "wire_rest_test.moc"
