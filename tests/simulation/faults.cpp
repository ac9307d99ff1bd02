#include "tests/simulation/faults.h"

namespace foyer::simulation {

const char* nameOf(Fault fault) {
    static constexpr std::array<const char*, kFaultCount> kNames{"request lost",
                                                                 "answer lost",
                                                                 "acknowledgement lost",
                                                                 "request twice",
                                                                 "answer twice",
                                                                 "message delayed",
                                                                 "link down",
                                                                 "one way up",
                                                                 "one way down",
                                                                 "link flaps",
                                                                 "long outage",
                                                                 "terminal crash",
                                                                 "terminal power cut",
                                                                 "terminal cut in commit",
                                                                 "reboot",
                                                                 "wall clock back",
                                                                 "wall clock jump",
                                                                 "clock rate",
                                                                 "terminal I/O error",
                                                                 "terminal disk full",
                                                                 "terminal dies",
                                                                 "token refused",
                                                                 "server crash",
                                                                 "server power cut",
                                                                 "server cut in commit",
                                                                 "server I/O error",
                                                                 "server disk full",
                                                                 "server busy",
                                                                 "printer fails",
                                                                 "printer jams",
                                                                 "paper unnoticed",
                                                                 "double tap",
                                                                 "wrong amount",
                                                                 "wrong answer",
                                                                 "replayed prefix",
                                                                 "customer leaves",
                                                                 "hold runs out",
                                                                 "loss too early",
                                                                 "terminal declared lost"};
    static_assert(static_cast<std::size_t>(Fault::TerminalDeclaredLost) + 1 == kFaultCount);
    return kNames.at(static_cast<std::size_t>(fault));
}

} // namespace foyer::simulation
