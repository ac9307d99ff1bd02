// links: server_main contract_house
#include "server/main/workbench.h"
#include "tests/contract/till_sale.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::testing;

class RestSale : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    crypto::SystemRandom m_random;
    server::SystemClock m_clock;
    ShowtimeId m_showtime;
    std::string m_seatsPath;

    std::string states(const std::string& path) const {
        return m_house->get(path, {{}, {{"Accept", "text/plain"}}}).body;
    }
    template <class Body>
    std::vector<Body> changesOf(const protocol::ChangesAnswer& answer) const {
        std::vector<Body> found;
        for (const auto& change : answer.changes)
            if (const auto* body = std::get_if<Body>(&change.body))
                found.push_back(*body);
        return found;
    }
    domain::PriceList prices(const Till& till) const {
        const auto answer = wire::decodeChanges(till.get("/v1/sync/changes?cursor=0").body);
        return changesOf<domain::PriceList>(*answer).front();
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        const auto id = m_house->showtime()["id"].toString().toStdString();
        m_showtime = *ShowtimeId::parse(id);
        m_seatsPath = "/v1/showtimes/" + id + "/seats";
    }

    void aSaleGoesFromTheAskToTheVerdictAndEverybodySeesIt() {
        Till till(*m_house);
        LiveClient live(m_house->node->port());
        QCOMPARE(live.status, 101);
        const auto before = m_house->get(m_seatsPath);
        const auto etag = before.header("etag");
        live.say(wire::encodeLiveMessage(
            {{{m_showtime, CommitSeq{jsonOf(before)["version"].toInteger()}}}, {}}));
        QCOMPARE(live.hear()["changes"].toArray().size(), 0);

        const auto asked = till.askFor(m_showtime, {SeatNo{10}, SeatNo{11}});
        QCOMPARE(asked.status, 201);
        const auto allotted = wire::decodeAllotments(asked.body);
        QVERIFY(allotted.ok());
        QCOMPARE(allotted->allotments.size(), std::size_t{1});
        const auto& allotment = allotted->allotments.front();
        QCOMPARE(states(m_seatsPath).substr(10, 2), std::string("aa"));
        const auto leased = live.hear();
        QCOMPARE(leased["showtime"].toString().toStdString(), m_showtime.toString());
        QCOMPARE(leased["changes"].toArray().first().toArray().last().toString(), QString("a"));

        const auto now = m_clock.now();
        const auto sale = saleOf(m_showtime, allotment, prices(till), m_random, now);
        const auto entries = std::vector{
            till.seal(protocol::Intent{sale.booking, sale.showtime, sale.rights, sale.lines,
                                       sale.priceList, domain::totalOf(sale.lines),
                                       domain::TenderKind::Cash, "", sale.op, now}),
            till.seal(sale), till.seal(protocol::Printed{sale.booking, false, now})};
        const auto uploaded = till.upload(entries);
        QCOMPARE(uploaded.status, 200);
        const auto verdicts = wire::decodeJournalAnswer(uploaded.body);
        QVERIFY(verdicts.ok());
        QCOMPARE(verdicts->verdicts.size(), std::size_t{3});
        // Its prices are the test's own: they are honoured, and the variance is noted.
        QCOMPARE(verdicts->verdicts[1].rule, protocol::Rule::R11);
        QCOMPARE(verdicts->verdicts[1].outcome, protocol::Outcome::Accepted);

        QCOMPARE(states(m_seatsPath).substr(10, 2), std::string("ss"));
        const auto after = m_house->get(m_seatsPath, {{}, {{"If-None-Match", etag}}});
        QCOMPARE(after.status, 200);
        QVERIFY(after.header("etag") != etag);
        const auto sold = live.hear();
        QCOMPARE(sold["version"].toInteger(), jsonOf(after)["version"].toInteger());
        QCOMPARE(sold["changes"].toArray(), (QJsonArray{QJsonArray{10, "s"}, QJsonArray{11, "s"}}));

        const auto again = till.upload(entries);
        QCOMPARE(wire::decodeJournalAnswer(again.body)->verdicts, verdicts->verdicts);
        QCOMPARE(m_house->get(m_seatsPath).header("etag"), after.header("etag"));
    }

    void aDeltaTellsWhatHappenedSinceAVersion() {
        Till till(*m_house);
        const auto before = jsonOf(m_house->get(m_seatsPath))["version"].toInteger();
        QCOMPARE(till.askFor(m_showtime, {SeatNo{20}}).status, 201);
        const auto delta = jsonOf(m_house->get(m_seatsPath + "?since=" + std::to_string(before)));
        QCOMPARE(delta["from"].toInteger(), before);
        QCOMPARE(delta["changes"].toArray(), (QJsonArray{QJsonArray{20, "a"}}));
        const auto nothing = jsonOf(
            m_house->get(m_seatsPath + "?since=" + std::to_string(delta["version"].toInteger())));
        QCOMPARE(nothing["changes"].toArray().size(), 0);
    }

    void aVersionOlderThanWhatIsRememberedGetsTheWholeMap() {
        QVERIFY(jsonOf(m_house->get(m_seatsPath + "?since=0")).contains("states"));
    }

    void twoTerminalsNeverGetTheSameSeat() {
        Till first(*m_house);
        Till second(*m_house);
        QCOMPARE(first.askFor(m_showtime, {SeatNo{30}}).status, 201);
        const auto refused = second.askFor(m_showtime, {SeatNo{30}, SeatNo{31}});
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.header("content-type"), std::string("application/problem+json"));
        const auto error = wire::decodeAllotmentError(refused.body);
        QVERIFY(error.ok());
        QCOMPARE(error->refusal, protocol::AllotmentRefusal::SeatTaken);
        QCOMPARE(error->seats, std::vector<SeatNo>{SeatNo{30}});
        QVERIFY(jsonOf(refused).contains("db_incarnation"));
        QCOMPARE(states(m_seatsPath).substr(31, 1), std::string("f"));
    }

    void theAskIsGrantedOnceWithItsKeyAndRefusedWithAnotherBody() {
        Till till(*m_house);
        const std::vector<edge::Header> key{{"Idempotency-Key", "ask-1"}};
        const auto first = till.askFor(m_showtime, {SeatNo{40}}, key);
        QCOMPARE(first.status, 201);
        const auto granted = wire::decodeAllotments(first.body)->allotments.front();
        const auto again =
            wire::decodeAllotments(till.askFor(m_showtime, {SeatNo{40}}, key).body)->allotments;
        QCOMPARE(again.size(), std::size_t{1});
        QVERIFY(again.front().id == granted.id && again.front().epoch == granted.epoch);
        QCOMPARE(till.askFor(m_showtime, {SeatNo{41}}, key).status, 422);
    }

    /// What was granted once may be another's by now, and a stamp of then looks like a restore.
    void aRepeatedAskIsAnsweredByWhatIsTrueNow() {
        Till till(*m_house);
        const std::vector<edge::Header> key{{"Idempotency-Key", "ask-2"}};
        const auto first = wire::decodeAllotments(till.askFor(m_showtime, {SeatNo{25}}, key).body);
        const auto& granted = first->allotments.front();
        till.post("/v1/allotments/" + granted.id.toString() + "/return",
                  wire::encodeReturnRequest({m_showtime, granted.epoch, {SeatNo{25}}}));
        Till other(*m_house);
        QCOMPARE(other.askFor(m_showtime, {SeatNo{25}}).status, 201);
        const auto again = till.askFor(m_showtime, {SeatNo{25}}, key);
        QCOMPARE(again.status, 409);
        QCOMPARE(wire::decodeAllotmentError(again.body)->refusal,
                 protocol::AllotmentRefusal::SeatTaken);
    }

    void returnedSeatsAreFreeAgain() {
        Till till(*m_house);
        const auto allotted =
            wire::decodeAllotments(till.askFor(m_showtime, {SeatNo{4}, SeatNo{5}}).body);
        const auto& allotment = allotted->allotments.front();
        const auto answer =
            till.post("/v1/allotments/" + allotment.id.toString() + "/return",
                      wire::encodeReturnRequest({m_showtime, allotment.epoch, {SeatNo{4}}}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(wire::decodeAllotments(answer.body)->allotments.front().seats,
                 std::vector<SeatNo>{SeatNo{5}});
        QCOMPARE(states(m_seatsPath).substr(4, 2), std::string("fa"));
    }

    void leasesAreToldInTheWordsOfTheTerminalsSchema() {
        Till till(*m_house);
        const auto nobodysPlan = [](const Answer& answer) {
            const auto told = wire::decodeAllotments(answer.body);
            CHECK(told.ok() && !told->allotments.empty());
            return std::all_of(told->allotments.begin(), told->allotments.end(),
                               [](const auto& each) { return each.plan.isNull(); });
        };
        std::uint16_t seat = 16;
        for (const char* schema : {"", "1", "2"}) { // who says nothing speaks the first
            const bool first = std::string_view(schema) != "2";
            std::vector<edge::Header> says;
            if (*schema)
                says.push_back({"Foyer-Schema", schema});
            const auto asked = till.askFor(m_showtime, {SeatNo{seat}}, says);
            QCOMPARE(asked.status, 201);
            QCOMPARE(nobodysPlan(asked), first);
            QCOMPARE(nobodysPlan(till.post("/v1/allotments/standing", "{}", says)), first);
            const auto lease = wire::decodeAllotments(asked.body)->allotments.front();
            const auto back = till.post(
                "/v1/allotments/" + lease.id.toString() + "/return",
                wire::encodeReturnRequest({m_showtime, lease.epoch, {SeatNo{seat}}}), says);
            QCOMPARE(back.status, 200);
            QCOMPARE(nobodysPlan(back), first);
            ++seat;
        }
    }

    void renewingAnswersEverythingTheTerminalHasOnLease() {
        Till till(*m_house);
        QCOMPARE(till.askFor(m_showtime, {SeatNo{45}}).status, 201);
        const auto renewed = wire::decodeAllotments(
            till.post("/v1/allotments/standing", "{\"showtime\":\"" + m_showtime.toString() + "\"}")
                .body);
        QVERIFY(renewed.ok());
        const auto has = [&](const protocol::Allotment& allotment) {
            return allotment.seats == std::vector<SeatNo>{SeatNo{45}};
        };
        QVERIFY(std::any_of(renewed->allotments.begin(), renewed->allotments.end(), has));
    }

    void aGapSaysWhereToGoOn() {
        Till till(*m_house);
        till.seal(protocol::Printed{{}, false, m_clock.now()});
        const auto answer = till.upload({till.seal(protocol::Printed{{}, true, m_clock.now()})});
        QCOMPARE(answer.status, 409);
        const auto error = wire::decodeUploadError(answer.body);
        QCOMPARE(error->refusal, protocol::UploadRefusal::Gap);
        QCOMPARE(error->expected, Seq{1});
    }

    void aForgedEntryChangesNothing() {
        Till till(*m_house);
        auto entry = till.seal(protocol::Printed{{}, false, m_clock.now()});
        entry.payloadText += " ";
        const auto answer = till.upload({entry});
        QCOMPARE(answer.status, 409);
        QCOMPARE(wire::decodeUploadError(answer.body)->refusal, protocol::UploadRefusal::BadChain);
    }

    void theFeedBeginsWithEverythingAndGoesOnWithWhatIsNew() {
        Till till(*m_house);
        const auto all = wire::decodeChanges(till.get("/v1/sync/changes?cursor=0").body);
        QVERIFY2(all.ok(), all.ok() ? "" : all.error().pointer.c_str());
        QVERIFY(all->snapshot);
        QCOMPARE(changesOf<domain::Auditorium>(*all).size(), std::size_t{8});
        QCOMPARE(changesOf<domain::Operator>(*all).size(), std::size_t{4});
        QVERIFY(!changesOf<protocol::SeatsSnapshot>(*all).empty());
        QCOMPARE(till.askFor(m_showtime, {SeatNo{15}}).status, 201);
        const auto news = wire::decodeChanges(
            till.get("/v1/sync/changes?cursor=" + std::to_string(all->cursor.value)).body);
        QVERIFY(news.ok());
        QVERIFY(!news->snapshot);
        const auto seats = changesOf<protocol::SeatsChanged>(*news);
        QCOMPARE(seats.size(), std::size_t{1});
        QCOMPARE(seats.front().seats,
                 (std::vector{std::pair{SeatNo{15}, domain::SeatState::Allotted}}));
        QCOMPARE(changesOf<protocol::AllotmentChanged>(*news).size(), std::size_t{1});
    }

    void aTerminalIsToldThatThereIsMore() {
        Till till(*m_house);
        LiveClient live(m_house->node->port(), till.token);
        QCOMPARE(live.status, 101);
        QVERIFY(live.hear()["more"].toBool()); // catch up with what came before
        QCOMPARE(till.askFor(m_showtime, {SeatNo{16}}).status, 201);
        QVERIFY(live.hear()["more"].toBool());
    }

    void whatAnotherProcessCommitsIsToldWithinSeconds() {
        Till till(*m_house);
        LiveClient live(m_house->node->port(), till.token);
        QVERIFY(live.hear()["more"].toBool()); // catch up with what came before
        auto opened = server::Workbench::open(m_house->settings);
        auto& bench = *std::get<std::unique_ptr<server::Workbench>>(opened);
        server::services::Allotments allotments(bench.context());
        const auto before = states(m_seatsPath);
        const auto answer = server::await<server::services::Allotments::Answer>([&](auto reply) {
            allotments.ask({till.id, till.incarnation}, {m_showtime, {SeatNo{18}}}, reply);
        });
        QVERIFY(answer && *answer);
        QCOMPARE(before[18], 'f');
        // One more may still speak of the till's own enrolment.
        for (int told = 0; told < 2 && states(m_seatsPath)[18] != 'a'; ++told)
            QVERIFY(live.hear()["more"].toBool());
        QCOMPARE(states(m_seatsPath)[18], 'a');
    }

    void theSocketSaysWhatItDidNotUnderstand() {
        LiveClient live(m_house->node->port());
        live.say("{\"subscribe\":[\"x\"]}");
        QCOMPARE(live.hear()["pointer"].toString(), QString("/subscribe/0"));
    }

    void aResumeFromTooLongAgoAsksForTheWholeMap() {
        LiveClient live(m_house->node->port());
        live.say(wire::encodeLiveMessage({{{m_showtime, CommitSeq{0}}}, {}}));
        QVERIFY(live.hear()["resync"].toBool());
    }

    void aRestartKeepsEverythingThatWasAnswered() {
        Till till(*m_house);
        QCOMPARE(till.askFor(m_showtime, {SeatNo{17}}).status, 201);
        QVERIFY(m_house->node->drain(Milliseconds{20'000}));
        m_house->node.reset();
        m_house->start();
        QCOMPARE(states(m_seatsPath).substr(17, 1), std::string("a"));
        QCOMPARE(till.get("/v1/sync/changes?cursor=0").status, 401); // tokens end with the process
    }
};

QTEST_GUILESS_MAIN(RestSale)
#include "rest_sale_test.moc"
