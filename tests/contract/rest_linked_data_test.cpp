// links: server_main contract_house
#include "tests/contract/rest_house.h"

#include <QDateTime>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// What search engines and calendars read of the programme.
class RestLinkedData : public QObject {
    Q_OBJECT

private:
    static constexpr const char* kSite = "https://tickets.example";
    std::unique_ptr<House> m_house;
    QJsonObject m_showtime;
    QJsonObject m_movie;

    Answer linked(const std::string& target, const char* accept = "application/ld+json") const {
        return m_house->get(target, {{}, {{"Accept", accept}}});
    }
    std::string showtimePath() const {
        return "/v1/showtimes/" + m_showtime[u"id"].toString().toStdString();
    }
    std::string moviePath() const {
        return "/v1/movies/" + m_showtime[u"movie"].toString().toStdString();
    }
    /// The lines of a calendar file, put together again (RFC 5545 §3.1).
    static QStringList linesOf(const std::string& file) {
        return QString::fromStdString(file).replace("\r\n ", "").split("\r\n");
    }
    static QString valueOf(const QStringList& lines, const QString& name) {
        for (const auto& line : lines)
            if (line.startsWith(name + ":"))
                return line.mid(name.size() + 1);
        return {};
    }
    void cancelShowtime() {
        auto showtime = *services::readOne<std::optional<domain::Showtime>>(
            m_house->node->reader(), [&](const ports::Store& store) {
                return store.showtime(
                    *ShowtimeId::parse(m_showtime[u"id"].toString().toStdString()));
            });
        showtime->state = domain::ShowtimeState::Cancelled;
        std::promise<bool> done;
        services::submit<Done>(
            m_house->node->context().writer,
            [&](ports::Store& store) {
                store.put(*showtime);
                return services::Decided<Done>{Done{}};
            },
            [&](const services::Outcome<Done>& stored) { done.set_value(stored.ok()); });
        QVERIFY(done.get_future().get());
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>([](NodeOptions& options) { options.publicUrl = kSite; });
        m_showtime = m_house->showtime();
        m_movie = jsonOf(m_house->get(moviePath()));
    }

    void theFirstTypeNamedDecides() {
        const auto type = [&](const char* accept) {
            return linked(showtimePath(), accept).header("content-type");
        };
        QCOMPARE(type("application/ld+json"), std::string("application/ld+json"));
        QCOMPARE(type("application/ld+json, application/json"), std::string("application/ld+json"));
        QCOMPARE(type("application/json, application/ld+json"), std::string("application/json"));
        QCOMPARE(type("text/html, */*"), std::string("application/json"));
        QCOMPARE(linked(showtimePath()).header("vary"), std::string("Accept"));
    }

    void aMovieIsSchemaOrgs() {
        const auto movie = jsonOf(linked(moviePath()));
        QCOMPARE(movie[u"@context"].toString(), QString("https://schema.org"));
        QCOMPARE(movie[u"@type"].toString(), QString("Movie"));
        QCOMPARE(movie[u"@id"].toString().toStdString(), moviePath());
        QCOMPARE(movie[u"name"], m_movie[u"title"]);
        if (!m_movie[u"running_minutes"].isNull())
            QCOMPARE(movie[u"duration"].toString(),
                     QString("PT%1M").arg(m_movie[u"running_minutes"].toInt()));
        QCOMPARE(linked("/v1/movies/018f3c2e-7a10-7000-8000-00000000ffff").status, 404);
    }

    void aShowtimeIsAnEventWithOffers() {
        const auto event = jsonOf(linked(showtimePath()));
        QCOMPARE(event[u"@type"].toString(), QString("ScreeningEvent"));
        QCOMPARE(event[u"name"], m_movie[u"title"]);
        QCOMPARE(event[u"startDate"], m_showtime[u"start"]);
        QCOMPARE(event[u"endDate"], m_showtime[u"end"]);
        QCOMPARE(event[u"eventStatus"].toString(), QString("https://schema.org/EventScheduled"));
        QCOMPARE(event[u"location"][u"@type"].toString(), QString("MovieTheater"));
        QCOMPARE(event[u"location"][u"name"].toString(), QString("Foyer Lichtspiele"));
        QCOMPARE(event[u"workPresented"][u"name"], m_movie[u"title"]);
        QCOMPARE(event[u"maximumAttendeeCapacity"], m_showtime[u"seats"][u"total"]);
        QCOMPARE(event[u"remainingAttendeeCapacity"], m_showtime[u"seats"][u"free"]);
        const auto offers = event[u"offers"].toArray();
        QVERIFY(!offers.isEmpty());
        for (const auto& offer : offers) {
            QCOMPARE(offer[u"@type"].toString(), QString("Offer"));
            QCOMPARE(offer[u"priceCurrency"].toString(), QString("EUR"));
            QVERIFY(offer[u"price"].toString().toDouble() > 0);
            QCOMPARE(offer[u"url"].toString(), QString(kSite));
            QVERIFY(!offer[u"name"].toString().contains("ompanion"));
        }
        QCOMPARE(linked("/v1/showtimes/018f3c2e-7a10-7000-8000-00000000ffff").status, 404);
    }

    void aCalendarTakesTheShowtime() {
        const auto answer = m_house->get(showtimePath() + "/calendar");
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("content-type").starts_with("text/calendar"));
        for (const auto& line : QByteArray::fromStdString(answer.body).split('\n'))
            QVERIFY2(line.size() <= 76, line.constData()); // 75 and the \r
        const auto lines = linesOf(answer.body);
        QCOMPARE(lines.first(), QString("BEGIN:VCALENDAR"));
        QCOMPARE(valueOf(lines, "UID"), m_showtime[u"id"].toString() + "@foyer");
        const auto utc = [&](const char* name) {
            return QDateTime::fromString(m_showtime[QLatin1String(name)].toString(), Qt::ISODate)
                .toUTC()
                .toString("yyyyMMdd'T'HHmmss'Z'");
        };
        QCOMPARE(valueOf(lines, "DTSTART"), utc("start"));
        QCOMPARE(valueOf(lines, "DTEND"), utc("end"));
        QVERIFY(valueOf(lines, "LOCATION").endsWith("\\, Foyer Lichtspiele"));
        QVERIFY(!lines.contains("STATUS:CANCELLED"));
        QCOMPARE(m_house->get("/v1/showtimes/nonsense/calendar").status, 404);
        const auto nobody = "/v1/showtimes/018f3c2e-7a10-7000-8000-00000000ffff/calendar";
        QCOMPARE(m_house->get(nobody).status, 404);
    }

    void aCancelledShowtimeIsStruckOut() {
        cancelShowtime();
        const auto event = jsonOf(linked(showtimePath()));
        QCOMPARE(event[u"eventStatus"].toString(), QString("https://schema.org/EventCancelled"));
        for (const auto& offer : event[u"offers"].toArray())
            QCOMPARE(offer[u"availability"].toString(), QString("https://schema.org/SoldOut"));
        const auto lines = linesOf(m_house->get(showtimePath() + "/calendar").body);
        QVERIFY(lines.contains("STATUS:CANCELLED"));
        QCOMPARE(valueOf(lines, "UID"), m_showtime[u"id"].toString() + "@foyer");
    }
};

QTEST_GUILESS_MAIN(RestLinkedData)
#include "rest_linked_data_test.moc"
