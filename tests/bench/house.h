#pragma once

#include "shared/crypto/keys.h"
#include "shared/protocol/sync.h"
#include "tests/bench/process.h"

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
    House();

    std::uint16_t port() const { return m_server->port(); }
    const ServerProcess& server() const { return *m_server; }

    /// The whole way: a code from the command line, the key, a challenge, a token.
    Device enrol(const std::string& name) const;

    /// `foyerd audit` on the live database: its exit status and what it said.
    Ran audit() const;

private:
    Words command(const Words& words) const;

    TemporaryFolder m_folder;
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

} // namespace foyer::bench
