#pragma once

#include "tests/simulation/payers.h"
#include "tests/simulation/server_node.h"
#include "tests/simulation/truth.h"

#include <vector>

namespace foyer::simulation {

/// People who book online: they hold seats, make up their minds, pay or let go, want their
/// money back, and some just leave.
class Customers {
public:
    Customers(House& house, ServerNode& server, Truth& truth);

    /// From now on they pay at the server itself and not at a shop.
    void payBy(Payers& payers) { m_payers = &payers; }
    void act();

private:
    struct Held {
        ServerNode::Hold hold;
        std::string reference; // of the payment, once there is one
        bool hasCode = false;  // of a discount
    };
    void hold();
    void decide();
    void extend(Held& held);
    void buy(std::size_t at);
    void payBack();
    void forget(std::size_t at);

    House& m_house;
    ServerNode& m_server;
    Truth& m_truth;
    Payers* m_payers = nullptr;
    server::services::Caller m_shop; // their sales channel
    std::vector<Held> m_holds;       // of those who have not left
    std::vector<BookingId> m_bought; // and not paid back
    int m_payments = 0;
};

} // namespace foyer::simulation
