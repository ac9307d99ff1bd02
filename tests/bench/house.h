#pragma once

#include "shared/crypto/keys.h"
#include "shared/protocol/sync.h"
#include "tests/bench/process.h"

#include <functional>
#include <map>
#include <optional>

namespace foyer::bench {

/// An enrolled terminal as the server knows it, with the token of its present session.
struct Device {
    TerminalId id;
    Incarnation incarnation;
    crypto::KeyPair key;
    std::string token;
};

/// A real foyerd with the demo cinema, in a folder of its own, on a free port.
class House {
public:
    /// Done to the database file before the server starts.
    using Preparation = std::function<void(const std::string& database)>;

    /// `cinema`: a folder as `foyerd import demo` takes it; empty: the demo cinema.
    explicit House(const std::string& cinema = {}, const Preparation& prepare = {});

    std::uint16_t port() const { return m_port; }
    const ServerProcess& server() const { return *m_server; }
    /// Kills the server where it stands; nothing of it is left when this returns.
    void kill();
    /// Ends the server in order.
    void end();
    /// Starts it again on the same port and data.
    void start();
    std::string database() const { return m_folder.file("foyer.db"); }

    /// The whole way: a code from the command line, the key, a challenge, a token.
    /// `kind` as `foyerd enrol --kind` takes it; empty: a counter.
    Device enrol(const std::string& name, const std::string& kind = {}) const;
    /// A new token; the server forgets all when it ends.
    void login(Device& device) const;

    /// `foyerd audit` on the live database: its exit status and what it said.
    Ran audit() const;

private:
    Words command(const Words& words) const;

    TemporaryFolder m_folder;
    std::uint16_t m_port;
    std::optional<ServerProcess> m_server;
};

/// What a terminal learns from the feed.
struct Replica {
    std::vector<domain::Showtime> showtimes; // yet to begin, in the order of their start
    std::map<PlanId, std::shared_ptr<const domain::SeatingPlan>> plans;
    std::map<PriceListId, domain::PriceList> priceLists;
    std::vector<domain::Operator> operators;

    const domain::SeatingPlan& planOf(const domain::Showtime& showtime) const {
        return *plans.at(showtime.plan);
    }
};
Replica readReplica(std::uint16_t port, const Device& device);

std::string seatsPath(ShowtimeId showtime);

/// Where the description of the demo cinema lies.
std::string demoFolder();

} // namespace foyer::bench
