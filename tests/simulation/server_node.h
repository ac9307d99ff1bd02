#pragma once

#include "app/core/command.h"
#include "server/main/entry_check.h"
#include "server/services/allotments.h"
#include "server/services/changes.h"
#include "server/services/reconcile.h"
#include "server/store/database.h"
#include "server/store/inline_writer.h"
#include "tests/simulation/house.h"

#include <functional>
#include <memory>
#include <optional>

namespace foyer::simulation {

/// The server: its real services on a real database in memory. A crash forgets what is in flight
/// and everything in memory; the database keeps what was committed.
class ServerNode {
public:
    explicit ServerNode(House& house);
    ~ServerNode();

    /// Makes a terminal known; its real enrolment.
    core::Identity enrol(const std::string& name, const PublicKey& key);

    using Reply = std::function<void(core::Event)>;
    /// Handles a request as the HTTP edge would; `reply` is called at once, or never when the
    /// server is down.
    void handle(const server::services::Caller& caller, const core::Command& request,
                const Reply& reply);
    void expireLeases();
    void crash();
    bool isUp() const { return m_up; }
    /// Grows with each crash: what was sent to the life before is lost.
    std::uint64_t life() const { return m_life; }

    /// Sends entries again as if from the net; the verdicts are what is looked at (promise I4).
    std::optional<protocol::JournalAnswer> replay(const protocol::JournalUpload& upload);

    sqlite::Connection& db() { return m_db; }

private:
    struct WallClock final : server::ports::Clock {
        explicit WallClock(House& in) : house(in) {}
        Instant now() const override { return house.schedule.now(); }
        House& house;
    };
    struct Services;

    void furnish();
    void ask(const server::services::Caller& caller, const core::SendAsk& request,
             const Reply& reply);
    void upload(const core::SendJournal& request, const Reply& reply);
    core::AllotmentsGranted forged(const server::services::Caller& caller,
                                   const core::SendAsk& request);

    House& m_house;
    WallClock m_clock;
    SeededRandom m_random;
    sqlite::Connection m_db;
    server::store::PlanCache m_plans;
    server::EntryCheck m_check;
    std::unique_ptr<Services> m_services;
    CinemaId m_cinema;
    bool m_up = true;
    std::uint64_t m_life = 0;
};

} // namespace foyer::simulation
