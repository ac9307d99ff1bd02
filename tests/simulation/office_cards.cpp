// What a manager makes of card payments that no counter could tell the outcome of.

#include "tests/simulation/images.h"
#include "tests/simulation/office.h"

namespace foyer::simulation {

/// The acquirer's list may be read wrongly: the books balance whatever they decide.
void Office::decideOpenCard(const protocol::Task& task) {
    const OperatorId manager = serverImage().people[1];
    const Instant now = m_house.schedule.now();
    if (m_house.random.chance(2))
        return m_journal.write(protocol::TaskDone{task.id, protocol::TaskAction::Settle,
                                                  "it never came", manager, now});
    m_cardsPaidBack.insert(task.subject);
    const Money amount = *task.amount;
    m_journal.write(protocol::Refund{
        task.booking,
        task.showtime,
        {},
        {domain::TenderKind::Card, amount, amount, Money{0, amount.currency}, task.subject},
        "charged without a sale",
        manager,
        manager,
        task.id,
        now});
}

} // namespace foyer::simulation
