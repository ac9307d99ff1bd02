#include "tests/proof/seat_history.h"

#include "shared/base/random.h"
#include "tests/proof/seat_model.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::proof;
using domain::SeatState;
using Kind = SeatModel::Kind;

namespace {

constexpr std::int64_t kLimit = 100; // ticks a hold lasts here; a tick is a millisecond

Operation op(Action action, std::uint32_t hold, Tick begin, Tick end,
             Ending ending = Ending::Done) {
    Operation operation;
    operation.action = action;
    operation.ending = ending;
    operation.hold = hold;
    operation.begin = begin;
    operation.end = end;
    operation.beganAt = instantFromMs(static_cast<std::int64_t>(begin));
    operation.endedAt =
        end == kNever ? Instant::max() : instantFromMs(static_cast<std::int64_t>(end));
    operation.earliestExpiry = operation.beganAt + Milliseconds{kLimit};
    operation.latestExpiry =
        end == kNever ? Instant::max() : operation.endedAt + Milliseconds{kLimit};
    return operation;
}

Operation until(Operation operation, std::int64_t expiry) {
    operation.earliestExpiry = operation.latestExpiry = instantFromMs(expiry);
    return operation;
}

Operation read(SeatState seen, Tick begin, Tick end) {
    Operation operation = op(Action::Read, 0, begin, end);
    operation.seen = seen;
    return operation;
}

constexpr auto kRefused = Ending::Refused;
constexpr auto kUnknown = Ending::Unknown;

bool fits(const std::vector<Operation>& history, Milliseconds sweep = Milliseconds{0}) {
    SeatRules rules;
    rules.sweep = sweep;
    return checkSeat(history, rules).linearizable;
}

bool fitsCommits(const std::vector<Operation>& history, const std::vector<SeatState>& commits) {
    SeatRules rules;
    rules.commits = &commits;
    return checkSeat(history, rules).linearizable;
}

/// The definition itself: every order of every subset, one after the other.
class EveryOrder {
public:
    EveryOrder(const std::vector<Operation>& history, const SeatRules& rules)
        : m_history(history), m_rules(rules) {}

    bool any() const { return any({}, 0, instantFromMs(0)); }

private:
    bool isPlaced(std::size_t i, unsigned placed) const { return (placed >> i & 1U) != 0; }

    /// Nothing that must come before `i` is left out, but for what may never have happened.
    bool mayBeNext(std::size_t i, unsigned placed) const {
        for (std::size_t j = 0; j < m_history.size(); ++j)
            if (!isPlaced(j, placed) && m_history[j].end < m_history[i].begin &&
                m_history[j].ending != Ending::Unknown)
                return false;
        return !isPlaced(i, placed);
    }
    /// An operation placed later that had ended before is out of order.
    bool isLate(std::size_t i, unsigned placed) const {
        for (std::size_t j = 0; j < m_history.size(); ++j)
            if (isPlaced(j, placed) && m_history[j].begin > m_history[i].end)
                return true;
        return false;
    }
    bool isWhole(unsigned placed) const {
        for (std::size_t i = 0; i < m_history.size(); ++i)
            if (!isPlaced(i, placed) && m_history[i].ending != Ending::Unknown)
                return false;
        return true;
    }
    bool any(const SeatModel& seat, unsigned placed, Instant floor) const {
        if (isWhole(placed))
            return true;
        if (const auto later = afterTime(seat, Instant::max(), m_rules))
            if (any(*later, placed,
                    seat.kind == Kind::Held ? std::max(floor, seat.earliestExpiry) : floor))
                return true;
        for (std::size_t i = 0; i < m_history.size(); ++i) {
            const Operation& next = m_history[i];
            if (!mayBeNext(i, placed) || isLate(i, placed) || next.endedAt < floor)
                continue;
            const unsigned with = placed | 1U << i;
            if (isObserver(next)) {
                if (couldSee(seat, next, m_rules) && any(seat, with, floor))
                    return true;
            } else if (const auto then = after(seat, next, m_rules);
                       then && any(*then, with, floor)) {
                return true;
            }
        }
        return false;
    }

    const std::vector<Operation>& m_history;
    const SeatRules& m_rules;
};

/// Small, and often almost right: answers that a sequential seat would give, one in three bent.
std::vector<Operation> someHistory(Random& random) {
    std::vector<Operation> history;
    const std::size_t count = 2 + random.below(6);
    for (std::size_t i = 0; i < count; ++i) {
        const Tick begin = random.below(12) * 10;
        const Tick end = begin + 1 + random.below(60);
        const auto action = static_cast<Action>(random.below(6));
        Operation next = op(action, static_cast<std::uint32_t>(random.below(2)) + 1, begin, end);
        if (action == Action::Hold)
            next.hold = static_cast<std::uint32_t>(i + 1);
        next.earliestExpiry = next.beganAt + Milliseconds{30};
        next.latestExpiry = next.earliestExpiry + Milliseconds{random.below(2) * 20};
        next.seen = static_cast<SeatState>(std::array{0, 1, 3}[random.below(3)]);
        if (action != Action::Read)
            next.ending = static_cast<Ending>(random.below(3));
        next.again = random.chance(4);
        if (next.ending == kUnknown && random.chance(2)) {
            next.end = kNever;
            next.endedAt = Instant::max();
        }
        history.push_back(next);
    }
    return history;
}

} // namespace

class SeatHistoryTest : public QObject {
    Q_OBJECT

private slots:
    void oneAfterTheOther() {
        QVERIFY(fits({op(Action::Hold, 1, 1, 2), op(Action::Hold, 2, 3, 4, kRefused),
                      op(Action::Sell, 1, 5, 6), read(SeatState::Sold, 7, 8),
                      op(Action::Refund, 1, 9, 10), read(SeatState::Free, 11, 12),
                      op(Action::Hold, 3, 13, 14), op(Action::Release, 3, 15, 16),
                      read(SeatState::Free, 17, 18)}));
    }
    void twoHoldsOfOneSeatAreTooMany() {
        QVERIFY(!fits({op(Action::Hold, 1, 1, 4), op(Action::Hold, 2, 2, 3)}));
        QVERIFY(fits({op(Action::Hold, 1, 1, 4), op(Action::Hold, 2, 2, 3, kRefused)}));
    }
    void aSeatSoldTwiceIsFound() {
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 10),
                       op(Action::Hold, 2, 4, 5), op(Action::Sell, 2, 6, 7)}));
    }
    void whatOverlapsMayHaveAnyOrder() {
        QVERIFY(fits({op(Action::Hold, 1, 1, 10), read(SeatState::Held, 2, 3),
                      read(SeatState::Held, 4, 5)}));
        QVERIFY(fits({op(Action::Hold, 1, 1, 10), read(SeatState::Free, 2, 3),
                      read(SeatState::Held, 4, 5)}));
        QVERIFY(!fits({op(Action::Hold, 1, 1, 10), read(SeatState::Held, 2, 3),
                       read(SeatState::Free, 4, 5)}));
    }
    void aReadOfThePastIsFound() {
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2), read(SeatState::Free, 3, 4)}));
        QVERIFY(!fits(
            {op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 4), read(SeatState::Held, 5, 6)}));
    }
    void aRefusalNeedsAReason() {
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2, kRefused)}));
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 4, kRefused)}));
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 4),
                       op(Action::Refund, 1, 5, 6, kRefused)}));
    }
    void aHoldIsExtendedOnce() {
        const auto hold = until(op(Action::Hold, 1, 1, 2), 101);
        const auto extension = until(op(Action::Extend, 1, 3, 4), 203);
        QVERIFY(fits({hold, extension, op(Action::Extend, 1, 5, 6, kRefused),
                      op(Action::Sell, 1, 150, 151)}));
        QVERIFY(!fits({hold, extension, until(op(Action::Extend, 1, 5, 6), 305)}));
        QVERIFY(!fits({hold, op(Action::Extend, 1, 3, 4, kRefused)}));
    }
    void anExpiredHoldBindsNobody() {
        const auto hold = until(op(Action::Hold, 1, 1, 2), 101);
        QVERIFY(fits({hold, op(Action::Hold, 2, 101, 102)}));
        QVERIFY(fits({hold, op(Action::Hold, 2, 99, 102)})); // may have come at its end
        QVERIFY(!fits({hold, op(Action::Hold, 2, 98, 99)}));
        QVERIFY(!fits({hold, op(Action::Hold, 2, 101, 102, kRefused)})); // I5
        QVERIFY(!fits({hold, op(Action::Sell, 1, 101, 102)}));
        QVERIFY(fits({hold, op(Action::Sell, 1, 101, 102, kRefused)}));
        QVERIFY(!fits({hold, op(Action::Extend, 1, 101, 102)}));
    }
    void timeDoesNotGoBack() {
        const auto lost = op(Action::Hold, 1, 1, 10, kUnknown); // expires between 101 and 110
        const auto refused = op(Action::Hold, 2, 105, 106, kRefused);
        QVERIFY(fits({lost, refused, read(SeatState::Free, 107, 108)}));
        QVERIFY(
            !fits({lost, read(SeatState::Held, 3, 4), read(SeatState::Free, 103, 104), refused}));
    }
    void aMapShowsAnExpiredHoldUntilTheSweep() {
        const auto hold = until(op(Action::Hold, 1, 1, 2), 101);
        const Milliseconds sweep{30};
        QVERIFY(fits({hold, read(SeatState::Held, 131, 132)}, sweep));
        QVERIFY(!fits({hold, read(SeatState::Held, 132, 133)}, sweep));
        QVERIFY(
            !fits({hold, read(SeatState::Free, 110, 111), read(SeatState::Held, 112, 113)}, sweep));
        // Refused, since expired, but not yet swept.
        QVERIFY(
            fits({hold, op(Action::Sell, 1, 105, 106, kRefused), read(SeatState::Held, 107, 108)},
                 sweep));
    }
    /// On a busy machine a sweep is late. Who allows it less time takes what a map still shows for
    /// the next hold.
    void aLateSweepIsNotAnEarlyHold() {
        const std::vector<Operation> history{
            until(op(Action::Hold, 1, 1, 2), 101), read(SeatState::Held, 125, 126),
            until(op(Action::Hold, 2, 120, 200), 280), read(SeatState::Free, 140, 141)};
        QVERIFY(!fits(history, Milliseconds{20}));
        QVERIFY(fits(history, Milliseconds{30}));
    }
    /// What is decided in time shows when its commit is on the disk, which may be after the end:
    /// until then a map shows the hold, which has not lapsed for all that.
    void aMapShowsAHoldThatIsUsedAtItsEndUntilTheCommit() {
        const auto hold = until(op(Action::Hold, 1, 1, 2), 101);
        const auto late = read(SeatState::Held, 103, 104);
        const Milliseconds sweep{30};
        QVERIFY(fits({hold, op(Action::Sell, 1, 100, 110), late, read(SeatState::Sold, 111, 112)},
                     sweep));
        QVERIFY(
            fits({hold, op(Action::Release, 1, 100, 110), late, read(SeatState::Free, 111, 112)},
                 sweep));
        QVERIFY(fits({hold, until(op(Action::Extend, 1, 100, 110), 201), late,
                      op(Action::Sell, 1, 150, 151)},
                     sweep));
        QVERIFY(!fits({hold, op(Action::Sell, 1, 101, 110), late}, sweep)); // came too late
        QVERIFY(!fits({hold, op(Action::Sell, 1, 100, 110), late, read(SeatState::Free, 105, 106)},
                      sweep));
    }
    void anUnknownEndingMayBeEither() {
        const auto lost = op(Action::Hold, 1, 1, 3, kUnknown);
        QVERIFY(fits({lost, read(SeatState::Held, 4, 5)}));
        QVERIFY(fits({lost, read(SeatState::Free, 4, 5)}));
        QVERIFY(fits({lost, op(Action::Hold, 2, 4, 5, kRefused)}));
        QVERIFY(fits({lost, op(Action::Hold, 2, 4, 5)}));
        QVERIFY(!fits({lost, op(Action::Hold, 2, 4, 5), read(SeatState::Free, 6, 7)}));
    }
    void anUnknownEndingMayComeLate() {
        QVERIFY(fits({op(Action::Hold, 1, 1, kNever, kUnknown), read(SeatState::Free, 4, 5),
                      read(SeatState::Held, 6, 7)}));
        // Not when the server that knew of it was gone by then.
        QVERIFY(!fits({op(Action::Hold, 1, 1, 3, kUnknown), read(SeatState::Free, 4, 5),
                       read(SeatState::Held, 6, 7)}));
    }
    void aRepeatedAnswerChangesNothing() {
        const std::vector<Operation> sold{op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 9),
                                          op(Action::Sell, 1, 4, 5), read(SeatState::Sold, 6, 7)};
        QVERIFY(fits(sold));
        QVERIFY(fitsCommits(sold, {SeatState::Held, SeatState::Sold}));
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 4),
                       op(Action::Sell, 1, 5, 6, kRefused)}));
        Operation late = op(Action::Sell, 1, 7, 8);
        const std::vector<Operation> refunded{op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 4),
                                              op(Action::Refund, 1, 5, 6)};
        auto history = refunded;
        history.push_back(late);
        QVERIFY(!fits(history)); // the seat is free: nothing new can come of the old hold
        late.again = true;
        history.back() = late;
        history.push_back(read(SeatState::Free, 9, 10));
        QVERIFY(fits(history));
    }
    void anUnknownEndingHappensOnce() {
        QVERIFY(fits({op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 5, kUnknown),
                      op(Action::Refund, 1, 6, 7)}));
        QVERIFY(!fits({op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, kNever, kUnknown),
                       op(Action::Refund, 1, 6, 7), read(SeatState::Free, 8, 9),
                       op(Action::Hold, 2, 10, 11), op(Action::Refund, 1, 12, 13)}));
    }
    void aLostHoldEndsByItsTime() {
        auto lost = op(Action::Hold, 1, 1, 10, kUnknown); // expires between 101 and 110
        QVERIFY(fits({lost, op(Action::Hold, 2, 105, 106, kRefused)}));
        QVERIFY(fits({lost, op(Action::Hold, 2, 105, 106)}));
        QVERIFY(!fits({lost, op(Action::Hold, 2, 110, 111, kRefused)}));
    }
    void commitsMustBeExplainedInTheirOrder() {
        const std::vector<Operation> sale{op(Action::Hold, 1, 1, 2), op(Action::Sell, 1, 3, 4),
                                          op(Action::Refund, 1, 5, 6)};
        QVERIFY(fitsCommits(sale, {SeatState::Held, SeatState::Sold, SeatState::Free}));
        QVERIFY(!fitsCommits(sale, {SeatState::Held, SeatState::Sold}));
        QVERIFY(!fitsCommits(sale, {SeatState::Sold, SeatState::Held, SeatState::Free}));
        QVERIFY(!fitsCommits(sale,
                             {SeatState::Held, SeatState::Sold, SeatState::Free, SeatState::Held}));
        QVERIFY(!fitsCommits(sale, {SeatState::Held, SeatState::Free, SeatState::Held,
                                    SeatState::Sold, SeatState::Free}));
    }
    void commitsTellWhatAnUnknownEndingWas() {
        const std::vector<Operation> history{op(Action::Hold, 1, 1, 2),
                                             op(Action::Sell, 1, 3, 5, kUnknown)};
        QVERIFY(fitsCommits(history, {SeatState::Held}));
        QVERIFY(fitsCommits(history, {SeatState::Held, SeatState::Sold}));
        QVERIFY(fitsCommits(history, {SeatState::Held, SeatState::Free})); // swept, later
        QVERIFY(!fitsCommits(history, {SeatState::Held, SeatState::Sold, SeatState::Free}));
    }
    void commitsShowTheSweepOrTheNextHold() {
        const std::vector<Operation> history{until(op(Action::Hold, 1, 1, 2), 101),
                                             op(Action::Hold, 2, 102, 103)};
        QVERIFY(fitsCommits(history, {SeatState::Held, SeatState::Held}));
        QVERIFY(fitsCommits(history, {SeatState::Held, SeatState::Free, SeatState::Held}));
    }
    void aFindingSaysWhere() {
        const auto finding =
            checkSeat({op(Action::Hold, 1, 1, 4), op(Action::Hold, 2, 2, 3)}, SeatRules{});
        QVERIFY(!finding.linearizable);
        QCOMPARE(QString::fromStdString(finding.explanation),
                 QString("no place for: Hold of hold 1 done, 1..4 [1..4 ms, until 104]; "
                         "beside Hold of hold 2 done, 2..3; "
                         "changes, latest first: Hold of hold 2 done, 2..3 [2..3 ms, until 103]"));
    }
    void agreesWithTheDefinition() {
        SeededRandom random(7);
        SeatRules rules;
        rules.sweep = Milliseconds{15};
        int good = 0;
        constexpr int kHistories = 20'000;
        for (int i = 0; i < kHistories; ++i) {
            const auto history = someHistory(random);
            const bool wanted = EveryOrder(history, rules).any();
            good += wanted ? 1 : 0;
            const auto found = checkSeat(history, rules);
            QVERIFY2(found.linearizable == wanted, qPrintable(QString::number(i)));
        }
        QVERIFY(good > kHistories / 20);
        QVERIFY(good < kHistories - kHistories / 20);
    }
    void aLongHistoryIsChecked() {
        std::vector<Operation> history;
        for (Tick i = 0; i < 100'000; i += 10) {
            const auto hold = static_cast<std::uint32_t>(i);
            history.push_back(until(op(Action::Hold, hold, i + 1, i + 4), INT32_MAX));
            for (Tick j = 0; j < 8; ++j)
                history.push_back(read(SeatState::Held, i + 3, i + 6));
            history.push_back(op(Action::Release, hold, i + 5, i + 9));
        }
        const auto found = checkSeat(history, SeatRules{});
        QVERIFY(found.linearizable);
        QVERIFY(found.mostConfigurations < 20);
    }
};

QTEST_APPLESS_MAIN(SeatHistoryTest)
#include "seat_history_test.moc"
