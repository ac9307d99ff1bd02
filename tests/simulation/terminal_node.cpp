#include "tests/simulation/terminal_node.h"

#include "tests/simulation/images.h"
#include "tests/simulation/locks.h"

namespace foyer::simulation {

namespace {

constexpr const char* kLog = "/terminal-wal";

/// The request id of a command for the server; nothing for the others.
std::optional<core::RequestId> requestOf(const core::Command& command) {
    if (const auto* request = std::get_if<core::SendAsk>(&command))
        return request->request;
    if (const auto* request = std::get_if<core::SendStanding>(&command))
        return request->request;
    if (const auto* request = std::get_if<core::SendJournal>(&command))
        return request->request;
    if (const auto* request = std::get_if<core::SendChanges>(&command))
        return request->request;
    if (const auto* request = std::get_if<core::SendOffice>(&command))
        return request->request;
    return {};
}

bool isForDisk(const core::Command& command) {
    return std::visit(
        [](const auto& each) {
            return requires {
                each.op;
            };
        },
        command);
}

} // namespace

TerminalNode::TerminalNode(House& house, ServerNode& server, Truth& truth, int number,
                           const std::string& name)
    : m_house(house)
    , m_server(server)
    , m_truth(truth)
    , m_number(number)
    , m_name(name + " " + std::to_string(number))
    , m_random(house.random.next())
    , m_disk("foyer-terminal-" + std::to_string(number)) {
    for (auto& byte : m_seed)
        byte = static_cast<std::uint8_t>(m_random.next());
    m_identity = server.enrol(m_name, crypto::KeyPair::fromSeed(m_seed).publicKey());
    m_lives.terminal = m_identity.terminal;
    addLife();
    if (number == 2 && m_house.random.chance(3))
        m_identity.mode = core::TerminalMode::Kiosk;
    if (m_house.random.chance(2))
        m_identity.reader = core::CardReader::Attached;
    m_disk.put(kPath, terminalImage());
    if (const std::string dropped = droppedInTerminal(); !dropped.empty())
        sqlite::Connection({.path = kPath, .vfs = m_disk.name()}).exec(dropped);
    switchOn();
}

TerminalNode::TerminalNode(TerminalNode& original, const DiskCopy& copy, int number)
    : m_house(original.m_house)
    , m_server(original.m_server)
    , m_truth(original.m_truth)
    , m_number(number)
    , m_name("The copy of " + original.m_name)
    , m_seed(original.m_seed)
    , m_identity(original.m_identity)
    , m_lives(original.m_lives)
    , m_random(m_house.random.next())
    , m_disk("foyer-terminal-" + std::to_string(number)) {
    m_disk.put(kPath, copy.file);
    m_disk.put(kLog, copy.log);
    switchOn();
}

TerminalNode::TerminalNode(TerminalNode& former, const core::Identity& identity,
                           const crypto::Seed& seed, int number)
    : m_house(former.m_house)
    , m_server(former.m_server)
    , m_truth(former.m_truth)
    , m_number(number)
    , m_name("The next " + former.m_name)
    , m_seed(seed)
    , m_identity(identity)
    , m_random(m_house.random.next())
    , m_disk("foyer-terminal-" + std::to_string(number)) {
    m_lives.terminal = m_identity.terminal;
    addLife();
    m_disk.put(kPath, terminalImage());
    switchOn();
}

/// The server allows for 1 %; a clock beyond that must be no danger to anybody's seat either.
void TerminalNode::switchOn() {
    m_drift = m_house.strikes(Fault::ClockRate, 5) ? m_house.between(-50, 50).count()
                                                   : m_house.between(-5, 5).count();
    m_bootedAt = m_house.schedule.now();
    m_bootId = Uuid::make(m_house.schedule.now(), m_random);
}

TerminalNode::~TerminalNode() {
    m_disk.abandon(); // closing a connection would tidy up the WAL for nobody
}

bool TerminalNode::isClockSound() const {
    return m_drift >= -9; // a fast one only stops earlier
}

Now TerminalNode::now() const {
    const Milliseconds up = m_house.schedule.now() - m_bootedAt;
    return {m_house.schedule.now() + m_wallOffset,
            BootInstant{Milliseconds{10'000} + up + up * m_drift / 1'000}};
}

void TerminalNode::later(Milliseconds delay, std::function<void()> what) {
    m_house.schedule.after(delay, [this, life = m_life, what = std::move(what)] {
        if (life == m_life && m_terminal)
            what();
    });
}

void TerminalNode::boot() {
    if (m_dead || m_aside || m_retired || isUp())
        return;
    auto opened = store::TerminalStore::open({kPath, m_disk.name()}, m_identity,
                                             crypto::KeyPair::fromSeed(m_seed), now().wall);
    if (!opened)
        return m_house.complain(name() + " does not start: " + opened.error().message);
    m_store = std::move(*opened);
    m_terminal = std::make_unique<core::Terminal>(m_identity);
    m_shared = m_truth.copiedLives.count({m_identity.terminal, m_identity.incarnation}) > 0;
    m_house.note(name() + " starts");
    tell(core::Started{m_store->restored(), m_bootId});
    if (m_line == Line::Down)
        tell(core::LinkChanged{false});
}

void TerminalNode::off() {
    ++m_life;
    m_terminal.reset();
    m_store.reset();
    m_reader.reset();
    m_work.clear();
    m_diskBusy = false;
    m_open.clear();
    m_timer.reset();
}

void TerminalNode::crash(bool power) {
    const bool reboot = power || m_disk.isGone() || m_house.random.chance(2);
    m_house.note(name() + (reboot ? " loses its power" : " crashes"));
    if (!reboot) {
        m_disk.abandon();
    } else {
        m_house.count(Fault::TerminalPowerCut);
        m_house.count(Fault::Reboot);
        if (m_disk.powerCut(m_random))
            m_house.note("writes of " + name() + " are lost");
    }
    off();
    m_disk.heal();
    if (reboot && m_house.strikes(Fault::WallClockBack, 3))
        m_wallOffset -= m_house.between(1'000, 7'200'000);
    m_house.schedule.after(m_house.between(500, 20'000), [this, reboot] {
        if (reboot) {
            m_bootedAt = m_house.schedule.now();
            m_bootId = Uuid::make(m_house.schedule.now(), m_random);
        }
        boot();
    });
}

void TerminalNode::die() {
    m_house.note(name() + " is gone for ever");
    m_disk.abandon();
    off();
    m_dead = true;
    m_truth.deadNodes.insert(m_number);
}

void TerminalNode::setLine(Line line) {
    static constexpr const char* kWhat[] = {" has its line back", " loses its line",
                                            " hears no answers", " can send nothing"};
    if (m_isCutOff && line != Line::Down)
        return;
    m_line = line;
    m_house.note(name() + kWhat[static_cast<std::size_t>(line)]);
    // Of a line that goes one way the system knows nothing.
    if (m_terminal && (line == Line::Up || line == Line::Down))
        tell(core::LinkChanged{line == Line::Up});
}

void TerminalNode::cutOff(bool isOff) {
    m_isCutOff = isOff;
    setLine(isOff ? Line::Down : Line::Up);
}

void TerminalNode::moveWallClock(Milliseconds by) {
    m_house.note(name() + " has its clock moved by " + std::to_string(by.count()) + " ms");
    m_wallOffset += by;
    if (m_terminal)
        tell(core::Tick{});
}

void TerminalNode::breakDisk() {
    if (!isUp())
        return;
    const bool full = m_house.random.chance(2);
    m_house.note(name() + (full ? " has a full disk" : " has a broken disk"));
    const auto fault = full                       ? DiskFault::Full
                       : m_house.random.chance(2) ? DiskFault::IoError
                                                  : DiskFault::SyncFails;
    m_disk.failAt(1 + m_house.random.below(20), fault, full || m_house.random.chance(2),
                  m_house.counting(full ? Fault::TerminalDiskFull : Fault::TerminalIoError));
    later(m_house.between(3'000, 25'000), [this] {
        m_house.note("somebody starts " + name() + " again");
        crash();
    });
}

void TerminalNode::jamPrinter() {
    m_house.note("the printer of " + name() + " is jammed");
    m_jammedUntil = m_house.schedule.now() + m_house.between(3'000, 20'000);
}

void TerminalNode::tell(const core::Event& event) {
    m_terminal->handle(event, now(), m_random);
    while (m_terminal) {
        const auto command = m_terminal->poll();
        if (!command)
            break;
        carryOut(*command);
    }
    if (m_terminal)
        armTimer();
}

void TerminalNode::armTimer() {
    const auto due = m_terminal->nextDeadline();
    if (!due || (m_timer && *m_timer <= *due))
        return;
    m_timer = due;
    const Milliseconds wait = std::max(*due - now().boot, Milliseconds{0});
    later(wait + wait * 60 / 1'000 + Milliseconds{1}, [this, at = *due] {
        if (m_timer != at)
            return;
        m_timer.reset();
        tell(core::Tick{});
    });
}

void TerminalNode::carryOut(const core::Command& command) {
    if (isForDisk(command))
        return toDisk(command);
    if (const auto request = requestOf(command))
        return send(command, *request);
    if (toReader(command))
        return;
    if (const auto* job = std::get_if<core::PrintTickets>(&command))
        return print(*job);
    if (const auto* verify = std::get_if<core::VerifyPin>(&command))
        later(m_house.between(30, 80), [this, id = verify->request, right = verify->pin == "1234"] {
            tell(core::PinVerified{id, right});
        });
    if (const auto* paper = std::get_if<core::VerifyPaper>(&command))
        // Longer than it takes to be told what the disk has already stored.
        later(m_house.between(5, 15),
              [this, id = paper->request,
               genuine = crypto::verify(paper->key, paper->text, paper->signature)] {
                  tell(core::PaperVerified{id, genuine});
              });
}

void TerminalNode::toDisk(const core::Command& command) {
    m_work.push_back(command);
    // The worst moments to crash: before, during and right after a commit that matters.
    if (std::holds_alternative<core::Persist>(command)) {
        if (m_house.strikes(Fault::TerminalCrash, 40))
            later(m_house.between(0, 30), [this] { crash(); });
        noteIntents(std::get<core::Persist>(command));
    }
    if (!m_diskBusy) {
        m_diskBusy = true;
        later(m_house.between(1, 15), [this] { workDisk(); });
    }
}

/// The moment that counts for a lease: from here on the customer is asked for money.
void TerminalNode::noteIntents(const core::Persist& work) {
    if (!isClockSound())
        return;
    for (const auto& entry : work.entries)
        if (const auto* intent = std::get_if<protocol::Intent>(&entry))
            for (const auto& right : intent->rights)
                m_truth.newRightsUsed.push_back(right.allotment);
}

void TerminalNode::workDisk() {
    const core::Command work = std::move(m_work.front());
    m_work.pop_front();
    const bool isPersist = std::holds_alternative<core::Persist>(work);
    const bool cut = m_house.happens(isPersist ? 50 : 120);
    if (cut)
        m_disk.failAt(1 + m_house.random.below(8), DiskFault::PowerGone, true,
                      m_house.counting(Fault::TerminalCutInCommit));
    const auto done = m_store->carryOut(work, now().wall);
    CHECK(done);
    if (m_disk.isGone())
        return crash(true);
    if (cut)
        m_disk.heal(); // there was less to write than that
    if (std::holds_alternative<core::PersistFailed>(*done) && m_disk.struck() == 0)
        m_house.complain(name() + ": " + std::get<core::PersistFailed>(*done).detail);
    // The answer is on its way: a crash now has the work on disk and nobody knows.
    later(m_house.between(0, 3), [this, done = *done] {
        m_diskBusy = !m_work.empty();
        if (m_diskBusy)
            later(m_house.between(1, 15), [this] { workDisk(); });
        diskDone(done);
    });
}

void TerminalNode::diskDone(const core::Event& done) {
    tell(done);
    if (!std::holds_alternative<core::PersistFailed>(done) || !m_terminal)
        return;
    m_house.note(name() + " cannot store: " + std::get<core::PersistFailed>(done).detail);
    const core::View view = this->view();
    if (view.status->stop != core::SellingStop::StorageFailed)
        m_house.complain("I2: " + name() + " goes on selling although its disk has failed");
    if (!view.notice->notice || view.notice->notice->code != core::NoticeCode::StorageFailed)
        m_house.complain(name() + " does not say that its disk has failed");
}

void TerminalNode::print(const core::PrintTickets& job) {
    later(m_house.between(50, 2'000), [this, job] {
        if (m_house.schedule.now() < m_jammedUntil) {
            m_house.count(Fault::PrinterJams);
            paperOut(job, job.tickets.size() / 2);
            return tell(core::PrintFailed{job.print, core::PrinterTrouble::Other});
        }
        if (m_house.strikes(Fault::PrinterFails, 12))
            return tell(core::PrintFailed{job.print, core::PrinterTrouble::PaperOut});
        paperOut(job, job.tickets.size());
        if (m_house.strikes(Fault::PaperUnnoticed, 40)) {
            m_house.count(Fault::TerminalCrash);
            return crash();
        }
        tell(core::TicketsPrinted{job.print});
    });
}

void TerminalNode::paperOut(const core::PrintTickets& job, std::size_t tickets) {
    for (std::size_t i = 0; i < tickets; ++i) {
        const auto& proof = job.tickets[i].proof;
        m_truth.paper[proof.ticket] = {proof.showtime, proof.seat, m_number};
        m_truth.newPaper.push_back(proof.ticket);
        m_truth.papers.push_back({m_store->signedQr(proof), proof.ticket, proof.showtime,
                                  proof.seat, m_number, proof.allotment.isNull()});
    }
    if (tickets == job.tickets.size())
        m_truth.handedOut.insert(job.booking);
    m_house.note(name() + " prints " + std::to_string(tickets) + " of " +
                 std::to_string(job.tickets.size()) + " of " + job.reference +
                 (job.copy ? " as a copy" : ""));
}

sqlite::Connection& TerminalNode::db() {
    CHECK(isUp() || m_retired);
    if (!m_reader)
        m_reader = std::make_unique<sqlite::Connection>(sqlite::Options{
            .path = kPath, .create = false, .vfs = m_disk.name(), .walAutoCheckpoint = 0});
    return *m_reader;
}

const std::vector<ShowtimeId>& TerminalNode::showtimes() const {
    return serverImage().showtimes;
}

protocol::JournalUpload TerminalNode::journal(std::size_t most) {
    protocol::JournalUpload upload;
    upload.terminal = m_identity.terminal;
    upload.incarnation = m_identity.incarnation;
    upload.fromSeq = {1};
    auto statement = db().prepare(
        "journal", "SELECT seq, type, payload, prev_hash, hash, signature FROM journal_entry "
                   "WHERE incarnation = $1 ORDER BY seq LIMIT $2");
    auto rows = statement.query(m_identity.incarnation, static_cast<std::int64_t>(most));
    while (rows.next())
        upload.entries.push_back({rows.get<Seq>(0), m_identity.incarnation,
                                  rows.get<std::string>(1), rows.get<std::string>(2),
                                  rows.get<Hash>(3), rows.get<Hash>(4), rows.get<Signature>(5)});
    return upload;
}

} // namespace foyer::simulation
