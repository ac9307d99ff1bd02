#pragma once

#include "server/http/jwt.h"
#include "server/http/router.h"
#include "server/http/workers.h"
#include "server/services/accounts.h"
#include "server/services/allotments.h"
#include "server/services/bookings.h"
#include "server/services/catalogue.h"
#include "server/services/changes.h"
#include "server/services/customers.h"
#include "server/services/days.h"
#include "server/services/enrolment.h"
#include "server/services/holds.h"
#include "server/services/losses.h"
#include "server/services/outbox.h"
#include "server/services/payments.h"
#include "server/services/people.h"
#include "server/services/policies.h"
#include "server/services/programme_model.h"
#include "server/services/quotes.h"
#include "server/services/read_model.h"
#include "server/services/reconcile.h"
#include "server/services/recovery.h"
#include "server/services/registrations.h"
#include "server/services/showtime_changes.h"
#include "server/services/terminal_auth.h"
#include "server/services/tickets.h"
#include "server/services/webhooks.h"

#include <atomic>
#include <functional>

namespace foyer::server::http {

class Bodies;
class Replays;

/// What the resources are made from. All must outlive the Api and the edge that calls it.
struct Backend {
    services::Catalogue& catalogue;
    services::ProgrammeModel& programme;
    services::Quotes& quotes;
    services::ReadModel& seats;
    services::Enrolment& enrolment;
    services::TerminalAuth& auth;
    services::Allotments& allotments;
    services::Reconcile& reconcile;
    services::Changes& changes;
    services::Holds& holds;
    services::Bookings& bookings;
    services::Payments& payments;
    services::Recovery& recovery;
    services::Losses& losses;
    services::Days& days;
    services::People& people;
    services::ShowtimeChanges& showtimeChanges;
    services::Policies& policies;
    services::Accounts& accounts;
    services::Registrations& registrations;
    services::Customers& customers;
    services::Tickets& tickets;
    services::Outbox& outbox;
    services::Webhooks& webhooks;
    services::Presence& presence;
    Workers& workers;
    Workers& hashers; // of passwords, so that they keep no read waiting
    Workers& drawers; // of tickets, likewise
    Workers& payers;  // who wait for the payment provider, and keep nobody else waiting
    const ports::Clock& clock;
    std::string publicUrl;                   // where customers book; empty: not told
    std::function<TokenKeysPtr()> tokenKeys; // of this moment; called on any thread
    std::function<bool()> canWrite;          // false once the disk has failed; called on any thread
    /// Why a recovery waits for the payment provider in vain; empty: it does not. On any thread.
    std::function<std::string()> paymentsProblem{};
};

/// The REST interface: every route of /v1, its guard and the answers. Thread-safe: called on
/// several event loops.
class Api {
public:
    explicit Api(const Backend& backend, AccessLog log = {});
    ~Api();

    /// Runs on an event loop; never blocks.
    void handle(edge::Request request, edge::ResponderPtr responder);

    /// The showtime has changed: what is kept of it is forgotten.
    void forget(ShowtimeId showtime);
    /// From now on /readyz says 503, so that nobody sends new customers.
    void setDraining() { m_draining = true; }

    const Router& router() const { return *m_router; }
    /// By the routes of router(), in their order.
    const Traffic& traffic() const { return *m_traffic; }

private:
    void dispatch(edge::Request request, Answer answer);
    void identify(Call& call);
    void hear(const services::Caller& caller, const protocol::Report& report);
    void guardReplay(const Route& route, Call call, Answer answer);
    std::vector<Route> routes();

    Backend m_backend;
    AccessLog m_log;
    std::atomic<bool> m_draining{false};
    std::unique_ptr<Bodies> m_bodies;
    std::unique_ptr<Replays> m_replays;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<Traffic> m_traffic;
};

} // namespace foyer::server::http
