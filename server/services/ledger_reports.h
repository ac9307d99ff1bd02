#pragma once

#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// The ledger as an accountant wants it: CSV with a line of names, amounts with their minor digits.
class LedgerReports {
public:
    /// Must outlive this.
    explicit LedgerReports(ports::Reader& reader) : m_reader(reader) {}

    /// What each account comes to, up to the end of that business day, and a line of totals per
    /// currency, whose two sides are the same.
    Outcome<std::string> trialBalance(Date until) const;
    /// Every posting of that business day in the order in which it was written, with the entry that
    /// proves it.
    Outcome<std::string> dayJournal(Date day) const;

private:
    ports::Reader& m_reader;
};

} // namespace foyer::server::services
