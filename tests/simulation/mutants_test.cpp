// links: simulation_house
#include "shared/base/mutant.h"
#include "tests/simulation/campaign.h"
#include "tests/simulation/images.h"

#include <QtTest>
#include <sys/wait.h>
#include <unistd.h>

using foyer::kMutantNames;
using foyer::Mutant;
using namespace foyer::simulation;

namespace {

constexpr std::uint64_t kMostSeeds = 400;

/// The order in which seeds are tried: those with a long outage come in between.
std::uint64_t seedAt(std::uint64_t turn) {
    return turn % 4 == 3 ? kLongOneIn * (turn / 4 + 1) : turn + 1;
}

struct Found {
    std::uint64_t seeds = 0; // tried, the last one found it; 0: not found
    std::string by;
};

/// Tries seeds until one breaks a promise without the rule. In the child: a CHECK ends the process.
[[noreturn]] void search(Mutant mutant, int out) {
    ::dup2(out, STDERR_FILENO); // what a CHECK says
    foyer::g_mutant = mutant;
    for (std::uint64_t turn = 0; turn < kMostSeeds; ++turn) {
        const auto seed = seedAt(turn);
        ::dprintf(out, "try seed=%llu\n", static_cast<unsigned long long>(seed));
        const auto outcome = runSeeds(seed, 1);
        if (outcome.failures.empty())
            continue;
        ::dprintf(out, "%s\n", outcome.failures.front().c_str());
        ::_exit(1);
    }
    ::_exit(0);
}

std::string readAll(int in) {
    std::string text;
    char buffer[4096];
    for (ssize_t got = ::read(in, buffer, sizeof buffer); got > 0;
         got = ::read(in, buffer, sizeof buffer))
        text.append(buffer, static_cast<std::size_t>(got));
    return text;
}

Found seek(Mutant mutant) {
    int ends[2];
    if (::pipe(ends) != 0)
        qFatal("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        search(mutant, ends[1]);
    }
    ::close(ends[1]);
    const std::string said = readAll(ends[0]);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    Found found;
    for (std::size_t at = said.find("try "); at != std::string::npos;
         at = said.find("try ", at + 1))
        ++found.seeds;
    const auto last = said.rfind("try ");
    const auto line = said.find('\n', last) + 1;
    found.by = said.substr(line, said.find('\n', line) - line);
    if (found.by.empty())
        found.by = "the process ended with status " + std::to_string(status);
    return found;
}

} // namespace

class Mutants : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        // Made with all rules in place, and for all children.
        QVERIFY(!serverImage().bytes.empty());
        QVERIFY(!terminalImage().empty());
    }

    void nothingIsFoundWhereNothingIsMissing() {
        for (std::uint64_t turn = 0; turn < 12; ++turn) {
            const auto campaign = runSeeds(seedAt(turn), 1);
            QVERIFY2(campaign.failures.empty(), firstFailure(campaign).c_str());
        }
    }

    void everyMutantIsFound_data() {
        QTest::addColumn<int>("mutant");
        for (std::size_t i = 1; i < kMutantNames.size(); ++i)
            QTest::newRow(std::string(kMutantNames[i]).c_str()) << static_cast<int>(i);
    }

    void everyMutantIsFound() {
        QFETCH(int, mutant);
        const Found found = seek(static_cast<Mutant>(mutant));
        const std::string name(kMutantNames.at(static_cast<std::size_t>(mutant)));
        QVERIFY2(found.seeds > 0, (name + " was not found").c_str());
        std::printf("  %-28s %3llu  %s\n", name.c_str(),
                    static_cast<unsigned long long>(found.seeds), found.by.c_str());
        std::fflush(stdout);
        ++m_found;
        m_mostSeeds = std::max(m_mostSeeds, found.seeds);
    }

    void cleanupTestCase() {
        std::printf("mutants: found %zu of %zu (max seeds %llu) commit=%s\n", m_found,
                    kMutantNames.size() - 1, static_cast<unsigned long long>(m_mostSeeds),
                    commitName());
    }

private:
    std::size_t m_found = 0;
    std::uint64_t m_mostSeeds = 0;
};

int main(int argc, char** argv) {
    nameSeedOnCheck();
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // the limit is CTest's
    Mutants tests;
    return QTest::qExec(&tests, argc, argv);
}

#include "mutants_test.moc"
