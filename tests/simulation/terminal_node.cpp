#include "tests/simulation/terminal_node.h"

#include <sqlite3.h>

namespace foyer::simulation {

namespace {

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
    return {};
}

bool isForDisk(const core::Command& command) {
    return std::holds_alternative<core::Persist>(command) ||
           std::holds_alternative<core::ApplyChanges>(command) ||
           std::holds_alternative<core::SaveAllotments>(command) ||
           std::holds_alternative<core::SaveVerdicts>(command) ||
           std::holds_alternative<core::SaveLost>(command) ||
           std::holds_alternative<core::SaveBarred>(command) ||
           std::holds_alternative<core::SaveMoment>(command) ||
           std::holds_alternative<core::LoadEntries>(command);
}

} // namespace

TerminalNode::TerminalNode(House& house, ServerNode& server, Truth& truth, int number)
    : m_house(house)
    , m_server(server)
    , m_truth(truth)
    , m_number(number)
    , m_random(house.random.next()) {
    for (auto& byte : m_seed)
        byte = static_cast<std::uint8_t>(m_random.next());
    m_identity = server.enrol("Counter " + std::to_string(number),
                              crypto::KeyPair::fromSeed(m_seed).publicKey());
    m_keeper =
        std::make_unique<sqlite::Connection>(sqlite::Options{.path = storePath(), .vfs = "memdb"});
    m_drift = static_cast<std::int64_t>(m_random.below(11)) - 5;
    m_bootedAt = house.schedule.now();
    m_bootId = Uuid::make(house.schedule.now(), m_random);
}

TerminalNode::~TerminalNode() = default;

std::string TerminalNode::storePath() const {
    return "/terminal" + std::to_string(m_number);
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
    auto opened = store::TerminalStore::open({storePath(), "memdb"}, m_identity,
                                             crypto::KeyPair::fromSeed(m_seed), now().wall);
    if (!opened)
        return m_house.complain(name() + " does not start: " + opened.error().message);
    m_store = std::move(*opened);
    m_terminal = std::make_unique<core::Terminal>(m_identity);
    m_house.note(name() + " starts");
    tell(core::Started{m_store->restored(), m_bootId});
    if (!m_linkUp)
        tell(core::LinkChanged{false});
}

void TerminalNode::crash() {
    m_house.note(name() + " crashes");
    ++m_life;
    for (const core::Command& work : m_disk)
        if (std::holds_alternative<core::Persist>(work)) {
            m_house.count(Fault::WritesLost);
            break;
        }
    m_terminal.reset();
    m_store.reset();
    m_disk.clear();
    m_diskBusy = false;
    m_open.clear();
    m_timer.reset();
    restoreSnapshot();
    const bool reboot = m_house.strikes(Fault::Reboot, 2);
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

void TerminalNode::setLink(bool up) {
    m_linkUp = up;
    m_house.note(name() + (up ? " has its link back" : " loses its link"));
    if (m_terminal)
        tell(core::LinkChanged{up});
}

void TerminalNode::moveWallClock(Milliseconds by) {
    m_house.note(name() + " has its clock moved by " + std::to_string(by.count()) + " ms");
    m_wallOffset += by;
    if (m_terminal)
        tell(core::Tick{});
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
    later(wait + wait * 6 / 1'000 + Milliseconds{1}, [this, at = *due] {
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
    if (const auto* job = std::get_if<core::PrintTickets>(&command))
        return print(*job);
    if (const auto* verify = std::get_if<core::VerifyPin>(&command))
        later(m_house.between(30, 80), [this, id = verify->request] {
            tell(core::PinVerified{id, true});
        });
}

void TerminalNode::toDisk(const core::Command& command) {
    if (m_house.mutant == Mutant::PrintBeforeJournal)
        if (const auto* work = std::get_if<core::Persist>(&command))
            for (const auto& entry : work->entries)
                if (const auto* sale = std::get_if<protocol::Sale>(&entry))
                    for (const auto& line : sale->lines)
                        m_truth.paper[line.ticket] = {sale->showtime, line.seat};
    m_disk.push_back(command);
    // The worst moments to crash: before, during and right after a commit that matters.
    if (std::holds_alternative<core::Persist>(command) && m_house.strikes(Fault::TerminalCrash, 40))
        later(m_house.between(0, 30), [this] { crash(); });
    if (!m_diskBusy) {
        m_diskBusy = true;
        later(m_house.between(1, 15), [this] { workDisk(); });
    }
}

void TerminalNode::workDisk() {
    core::Command work = std::move(m_disk.front());
    m_disk.pop_front();
    saveSnapshot();
    if (m_house.mutant == Mutant::CursorWithoutChange && m_house.random.chance(4))
        if (auto* changes = std::get_if<core::ApplyChanges>(&work)) {
            auto emptied = std::make_shared<protocol::ChangesAnswer>(*changes->answer);
            if (!emptied->snapshot)
                emptied->changes.clear();
            changes->answer = emptied;
        }
    const auto done = m_store->carryOut(work, now().wall);
    CHECK(done);
    if (std::holds_alternative<core::PersistFailed>(*done))
        m_house.complain(name() + ": " + std::get<core::PersistFailed>(*done).detail);
    // The answer is on its way: a crash now has the work on disk and nobody knows.
    later(m_house.between(0, 3), [this, done = *done] {
        m_diskBusy = !m_disk.empty();
        if (m_diskBusy)
            later(m_house.between(1, 15), [this] { workDisk(); });
        tell(done);
    });
}

void TerminalNode::print(const core::PrintTickets& job) {
    later(m_house.between(50, 2'000), [this, job] {
        if (m_house.strikes(Fault::PrinterFails, 12))
            return tell(core::PrintFailed{job.print, core::PrinterTrouble::PaperOut});
        paperOut(job);
        if (m_house.strikes(Fault::PaperUnnoticed, 40)) {
            m_house.count(Fault::TerminalCrash);
            return crash();
        }
        tell(core::TicketsPrinted{job.print});
    });
}

void TerminalNode::paperOut(const core::PrintTickets& job) {
    for (const auto& ticket : job.tickets)
        m_truth.paper[ticket.proof.ticket] = {ticket.proof.showtime, ticket.proof.seat};
    m_truth.handedOut.insert(job.booking);
    m_house.note(name() + " prints " + job.reference + (job.copy ? " as a copy" : ""));
}

std::vector<ShowtimeId> TerminalNode::showtimes() {
    std::vector<ShowtimeId> found;
    auto statement = m_keeper->prepare(
        "showtimes", "SELECT id FROM replica_row WHERE kind = 'showtime' ORDER BY id");
    auto rows = statement.query();
    while (rows.next())
        found.push_back(rows.get<ShowtimeId>(0));
    return found;
}

protocol::JournalUpload TerminalNode::journal(std::size_t most) {
    protocol::JournalUpload upload;
    upload.terminal = m_identity.terminal;
    upload.incarnation = m_identity.incarnation;
    upload.fromSeq = {1};
    auto statement = m_keeper->prepare(
        "journal", "SELECT seq, type, payload, prev_hash, hash, signature FROM journal_entry "
                   "ORDER BY seq LIMIT $1");
    auto rows = statement.query(static_cast<std::int64_t>(most));
    while (rows.next())
        upload.entries.push_back({rows.get<Seq>(0), m_identity.incarnation,
                                  rows.get<std::string>(1), rows.get<std::string>(2),
                                  rows.get<Hash>(3), rows.get<Hash>(4), rows.get<Signature>(5)});
    return upload;
}

void TerminalNode::saveSnapshot() {
    if (m_house.mutant != Mutant::CommitsNotDurable)
        return;
    sqlite3_int64 size = 0;
    unsigned char* bytes = sqlite3_serialize(m_keeper->handle(), "main", &size, 0);
    m_snapshot.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    sqlite3_free(bytes);
}

void TerminalNode::restoreSnapshot() {
    if (m_snapshot.empty())
        return;
    sqlite3* source = nullptr;
    sqlite3_open(":memory:", &source);
    sqlite3_deserialize(source, "main", reinterpret_cast<unsigned char*>(m_snapshot.data()),
                        static_cast<sqlite3_int64>(m_snapshot.size()),
                        static_cast<sqlite3_int64>(m_snapshot.size()), SQLITE_DESERIALIZE_READONLY);
    sqlite3_backup* copy = sqlite3_backup_init(m_keeper->handle(), "main", source, "main");
    sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    sqlite3_close(source);
    m_snapshot.clear();
}

} // namespace foyer::simulation
