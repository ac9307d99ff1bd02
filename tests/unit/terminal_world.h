#pragma once

// A small cinema and a terminal in it, driven by hand: time stands still until a test moves it, and
// disk, server and printer do exactly what a test says.

#include "app/core/changes.h"
#include "app/core/standing.h"
#include "app/core/terminal.h"

#include <algorithm>
#include <deque>
#include <set>

namespace foyer::tests {

Uuid uuidOf(std::uint8_t kind, std::uint8_t number);

inline const ShowtimeId kShowtime{uuidOf(1, 1)};
inline const ShowtimeId kOtherShowtime{uuidOf(1, 2)};
inline const OperatorId kOperator{uuidOf(2, 1)};
inline const OperatorId kSupervisor{uuidOf(2, 2)};
inline const TerminalId kTerminal{uuidOf(3, 1)};
inline const Uuid kDatabase = uuidOf(4, 1);
inline const Uuid kBoot = uuidOf(5, 1);
inline const Uuid kNextBoot = uuidOf(5, 2);
/// Friday, 2026-11-20, 19:00 UTC.
inline const Instant kStart = instantFromMs(1'795'201'200'000);

/// Two rows of ten seats; the first two of the second row are a sofa.
std::shared_ptr<const domain::SeatingPlan> smallPlan();

domain::PriceList smallPrices();

domain::Showtime showtimeAt(ShowtimeId id, Instant start);

/// Everything the server would send at first.
protocol::ChangesAnswer smallWorld();

protocol::Allotment allotmentOf(std::uint8_t number, std::vector<SeatNo> seats,
                                protocol::AllotmentKind kind);

/// One terminal. Commands pile up in `todo` until a test takes them.
class Rig {
public:
    explicit Rig(core::TerminalMode mode = core::TerminalMode::Counter);
    explicit Rig(const core::Identity& identity);

    core::Terminal terminal;
    SeededRandom random;
    Now now{kStart, BootInstant{Milliseconds{1'000'000}}};
    std::deque<core::Command> todo;
    std::int64_t seq = 0; // of the last entry "on disk"
    CommitSeq commit{11}; // how far the server is

    void tell(const core::Event& event);

    void pass(Milliseconds time);

    void start(core::Restored restored = {}, Uuid boot = kBoot);

    /// The oldest command of that kind, taken out; nothing when there is none.
    template <class T>
    std::optional<T> take() {
        for (auto at = todo.begin(); at != todo.end(); ++at)
            if (const T* found = std::get_if<T>(&*at)) {
                T command = *found;
                todo.erase(at);
                return command;
            }
        return {};
    }
    template <class T>
    bool wants() const {
        return std::any_of(todo.begin(), todo.end(), [](const core::Command& command) {
            return std::holds_alternative<T>(command);
        });
    }

    /// Does everything the store is asked for, in order; returns the payloads written.
    std::vector<protocol::Payload> disk();

    /// Started, synchronised with smallWorld(), an operator logged in, kShowtime open.
    void open();

    /// The server answers the standing request under way with these seats.
    void standing(std::vector<SeatNo> seats, std::uint8_t number = 1);

    /// The feed brings these, and they are on disk.
    void feed(std::vector<protocol::ChangeBody> bodies);
    /// The first thing on the disk's list that is a piece of the feed is done.
    void feedOnDisk();

    /// The server's verdicts on the upload under way; those not named are accepted.
    void judge(std::vector<protocol::Verdict> named = {});
    /// Uploads until nothing waits.
    void drain(std::vector<protocol::Verdict> named = {});
    /// Takes the money for a seat and hands the ticket out.
    BookingId sellAndPrint(SeatNo seat);
    core::OwnSaleView saleView(BookingId booking);

    /// From an owned seat to the state after ConfirmCash is on disk.
    void sell(SeatNo seat);

    core::SaleState state() { return terminal.view().sale->state; }
    std::optional<core::NoticeCode> notice();

private:
    std::optional<core::Event> stored(const core::Command& command,
                                      std::vector<protocol::Payload>& written);

    Incarnation m_life;
};

} // namespace foyer::tests
