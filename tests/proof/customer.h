#pragma once

#include "tests/bench/load.h"
#include "tests/proof/notebook.h"
#include "tests/proof/online.h"

#include <functional>
#include <utility>

namespace foyer::proof {

/// One connection that does this and that to the seats of a showtime, at random, and writes down
/// what it saw. Bears that the server dies.
class Customer final : public bench::Conversation {
public:
    /// Both must outlive this. `afterAnswer` is told of every answer, when it is written down.
    Customer(Notebook& notebook, const Shop& shop, std::function<void()> afterAnswer)
        : m_notebook(notebook), m_shop(shop), m_afterAnswer(std::move(afterAnswer)) {}

    std::string_view next() override;
    void answered(const bench::Answer& answer) override;
    bool lost() override;
    std::chrono::milliseconds pause() override { return std::exchange(m_pause, {}); }

private:
    void choose();
    void chooseHold();
    bool chooseUse();
    void chooseRead();
    std::string request() const;
    void writeDown(Operation operation);
    void writeDone(const bench::Answer& answer, Operation operation);
    void learn(const bench::Answer& answer, Operation& operation);
    void learnHold(KnownHold hold);
    void writeRefused(const bench::Answer& answer, const Operation& operation);
    void writeMap(const bench::Answer& answer, Operation operation);

    Notebook& m_notebook;
    const Shop& m_shop;
    std::function<void()> m_afterAnswer;
    bool m_asked = false; // m_action is under way
    Action m_action = Action::Read;
    KnownHold m_known; // whom it is about; for Hold, its number to be
    std::vector<SeatNo> m_seats;
    std::string m_etag; // of the map seen last, and its letters
    std::string m_letters;
    std::string m_named; // the tag that a read names
    Moment m_begin;
    std::string m_request;
    std::chrono::milliseconds m_pause{};
};

} // namespace foyer::proof
