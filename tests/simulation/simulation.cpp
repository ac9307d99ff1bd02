#include "tests/simulation/simulation.h"

#include "app/core/changes.h"
#include "tests/simulation/images.h"
#include "tests/simulation/run.h"

#include <sqlite3.h>

namespace foyer::simulation {

namespace {

constexpr Milliseconds kBusy{75'000};       // people sell and things break
constexpr Milliseconds kOutage{50'400'000}; // 14 hours: longer than a lease
constexpr Milliseconds kRush{2'100'000};
constexpr Milliseconds kRestart{90'000};
constexpr Milliseconds kHealing{400'000};
constexpr int kMostPolls = 10;
// In ten minutes everything must have drained.
static_assert(kHealing + kMostPolls * 2 * core::Changes::kPollEvery <= std::chrono::minutes{10});
constexpr std::uint64_t kCopyOneIn = 2;     // runs with a disk that is copied, where they are
constexpr std::uint64_t kDoorsOneIn = 2;    // runs in which people are let in
constexpr std::uint64_t kRestoredOneIn = 2; // runs with an office whose backup is put back
constexpr bool kPlansAreLost = true;        // backups from before a change of plan are put back
constexpr std::uint64_t kReplacedOneIn = 4; // long runs in which the one that burns is replaced

Story storyOf(const Options& options) {
    return options.story == Story::BySeed ? simulation::storyOf(options.seed) : options.story;
}

/// A third of the runs with an office see the business day turn.
Instant startOf(const Options& options) {
    const auto seed = options.seed;
    if (isLong(seed) || storyOf(options) == Story::Disks || seed / 3 % 3 != 0)
        return tests::kStart;
    return kDayEnds - Milliseconds{30'000 + static_cast<std::int64_t>(seed % 17) * 10'000};
}

/// Of the runs with a long outage one in four.
bool clockIsSetBack(std::uint64_t seed) {
    return seed / kLongOneIn % 4 == 1;
}

} // namespace

Run::Run(const Options& options)
    : m_seed(options.seed)
    , m_cutAt(options.cutAt)
    , m_house(options.seed, options.trace, startOf(options))
    , m_server(m_house)
    , m_customers(m_house, m_server, m_truth)
    , m_lives(
          m_house, m_server, [this](TerminalNode & original, const DiskCopy& copy) -> auto& {
              return join(original, copy);
          }) {
    // Salts of the WAL and the like come from SQLite's own generator.
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, 1 + static_cast<int>(options.seed % 1'000),
                         nullptr);
    m_house.hasOffice = storyOf(options) != Story::Disks;
    m_house.hasPayments = storyOf(options) == Story::Payments;
    m_house.hasDisks = storyOf(options) == Story::Disks || storyOf(options) == Story::Both;
    m_house.plansComeBack = storyOf(options) == Story::Plans;
    m_house.isRestored = m_house.hasOffice && m_house.random.chance(kRestoredOneIn) &&
                         (!m_house.plansComeBack || kPlansAreLost);
    const auto count = 2 + static_cast<int>(m_house.below(3));
    std::vector<TerminalNode*> all;
    for (int number = 1; number <= count; ++number) {
        m_terminals.push_back(std::make_unique<TerminalNode>(m_house, m_server, m_truth, number));
        all.push_back(m_terminals.back().get());
        m_clerks.emplace_back(m_house, *all.back(), m_truth);
    }
    m_last = all.back();
    m_counters = m_terminals.size();
    m_office.emplace(m_house, m_server, all);
    if (m_house.hasPayments)
        m_customers.payBy(m_payers.emplace(m_house, m_server, m_truth));
    m_checker.emplace(m_house, m_server, all, m_truth, *m_office);
    if (m_payers)
        m_checker->lookAt(m_payers->books());
    if (m_house.hasDisks && (isLong(options.seed) || m_house.random.chance(kDoorsOneIn)))
        addDoors();
}

/// While hours pass people come by now and then, and more of them when leases run out.
Milliseconds Run::pause() {
    const Instant now = m_house.schedule.now();
    if (!m_slow)
        return m_house.between(150, 1'800);
    if (m_rushAt <= now && now < m_rushAt + kRush)
        return m_house.between(2'000, 20'000);
    const Milliseconds pause = m_house.between(1'500'000, 9'000'000);
    return now < m_rushAt ? std::min(pause, m_rushAt - now) : pause;
}

void Run::work(std::size_t index) {
    m_house.schedule.after(pause(), [this, index] {
        // Nobody comes to the one that is alone before that: it has its seats still.
        const bool waits = m_slow && index == 0 && m_house.schedule.now() < m_rushAt;
        if (waits)
            m_clerks[index].attend();
        else
            m_clerks[index].act();
        work(index);
    });
}

void Run::addDoors() {
    for (std::size_t left = 1 + m_house.below(2); left > 0; --left) {
        const auto number = static_cast<int>(m_terminals.size()) + 1;
        m_terminals.push_back(
            std::make_unique<TerminalNode>(m_house, m_server, m_truth, number, "Door"));
        m_doorkeepers.emplace_back(m_house, *m_terminals.back(), m_truth);
        m_checker->add(*m_terminals.back());
    }
}

void Run::guard(std::size_t index) {
    const Milliseconds pause =
        m_slow ? m_house.between(500'000, 3'000'000) : m_house.between(300, 2'500);
    m_house.schedule.after(pause, [this, index] {
        if (m_slow || !m_house.healed)
            m_doorkeepers[index].act();
        guard(index);
    });
}

void Run::nowAndThen(std::int64_t low, std::int64_t high, std::function<void()> what) {
    m_house.schedule.after(m_house.between(low, high), [=, this] {
        if (m_house.healed || m_house.quiet)
            return;
        what();
        nowAndThen(low, high, what);
    });
}

void Run::begin() {
    for (auto& terminal : m_terminals)
        terminal->boot();
    for (std::size_t index = 0; index < m_clerks.size(); ++index)
        work(index);
    for (auto& terminal : m_terminals) {
        breakTerminal(*terminal);
        breakClock(*terminal);
        breakLine(*terminal);
    }
    for (std::size_t index = 0; index < m_doorkeepers.size(); ++index)
        guard(index);
    breakServer();
    nowAndThen(10'000, 40'000, [this] { m_checker->checkReplay(someTerminal()); });
    nowAndThen(20'000, 300'000, [this] {
        // One is enough: the others must be able to go on.
        if (m_last->number() > 2 && m_last->isUp() && !m_house.isRestored) {
            m_house.count(Fault::TerminalDies);
            m_last->die();
        }
    });
    nowAndThen(15'000, 60'000, [this] {
        m_house.count(Fault::LossTooEarly);
        TerminalNode& terminal = someTerminal();
        if (!terminal.isTwin())
            declareLost(terminal);
    });
    expire();
    book();
    sweep();
    if (m_house.hasOffice) {
        decide();
        attendToTasks();
        endDay();
    }
    if (m_house.hasPayments)
        handlePayments();
    if (m_house.hasDisks && !isLong(m_seed) && m_house.random.chance(kCopyOneIn))
        m_lives.begin(*m_terminals.front());
    if (m_house.isRestored)
        keepBackups();
}

TerminalNode& Run::join(TerminalNode& original, const DiskCopy& copy) {
    return employ(std::make_unique<TerminalNode>(original, copy, nextNumber()));
}

TerminalNode& Run::employ(std::unique_ptr<TerminalNode> machine) {
    m_terminals.push_back(std::move(machine));
    TerminalNode& node = *m_terminals.back();
    m_clerks.emplace_back(m_house, node, m_truth);
    m_checker->add(node);
    m_office->add(node);
    work(m_clerks.size() - 1);
    breakTerminal(node);
    breakLine(node);
    return node;
}

void Run::runFor(Milliseconds time) {
    const Instant end = m_house.schedule.now() + time;
    while (m_house.complaint.empty() && m_house.schedule.step(end)) {
        ++m_steps;
        m_checker->check();
        if (m_steps == m_cutAt)
            cutAllPower();
    }
}

void Run::longOutage() {
    // One terminal is cut off for longer than its leases last; the others go on.
    TerminalNode& alone = *m_terminals.front();
    m_house.count(Fault::LongOutage);
    m_slow = true;
    // More people come a little before, or a little after, the leases run out: after 12 hours here,
    // some minutes later for the server.
    const bool isSetBack = clockIsSetBack(m_seed);
    const bool isBefore = m_house.random.chance(2) && !isSetBack;
    m_rushAt = m_house.schedule.now() + std::chrono::minutes{isBefore ? 680 : 740};
    m_house.quiet = true; // the hours are long enough as they are
    m_house.note("a long outage begins");
    alone.cutOff(true);
    if (isSetBack)
        setBackForAWhile(alone);
    m_house.schedule.after(m_house.between(1'000'000, 40'000'000), [this, isSetBack, &alone] {
        if (!alone.isUp())
            return;
        alone.powerCut();
        if (m_house.random.chance(2) && !isSetBack) // an empty battery on the board
            alone.moveWallClock(-m_house.between(7'000'000, 20'000'000));
    });
    if (m_last->number() > 2 && !m_house.isRestored)
        loseLast();
    runFor(kOutage);
    m_slow = false;
    m_house.quiet = false;
    for (std::size_t index = 0; index < m_clerks.size(); ++index)
        work(index);
    alone.cutOff(false);
    if (m_house.hasOffice)
        attendToTasks(); // they were slow: the next look of theirs may be minutes away
    if (m_house.hasPayments)
        reviewPayments(); // and so were those who look at payments
    runFor(kBusy / 3);
}

/// Somebody sets its clock back, and right again before it starts anew: then it has passed once
/// more what it said when the leases were granted.
void Run::setBackForAWhile(TerminalNode& terminal) {
    const Milliseconds by = std::chrono::hours{1 + m_house.below(48)};
    m_house.count(Fault::WallClockJump);
    m_house.schedule.after(m_house.between(1'000, 400'000),
                           [&terminal, by] { terminal.moveWallClock(-by); });
    m_house.schedule.after(m_house.between(500'000, 900'000),
                           [&terminal, by] { terminal.moveWallClock(by); });
}

/// The last one burns down, and when its leases are over two people say so; they try again if the
/// server is down.
void Run::loseLast() {
    TerminalNode& last = *m_last;
    if (last.isUp())
        last.die();
    if (m_seed / kLongOneIn % kReplacedOneIn == 1)
        m_house.schedule.after(m_house.between(1'000'000, 30'000'000), [this] { replaceLast(); });
    for (int attempt = 0; attempt < 3; ++attempt)
        m_house.schedule.after(std::chrono::hours{13} + m_house.between(0, 3'000'000),
                               [this, &last] {
                                   if (last.isDead() && !last.isLost())
                                       declareLost(last);
                               });
}

/// What the disk that burned has on lease stays with that life of it.
void Run::replaceLast() {
    if (!m_last->isDead())
        return;
    const crypto::Seed seed = m_last->newSeed();
    const auto identity =
        m_server.enrolAgain(m_last->identity(), {}, crypto::KeyPair::fromSeed(seed).publicKey());
    if (!identity)
        return m_house.schedule.after(Milliseconds{600'000}, [this] { replaceLast(); });
    m_house.count(Fault::TerminalReplaced);
    m_house.note(m_last->name() + " is replaced");
    employ(std::make_unique<TerminalNode>(*m_last, *identity, seed, nextNumber())).boot();
}

void Run::heal() {
    m_house.healed = true;
    m_house.note("everything heals");
    for (auto& terminal : m_terminals)
        if (terminal->line() != TerminalNode::Line::Up)
            terminal->setLine(TerminalNode::Line::Up);
    const bool before = m_steps < m_cutAt;
    settle();
    if (before && m_steps >= m_cutAt) // the power went meanwhile: heal anew
        settle();
}

void Run::settle() {
    runFor(kHealing);
    hearLatest();
}

/// What somebody has given back in the last moment the others hear at their next poll.
void Run::hearLatest() {
    const auto commit = [this] { return m_server.isUp() ? m_server.commits() : CommitSeq{}; };
    for (int i = 0; i < kMostPolls && m_house.complaint.empty(); ++i) {
        const CommitSeq before = commit();
        runFor(2 * core::Changes::kPollEvery);
        if (commit() == before)
            return;
    }
}

void Run::cutAllPower() {
    m_house.note("all power goes");
    m_server.crash(ServerNode::Crash::Power);
    for (auto& terminal : m_terminals)
        if (terminal->isUp())
            terminal->powerCut();
}

/// Everything that was promised is on the disks: all the power goes, and the same must hold.
void Run::lastPowerCut() {
    cutAllPower();
    const bool before = m_steps < m_cutAt;
    runFor(kRestart);
    if (before && m_steps >= m_cutAt) // it went a second time meanwhile
        runFor(kRestart);
    if (m_house.complaint.empty())
        m_checker->checkEnd();
}

std::map<std::string, std::uint64_t> Run::counts(const char* sql) {
    std::map<std::string, std::uint64_t> counts;
    if (!m_server.isUp())
        return counts;
    auto statement = m_server.db().prepare("counts", sql);
    for (auto rows = statement.query(); rows.next();)
        counts[rows.get<std::string>(0)] = rows.get<std::uint32_t>(1);
    return counts;
}

/// What everybody had to say and the server was told, for whoever looks for the reason of a
/// complaint.
void Run::tellJournal() {
    for (auto& terminal : m_terminals) {
        if (!terminal->isUp())
            continue;
        const core::View view = terminal->view();
        m_house.note(terminal->name() + " life " +
                     std::to_string(terminal->identity().incarnation.value) + ": " +
                     std::to_string(view.status->entriesWaiting) + " entries wait, connection " +
                     std::to_string(static_cast<int>(view.status->connection)) + ", stop " +
                     std::to_string(static_cast<int>(view.status->stop)));
        auto own = terminal->db().prepare(
            "own journal", "SELECT '    ' || incarnation || '/' || seq || ' ' || type || ': ' || "
                           "payload FROM journal_entry ORDER BY incarnation, seq");
        for (auto rows = own.query(); view.status->entriesWaiting > 0 && rows.next();)
            m_house.note(rows.get<std::string>(0));
    }
    if (!m_server.isUp())
        return;
    auto journal = m_server.db().prepare(
        "journal",
        "SELECT t.name || ' ' || e.incarnation || '/' || e.seq || ' ' || e.type || ' of ' "
        "|| coalesce(hex(e.booking), '') || ': ' || v.rule || ' ' || v.outcome || ' ' || "
        "v.reason || char(10) || '    ' || e.payload FROM journal_entry e JOIN verdict "
        "v USING (terminal, incarnation, seq) JOIN terminal t ON t.id = e.terminal "
        "ORDER BY e.rowid");
    for (auto rows = journal.query(); rows.next();)
        m_house.note(rows.get<std::string>(0));
    auto tasks = m_server.db().prepare(
        "tasks", "SELECT kind || ' task: ' || text FROM task ORDER BY opened_at, id");
    for (auto rows = tasks.query(); rows.next();)
        m_house.note(rows.get<std::string>(0));
}

Outcome Run::go() {
    begin();
    runFor(kBusy);
    if (m_house.complaint.empty() && isLong(m_seed))
        longOutage();
    if (m_house.complaint.empty())
        heal();
    if (m_house.complaint.empty())
        m_checker->checkEnd();
    if (m_house.complaint.empty())
        lastPowerCut();
    if (!m_house.complaint.empty())
        tellJournal();
    return {m_house.complaint,
            m_house.trace.digest(),
            m_house.trace.text(),
            m_house.faults,
            m_steps,
            counts("SELECT type, count(*) FROM journal_entry GROUP BY type"),
            counts("SELECT rule, count(*) FROM verdict GROUP BY rule")};
}

bool isLong(std::uint64_t seed) {
    return seed % kLongOneIn == 0;
}

/// As many turns that those with a long outage have each of them too.
Story storyOf(std::uint64_t seed) {
    constexpr Story kTurns[] = {Story::Office,   Story::Disks, Story::Both,    Story::Payments,
                                Story::Payments, Story::Disks, Story::Payments};
    constexpr std::uint64_t kPlansOneIn = 3; // of those with an office alone
    const std::uint64_t turn = seed % std::size(kTurns);
    if (turn == 0 && seed / std::size(kTurns) % kPlansOneIn == 1)
        return Story::Plans;
    return kTurns[turn];
}

const char* nameOf(Story story) {
    constexpr const char* kNames[] = {"by-seed", "office", "disks", "both", "payments", "plans"};
    return kNames[static_cast<std::size_t>(story)];
}

std::optional<Story> storyNamed(std::string_view name) {
    for (const Story story :
         {Story::Office, Story::Disks, Story::Both, Story::Payments, Story::Plans})
        if (name == nameOf(story))
            return story;
    return {};
}

Outcome run(const Options& options) {
    return Run(options).go();
}

} // namespace foyer::simulation
