#pragma once

// The table of verdicts, R0 to R14 (DESIGN §2), as the simulation holds the server to it: what
// brings each of them about, and what must be true in the server's database of all that it decides.
// The conditions are SQL of their own and share nothing with server/core.

#include "shared/protocol/verdict.h"
#include "tests/simulation/faults.h"

#include <array>
#include <string>
#include <vector>

namespace foyer::simulation {

struct VerdictCheck {
    /// `Verdicts`: those by the rule. `Entries`: all that were taken in, by whatever rule.
    enum class Of : std::uint8_t { Verdicts, Entries };
    /// `AtOnce`: when the entry has just been judged. `Always`: then, and when the run ends.
    enum class When : std::uint8_t { AtOnce, Always };

    Of of;
    When when;
    std::string broken;    // said when it is
    std::string condition; // of a verdict `g`; NULL is not true
};

struct VerdictRule {
    std::string number;
    /// One of these has happened in each run with a verdict by the rule. None: it needs no fault.
    std::vector<Fault> causes;
    std::vector<VerdictCheck> checks;
    /// It refuses a whole upload: no verdict says its number.
    bool isOfUploads = false;
};

/// A row for each rule of the protocol, in its order.
const std::array<VerdictRule, protocol::kRuleCount>& verdictRules();

/// A statement that names a verdict by the rule, after row $1, of which a check is not true; no row
/// when there is none. `AtOnce` asks all checks.
std::string questionOf(const VerdictRule& rule, VerdictCheck::When when);
/// The same of every entry.
std::string questionOfEntries(VerdictCheck::When when);

} // namespace foyer::simulation
