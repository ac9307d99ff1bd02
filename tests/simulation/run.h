#pragma once

// One run of the simulation, from the first customer to the last check.

#include "tests/simulation/checker.h"
#include "tests/simulation/clerk.h"
#include "tests/simulation/customers.h"
#include "tests/simulation/doors.h"
#include "tests/simulation/lives.h"
#include "tests/simulation/office.h"
#include "tests/simulation/payers.h"
#include "tests/simulation/simulation.h"
#include "tests/unit/terminal_world.h"

namespace foyer::simulation {

const Instant kDayEnds = tests::kStart + std::chrono::hours{11};

/// One run. Everything that recurs plans itself anew.
class Run {
public:
    explicit Run(const Options& options);

    Outcome go();

private:
    void begin();
    void addDoors();
    void guard(std::size_t index);
    TerminalNode& join(TerminalNode& original, const DiskCopy& copy);
    TerminalNode& employ(std::unique_ptr<TerminalNode> machine);
    int nextNumber() const { return static_cast<int>(m_terminals.size()) + 1; }
    Milliseconds pause();
    void work(std::size_t index);
    /// Plans `what` after a while, again and again until the healing.
    void nowAndThen(std::int64_t low, std::int64_t high, std::function<void()> what);
    void breakTerminal(TerminalNode& terminal);
    void breakClock(TerminalNode& terminal);
    void breakLine(TerminalNode& terminal);
    void flap(TerminalNode& terminal, int times);
    void breakServer();
    void expire();
    void book();
    void decide();
    void attendToTasks();
    void handlePayments();
    void tick();
    void reviewPayments();
    void endDay();
    void closeDay();
    void keepBackups();
    void restoreServer();
    void enrolInVain();
    void takeInForgotten();
    void sweep();
    void declareLost(TerminalNode& terminal);
    void longOutage();
    void setBackForAWhile(TerminalNode& terminal);
    void loseLast();
    void replaceLast();
    void heal();
    void settle();
    void hearLatest();
    void cutAllPower();
    void lastPowerCut();
    void runFor(Milliseconds time);
    TerminalNode& someTerminal() { return *m_terminals[m_house.below(m_counters)]; }
    std::map<std::string, std::uint64_t> counts(const char* sql);
    void tellJournal();

    std::uint64_t m_seed;
    std::uint64_t m_cutAt;
    House m_house;
    Truth m_truth;
    ServerNode m_server;
    std::vector<std::unique_ptr<TerminalNode>> m_terminals;
    std::vector<Clerk> m_clerks;
    std::size_t m_counters = 0; // of m_terminals, the first ones
    std::vector<Doorkeeper> m_doorkeepers;
    TerminalNode* m_last = nullptr; // who may die
    Customers m_customers;
    Lives m_lives;
    std::optional<Office> m_office;
    std::optional<Payers> m_payers;
    std::optional<Checker> m_checker;
    bool m_slow = false; // hours pass
    bool m_backupsFail = false;
    Instant m_rushAt{};
    std::uint64_t m_steps = 0;
};

} // namespace foyer::simulation
