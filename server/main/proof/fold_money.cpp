// Money that goes back, and card payments that never came.

#include "server/main/proof/fold.h"

#include <algorithm>

namespace foyer::server::proof {

using domain::Account;
using protocol::Outcome;
using protocol::RevocationReason;
using protocol::TaskKind;

namespace {

/// Still worth its price: valid, or owed for and not paid back.
bool isOpen(const Ticket& ticket) {
    return !ticket.paidBack && (ticket.owed || ticket.ousted || ticket.fate == Fate::Valid);
}

void unearn(Postings& postings, const Ticket& ticket) {
    const Currency currency = ticket.price.currency;
    postings.add(Account::TicketRevenue, Money{ticket.price.minor - ticket.tax, currency});
    postings.add(Account::TaxPayable, Money{ticket.tax, currency});
}

} // namespace

/// Everything is handed back, but for what this terminal had paid back itself, ticket by ticket.
void Fold::cancelled(const protocol::Void& entry, Work& work) {
    Booking* booking = m_book.booking(entry.booking);
    if (!booking || !work.is(Outcome::Accepted))
        return find("I2", work, "voids a sale that no journal has.");
    PayOut out{entry.booking, *booking, {}, {}, RevocationReason::Voided};
    std::int64_t before = 0;
    for (const auto& [id, ticket] : m_book.ticketsOf(*booking)) {
        if (ticket->fate == Fate::Exchanged)
            continue;
        const bool byItself =
            ticket->paidBack && ticket->paidBack->by.terminal == work.origin.terminal;
        if (byItself && booking->valid)
            before += ticket->paidBack->amount;
        else
            out.tickets.emplace_back(id, ticket);
    }
    std::int64_t left = std::max<std::int64_t>(booking->total.minor - before, 0);
    for (domain::Tender tender : booking->tenders) {
        if (tender.amount.minor > left)
            tender.rounded = 0;
        tender.amount.minor = std::min(tender.amount.minor, left);
        left -= tender.amount.minor;
        out.tenders.push_back(std::move(tender));
    }
    payOut(out, work);
    work.expected.event = "void";
}

/// A refund of nothing for a task is somebody's word that the customer had it already: no drawer
/// has paid. It is only noted when nothing was owed any more, or by whom may not say so.
void Fold::refund(const protocol::Refund& entry, Work& work) {
    const bool isWord = !entry.task.isNull() && entry.tender.amount.isZero();
    if (isWord && work.is(Outcome::Noted))
        return;
    if (!work.is(Outcome::Accepted))
        return find("I2", work, "is a refund that was neither done nor kept in quarantine.");
    work.expected.event = "refund";
    auto reference = m_ask.openPayment(entry.task);
    if (!reference && entry.tickets.empty() &&
        m_book.openPayments.count(entry.tender.reference) != 0)
        reference = entry.tender.reference; // after a restore the task has another number
    if (reference) {
        m_book.worked.insert(entry.task);
        closePayment(*reference, drawerOf(entry.tender.kind), work);
        domain::Tender coins = entry.tender;
        coins.amount.minor = 0;
        return hand(work.expected.postings, coins, -1);
    }
    Booking* booking = m_book.booking(entry.booking);
    if (!booking) { // a sale in quarantine: its money lies in suspense
        work.expected.postings.add(Account::Suspense, entry.tender.amount);
        hand(work.expected.postings, entry.tender, -1);
        m_book.worked.insert(entry.task);
        return release(entry, work);
    }
    PayOut out{entry.booking, *booking, {}, {entry.tender}, RevocationReason::Refunded, isWord};
    if (isWord)
        work.expected.event = "settled";
    for (const TicketId id : entry.tickets) {
        Ticket* ticket = m_book.ticket(id);
        if (!ticket || ticket->booking != entry.booking)
            return find("I3", work, "refunds ticket " + id.toString() + ", not of its sale.");
        out.tickets.emplace_back(id, ticket);
    }
    payOut(out, work);
}

/// The paper of a sale whose money lay in suspense is worth nothing any more.
void Fold::release(const protocol::Refund& entry, const Work& work) {
    const auto at = m_book.suspended.find(m_ask.subjectOf(entry.task));
    if (at == m_book.suspended.end())
        return find("I2", work, "pays back what no entry in quarantine has taken.");
    Suspended& kept = at->second;
    kept.released = true;
    if (kept.showtime != entry.showtime || !m_house.show(entry.showtime))
        return;
    Ticket of;
    of.showtime = kept.showtime;
    for (const auto& [id, seat] : kept.tickets) {
        const Ticket* good = m_book.ticket(id); // another sale's, of the same number
        if (!good || good->paperSeat.value_or(good->seat) != seat)
            revoke(work, id, seat, of, {RevocationReason::Refunded});
    }
}

bool Fold::leavesOpen(const PayOut& out) {
    for (const auto& each : m_book.ticketsOf(out.booking)) {
        const bool gone =
            std::find(out.tickets.begin(), out.tickets.end(), each) != out.tickets.end();
        if (!gone && (each.second->fate == Fate::Valid || isOpen(*each.second)))
            return true;
    }
    return false;
}

/// Tickets give up their price; what goes out beyond it is over and short (R13), what is kept of
/// it is the house's fee, and what somebody has had by no known drawer is over and short too.
void Fold::payOut(const PayOut& out, Work& work) {
    Postings& postings = work.expected.postings;
    Money excess{0, out.booking.total.currency};
    if (!leavesOpen(out))
        out.booking.valid = false;
    for (const auto& tender : out.tenders) {
        hand(postings, tender, -1);
        excess += tender.amount;
    }
    for (const auto& [id, ticket] : out.tickets) {
        if (!isOpen(*ticket))
            continue;
        excess += -ticket->price;
        ticket->paidBack = PaidBack{out.isWord ? 0 : ticket->price.minor, work.row.key};
        if (ticket->owed) {
            postings.add(Account::RefundPayable, ticket->price);
            continue;
        }
        unearn(postings, *ticket);
        if (ticket->ousted)
            continue;
        unseat(id, *ticket, Fate::Void);
        revoke(work, id, ticket->seat, *ticket, {out.reason});
    }
    const bool isFee = excess.minor < 0 && !out.isWord;
    postings.add(isFee ? Account::FeeRevenue : Account::OverShort, excess);
    if (excess.minor > 0)
        duty(work, TaskKind::SecondRefund, out.id.toString() + "/" + nameOf(work.row.key));
}

void Fold::declined(const protocol::CardDeclined& entry, Work& work) {
    Booking* booking = m_book.booking(entry.booking);
    if (!booking)
        return find("I2", work, "is of a sale that no journal has.");
    const auto tender = std::find_if(
        booking->tenders.begin(), booking->tenders.end(), [&](const domain::Tender& each) {
            return each.kind == domain::TenderKind::Card && each.reference == entry.reference;
        });
    if (tender == booking->tenders.end())
        return find("I3", work, "declines a payment that the sale has not.");
    const bool isFirst =
        m_book.declined.try_emplace({entry.booking, entry.reference}, work.row.key).second;
    const Money amount = tender->amount;
    const auto tickets = m_book.ticketsOf(*booking);
    const bool isOwed = std::any_of(tickets.begin(), tickets.end(), [](const auto& each) {
        return each.second->owed && !each.second->paidBack;
    });
    const bool isReversed = !booking->valid && !isOwed && booking->onCard < amount.minor;
    if (work.is(Outcome::Noted)) {
        if (isFirst && !isReversed)
            find("I3", work, "declines a payment, and nobody owes it.");
        return;
    }
    if (!isFirst || isReversed || !work.is(Outcome::Accepted))
        return find("I3", work, "declines a payment a second time.");
    Postings& postings = work.expected.postings;
    work.expected.event = "declined";
    postings.add(Account::CustomerReceivable, amount);
    postings.add(Account::CardReceivable, -amount);
    duty(work, TaskKind::CardDeclined, entry.booking.toString());
    const Show* show = m_house.show(booking->showtime);
    const bool used = (show && work.row.receivedAt >= show->start) ||
                      std::any_of(tickets.begin(), tickets.end(), [&](const auto& each) {
                          const auto scan = m_book.scans.find(each.first);
                          return scan != m_book.scans.end() && !scan->second.undone;
                      });
    bool settled = false;
    if (!booking->valid) {
        settled = isOwed && forgive(*booking, amount, work);
    } else if (used) {
        postings.add(Account::BadDebt, amount);
        settled = true;
    } else {
        settled = takeBack(*booking, amount, work);
    }
    if (settled)
        postings.add(Account::CustomerReceivable, -amount);
}

/// No seat was given and no money came: nothing is owed either way.
bool Fold::forgive(Booking& booking, Money amount, Work& work) {
    std::vector<Ticket*> owed;
    std::int64_t sum = 0;
    for (const auto& [id, ticket] : m_book.ticketsOf(booking)) {
        if (ticket->paidBack)
            return false;
        if (!ticket->owed)
            continue;
        owed.push_back(ticket);
        sum += ticket->price.minor;
    }
    if (sum != amount.minor)
        return false;
    for (Ticket* ticket : owed) {
        work.expected.postings.add(Account::RefundPayable, ticket->price);
        ticket->paidBack = PaidBack{0, work.row.key};
    }
    return true;
}

/// The tickets that this payment alone had paid for are not valid any more.
bool Fold::takeBack(Booking& booking, Money amount, Work& work) {
    std::vector<std::pair<TicketId, Ticket*>> tickets;
    std::int64_t cost = 0;
    for (const auto& [id, ticket] : m_book.ticketsOf(booking))
        if (ticket->fate == Fate::Valid) {
            tickets.emplace_back(id, ticket);
            cost += ticket->price.minor;
        }
    if (cost != amount.minor || tickets.empty())
        return false;
    for (const auto& [id, ticket] : tickets) {
        unearn(work.expected.postings, *ticket);
        unseat(id, *ticket, Fate::Void);
        revoke(work, id, ticket->seat, *ticket, {RevocationReason::Declined});
        ticket->paidBack = PaidBack{0, work.row.key};
    }
    booking.valid = false;
    return true;
}

} // namespace foyer::server::proof
