#pragma once

#include "tests/simulation/simulation.h"

#include <chrono>
#include <string>
#include <vector>

namespace foyer::simulation {

/// Many seeds, one after the other, and what they saw in all.
struct Campaign {
    std::uint64_t first = 1;
    std::uint64_t seeds = 0; // done
    std::uint64_t steps = 0;
    std::chrono::duration<double> took{};
    FaultCounts faults{};
    std::map<std::string, std::uint64_t> rules;
    std::map<std::string, std::uint64_t> entries;
    std::vector<std::string> failures; // "seed=… commit=…: …", each with the line that replays it
};

/// One run; a CHECK that fails in it names its seed.
Outcome runNamed(const Options& options);

/// Runs `seeds` seeds from `first` on; stops at the first that breaks a promise unless `all`.
Campaign runSeeds(std::uint64_t first, std::uint64_t seeds, bool all = false,
                  Story story = Story::BySeed);

/// Runs one seed once for every step from `first` on, in strides, with all power gone after it.
Campaign runCuts(std::uint64_t seed, std::uint64_t first, std::uint64_t stride);

/// The first failure; empty: none.
inline std::string firstFailure(const Campaign& campaign) {
    return campaign.failures.empty() ? std::string{} : campaign.failures.front();
}

/// Steps a second of processor time.
std::uint64_t rateOf(const Campaign& campaign);

/// The line of the summary: everything above in one line.
std::string summaryOf(const Campaign& campaign);

/// What never happened although it should: empty when every fault and every kind of entry occurred.
std::string missingIn(const Campaign& campaign);

/// FOYER_COMMIT of the environment, else the commit of the last configure.
const char* commitName();

std::string failureOf(const Options& options, const Outcome& outcome);

/// From now on a failed CHECK names the seed that is being run before the process ends.
void nameSeedOnCheck();

} // namespace foyer::simulation
