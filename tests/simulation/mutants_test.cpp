// links: simulation_house
#include "tests/simulation/campaign.h"
#include "tests/simulation/images.h"
#include "tests/simulation/mutant_hunt.h"

#include <QtTest>
#include <cstdlib>
#include <cstring>

using foyer::Mutant;
using namespace foyer::simulation;

namespace {

/// Rules of each room whose loss is noticed soon, so that a quick run sees the hunt at work.
constexpr const char* kSoonMissed[] = {"money-before-intent",   "returned-right-comes-back",
                                       "entry-apart-from-sale", "sale-claims-nothing",
                                       "repeat-taken-again",    "own-journal-may-have-gaps",
                                       "payment-key-renewed",   "capture-before-seats",
                                       "copied-life-freed",     "refund-goal-moves"};

struct Tally {
    std::size_t tried = 0;
    std::size_t found = 0;
    std::uint64_t mostSeeds = 0;

    void add(const Hunted& hunted) {
        ++tried;
        found += hunted.found;
        if (hunted.found)
            mostSeeds = std::max(mostSeeds, hunted.seeds);
        std::printf("  %-28s %s %3llu  %s\n", nameOf(hunted.mutant).c_str(),
                    hunted.found ? "found" : "NOT FOUND",
                    static_cast<unsigned long long>(hunted.seeds), hunted.by.c_str());
        std::fflush(stdout);
    }
    void print() const {
        std::printf("mutants: found %zu of %zu first=1 (most seeds %llu) commit=%s\n", found, tried,
                    static_cast<unsigned long long>(mostSeeds), commitName());
    }
};

int replay(Mutant mutant, const Options& options) {
    serverImage(); // made with all rules in place
    terminalImage();
    foyer::g_mutant = mutant;
    const Outcome outcome = run(options);
    std::printf("without %s: seed=%llu commit=%s %s\n", nameOf(mutant).c_str(),
                static_cast<unsigned long long>(options.seed), commitName(),
                outcome.complaint.empty() ? "every promise kept" : outcome.complaint.c_str());
    return outcome.complaint.empty() ? 0 : 1;
}

} // namespace

class Mutants : public QObject {
    Q_OBJECT
private slots:
    void nothingIsFoundWhereNothingIsMissing() {
        for (std::uint64_t turn = 0; turn < 12; ++turn) {
            const Options options = runAt(Mutant::None, turn);
            const Outcome outcome = runNamed(options);
            QVERIFY2(outcome.complaint.empty(), failureOf(options, outcome).c_str());
        }
    }

    void aRuleThatIsTakenAwayIsMissed() {
        std::vector<Mutant> mutants;
        for (const char* name : kSoonMissed)
            mutants.push_back(mutantNamed(name).value());
        Tally tally;
        hunt(mutants, {.mostSeeds = 100}, [&](const Hunted& hunted) { tally.add(hunted); });
        tally.print();
        QCOMPARE(tally.found, mutants.size());
    }
};

/// Without an option the tests run. `--all` looks for every mutant, `--only NAME,NAME…` for some,
/// with [--seeds N] [--jobs N] [--seconds N for one]. `--mutant NAME --seed N [--story S]
/// [--trace]` shows one find once more.
int main(int argc, char** argv) {
    nameSeedOnCheck();
    std::vector<Mutant> wanted;
    std::optional<Mutant> shown;
    HuntOptions how;
    Options options;
    const auto known = [](const QByteArray& name) {
        const auto mutant = mutantNamed(name.toStdString());
        if (!mutant)
            qFatal("there is no mutant %s", name.constData());
        return *mutant;
    };
    const auto number = [&](int i) { return std::strtoull(argv[i], nullptr, 10); };
    for (int i = 1; i < argc; ++i) {
        const bool hasMore = i + 1 < argc;
        if (std::strcmp(argv[i], "--all") == 0)
            wanted = everyMutant();
        else if (std::strcmp(argv[i], "--trace") == 0)
            options.trace = Trace::Mode::Print;
        else if (std::strcmp(argv[i], "--only") == 0 && hasMore) {
            wanted.clear();
            for (const QByteArray& name : QByteArray(argv[++i]).split(','))
                wanted.push_back(known(name));
        } else if (std::strcmp(argv[i], "--mutant") == 0 && hasMore)
            shown = known(argv[++i]);
        else if (std::strcmp(argv[i], "--seed") == 0 && hasMore)
            options.seed = number(++i);
        else if (std::strcmp(argv[i], "--story") == 0 && hasMore)
            options.story = storyNamed(argv[++i]).value();
        else if (std::strcmp(argv[i], "--seeds") == 0 && hasMore)
            how.mostSeeds = number(++i);
        else if (std::strcmp(argv[i], "--jobs") == 0 && hasMore)
            how.jobs = number(++i);
        else if (std::strcmp(argv[i], "--seconds") == 0 && hasMore)
            how.mostSeconds = static_cast<unsigned>(number(++i));
    }
    if (shown)
        return replay(*shown, options);
    if (!wanted.empty()) {
        Tally tally;
        hunt(wanted, how, [&](const Hunted& hunted) { tally.add(hunted); });
        tally.print();
        return tally.found == wanted.size() ? 0 : 1;
    }
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // the limit is CTest's
    Mutants tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "mutants_test.moc"
