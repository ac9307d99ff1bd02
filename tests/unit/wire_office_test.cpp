// links: shared_wire
#include "shared/wire/office_json.h"
#include "shared/wire/rest_json.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;

namespace {

template <class T>
T idOf(std::uint8_t last) {
    T id;
    id.uuid.bytes[0] = 1;
    id.uuid.bytes[15] = last;
    return id;
}

std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

constexpr Instant kAt = instantFromMs(1'795'203'000'000); // 2026-11-20T19:30:00Z

protocol::Exposure exposure() {
    protocol::Exposure row;
    row.terminal = idOf<TerminalId>(1);
    row.name = "Counter 1";
    row.kind = protocol::TerminalKind::Kiosk;
    row.standing = protocol::Standing::Proposed;
    row.barred = row.reachable = row.awaited = true;
    row.lastSeen = kAt + Milliseconds{250};
    row.entries = 118;
    row.unsent = 3;
    row.seats = 12;
    row.most = {{15'000, {}}};
    row.showtimes = {{idOf<ShowtimeId>(2), "1776", kAt, 12, {15'000, {}}, true}};
    row.declarable = kAt;
    row.first = {idOf<OperatorId>(3), kAt, kAt + std::chrono::hours{1}};
    return row;
}

protocol::DayAnswer day() {
    protocol::DayAnswer day;
    day.day = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
    day.endsAt = kAt;
    protocol::Task task;
    task.id = idOf<TaskId>(4);
    task.subject = "x";
    task.text = "What to do.";
    day.tasks = {task};
    day.unheard = {"Counter 2"};
    day.recovering = true;
    return day;
}

} // namespace

/// What the office reads is what the server writes.
class WireOffice : public QObject {
    Q_OBJECT

private slots:
    void terminalsComeBackAsTheyWere() {
        protocol::Exposure bare;
        bare.name = "Door A";
        const auto text = wire::encodeTerminals({exposure(), bare});
        const auto back = wire::decodeTerminals(text);
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().message.c_str());
        QCOMPARE(wire::encodeTerminals(*back), text);
        QCOMPARE(back->at(0).lastSeen, exposure().lastSeen);
        QCOMPARE(back->at(0).unsent, std::optional<std::int64_t>(3));
        QCOMPARE(back->at(0).first->by, idOf<OperatorId>(3));
        QVERIFY(!back->at(1).unsent && !back->at(1).first && !back->at(1).declarable);
    }

    void aDayComesBackAsItWas() {
        const auto back = wire::decodeDay(wire::encodeDay(day()));
        QVERIFY(back.ok());
        QCOMPARE(wire::encodeDay(*back), wire::encodeDay(day()));
        QCOMPARE(back->tasks.at(0).text, std::string("What to do."));
        protocol::DayAnswer closed;
        closed.closed = true;
        QVERIFY(!wire::decodeDay(wire::encodeDay(closed))->endsAt.has_value());
    }

    void aShareAndALossComeBackAsTheyWere() {
        const protocol::Share share{
            idOf<ShowtimeId>(2), 300, 96, 4, 40, 150, 10, {{idOf<TerminalId>(1), "C", 40, true}}};
        QCOMPARE(wire::encodeShare(*wire::decodeShare(wire::encodeShare(share))),
                 wire::encodeShare(share));
        QVERIFY(wire::decodeLoss(wire::encodeLoss({true, 12}))->lost);
        QCOMPARE(wire::decodeLoss(wire::encodeLoss({false, 12}))->freed, 12u);
    }

    void whoDeclaresWhichDiskLostComesBackAsItWas() {
        const wire::LossRequest request{{idOf<OperatorId>(3), "4711"}, Incarnation{2}};
        const auto back = wire::decodeLossRequest(wire::encodeLossRequest(request));
        QVERIFY(back.ok() && back->life == request.life && back->person.pin == "4711");
        // An older terminal names no life.
        const auto old = wire::decodeLossRequest(wire::encodePersonRequest(request.person));
        QVERIFY(old.ok() && !old->life);
        QVERIFY(!wire::decodeLossRequest(json("{'life':0}")).ok());
    }

    void aServerOfBeforeKnowsNoFormerDisks() {
        auto text = wire::encodeTerminals({exposure()});
        const std::string_view added = "\"former\":false,";
        text.erase(text.find(added), added.size());
        QVERIFY(!wire::decodeTerminals(text)->at(0).former);
    }

    void aMemberOfANewerServerIsPassedOver() {
        QVERIFY(wire::decodeLoss(json("{'state':'lost','freed_seats':1,'more':true}")).ok());
        QVERIFY(!wire::decodeLoss(json("{'state':'gone','freed_seats':1}")).ok());
    }

    void aMomentIsReadStrictly_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("whole") << QByteArray("2026-11-20T19:30:00Z") << true;
        QTest::newRow("milliseconds") << QByteArray("2026-11-20T19:30:00.007Z") << true;
        QTest::newRow("an offset") << QByteArray("2026-11-20T19:30:00+01:00") << false;
        QTest::newRow("hour 24") << QByteArray("2026-11-20T24:00:00Z") << false;
        QTest::newRow("no such day") << QByteArray("2026-02-30T19:30:00Z") << false;
        QTest::newRow("cut off") << QByteArray("2026-11-20T") << false;
        QTest::newRow("a comma") << QByteArray("2026-11-20T19:30:00,007Z") << false;
    }
    void aMomentIsReadStrictly() {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        const std::string day =
            json("{'day':'2026-11-20','closed':false,'ends_at':'" + text.toStdString() +
                 "','tasks':[],'unheard':[],'recovering':false}");
        QCOMPARE(wire::decodeDay(day).ok(), good);
    }

    void aRefusalIsReadFromAProblem() {
        wire::Problem problem;
        problem.status = 409;
        problem.type = "urn:foyer:problem:same-person";
        QCOMPARE(wire::decodeOfficeRefusal(wire::encodeProblem(problem)),
                 std::optional(protocol::OfficeRefusal::SamePerson));
        problem.type = "urn:foyer:problem:overloaded";
        QVERIFY(!wire::decodeOfficeRefusal(wire::encodeProblem(problem)));
        QVERIFY(!wire::decodeOfficeRefusal("<html>"));
    }
};

QTEST_APPLESS_MAIN(WireOffice)
#include "wire_office_test.moc"
