// Takes the rule away that FOYER_MUTANT names, before the tests of this program run.
#include "shared/base/check.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <cstdlib>

namespace {

foyer::Mutant namedByTheHunt() {
    const char* name = std::getenv("FOYER_MUTANT");
    if (!name)
        return foyer::Mutant::None;
    const auto at = std::find(foyer::kMutantNames.begin(), foyer::kMutantNames.end(), name);
    CHECK(at != foyer::kMutantNames.end());
    return static_cast<foyer::Mutant>(at - foyer::kMutantNames.begin());
}

const bool s_isTaken = [] {
    foyer::g_mutant = namedByTheHunt();
    return true;
}();

} // namespace
