#pragma once

#include "server/edge/server.h"
#include "server/http/api.h"
#include "server/main/entry_check.h"
#include "server/main/metrics.h"
#include "server/main/own_journal.h"
#include "server/main/token_ring.h"
#include "server/ports/event_bus.h"
#include "server/ports/messenger.h"
#include "server/ports/ticket_drawer.h"
#include "server/ports/webhook_sender.h"
#include "server/push/live.h"
#include "server/services/adoption.h"
#include "server/services/booking_news.h"
#include "server/services/notices.h"
#include "server/services/outbox.h"
#include "server/services/relay.h"
#include "server/services/tickets.h"
#include "server/store/group_writer.h"
#include "server/store/reader_pool.h"
#include "shared/crypto/random.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace foyer::server {

/// The clock on the wall.
class SystemClock final : public ports::Clock {
public:
    Instant now() const override;
};

/// Where Prometheus reads: a port of its own, so that no customer comes near it.
struct MetricsPort {
    edge::Options edge;
    std::string token; // whoever reads must bear it; empty: nobody need
};

struct NodeOptions {
    std::string database;
    std::optional<OwnJournal> ownJournal;             // nothing: a key for this run only
    std::unique_ptr<TokenRing> tokenRing;             // null: a key for this run only
    std::unique_ptr<ports::PaymentProvider> payments; // null: no card payments
    edge::Options edge;
    std::optional<MetricsPort> metrics; // nothing: not to be read
    unsigned workers = 2;
    sqlite::Synchronous synchronous = sqlite::Synchronous::Full; // less only in tests
    std::string vfs;                                             // another disk only in tests
    std::unique_ptr<ports::Messenger> messenger;                 // null: no mail leaves the house
    std::unique_ptr<ports::ShortMessenger> shortMessenger;       // null: no SMS leaves the house
    std::unique_ptr<ports::TicketDrawer> tickets;                // null: as a PDF, by pango
    std::unique_ptr<ports::WebhookSender> webhooks;              // null: none is told anything
    std::unique_ptr<ports::EventBus> bus;                        // null: no broker is told anything
    std::chrono::hours reminderLead = services::Notices::kUsualLead; // as services::Notices
    std::string publicUrl;                                           // as services::Outbox has it
    http::AccessLog accessLog;
    Milliseconds slowStatement{0}; // from here on one is slow
    /// Empty: nobody measures. The statement's name (store::statementNamed). On the threads that
    /// read and write.
    std::function<void(const std::string& statement, Milliseconds took)> onSlowStatement;
    std::function<void(const std::string&)> report; // what went wrong in the background
};

/// One running server: the database's writer and readers, the services, HTTP and WebSocket, wired
/// together. Made, started, drained and stopped by one thread. The constructor throws
/// sqlite::Error. Requires: the database is migrated.
class Node {
public:
    explicit Node(NodeOptions options);
    ~Node(); // stops

    Result<Done, edge::StartError> start();
    std::uint16_t port() const { return m_edge.port(); }
    /// Requires: options.metrics.
    std::uint16_t metricsPort() const { return m_metricsEdge->port(); }

    /// Takes no more requests, ends those in flight, then the writer's. True when all ended in
    /// time.
    bool drain(Milliseconds timeout);
    void stop();

    http::Api& api() { return m_api; }
    services::Context context() { return m_context; }
    services::Enrolment& enrolment() { return m_enrolment; }
    services::ReadModel& seats() { return m_seats; }
    const ports::EntryVerifier& verifier() const { return m_verifier; }
    ports::Reader& reader() { return m_readers; }

private:
    /// Hears of every commit first, so that nothing kept outlives it.
    class Commits final : public ports::Publisher {
    public:
        explicit Commits(Node& node) : m_node(node) {}
        void committed(const ports::Committed& commit) override;

    private:
        Node& m_node;
    };

    /// Tells of what could not be drawn, whoever has asked for it.
    class Drawer final : public ports::TicketDrawer {
    public:
        explicit Drawer(Node& node) : m_node(node) {}
        Result<std::string, ports::DrawFault> draw(const ports::TicketPapers& papers) override;

    private:
        Node& m_node;
    };

    void warmUp();
    void keepHouse();
    void lookAround();
    void deliverMessages(ports::MessageChannel channel);
    void deliverDue(ports::MessageChannel channel);
    void withoutWayOut(ports::MessageChannel channel);
    void adoptPayments();
    void advancePayments();
    void advanceWebhooks();
    void tellCustomers();
    void relayEvents();
    std::optional<push::Live::Person> personOf(std::string_view token) const;
    void report(const std::string& text) const;
    void answerMetrics(const edge::Request& request, edge::ResponderPtr responder);
    void sendMetrics(edge::ResponderPtr responder);

    NodeOptions m_options;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    EntryCheck m_verifier;
    store::PlanCache m_plans;
    store::ReaderPool m_readers;
    services::ReadModel m_seats;
    services::ProgrammeModel m_programme;
    Meters m_meters;
    Commits m_commits{*this};
    store::GroupWriter m_writer;
    services::Context m_context;
    services::Catalogue m_catalogue;
    services::Quotes m_quotes;
    services::Enrolment m_enrolment;
    services::TerminalAuth m_auth;
    services::Allotments m_allotments;
    services::Reconcile m_reconcile;
    services::Changes m_changes;
    services::Presence m_presence;
    services::Watch m_watch;
    services::Holds m_holds;
    OwnJournal m_own;
    services::Bookings m_bookings;
    services::Payments m_payments;
    services::Recovery m_recovery;
    services::Adoption m_adoption;
    services::Losses m_losses;
    services::Days m_days;
    services::People m_people;
    services::ShowtimeChanges m_showtimeChanges;
    services::Policies m_policies;
    services::Accounts m_accounts;
    services::Registrations m_registrations;
    services::Customers m_customers;
    Drawer m_drawer{*this};
    services::Tickets m_tickets;
    services::Outbox m_outbox;
    services::Webhooks m_webhooks;
    services::Notices m_notices;
    services::BookingNews m_news;
    services::Relay m_relay;
    std::unique_ptr<TokenRing> m_tokens;
    push::Live m_live;
    http::Workers m_workers;
    http::Workers m_hashers;
    http::Workers m_drawers;
    http::Workers m_payers;
    http::Workers m_couriers;
    http::Api m_api;
    edge::Server m_edge;
    http::Workers m_watchers; // so that a full house is still seen
    std::unique_ptr<edge::Server> m_metricsEdge;

    std::mutex m_lock;
    std::condition_variable m_wake;
    bool m_ending = false;
    bool m_stopped = false;
    std::atomic<bool> m_moreNotices{false}; // than one transaction should write
    bool m_toldOfDisk = false;              // the keeper's own
    std::int64_t m_lastTold = 0;            // event of which customers were told, the keeper's own
    std::string m_saidOfProvider;           // why it did not answer, the keeper's own
    std::string m_noticed;                  // of its payments, likewise
    std::array<bool, ports::kMessageChannelCount> m_toldOfNoWayOut{}; // each postman's own
    /// One for each channel: they deliver what the outbox holds.
    std::array<std::thread, ports::kMessageChannelCount> m_postmen;
    std::thread m_publisher; // hands events to the broker, when there is one
    std::thread m_keeper;    // expires allotments, prunes the feed, looks for others' commits
};

} // namespace foyer::server
