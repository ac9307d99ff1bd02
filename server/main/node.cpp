#include "server/main/node.h"

#include "server/gateways/ticket_pdf.h"
#include "server/http/exposition.h"
#include "shared/crypto/memory.h"

#include <algorithm>
#include <utility>

namespace foyer::server {

using ports::MessageChannel;

namespace {

constexpr std::chrono::seconds kLooking{1};
constexpr std::chrono::seconds kLookingWithoutWayOut{10};
constexpr std::chrono::milliseconds kRelaying{200};
constexpr int kExpireEvery = 30;               // rounds of looking
constexpr int kPruneEvery = 3600;              // rounds of looking: once an hour
constexpr int kNoticesEvery = 60;              // rounds of looking
constexpr int kReadKeysEvery = 60;             // rounds of looking
constexpr std::size_t kMostWaitingReads = 512; // beyond it 503
constexpr std::size_t kMostWaitingHashes = 24; // about a second of them
constexpr std::size_t kMostWaitingScrapes = 4;
constexpr std::size_t kMostWaitingDrawings = 16; // less than a second of them
constexpr std::size_t kPayers = 8;               // a provider that does not answer stops so many
constexpr std::size_t kMostWaitingPayments = 256;
/// One for each, so that a receiver that is slow delays no other.
constexpr std::size_t kCouriers = services::Webhooks::kMostWebhooks;
constexpr std::size_t kMostWaitingWebhooks = services::Webhooks::kMostWebhooks;
constexpr std::size_t kPaymentsAtOnce = 64; // taken up in one round of looking

sqlite::Options optionsFor(const NodeOptions& options, bool readOnly) {
    sqlite::Options sqlite;
    sqlite.path = options.database;
    sqlite.readOnly = readOnly;
    sqlite.create = false;
    sqlite.synchronous = options.synchronous;
    sqlite.vfs = options.vfs;
    if (options.onSlowStatement) {
        sqlite.slowFrom = options.slowStatement;
        sqlite.onSlow = [tell = options.onSlowStatement](std::string_view sql, Milliseconds took) {
            tell(store::statementNamed(sql), took);
        };
    }
    return sqlite;
}

} // namespace

Instant SystemClock::now() const {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

Node::Node(NodeOptions options)
    : m_options(std::move(options))
    , m_readers(optionsFor(m_options, true), m_plans, m_options.workers + 1)
    , m_seats(m_readers)
    , m_programme(m_readers)
    , m_meters(m_readers)
    , m_writer(optionsFor(m_options, false), m_plans, &m_commits)
    , m_context{m_writer, m_readers, m_clock, m_random}
    , m_catalogue(m_readers)
    , m_quotes(m_readers)
    , m_enrolment(m_context)
    , m_auth(m_readers, m_clock, m_random)
    , m_allotments(m_context)
    , m_reconcile(m_context, m_verifier)
    , m_changes(m_context)
    , m_watch(m_context, m_presence)
    , m_holds(m_context, m_presence)
    , m_own(m_options.ownJournal ? std::move(*m_options.ownJournal)
                                 : OwnJournal(crypto::KeyPair::generate()))
    , m_bookings(m_context, m_verifier, m_own)
    , m_payments(m_context, m_verifier, m_own, m_options.payments.get())
    , m_recovery(m_context, m_options.payments != nullptr)
    , m_adoption(m_context, m_verifier, m_own, m_options.payments.get())
    , m_losses(m_context, m_presence)
    , m_days(m_context, m_presence)
    , m_people(m_readers, m_clock)
    , m_showtimeChanges(m_context)
    , m_policies(m_context)
    , m_accounts(m_context)
    , m_registrations(m_context)
    , m_customers(m_context)
    , m_tickets(m_context, m_own, m_drawer)
    , m_outbox(m_context, m_options.messenger.get(), m_options.publicUrl, &m_drawer,
               m_options.shortMessenger.get())
    , m_webhooks(m_context, m_options.webhooks.get())
    , m_notices(m_context, m_options.reminderLead)
    , m_news(m_readers)
    , m_relay(m_context, m_options.bus.get())
    , m_tokens(m_options.tokenRing ? std::move(m_options.tokenRing) : TokenRing::ofOneRun())
    , m_live(m_seats, m_auth, [this](std::string_view token) { return personOf(token); })
    , m_workers(m_options.workers, kMostWaitingReads)
    , m_hashers(1, kMostWaitingHashes)
    , m_drawers(1, kMostWaitingDrawings)
    , m_payers(kPayers, kMostWaitingPayments)
    , m_couriers(kCouriers, kMostWaitingWebhooks)
    , m_api({m_catalogue,
             m_programme,
             m_quotes,
             m_seats,
             m_enrolment,
             m_auth,
             m_allotments,
             m_reconcile,
             m_changes,
             m_holds,
             m_bookings,
             m_payments,
             m_recovery,
             m_losses,
             m_days,
             m_people,
             m_showtimeChanges,
             m_policies,
             m_accounts,
             m_registrations,
             m_customers,
             m_tickets,
             m_outbox,
             m_webhooks,
             m_presence,
             m_workers,
             m_hashers,
             m_drawers,
             m_payers,
             m_clock,
             m_options.publicUrl,
             [this] { return m_tokens->keys(); },
             [this] { return m_writer.isHealthy(); },
             [this] { return m_adoption.failure(); }},
            m_options.accessLog)
    , m_edge(
          m_options.edge,
          [this](edge::Request request, edge::ResponderPtr responder) {
              m_api.handle(std::move(request), std::move(responder));
          },
          &m_live)
    , m_watchers(1, kMostWaitingScrapes) {
    if (!m_options.tickets)
        m_options.tickets = std::make_unique<gateways::TicketPdf>();
    if (m_options.metrics)
        m_metricsEdge = std::make_unique<edge::Server>(
            m_options.metrics->edge, [this](edge::Request request, edge::ResponderPtr responder) {
                answerMetrics(request, std::move(responder));
            });
    if (m_options.edge.tls && !m_options.edge.tls->clientAuthorities.empty())
        m_auth.requireCertificates();
    m_seats.onNews([this](const services::ReadModel::News& news) { m_live.tell(news); });
    m_reconcile.onQuarantine([this](TerminalId terminal) { m_auth.forget(terminal); });
}

Node::~Node() {
    stop();
}

void Node::Commits::committed(const ports::Committed& commit) {
    for (const auto& row : commit.rows)
        if (row.kind == ports::FeedKind::Showtime)
            m_node.m_api.forget(ShowtimeId{row.id});
    m_node.m_programme.committed(commit);
    m_node.m_seats.committed(commit);
    m_node.m_meters.committed(commit);
}

Result<std::string, ports::DrawFault> Node::Drawer::draw(const ports::TicketPapers& papers) {
    auto drawn = m_node.m_options.tickets->draw(papers);
    if (!drawn)
        m_node.report("the tickets of " + papers.reference +
                      " could not be drawn and go without a file: " + drawn.error().said);
    return drawn;
}

Result<Done, edge::StartError> Node::start() {
    warmUp();
    m_lastTold = m_news.last();
    // Before anything happens that the broker should hear of; later in vain is later again.
    if (m_relay.hasBus())
        (void)m_relay.begin();
    m_live.attach(m_edge.hub());
    auto started = m_edge.start();
    if (started && m_metricsEdge)
        if (auto watched = m_metricsEdge->start(); !watched)
            return Err{edge::StartError{"the port for metrics: " + watched.error().message}};
    if (started) {
        m_keeper = std::thread([this] { keepHouse(); });
        for (std::size_t i = 0; i < m_postmen.size(); ++i)
            m_postmen.at(i) =
                std::thread([this, i] { deliverMessages(static_cast<MessageChannel>(i)); });
        if (m_relay.hasBus())
            m_publisher = std::thread([this] { relayEvents(); });
    }
    return started;
}

/// The first customer of the day should not wait for the seats of showtimes that are on sale.
void Node::warmUp() {
    ports::ShowtimeFilter filter;
    filter.endsAfter = m_clock.now();
    const auto page = m_catalogue.showtimes(filter, "", services::Catalogue::kMostPerPage);
    if (!page || !*page)
        return;
    for (const auto& showtime : (*page)->items)
        if (!m_seats.snapshot(showtime.id))
            return report("the seats of a showtime could not be read ahead");
}

void Node::keepHouse() {
    std::unique_lock lock(m_lock);
    for (int round = 1; !m_wake.wait_for(lock, kLooking, [this] { return m_ending; }); ++round) {
        lookAround();
        m_recovery.lookAround();
        adoptPayments();
        advancePayments();
        advanceWebhooks();
        tellCustomers();
        m_holds.sweep([this](services::Outcome<std::int64_t> swept) {
            if (!swept)
                report("holds could not be swept; it is tried again in 1 s");
        });
        if (round % kExpireEvery == 0)
            m_allotments.expire([this](services::Outcome<std::int64_t> expired) {
                if (!expired)
                    report("allotments could not be expired; it is tried again in 30 s");
            });
        if (round % kNoticesEvery == 0 || m_moreNotices.exchange(false))
            m_notices.writeDue([this](const services::Outcome<std::size_t>& written) {
                m_moreNotices = written && *written >= services::Notices::kMostReminders;
                if (!written)
                    report("reminders and alerts could not be written; it is tried again in 1 min");
            });
        if (round % kReadKeysEvery == 0)
            if (const auto read = m_tokens->reload(); !read)
                report("the keys of access tokens could not be read again: " +
                       read.error().message);
        if (round % kPruneEvery == 0)
            m_accounts.prune([this](const services::Outcome<Done>& pruned) {
                if (!pruned)
                    report("sessions that are over could not be removed; it is tried again later");
            });
        if (round % kPruneEvery == 0) {
            const auto orLater = [this](const services::Outcome<Done>& pruned) {
                if (!pruned)
                    report("old tokens and messages could not be removed; it is tried again later");
            };
            m_registrations.prune(orLater);
            m_outbox.prune(orLater);
            m_webhooks.prune(orLater);
        }
        if (round % kPruneEvery == 0 && m_payments.isOffered())
            m_payments.prune([this](const services::Outcome<Done>& pruned) {
                if (!pruned)
                    report("old events of payments could not be removed; it is tried again later");
            });
        if (round % kPruneEvery == 0)
            m_changes.prune([this](services::Outcome<Done> pruned) {
                if (!pruned)
                    report("the feed of changes could not be pruned; it is tried again later");
            });
    }
}

/// A thread of its own, since mail servers and gateways take as long as they like.
void Node::deliverMessages(MessageChannel channel) {
    const bool hasWayOut = m_outbox.hasWayOut(channel);
    const auto pause = hasWayOut ? kLooking : kLookingWithoutWayOut;
    std::unique_lock lock(m_lock);
    while (!m_wake.wait_for(lock, pause, [this] { return m_ending; })) {
        lock.unlock();
        hasWayOut ? deliverDue(channel) : withoutWayOut(channel);
        lock.lock();
    }
}

/// A thread of its own: a broker takes as long as it likes, and is told everything in order.
void Node::relayEvents() {
    bool begun = false;
    std::string said; // so that a broker that is away for hours is told of once
    std::unique_lock lock(m_lock);
    while (!m_wake.wait_for(lock, kRelaying, [this] { return m_ending; })) {
        lock.unlock();
        begun = begun || m_relay.begin().ok();
        const auto round = m_relay.tellDue();
        if (round && !round->said.empty() && round->said != said)
            report("events could not be handed to the broker; it is tried again: " + round->said);
        if (round && (!round->said.empty() || round->count > 0))
            said = round->said;
        lock.lock();
    }
}

void Node::deliverDue(MessageChannel channel) {
    if (m_writer.isHealthy() && !m_outbox.deliverDue(channel))
        report("messages could not be taken from the outbox; it is tried again in 1 s");
}

/// What waits is told of once, and does not wait for longer than anybody wants it.
void Node::withoutWayOut(MessageChannel channel) {
    if (m_writer.isHealthy() && !m_outbox.giveUpLate(channel))
        report("messages that are late could not be given up; it is tried again soon");
    auto& told = m_toldOfNoWayOut.at(static_cast<std::size_t>(channel));
    const auto waiting = m_outbox.countWaiting(channel);
    if (told || !waiting || *waiting == 0)
        return;
    told = true;
    report(channel == MessageChannel::Sms
               ? "SMS wait in the outbox and cannot leave the house: no gateway is configured "
                 "(sms-url)"
               : "messages wait in the outbox and cannot leave the house: no mail server is "
                 "configured (smtp-host)");
}

/// The writer publishes what another process has committed (`foyerd import` beside us) with the
/// next commit of its own: here one that changes nothing, so that nobody has to wait for a sale.
void Node::lookAround() {
    if (!m_writer.isHealthy()) {
        if (!std::exchange(m_toldOfDisk, true))
            report("the disk could not keep a commit; nothing is written until the server is "
                   "started again on a disk that works");
        return;
    }
    const auto stamp = services::readOne<protocol::Stamp>(
        m_readers, [](const ports::Store& store) { return store.stamp(); });
    if (!stamp || *stamp == m_seats.stamp())
        return; // what could not be read is read again in a second
    services::submit<Done>(
        m_writer, [](ports::Store&) { return services::Decided<Done>{Done{}}; },
        [this](const services::Outcome<Done>& done) {
            if (!done)
                report("what others committed could not be looked at; it is tried again in 1 s");
        });
}

/// What only the provider knows of a history that was lost.
void Node::adoptPayments() {
    if (auto why = m_adoption.failure(); why != m_saidOfProvider) {
        m_saidOfProvider = std::move(why);
        if (!m_saidOfProvider.empty())
            report("what the payment provider has could not be taken in, and the recovery waits "
                   "for it; it is tried again: " +
                   m_saidOfProvider);
    }
    if (auto what = m_adoption.notice(); what != m_noticed) {
        m_noticed = std::move(what);
        if (!m_noticed.empty())
            report(m_noticed);
    }
    if (m_writer.isHealthy() && m_adoption.isDue())
        (void)m_payers.run([this] { m_adoption.advance(); });
}

/// Goes on with what a crash, a lost answer or a busy provider has left.
void Node::advancePayments() {
    if (!m_payments.isOffered())
        return;
    if (const auto owing = m_payments.owing(kPaymentsAtOnce))
        for (const auto id : *owing)
            m_payments.payBackOwed(id, [](const services::Outcome<Done>&) {});
    const auto due = m_payments.due(kPaymentsAtOnce);
    if (!due)
        return; // what could not be read is read again in a second
    for (const auto id : *due)
        if (!m_payers.run([this, id] { m_payments.advance(id); }))
            return;
}

/// Tells other programs what is due; those at which somebody is already are left to them.
void Node::advanceWebhooks() {
    if (!m_writer.isHealthy())
        return;
    const auto due = m_webhooks.due();
    if (!due)
        return; // what could not be read is read again in a second
    for (const auto id : *due)
        if (!m_couriers.run([this, id] { m_webhooks.advance(id); }))
            return;
}

std::optional<push::Live::Person> Node::personOf(std::string_view token) const {
    const auto claims = http::readToken(*m_tokens->keys(), token, m_clock.now());
    if (!claims)
        return {};
    return push::Live::Person{claims->subject, claims->expiresAt};
}

/// News of bookings to their customers, wherever they are signed in: what has happened since the
/// last round, whoever has committed it.
void Node::tellCustomers() {
    const Instant now = m_clock.now();
    m_live.expire(now);
    const auto news = m_news.since(m_lastTold);
    if (!news)
        return; // what could not be read is read again in a second
    for (const auto& each : news->items)
        m_live.tell(each.account, each.event, now);
    m_lastTold = news->last;
}

bool Node::drain(Milliseconds timeout) {
    m_api.setDraining();
    const bool ended = m_edge.drain(timeout);
    stop();
    return ended;
}

void Node::stop() {
    if (std::exchange(m_stopped, true))
        return;
    {
        const std::lock_guard lock(m_lock);
        m_ending = true;
    }
    m_outbox.stop();
    m_webhooks.stop();
    m_wake.notify_all();
    if (m_keeper.joinable())
        m_keeper.join();
    for (auto& postman : m_postmen)
        if (postman.joinable())
            postman.join();
    if (m_publisher.joinable())
        m_publisher.join();
    m_edge.stop();
    if (m_metricsEdge)
        m_metricsEdge->stop();
    m_watchers.stop();
    m_payments.stop();
    m_payers.stop();
    m_couriers.stop();
    m_workers.stop();
    m_hashers.stop();
    m_drawers.stop();
    m_writer.stop();
    m_live.stop();
}

void Node::answerMetrics(const edge::Request& request, edge::ResponderPtr responder) {
    const auto refuse = [&](int status) {
        responder->send({.status = status, .headers = {}, .body = {}, .shared = {}});
    };
    const std::string wanted = "Bearer " + m_options.metrics->token;
    if (request.path != "/metrics")
        return refuse(404);
    if (request.method != edge::Method::Get)
        return refuse(405);
    if (!m_options.metrics->token.empty() &&
        !crypto::equalInConstantTime(asBytes(request.header("authorization")), asBytes(wanted)))
        return refuse(401);
    const auto shared = std::make_shared<edge::ResponderPtr>(std::move(responder));
    if (!m_watchers.run([this, shared] { sendMetrics(std::move(*shared)); }))
        (*shared)->send({.status = 503, .headers = {}, .body = {}, .shared = {}});
}

void Node::sendMetrics(edge::ResponderPtr responder) {
    edge::Response response;
    response.headers.emplace_back("Content-Type", http::Exposition::kContentType);
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body =
        metricsPage({m_api, m_meters, m_writer, m_watch, m_workers, m_hashers, m_drawers, m_payers,
                     [this] { return m_edge.counters(); }, m_options.database});
    responder->send(std::move(response));
}

void Node::report(const std::string& text) const {
    if (m_options.report)
        m_options.report(text);
}

} // namespace foyer::server
