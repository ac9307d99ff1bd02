// links: server_store shared_sqlite
#include "server/store/group_writer.h"
#include "server/store/reader_pool.h"
#include "shared/sqlite/fault_vfs.h"

#include <QTemporaryDir>
#include <QtTest>
#include <future>
#include <semaphore>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::store;
using ports::Failure;

namespace {

struct Heard final : ports::Publisher {
    void committed(const ports::Committed& commit) override {
        ++commits;
        rows += commit.rows.size();
        last = commit.stamp.commitSeq;
    }
    std::atomic<int> commits{0};
    std::atomic<std::size_t> rows{0};
    CommitSeq last;
};

domain::Movie movieNo(int number) {
    domain::Movie movie;
    movie.id =
        MovieId{{{static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8)}}};
    movie.title = "Film " + std::to_string(number);
    return movie;
}

struct Files {
    QTemporaryDir folder;
    SeededRandom random{1};
    PlanCache plans;
    Heard heard;
    sqlite::Options options;

    explicit Files(std::string vfs = {}) {
        options.path = folder.filePath("foyer.db").toStdString();
        options.vfs = std::move(vfs);
        sqlite::Connection connection(options);
        CHECK(prepareDatabase(connection, {}, random).ok());
    }
    std::int64_t movies() {
        ReaderPool readers(options, plans, 1);
        std::int64_t count = -1;
        const auto failure =
            readers.read([&](const ports::Store& store) { count = store.movieCount({}); });
        CHECK(!failure);
        return count;
    }
};

std::function<bool(ports::Store&)> putting(int number) {
    return [number](ports::Store& store) {
        store.put(movieNo(number));
        return true;
    };
}

/// Keeps the writer busy until released, so that what is submitted meanwhile waits together.
struct Gate {
    std::binary_semaphore reached{0};
    std::binary_semaphore open{0};
    ports::Command command() {
        return {[this](ports::Store&) {
                    reached.release();
                    open.acquire();
                    return true;
                },
                [](auto) {}};
    }
};

using Answer = std::future<std::optional<Failure>>;
Answer submit(ports::Writer& writer, std::function<bool(ports::Store&)> work,
              bool undoable = true) {
    auto promise = std::make_shared<std::promise<std::optional<Failure>>>();
    Answer answer = promise->get_future();
    writer.submit(
        {std::move(work), [promise](auto failure) { promise->set_value(failure); }, 1, undoable});
    return answer;
}

/// The same title and year as `movieNo(number)` has, under another id.
domain::Movie twinOf(int number) {
    auto twin = movieNo(number);
    twin.id = movieNo(99).id;
    return twin;
}

/// A writer that is kept busy: what is submitted waits until the gate opens.
struct Gathered {
    Files files;
    std::string order; // written by the writer's thread alone, read when it has ended
    Gate gate;
    GroupWriter writer{files.options, files.plans, &files.heard};

    Gathered() {
        writer.submit(gate.command());
        gate.reached.acquire();
    }
    /// A command of so many entries that says when its turn has come.
    void note(char what, std::size_t entries) {
        writer.submit({[this, what](ports::Store&) {
                           order += what;
                           return true;
                       },
                       [](auto) {}, entries});
    }
    void finish() {
        gate.open.release();
        writer.stop();
    }
};

} // namespace

/// One writer, group commit (DESIGN §4).
class ServerStoreGroupCommitTest : public QObject {
    Q_OBJECT

private slots:
    void whatWaitsTogetherIsCommittedTogether() {
        Gathered group;
        std::vector<Answer> answers;
        for (int i = 1; i <= 100; ++i)
            answers.push_back(submit(group.writer, putting(i)));
        group.finish();
        for (auto& answer : answers)
            QVERIFY(!answer.get());
        QCOMPARE(group.writer.commands(), std::int64_t{101});
        QCOMPARE(group.writer.commits(), std::int64_t{2});
        QCOMPARE(group.files.heard.rows.load(), std::size_t{100});
        QCOMPARE(group.files.movies(), std::int64_t{100});
    }
    void whatIsShortDoesNotWaitForLongJournals() {
        Gathered group;
        for (int i = 0; i < 20; ++i)
            group.note('L', 100);
        group.note('s', 3);
        group.finish();
        QCOMPARE(QString::fromStdString(group.order), "s" + QString(20, 'L'));
        // The gate's own, then five of a hundred entries at a time.
        QCOMPARE(group.writer.commits(), std::int64_t{1 + 4});
    }
    void aLongJournalIsTakenInWithEveryCommit() {
        Gathered group;
        for (int i = 0; i < 600; ++i)
            group.note('s', 1);
        group.note('L', 10'000); // longer than all of a commit
        group.note('L', 10'000);
        group.finish();
        QCOMPARE(QString::fromStdString(group.order),
                 QString(256, 's') + "L" + QString(256, 's') + "L" + QString(600 - 2 * 256, 's'));
    }
    void aFailingCommandUndoesOnlyItself() {
        Gathered group;
        auto first = submit(group.writer, putting(1));
        auto refused = submit(group.writer, [](ports::Store& store) {
            store.put(movieNo(2));
            return false;
        });
        auto broken = submit(group.writer, [](ports::Store& store) {
            store.put(movieNo(3));
            store.put(twinOf(1));
            return true;
        });
        auto last = submit(group.writer, putting(4));
        group.finish();
        QVERIFY(!first.get());
        QVERIFY(!refused.get()); // a refusal is an answer, not a failure
        QVERIFY(broken.get() == Failure::Storage);
        QVERIFY(!last.get());
        QCOMPARE(group.files.movies(), std::int64_t{2});
        QCOMPARE(group.files.heard.rows.load(), std::size_t{2});
    }
    void whatCannotBeUndoneFailsAloneWhenItHasWrittenNothing() {
        Gathered group;
        auto first = submit(group.writer, putting(1), false);
        auto broken = submit(
            group.writer,
            [](ports::Store& store) {
                store.put(twinOf(1));
                return true;
            },
            false);
        auto last = submit(group.writer, putting(2), false);
        group.finish();
        QVERIFY(!first.get());
        QVERIFY(broken.get() == Failure::Storage);
        QVERIFY(!last.get());
        QCOMPARE(group.files.movies(), std::int64_t{2});
        QCOMPARE(group.files.heard.rows.load(), std::size_t{2});
    }
    void halfOfWhatCannotBeUndoneIsNeverKept() {
        Gathered group;
        auto first = submit(group.writer, putting(1));
        auto broken = submit(
            group.writer,
            [](ports::Store& store) {
                store.put(movieNo(3));
                store.put(twinOf(1));
                return true;
            },
            false);
        group.finish();
        QVERIFY(first.get() == Failure::Storage);
        QVERIFY(broken.get() == Failure::Storage);
        QVERIFY(group.writer.isHealthy());
        QCOMPARE(group.files.movies(), std::int64_t{0});
        QCOMPARE(group.files.heard.rows.load(), std::size_t{0});
    }
    /// The feed is written once for all commands; whoever was undone leaves no gap in it.
    void theFeedIsNumberedWithoutGaps() {
        Gathered group;
        CommitSeq seen;
        submit(group.writer, putting(1));
        submit(group.writer, [](ports::Store& store) {
            store.put(movieNo(2));
            return false;
        });
        submit(group.writer, [&](ports::Store& store) {
            store.put(movieNo(3));
            seen = store.stamp().commitSeq;
            return true;
        });
        group.finish();
        QCOMPARE(seen, CommitSeq{2});
        ReaderPool readers(group.files.options, group.files.plans, 1);
        std::vector<ports::FeedRow> rows;
        CommitSeq last;
        QVERIFY(!readers.read([&](const ports::Store& store) {
            rows = store.changesAfter({}, {}, 10);
            last = store.stamp().commitSeq;
        }));
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(rows[0].seq == CommitSeq{1} && rows[0].id == movieNo(1).id.uuid);
        QVERIFY(rows[1].seq == CommitSeq{2} && rows[1].id == movieNo(3).id.uuid);
        QCOMPARE(last, CommitSeq{2});
    }
    /// A command that reads the feed reads also what others of its transaction have told. That
    /// these are written for it is not undone with it.
    void theFeedIsWholeWithinATransaction() {
        Gathered group;
        std::size_t rows = 0;
        submit(group.writer, putting(1));
        submit(group.writer, [&](ports::Store& store) {
            store.put(movieNo(2));
            rows = store.changesAfter({}, {}, 10).size();
            return false;
        });
        submit(group.writer, putting(3));
        group.finish();
        QCOMPARE(rows, std::size_t{2});
        QCOMPARE(group.files.heard.last, CommitSeq{2});
        ReaderPool readers(group.files.options, group.files.plans, 1);
        std::vector<ports::FeedRow> kept;
        QVERIFY(!readers.read(
            [&](const ports::Store& store) { kept = store.changesAfter({}, {}, 10); }));
        QCOMPARE(kept.size(), std::size_t{2});
        QVERIFY(kept[0].id == movieNo(1).id.uuid && kept[1].id == movieNo(3).id.uuid);
        QCOMPARE(group.files.movies(), std::int64_t{2});
    }
    /// What is read once for a transaction is read again when it was written or undone in it.
    void whatWasUndoneIsNotRemembered() {
        Gathered group;
        std::array<std::int64_t, 3> seen{};
        submit(group.writer, [&](ports::Store& store) {
            auto policy = store.policy();
            policy.holdSeatsPerCustomer += 5;
            seen[0] = policy.holdSeatsPerCustomer;
            store.put(policy);
            seen[1] = store.policy().holdSeatsPerCustomer;
            return false;
        });
        submit(group.writer, [&](ports::Store& store) {
            seen[2] = store.policy().holdSeatsPerCustomer;
            return true;
        });
        group.finish();
        QCOMPARE(seen[1], seen[0]);
        QCOMPARE(seen[2], seen[0] - 5);
    }
    void anAnswerComesAfterTheNews() {
        Files files;
        GroupWriter writer(files.options, files.plans, &files.heard);
        std::promise<std::size_t> heardAtAnswer;
        writer.submit({[](ports::Store& store) {
                           store.put(movieNo(1));
                           return true;
                       },
                       [&](auto) { heardAtAnswer.set_value(files.heard.rows); }});
        QCOMPARE(heardAtAnswer.get_future().get(), std::size_t{1});
    }
    void aFullQueueRefusesAtOnce() {
        Files files;
        GroupWriter writer(files.options, files.plans, nullptr, {.mostWaiting = 3});
        Gate gate;
        writer.submit(gate.command());
        gate.reached.acquire();
        std::vector<Answer> answers;
        for (int i = 0; i < 4; ++i)
            answers.push_back(submit(writer, [](ports::Store&) { return true; }));
        QVERIFY(answers[3].get() == Failure::Overloaded);
        gate.open.release();
        for (int i = 0; i < 3; ++i)
            QVERIFY(!answers[static_cast<std::size_t>(i)].get());
    }
    void stoppingFinishesWhatWaitsAndTakesNoMore() {
        Files files;
        GroupWriter writer(files.options, files.plans, nullptr);
        std::vector<Answer> answers;
        for (int i = 1; i <= 20; ++i)
            answers.push_back(submit(writer, putting(i)));
        writer.stop();
        for (auto& answer : answers)
            QVERIFY(!answer.get());
        QVERIFY(submit(writer, [](ports::Store&) { return true; }).get() == Failure::Stopping);
        QCOMPARE(files.movies(), std::int64_t{20});
    }
    void aFullDiskFailsTheBatchAndTellsNobody() {
        sqlite::FaultVfs disk("group_full");
        Files files("group_full");
        GroupWriter writer(files.options, files.plans, &files.heard);
        QVERIFY(!submit(writer, putting(1)).get());
        disk.failAt(1, sqlite::Fault::DiskFull, sqlite::FaultVfs::Lasting::Persistent);
        QVERIFY(submit(writer, putting(2)).get() == Failure::Storage);
        QCOMPARE(files.heard.rows.load(), std::size_t{1});
        disk.heal();
        QVERIFY(!submit(writer, putting(2)).get()); // space was made: it goes on
        writer.stop();
        QVERIFY(writer.isHealthy());
        QCOMPARE(files.movies(), std::int64_t{2});
    }
    void afterAFailedSyncNothingIsWrittenUntilARestart() {
        sqlite::FaultVfs disk("group_sync");
        Files files("group_sync");
        {
            GroupWriter writer(files.options, files.plans, &files.heard);
            QVERIFY(!submit(writer, putting(1)).get());
            disk.failAt(1, sqlite::Fault::SyncFails);
            QVERIFY(submit(writer, putting(2)).get() == Failure::Storage);
            disk.heal();
            QVERIFY(submit(writer, putting(3)).get() == Failure::Storage);
            writer.stop();
            QVERIFY(!writer.isHealthy());
            QCOMPARE(files.heard.rows.load(), std::size_t{1});
        }
        GroupWriter again(files.options, files.plans, nullptr);
        QVERIFY(!submit(again, putting(4)).get());
    }
    void everyDiskFaultLeavesAnswersAndDatabaseInAgreement() {
        // The i-th access fails, for i = 1, 2, 3 … until a run completes.
        bool struck = true;
        for (std::uint64_t i = 1; struck; ++i) {
            sqlite::FaultVfs disk("group_any");
            Files files("group_any");
            std::int64_t said = 0;
            std::int64_t unknown = 0;
            {
                GroupWriter writer(files.options, files.plans, nullptr);
                disk.failAt(i, sqlite::Fault::IoError);
                for (int movie = 1; movie <= 3; ++movie)
                    (submit(writer, putting(movie)).get() ? unknown : said) += 1;
                struck = disk.struck() > 0;
            }
            disk.heal();
            const auto there = files.movies();
            QVERIFY(there >= said && there <= said + unknown);
            if (!struck)
                QCOMPARE(said, std::int64_t{3});
        }
    }
    void readersSeeOneMomentAndNeverHalfACommit() {
        Files files;
        GroupWriter writer(files.options, files.plans, nullptr);
        ReaderPool readers(files.options, files.plans, 2);
        std::atomic<bool> done{false};
        std::thread feeder([&] {
            for (int i = 1; i < 200; i += 2)
                submit(writer, [i](ports::Store& s) {
                    s.put(movieNo(i));
                    s.put(movieNo(i + 1));
                    return true;
                }).wait();
            done = true;
        });
        bool even = true;
        while (!done)
            even = even && !readers.read([&](const ports::Store& store) {
                const auto first = store.movieCount({});
                even = even && first % 2 == 0 && store.movieCount({}) == first;
            });
        feeder.join();
        QVERIFY(even);
    }
};

QTEST_APPLESS_MAIN(ServerStoreGroupCommitTest)
#include "server_store_group_commit_test.moc"
