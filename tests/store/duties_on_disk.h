#pragma once

// What the use cases of online customers, the office and the door begin with: holds, a booking,
// terminals that are gone, paper, a disk's former life, open tasks, other plans and prices. Seats
// from 20 on are theirs.

#include "server/services/bookings.h"
#include "server/services/holds.h"
#include "server/services/losses.h"
#include "shared/domain/ticket.h"
#include "tests/unit/service_house.h"

namespace foyer::tests {

struct Duties {
    using Hold = server::services::Holds::Made;

    server::services::Caller channel; // sells online
    Hold held;                        // seats 20 and 21
    Hold waiting;                     // for a recalled seat: 26
    BookingId booked;                 // seats 24 and 25, by the channel
    TerminalId recalled;              // has seats 26 to 28 in its standing allotment
    protocol::JournalUpload answersRecall;
    TerminalId gone;         // its lease has expired: seat 29
    TerminalId half;         // so has its: seats 30 and 31; one person has declared it lost
    OperatorId first;        // who has
    OperatorId second;       // who has not
    TerminalId replaced;     // its former disk has seats 37 and 38; as `half`
    std::string codeForNext; // of a new disk for a known terminal
    PublicKey nextKey{};
    protocol::JournalUpload scans;       // at the door: known paper, and a burnt terminal's
    protocol::JournalUpload carried;     // a new life's, with what its former one had not told
    protocol::JournalUpload settled;     // a task that is done
    protocol::JournalUpload quarantine;  // what became of the entry nobody understands
    protocol::JournalUpload unconfirmed; // and of the card nobody knows of
    PlanId otherPlan;
    PriceListId otherPrices;

    /// `sold` is a sale of `counter`'s that the house knows.
    static Duties writeInto(server::tests::ServiceHouse& house,
                            const server::tests::Device& counter, const protocol::Sale& sold);

private:
    using House = server::tests::ServiceHouse;
    using Device = server::tests::Device;

    void openShop(House& house);
    void recall(House& house);
    void loseTerminals(House& house);
    void scanPaper(House& house, const protocol::Sale& sold);
    void carryOver(House& house);
    void settleTask(House& house);
    void addPlanAndPrices(House& house);
};

/// As if its leases had been given long ago: they have expired.
void expireLeases(server::ports::Store& store, TerminalId terminal, Incarnation life);

/// What a terminal printed for the first line of its sale, which is the first entry of its journal.
std::string paperOf(const server::tests::Device& device, const protocol::Sale& sale);

} // namespace foyer::tests
