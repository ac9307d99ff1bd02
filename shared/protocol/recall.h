#pragma once

#include "shared/base/ids.h"

#include <vector>

namespace foyer::protocol {

/// An online customer wants seats of a terminal's standing allotment. The terminal answers with a
/// Return entry that names the recall: with those seats it can spare, or with none. The hold that
/// waits gets them in the transaction that takes the entry in.
struct Recall {
    RecallId id;
    TerminalId terminal;
    ShowtimeId showtime;
    AllotmentId allotment;
    Epoch epoch;
    std::vector<SeatNo> seats;
    Instant until{};  // after it nobody waits any more
    bool open = true; // answered or withdrawn: false
    friend bool operator==(const Recall&, const Recall&) = default;
};

} // namespace foyer::protocol
