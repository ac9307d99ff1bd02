#pragma once

#include "tests/simulation/faults.h"
#include "tests/simulation/schedule.h"

#include <functional>
#include <string>

namespace foyer::simulation {

/// What all parts of one run share.
struct House {
    House(std::uint64_t seed, Trace::Mode mode, Instant start)
        : schedule(start), random(seed), rare(~seed), trace(mode) {}

    Schedule schedule;
    SeededRandom random;
    SeededRandom rare; // draws of its own: what else happens is as without
    Trace trace;
    FaultCounts faults{};
    bool hasOffice = false;     // in this run the office changes things and pays back
    bool plansComeBack = false; // in this run the office changes plans again and again
    bool hasPayments = false;   // in this run online customers pay at the server
    bool hasDisks = false;      // in this run disks are copied, doors let in, counters sell at risk
    bool isRestored = false;    // in this run the server is put back to a backup, once
    bool disksInDoubt = false;  // two disks have one journal: nobody puts the server back now
    bool healed = false;        // no more faults: everything must drain now
    bool quiet = false;         // no more faults for some hours, but people go on
    std::string complaint;      // the first broken promise; the run ends there

    /// True once in `oneIn`, counted; never after the healing.
    bool strikes(Fault fault, std::uint64_t oneIn) {
        if (!happens(oneIn))
            return false;
        count(fault);
        return true;
    }
    /// The same of what is counted only when it has struck.
    bool happens(std::uint64_t oneIn) { return !healed && !quiet && random.chance(oneIn); }
    std::function<void()> counting(Fault fault) {
        return [this, fault] { count(fault); };
    }
    void count(Fault fault) { ++faults[static_cast<std::size_t>(fault)]; }
    Milliseconds between(std::int64_t low, std::int64_t high) {
        return Milliseconds{low + static_cast<std::int64_t>(
                                      random.below(static_cast<std::uint64_t>(high - low + 1)))};
    }
    /// A number from 0 to `count` - 1, for picking.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random.below(count)); }
    void note(const std::string& text) { trace.line(schedule.elapsed().count(), text); }
    void complain(const std::string& text) {
        if (complaint.empty()) {
            complaint = text;
            note("BROKEN: " + text);
        }
    }
};

} // namespace foyer::simulation
