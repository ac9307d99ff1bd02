#include "tests/simulation/simulation.h"

#include "tests/simulation/checker.h"
#include "tests/simulation/clerk.h"
#include "tests/unit/terminal_world.h"

namespace foyer::simulation {

namespace {

constexpr Milliseconds kBusy{75'000};       // people sell and things break
constexpr Milliseconds kOutage{46'800'000}; // 13 hours: longer than a lease
constexpr Milliseconds kHealing{400'000};

/// One run. Everything that recurs plans itself anew.
class Run {
public:
    explicit Run(const Options& options)
        : m_house(options.seed, options.mutant, options.trace, tests::kStart)
        , m_server(m_house)
        , m_first(m_house, m_server, m_truth, 1)
        , m_second(m_house, m_server, m_truth, 2)
        , m_checker(m_house, m_server, {&m_first, &m_second}, m_truth)
        , m_clerks{Clerk{m_house, m_first, m_truth}, Clerk{m_house, m_second, m_truth}} {}

    Outcome go();

private:
    void begin();
    void work(std::size_t index);
    void breakTerminal(TerminalNode& terminal);
    void breakClock(TerminalNode& terminal);
    void breakLink(TerminalNode& terminal);
    void breakServer();
    void replay();
    void expire();
    void longOutage();
    void heal();
    void runUntil(Instant end);
    std::map<std::string, std::uint64_t> entries();

    House m_house;
    Truth m_truth;
    ServerNode m_server;
    TerminalNode m_first;
    TerminalNode m_second;
    Checker m_checker;
    Clerk m_clerks[2];
    bool m_slow = false; // hours pass: people come by now and then
    std::uint64_t m_steps = 0;
};

void Run::work(std::size_t index) {
    const Milliseconds pause =
        m_slow ? m_house.between(300'000, 2'400'000) : m_house.between(150, 1'800);
    m_house.schedule.after(pause, [this, index] {
        m_clerks[index].act();
        work(index);
    });
}

void Run::breakTerminal(TerminalNode& terminal) {
    m_house.schedule.after(m_house.between(2'000, 40'000), [this, &terminal] {
        if (terminal.isUp() && m_house.strikes(Fault::TerminalCrash, 2))
            terminal.crash();
        if (!m_house.healed)
            breakTerminal(terminal);
    });
}

void Run::breakClock(TerminalNode& terminal) {
    m_house.schedule.after(m_house.between(5'000, 60'000), [this, &terminal] {
        if (m_house.strikes(Fault::WallClockJump, 2)) {
            const Milliseconds by = std::chrono::hours{24 * (1 + m_house.random.below(9))};
            const Milliseconds jump = m_house.random.chance(3) ? -by : by;
            const bool restart = m_house.random.chance(2);
            const auto move = [&terminal, restart](Milliseconds far) {
                terminal.moveWallClock(far);
                if (restart && terminal.isUp())
                    terminal.crash();
            };
            move(jump);
            m_house.schedule.after(m_house.between(100, 25'000), [move, jump] { move(-jump); });
        }
        if (!m_house.healed)
            breakClock(terminal);
    });
}

void Run::breakLink(TerminalNode& terminal) {
    m_house.schedule.after(m_house.between(3'000, 40'000), [this, &terminal] {
        if (m_house.healed)
            return;
        if (m_house.strikes(Fault::LinkDown, 2)) {
            terminal.setLink(false);
            m_house.schedule.after(m_house.between(500, 20'000),
                                   [&terminal] { terminal.setLink(true); });
        }
        breakLink(terminal);
    });
}

void Run::breakServer() {
    m_house.schedule.after(m_house.between(5'000, 60'000), [this] {
        if (m_server.isUp() && m_house.strikes(Fault::ServerCrash, 2))
            m_server.crash();
        if (!m_house.healed)
            breakServer();
    });
}

void Run::replay() {
    m_house.schedule.after(m_house.between(10'000, 40'000), [this] {
        m_checker.checkReplay(m_house.random.chance(2) ? m_first : m_second);
        if (!m_house.healed)
            replay();
    });
}

void Run::expire() {
    m_house.schedule.after(Milliseconds{60'000}, [this] {
        m_server.expireLeases();
        expire();
    });
}

void Run::begin() {
    m_first.boot();
    m_second.boot();
    for (const std::size_t index : {0, 1})
        work(index);
    for (TerminalNode* terminal : {&m_first, &m_second}) {
        breakTerminal(*terminal);
        breakClock(*terminal);
        breakLink(*terminal);
    }
    breakServer();
    replay();
    expire();
}

void Run::runUntil(Instant end) {
    while (m_house.complaint.empty() && m_house.schedule.step(end)) {
        ++m_steps;
        m_checker.check();
    }
}

void Run::longOutage() {
    // One terminal is cut off for longer than its leases last; the other goes on.
    m_house.count(Fault::LongOutage);
    m_slow = true;
    m_house.healed = true; // the net is quiet enough as it is
    m_house.note("a long outage begins");
    m_first.setLink(false);
    runUntil(m_house.schedule.now() + kOutage);
    m_slow = false;
    m_house.healed = false;
    for (const std::size_t index : {0, 1})
        work(index);
    m_first.setLink(true);
    runUntil(m_house.schedule.now() + kBusy / 3);
}

void Run::heal() {
    m_house.healed = true;
    m_house.note("everything heals");
    for (TerminalNode* terminal : {&m_first, &m_second})
        if (!terminal->linkIsUp())
            terminal->setLink(true);
    runUntil(m_house.schedule.now() + kHealing);
}

std::map<std::string, std::uint64_t> Run::entries() {
    std::map<std::string, std::uint64_t> entries;
    auto statement =
        m_server.db().prepare("types", "SELECT type, count(*) FROM journal_entry GROUP BY type");
    for (auto rows = statement.query(); rows.next();)
        entries[rows.get<std::string>(0)] = rows.get<std::uint32_t>(1);
    return entries;
}

Outcome Run::go() {
    begin();
    runUntil(m_house.schedule.now() + kBusy);
    if (m_house.random.chance(20) && m_house.complaint.empty())
        longOutage();
    if (m_house.complaint.empty())
        heal();
    if (m_house.complaint.empty())
        m_checker.checkEnd();
    return {m_house.complaint, m_house.trace.digest(), m_house.faults, m_steps, entries()};
}

} // namespace

Outcome run(const Options& options) {
    return Run(options).go();
}

} // namespace foyer::simulation
