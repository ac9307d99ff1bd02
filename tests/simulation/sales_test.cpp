// links: simulation_house
#include "tests/simulation/campaign.h"

#include <QFile>
#include <QTextStream>
#include <QtTest>
#include <cstdlib>
#include <cstring>

using namespace foyer::simulation;

namespace {

constexpr std::uint64_t kSeeds = 1'000;

/// FOYER_SEEDS asks for fewer where a step is slow, as under a sanitizer.
std::uint64_t seedsWanted() {
    bool given = false;
    const auto wanted = qEnvironmentVariable("FOYER_SEEDS").toULongLong(&given);
    return given && wanted > 0 ? wanted : kSeeds;
}

/// Each with the story that its number told then.
std::vector<Options> seedsThatFailed() {
    std::vector<Options> seeds;
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/tests/simulation/seeds.txt");
    if (!file.open(QIODevice::ReadOnly))
        return seeds;
    QTextStream text(&file);
    for (QString line = text.readLine(); !line.isNull(); line = text.readLine())
        if (const auto seed = line.section(' ', 0, 0).toULongLong()) {
            const auto story = storyNamed(line.section(' ', 1, 1).toStdString());
            seeds.push_back({.seed = seed, .story = story.value()});
        }
    return seeds;
}

/// On one core, or a campaign of 20,000 seeds takes too long for anybody to run it.
constexpr std::uint64_t kStepsPerSecond = 10'000;

/// What never happened; empty as well where a few seeds, or those of one story, need not show all.
std::string missingOf(const Campaign& campaign, Story story = Story::BySeed) {
    return campaign.seeds >= kSeeds && story == Story::BySeed ? missingIn(campaign) : std::string{};
}

} // namespace

class Sales : public QObject {
    Q_OBJECT
private slots:
    void seedsThatEverFailedKeepEveryPromise() {
        for (const Options& options : seedsThatFailed()) {
            const auto outcome = run(options);
            QVERIFY2(outcome.complaint.empty(), failureOf(options, outcome).c_str());
        }
    }

    void aSeedHasOneHistory() {
        for (const std::uint64_t seed : {1, 2, 3, 7, 14, 20}) { // of each story, and a long one
            const auto once = run({seed, Trace::Mode::Keep});
            const auto again = run({seed, Trace::Mode::Keep});
            QVERIFY(once.trace.size() > 5'000);
            QCOMPARE(once.trace, again.trace);
            QCOMPARE(once.digest, run({seed}).digest);
        }
        QVERIFY(run({1}).digest != run({2}).digest);
    }

    void anyStepMayBeTheLastBeforeThePowerGoes() {
        constexpr std::uint64_t kLast = 4;
        std::uint64_t cuts = 0;
        for (std::uint64_t seed = 1; seed <= kLast; ++seed) {
            const Campaign campaign = runCuts(seed, seed, 53);
            QVERIFY2(campaign.failures.empty(), firstFailure(campaign).c_str());
            cuts += campaign.seeds;
        }
        QVERIFY(cuts > 100);
        std::printf("power cuts: %llu seeds=1..%llu commit=%s\n",
                    static_cast<unsigned long long>(cuts), static_cast<unsigned long long>(kLast),
                    commitName());
    }

    void everyPromiseIsKeptUnderEverySeed() {
        const Campaign campaign = runSeeds(1, seedsWanted());
        std::printf("%s\n", summaryOf(campaign).c_str());
        QVERIFY2(campaign.failures.empty(), firstFailure(campaign).c_str());
        QVERIFY2(missingOf(campaign).empty(), missingOf(campaign).c_str());
    }
};

/// `--seed N [--story office|disks|both|payments|plans] [--cut STEP] [--trace]` replays one seed;
/// `--cuts N` runs it once for every step, with all power gone after it; `--seeds N [--first M]
/// [--story S]` runs many, past those that fail, and from 1,000 of all stories on everything must
/// have happened, and fast; without any of them the tests run.
int main(int argc, char** argv) {
    nameSeedOnCheck();
    Options options;
    std::uint64_t seeds = 0;
    std::uint64_t first = 1;
    std::uint64_t cuts = 0;
    bool replay = false;
    const auto number = [&](int i) { return std::strtoull(argv[i], nullptr, 10); };
    for (int i = 1; i < argc; ++i) {
        const bool hasMore = i + 1 < argc;
        if (std::strcmp(argv[i], "--seed") == 0 && hasMore) {
            options.seed = number(++i);
            replay = true;
        } else if (std::strcmp(argv[i], "--cut") == 0 && hasMore) {
            options.cutAt = number(++i);
        } else if (std::strcmp(argv[i], "--story") == 0 && hasMore) {
            options.story = storyNamed(argv[++i]).value();
        } else if (std::strcmp(argv[i], "--cuts") == 0 && hasMore) {
            cuts = number(++i);
        } else if (std::strcmp(argv[i], "--seeds") == 0 && hasMore) {
            seeds = number(++i);
        } else if (std::strcmp(argv[i], "--first") == 0 && hasMore) {
            first = number(++i);
        } else if (std::strcmp(argv[i], "--trace") == 0) {
            options.trace = Trace::Mode::Print;
        }
    }
    if (replay) {
        const Outcome outcome = run(options);
        std::printf("seed=%llu commit=%s digest=%016llx %s\n",
                    static_cast<unsigned long long>(options.seed), commitName(),
                    static_cast<unsigned long long>(outcome.digest),
                    outcome.complaint.empty() ? "every promise kept" : outcome.complaint.c_str());
        return outcome.complaint.empty() ? 0 : 1;
    }
    if (seeds > 0 || cuts > 0) {
        const Campaign campaign =
            cuts > 0 ? runCuts(cuts, 1, 1) : runSeeds(first, seeds, true, options.story);
        for (const std::string& failure : campaign.failures)
            std::printf("%s\n", failure.c_str());
        const std::string missing = cuts > 0 ? "" : missingOf(campaign, options.story);
        if (!missing.empty())
            std::printf("never happened: %s\n", missing.c_str());
        const bool isSlow = campaign.seeds >= kSeeds && rateOf(campaign) < kStepsPerSecond;
        if (isSlow)
            std::printf("too slow: less than %llu steps a second\n",
                        static_cast<unsigned long long>(kStepsPerSecond));
        std::printf("%s\n", summaryOf(campaign).c_str());
        return campaign.failures.empty() && missing.empty() && !isSlow ? 0 : 1;
    }
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // the limit is CTest's
    Sales tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "sales_test.moc"
