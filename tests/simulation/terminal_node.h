#pragma once

#include "app/core/terminal.h"
#include "app/store/terminal_store.h"
#include "shared/sqlite/connection.h"
#include "tests/simulation/server_node.h"

#include <map>
#include <memory>
#include <set>

namespace foyer::simulation {

/// What happened in the world of people and paper, which no crash can undo.
struct Truth {
    std::map<BookingId, std::int64_t> cashGiven;             // by the customer, once
    std::set<BookingId> handedOut;                           // tickets in the customer's hands
    std::map<TicketId, std::pair<ShowtimeId, SeatNo>> paper; // tickets in people's hands
};

/// A terminal: the real core on the real store in memory, with its printer, its net and its disk.
/// A crash forgets everything that is not committed, and whatever was under way.
class TerminalNode {
public:
    TerminalNode(House& house, ServerNode& server, Truth& truth, int number);
    ~TerminalNode();

    void boot();
    void crash();
    bool isUp() const { return m_terminal != nullptr; }
    void setLink(bool up);
    /// The system's clock says another day from now on.
    void moveWallClock(Milliseconds by);
    bool linkIsUp() const { return m_linkUp; }

    /// The operator's wish, or anything else that happens to the core.
    void tell(const core::Event& event);
    core::View view() { return m_terminal->view(); }

    const std::string& name() const { return m_identity.name; }
    const core::Identity& identity() const { return m_identity; }
    /// A connection of the checker's own to the terminal's database.
    sqlite::Connection& db() { return *m_keeper; }
    /// The showtimes it knows of, whatever their day.
    std::vector<ShowtimeId> showtimes();
    /// The journal so far, to be replayed.
    protocol::JournalUpload journal(std::size_t most);

private:
    Now now() const;
    void carryOut(const core::Command& command);
    void toDisk(const core::Command& command);
    void workDisk();
    void send(const core::Command& command, core::RequestId request);
    void deliver(core::RequestId request, const core::Event& answer);
    void answer(core::RequestId request, const core::Event& event);
    void print(const core::PrintTickets& job);
    void armTimer();
    void later(Milliseconds delay, std::function<void()> what);
    void paperOut(const core::PrintTickets& job);
    void saveSnapshot();
    void restoreSnapshot();
    std::string storePath() const;

    House& m_house;
    ServerNode& m_server;
    Truth& m_truth;
    int m_number;
    crypto::Seed m_seed{};
    core::Identity m_identity;
    SeededRandom m_random;
    std::unique_ptr<sqlite::Connection> m_keeper; // keeps the database in memory alive
    std::unique_ptr<store::TerminalStore> m_store;
    std::unique_ptr<core::Terminal> m_terminal;
    std::deque<core::Command> m_disk;
    bool m_diskBusy = false;
    std::set<core::RequestId> m_open;
    std::uint64_t m_life = 0;
    std::optional<BootInstant> m_timer;
    bool m_linkUp = true;
    // The boot clock: runs a little fast or slow, from the last boot on.
    Instant m_bootedAt{};
    Uuid m_bootId;
    std::int64_t m_drift = 0; // per thousand
    Milliseconds m_wallOffset{};
    std::string m_snapshot; // for Mutant::CommitsNotDurable
};

} // namespace foyer::simulation
