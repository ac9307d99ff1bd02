// links: simulation_house
#include "tests/simulation/simulation.h"

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

std::vector<std::uint64_t> seedsThatFailed() {
    std::vector<std::uint64_t> seeds;
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/tests/simulation/seeds.txt");
    if (!file.open(QIODevice::ReadOnly))
        return seeds;
    QTextStream text(&file);
    for (QString line = text.readLine(); !line.isNull(); line = text.readLine())
        if (const auto seed = line.section(' ', 0, 0).toULongLong())
            seeds.push_back(seed);
    return seeds;
}

std::string failure(std::uint64_t seed, const Outcome& outcome) {
    return "seed=" + std::to_string(seed) + " commit=" FOYER_COMMIT ": " + outcome.complaint +
           "\nreplay: simulation_sales_test --seed " + std::to_string(seed) + " --trace";
}

struct Catch {
    std::uint64_t seed = 0;
    std::string complaint;
};

/// The first seed under which the checker finds the mutant; 0 when none of the first `most` does.
Catch seedThatCatches(Mutant mutant, std::uint64_t most) {
    for (std::uint64_t seed = 1; seed <= most; ++seed)
        if (const auto outcome = run({seed, mutant, false}); !outcome.complaint.empty())
            return {seed, outcome.complaint};
    return {};
}

} // namespace

class Sales : public QObject {
    Q_OBJECT
private slots:
    void seedsThatEverFailedKeepEveryPromise() {
        for (const auto seed : seedsThatFailed()) {
            const auto outcome = run({seed, Mutant::None, false});
            QVERIFY2(outcome.complaint.empty(), failure(seed, outcome).c_str());
        }
    }

    void aSeedHasOneHistory() {
        for (const std::uint64_t seed : {1, 2, 3, 20})
            QCOMPARE(run({seed, Mutant::None, false}).digest,
                     run({seed, Mutant::None, false}).digest);
        QVERIFY(run({1, Mutant::None, false}).digest != run({2, Mutant::None, false}).digest);
    }

    void everyPromiseIsKeptUnderEverySeed() {
        FaultCounts faults{};
        std::uint64_t steps = 0;
        std::map<std::string, std::uint64_t> entries;
        const std::uint64_t seeds = seedsWanted();
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const auto outcome = run({seed, Mutant::None, false});
            QVERIFY2(outcome.complaint.empty(), failure(seed, outcome).c_str());
            steps += outcome.steps;
            for (const auto& [type, count] : outcome.entries)
                entries[type] += count;
            for (std::size_t i = 0; i < faults.size(); ++i)
                faults[i] += outcome.faults[i];
        }
        qInfo("%llu seeds, %llu steps", static_cast<unsigned long long>(seeds),
              static_cast<unsigned long long>(steps));
        if (seeds < kSeeds)
            return; // a few need not show everything
        for (const char* type : {"intent", "sale", "printed", "abandon", "void", "return"}) {
            qInfo("  %-16s %llu", type, static_cast<unsigned long long>(entries[type]));
            QVERIFY2(entries[type] > 0, type);
        }
        for (std::size_t i = 0; i < faults.size(); ++i) {
            const char* name = nameOf(static_cast<Fault>(i));
            qInfo("  %-16s %llu", name, static_cast<unsigned long long>(faults[i]));
            QVERIFY2(faults[i] > 0, name);
        }
    }

    void theCheckerFindsEveryMutant_data() {
        QTest::addColumn<int>("mutant");
        for (std::size_t i = 1; i < kMutantCount; ++i)
            QTest::newRow(nameOf(static_cast<Mutant>(i))) << static_cast<int>(i);
    }

    void theCheckerFindsEveryMutant() {
        QFETCH(int, mutant);
        const auto caught = seedThatCatches(static_cast<Mutant>(mutant), 200);
        QVERIFY(caught.seed > 0);
        qInfo("seed=%llu %s", static_cast<unsigned long long>(caught.seed),
              caught.complaint.c_str());
    }
};

/// `--seed N [--trace] [--mutant NUMBER]` replays one seed; without it the tests run.
int main(int argc, char** argv) {
    Options options;
    bool replay = false;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            options.seed = std::strtoull(argv[++i], nullptr, 10);
            replay = true;
        } else if (std::strcmp(argv[i], "--mutant") == 0 && i + 1 < argc) {
            options.mutant = static_cast<Mutant>(std::atoi(argv[++i]));
        } else if (std::strcmp(argv[i], "--trace") == 0) {
            options.trace = true;
        }
    }
    if (replay) {
        const Outcome outcome = run(options);
        std::printf("seed=%llu digest=%016llx %s\n", static_cast<unsigned long long>(options.seed),
                    static_cast<unsigned long long>(outcome.digest),
                    outcome.complaint.empty() ? "every promise kept" : outcome.complaint.c_str());
        return outcome.complaint.empty() ? 0 : 1;
    }
    Sales tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "sales_test.moc"
