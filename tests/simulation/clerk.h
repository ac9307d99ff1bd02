#pragma once

#include "tests/simulation/terminal_node.h"

namespace foyer::simulation {

/// Somebody at a counter: does what people do, in no good order, and sometimes mistakes one thing
/// for another when asked about money and paper.
class Clerk {
public:
    Clerk(House& house, TerminalNode& terminal, Truth& truth)
        : m_house(house), m_terminal(terminal), m_truth(truth) {}

    void act();
    /// Only sees to it that somebody is logged in.
    void attend();

private:
    void wish(const char* what, const core::Event& event);
    bool logIn(const core::View& view);
    bool answerQuestion(const core::View& view);
    void sayWhetherPaid(BookingId booking);
    void sayWhetherPrinted(BookingId booking);
    void attendCard(const core::View& view);
    void sayOfCard(BookingId booking);
    void choose(const core::View& view);
    bool sellsAtRisk(const core::View& view);
    bool givesComp(const core::SaleView& sale);
    void beginPayment(const core::View& view);
    void showCode(const core::View& view);
    void noteCode(const core::SaleView& before);
    void takeMoney(const core::View& view);
    void afterSale(const core::View& view);
    void finish(const core::View& view);
    std::optional<BookingId> someSale(const core::View& view, bool voided);

    House& m_house;
    TerminalNode& m_terminal;
    Truth& m_truth;
    int m_customers = 0; // who were ready to pay
    int m_comped = 0;    // the last of them for whom a manager was asked
};

} // namespace foyer::simulation
