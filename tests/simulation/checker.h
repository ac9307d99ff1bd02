#pragma once

#include "tests/simulation/terminal_node.h"

#include <vector>

namespace foyer::simulation {

/// Holds the promises of DESIGN §1 against the tables of all three databases, with SQL of its own:
/// it shares no code with what it checks.
class Checker {
public:
    Checker(House& house, ServerNode& server, std::vector<TerminalNode*> terminals, Truth& truth)
        : m_house(house)
        , m_server(server)
        , m_terminals(std::move(terminals))
        , m_truth(truth)
        , m_cursors(m_terminals.size()) {}

    /// After each step; does nothing when nothing has changed.
    void check();
    /// After the healing: everything has drained, and both sides say the same.
    void checkEnd();
    /// Sends a prefix of a journal again and looks whether anything moved (promise I4).
    void checkReplay(TerminalNode& terminal);

private:
    bool nothingNew();
    std::int64_t ask(sqlite::Connection& db, const char* sql);
    void expectNone(sqlite::Connection& db, const char* promise, const char* sql);
    void checkServer();
    void checkMoney();
    void checkRights();
    void checkPaper();
    void checkCursors();
    void checkDrained(TerminalNode& terminal);
    void checkReplica(TerminalNode& terminal);
    void checkCash();
    std::string fingerprint();
    std::map<std::pair<ShowtimeId, SeatNo>, int> ownersOf(const char* sql);

    House& m_house;
    ServerNode& m_server;
    std::vector<TerminalNode*> m_terminals;
    Truth& m_truth;
    std::vector<std::int64_t> m_cursors;
    std::vector<std::int64_t> m_seen;
    std::map<std::pair<sqlite::Connection*, const char*>, sqlite::Statement> m_statements;
};

} // namespace foyer::simulation
