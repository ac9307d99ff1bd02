#pragma once

#include "tests/simulation/server_node.h"

#include <map>
#include <vector>

namespace foyer::simulation {

/// The journal of a device in the office, as its store would keep it, on a disk that never fails:
/// what comes from the acquirer's statement, and what people decide who sell nothing themselves.
class OfficeJournal {
public:
    OfficeJournal(House& house, ServerNode& server);

    void write(const protocol::Payload& payload);
    /// Sends what the server has not got, and says how far it has come.
    void drain();
    const core::Identity& identity() const { return m_identity; }
    /// Cash that this device's people have handed out.
    std::int64_t cashPaidOut() const { return m_cashPaidOut; }

private:
    void tell();

    House& m_house;
    ServerNode& m_server;
    server::OwnJournal m_sealer;
    core::Identity m_identity;
    std::vector<protocol::SealedEntry> m_entries;
    std::size_t m_judged = 0; // of them
    std::uint64_t m_restores = 0;
    std::int64_t m_cashPaidOut = 0;
};

} // namespace foyer::simulation
