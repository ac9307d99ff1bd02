#include "server/main/proof/fold.h"

#include "shared/domain/ticket.h"

#include <compare>

namespace foyer::server::proof {

using protocol::Outcome;
using protocol::TaskKind;

/// Every kind of entry has its line here: a new one does not compile until it has.
struct Effect {
    Fold& fold;
    Fold::Work& work;

    void operator()(const protocol::Sale& entry) const { fold.sale(entry, work); }
    void operator()(const protocol::Exchange& entry) const { fold.exchange(entry, work); }
    void operator()(const protocol::Void& entry) const { fold.cancelled(entry, work); }
    void operator()(const protocol::Refund& entry) const { fold.refund(entry, work); }
    void operator()(const protocol::CardDeclined& entry) const { fold.declined(entry, work); }
    void operator()(const protocol::Admitted& entry) const { fold.admitted(entry, work); }
    void operator()(const protocol::AdmissionUndone& entry) const {
        fold.admissionUndone(entry, work);
    }
    void operator()(const protocol::TaskDone& entry) const {
        fold.m_book.worked.insert(entry.task);
        work.is(Outcome::Accepted) ? fold.taskDone(entry, work) : onlyNoted();
    }
    /// Which rights go back depends on leases, which are no journal's.
    void operator()(const protocol::Return&) const {
        if (work.is(Outcome::Reseated) || work.is(Outcome::RefundDue))
            unfitting();
    }
    void operator()(const protocol::Intent&) const { onlyNoted(); }
    void operator()(const protocol::Abandon& entry) const {
        work.is(Outcome::Accepted) || entry.payment ? fold.abandoned(entry, work) : onlyNoted();
    }
    void operator()(const protocol::Printed&) const { onlyNoted(); }
    void operator()(const protocol::ShiftOpened&) const { onlyNoted(); }
    void operator()(const protocol::ShiftClosed&) const { onlyNoted(); }
    void operator()(const protocol::LifeEnded&) const { onlyNoted(); }
    /// One that could not be opened, or that nobody can read: only quarantine keeps it.
    void operator()(const protocol::Carried&) const { unfitting(); }
    void operator()(const protocol::Unknown&) const { unfitting(); }

private:
    void onlyNoted() const {
        if (!work.is(Outcome::Noted))
            unfitting();
    }
    void unfitting() const {
        fold.find("I2", work,
                  std::string("was answered ") + nameOf(work.verdict().outcome) +
                      ", which cannot be said of its kind.");
    }
};

namespace {

struct BookingOf {
    BookingId operator()(const protocol::Admitted& entry) const {
        const auto read = domain::readQrText(entry.paper);
        return read ? read->proof.booking : BookingId{};
    }
    template <class Entry>
    BookingId operator()(const Entry& entry) const {
        if constexpr (requires { entry.booking; })
            return entry.booking;
        return {};
    }
};

} // namespace

BookingId bookingOf(const protocol::Payload& payload) {
    return std::visit(BookingOf{}, payload);
}

void Fold::find(const char* promise, const Work& work, const std::string& what) {
    m_findings.add(promise,
                   "Entry " + nameOf(work.row.key) + " (" + work.row.sealed.type + ") " + what);
}

void Fold::duty(const Work& work, TaskKind kind, const std::string& subject) {
    m_book.duties.try_emplace({kind, subject}, work.row.key);
}

void Fold::revoke(const Work& work, TicketId ticket, SeatNo seat, const Ticket& of,
                  std::set<protocol::RevocationReason> reasons) {
    Revoked& revoked =
        m_book.revoked.try_emplace({ticket, seat}, Revoked{of.showtime, {}, work.row.key})
            .first->second;
    revoked.reasons.merge(reasons);
}

/// Where two sales were accepted for one seat, this is where it shows. The seats of a showtime
/// that was moved to another plan are compared at the end only.
void Fold::seat(const Work& work, TicketId id, Ticket& ticket) {
    if (m_house.isReplanned(ticket.showtime))
        return;
    const auto [at, isFree] = m_book.seats.try_emplace({ticket.showtime, ticket.seat}, id);
    if (isFree)
        return;
    Ticket& other = *m_book.ticket(at->second);
    const bool isR8 = work.verdict().rule == protocol::Rule::R8;
    if (work.verdict().rule == protocol::Rule::R9) {
        oust(work, at->second, other, protocol::RevocationReason::Refunded);
        at->second = id;
    } else if (isR8 && isResale({at->second, &other}, {id, &ticket})) {
        overtake(work, at->second, other);
        at->second = id;
    } else if (isR8 && isResale({id, &ticket}, {at->second, &other}) &&
               m_book.booking(other.booking)->fromPaper) {
        overtake(work, id, ticket);
    } else {
        find("I1", work,
             "was given seat no. " + std::to_string(ticket.seat.value) + " of showtime " +
                 ticket.showtime.toString() + ", which ticket " + at->second.toString() + " had.");
    }
}

/// A terminal has sold the seat twice, so it had voided the first sale. Its tokens for a seat only
/// grow; under one token its journal tells, or the paper's number in it. Of paper that a later life
/// has printed and a sale that is carried the tickets' numbers tell, by their time.
bool Fold::isResale(const Sold& earlier, const Sold& later) {
    const Ticket& first = *earlier.ticket;
    const Ticket& second = *later.ticket;
    const bool isSame =
        first.soldBy.terminal == second.soldBy.terminal && first.soldBy.seq.value > 0 &&
        first.paperSeat.value_or(first.seat) == second.paperSeat.value_or(second.seat);
    if (!isSame)
        return false;
    if (first.epoch.value > 0 && second.epoch.value > 0 && first.epoch != second.epoch)
        return first.epoch < second.epoch;
    const auto lives = first.soldBy.life <=> second.soldBy.life;
    const auto places = first.soldBy.seq <=> second.soldBy.seq;
    return lives == 0 || lives == places ? places < 0 : earlier.id < later.id;
}

/// Its right had ended, and what ended it was heard later than itself: a right that the restored
/// server had forgotten is brought back, or its terminal has sold the seat anew.
void Fold::oust(const Work& work, TicketId id, Ticket& ticket, protocol::RevocationReason reason) {
    ticket.fate = Fate::Void;
    ticket.ousted = true;
    revoke(work, id, ticket.seat, ticket, {reason});
    duty(work, TaskKind::RefundDue, ticket.booking.toString());
}

/// Whoever was let in with the paper of a void sale has to be looked at.
void Fold::overtake(const Work& work, TicketId id, Ticket& ticket) {
    oust(work, id, ticket, protocol::RevocationReason::Voided);
    const auto scan = m_book.scans.find(id);
    if (scan != m_book.scans.end() && !scan->second.undone)
        duty(work, TaskKind::DoubleAdmission, id.toString());
}

void Fold::unseat(TicketId id, Ticket& ticket, Fate fate) {
    const auto at = m_book.seats.find({ticket.showtime, ticket.seat});
    if (at != m_book.seats.end() && at->second == id)
        m_book.seats.erase(at);
    ticket.fate = fate;
}

/// R0 for a carried entry means: it was taken in before, from its own life or carried.
void Fold::checkCarried(const Opened& opened, const Work& work) {
    bool known = false;
    for (const auto& inner : opened.carried) {
        const EntryKey key{work.row.key.terminal, inner.incarnation, inner.seq};
        const bool isRepeat = !m_book.carriedHashes.insert(inner.hash).second;
        known = known || isRepeat || m_ask.isStored(key, inner.hash);
        m_book.carried[{key, work.row.key}] = inner.hash;
    }
    const auto* sale = std::get_if<protocol::Sale>(&opened.payload);
    if (work.verdict().rule == protocol::Rule::R0 && !known &&
        !(sale && m_book.booking(sale->booking)))
        find("I2", work, "is said to be known, and no entry before it says so.");
}

void Fold::checkFiling(const protocol::Payload& payload, const Work& work) {
    if (const BookingId booking = bookingOf(payload); booking != work.row.booking)
        find("I2", work,
             "speaks of booking " + booking.toString() + " and is filed under " +
                 work.row.booking.toString() + ".");
}

Expected Fold::take(const EntryRow& row) {
    const Opened opened = open(m_house, row);
    Work work{row, opened.origin};
    checkCarried(opened, work);
    checkFiling(opened.payload, work);
    if (row.verdict.rule == protocol::Rule::R0)
        return {}; // counted when it came first
    if (row.verdict.outcome == Outcome::Quarantined)
        quarantine(opened.payload, work);
    else
        std::visit(Effect{*this, work}, opened.payload);
    if (Booking* booking = m_book.booking(bookingOf(opened.payload)))
        booking->onCard +=
            work.expected.postings.of(domain::Account::CardReceivable, booking->total.currency);
    return std::move(work.expected);
}

Postings suspended(const std::vector<domain::Tender>& tenders, int sign) {
    Postings postings;
    for (const auto& tender : tenders)
        if (canBeMoney(tender.amount)) {
            hand(postings, tender, sign);
            postings.add(domain::Account::Suspense, tender.amount * -sign);
        }
    return postings;
}

/// Kept as it came: the money that moved stands in suspense, and somebody has to look at it.
void Fold::quarantine(const protocol::Payload& payload, Work& work) {
    duty(work, TaskKind::QuarantinedEntry, nameOf(work.row.key));
    work.expected.event = "suspense";
    if (const auto* sale = std::get_if<protocol::Sale>(&payload)) {
        constexpr std::size_t kMostLines = 200; // a poisoned entry may have any number
        work.expected.postings = suspended(sale->tenders, 1);
        Suspended& kept = m_book.suspended[nameOf(work.origin)];
        kept.booking = sale->booking;
        kept.showtime = sale->showtime;
        for (const auto& tender : sale->tenders)
            if (tender.kind == domain::TenderKind::Card)
                kept.cards.insert(tender.reference);
        for (const auto& line : sale->lines)
            if (sale->lines.size() <= kMostLines)
                kept.tickets.emplace_back(line.ticket, line.seat);
    }
    if (std::holds_alternative<protocol::Admitted>(payload))
        for (auto& [entry, kept] : m_book.suspended)
            kept.letIn |= kept.booking == bookingOf(payload);
    if (const auto* refund = std::get_if<protocol::Refund>(&payload))
        work.expected.postings = suspended({refund->tender}, -1);
    if (const auto* entry = std::get_if<protocol::Void>(&payload))
        if (const Booking* booking = m_book.booking(entry->booking))
            work.expected.postings = suspended(booking->tenders, -1);
}

} // namespace foyer::server::proof
