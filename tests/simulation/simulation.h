#pragma once

#include "tests/simulation/faults.h"

#include <cstdint>
#include <map>
#include <string>

namespace foyer::simulation {

struct Options {
    std::uint64_t seed = 1;
    Mutant mutant = Mutant::None;
    bool trace = false;
};

struct Outcome {
    std::string complaint; // the first broken promise; empty: all kept
    std::uint64_t digest = 0;
    FaultCounts faults{};
    std::uint64_t steps = 0;
    std::map<std::string, std::uint64_t> entries; // in the server's journal, by type
};

/// One server, two terminals, two people, and everything that can go wrong, for one seed.
Outcome run(const Options& options);

} // namespace foyer::simulation
