#pragma once

#include "server/services/context.h"

namespace foyer::server::services {

/// What people are written to because its time has come: customers before their showtime, staff
/// when there is work for them. Each is said once, in the transaction that notes it.
class Notices {
public:
    static constexpr std::chrono::hours kUsualLead{24};
    static constexpr std::chrono::hours kQuiet{2}; // who bought so shortly before knows
    static constexpr std::size_t kMostReminders = 100;
    static constexpr std::size_t kMostTasks = 50; // of one letter
    static constexpr std::chrono::hours kAlertGood{24};

    /// `lead`: how long before a showtime its customers are reminded; zero: they are not.
    Notices(const Context& context, std::chrono::hours lead) : m_context(context), m_lead(lead) {}

    /// Writes what is due; answers how many letters. Asks the reader first, on the caller's thread;
    /// the writer has work only when something is due.
    void writeDue(Reply<std::size_t> reply);

private:
    bool isAnyDue() const;

    Context m_context;
    std::chrono::hours m_lead;
};

} // namespace foyer::server::services
