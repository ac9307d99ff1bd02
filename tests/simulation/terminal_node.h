#pragma once

#include "app/core/terminal.h"
#include "app/store/terminal_store.h"
#include "shared/sqlite/connection.h"
#include "tests/simulation/memory_disk.h"
#include "tests/simulation/server_node.h"
#include "tests/simulation/truth.h"

#include <deque>
#include <memory>
#include <set>

namespace foyer::simulation {

/// Files of a terminal's disk at one moment.
struct DiskCopy {
    std::string file;
    std::string log;              // the WAL
    std::set<BookingId> bookings; // it knows of
};

/// A terminal: the real core on the real store on a disk of its own, with its printer and its line.
/// A crash forgets whatever was under way, a power cut also what was not synced.
class TerminalNode {
public:
    TerminalNode(House& house, ServerNode& server, Truth& truth, int number,
                 const std::string& name = "Counter");
    /// Another machine with a copy of the disk of `original`: both believe that they are it.
    TerminalNode(TerminalNode& original, const DiskCopy& copy, int number);
    /// Another machine in its place, with an empty disk.
    TerminalNode(TerminalNode& former, const core::Identity& identity, const crypto::Seed& seed,
                 int number);
    ~TerminalNode();

    void boot();
    void crash() { crash(false); }
    void powerCut() { crash(true); }
    /// Burned down, stolen: nobody will see this disk again.
    void die();
    bool isUp() const { return m_terminal != nullptr; }
    bool isDead() const { return m_dead; }
    /// Two people have declared it lost: from then on its seats may be others'.
    void loseIt() { m_lost = true; }
    bool isLost() const { return m_lost; }

    /// Its disk as it is now. Requires: isUp().
    DiskCopy copyDisk();
    /// From now on another disk with the same journal is in use.
    void share(std::set<BookingId> known);
    bool isShared() const { return m_shared; }
    /// Once shared, for ever: what it has sold may be sold at its twin too.
    bool isTwin() const { return m_twin; }
    /// Sales that were on both disks from the beginning.
    bool isCommon(BookingId booking) const { return m_common.count(booking) > 0; }
    /// Stands switched off until it is enrolled anew.
    void layAside();
    /// Starts as a new life of the same terminal.
    void enrolAnew(const core::Identity& identity, const crypto::Seed& seed);
    /// The customer of `booking` had put down the money when the sale stopped, and it takes `time`
    /// until somebody says so.
    void leaveOpen(BookingId booking, Money paid, Milliseconds time);
    bool isLeftOpen() const { return !m_house.healed && m_house.schedule.now() < m_leftOpenUntil; }
    /// Everything it has is with the server: it is switched off for good.
    void retire();
    bool isRetired() const { return m_retired; }
    /// Somebody works with it, or waits until it is there again.
    bool isInUse() const { return !m_dead && !m_aside && !m_retired; }
    /// Nothing is to be written, sent or answered by a person.
    bool isDrained();
    crypto::Seed newSeed();
    /// What its key files prove: its former lives and the present one.
    const protocol::FormerLives& lives() const { return m_lives; }

    /// The state of the line: what gets through, and what the terminal is told of it.
    enum class Line : std::uint8_t { Up, Down, OnlyUp, OnlyDown };
    void setLine(Line line);
    /// Until that ends nothing brings the line back.
    void cutOff(bool isOff);
    Line line() const { return m_line; }
    /// The system's clock says another day from now on.
    void moveWallClock(Milliseconds by);
    /// Something is wrong with its disk; somebody starts it again afterwards.
    void breakDisk();
    /// The printer takes no job for a while.
    void jamPrinter();
    /// A boot clock beyond what the server allows for: then a lease may outlive its term.
    bool isClockSound() const;

    /// The operator's wish, or anything else that happens to the core.
    void tell(const core::Event& event);
    core::View view() { return m_terminal->view(); }

    const std::string& name() const { return m_name; }
    int number() const { return m_number; }
    const core::Identity& identity() const { return m_identity; }
    MemoryDisk& disk() { return m_disk; }
    /// A connection of the checker's own to the terminal's database, opened anew after each crash.
    /// Requires: isUp() or isRetired().
    sqlite::Connection& db();
    /// Grows with everything it writes, and with its crashes.
    std::uint64_t writes() const { return m_disk.writes(); }
    /// Names the connection behind db(): another number, another connection.
    std::uint64_t life() const { return m_life; }
    /// The showtimes it knows of, whatever their day.
    const std::vector<ShowtimeId>& showtimes() const;
    /// The journal so far, to be replayed.
    protocol::JournalUpload journal(std::size_t most);

private:
    static constexpr const char* kPath = "/terminal"; // of the database on its disk

    Now now() const;
    void switchOn();
    void off();
    void addLife();
    void crash(bool power);
    void carryOut(const core::Command& command);
    void toDisk(const core::Command& command);
    void noteIntents(const core::Persist& work);
    void workDisk();
    void diskDone(const core::Event& done);
    void send(const core::Command& command, core::RequestId request);
    void arrive(const core::Command& command, core::RequestId request, std::uint64_t life,
                const server::services::Caller& caller);
    void deliver(core::RequestId request, const core::Event& answer);
    void answer(core::RequestId request, const core::Event& event);
    void print(const core::PrintTickets& job);
    void armTimer();
    void later(Milliseconds delay, std::function<void()> what);
    void paperOut(const core::PrintTickets& job, std::size_t tickets);
    bool toReader(const core::Command& command);
    void beginCharge(const core::ChargeCard& command, CardReader::Tell tell);
    bool reachesServer() const { return m_line == Line::Up || m_line == Line::OnlyUp; }
    bool hearsServer() const { return m_line == Line::Up || m_line == Line::OnlyDown; }

    House& m_house;
    ServerNode& m_server;
    Truth& m_truth;
    int m_number;
    std::string m_name; // in the trace
    crypto::Seed m_seed{};
    core::Identity m_identity;
    protocol::FormerLives m_lives;
    SeededRandom m_random;
    MemoryDisk m_disk;
    std::unique_ptr<sqlite::Connection> m_reader;
    std::unique_ptr<store::TerminalStore> m_store;
    std::unique_ptr<core::Terminal> m_terminal;
    std::deque<core::Command> m_work; // for the disk
    bool m_diskBusy = false;
    std::set<core::RequestId> m_open;
    std::uint64_t m_life = 0;
    std::optional<BootInstant> m_timer;
    Line m_line = Line::Up;
    bool m_isCutOff = false;
    Instant m_jammedUntil{};
    CardReader m_cards{m_house, m_truth.cards};
    bool m_dead = false;
    bool m_lost = false;
    bool m_aside = false;
    bool m_retired = false;
    Instant m_leftOpenUntil{};
    bool m_shared = false;
    bool m_twin = false;
    std::set<BookingId> m_common;
    // The boot clock: runs a little fast or slow, from the last boot on.
    Instant m_bootedAt{};
    Uuid m_bootId;
    std::int64_t m_drift = 0; // per thousand
    Milliseconds m_wallOffset{};
};

} // namespace foyer::simulation
