#include "tests/simulation/server_node.h"

#include "server/services/allotments.h"
#include "server/services/changes.h"
#include "server/services/enrolment.h"
#include "server/services/holds.h"
#include "server/services/losses.h"
#include "server/services/reconcile.h"
#include "server/store/inline_writer.h"
#include "tests/simulation/answers.h"
#include "tests/simulation/asleep.h"
#include "tests/simulation/images.h"
#include "tests/simulation/locks.h"

namespace foyer::simulation {

crypto::KeyPair keyFrom(Random& random) {
    crypto::Seed seed{};
    for (auto& byte : seed)
        byte = static_cast<std::uint8_t>(random.next());
    return crypto::KeyPair::fromSeed(seed);
}

namespace services = server::services;
using services::Caller;

struct ServerNode::Services {
    Services(ServerNode& node)
        : writer(*node.m_db, plans, nullptr)
        , context{writer, writer, node.m_clock, node.m_random}
        , allotments(context)
        , reconcile(context, node.m_check)
        , changes(context)
        , holds(context, presence)
        , losses(context, presence)
        , recovery(context, node.m_house.hasPayments) {}

    server::store::PlanCache plans;
    server::store::InlineWriter writer;
    services::Context context;
    services::Allotments allotments;
    services::Reconcile reconcile;
    services::Changes changes;
    services::Presence presence;
    services::Holds holds;
    services::Losses losses;
    services::Recovery recovery;
};

namespace {

constexpr const char* kPath = "/server";
/// Few enough pages that a run sees several checkpoints.
constexpr int kCheckpointAt = 60;

/// How far the database was that answered; nothing where the answer does not say it.
struct StampIn {
    template <class Event>
    protocol::Stamp operator()(const Event& event) const {
        if constexpr (requires { event.answer.stamp; })
            return event.answer.stamp;
        else if constexpr (requires { event.answer->stamp; })
            return event.answer->stamp;
        else
            return {};
    }
};

/// As the edge says it to a key that it has never heard of.
core::Event noToken(const core::Command& request) {
    return std::visit(
        [](const auto& each) -> core::Event {
            if constexpr (requires { each.request; })
                return core::RequestFailed{each.request, core::RequestFailure::Unauthorized, {}};
            else
                CHECK(false);
        },
        request);
}

core::Event busy(core::RequestId request) {
    return core::RequestFailed{request, core::RequestFailure::Busy, std::chrono::seconds{1}};
}

} // namespace

ServerNode::ServerNode(House& house)
    : m_house(house)
    , m_clock(house)
    , m_random(house.random.next())
    , m_disk("foyer-server")
    , m_sealer(keyFrom(m_random)) {
    m_disk.put(kPath, serverImage().bytes);
    start();
    m_db->exec(droppedInServer());
}

ServerNode::~ServerNode() {
    m_disk.abandon(); // closing a connection would tidy up the WAL for nobody
}

void ServerNode::start() {
    if (m_isRestoring)
        putImage();
    try {
        m_db = std::make_unique<sqlite::Connection>(server::store::openToWrite(
            {.path = kPath, .vfs = m_disk.name(), .walAutoCheckpoint = kCheckpointAt}));
        CHECK(server::store::prepareDatabase(*m_db, m_clock.now(), m_random).ok());
        const auto kept = m_db->prepare("kept", "SELECT value FROM counter "
                                                "WHERE name = 'commit_seq'")
                              .value<CommitSeq>();
        if (kept < m_told)
            m_house.complain("I2: the server has lost commits that it had answered");
        m_services = std::make_unique<Services>(*this);
        if (std::exchange(m_isRestoring, false))
            beginRecovery();
    } catch (const sqlite::Error& error) {
        m_house.complain(std::string("the server does not start: ") + error.what());
    }
}

core::Identity ServerNode::enrol(const std::string& name, const PublicKey& key,
                                 server::ports::TerminalKind kind) {
    services::Enrolment enrolment(m_services->context);
    using Enrolment = services::Enrolment;
    const auto code = answerOf<Enrolment::Issued>([&](auto reply) {
        enrolment.issue({serverImage().cinema, name, {}, kind}, reply);
    });
    const auto done = answerOf<Enrolment::Redeemed>(
        [&](auto reply) { enrolment.redeem((*code)->text, key, reply); });
    return {(*done)->terminal, (*done)->incarnation, name};
}

std::optional<core::Identity> ServerNode::enrolAgain(const core::Identity& former,
                                                     const protocol::FormerLives& lives,
                                                     const PublicKey& key) {
    using Enrolment = services::Enrolment;
    if (!isUp())
        return {};
    Enrolment enrolment(m_services->context);
    const auto code = answerOf<Enrolment::Issued>([&](auto reply) {
        enrolment.issue({serverImage().cinema, former.name, former.terminal}, reply);
    });
    if (!code || !*code)
        return {};
    const auto done = answerOf<Enrolment::Redeemed>(
        [&](auto reply) { enrolment.redeem((*code)->text, key, reply, lives); });
    if (!done || !*done)
        return {};
    core::Identity identity = former;
    identity.incarnation = (*done)->incarnation;
    identity.journals = (*done)->journals;
    return identity;
}

CommitSeq ServerNode::commits() {
    const Asleep guard(m_disk);
    return m_db->prepare("commits", "SELECT value FROM counter WHERE name = 'commit_seq'")
        .value<CommitSeq>()
        .value_or(CommitSeq{});
}

std::optional<Incarnation> ServerNode::lifeOf(TerminalId terminal) {
    const Asleep guard(m_disk);
    const auto known = services::readOne<std::optional<server::ports::TerminalRecord>>(
        m_services->context.reader, [&](const auto& store) { return store.terminal(terminal); });
    return known && *known ? std::optional((*known)->incarnation) : std::nullopt;
}

bool ServerNode::knows(const core::Identity& identity) {
    const auto life = lifeOf(identity.terminal);
    return life && identity.incarnation <= *life;
}

bool ServerNode::isFormer(const core::Identity& identity) {
    const auto life = lifeOf(identity.terminal);
    return life && identity.incarnation < *life;
}

void ServerNode::crash(Crash kind) {
    if (!isUp())
        return;
    m_house.note(kind == Crash::Power ? "the server loses its power" : "the server crashes");
    ++m_life;
    if (kind == Crash::Program)
        m_disk.abandon();
    else if (m_disk.powerCut(m_house.random))
        m_house.note("writes of the server are lost");
    m_services.reset();
    m_db.reset();
    m_disk.heal();
    m_house.schedule.after(m_house.between(200, 5'000), [this] {
        start();
        m_house.note("the server is back");
        if (std::exchange(m_cutSoon, false))
            m_house.schedule.after(m_house.between(100, 2'000), [this] { crash(Crash::Power); });
    });
}

void ServerNode::breakDisk() {
    if (!isUp())
        return;
    const bool full = m_house.random.chance(2);
    const auto fault = full                       ? DiskFault::Full
                       : m_house.random.chance(2) ? DiskFault::IoError
                                                  : DiskFault::SyncFails;
    m_house.note(full ? "the server's disk is full" : "the server's disk fails");
    m_disk.failAt(1 + m_house.random.below(20), fault, full || m_house.random.chance(2),
                  m_house.counting(full ? Fault::ServerDiskFull : Fault::ServerIoError));
    m_house.schedule.after(m_house.between(500, 8'000), [this, fault, life = m_life] {
        if (life == m_life)
            healDisk(fault);
    });
}

void ServerNode::healDisk(DiskFault fault) {
    m_house.note("the server's disk works again");
    m_disk.heal();
    // Space that is there again is enough; after a failed sync only a start knows what was kept.
    if (fault == DiskFault::Full)
        return;
    // A machine whose disk could not sync is about to lose its power as well.
    m_cutSoon = fault == DiskFault::SyncFails && m_house.strikes(Fault::ServerPowerCut, 2);
    // Too soon for many that had something to lose; else when some have an answer.
    if (fault == DiskFault::SyncFails && !m_cutSoon && !m_house.healed)
        m_cutAfter = 1 + static_cast<int>(m_house.rare.below(8));
    crash(Crash::Program);
}

void ServerNode::countAnswer() {
    if (m_cutAfter == 0 || --m_cutAfter > 0)
        return;
    m_house.count(Fault::ServerPowerCut);
    m_house.schedule.after(Milliseconds{0}, [this] { crash(Crash::Power); });
}

bool ServerNode::backUp() {
    if (!isUp() || isRecovering())
        return false;
    const Asleep guard(m_disk);
    m_image = Image{m_disk.contents(kPath), m_disk.contents(std::string(kPath) + "-wal")};
    return true;
}

bool ServerNode::isRecovering() {
    const Asleep guard(m_disk);
    auto open = m_db->prepare("open", "SELECT 1 FROM recovery WHERE ended_at IS NULL");
    return open.value<std::int64_t>().has_value();
}

bool ServerNode::restore() {
    if (!isUp() || !m_image || m_house.disksInDoubt)
        return false;
    m_house.note("the server is put back to its backup");
    m_isRestoring = true;
    crash(Crash::Program);
    return true;
}

void ServerNode::putImage() {
    m_disk.put(kPath, m_image->file);
    m_disk.put(std::string(kPath) + "-wal", m_image->log);
    ++m_restores;
    m_told = {}; // that much is lost on purpose
}

/// As `foyerd restore` does before anybody can reach the server.
void ServerNode::beginRecovery() {
    const auto begun = answerOf<Done>([&](auto reply) {
        services::submit<Done>(
            m_services->context.writer,
            [this](server::ports::Store& store) {
                services::beginRecovery(
                    store, "the database was restored from a backup", m_clock.now(), m_random,
                    m_house.hasPayments ? std::optional(services::kBeforeBackup) : std::nullopt);
                return services::Decided<Done>{Done{}};
            },
            reply);
    });
    CHECK(begun);
}

services::Recovery& ServerNode::recovery() {
    return m_services->recovery;
}

/// Any request is a sign of life, and tells how far its terminal has come.
void ServerNode::hear(const Caller& caller, const core::Command& request) {
    const auto* report = std::visit(
        [](const auto& each) -> const protocol::Report* {
            if constexpr (requires { each.report; })
                return &each.report;
            else
                return nullptr;
        },
        request);
    m_services->presence.heard(caller.terminal, m_clock.now(), report ? report->last : Seq{},
                               report ? report->heard : Instant{});
    const auto stamp = services::readOne<protocol::Stamp>(
        m_services->context.reader, [](const auto& store) { return store.stamp(); });
    if (report && stamp)
        m_services->recovery.heard(caller, *report, *stamp);
}

services::Context ServerNode::context() {
    return m_services->context;
}

services::Presence& ServerNode::presence() {
    return m_services->presence;
}

bool ServerNode::attend(const std::function<void()>& work) {
    if (!isUp())
        return false;
    const bool cut = m_house.happens(150);
    if (cut)
        m_disk.failAt(1 + m_house.random.below(8), DiskFault::PowerGone, true,
                      m_house.counting(Fault::ServerCutInCommit));
    work();
    if (m_disk.isGone()) {
        crash(Crash::Power);
        return false;
    }
    if (cut)
        m_disk.heal(); // there was less to write than that
    return true;
}

void ServerNode::handle(const Caller& caller, const core::Command& request, const Reply& reply) {
    std::vector<core::Event> answers;
    const bool heard = attend([&] {
        if (!knows({caller.terminal, caller.incarnation})) {
            answers.push_back(noToken(request));
            return;
        }
        hear(caller, request);
        answer(caller, request, [&](core::Event event) { answers.push_back(std::move(event)); });
    });
    if (!heard)
        return;
    for (const core::Event& event : answers) {
        const CommitSeq told = std::visit(StampIn{}, event).commitSeq;
        if (m_told < told)
            countAnswer();
        m_told = std::max(m_told, told);
        reply(event);
    }
}

void ServerNode::answer(const Caller& caller, const core::Command& request, const Reply& reply) {
    using services::Allotments;
    using services::Outcome;
    using services::Reconcile;
    const auto granted = [&](core::RequestId id) {
        return [&reply, id](const Outcome<Allotments::Answer>& outcome) {
            if (!outcome)
                reply(busy(id));
            else if (outcome->ok())
                reply(core::AllotmentsGranted{id, **outcome});
            else
                reply(core::AllotmentsRefused{id, outcome->error()});
        };
    };
    if (const auto* ask = std::get_if<core::SendAsk>(&request))
        m_services->allotments.ask(caller, ask->ask, granted(ask->request));
    if (const auto* standing = std::get_if<core::SendStanding>(&request))
        m_services->allotments.standing(caller, granted(standing->request));
    if (const auto* journal = std::get_if<core::SendJournal>(&request))
        m_services->reconcile.upload(
            journal->upload, [&](const Outcome<Reconcile::Answer>& outcome) {
                if (!outcome)
                    reply(busy(journal->request));
                else if (outcome->ok())
                    reply(core::JournalAnswered{journal->request, **outcome});
                else if (outcome->error().refusal == protocol::UploadRefusal::Recovering)
                    reply(busy(journal->request)); // as the edge says it
                else
                    reply(core::JournalRefused{journal->request, outcome->error()});
            });
    if (const auto* changes = std::get_if<core::SendChanges>(&request)) {
        auto outcome = m_services->changes.after(changes->cursor, caller);
        if (!outcome)
            return reply(busy(changes->request));
        reply(core::ChangesAnswered{
            changes->request,
            std::make_shared<const protocol::ChangesAnswer>(std::move(*outcome))});
    }
}

std::optional<std::size_t> ServerNode::replay(const protocol::JournalUpload& upload) {
    using Answer = services::Reconcile::Answer;
    const auto outcome =
        answerOf<Answer>([&](auto reply) { m_services->reconcile.upload(upload, reply); });
    if (!outcome)
        return {};
    return outcome->ok() ? (*outcome)->verdicts.size() : 0;
}

std::optional<ServerNode::Hold> ServerNode::hold(const server::core::HoldAsk& ask) {
    using Answer = services::Holds::MakeAnswer;
    if (!isUp())
        return {};
    const auto made = answerOf<Answer>([&](auto reply) { m_services->holds.make(ask, reply); });
    if (!made || !made->ok())
        return {};
    const services::HoldView& view = (*made)->hold;
    return Hold{view.id, (*made)->token, view.expiresAt,
                view.state == server::ports::HoldState::Waiting};
}

std::optional<Instant> ServerNode::extendHold(const Hold& hold) {
    using Answer = services::Holds::Answer;
    if (!isUp())
        return {};
    const auto done =
        answerOf<Answer>([&](auto reply) { m_services->holds.extend(hold.id, hold.token, reply); });
    if (!done || !done->ok())
        return {};
    return (*done)->expiresAt;
}

void ServerNode::releaseHold(const Hold& hold) {
    if (isUp())
        m_services->holds.release(hold.id, hold.token, [](const auto&) {});
}

bool ServerNode::sweepHolds() {
    if (!isUp())
        return false;
    const auto ended = answerOf<std::int64_t>([&](auto reply) { m_services->holds.sweep(reply); });
    for (std::int64_t i = 0; ended && i < *ended; ++i)
        m_house.count(Fault::HoldRunsOut);
    return ended.ok();
}

bool ServerNode::declareLost(const core::Identity& terminal, OperatorId by) {
    using Answer = services::Losses::Answer;
    if (!isUp())
        return false;
    const auto done = answerOf<Answer>([&](auto reply) {
        m_services->losses.declare(terminal.terminal, terminal.incarnation, by, reply);
    });
    return done && done->ok() && (*done)->lost;
}

void ServerNode::expireLeases() {
    if (isUp())
        m_services->allotments.expire([](const auto&) {});
}

} // namespace foyer::simulation
