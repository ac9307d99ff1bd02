#pragma once

#include "tests/simulation/terminal_node.h"

namespace foyer::simulation {

/// Somebody at a door: reads the paper of those who come, some of them twice, some with paper that
/// nobody has printed, some with what a terminal printed that has burned down since.
class Doorkeeper {
public:
    Doorkeeper(House& house, TerminalNode& door, Truth& truth)
        : m_house(house), m_door(door), m_truth(truth) {}

    void act();

private:
    void open();
    void letOut(const core::View& view);
    void scan();
    void scanForged(const Truth::Printed& paper);
    void read(const std::string& text);
    /// What its own disk says must keep this paper out, from here on.
    void noteObstacles(const Truth::Printed& paper);
    void forbid(const std::string& text, const char* why);
    std::int64_t ask(const char* sql, const Truth::Printed& paper);

    House& m_house;
    TerminalNode& m_door;
    Truth& m_truth;
};

} // namespace foyer::simulation
