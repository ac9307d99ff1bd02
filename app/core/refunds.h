#pragma once

#include "app/core/approvals.h"
#include "app/core/till.h"

#include <map>
#include <set>

namespace foyer::core {

/// Money back, and what else closes a task. The REFUND is on disk before the drawer opens; the
/// rights of the seats go back in the same transaction, because nobody says otherwise who they
/// belong to then. A task's money that has gone back from here is not handed out once more: the
/// server may have opened the task before it heard of that, and closes it when it does.
class Refunds {
public:
    void restore(const std::vector<TicketId>& refunded);
    /// What of a task's money is still to be handed out, by what this disk has done.
    struct Rest {
        std::vector<TicketId> tickets;
        std::optional<Money> amount;
    };
    /// Nothing: all of it has gone back from here, by a Void or a Refund.
    std::optional<Rest> restOf(const SaleBook& book, const protocol::Task& task) const;

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
    std::set<TicketId> m_refunded; // here, of own sales and of others
};

} // namespace foyer::core
