#pragma once

#include "shared/base/mutant.h"
#include "tests/simulation/simulation.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::simulation {

/// The runs in the order in which they are tried: where a rule matters only in one story, or only
/// in a long outage, those; else all stories, and those with a long outage come in between.
Options runAt(Mutant mutant, std::uint64_t turn);

/// What became of one mutant.
struct Hunted {
    Mutant mutant = Mutant::None;
    bool found = false;
    std::uint64_t seeds = 0; // tried; the last of them found it
    std::string by;          // the broken promise; not found: why it was given up
};

struct HuntOptions {
    std::uint64_t mostSeeds = 400;
    std::size_t jobs = 1;     // mutants at once, each in a process of its own
    unsigned mostSeconds = 0; // for one mutant; 0: no limit
};

/// Takes each rule away, in a child process, and tries seeds until one breaks a promise; `told` is
/// called in this process as each is done. A CHECK that fails in a child is a find as well, and so
/// is a unit test that fails without the rule and passes with it. Makes the images first, with all
/// rules in place.
void hunt(const std::vector<Mutant>& mutants, const HuntOptions& options,
          const std::function<void(const Hunted&)>& told);

std::vector<Mutant> everyMutant();
std::optional<Mutant> mutantNamed(std::string_view name);
std::string nameOf(Mutant mutant);

} // namespace foyer::simulation
