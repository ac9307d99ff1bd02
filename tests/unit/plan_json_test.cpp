// links: shared_wire unit_plans

#include "shared/base/random.h"
#include "shared/wire/change_json.h"
#include "shared/wire/plan_import.h"
#include "tests/unit/plan_fixture.h"

#include <QtTest>

#include <limits>

using namespace foyer;
using namespace foyer::wire;
using foyer::domain::planOf;

namespace {

constexpr std::string_view kSmall = R"({
  "format": "foyer-seating-plan",
  "version": 1,
  "name": "Studio",
  "size": {"width": 6000, "depth": 6000},
  "picture": {"side": "top", "width": 3000},
  "areas": [
    {"key": "parkett", "name": "Parkett", "color": "#3b78c3"}
  ],
  "rows": [
    {"label": "A", "seats": [
      {"label": "1", "area": "parkett", "x": 2000, "y": 3000},
      {"label": "2", "area": "parkett", "x": 2600, "y": 3000, "gapAfter": true},
      {"label": "3", "area": "parkett", "x": 4000, "y": 3000, "rotation": -3}
    ]}
  ],
  "entrances": [{"label": "Door", "x": 0, "y": 1500}]
}
)";

std::string with(std::string_view what, std::string_view instead) {
    std::string text(kSmall);
    const auto at = text.find(what);
    Q_ASSERT(at != std::string::npos);
    return text.replace(at, what.size(), instead);
}

QString messagesOf(const std::string& text) {
    return QString::fromStdString(importPlan(text, "plan.json").report("plan.json")).trimmed();
}

/// The plan's text stands for the plan: equal texts, equal plans but for the id.
QByteArray textOf(const domain::SeatingPlan& plan) {
    return QByteArray::fromStdString(writePlan(plan));
}

QByteArray fileText(const QString& path) {
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/" + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PlanJsonTest : public QObject {
    Q_OBJECT

private slots:
    void aFileBecomesAPlan() {
        const auto read = readPlan(kSmall);
        QVERIFY(read.ok());
        QVERIFY(read->findings.empty());
        const domain::SeatingPlan& plan = read->plan;
        QCOMPARE(plan.name, std::string("Studio"));
        QCOMPARE(plan.seatCount(), std::size_t{3});
        QCOMPARE(plan.seats[0].right, std::optional(SeatNo{1}));
        QVERIFY(!plan.seats[1].right && !plan.seats[2].left);
        QCOMPARE(plan.seats[2].rotation, std::int16_t{-3});
        QCOMPARE(plan.seats[2].width, std::int16_t{550});
        QCOMPARE(plan.picture, domain::Side::Top);
    }

    void unknownFieldsArePointedAt() {
        QCOMPARE(messagesOf(with("\"gapAfter\"", "\"gapafter\"")),
                 QString("plan.json:13:63: error: seat A2: \"gapafter\" is not a known field"));
    }

    void missingAndMistypedFieldsAreToldAtOnce() {
        auto text = with("\"x\": 2000, ", "");
        text.replace(text.find("\"y\": 3000"), 9, "\"y\": \"3 m\"");
        QCOMPARE(messagesOf(text),
                 QString("plan.json:12:7: error: seat A1: \"x\" is missing\n"
                         "plan.json:12:46: error: seat A1: \"y\" should be a number, but is text"));
    }

    void numbersOutOfRangeAreRefused() {
        QCOMPARE(messagesOf(with("-3}", "-3.5}")),
                 QString("plan.json:14:75: error: seat A3: \"rotation\" should be a whole number "
                         "from -359 to 359"));
        QVERIFY(messagesOf(with("2600", "1e300")).contains("plan.json:13:46: error: seat A2"));
    }

    void aFieldGivenTwiceIsToldAtTheSecond() {
        QCOMPARE(messagesOf(with("\"y\": 3000}", "\"y\": 3000, \"x\": 1}")),
                 QString("plan.json:12:63: error: seat: \"x\" is given twice"));
    }

    void namesThatLeadNowhereAreToldTogetherWithTheLinter() {
        auto text = with("\"area\": \"parkett\"", "\"area\": \"balkon\"");
        text.replace(text.find("\"x\": 4000"), 9, "\"x\": 5900");
        QCOMPARE(messagesOf(text),
                 QString("plan.json:12:30: error: seat A1: area \"balkon\" does not exist\n"
                         "plan.json:14:7: error: seat A3: reaches 190 mm outside the plan's size"));
        QVERIFY(messagesOf(with("\"y\": 3000}", "\"y\": 3000, \"partner\": \"Z9\"}"))
                    .contains("its partner \"Z9\" does not exist"));
    }

    void theLinterPointsAtLineAndSeat() {
        QCOMPARE(messagesOf(with("2600", "2470")),
                 QString("plan.json:12:7: error: seat A1: overlaps A2 by 80 mm"));
    }

    void brokenJsonIsPointedAt() {
        const QString message = messagesOf(with("\"version\": 1,", "\"version\": 1"));
        QVERIFY2(message.startsWith("plan.json:4:8: error: syntax error"), qPrintable(message));
        QVERIFY(messagesOf("").startsWith("plan.json:1:1: error: "));
        QVERIFY(messagesOf(std::string(1'000, '[')).contains("nested too deep"));
    }

    void linesAreCountedThroughMarksEscapesAndWindowsEndings() {
        std::string text = "\xEF\xBB\xBF";
        for (const char c : with("Studio", "a \\\"}\\n\\u00e9 b"))
            text += c == '\n' ? std::string("\r\n") : std::string(1, c);
        text.replace(text.find("2600"), 4, "2470");
        QCOMPARE(messagesOf(text), QString("plan.json:12:7: error: seat A1: overlaps A2 by 80 mm"));
    }

    void otherFilesAreNotTakenForPlans() {
        const auto imported = importPlan("{\"title\": \"x\"}", "x.json");
        QVERIFY(!imported.usable());
        QCOMPARE(imported.format, PlanFormat::Unknown);
        QVERIFY(messagesOf(with("foyer-seating-plan", "other")).contains("not a \"foyer-seating"));
        QVERIFY(messagesOf(with("\"version\": 1", "\"version\": 2")).contains("only version 1"));
    }

    void aPictureOnTheLeftIsTurnedToTheTop() {
        const auto read = readPlan(with("\"side\": \"top\"", "\"side\": \"left\""));
        QVERIFY(read.ok());
        QCOMPARE(read->plan.picture, domain::Side::Top);
        QCOMPARE(read->plan.seats[0].at, (domain::Point{3'000, 2'000}));
        QCOMPARE(read->plan.seats[0].rotation, std::int16_t{90});
    }

    void whatIsWrittenIsReadBackExactly() {
        SeededRandom random(11);
        for (int round = 0; round < 200; ++round) {
            auto plan = planOf({"ss ss", "SS SS", "wc pp", "rr ss"});
            plan.name = "Saal \"" + std::to_string(round) + "\" – é\n";
            plan.version = static_cast<std::int32_t>(1 + random.below(9));
            plan.rows[random.below(4)].aisleBefore = random.chance(2);
            for (domain::Seat& seat : plan.seats)
                disturb(seat, random);
            plan.decorations.push_back({domain::Decoration::Kind::BalconyEdge,
                                        {{1, 2}, {static_cast<int>(random.below(5'000)), 4}},
                                        random.chance(2) ? "edge" : ""});
            plan.entrances.push_back({"Exit", {5, 6}, true});
            const auto text = textOf(plan);
            const auto read = readPlan(std::string_view(text.constData(), text.size()));
            QVERIFY(read.ok());
            comparePlans(read->plan, plan);
            QCOMPARE(textOf(read->plan), text);
        }
    }

    void theDemoAuditoriumsLintCleanAndAreWrittenTheSameWay_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("seats");
        const int seats[] = {480, 320, 220, 160, 120, 84, 64, 48};
        for (int i = 0; i < 8; ++i)
            QTest::addRow("saal-%d", i + 1)
                << QString("resources/demo/plans/saal-%1.json").arg(i + 1) << seats[i];
    }
    void theDemoAuditoriumsLintCleanAndAreWrittenTheSameWay() {
        QFETCH(QString, path);
        QFETCH(int, seats);
        const QByteArray text = fileText(path);
        const auto imported = importPlan(text.toStdString(), path.toStdString());
        QCOMPARE(QString::fromStdString(imported.report("plan.json")), QString());
        QVERIFY(imported.usable());
        QCOMPARE(imported.plan->seatCount(), static_cast<std::size_t>(seats));
        QCOMPARE(textOf(*imported.plan), text);
    }

    void everyDamageToAFileIsRefusedOrHarmless() {
        SeededRandom random(12);
        for (int round = 0; round < 3'000; ++round) {
            std::string text(kSmall);
            for (auto hits = 1 + random.below(3); hits > 0; --hits)
                text[random.below(text.size())] = static_cast<char>(random.below(256));
            text.resize(text.size() - random.below(3) * random.below(200));
            const auto imported = importPlan(text, "plan.json");
            QVERIFY(imported.usable() || !imported.messages.empty());
        }
    }

private:
    static void disturb(domain::Seat& seat, SeededRandom& random) {
        seat.at.x += static_cast<std::int32_t>(random.below(21)) - 10;
        seat.at.y += static_cast<std::int32_t>(random.below(21)) - 10;
        seat.rotation = static_cast<std::int16_t>(static_cast<int>(random.below(5)) - 2);
        seat.width = static_cast<std::int16_t>(500 + random.below(40));
        seat.depth = static_cast<std::int16_t>(500 + random.below(100));
    }

    static void comparePlans(const domain::SeatingPlan& a, const domain::SeatingPlan& b) {
        QCOMPARE(a.name, b.name);
        QCOMPARE(a.version, b.version);
        QCOMPARE(a.size, b.size);
        QCOMPARE(a.pictureWidth, b.pictureWidth);
        QCOMPARE(a.seatCount(), b.seatCount());
        for (std::size_t i = 0; i < a.seatCount(); ++i) {
            const domain::Seat& x = a.seats[i];
            const domain::Seat& y = b.seats[i];
            QCOMPARE(x.label, y.label);
            QCOMPARE(x.row, y.row);
            QCOMPARE(x.area, y.area);
            QCOMPARE(x.kind, y.kind);
            QCOMPARE(x.at, y.at);
            QCOMPARE(x.rotation, y.rotation);
            QCOMPARE(x.width, y.width);
            QCOMPARE(x.depth, y.depth);
            QCOMPARE(x.left, y.left);
            QCOMPARE(x.right, y.right);
            QCOMPARE(x.partner, y.partner);
        }
    }

    void aPlanAtItsLimitsReachesATerminal() {
        auto plan = planOf({"ss"});
        plan.name.assign(domain::kLongestPlanName, 'n');
        plan.version = std::numeric_limits<std::int32_t>::max();
        plan.areas[0].key.assign(domain::kLongestAreaKey, 'k');
        plan.areas[0].rank = std::numeric_limits<std::int32_t>::min();
        plan.rows[0].label.assign(domain::kLongestPlanLabel, 'r');
        plan.entrances[0].label.assign(domain::kLongestPlanName, 'e');
        QVERIFY(domain::lintPlan(plan).empty());
        const auto arrived = decodePlan(encodePlan(plan));
        QVERIFY2(arrived.ok(), arrived.ok() ? "" : arrived.error().pointer.c_str());
        QCOMPARE(textOf(**arrived), textOf(plan));
    }

    void aPlanThatNoTerminalCouldReadIsNotUsable() {
        const std::string label(domain::kLongestPlanLabel + 1, 'A');
        const auto read = importPlan(with(R"("label": "A")", "\"label\": \"" + label + "\""), "p");
        QVERIFY(read.plan);
        QVERIFY(!decodePlan(encodePlan(*read.plan)).ok());
        QVERIFY(!read.usable());
    }
};

QTEST_APPLESS_MAIN(PlanJsonTest)
#include "plan_json_test.moc"
