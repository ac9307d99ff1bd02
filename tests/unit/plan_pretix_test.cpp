// links: shared_wire unit_plans

#include "shared/wire/plan_import.h"
#include "shared/wire/plan_pretix.h"
#include "tests/unit/plan_fixture.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::wire;
using foyer::domain::planOf;
using Json = nlohmann::json;

namespace {

constexpr std::string_view kForeign = R"({
 "name": "Hall",
 "categories": [{"name": "Gold", "color": "#c98a1b"}, {"name": "Silver", "color": "#888888"}],
 "zones": [{
  "name": "Stalls", "position": {"x": 40, "y": 100},
  "rows": [
   {"row_number": "2", "row_label": null, "position": {"x": 0, "y": 40}, "seats": [
    {"seat_guid": "2-1", "seat_number": "1", "position": {"x": 0, "y": 0}, "category": "Silver"},
    {"seat_guid": "2-2", "seat_number": "2", "position": {"x": 22, "y": 0}, "category": "Silver"}]},
   {"row_number": "1", "row_number_position": "both", "seats": [
    {"seat_guid": "1-1", "seat_number": "1", "position": {"x": 0, "y": 0}, "category": "Gold"},
    {"seat_guid": "1-2", "seat_number": "2", "position": {"x": 22, "y": 0.5}, "category": "Gold"}]},
   {"row_number": "1", "seats": [
    {"seat_guid": "1-3", "seat_number": "3", "position": {"x": 88, "y": 0}, "category": "Gold"},
    {"seat_guid": "1-4", "seat_number": "4", "position": {"x": 110, "y": 0}, "category": "Gold"}]}
  ],
  "areas": [{"shape": "text", "position": {"x": 10, "y": -50},
             "text": {"text": "Bar", "position": {"x": 0, "y": 0}, "size": 20}}]
 }],
 "size": {"width": 240, "height": 240}
})";

/// Fails when an object holds a field the schema does not know.
void onlyKnownFields(const Json& object, const std::set<std::string>& known) {
    for (const auto& [key, value] : object.items())
        QVERIFY2(known.contains(key), key.c_str());
}

void obeysSchema(const Json& plan) {
    onlyKnownFields(plan, {"name", "categories", "zones", "size"});
    QVERIFY(plan["size"]["width"].is_number_integer() &&
            plan["size"]["height"].is_number_integer());
    for (const Json& category : plan["categories"])
        onlyKnownFields(category, {"name", "color"});
    for (const Json& zone : plan["zones"]) {
        onlyKnownFields(zone, {"name", "zone_id", "uuid", "position", "rows", "areas"});
        for (const Json& row : zone["rows"]) {
            onlyKnownFields(row, {"row_number", "row_label", "seat_label", "row_number_position",
                                  "position", "uuid", "seats"});
            for (const Json& seat : row["seats"]) {
                onlyKnownFields(seat, {"seat_guid", "seat_number", "position", "category", "uuid",
                                       "radius", "start_direction"});
                QVERIFY(seat["radius"].is_number_integer());
            }
        }
        for (const Json& area : zone["areas"]) {
            onlyKnownFields(area, {"shape", "color", "border_color", "rotation", "uuid", "position",
                                   "text", "circle", "ellipse", "polygon", "rectangle"});
            onlyKnownFields(area["text"], {"text", "color", "size", "position"});
        }
    }
}

QByteArray demoPlan(int number) {
    QFile file(QString("%1/resources/demo/plans/saal-%2.json")
                   .arg(qEnvironmentVariable("FOYER_SOURCE_DIR"))
                   .arg(number));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PlanPretixTest : public QObject {
    Q_OBJECT

private slots:
    void aForeignPlanBecomesAnAuditorium() {
        const auto imported = importPlan(kForeign, "hall.json");
        QCOMPARE(imported.format, PlanFormat::Pretix);
        QVERIFY2(imported.usable(), imported.report("hall.json").c_str());
        const domain::SeatingPlan& plan = *imported.plan;
        QCOMPARE(plan.rows.size(), std::size_t{2});
        QCOMPARE(namesOf(plan, {SeatNo{0}, SeatNo{3}, SeatNo{4}}), std::string("11 14 21"));
        QCOMPARE(plan.seats[0].at, (domain::Point{1'000, 2'500}));
        QCOMPARE(plan.seats[4].at, (domain::Point{1'000, 3'500}));
        QVERIFY(plan.seats[0].right && !plan.seats[1].right);
        QVERIFY(plan.areas[0].rank > plan.areas[1].rank);
        QCOMPARE(plan.decorations.size(), std::size_t{1});
    }

    void whatHadToBeAssumedIsTold() {
        const auto report =
            QString::fromStdString(importPlan(kForeign, "hall.json").report("hall.json"));
        QVERIFY(report.contains("no entrance is drawn"));
        QVERIFY(report.contains("no picture is drawn"));
        QVERIFY(report.contains("the areas are ranked"));
        QVERIFY(!report.contains("error"));
    }

    void unknownFieldsAndCategoriesArePointedAt() {
        std::string text(kForeign);
        text.replace(text.find("\"Silver\"}"), 9, "\"Bronze\"}");
        QCOMPARE(QString::fromStdString(importPlan(text, "h.json").report("h.json")),
                 QString("h.json:2:92: error: seat 21: category \"Bronze\" does not exist\n")
                     .replace(":2:92", ":8:88"));
        text = kForeign;
        text.replace(text.find("\"name\": \"Hall\""), 14, "\"name\": \"Hall\", \"owner\": 1");
        QCOMPARE(QString::fromStdString(importPlan(text, "h.json").report("h.json")),
                 QString("h.json:2:18: error: \"owner\" is not a known field\n"));
    }

    void zonesThatNumberAlikeGetNamesOfTheirOwn() {
        Json json = Json::parse(kForeign);
        json["zones"].push_back(json["zones"][0]);
        json["zones"][1]["name"] = "Gallery";
        json["zones"][1]["position"]["y"] = 180;
        json["size"]["height"] = 400;
        const auto imported = importPlan(json.dump(), "h.json");
        QVERIFY2(imported.usable(), imported.report("h.json").c_str());
        QVERIFY(imported.plan->findSeat("Gallery 14"));
        QVERIFY(imported.plan->findSeat("Stalls 14"));
    }

    void aStageBelowTurnsThePlan() {
        Json json = Json::parse(kForeign);
        json["zones"][0]["areas"].push_back(
            {{"shape", "rectangle"},
             {"position", {{"x", 0}, {"y", 125}}},
             {"rectangle", {{"width", 150}, {"height", 10}}},
             {"text", {{"text", "Stage"}, {"position", {{"x", 0}, {"y", 0}}}}}});
        const auto imported = importPlan(json.dump(), "h.json");
        QVERIFY2(imported.usable(), imported.report("h.json").c_str());
        QCOMPARE(imported.plan->rows[0].label, std::string("2"));
        QCOMPARE(imported.plan->seats[0].label, std::string("2"));
    }

    void nothingButTheSchemaIsWritten() {
        for (int number = 1; number <= 8; ++number) {
            const auto read = readPlan(demoPlan(number).toStdString());
            QVERIFY(read.ok());
            const PretixText written = writePretixPlan(read->plan);
            const Json json = Json::parse(written.text);
            obeysSchema(json);
            QCOMPARE(writePretixPlan(read->plan).text, written.text);
        }
    }

    void idsAreUniqueInTheFile() {
        const auto read = readPlan(demoPlan(1).toStdString());
        const Json json = Json::parse(writePretixPlan(read->plan).text);
        std::set<std::string> uuids;
        std::set<std::string> guids;
        for (const Json& row : json["zones"][0]["rows"]) {
            QVERIFY(uuids.insert(row["uuid"]).second);
            for (const Json& seat : row["seats"]) {
                QVERIFY(uuids.insert(seat["uuid"]).second);
                QVERIFY(guids.insert(seat["seat_guid"]).second);
            }
        }
        QCOMPARE(guids.size(), std::size_t{480});
    }

    void kindsPairsAislesAndDoorsComeBack() {
        for (int number = 1; number <= 8; ++number) {
            const auto before = readPlan(demoPlan(number).toStdString());
            const auto text = writePretixPlan(before->plan).text;
            const auto after = readPretixPlan(text);
            QVERIFY(after.ok());
            QVERIFY(!hasErrors(after->findings));
            compare(before->plan, after->plan);
        }
    }

    void lossesAreToldInSentences() {
        const auto losses = writePretixPlan(planOf({"SS ww"})).losses;
        QCOMPARE(losses.front(),
                 std::string("Seats are circles: their turn, width and depth are not written."));
        QVERIFY(std::count(losses.begin(), losses.end(),
                           "The kind of 2 sofa seats is carried by category names ending in "
                           "\"(sofa)\".") == 1);
        for (const std::string& loss : losses)
            QVERIFY(loss.ends_with('.'));
    }

private:
    static void compare(const domain::SeatingPlan& before, const domain::SeatingPlan& after) {
        QCOMPARE(after.seatCount(), before.seatCount());
        QCOMPARE(after.size, before.size);
        QCOMPARE(after.entrances.size(), before.entrances.size());
        QCOMPARE(after.areas.size(), before.areas.size());
        for (std::size_t i = 0; i < before.seatCount(); ++i) {
            const SeatNo no{static_cast<std::uint16_t>(i)};
            const auto found = after.findSeat(before.seatName(no));
            QVERIFY(found);
            const domain::Seat& was = before.seat(no);
            const domain::Seat& is = after.seat(*found);
            QCOMPARE(is.kind, was.kind);
            QCOMPARE(is.at, was.at);
            QCOMPARE(after.areaOf(*found).name, before.areaOf(no).name);
            QCOMPARE(is.left.has_value(), was.left.has_value());
            QCOMPARE(is.right.has_value(), was.right.has_value());
            QCOMPARE(is.partner.has_value(), was.partner.has_value());
            QVERIFY2(std::abs(is.rotation - was.rotation) <= (was.width > 600 ? 8 : 3),
                     before.seatName(no).c_str());
            if (was.partner)
                QCOMPARE(after.seatName(*is.partner), before.seatName(*was.partner));
        }
    }
};

QTEST_APPLESS_MAIN(PlanPretixTest)
#include "plan_pretix_test.moc"
