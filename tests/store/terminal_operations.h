#pragma once

// Everything a terminal does that touches its disk, one row each, for tests that let the disk fail.

#include "tests/store/terminal_on_disk.h"

namespace foyer::tests {

using Step = std::function<void(Counter&)>;

/// What is done before on a sound disk, by a life of the terminal that ended; what the present life
/// has done; and what is looked at. Without `opened` the start itself is looked at as well.
struct Operation {
    const char* name;
    Step before;
    Step opened;
    Step run;
    bool checkpointIsDue = false;
    bool isReborn = false; // the present life is another enrolment's than that of `before`
    CardReader reader = CardReader::None;
};

/// Who the terminal is in that operation: in the present life, or in the one before.
core::Identity identityFor(const Operation& work, bool isPresent = true);

protocol::AllotmentAnswer leased(std::uint8_t number, std::vector<SeatNo> seats,
                                 protocol::AllotmentKind kind);

void answerChanges(Counter& counter, protocol::ChangesAnswer answer);
/// Nothing new, but the server is there.
void greet(Counter& counter);
void meet(Counter& counter);
void welcome(Counter& counter);
void askForNine(Counter& counter);
void sellOne(Counter& counter);
void sellWithoutPaper(Counter& counter);
void beginPaying(Counter& counter);
BookingId firstSale(Counter& counter);
void refuseUpload(Counter& counter, protocol::UploadRefusal refusal, Seq expected);
/// Leaves a WAL so long that the next commit is followed by a checkpoint.
void fillWal(const std::string& path);

std::vector<Operation> everyOperation();

} // namespace foyer::tests
