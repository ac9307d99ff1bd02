// links: server_main contract_house
#include "server/http/problem.h"
#include "shared/wire/office_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// What a terminal in the office asks of a real server, and reads of its answers.
class RestOffice : public QObject {
    Q_OBJECT

    std::unique_ptr<House> m_house;
    ShowtimeId m_showtime;

    std::vector<domain::Operator> people() const {
        return *services::readOne<std::vector<domain::Operator>>(
            m_house->node->reader(), [](const ports::Store& store) { return store.operators(); });
    }
    OperatorId person(const std::string& name) const {
        for (const auto& each : people())
            if (each.name == name)
                return each.id;
        CHECK(false);
    }
    protocol::Exposure seen(const Till& by, TerminalId id) const {
        const auto all = wire::decodeTerminals(by.get("/v1/terminals").body);
        CHECK(all.ok());
        for (const auto& each : *all)
            if (each.terminal == id)
                return each;
        CHECK(false);
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        m_showtime = *ShowtimeId::parse(m_house->showtime()["id"].toString().toStdString());
    }

    void theListSaysWhatEachTerminalHasAtStake() {
        Till till(*m_house);
        Till office(*m_house, "office");
        QCOMPARE(till.askFor(m_showtime, {SeatNo{5}}).status, 201);
        const auto row = seen(office, till.id);
        QCOMPARE(row.name, std::string("Counter 1"));
        QCOMPARE(row.seats, 1u);
        QVERIFY(row.reachable);
        QVERIFY(row.most.at(0).minor > 0);
        QVERIFY(row.declarable.has_value());
        QCOMPARE(row.standing, protocol::Standing::Present);
        QCOMPARE(seen(office, office.id).kind, protocol::TerminalKind::Office);
    }

    void theServersOwnChannelIsNoTerminalOfTheHouse() {
        Till channel(*m_house, "online");
        Till office(*m_house, "office");
        const auto all = wire::decodeTerminals(office.get("/v1/terminals").body);
        for (const auto& each : *all)
            QVERIFY(each.terminal != channel.id);
    }

    void entriesItSpokeOfAndDidNotSendAreCounted() {
        Till till(*m_house);
        Till office(*m_house, "office");
        QVERIFY(!seen(office, till.id).unsent.has_value());
        const std::vector<edge::Header> says{{"Foyer-Schema", "2"}, {"Foyer-Journal", "7"}};
        m_house->get("/v1/tasks", {till.token, says});
        QCOMPARE(seen(office, till.id).unsent, std::optional<std::int64_t>(7));
        QCOMPARE(seen(office, till.id).entries, 0);
    }

    void aLiveTerminalIsNotDeclaredLost() {
        Till till(*m_house);
        Till office(*m_house, "office");
        QCOMPARE(till.askFor(m_showtime, {SeatNo{7}}).status, 201);
        const auto refused =
            office.post(till.path("loss"), wire::encodePersonRequest({person("Chris"), "9999"}));
        QCOMPARE(wire::decodeOfficeRefusal(refused.body),
                 std::optional(protocol::OfficeRefusal::TerminalLive));
    }

    void twoPeopleDeclareASilentTerminalLost() {
        Till silent(*m_house); // it never asks anything
        Till office(*m_house, "office");
        const auto key = [&](const char* name, const char* pin) {
            return office.post(silent.path("loss"), wire::encodePersonRequest({person(name), pin}));
        };
        QCOMPARE(seen(office, silent.id).standing, protocol::Standing::Present);
        QVERIFY(!wire::decodeLoss(key("Chris", "9999").body)->lost);
        const auto row = seen(office, silent.id);
        QCOMPARE(row.standing, protocol::Standing::Proposed);
        QCOMPARE(row.first->by, person("Chris"));
        QVERIFY(row.first->goodUntil - row.first->at == std::chrono::hours{1});
        QCOMPARE(wire::decodeOfficeRefusal(key("Chris", "9999").body),
                 std::optional(protocol::OfficeRefusal::SamePerson));
        QVERIFY(wire::decodeLoss(key("Dana", "8888").body)->lost);
        QCOMPARE(seen(office, silent.id).standing, protocol::Standing::Lost);
        QVERIFY(!seen(office, silent.id).first.has_value());
        QCOMPARE(wire::decodeOfficeRefusal(key("Dana", "8888").body),
                 std::optional(protocol::OfficeRefusal::LostBefore));
    }

    void aDayIsClosedOnceAndSaysSo() {
        m_house = std::make_unique<House>(); // nobody there has entries on their way
        Till office(*m_house, "office");
        const std::string day = "/v1/business-days/2026-01-02";
        const auto before = wire::decodeDay(office.get(day).body);
        QVERIFY(before.ok() && !before->closed && before->endsAt.has_value());
        const auto chris = wire::encodePersonRequest({person("Chris"), "9999"});
        QCOMPARE(wire::decodeOfficeRefusal(office.post(day + "/close", chris).body),
                 std::optional(protocol::OfficeRefusal::PersonNotEntitled));
        const auto dana = wire::encodePersonRequest({person("Dana"), "8888"});
        const auto closed = wire::decodeDay(office.post(day + "/close", dana).body);
        QVERIFY(closed.ok() && closed->closed);
        const auto after = wire::decodeDay(office.get(day).body);
        QVERIFY(after->closed && !after->endsAt.has_value());
        QCOMPARE(wire::decodeOfficeRefusal(office.post(day + "/close", dana).body),
                 std::optional(protocol::OfficeRefusal::DayClosed));
    }

    void everyRefusalOfTheOfficeIsAProblemOfTheServer() {
        std::set<std::string> types;
        for (int i = 0; i < http::kFaultCount; ++i)
            types.insert(std::string(http::describe(static_cast<http::Fault>(i)).type));
        for (int i = 0; i < protocol::kOfficeRefusalCount; ++i) {
            const auto* name = protocol::nameOf(static_cast<protocol::OfficeRefusal>(i));
            QVERIFY2(types.contains(name), name);
        }
    }

    void aStrangerSeesNothing() {
        QCOMPARE(m_house->get("/v1/terminals").status, 401);
        QCOMPARE(typeOf(m_house->get("/v1/terminals")),
                 std::string("urn:foyer:problem:unauthenticated"));
    }

    /// Last, because it locks the manager out for a while.
    void tooManyWrongPinsAreToldApartFromABusyServer() {
        Till office(*m_house, "office");
        const auto wrong = wire::encodePersonRequest({person("Dana"), "0000"});
        Answer last;
        for (int i = 0; i < 10 && last.status != 429; ++i)
            last = office.post("/v1/business-days/2026-01-02/close", wrong);
        QCOMPARE(last.status, 429);
        QCOMPARE(wire::decodeOfficeRefusal(last.body),
                 std::optional(protocol::OfficeRefusal::PersonLocked));
    }
};

QTEST_GUILESS_MAIN(RestOffice)
#include "rest_office_test.moc"
