#include "tests/simulation/mutant_hunt.h"

#include "shared/base/check.h"
#include "tests/simulation/campaign.h"
#include "tests/simulation/images.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::simulation {

namespace {

/// Which runs a rule matters in.
struct Hint {
    Mutant first;
    Mutant last;
    Story story = Story::BySeed;
    bool isLong = false;
    const char* unit = nullptr; // the unit test that misses it; stories hardly ever do
};
constexpr Hint kHints[] = {
    {Mutant::SettledRefundForgotten, Mutant::SettledRefundPaid, Story::Office, false,
     "verdict_settled_test"},
    {Mutant::WallClockTrusted, Mutant::WallClockTrusted, Story::BySeed, true,
     "terminal_rights_test"},
    {Mutant::LeaseNeverEnds, Mutant::BootIdIgnored, Story::BySeed, true},
    {Mutant::RightOfOtherPlanSold, Mutant::RightOfOtherPlanSold, Story::Office},
    {Mutant::RefundedForgotten, Mutant::RefundedForgotten, Story::BySeed, false,
     "terminal_tasks_test"},
    {Mutant::ForgedTokenTaken, Mutant::ForgedTokenTaken, Story::BySeed, false, "verdict_sale_test"},
    {Mutant::LateReturnFrees, Mutant::LateReturnFrees, Story::BySeed, false, "verdict_own_test"},
    {Mutant::CancelledSaleAccepted, Mutant::TaskWithoutOwner, Story::Office},
    {Mutant::WorseSeatMapped, Mutant::PairParted, Story::BySeed, false,
     "service_showtime_changes_test"},
    {Mutant::ExpiryFreesSeats, Mutant::ExpiryFreesSeats, Story::BySeed, true},
    {Mutant::VoidAfterChangeFrees, Mutant::VoidAfterChangeFrees, Story::Payments, false,
     "service_showtime_changes_test"},
    {Mutant::PlanThatReturnsIsTheFormer, Mutant::PlanThatReturnsIsTheFormer, Story::Plans},
    {Mutant::ReturnedStaysLost, Mutant::ReturnedStaysLost, Story::BySeed, false,
     "service_losses_test"},
    {Mutant::OlderTerminalHeardEarly, Mutant::OlderTerminalHeardEarly, Story::BySeed, false,
     "service_recovery_test"},
    {Mutant::RestoreKeepsIncarnation, Mutant::CodeUsesNotCounted, Story::Office},
    {Mutant::ExpiryTooEarly, Mutant::ExpiryTooEarly, Story::BySeed, true},
    {Mutant::ServerTrustsPageCache, Mutant::ServerTrustsPageCache, Story::BySeed, false,
     "server_start_test"},
    {Mutant::CopiedLifeFreed, Mutant::OneTaskForCopiedLives, Story::Disks, false,
     "service_lives_test"},
    {Mutant::LifeEndsTooEarly, Mutant::LifeEndsTooEarly, Story::Disks, false,
     "terminal_lives_test"},
    {Mutant::CloneNotQuarantined, Mutant::FormerRightsKept, Story::Disks},
    {Mutant::UndoneBeforeDisk, Mutant::UndoneBeforeDisk, Story::BySeed, false,
     "terminal_door_test"},
    {Mutant::ForgedPaperAdmitted, Mutant::PaperIgnored, Story::Disks},
    {Mutant::LostPaperTakesResoldSeat, Mutant::LostPaperTakesResoldSeat, Story::Disks, true},
    {Mutant::AtRiskCapIgnored, Mutant::AtRiskDisplacesLease, Story::Disks},
    {Mutant::RefundGoalMoves, Mutant::RefundGoalMoves, Story::Payments, false,
     "payment_states_test"},
    {Mutant::FoundPaymentTakenAgain, Mutant::FoundPaymentTakenAgain, Story::Payments, false,
     "service_adoption_test"},
    {Mutant::PaymentKeyRenewed, Mutant::LostRefundNotMadeUp, Story::Payments},
    {Mutant::LostSalePaidBack, Mutant::LostSalePaidBack, Story::Payments, false,
     "service_rollback_test"},
    {Mutant::ExchangeKeepsTicket, Mutant::ExchangeKeepsSeat, Story::Payments},
    {Mutant::NewNoteForgotten, Mutant::NewNoteForgotten, Story::Payments, false,
     "service_exchanges_test"},
};

Hint hintOf(Mutant mutant) {
    for (const Hint& hint : kHints)
        if (hint.first <= mutant && mutant <= hint.last)
            return hint;
    return {mutant, mutant};
}

/// Begins the line of a child before each attempt.
constexpr const char* kTry = "\ntry ";

/// What the child says of a unit test that tells nothing of a rule.
constexpr const char* kFailsAnyway = "its test fails anyway";

/// In a child: becomes the unit test, which says what fails and ends with the number of failures.
[[noreturn]] void becomeUnitTest(Mutant mutant, const char* name) {
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    const std::string program = here / (std::string("mutant_") + name);
    ::setenv("FOYER_MUTANT", nameOf(mutant).c_str(), 1);
    ::execl(program.c_str(), program.c_str(), "-silent", static_cast<char*>(nullptr));
    ::_exit(127); // there is no such program
}

/// With all rules in place, in a child of the child. It ends when the time for the mutant is over.
bool passesAnyway(const char* name, unsigned mostSeconds) {
    const pid_t child = ::fork();
    CHECK(child >= 0);
    if (child == 0) {
        ::alarm(mostSeconds);
        becomeUnitTest(Mutant::None, name);
    }
    int status = 0;
    CHECK(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// In the child: a failure without the rule tells something only where there is none with it.
[[noreturn]] void searchByUnitTest(Mutant mutant, const char* name, unsigned mostSeconds, int out) {
    ::dup2(out, STDOUT_FILENO);
    if (!passesAnyway(name, mostSeconds)) {
        ::dprintf(out, "\n%s\n", kFailsAnyway);
        ::_exit(0);
    }
    ::dprintf(out, "%s%s\n", kTry, name);
    becomeUnitTest(mutant, name);
}

/// In the child.
[[noreturn]] void search(Mutant mutant, const HuntOptions& options, int out) {
    ::dup2(out, STDERR_FILENO); // what a CHECK says
    for (const int fatal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE})
        std::signal(fatal, SIG_DFL); // a crash is a find, no matter for the test's own handlers
    ::alarm(options.mostSeconds);
    if (const char* unit = hintOf(mutant).unit)
        searchByUnitTest(mutant, unit, options.mostSeconds, out);
    g_mutant = mutant;
    for (std::uint64_t turn = 0; turn < options.mostSeeds; ++turn) {
        const Options options = runAt(mutant, turn);
        ::dprintf(out, "%sseed=%llu\n", kTry, static_cast<unsigned long long>(options.seed));
        const Outcome outcome = runNamed(options);
        if (outcome.complaint.empty())
            continue;
        ::dprintf(out, "%s\n", failureOf(options, outcome).c_str());
        ::_exit(1);
    }
    ::_exit(0);
}

std::string readAll(std::FILE* file) {
    std::rewind(file);
    std::string text;
    char buffer[4096];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
        text.append(buffer, got);
    return text;
}

/// The first line after the last try, which is what ended it; of a unit test the first failure.
std::string lastWord(const std::string& said) {
    const auto failure = said.find("FAIL!");
    const auto line = failure < said.size() ? failure : said.find('\n', said.rfind(kTry) + 1) + 1;
    return said.substr(line, said.find('\n', line) - line);
}

std::uint64_t triesIn(const std::string& said) {
    std::uint64_t tries = 0;
    for (auto at = said.find(kTry); at != std::string::npos; at = said.find(kTry, at + 1))
        ++tries;
    return tries;
}

Hunted outcomeOf(Mutant mutant, const std::string& said, int status) {
    Hunted outcome{mutant, false, triesIn(said), {}};
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        if (said.find(kFailsAnyway) != std::string::npos)
            outcome.by = kFailsAnyway;
        else
            outcome.by = hintOf(mutant).unit ? "its test passes" : "no seed broke a promise";
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
        outcome.by = "its time was over";
    } else {
        outcome.found = true;
        outcome.by = lastWord(said);
        if (outcome.by.empty())
            outcome.by = "the process ended with status " + std::to_string(status);
    }
    return outcome;
}

/// The children that are out.
class Pack {
public:
    explicit Pack(const HuntOptions& options) : m_options(options) {}

    bool isFull() const { return m_out.size() >= std::max<std::size_t>(m_options.jobs, 1); }
    bool isEmpty() const { return m_out.empty(); }

    void send(Mutant mutant) {
        std::FILE* file = std::tmpfile(); // what it says; a pipe would fill up
        CHECK(file);
        std::fflush(stdout);
        const pid_t child = ::fork();
        CHECK(child >= 0);
        if (child == 0)
            search(mutant, m_options, ::fileno(file));
        m_out.emplace(child, Out{mutant, file});
    }

    Hunted await() {
        int status = 0;
        const auto out = m_out.extract(::waitpid(-1, &status, 0));
        CHECK(!out.empty());
        const std::string said = readAll(out.mapped().said);
        std::fclose(out.mapped().said);
        return outcomeOf(out.mapped().mutant, said, status);
    }

private:
    struct Out {
        Mutant mutant;
        std::FILE* said;
    };
    const HuntOptions& m_options;
    std::map<pid_t, Out> m_out;
};

} // namespace

Options runAt(Mutant mutant, std::uint64_t turn) {
    Options options;
    const Hint hint = hintOf(mutant);
    options.story = hint.story;
    if (hint.isLong)
        options.seed = kLongOneIn * (turn + 1);
    else
        options.seed = turn % 4 == 3 ? kLongOneIn * (turn / 4 + 1) : turn + 1;
    return options;
}

void hunt(const std::vector<Mutant>& mutants, const HuntOptions& options,
          const std::function<void(const Hunted&)>& told) {
    CHECK(g_mutant == Mutant::None);
    serverImage();
    terminalImage();
    Pack pack(options);
    for (const Mutant mutant : mutants) {
        if (pack.isFull())
            told(pack.await());
        pack.send(mutant);
    }
    while (!pack.isEmpty())
        told(pack.await());
}

std::vector<Mutant> everyMutant() {
    std::vector<Mutant> all;
    for (std::size_t i = 1; i < kMutantNames.size(); ++i)
        all.push_back(static_cast<Mutant>(i));
    return all;
}

std::optional<Mutant> mutantNamed(std::string_view name) {
    const auto at = std::find(kMutantNames.begin() + 1, kMutantNames.end(), name);
    if (at == kMutantNames.end())
        return {};
    return static_cast<Mutant>(at - kMutantNames.begin());
}

std::string nameOf(Mutant mutant) {
    return std::string(kMutantNames.at(static_cast<std::size_t>(mutant)));
}

} // namespace foyer::simulation
