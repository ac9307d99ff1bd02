#include "server/core/verdict_parts.h"
#include "shared/domain/posting_rules.h"

namespace foyer::server::core {

using domain::LedgerEvent;
using protocol::Outcome;
using protocol::Payload;

namespace {

/// Moves the money of each tender between its account and suspense, both in the tender's own
/// currency, so that the pair balances whatever the entry says. Damaged amounts stay out.
std::vector<domain::Posting> moved(const std::vector<domain::Tender>& tenders, LedgerEvent event) {
    std::vector<domain::Posting> postings;
    for (const domain::Tender& tender : tenders) {
        if (!isSaneAmount(tender.amount) || tender.amount.isZero())
            continue;
        domain::Amounts amounts(tender.amount.currency);
        amounts.tenders = {tender};
        amounts.card = tender.amount;
        const auto pair = domain::post(event, amounts);
        postings.insert(postings.end(), pair.begin(), pair.end());
    }
    return postings;
}

/// What a sale has left in suspense; nothing when it was of several currencies or of none.
std::optional<Money> suspendedAmount(const std::vector<domain::Posting>& postings) {
    std::optional<Money> sum;
    for (const auto& posting : postings) {
        if (posting.account != domain::Account::Suspense)
            continue;
        if (sum && sum->currency != posting.amount.currency)
            return {};
        sum = sum ? *sum - posting.amount : -posting.amount;
    }
    return sum;
}

/// Somebody may stand at the door with paper for these seats: what this terminal could sell, or
/// anybody from the pool, is withdrawn until a person has decided.
void protect(Decision& decision, const Knowledge& known, SeatNo named) {
    const auto seat = presentSeat(known, named);
    if (!seat || !known.plan || seat->value >= known.plan->seatCount() ||
        placeOf(known, *seat) == RightPlace::Elsewhere)
        return;
    for (const ClaimChange& change : decision.claims)
        if (change.seat == *seat)
            return;
    decision.claims.push_back(
        {*seat, known.claims.at(*seat), Claim{*seat, ClaimKind::Block, {}, {}}});
}

/// What a person has to release who hands the money back.
void suspend(Decision& decision, const Knowledge& known, const protocol::Sale& sale) {
    if (sale.lines.size() > kMostLines)
        return;
    for (const auto& line : sale.lines) {
        const auto seat = presentSeat(known, line.seat);
        decision.suspended.push_back(
            {line.ticket, line.seat, {}, seat ? allotmentOf(known, *seat) : AllotmentId{}, seat});
    }
}

std::string whyNotSold(const Knowledge& known, const protocol::Sale& sale) {
    std::string fault = faultOf(known, sale);
    return fault.empty() ? "No rule takes this sale." : fault;
}

struct Describe {
    const Knowledge& known;
    Decision& decision;

    std::string operator()(const protocol::Sale& sale) const {
        for (const auto& line : sale.lines)
            protect(decision, known, line.seat);
        suspend(decision, known, sale);
        decision.postings = moved(sale.tenders, LedgerEvent::Suspended);
        return whyNotSold(known, sale);
    }
    std::string operator()(const protocol::Void& entry) const {
        if (!known.booking)
            return "The sale to be void is not known here.";
        decision.postings = moved(known.booking->booking.tenders, LedgerEvent::Released);
        if (known.booking->booking.showtime != entry.showtime)
            return "The sale to be void is of another showtime.";
        return "The sale to be void was not made by this terminal.";
    }
    std::string operator()(const protocol::Refund& entry) const {
        decision.postings = moved({entry.tender}, LedgerEvent::Released);
        if (!known.booking)
            return "The sale that was refunded is not known here.";
        if (known.booking->booking.terminal != known.origin.terminal && entry.approvedBy.isNull())
            return "The refund of another terminal's sale was approved by nobody.";
        return "The refund does not fit the sale.";
    }
    std::string operator()(const protocol::CardDeclined& entry) const {
        return "The payment that was declined (" + entry.reference + ") is not known here.";
    }
    std::string operator()(const protocol::Admitted& entry) const {
        if (known.isSuspended)
            return "Paper of a sale in quarantine was let in for " + nameOfSeat(known, entry.seat) +
                   ".";
        return "A ticket that nobody knows was let in for " + nameOfSeat(known, entry.seat) +
               "; its paper proves nothing.";
    }
    std::string operator()(const protocol::Carried& entry) const {
        return "The entry " + std::to_string(entry.entry.seq.value) + " of life " +
               std::to_string(entry.entry.incarnation.value) +
               " is not what that life's key has signed.";
    }
    std::string operator()(const protocol::Exchange& entry) const {
        for (const auto& swap : entry.swaps)
            protect(decision, known, swap.to);
        if (!known.booking)
            return "The sale whose seats were exchanged is not known here.";
        return "The exchange does not fit the sale, or its new seats are not the terminal's.";
    }
    std::string operator()(const protocol::Unknown& entry) const {
        return "The entry cannot be read (type \"" + entry.type + "\").";
    }
    template <class Other>
    std::string operator()(const Other&) const {
        return "No rule takes this entry.";
    }
};

} // namespace

std::optional<Decision> r14Quarantine(const Knowledge& known, const Payload& payload) {
    Decision decision = plain(known, protocol::Rule::R14, Outcome::Quarantined);
    decision.verdict.reason = std::visit(Describe{known, decision}, payload);
    if (!decision.postings.empty())
        decision.ledgerEvent = "suspense";
    protocol::Task task =
        taskFor(known, protocol::TaskKind::QuarantinedEntry, known.origin.terminal);
    task.subject = textOf(known.written);
    task.text = decision.verdict.reason +
                " The entry is kept as it came, its money stands in suspense and its seats "
                "are blocked. Decide with the customer: other seats, or the money back.";
    if (const auto* sale = std::get_if<protocol::Sale>(&payload)) {
        task.booking = sale->booking;
        for (const Suspended& each : decision.suspended)
            task.tickets.push_back(each.ticket);
        task.amount = suspendedAmount(decision.postings);
        if (task.amount && task.amount->minor > 0)
            task.actions = {protocol::TaskAction::RefundTender, protocol::TaskAction::CallCustomer,
                            protocol::TaskAction::Settle};
    }
    decision.tasks.push_back(std::move(task));
    return decision;
}

} // namespace foyer::server::core
