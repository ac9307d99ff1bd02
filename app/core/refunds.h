#pragma once

#include "app/core/approvals.h"
#include "app/core/till.h"

#include <map>

namespace foyer::core {

/// Money back, and what else closes a task. The REFUND is on disk before the drawer opens; the
/// rights of the seats go back in the same transaction, because nobody says otherwise who they
/// belong to then.
class Refunds {
public:
    void refundSale(Desk& desk, Approvals& approvals, const RefundSale& wish);
    /// The approver's PIN was right, or none was asked for.
    void approved(Desk& desk, const RefundSale& wish);
    void refundTask(Desk& desk, const RefundTask& wish);
    void finishTask(Desk& desk, const FinishTask& wish);

    /// False when `event` is not of this machine.
    bool stored(Desk& desk, const Stored& event);

private:
    void write(Desk& desk, protocol::Refund entry);
    void settleOwed(Desk& desk, const protocol::Task& task, const std::string& note);

    std::map<StoreOp, domain::Tender> m_writing;
};

} // namespace foyer::core
