#pragma once

#include "tests/simulation/faults.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::simulation {

/// What a run tells of, beside counters that sell and machines that fail.
enum class Story : std::uint8_t {
    BySeed,
    Office, ///< prices, plans, refunds, online sales, days; backups that are put back
    Disks,  ///< disks that are copied, doors, sales at risk
    Both,
    Payments, ///< the office, and online customers who pay by a provider
    Plans     ///< the office, which changes plans back and forth; backups too
};
const char* nameOf(Story story);
std::optional<Story> storyNamed(std::string_view name);
/// Seeds take turns.
Story storyOf(std::uint64_t seed);

struct Options {
    std::uint64_t seed = 1;
    Trace::Mode trace = Trace::Mode::Digest;
    /// After this step all power goes, once; 0: never.
    std::uint64_t cutAt = 0;
    Story story = Story::BySeed;
};

struct Outcome {
    std::string complaint; // the first broken promise; empty: all kept
    std::uint64_t digest = 0;
    std::string trace; // with Trace::Mode::Keep
    FaultCounts faults{};
    /// Events of the schedule: a message that arrives, a timer, the disk or the printer that is
    /// done, somebody who acts, something that breaks. After each of them the promises were
    /// checked.
    std::uint64_t steps = 0;
    std::map<std::string, std::uint64_t> entries; // in the server's journal, by type
    std::map<std::string, std::uint64_t> rules;   // of its verdicts
};

/// One seed in so many sees an outage longer than a lease.
constexpr std::uint64_t kLongOneIn = 20;
bool isLong(std::uint64_t seed);

/// One server, two to four terminals with their people, and everything that can go wrong, for one
/// seed.
Outcome run(const Options& options);

} // namespace foyer::simulation
