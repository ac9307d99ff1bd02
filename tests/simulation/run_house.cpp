// What breaks in a run, and what people in the house do by the hour.

#include "tests/simulation/images.h"
#include "tests/simulation/run.h"

namespace foyer::simulation {

void Run::breakTerminal(TerminalNode& terminal) {
    nowAndThen(2'000, 40'000, [this, &terminal] {
        if (terminal.isUp() && m_house.strikes(Fault::TerminalCrash, 2))
            terminal.crash();
    });
    nowAndThen(10'000, 120'000, [&terminal] { terminal.breakDisk(); });
    nowAndThen(10'000, 90'000, [&terminal] { terminal.jamPrinter(); });
}

void Run::breakClock(TerminalNode& terminal) {
    nowAndThen(5'000, 60'000, [this, &terminal] {
        if (!m_house.strikes(Fault::WallClockJump, 2))
            return;
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
    });
}

void Run::breakLine(TerminalNode& terminal) {
    using Line = TerminalNode::Line;
    nowAndThen(3'000, 40'000, [this, &terminal] {
        const std::size_t what = m_house.below(8);
        if (what > 4 || terminal.line() != Line::Up)
            return;
        if (what == 4) {
            m_house.count(Fault::LinkFlaps);
            return flap(terminal, 2 * static_cast<int>(2 + m_house.below(6)));
        }
        const Line line = what == 2 ? Line::OnlyUp : what == 3 ? Line::OnlyDown : Line::Down;
        m_house.count(line == Line::Down     ? Fault::LinkDown
                      : line == Line::OnlyUp ? Fault::OneWayUp
                                             : Fault::OneWayDown);
        terminal.setLine(line);
        m_house.schedule.after(m_house.between(500, 20'000),
                               [&terminal] { terminal.setLine(Line::Up); });
    });
}

void Run::flap(TerminalNode& terminal, int times) {
    const bool down = times % 2 == 0;
    terminal.setLine(down ? TerminalNode::Line::Down : TerminalNode::Line::Up);
    if (times > 1)
        m_house.schedule.after(m_house.between(20, 900),
                               [this, &terminal, times] { flap(terminal, times - 1); });
}

void Run::breakServer() {
    nowAndThen(5'000, 60'000, [this] {
        if (m_server.isUp() && m_house.strikes(Fault::ServerCrash, 3))
            m_server.crash(ServerNode::Crash::Program);
        else if (m_server.isUp() && m_house.strikes(Fault::ServerPowerCut, 3))
            m_server.crash(ServerNode::Crash::Power);
    });
    nowAndThen(10'000, 150'000, [this] { m_server.breakDisk(); });
}

void Run::book() {
    const Milliseconds pause = m_slow                ? m_house.between(100'000, 900'000)
                               : m_house.hasPayments ? m_house.between(100, 2'000)
                                                     : m_house.between(300, 6'000);
    m_house.schedule.after(pause, [this] {
        m_customers.act();
        book();
    });
}

/// In the office they think now and then, and a little more in a long outage.
void Run::decide() {
    const Milliseconds pause =
        m_slow ? m_house.between(1'000'000, 6'000'000) : m_house.between(2'000, 9'000);
    m_house.schedule.after(pause, [this] {
        if (m_slow || !m_house.healed)
            m_office->act();
        decide();
    });
}

void Run::attendToTasks() {
    const Milliseconds pause =
        m_slow ? m_house.between(200'000, 900'000) : m_house.between(1'000, 5'000);
    m_house.schedule.after(pause, [this] {
        m_office->work();
        attendToTasks();
    });
}

/// What the server does by its timer, and the person who looks at what the fraud rules have found.
void Run::handlePayments() {
    tick();
    reviewPayments();
    nowAndThen(5'000, 40'000, [this] { m_payers->attack(); });
}

void Run::tick() {
    m_house.schedule.after(Milliseconds{m_slow ? 60'000 : 1'000}, [this] {
        m_payers->work();
        tick();
    });
}

void Run::reviewPayments() {
    const Milliseconds pause =
        m_slow ? m_house.between(300'000, 3'000'000) : m_house.between(2'000, 12'000);
    m_house.schedule.after(pause, [this] {
        m_payers->review();
        reviewPayments();
    });
}

void Run::keepBackups() {
    nowAndThen(3'000, 30'000, [this] {
        if (!m_backupsFail && m_server.restores() == 0 && m_server.backUp())
            m_house.note("a backup is made");
    });
    const Milliseconds at = m_house.between(20'000, 74'000);
    m_house.schedule.after(at, [this] { restoreServer(); });
    // Then the server forgets that life.
    if (m_house.random.chance(3))
        m_house.schedule.after(at - m_house.between(1'000, 9'000), [this] {
            m_backupsFail = true;
            enrolInVain();
        });
}

void Run::restoreServer() {
    if (!m_server.restore()) {
        if (!m_house.healed)
            m_house.schedule.after(Milliseconds{5'000}, [this] { restoreServer(); });
        return;
    }
    m_house.count(Fault::ServerRestore);
    if (m_house.random.chance(3))
        m_house.schedule.after(m_house.between(300, 6'000), [this] { enrolInVain(); });
    takeInForgotten();
}

/// Somebody hopes that it helps. The first terminal's lives are another story.
void Run::enrolInVain() {
    TerminalNode& node = *m_terminals[1 + m_house.below(m_counters - 1)];
    if (!m_house.disksInDoubt && node.isInUse())
        enrolAnew(m_house, m_server, node);
}

/// Whose screen says that the server does not know it.
void Run::takeInForgotten() {
    m_house.schedule.after(m_house.between(2'000, 8'000), [this] {
        if (m_server.isUp())
            for (const auto& node : m_terminals)
                if (node->isInUse() && !m_server.knows(node->identity()))
                    enrolAnew(m_house, m_server, *node);
        takeInForgotten();
    });
}

void Run::endDay() {
    if (kDayEnds <= m_house.schedule.now())
        return;
    m_house.schedule.after(kDayEnds - m_house.schedule.now(), [this] {
        m_house.note("the business day is over");
        m_checker->dayEnds();
        closeDay();
    });
}

void Run::closeDay() {
    const Milliseconds pause =
        m_slow ? m_house.between(600'000, 3'000'000) : m_house.between(1'000, 12'000);
    m_house.schedule.after(pause, [this] {
        if (m_office->closeDay())
            m_checker->checkClosing();
        closeDay();
    });
}

void Run::sweep() {
    m_house.schedule.after(Milliseconds{m_slow ? 60'000 : 5'000}, [this] {
        if (m_server.sweepHolds())
            m_checker->checkHolds();
        sweep();
    });
}

/// Two people who are impatient, or who wait as long as they must. Nothing makes them wait for
/// leases that a server which was put back has forgotten: then they know that the terminal is gone.
void Run::declareLost(TerminalNode& terminal) {
    if (m_server.restores() > 0 && !terminal.isDead())
        return;
    const auto& people = serverImage().people;
    m_server.declareLost(terminal.identity(), people[1]);
    if (!m_server.declareLost(terminal.identity(), people[2]))
        return;
    m_house.note(terminal.name() + " is declared lost");
    m_house.count(m_server.isFormer(terminal.identity()) ? Fault::FormerLifeLost
                                                         : Fault::TerminalDeclaredLost);
    if (terminal.isDead()) // or it had nothing on lease, and nobody noticed
        terminal.loseIt();
}

void Run::expire() {
    m_house.schedule.after(Milliseconds{60'000}, [this] {
        m_server.expireLeases();
        expire();
    });
}

} // namespace foyer::simulation
