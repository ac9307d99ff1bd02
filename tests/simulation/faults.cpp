#include "tests/simulation/faults.h"

namespace foyer::simulation {

const char* nameOf(Fault fault) {
    static constexpr std::array<const char*, kFaultCount> kNames{
        "request lost",    "answer lost",     "request twice",  "answer twice",   "message delayed",
        "link down",       "long outage",     "terminal crash", "writes lost",    "reboot",
        "wall clock back", "wall clock jump", "token refused",  "server crash",   "server busy",
        "printer fails",   "paper unnoticed", "double tap",     "replayed prefix"};
    return kNames.at(static_cast<std::size_t>(fault));
}

const char* nameOf(Mutant mutant) {
    static constexpr std::array<const char*, kMutantCount> kNames{"none",
                                                                  "print-before-journal",
                                                                  "commits-not-durable",
                                                                  "cursor-without-change",
                                                                  "expiry-frees-seats",
                                                                  "taken-seat-granted",
                                                                  "repeat-counts-twice",
                                                                  "verdicts-not-stored"};
    return kNames.at(static_cast<std::size_t>(mutant));
}

} // namespace foyer::simulation
