// links: server_main contract_house
#include "shared/crypto/password.h"
#include "shared/wire/change_json.h"
#include "shared/wire/office_json.h"
#include "tests/contract/rest_house.h"

#include <QFile>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

/// What the house does to a showtime that is on sale, by REST and a person's PIN.
class RestChanges : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_till;
    ShowtimeId m_showtime;
    OperatorId m_manager;
    OperatorId m_supervisor;

    std::string path(const char* what) const {
        return "/v1/showtimes/" + m_showtime.toString() + "/" + what;
    }
    wire::PersonRequest manager() const { return {m_manager, "2468"}; }

    OperatorId hire(const char* name, domain::Role role) {
        domain::Operator person;
        std::promise<OperatorId> hired;
        services::submit<Done>(
            m_house->node->context().writer,
            [&](ports::Store& store) {
                person.id = OperatorId::make(m_house->node->context().clock.now(),
                                             m_house->node->context().random);
                person.name = name;
                person.role = role;
                person.pinHash = crypto::hashPassword("2468", crypto::Cost::Interactive);
                store.put(person);
                return services::Decided<Done>{Done{}};
            },
            [&](const services::Outcome<Done>& done) {
                CHECK(done.ok());
                hired.set_value(person.id);
            });
        return hired.get_future().get();
    }
    QJsonObject example(const char* path, const char* method = "post") const {
        QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/openapi.json");
        CHECK(file.open(QIODevice::ReadOnly));
        const auto api = QJsonDocument::fromJson(file.readAll()).object();
        const auto body = api["paths"][QLatin1String(path)][QLatin1String(method)]["requestBody"];
        return body["content"]["application/json"]["example"].toObject();
    }
    static std::string textOf(const QJsonObject& json) {
        return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
    }

private slots:
    void init() {
        m_house = std::make_unique<House>();
        m_till = std::make_unique<Till>(*m_house);
        m_showtime = *ShowtimeId::parse(m_house->showtime()["id"].toString().toStdString());
        m_manager = hire("Mo", domain::Role::Manager);
        m_supervisor = hire("Su", domain::Role::Supervisor);
    }

    void aManagerCancelsAShowtimeOnce() {
        const auto body = wire::encodePersonRequest(manager());
        const Extra key{m_till->token, {{"Idempotency-Key", "k1"}}};
        const auto done = m_house->post(path("cancel"), body, key);
        QCOMPARE(done.status, 200);
        QCOMPARE(jsonOf(done)["owed"].toInt(-1), 0);
        QCOMPARE(m_house->post(path("cancel"), body, key).body, done.body); // a lost answer
        const auto again = m_till->post(path("cancel"), body);
        QCOMPARE(again.status, 409);
        QCOMPARE(typeOf(again), std::string("urn:foyer:problem:showtime-cancelled"));
        const auto shown = jsonOf(m_house->get("/v1/showtimes/" + m_showtime.toString()));
        QCOMPARE(shown["state"].toString(), QString("cancelled"));
    }

    void itTakesAManagerAndTheRightPin() {
        const auto supervisor = wire::encodePersonRequest({m_supervisor, "2468"});
        QCOMPARE(typeOf(m_till->post(path("cancel"), supervisor)),
                 std::string("urn:foyer:problem:person-not-entitled"));
        const auto wrong = wire::encodePersonRequest({m_manager, "1357"});
        QCOMPARE(m_till->post(path("cancel"), wrong).status, 403);
        QCOMPARE(m_till->post(path("cancel"), "{}").status, 400);
        QCOMPARE(m_house->post(path("cancel"), supervisor).status, 401);
        const auto nowhere = "/v1/showtimes/" + m_manager.toString() + "/cancel";
        QCOMPARE(m_till->post(nowhere, wire::encodePersonRequest(manager())).status, 404);
    }

    void aShowtimeMovesToAnotherPlan() {
        const auto now = jsonOf(m_house->get("/v1/showtimes/" + m_showtime.toString()));
        const auto present = now["plan"].toString();
        QString other;
        for (const auto& room : jsonOf(m_house->get("/v1/auditoriums"))["items"].toArray())
            if (room.toObject()["plan"].toString() != present)
                other = room.toObject()["plan"].toString();
        QVERIFY(!other.isEmpty());
        wire::PlanChangeRequest wish{manager(), *PlanId::parse(present.toStdString()), {}};
        const auto same = m_till->post(path("plan"), wire::encodePlanChange(wish));
        QCOMPARE(typeOf(same), std::string("urn:foyer:problem:same-plan"));
        wish.plan = *PlanId::parse(other.toStdString());
        wish.mapping = {{SeatNo{0}, SeatNo{0}}, {SeatNo{1}, SeatNo{0}}};
        const auto twice = m_till->post(path("plan"), wire::encodePlanChange(wish));
        QCOMPARE(twice.status, 422);
        QCOMPARE(typeOf(twice), std::string("urn:foyer:problem:bad-mapping"));
        QVERIFY(jsonOf(twice)["errors"][0]["pointer"].toString().startsWith("/mapping/"));
        wish.mapping.reset();
        QCOMPARE(m_till->post(path("plan"), wire::encodePlanChange(wish)).status, 200);
        const auto then = jsonOf(m_house->get("/v1/showtimes/" + m_showtime.toString()));
        QCOMPARE(then["plan"].toString(), other);
        wish.plan = {};
        QCOMPARE(m_till->post(path("plan"), wire::encodePlanChange(wish)).status, 422);
    }

    void aShowtimeGetsAPriceListThatExists() {
        const auto now = jsonOf(m_house->get("/v1/showtimes/" + m_showtime.toString()));
        const auto list = *PriceListId::parse(now["price_list"].toString().toStdString());
        const auto body = wire::encodePriceChange({manager(), list});
        QCOMPARE(m_till->post(path("prices"), body).status, 200);
        const auto none = wire::encodePriceChange({manager(), PriceListId{m_manager.uuid}});
        QCOMPARE(typeOf(m_till->post(path("prices"), none)),
                 std::string("urn:foyer:problem:unknown-price-list"));
    }

    void thePolicyIsReadAndReplacedWhole() {
        const auto before = wire::decodePolicy(m_till->get("/v1/policy").body);
        QVERIFY(before.ok());
        auto policy = *before;
        policy.mostPercent = 20;
        policy.atRiskAtCounters = false;
        const auto body = wire::encodePolicyRequest({manager(), policy});
        const auto put = m_house->ask("PUT", "/v1/policy", body, {m_till->token, {}});
        QCOMPARE(put.status, 200);
        QVERIFY(*wire::decodePolicy(m_till->get("/v1/policy").body) == policy);
        const auto supervisor = wire::encodePolicyRequest({{m_supervisor, "2468"}, policy});
        const auto refused = m_house->ask("PUT", "/v1/policy", supervisor, {m_till->token, {}});
        QCOMPARE(typeOf(refused), std::string("urn:foyer:problem:person-not-entitled"));
        auto part = QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
        part["policy"] = QJsonObject{{"most_percent", 20}};
        const auto less = m_house->ask("PUT", "/v1/policy", textOf(part), {m_till->token, {}});
        QCOMPARE(less.status, 400);
    }

    void theDocumentedBodiesAreTaken() {
        QVERIFY(wire::decodePersonRequest(textOf(example("/v1/showtimes/{id}/cancel"))).ok());
        const auto plan = wire::decodePlanChange(textOf(example("/v1/showtimes/{id}/plan")));
        QVERIFY(plan.ok() && plan->mapping && plan->mapping->size() == 2);
        QVERIFY(wire::decodePriceChange(textOf(example("/v1/showtimes/{id}/prices"))).ok());
        QVERIFY(wire::decodePolicyRequest(textOf(example("/v1/policy", "put"))).ok());
    }
};

QTEST_GUILESS_MAIN(RestChanges)
#include "rest_changes_test.moc"
