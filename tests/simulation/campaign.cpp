#include "tests/simulation/campaign.h"

#include "shared/base/check.h"
#include "tests/simulation/verdict_rules.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace foyer::simulation {

const char* commitName() {
    const char* given = std::getenv("FOYER_COMMIT");
    return given ? given : FOYER_COMMIT;
}

namespace {

std::uint64_t g_seed = 0; // the one that is being run

/// Kinds of entries a campaign must have seen in the server's journal.
constexpr std::array<const char*, 14> kEntries{
    "intent",           "sale",    "printed",       "abandon",   "void",
    "return",           "refund",  "card_declined", "task_done", "admitted",
    "admission_undone", "carried", "life_ended",    "exchange"};
/// Of whole uploads that were refused only what they had been damaged by is counted.
bool isSeen(const VerdictRule& rule, const Campaign& campaign) {
    return rule.isOfUploads
               ? std::any_of(rule.causes.begin(), rule.causes.end(),
                             [&](Fault fault) {
                                 return campaign.faults[static_cast<std::size_t>(fault)] > 0;
                             })
               : campaign.rules.count(rule.number) > 0;
}

std::string numbered(const char* name, std::uint64_t count) {
    std::string word(name);
    for (char& c : word)
        if (c == ' ')
            c = '-';
    return " " + word + "=" + std::to_string(count);
}

/// Processor time, so that a busy machine does not make the simulation look slow.
std::chrono::duration<double> processorTime() {
    return std::chrono::duration<double>(static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
}

void add(Campaign& campaign, const Outcome& outcome) {
    ++campaign.seeds;
    campaign.steps += outcome.steps;
    for (std::size_t i = 0; i < outcome.faults.size(); ++i)
        campaign.faults[i] += outcome.faults[i];
    for (const auto& [type, count] : outcome.entries)
        campaign.entries[type] += count;
    for (const auto& [rule, count] : outcome.rules)
        campaign.rules[rule] += count;
}

} // namespace

Outcome runNamed(const Options& options) {
    g_seed = options.seed;
    return run(options);
}

Campaign runSeeds(std::uint64_t first, std::uint64_t seeds, bool all, Story story) {
    Campaign campaign;
    campaign.first = first;
    const auto start = processorTime();
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const Options options{.seed = seed, .story = story};
        const Outcome outcome = runNamed(options);
        add(campaign, outcome);
        if (outcome.complaint.empty())
            continue;
        campaign.failures.push_back(failureOf(options, outcome));
        if (!all)
            break;
    }
    campaign.took = processorTime() - start;
    return campaign;
}

Campaign runCuts(std::uint64_t seed, std::uint64_t first, std::uint64_t stride) {
    Campaign campaign;
    campaign.first = seed;
    const auto start = processorTime();
    g_seed = seed;
    for (std::uint64_t step = first;; step += stride) {
        const Options options{.seed = seed, .cutAt = step};
        const Outcome outcome = run(options);
        add(campaign, outcome);
        if (!outcome.complaint.empty())
            campaign.failures.push_back("power gone after step " + std::to_string(step) + ": " +
                                        failureOf(options, outcome));
        if (outcome.steps < step || !campaign.failures.empty())
            break;
    }
    campaign.took = processorTime() - start;
    return campaign;
}

std::uint64_t rateOf(const Campaign& campaign) {
    return static_cast<std::uint64_t>(static_cast<double>(campaign.steps) / campaign.took.count());
}

std::string summaryOf(const Campaign& campaign) {
    std::string line = "simulation: seeds=" + std::to_string(campaign.seeds) +
                       " first=" + std::to_string(campaign.first) +
                       " steps=" + std::to_string(campaign.steps) +
                       " steps/s=" + std::to_string(rateOf(campaign)) +
                       " failed=" + std::to_string(campaign.failures.size()) + " faults:";
    for (std::size_t i = 0; i < kFaultCount; ++i)
        line += numbered(nameOf(static_cast<Fault>(i)), campaign.faults[i]);
    line += " entries:";
    for (const auto& [type, count] : campaign.entries)
        line += numbered(type.c_str(), count);
    line += " rules:";
    for (const auto& [rule, count] : campaign.rules)
        line += numbered(rule.c_str(), count);
    return line + " commit=" + commitName();
}

std::string missingIn(const Campaign& campaign) {
    std::string missing;
    for (std::size_t i = 0; i < kFaultCount; ++i)
        if (campaign.faults[i] == 0)
            missing += std::string(nameOf(static_cast<Fault>(i))) + "; ";
    for (const char* type : kEntries)
        if (campaign.entries.count(type) == 0)
            missing += std::string("entry ") + type + "; ";
    for (const VerdictRule& rule : verdictRules())
        if (!isSeen(rule, campaign))
            missing += "verdict " + rule.number + "; ";
    return missing;
}

std::string failureOf(const Options& options, const Outcome& outcome) {
    const std::string number = std::to_string(options.seed);
    const std::string story =
        options.story == Story::BySeed ? "" : std::string(" --story ") + nameOf(options.story);
    const std::string cut = options.cutAt == 0 ? "" : " --cut " + std::to_string(options.cutAt);
    return "seed=" + number + " commit=" + commitName() + ": " + outcome.complaint +
           "\n  replay: simulation_sales_test --seed " + number + story + cut + " --trace";
}

void nameSeedOnCheck() {
    setCheckHook([](const char* expression, const char* file, int line) {
        std::fprintf(stderr, "seed=%llu commit=%s: CHECK(%s) failed at %s:%d\n",
                     static_cast<unsigned long long>(g_seed), commitName(), expression, file, line);
    });
}

} // namespace foyer::simulation
