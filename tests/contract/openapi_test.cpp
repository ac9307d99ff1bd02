// links: server_main contract_house
#include "server/http/access.h"
#include "server/http/problem.h"
#include "shared/wire/event_json.h"
#include "shared/wire/office_json.h"
#include "shared/wire/quote_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"

#include <QFile>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

/// Every value below `value`, itself included.
void visit(const QJsonValue& value, const std::function<void(const QJsonObject&)>& see) {
    if (value.isArray())
        for (const auto& item : value.toArray())
            visit(item, see);
    if (!value.isObject())
        return;
    const auto object = value.toObject();
    see(object);
    for (const auto& member : object)
        visit(member, see);
}

} // namespace

class OpenApi : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    QJsonObject m_api;
    using Operations = std::map<std::string, QJsonObject>; // "GET /v1/movies"
    Operations m_documented;

    static QJsonObject resolved(const QJsonObject& object) {
        return ApiCheck::ofThisSource().resolved(object);
    }
    QJsonObject schema(const char* name) const {
        return m_api["components"].toObject()["schemas"].toObject()[QLatin1String(name)].toObject();
    }
    QStringList membersOf(const char* name) const {
        return schema(name)["properties"].toObject().keys();
    }
    static QString faultIn(const QJsonValue& value, const QJsonObject& schema) {
        return ApiCheck::ofThisSource().faultIn(value, schema, "");
    }
    std::string bodyExample(const char* operation) const {
        const auto content = m_documented.at(operation)["requestBody"].toObject()["content"];
        const auto example = content.toObject()["application/json"].toObject()["example"];
        return QJsonDocument(example.toObject()).toJson(QJsonDocument::Compact).toStdString();
    }
    std::string answerExample(const char* operation, const char* status) const {
        const auto answer =
            m_documented.at(operation)["responses"].toObject()[QLatin1String(status)].toObject();
        const auto json = answer["content"].toObject()["application/json"].toObject();
        return QJsonDocument(json["example"].toObject())
            .toJson(QJsonDocument::Compact)
            .toStdString();
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        const auto answer = m_house->get("/openapi.json");
        QCOMPARE(answer.status, 200);
        m_api = jsonOf(answer);
        const auto paths = m_api["paths"].toObject();
        for (const auto& path : paths.keys()) {
            const auto methods = paths[path].toObject();
            for (const auto& method : methods.keys())
                m_documented[method.toUpper().toStdString() + " " + path.toStdString()] =
                    methods[method].toObject();
        }
    }

    void isTheFileOfThisSource() {
        QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/openapi.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(m_house->get("/openapi.json").body, file.readAll().toStdString());
        QVERIFY(m_api["openapi"].toString().startsWith("3.1"));
    }

    void everyRouteIsDocumented() {
        for (const auto& route : m_house->node->api().router().routes()) {
            const auto name = std::string(http::nameOf(route.method)) + " " + route.path;
            QVERIFY2(m_documented.contains(name), name.c_str());
            QCOMPARE(m_documented[name]["operationId"].toString().toStdString(), route.operation);
        }
    }

    void everyDocumentedOperationExists() {
        std::set<std::string> routes;
        for (const auto& route : m_house->node->api().router().routes())
            routes.insert(std::string(http::nameOf(route.method)) + " " + route.path);
        for (const auto& [name, operation] : m_documented)
            QVERIFY2(routes.contains(name), name.c_str());
    }

    void theLockIsWhereTheTableSaysSo() {
        for (const auto& [name, operation] : m_documented) {
            const auto id = operation["operationId"].toString().toStdString();
            const bool open = http::mayCall(id, http::Party::Anonymous);
            QVERIFY2(operation["security"].toArray().isEmpty() == open, name.c_str());
            if (open)
                continue;
            std::set<std::string> locks;
            for (const auto& lock : operation["security"].toArray())
                locks.insert(lock.toObject().keys().value(0).toStdString());
            QVERIFY2(locks.contains("terminal") == http::mayCall(id, http::Party::Terminal),
                     name.c_str());
            QVERIFY2(locks.contains("account") == http::mayCall(id, http::Party::Admin),
                     name.c_str());
        }
    }

    void everyReferenceLeadsSomewhere() {
        int references = 0;
        visit(m_api, [&](const QJsonObject& object) {
            if (!object.contains("$ref"))
                return;
            ++references;
            QVERIFY2(!resolved(object).isEmpty(), qPrintable(object["$ref"].toString()));
        });
        QVERIFY(references > 50);
    }

    void everyPathVariableIsDescribed() {
        for (const auto& [name, operation] : m_documented) {
            bool described = false;
            for (const auto& item : operation["parameters"].toArray())
                described = described || resolved(item.toObject())["in"].toString() == "path";
            QCOMPARE(described, name.find('{') != std::string::npos);
        }
    }

    void everyAnswerWithABodyHasAnExample() {
        for (const auto& [name, operation] : m_documented) {
            const auto responses = operation["responses"].toObject();
            QVERIFY2(!responses.isEmpty(), name.c_str());
            for (const auto& response : responses) {
                const auto content = resolved(response.toObject())["content"].toObject();
                for (const auto& media : content)
                    QVERIFY2(media.toObject().contains("example") ||
                                 media.toObject().contains("examples"),
                             name.c_str());
            }
        }
    }

    /// redocly's rules ask for it too: a success, or what is answered by default.
    void everyOperationSaysWhatBecomesOfIt() {
        for (const auto& [name, operation] : m_documented) {
            const auto statuses = operation["responses"].toObject().keys();
            QVERIFY2(std::any_of(statuses.begin(), statuses.end(),
                                 [](const QString& status) {
                                     return status.startsWith('2') || status == "default";
                                 }),
                     name.c_str());
        }
    }

    void theWebSocketAnswersAsIsDocumented() {
        const auto ask = [&](const char* version, const char* key, const char* token) {
            return m_house->get("/v1/live", {token,
                                             {{"Connection", "Upgrade"},
                                              {"Upgrade", "websocket"},
                                              {"Sec-WebSocket-Version", version},
                                              {"Sec-WebSocket-Key", key}}});
        };
        constexpr const char* key = "dGhlIHNhbXBsZSBub25jZQ==";
        QCOMPARE(m_house->get("/v1/live").status, 426);
        QCOMPARE(ask("12", key, "").status, 426);
        QCOMPARE(ask("13", "short", "").status, 400);
        QCOMPARE(ask("13", key, "guess").status, 401);
        QCOMPARE(LiveClient(m_house->node->port()).status, 101);
        QCOMPARE(m_documented.at("GET /v1/live")["responses"].toObject().keys(),
                 (QStringList{"101", "400", "401", "426", "default"}));
    }

    void everyProblemOfTheTableHasAStatusThatIsDocumented() {
        std::set<int> documented;
        for (const auto& [name, operation] : m_documented)
            for (const auto& status : operation["responses"].toObject().keys())
                documented.insert(status.toInt());
        // Those that any request may meet, whatever the operation.
        documented.insert({404, 405, 429});
        std::set<std::string_view> types;
        for (int i = 0; i < http::kFaultCount; ++i) {
            const auto text = http::describe(static_cast<http::Fault>(i));
            QVERIFY2(documented.contains(text.status), std::string(text.type).c_str());
            QVERIFY2(types.insert(text.type).second, std::string(text.type).c_str());
        }
    }

    void everyProblemOfTheTableHasItsPage() {
        const auto list = m_house->get("/docs/problems");
        QCOMPARE(list.status, 200);
        for (int i = 0; i < http::kFaultCount; ++i) {
            const auto fault = http::describe(static_cast<http::Fault>(i));
            const std::string type(fault.type);
            QVERIFY2(list.body.find("/docs/problems/" + type + "\"") != std::string::npos,
                     type.c_str());
            const auto page = m_house->get("/docs/problems/" + type);
            QCOMPARE(page.status, 200);
            QVERIFY(page.header("content-security-policy").starts_with("default-src 'none'"));
            QVERIFY2(page.body.find("urn:foyer:problem:" + type + "<") != std::string::npos,
                     type.c_str());
            QVERIFY(page.body.find("What to do") != std::string::npos);
        }
        QCOMPARE(m_house->get("/docs/problems/nothing").status, 404);
        QCOMPARE(m_house->get("/docs/problems/%3Cscript%3E").status, 404);
        QVERIFY(m_house->get("/docs").body.find("/docs/problems") != std::string::npos);
    }

    void theExamplesOfBodiesAreTaken() {
        QVERIFY(wire::decodeEnrolRequest(bodyExample("POST /v1/terminals")).ok());
        QVERIFY(wire::decodeTokenRequest(bodyExample("POST /v1/terminals/{id}/token")).ok());
        QVERIFY(wire::decodeAsk(bodyExample("POST /v1/allotments")).ok());
        QVERIFY(wire::decodeStandingRequest(bodyExample("POST /v1/allotments/standing")).ok());
        QVERIFY(wire::decodeReturnRequest(bodyExample("POST /v1/allotments/{id}/return")).ok());
        QVERIFY(wire::decodeUpload(bodyExample("POST /v1/sync/journal")).ok());
        QVERIFY(wire::decodeQuoteRequest(bodyExample("POST /v1/showtimes/{id}/quote")).ok());
        QVERIFY(wire::decodeSignIn(bodyExample("POST /v1/sessions")).ok());
        QVERIFY(wire::decodeRefresh(bodyExample("POST /v1/sessions/refresh")).ok());
        QVERIFY(wire::decodeRefresh(bodyExample("POST /v1/sessions/end")).ok());
    }

    void theExamplesOfAnswersAreUnderstood() {
        QVERIFY(wire::decodeEnrolAnswer(answerExample("POST /v1/terminals", "201")).ok());
        QVERIFY(
            wire::decodeChallenge(answerExample("POST /v1/terminals/{id}/challenge", "200")).ok());
        QVERIFY(
            wire::decodeTokenAnswer(answerExample("POST /v1/terminals/{id}/token", "200")).ok());
        QVERIFY(wire::decodeAllotments(answerExample("POST /v1/allotments", "201")).ok());
        QVERIFY(wire::decodeJournalAnswer(answerExample("POST /v1/sync/journal", "200")).ok());
        QVERIFY(wire::decodeChanges(answerExample("GET /v1/sync/changes", "200")).ok());
        QVERIFY(wire::decodeQuote(answerExample("POST /v1/showtimes/{id}/quote", "200")).ok());
        QVERIFY(wire::decodeTerminals(answerExample("GET /v1/terminals", "200")).ok());
        QVERIFY(wire::decodeDay(answerExample("GET /v1/business-days/{id}", "200")).ok());
        QVERIFY(wire::decodeShare(answerExample("GET /v1/showtimes/{id}/share", "200")).ok());
        QVERIFY(wire::decodeLoss(answerExample("POST /v1/terminals/{id}/loss", "200")).ok());
    }

    /// An event that has all there is.
    void eventsHaveTheMembersOfTheirSchemas() {
        protocol::HouseEvent event;
        for (auto* byte : {&event.booking.uuid, &event.payment.uuid, &event.showtime.uuid,
                           &event.terminal.uuid, &event.webhook.uuid})
            byte->bytes[0] = 1;
        event.amount = Money{1200, {}};
        event.tickets.resize(1);
        event.reason = "void";
        const auto told =
            QJsonDocument::fromJson(QByteArray::fromStdString(wire::encodeHouseEvent(event)))
                .object();
        const auto data = told["data"].toObject();
        QCOMPARE(told.keys(), membersOf("Event"));
        QCOMPARE(data.keys(), membersOf("EventData"));
        QCOMPARE(data["tickets"].toArray().first().toObject().keys(), membersOf("EventTicket"));
        QJsonArray kinds;
        for (int i = 0; i < protocol::kHouseEventKindCount; ++i)
            kinds.append(nameOf(static_cast<protocol::HouseEventKind>(i)));
        QCOMPARE(schema("Event")["properties"].toObject()["type"].toObject()["enum"], kinds);
        QCOMPARE(schema("WebhookRequest")["properties"]
                     .toObject()["events"]
                     .toObject()["items"]
                     .toObject()["enum"],
                 kinds);
    }

    void realAnswersHaveTheMembersTheirSchemasRequire_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("schema");
        const auto showtime = m_house->showtime();
        const auto id = showtime["id"].toString();
        QTest::newRow("movies") << "/v1/movies?limit=1"
                                << "MoviePage";
        QTest::newRow("showtimes") << "/v1/showtimes?limit=1"
                                   << "ShowtimePage";
        QTest::newRow("showtime") << "/v1/showtimes/" + id << "Showtime";
        QTest::newRow("movie") << "/v1/movies/" + showtime["movie"].toString() << "Movie";
        QTest::newRow("seats") << "/v1/showtimes/" + id + "/seats"
                               << "SeatMap";
        QTest::newRow("best seats") << "/v1/showtimes/" + id + "/best-seats?party=2"
                                    << "BestSeats";
        QTest::newRow("auditoriums") << "/v1/auditoriums"
                                     << "AuditoriumList";
        QTest::newRow("plan") << "/v1/seating-plans/" + showtime["plan"].toString()
                              << "SeatingPlan";
        QTest::newRow("problem") << "/v1/nothing"
                                 << "Problem";
    }
    void realAnswersHaveTheMembersTheirSchemasRequire() {
        QFETCH(QString, target);
        QFETCH(QString, schema);
        const auto answer = jsonOf(m_house->get(target.toStdString()));
        const auto fault = faultIn(answer, {{"$ref", "#/components/schemas/" + schema}});
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
    void anAnswerThatDriftsFromItsSchemaIsSeen_data() {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("missing") << "title" << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("too much") << "colour" << QJsonValue("red");
        QTest::newRow("another type") << "release_year" << QJsonValue("1949");
        QTest::newRow("not among them") << "rating" << QJsonValue(7);
    }
    void anAnswerThatDriftsFromItsSchemaIsSeen() {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        const auto path = "/v1/movies/" + m_house->showtime()["movie"].toString().toStdString();
        auto movie = jsonOf(m_house->get(path));
        const QJsonObject schema{{"$ref", "#/components/schemas/Movie"}};
        QCOMPARE(faultIn(movie, schema), QString());
        value.isUndefined() ? movie.remove(member) : (void)(movie[member] = value);
        QVERIFY(faultIn(movie, schema).contains(member));
    }
};

QTEST_GUILESS_MAIN(OpenApi)
#include "openapi_test.moc"
