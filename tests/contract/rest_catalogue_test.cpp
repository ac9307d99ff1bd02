// links: server_main contract_house
#include "server/services/imports.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::testing;

/// How customers find a movie and its showtimes.
class RestCatalogue : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;

    QJsonArray itemsOf(const std::string& target) const {
        const auto answer = m_house->get(target);
        return answer.status == 200 ? jsonOf(answer)["items"].toArray() : QJsonArray();
    }
    QStringList titlesOf(const std::string& query) const {
        QStringList titles;
        for (const auto& item : itemsOf("/v1/movies?" + query))
            titles.append(item.toObject()["title"].toString());
        return titles;
    }
    static QString pointerOf(const Answer& answer) {
        return jsonOf(answer)["errors"].toArray().first().toObject()["pointer"].toString();
    }

private slots:
    void initTestCase() { m_house = std::make_unique<House>(); }

    void aMovieIsFoundHoweverItIsTyped() {
        QCOMPARE(titlesOf("q=the%20godfather").first(), QString("The Godfather"));
        for (const char* typed : {"godfahter", "GODFATHR", "godfather%20coppola"})
            QVERIFY2(titlesOf(std::string("q=") + typed).contains("The Godfather"), typed);
        for (const char* typed : {"falscher", "F%C3%A4lscher", "faelscher", "felscher"})
            QVERIFY2(titlesOf(std::string("q=") + typed).contains("Die Fälscher"), typed);
        QVERIFY(titlesOf("q=spiderman").first().startsWith("Spider-Man"));
        QVERIFY(titlesOf("q=qqqqqqqq").isEmpty());
    }

    void filtersHaveNoCase() {
        const auto items = itemsOf("/v1/movies?genre=thriller&rating=pg-13&limit=200");
        QVERIFY(items.size() > 10);
        for (const auto& item : items) {
            QCOMPARE(item.toObject()["genre"].toString(), QString("Thriller/Suspense"));
            QCOMPARE(item.toObject()["rating"].toString(), QString("PG-13"));
        }
    }

    void theBestComesFirstOnEveryPage() {
        QStringList whole = titlesOf("q=love&limit=200");
        QStringList pieces;
        std::string target = "/v1/movies?q=love&limit=7";
        while (!target.empty()) {
            const auto answer = m_house->get(target);
            for (const auto& item : jsonOf(answer)["items"].toArray())
                pieces.append(item.toObject()["title"].toString());
            const auto link = answer.header("link");
            target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
        }
        QVERIFY(whole.size() > 20);
        QCOMPARE(pieces, whole);
    }

    void whatIsStoredWhileTheServerRunsIsFound() {
        QVERIFY(titlesOf("q=zwielichtspiel").isEmpty());
        domain::Movie film;
        film.title = "Das Zwielichtspiel";
        film.releaseYear = 2026;
        using Movies = std::vector<server::services::Imports::MovieOutcome>;
        std::promise<bool> done;
        server::services::Imports imports(m_house->node->context());
        imports.movies({film}, [&](server::services::Outcome<Movies> outcome) {
            done.set_value(outcome.ok());
        });
        QVERIFY(done.get_future().get());
        QCOMPARE(titlesOf("q=zwielichtspeil"), QStringList{"Das Zwielichtspiel"});
    }

    void showtimesAreListedByCinemaAndDayPart() {
        const auto cinema = jsonOf(m_house->get("/v1/auditoriums"))["items"]
                                .toArray()
                                .first()
                                .toObject()["cinema"]
                                .toString()
                                .toStdString();
        QCOMPARE(itemsOf("/v1/showtimes?limit=200&cinema=" + cinema),
                 itemsOf("/v1/showtimes?limit=200"));
        QVERIFY(!itemsOf("/v1/showtimes?cinema=" + cinema).isEmpty());
        QVERIFY(itemsOf("/v1/showtimes?cinema=018f3c2e-7a10-7000-8000-00000000ffff").isEmpty());
        const auto weekend = itemsOf("/v1/showtimes?limit=200&day_part=weekend");
        QVERIFY(!weekend.isEmpty());
        for (const auto& item : weekend)
            QCOMPARE(item.toObject()["day_part"].toString(), QString("weekend"));
    }

    void whatIsOverIsLeftOutWhenOnlyUpcomingOnesAreAskedFor() {
        const auto now = QDateTime::currentDateTimeUtc();
        const auto items = itemsOf("/v1/showtimes?upcoming=true&limit=200");
        QVERIFY(!items.isEmpty());
        for (const auto& item : items)
            QVERIFY(QDateTime::fromString(item.toObject()["end"].toString(), Qt::ISODate) > now);
        QCOMPARE(itemsOf("/v1/showtimes?upcoming=false"), itemsOf("/v1/showtimes"));
    }

    void aWrongParameterIsPointedAt_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("pointer");
        const QString many = QString("word+").repeated(13);
        QTest::newRow("no text") << "/v1/movies?q=%ff%fe"
                                 << "?q";
        QTest::newRow("NUL") << "/v1/movies?q=a%00b"
                             << "?q";
        QTest::newRow("line end") << "/v1/movies?genre=a%0d%0aX:1"
                                  << "?genre";
        QTest::newRow("long") << "/v1/movies?q=" + QString(201, 'a') << "?q";
        QTest::newRow("many words") << "/v1/movies?q=" + many << "?q";
        QTest::newRow("year") << "/v1/movies?year=19x5"
                              << "?year";
        QTest::newRow("unknown") << "/v1/movies?title=x"
                                 << "?title";
        QTest::newRow("no page") << "/v1/movies?limit=0"
                                 << "?limit";
        QTest::newRow("day part") << "/v1/showtimes?day_part=morning"
                                  << "?day_part";
        QTest::newRow("flag") << "/v1/showtimes?upcoming=yes"
                              << "?upcoming";
        QTest::newRow("cinema") << "/v1/showtimes?cinema=1"
                                << "?cinema";
    }
    void aWrongParameterIsPointedAt() {
        QFETCH(QString, target);
        QFETCH(QString, pointer);
        const auto answer = m_house->get(target.toStdString());
        QCOMPARE(answer.status, 400);
        QCOMPARE(typeOf(answer), std::string("urn:foyer:problem:invalid-parameter"));
        QCOMPARE(pointerOf(answer), pointer);
    }

    void noTextMakesTheSearchFail() {
        const char* attacks[] = {"'%20OR%201=1%20--",
                                 "%25%5f%5c",
                                 "\"*(",
                                 "NEAR(a%20b)",
                                 "a%20AND%20b",
                                 "%F0%9F%8E%9F",
                                 "%E2%80%AE",
                                 "../../etc/passwd",
                                 "{{7*7}}",
                                 "-1",
                                 "%EF%BF%BF",
                                 "1e999",
                                 "'); DROP TABLE movie;--"};
        for (std::string attack : attacks) {
            std::replace(attack.begin(), attack.end(), ' ', '+');
            for (const char* name : {"q", "genre", "rating", "cursor"}) {
                const auto answer = m_house->get("/v1/movies?" + std::string(name) + "=" + attack);
                QVERIFY2(answer.status == 200 || answer.status == 400, attack.c_str());
            }
        }
        const auto endless = m_house->get("/v1/movies?q=" + std::string(10'000, 'a'));
        QVERIFY(endless.status >= 400 && endless.status < 500);
    }
};

QTEST_GUILESS_MAIN(RestCatalogue)
#include "rest_catalogue_test.moc"
