#pragma once

#include "app/store/terminal_store.h"
#include "tests/unit/terminal_world.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace foyer::tests {

using namespace foyer::core;
using store::TerminalStore;

crypto::KeyPair testKey();

inline const core::Identity kIdentity{kTerminal, {1}, "Counter 1"};
/// The next enrolment over the same disk.
inline const core::Identity kReborn{kTerminal, {2}, "Counter 1"};

/// A terminal on a real file. Printer and drawer do what they are told at once; the server says
/// nothing but what a test makes it say.
struct Counter {
    explicit Counter(const core::Identity& identity) : rig(identity) {}

    std::unique_ptr<TerminalStore> store;
    Rig rig;
    std::vector<BookingId> printed;
    std::set<std::string> charged; // references by which the reader was told to take money
    std::map<std::string, CardOutcome> reader; // what it has said of each
    std::set<BookingId> decided;               // a person has said what became of the card
    bool failed = false;
    bool printerWorks = true;
    /// Told what the store made of each of its commands.
    std::function<void(const Command&, const Event&)> onStore;

    static std::optional<Counter> open(const std::string& path, const std::string& vfs = {},
                                       Instant wall = kStart, Uuid boot = kBoot,
                                       const core::Identity& identity = kIdentity);

    void tell(const Event& event);

    /// Carries out what is wanted until only the server could go on.
    void settle();

    static std::shared_ptr<const protocol::ChangesAnswer> worldAt(CommitSeq commit);

    /// The first contact: the world, and seats 3 and 4 on standing lease.
    void meetServer();
    char letterOf(SeatNo seat) { return rig.terminal.view().seatMap->letters.at(seat.value); }
    /// The server judges the entry of `named` like that and accepts the others.
    void verdictsFor(const SendJournal& sent, const protocol::Verdict& named = {});
    void drain(const protocol::Verdict& named = {});
    /// Seat 3 of its first sale, whose entry is the second, is another's; the customer gets seat 8.
    void reseat(BookingId booking);
    void logIn();
    void sell(SeatNo seat);
    /// How often somebody was to reach for money: a drawer, a card. Nobody takes these commands.
    std::size_t handedOut() const;
    std::vector<Question> questions() { return rig.terminal.view().questions->questions; }
    /// What the screen says is sold; null: nothing.
    BookingId shownSold();

private:
    void watch(const Command& command);
    void remember(const Event& event);
};

} // namespace foyer::tests
