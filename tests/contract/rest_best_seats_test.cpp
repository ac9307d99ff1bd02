// links: server_main contract_house
#include "shared/wire/online_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// What a customer is proposed who only says how many come.
class RestBestSeats : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::string m_showtime;
    QJsonArray m_seats; // of the plan

    Answer ask(const std::string& query) const {
        return m_house->get("/v1/showtimes/" + m_showtime + "/best-seats?" + query);
    }
    QJsonArray choicesOf(const std::string& query) const {
        const auto answer = ask(query);
        return answer.status == 200 ? jsonOf(answer)[u"choices"].toArray() : QJsonArray();
    }
    QString states() const {
        return jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"))[u"states"].toString();
    }
    static std::vector<SeatNo> seatsOf(const QJsonValue& choice) {
        std::vector<SeatNo> seats;
        for (const auto& seat : choice[u"seats"].toArray())
            seats.push_back({static_cast<std::uint16_t>(seat[u"seat"].toInt())});
        return seats;
    }
    QString kindOf(SeatNo seat) const { return m_seats[seat.value][u"kind"].toString(); }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        // The room with the most spaces for wheelchairs.
        qsizetype most = 0;
        const auto day = QDate::currentDate().addDays(2).toString(Qt::ISODate).toStdString();
        const auto page = jsonOf(m_house->get("/v1/showtimes?limit=200&day=" + day));
        for (const auto& item : page[u"items"].toArray()) {
            const auto spaces = item[u"seats"][u"wheelchair_free"].toInteger();
            if (spaces <= most)
                continue;
            most = spaces;
            m_showtime = item[u"id"].toString().toStdString();
            const auto plan = "/v1/seating-plans/" + item[u"plan"].toString().toStdString();
            m_seats = jsonOf(m_house->get(plan))[u"seats"].toArray();
        }
        QVERIFY(most >= 2);
    }

    void aPartySitsTogetherOnFreeSeats() {
        const auto choices = choicesOf("party=4&choices=3");
        QCOMPARE(choices.size(), 3);
        std::set<SeatNo> seen;
        for (const auto& choice : choices) {
            QVERIFY(choice[u"together"].toBool());
            const auto seats = seatsOf(choice);
            QCOMPARE(seats.size(), std::size_t{4});
            for (const SeatNo seat : seats) {
                QVERIFY(seen.insert(seat).second);
                QCOMPARE(states()[seat.value], QChar('f'));
                QVERIFY(kindOf(seat) != "wheelchair" && kindOf(seat) != "companion");
            }
        }
        const QJsonValue first = choices[0][u"seats"][0];
        QCOMPARE(first[u"kind"].toString(), m_seats[first[u"seat"].toInt()][u"kind"].toString());
        QVERIFY(!first[u"name"].toString().isEmpty());
    }

    void whoeverHoldsThemMakesOthersTheBest() {
        const auto before = seatsOf(choicesOf("party=2")[0]);
        const auto held = m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                                        wire::encodeHoldRequest({before, ""}));
        QCOMPARE(held.status, 201);
        const auto after = seatsOf(choicesOf("party=2")[0]);
        for (const SeatNo seat : after)
            QVERIFY(std::find(before.begin(), before.end(), seat) == before.end());
    }

    void askingHoldsNothing() {
        const auto before = m_house->get("/v1/showtimes/" + m_showtime + "/seats");
        QCOMPARE(ask("party=2").body, ask("party=2").body);
        const auto after = m_house->get("/v1/showtimes/" + m_showtime + "/seats");
        QCOMPARE(after.header("etag"), before.header("etag"));
    }

    void aWheelchairGetsASpaceAndItsCompanionASeatBeside() {
        const QJsonValue choice = choicesOf("party=2&wheelchairs=1")[0];
        int spaces = 0;
        for (const SeatNo seat : seatsOf(choice))
            spaces += kindOf(seat) == "wheelchair" ? 1 : 0;
        QCOMPARE(spaces, 1);
        QCOMPARE(seatsOf(choice).size(), std::size_t{2});
    }

    void anAreaIsKept() {
        const auto area = choicesOf("party=1")[0][u"seats"][0][u"area"].toString().toStdString();
        for (const auto& seat : choicesOf("party=3&area=" + area)[0][u"seats"].toArray())
            QCOMPARE(seat[u"area"].toString().toStdString(), area);
        const auto front = seatsOf(choicesOf("party=1&depth=front")[0])[0];
        const auto back = seatsOf(choicesOf("party=1&depth=back")[0])[0];
        QVERIFY(m_seats[front.value][u"row"].toInt() < m_seats[back.value][u"row"].toInt());
    }

    void whenThereAreTooFewThereIsNoChoice() {
        const auto answer = ask("party=50&wheelchairs=50");
        QCOMPARE(answer.status, 200);
        QVERIFY(jsonOf(answer)[u"choices"].toArray().isEmpty());
    }

    void aWrongParameterIsPointedAt_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("no party") << ""
                                  << "?party";
        QTest::newRow("nobody") << "party=0"
                                << "?party";
        QTest::newRow("a crowd") << "party=51"
                                 << "?party";
        QTest::newRow("not a number") << "party=two"
                                      << "?party";
        QTest::newRow("wheelchairs") << "party=1&wheelchairs=2"
                                     << "?wheelchairs";
        QTest::newRow("area") << "party=1&area=moon"
                              << "?area";
        QTest::newRow("long area") << "party=1&area=" + QString(101, 'x') << "?area";
        QTest::newRow("depth") << "party=1&depth=middle"
                               << "?depth";
        QTest::newRow("choices") << "party=1&choices=6"
                                 << "?choices";
        QTest::newRow("unknown") << "party=1&row=F"
                                 << "?row";
        QTest::newRow("NUL") << "party=1&area=%00"
                             << "?area";
    }
    void aWrongParameterIsPointedAt() {
        QFETCH(QString, query);
        QFETCH(QString, pointer);
        const auto answer = ask(query.toStdString());
        QCOMPARE(answer.status, 400);
        QCOMPARE(jsonOf(answer)[u"errors"][0][u"pointer"].toString(), pointer);
        QVERIFY(!jsonOf(answer)[u"errors"][0][u"detail"].toString().isEmpty());
    }

    void aShowtimeThatIsOverOrUnknownHasNone() {
        const auto nobody =
            m_house->get("/v1/showtimes/018f3c2e-7a10-7000-8000-00000000ffff/best-seats?party=1");
        QCOMPARE(problemOf(nobody), std::string("unknown-showtime"));
        auto over = *services::readOne<std::optional<domain::Showtime>>(
            m_house->node->reader(), [&](const ports::Store& store) {
                return store.showtime(*ShowtimeId::parse(m_showtime));
            });
        over->state = domain::ShowtimeState::Cancelled;
        std::promise<bool> done;
        services::submit<Done>(
            m_house->node->context().writer,
            [&](ports::Store& store) {
                store.put(*over);
                return services::Decided<Done>{Done{}};
            },
            [&](const services::Outcome<Done>& stored) { done.set_value(stored.ok()); });
        QVERIFY(done.get_future().get());
        QCOMPARE(ask("party=1").status, 409);
        QCOMPARE(problemOf(ask("party=1")), std::string("showtime-closed"));
    }
};

QTEST_GUILESS_MAIN(RestBestSeats)
#include "rest_best_seats_test.moc"
