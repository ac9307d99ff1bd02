// links: shared_domain

#include "shared/domain/schedule.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::domain;
using namespace std::chrono;

namespace {

constexpr Date kMonday = sys_days{2026y / November / 23};

AuditoriumId room(std::uint8_t number) {
    AuditoriumId id;
    id.uuid.bytes[15] = number;
    return id;
}

TimeZone berlin() {
    return *timeZoneNamed("Europe/Berlin");
}

Instant at(Date day, int hour, int minute) {
    return instantOfLocal(berlin(), day, hours{hour} + minutes{minute});
}

Occupancy use(std::uint8_t number, int fromMinute, int untilMinute) {
    return {room(number), at(kMonday, 20, fromMinute), at(kMonday, 20, untilMinute)};
}

} // namespace

class Schedule : public QObject {
    Q_OBJECT

private slots:
    void letsOneBeginTheMomentTheOtherEnds() {
        const std::vector touching = {use(1, 0, 30), use(1, 30, 50)};
        QVERIFY(findOverlaps(touching).empty());
        std::vector overlapping = touching;
        overlapping[0].until += Milliseconds{1};
        QCOMPARE(findOverlaps(overlapping), (std::vector<Clash>{{0, 1, Milliseconds{1}}}));
    }

    void ignoresOtherAuditoriums() {
        QVERIFY(findOverlaps(std::vector{use(1, 0, 30), use(2, 0, 30)}).empty());
    }

    void findsEveryPairAlsoWhenOneSpansSeveral() {
        const std::vector all = {use(1, 10, 20), use(1, 0, 59), use(1, 15, 30), use(1, 30, 40)};
        const std::vector<Clash> expected = {
            {1, 0, minutes{10}}, {1, 2, minutes{15}}, {1, 3, minutes{10}}, {0, 2, minutes{5}}};
        QCOMPARE(findOverlaps(all), expected);
    }

    void countsTwoAtTheSameTimeOnce() {
        QCOMPARE(findOverlaps(std::vector{use(1, 0, 30), use(1, 0, 30)}),
                 (std::vector<Clash>{{0, 1, minutes{30}}}));
    }

    void ignoresWhatNeverIs() {
        QVERIFY(findOverlaps(std::vector{use(1, 0, 30), use(1, 10, 10), use(1, 20, 5)}).empty());
    }

    void findsAClashPastMidnight() {
        const Occupancy late{room(1), at(kMonday, 23, 30), at(kMonday, 26, 5)};
        const Occupancy night{room(1), at(kMonday + days{1}, 2, 0), at(kMonday + days{1}, 4, 0)};
        QCOMPARE(findOverlaps(std::vector{night, late}), (std::vector<Clash>{{1, 0, minutes{5}}}));
    }

    void endsTheBusinessDayAtSix() {
        const auto stays = [](Instant from, Instant until) {
            return staysInBusinessDay({room(1), from, until}, berlin());
        };
        const Date next = kMonday + days{1};
        QVERIFY(stays(at(kMonday, 6, 0), at(next, 6, 0)));
        QVERIFY(stays(at(next, 0, 30), at(next, 3, 0)));
        QCOMPARE(businessDayOf(berlin(), at(next, 5, 59)), kMonday);
        QCOMPARE(businessDayOf(berlin(), at(next, 6, 0)), next);
        QVERIFY(!stays(at(next, 3, 30), at(next, 6, 0) + Milliseconds{1}));
        QVERIFY(!stays(at(kMonday, 5, 59), at(kMonday, 8, 0)));
    }

    void knowsTheNightsOfTheClockChange() {
        const Instant spring = sys_days{2027y / March / 28} + hours{1};
        QVERIFY(utcOffsetAt(berlin(), spring - Milliseconds{1}) == hours{1});
        QVERIFY(utcOffsetAt(berlin(), spring) == hours{2});
        const Instant autumn = sys_days{2026y / October / 25} + hours{1};
        QVERIFY(utcOffsetAt(berlin(), autumn - Milliseconds{1}) == hours{2});
        QVERIFY(utcOffsetAt(berlin(), autumn) == hours{1});
        QVERIFY(utcOffsetAt(*timeZoneNamed("UTC"), autumn - hours{1}) == hours{0});
        QVERIFY(!timeZoneNamed("Europe/Atlantis"));
    }

    void readsLocalTimesAroundTheClockChange() {
        const auto utc = [](Instant instant) { return toMs(instant); };
        const Date spring = sys_days{2027y / March / 28};
        QCOMPARE(utc(at(spring, 1, 59)), utc(Instant{spring} + hours{0} + minutes{59}));
        QCOMPARE(utc(at(spring, 2, 30)), utc(Instant{spring} + hours{1} + minutes{30}));
        QCOMPARE(utc(at(spring, 3, 0)), utc(Instant{spring} + hours{1}));
        const Date autumn = sys_days{2026y / October / 25};
        QCOMPARE(utc(at(autumn, 1, 59)), utc(Instant{autumn} - minutes{1}));
        QCOMPARE(utc(at(autumn, 2, 30)), utc(Instant{autumn} + hours{1} + minutes{30}));
        QCOMPARE(utc(at(autumn - days{1}, 26, 30)), utc(at(autumn, 2, 30)));
    }
};

QTEST_APPLESS_MAIN(Schedule)
#include "schedule_test.moc"
