#pragma once

#include "tests/simulation/terminal_node.h"

#include <functional>

namespace foyer::simulation {

/// Somebody types a code into the terminal, which begins a new life. False when no answer comes:
/// the server is down, or did it and could not say so.
bool enrolAnew(House& house, ServerNode& server, TerminalNode& node);

/// Two disks where there was one: a copy of a counter's disk of some time ago is started, beside
/// the original or instead of it. When one of them says that the server refuses it, or when all is
/// over, people enrol both anew, one after the other, so that what either has sold comes in:
///
///   Copied     the copy lies in a drawer
///   Running    it is in use
///   Refused    somebody has read the screen and asks for a code
///   Draining   the first of the two is a new life and sends what both lives had
///   Last       it is put away; now the second one
class Lives {
public:
    /// Puts another machine to work.
    using Join = std::function<TerminalNode&(TerminalNode& original, const DiskCopy& copy)>;

    Lives(House& house, ServerNode& server, Join join)
        : m_house(house), m_server(server), m_join(std::move(join)) {}

    /// Plans the story of this disk; some are enrolled anew for nothing, in the middle of a sale.
    void begin(TerminalNode& original);

private:
    enum class Stage : std::uint8_t { Copied, Running, Refused, Draining, Last, Over };

    void copy();
    void enrolInService();
    void startCopy();
    void look();
    bool isNoticed();
    void later(std::int64_t low, std::int64_t high, void (Lives::*what)());

    House& m_house;
    ServerNode& m_server;
    Join m_join;
    TerminalNode* m_first = nullptr;  // the original until people choose
    TerminalNode* m_second = nullptr; // the copy until then
    DiskCopy m_copy;
    Stage m_stage = Stage::Copied;
    bool m_begun = false; // an enrolment whose answer may be lost
    Instant m_healedAt{};
};

} // namespace foyer::simulation
