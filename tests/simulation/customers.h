#pragma once

#include "tests/simulation/server_node.h"

#include <vector>

namespace foyer::simulation {

/// People who book online: they hold seats, make up their minds, and some just leave.
class Customers {
public:
    Customers(House& house, ServerNode& server) : m_house(house), m_server(server) {}

    void act();

private:
    void hold();
    void decide();

    House& m_house;
    ServerNode& m_server;
    std::vector<ServerNode::Hold> m_holds; // of those who have not left
};

} // namespace foyer::simulation
