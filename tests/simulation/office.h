#pragma once

#include "tests/simulation/office_journal.h"
#include "tests/simulation/terminal_node.h"

#include <set>

namespace foyer::simulation {

/// The people behind those who sell: they change prices and plans, cancel a showtime, pay money
/// back that another terminal took, learn from the acquirer's statement what was declined, work on
/// the tasks that nobody at a counter can see, and close the business day.
class Office {
public:
    Office(House& house, ServerNode& server, std::vector<TerminalNode*> terminals);

    /// Another counter has joined.
    void add(TerminalNode& terminal) { m_terminals.push_back(&terminal); }
    /// One thing that somebody decides.
    void act();
    /// What there is to do for whoever has a task; also when all is quiet.
    void work();
    /// Tries to close the business day on which the run began; true when it is closed by that.
    bool closeDay();
    std::int64_t cashPaidOut() const { return m_journal.cashPaidOut(); }

private:
    void cutSomebodyOff();
    void changePrices();
    void changePlan();
    void changePlanBack(std::size_t which, PlanId present);
    void cancel();
    void payBackElsewhere();
    void decline();
    void workAt(TerminalNode& terminal);
    void payBackAt(TerminalNode& terminal, const core::View& view);
    void workHere();
    enum class Paid : std::uint8_t { AtCounter, CanGoBack, IsGone };
    Paid paymentOf(BookingId booking) const;
    bool isForUs(const protocol::Task& task) const;
    void finish(const protocol::Task& task);
    void decideOpenCard(const protocol::Task& task);
    std::size_t someShowtime();

    House& m_house;
    ServerNode& m_server;
    std::vector<TerminalNode*> m_terminals;
    OfficeJournal m_journal;
    Date m_day;
    bool m_isDayClosed = false;
    std::set<TaskId> m_finished;           // an entry says so
    std::set<std::string> m_cardsPaidBack; // by reference; a restore gives the task another number
    std::set<BookingId> m_paidBack;        // by an entry here
    std::set<std::string> m_declined;      // payments, by an entry here
};

} // namespace foyer::simulation
