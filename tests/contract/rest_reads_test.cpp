// links: server_main contract_house
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::testing;

class RestReads : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;

    static std::string text(const QJsonObject& object, const char* key) {
        return object[QLatin1String(key)].toString().toStdString();
    }
    /// The target of Link: rel="next".
    static std::string nextOf(const Answer& answer) {
        const auto link = answer.header("link");
        return link.substr(1, link.find('>') - 1);
    }
    std::string seatsPath() const {
        return "/v1/showtimes/" + text(m_house->showtime(), "id") + "/seats";
    }

private slots:
    void initTestCase() { m_house = std::make_unique<House>(); }

    void moviesAreFoundByTheirTitle() {
        const auto items = jsonOf(m_house->get("/v1/movies?q=third%20man"))["items"].toArray();
        for (const auto& item : items)
            QVERIFY(item.toObject()["title"].toString().toLower().contains("third man"));
        const auto godfather = jsonOf(m_house->get("/v1/movies?q=godfather"))["items"].toArray();
        QVERIFY(!godfather.isEmpty());
        const auto id = text(godfather.first().toObject(), "id");
        QCOMPARE(jsonOf(m_house->get("/v1/movies/" + id)), godfather.first().toObject());
    }

    void aFilterNarrowsTheList() {
        const auto items =
            jsonOf(m_house->get("/v1/movies?genre=Comedy&rating=PG&limit=200"))["items"].toArray();
        QVERIFY(items.size() > 10);
        for (const auto& item : items) {
            QCOMPARE(text(item.toObject(), "genre"), std::string("Comedy"));
            QCOMPARE(text(item.toObject(), "rating"), std::string("PG"));
        }
    }

    void pagesFollowEachOtherAndLeaveNothingOut() {
        std::set<std::string> seen;
        std::string target = "/v1/movies?rating=PG-13&limit=100";
        std::size_t count = 0;
        while (!target.empty()) {
            const auto answer = m_house->get(target);
            QCOMPARE(answer.status, 200);
            for (const auto& item : jsonOf(answer)["items"].toArray()) {
                seen.insert(text(item.toObject(), "id"));
                ++count;
            }
            target = answer.header("link").empty() ? std::string() : nextOf(answer);
        }
        QCOMPARE(seen.size(), count);
        QVERIFY(count > 200);
    }

    void aForeignCursorIsRefused() {
        const auto answer = m_house->get("/v1/movies?cursor=nonsense");
        QCOMPARE(answer.status, 400);
        QCOMPARE(text(jsonOf(answer), "type"), std::string("urn:foyer:problem:bad-cursor"));
    }

    void showtimesAreListedByDayMovieAndAuditorium() {
        const auto showtime = m_house->showtime();
        const auto day = text(showtime, "business_day");
        const auto narrow = "/v1/showtimes?day=" + day + "&movie=" + text(showtime, "movie") +
                            "&auditorium=" + text(showtime, "auditorium");
        const auto items = jsonOf(m_house->get(narrow))["items"].toArray();
        QVERIFY(items.contains(QJsonValue(showtime)));
        for (const auto& item : items) {
            QCOMPARE(text(item.toObject(), "business_day"), day);
            QCOMPARE(text(item.toObject(), "movie"), text(showtime, "movie"));
            QCOMPARE(text(item.toObject(), "auditorium"), text(showtime, "auditorium"));
        }
        const auto one = jsonOf(m_house->get("/v1/showtimes/" + text(showtime, "id")));
        QCOMPARE(one, showtime);
        QCOMPARE(one["seats"].toObject()["total"], one["seats"].toObject()["free"]);
    }

    void thereAreEightAuditoriumsAndEachHasItsPlan() {
        const auto items = jsonOf(m_house->get("/v1/auditoriums"))["items"].toArray();
        QCOMPARE(items.size(), 8);
        for (const auto& item : items) {
            const auto id = text(item.toObject(), "id");
            QCOMPARE(jsonOf(m_house->get("/v1/auditoriums/" + id)), item.toObject());
            const auto plan = m_house->get("/v1/seating-plans/" + text(item.toObject(), "plan"));
            QCOMPARE(plan.status, 200);
            QVERIFY(jsonOf(plan)["seats"].toArray().size() >= 48);
        }
    }

    void aPlanMayBeKeptForEver() {
        const auto path = "/v1/seating-plans/" + text(m_house->showtime(), "plan");
        const auto plan = m_house->get(path);
        QVERIFY(plan.header("cache-control").find("immutable") != std::string::npos);
        const auto again = m_house->get(path, {{}, {{"If-None-Match", plan.header("etag")}}});
        QCOMPARE(again.status, 304);
        QVERIFY(again.body.empty());
    }

    void anUnchangedSeatMapIsNotSentAgain() {
        const auto path = seatsPath();
        const auto map = m_house->get(path);
        QCOMPARE(map.status, 200);
        QCOMPARE(map.header("etag"),
                 "\"" + std::to_string(jsonOf(map)["version"].toInteger()) + "\"");
        const auto same =
            m_house->get(path, {{}, {{"If-None-Match", "\"1\", W/" + map.header("etag")}}});
        QCOMPARE(same.status, 304);
        QCOMPARE(same.header("etag"), map.header("etag"));
    }

    void theSeatMapHasThreeForms() {
        const auto path = seatsPath();
        const auto states = text(jsonOf(m_house->get(path)), "states");
        const auto letters = m_house->get(path, {{}, {{"Accept", "text/plain"}}});
        const auto bytes = m_house->get(path, {{}, {{"Accept", "application/octet-stream"}}});
        QCOMPARE(letters.body, states);
        QCOMPARE(bytes.body, states);
        QCOMPARE(bytes.header("content-type"), std::string("application/octet-stream"));
        QVERIFY(letters.header("etag") != m_house->get(path).header("etag"));
        QCOMPARE(m_house->get(path, {{}, {{"Accept", "image/png"}}}).status, 406);
    }

    void headAnswersLikeGetWithoutABody() {
        const auto path = seatsPath();
        const auto head = m_house->ask("HEAD", path);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("etag"), m_house->get(path).header("etag"));
        QVERIFY(head.body.empty());
    }

    void whatIsNotThereIsAProblemThatNamesTheRequest_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("type");
        const QString nobody = "018f3c2e-7a10-7000-8000-00000000ffff";
        QTest::newRow("path") << "/v2/movies"
                              << "unknown-route";
        QTest::newRow("movie") << "/v1/movies/" + nobody << "not-found";
        QTest::newRow("no id") << "/v1/movies/17"
                               << "not-found";
        QTest::newRow("showtime") << "/v1/showtimes/" + nobody << "not-found";
        QTest::newRow("seats") << "/v1/showtimes/" + nobody + "/seats"
                               << "unknown-showtime";
        QTest::newRow("plan") << "/v1/seating-plans/" + nobody << "not-found";
    }
    void whatIsNotThereIsAProblemThatNamesTheRequest() {
        QFETCH(QString, target);
        QFETCH(QString, type);
        const auto answer =
            m_house->get(target.toStdString(), {{}, {{"X-Request-Id", "my-request-7"}}});
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.header("content-type"), std::string("application/problem+json"));
        QCOMPARE(answer.header("x-request-id"), std::string("my-request-7"));
        const auto problem = jsonOf(answer);
        QCOMPARE(problem["type"].toString(), "urn:foyer:problem:" + type);
        QCOMPARE(problem["status"].toInt(), 404);
        QCOMPARE(problem["request_id"].toString(), QString("my-request-7"));
    }

    void aWrongParameterIsPointedAt_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("no day") << "day=2026-02-30"
                                << "?day";
        QTest::newRow("no id") << "movie=seven"
                               << "?movie";
        QTest::newRow("too many") << "limit=201"
                                  << "?limit";
        QTest::newRow("unknown") << "colour=red"
                                 << "?colour";
        QTest::newRow("twice") << "limit=1&limit=2"
                               << "?limit";
    }
    void aWrongParameterIsPointedAt() {
        QFETCH(QString, query);
        QFETCH(QString, pointer);
        const auto answer = m_house->get("/v1/showtimes?" + query.toStdString());
        QCOMPARE(answer.status, 400);
        const auto first = jsonOf(answer)["errors"].toArray().first().toObject();
        QCOMPARE(first["pointer"].toString(), pointer);
    }

    void aMethodThatIsNotThereIsToldWhichOnesAre() {
        const auto answer = m_house->ask("DELETE", "/v1/movies");
        QCOMPARE(answer.status, 405);
        QCOMPARE(answer.header("allow"), std::string("GET, HEAD"));
        QCOMPARE(m_house->ask("OPTIONS", "/v1/allotments").status, 204);
    }

    void thePageForPeopleLoadsNothingFromElsewhere() {
        const auto docs = m_house->get("/docs");
        QCOMPARE(docs.status, 200);
        QVERIFY(docs.header("content-security-policy").starts_with("default-src 'none'"));
        QVERIFY(docs.body.find("http://") == std::string::npos);
        QVERIFY(docs.body.find("https://") == std::string::npos);
    }

    void aDrainingServerIsAliveButNotReady() {
        QCOMPARE(m_house->get("/readyz").status, 200);
        m_house->node->api().setDraining();
        QCOMPARE(m_house->get("/readyz").status, 503);
        QCOMPARE(m_house->get("/livez").status, 200);
    }
};

QTEST_GUILESS_MAIN(RestReads)
#include "rest_reads_test.moc"
