// links: server_services
#include "server/core/deadline.h"
#include "server/services/terminals.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace std::chrono_literals;

/// Work about a showtime is due before it, not when it begins.
class DeadlineTest : public QObject {
    Q_OBJECT

    static constexpr Instant kNow{1000h};

private slots:
    void itIsBeforeTheShowtime() {
        QVERIFY(core::dueBefore(kNow + 2h, kNow) == kNow + 105min);
        QVERIFY(core::dueBefore(kNow + 15min + Milliseconds{1}, kNow) == kNow + Milliseconds{1});
        QVERIFY(core::deadlineFor(kNow + 2h, kNow) == kNow + 105min);
    }
    void itIsTheStartWhenLessThanTheLeadIsLeft() {
        QVERIFY(core::dueBefore(kNow + 15min, kNow) == kNow + 15min);
        QVERIFY(core::dueBefore(kNow + Milliseconds{1}, kNow) == kNow + Milliseconds{1});
        QVERIFY(core::deadlineFor(kNow + 15min, kNow) == kNow + 15min);
    }
    void itIsAnHourWhenTheShowtimeHasBegun() {
        QVERIFY(!core::dueBefore(kNow, kNow));
        QVERIFY(core::deadlineFor(kNow, kNow) == kNow + 1h);
        QVERIFY(core::deadlineFor(kNow - 1h, kNow) == kNow + 1h);
    }
    void aDiskIsDueBeforeEachOfItsShowtimes() {
        const auto due = [](std::vector<Instant> starts) {
            return services::dueBefore(starts, kNow);
        };
        QVERIFY(due({kNow + 5h, kNow + 3h, kNow - 1h}) == kNow + 165min);
        QVERIFY(due({kNow + 10min, kNow + 20min}) == kNow + 5min); // also before the second
        QVERIFY(due({kNow - 1h}) == kNow + 24h);
        QVERIFY(due({}) == kNow + 24h);
    }
};

QTEST_APPLESS_MAIN(DeadlineTest)
#include "deadline_test.moc"
