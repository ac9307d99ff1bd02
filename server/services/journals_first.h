#pragma once

#include "server/services/adoption_steps.h"

#include <vector>

namespace foyer::server::services {

/// Sales of seats whose tickets of before were paid back by journals that have still to tell it.
/// Private to takeIn().
class JournalsFirst {
public:
    JournalsFirst(ports::Store& store, const std::vector<ports::ListedPayment>& all,
                  const Hearing& hearing);

    /// Asked in the order in which they were sold, each before it is adopted: what was sold later
    /// of that showtime waits with it.
    bool comeBefore(const ports::ListedPayment& sale);
    /// What they waited for may be known now: the provider is asked again when they have told more.
    void letGoOn();

private:
    ports::Store& m_store;
    Uuid m_recovery;
    std::vector<ports::RefundedTicket> m_untold;
    std::vector<ShowtimeId> m_showtimes;
    std::vector<TerminalId> m_awaited;
};

} // namespace foyer::server::services
