#include "server/services/adoption_steps.h"

#include "server/core/verdict_parts.h"
#include "server/services/audit.h"
#include "server/services/booking_letters.h"
#include "server/services/events.h"
#include "server/services/payment_steps.h"
#include "server/services/refunds_due.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace foyer::server::services {

using core::IntentStatus;
using core::PaymentState;
using ports::ListedPayment;
using ports::PaymentRecord;
using Verdict = protocol::Outcome;
using protocol::SaleNote;

namespace {

constexpr std::size_t kMostSums = 10'000;

bool isOurs(const ports::Store& store, const HouseNames& names, const ListedPayment& listed) {
    if (store.isFound(listed.payment))
        return false;
    if (!listed.house.empty())
        return names.count(listed.house) > 0;
    // Of a release that did not say whose it is: perhaps another house's, on the same account.
    return store.payment(listed.payment) ||
           (listed.note && store.showtime(listed.note->showtime).has_value());
}

/// What is left with the house of the money that was taken.
std::int64_t keptOf(const ListedPayment& listed) {
    return listed.view.reversed ? 0 : listed.view.captured - listed.view.refunded;
}

/// Whose seats it names is known: the present plan, or one that the showtime had.
core::PlanPtr planOf(const ports::Store& store, const SaleNote& note) {
    const auto showtime = store.showtime(note.showtime);
    if (!showtime)
        return {};
    const auto former = store.formerPlans(note.showtime);
    const bool isItsPlan = note.plan == showtime->plan ||
                           std::any_of(former.begin(), former.end(), [&](const auto& period) {
                               return period.plan == note.plan;
                           });
    return isItsPlan ? store.plan(note.plan) : core::PlanPtr();
}

bool areLinesSound(const ports::Store& store, const ListedPayment& listed) {
    const SaleNote& note = *listed.note;
    if (note.lines.empty() ||
        core::hasRepeats(note.lines, [](const auto& line) { return line.seat; }) ||
        core::hasRepeats(note.lines, [](const auto& line) { return line.ticket; }))
        return false;
    const auto plan = planOf(store, note);
    std::int64_t total = 0;
    for (const auto& line : note.lines) {
        if (!plan || line.ticket.isNull() || line.seat.value >= plan->seatCount() ||
            line.price.currency != listed.amount.currency ||
            line.tax.currency != listed.amount.currency || line.price.minor < 0 ||
            line.price.minor > core::kMostMinor)
            return false;
        total += line.price.minor;
    }
    return total == listed.amount.minor;
}

/// Nobody else has its numbers; paper of it may have been seen at a door (verdict R8).
bool areNumbersFree(const ports::Store& store, const SaleNote& note) {
    const auto booking = store.booking(note.booking);
    if (note.booking.isNull() || (booking && !booking->fromPaper))
        return false;
    return std::all_of(note.lines.begin(), note.lines.end(), [&](const auto& line) {
        const auto ticket = store.ticket(line.ticket);
        return !ticket || ticket->booking == note.booking;
    });
}

/// Its note tells a sale that can be made here once more.
bool isSaleable(const ports::Store& store, const ListedPayment& listed) {
    return listed.note && areLinesSound(store, listed) && areNumbersFree(store, *listed.note) &&
           (listed.view.captured == 0 || listed.view.captured == listed.amount.minor);
}

/// Its tickets were given out: the note comes with the sale, before the money is taken only where a
/// person was to look first.
bool isLostSale(const ports::Store& store, const ListedPayment& listed) {
    const bool isPaid =
        listed.view.captured > 0 || listed.view.status == IntentStatus::RequiresCapture;
    if (!isPaid || !isSaleable(store, listed))
        return false;
    const auto known = store.payment(listed.payment);
    return !known || (!known->payment.sold && !known->payment.givenUp &&
                      known->payment.state != PaymentState::Failed &&
                      known->payment.state != PaymentState::Cancelled);
}

protocol::Sale saleOf(const ListedPayment& listed) {
    const SaleNote& note = *listed.note;
    protocol::Sale sale;
    sale.booking = note.booking;
    sale.showtime = note.showtime;
    sale.lines = note.lines;
    sale.rights.resize(note.lines.size());
    sale.priceList = note.priceList;
    const Money total = listed.amount;
    sale.tenders = {{domain::TenderKind::Card, total, total, Money{0, total.currency},
                     listed.payment.toString()}};
    sale.businessDay = note.businessDay;
    sale.at = note.at;
    sale.hold = note.hold;
    sale.plan = note.plan;
    return sale;
}

PaymentRecord recordOf(const OnlineDesk& desk, const ListedPayment& listed) {
    const SaleNote& note = *listed.note;
    PaymentRecord record;
    record.id = listed.payment;
    record.hold = note.hold;
    record.tokenHash = note.tokenHash;
    record.showtime = note.showtime;
    record.payment.amount = listed.amount;
    record.customer = note.customer;
    record.seats = static_cast<std::int32_t>(note.lines.size());
    record.reviewRule = note.reviewRule;
    record.createdAt = std::min(listed.createdAt, desk.now);
    return record;
}

/// A payment of that hold which the backup knows came to nothing: another one sold it.
void freeHold(OnlineDesk& desk, PaymentRecord& record) {
    if (const auto other = desk.store.paymentOfHold(record.hold))
        giveUpPayment(desk, *other, "hold_over");
    if (record.hold.isNull() || desk.store.paymentOfHold(record.hold))
        record.hold = HoldId::make(desk.now, desk.random);
}

/// Money went back in the history that is lost, as far as the payment has told so far.
core::IntentView withoutRefunds(core::IntentView view, const core::Payment& payment) {
    view.refunded = std::min(view.refunded, payment.toRefund);
    return view;
}

/// Some of the tickets, the first ones, that cost so much; none where no choice does.
std::vector<TicketId> ticketsWorth(const std::vector<domain::TicketLine>& lines,
                                   std::int64_t amount) {
    std::map<std::int64_t, std::vector<TicketId>> sums{{0, {}}};
    for (const auto& line : lines) {
        auto more = sums;
        for (const auto& [sum, tickets] : sums)
            if (const auto next = sum + line.price.minor; next <= amount) {
                auto with = tickets;
                with.push_back(line.ticket);
                more.try_emplace(next, std::move(with));
            }
        if (more.size() > kMostSums)
            return {};
        sums = std::move(more);
    }
    const auto found = sums.find(amount);
    return found == sums.end() ? std::vector<TicketId>{} : found->second;
}

/// What may have been paid back: its good tickets that nobody was let in with, or those owed for.
std::vector<domain::TicketLine> refundable(const ports::Store& store, BookingId booking) {
    const auto owed = unpaidTickets(store, booking);
    std::vector<domain::TicketLine> good;
    std::vector<domain::TicketLine> none;
    for (const auto& ticket : store.tickets(booking)) {
        const auto scan = store.admission(ticket.line.ticket);
        const bool isIn = scan && !scan->admission.undone;
        if (ticket.state == ports::TicketState::Valid && !isIn)
            good.push_back(ticket.line);
        if (std::find(owed.begin(), owed.end(), ticket.line.ticket) != owed.end())
            none.push_back(ticket.line);
    }
    return good.empty() ? none : good;
}

/// The entry by which so much more went back was lost; its tickets were not good any more. Which
/// ones, the provider does not say: as many as cost so much. False: undo everything.
bool makeUpRefund(OnlineDesk& desk, PaymentId id, std::int64_t refunded) {
    const auto record = *desk.store.payment(id);
    const auto& payment = record.payment;
    const std::int64_t more = refunded - payment.toRefund;
    if (more <= 0 || !payment.sold || payment.undone || payment.captured == 0 ||
        payment.state == PaymentState::Reversed)
        return true;
    protocol::Refund refund;
    refund.booking = record.booking;
    refund.showtime = record.showtime;
    refund.tickets = ticketsWorth(refundable(desk.store, record.booking), more);
    if (refund.tickets.empty())
        return true; // by somebody at the provider's desk, who knows why
    const Money total{more, payment.amount.currency};
    refund.tender = {domain::TenderKind::Card, total, total, Money{0, total.currency},
                     id.toString()};
    refund.reason = "paid back before the server was put back";
    refund.at = desk.now;
    const auto outcome = desk.judge(refund);
    if (outcome == Verdict::Accepted)
        tellOfRefund(desk.store, record.booking, refund.tickets, desk.now, desk.random);
    return outcome.has_value();
}

/// What a payment that has a row has become.
bool hear(OnlineDesk& desk, const ListedPayment& listed, std::optional<Instant> lostUntil) {
    auto record = *desk.store.payment(listed.payment);
    if (record.payment.inReview && listed.view.captured > 0) {
        record.payment.inReview = false; // a person had looked
        keepPayment(desk.store, record, false, desk.now);
    }
    recordNews(desk, listed.payment, withoutRefunds(listed.view, record.payment));
    if (!lostUntil && record.payment.sold)
        return true; // it is looked at once more
    if (lostUntil && record.createdAt < *lostUntil &&
        !makeUpRefund(desk, listed.payment, listed.view.refunded))
        return false;
    recordNews(desk, listed.payment, listed.view);
    return true;
}

void keepAdopted(OnlineDesk& desk, const ListedPayment& listed) {
    const auto known = desk.store.payment(listed.payment);
    auto record = known ? *known : recordOf(desk, listed);
    const auto before = record.payment;
    record.booking = listed.note->booking;
    record.payment.sold = true;
    record.payment.inReview = listed.view.captured == 0 && !record.reviewRule.empty();
    record.payment = core::heard(record.payment, withoutRefunds(listed.view, record.payment));
    if (!known) {
        freeHold(desk, record);
        desk.store.add(record, Hash{});
    }
    tellOfPayment(desk.store, record, before, desk.now, desk.random);
    keepPayment(desk.store, std::move(record), false, desk.now);
}

/// The sale is made once more. False: undo everything.
bool adopt(OnlineDesk& desk, const ListedPayment& listed, std::optional<Instant> lostUntil) {
    const SaleNote& note = *listed.note;
    const auto outcome = desk.judge(saleOf(listed));
    if (!outcome)
        return false;
    writeAudit(desk.store, desk.now, "server", "payment.adopted",
               listed.payment.toString() + ", booking " + domain::referenceOf(note.booking) + ": " +
                   nameOf(*outcome));
    if (*outcome == Verdict::Quarantined) { // its money stands in suspense, a task owns it
        desk.store.addFound(listed.payment, desk.now);
        return true;
    }
    ports::HoldRecord hold;
    hold.email = note.email;
    hold.language = note.language;
    hold.account = note.account;
    fileBooking(desk, hold, note.booking);
    keepAdopted(desk, listed);
    return hear(desk, listed, lostUntil);
}

/// Nobody can tell what was sold for it: the money stands in suspense until a person knows.
bool setAside(OnlineDesk& desk, const ListedPayment& listed) {
    const auto kept = keptOf(listed);
    if (kept <= 0)
        return true;
    protocol::Abandon entry;
    entry.booking = BookingId::make(desk.now, desk.random);
    entry.at = desk.now;
    entry.payment = {listed.note && desk.store.showtime(listed.note->showtime)
                         ? listed.note->showtime
                         : ShowtimeId{},
                     listed.payment.toString(),
                     {kept, listed.amount.currency}};
    writeAudit(desk.store, desk.now, "server", "payment.set_aside", listed.payment.toString());
    desk.store.addFound(listed.payment, desk.now);
    return desk.judge(entry).has_value();
}

} // namespace

bool isOfAnotherServer(const ports::Store& store, const HouseNames& names,
                       const ListedPayment& listed, Instant startedAt) {
    return names.count(listed.house) > 0 && listed.createdAt > startedAt + kLateAndSkewed &&
           !store.payment(listed.payment) && !store.isFound(listed.payment);
}

bool isRiddle(const ports::Store& store, const HouseNames& names, const ListedPayment& listed) {
    return !listed.riddle.empty() && isOurs(store, names, listed) &&
           (keptOf(listed) <= 0 || store.payment(listed.payment));
}

bool isHeld(IntentStatus status) {
    return status == IntentStatus::RequiresAction || status == IntentStatus::RequiresConfirmation ||
           status == IntentStatus::Processing || status == IntentStatus::RequiresCapture;
}

bool isToBeLetGo(const ports::Store& store, const HouseNames& names, const ListedPayment& listed) {
    return isHeld(listed.view.status) && listed.riddle.empty() && listed.view.captured == 0 &&
           names.count(listed.house) > 0 && !store.payment(listed.payment) &&
           !isLostSale(store, listed);
}

bool takeIn(OnlineDesk& desk, std::vector<ListedPayment> all, std::optional<Instant> lostUntil) {
    std::erase_if(all, [&, names = namesOfHouse(desk.store)](const auto& each) {
        return !isOurs(desk.store, names, each);
    });
    // The order in which they were sold: who was paid back has left a seat for who came later.
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        const auto timeOf = [](const auto& each) {
            return each.note ? each.note->at : each.createdAt;
        };
        return std::tuple(timeOf(a), a.payment) < std::tuple(timeOf(b), b.payment);
    });
    std::vector<const ListedPayment*> sales;
    for (const ListedPayment& each : all) {
        if (!each.riddle.empty())
            continue;
        if (isLostSale(desk.store, each))
            sales.push_back(&each);
        else if (desk.store.payment(each.payment) && !hear(desk, each, lostUntil))
            return false;
    }
    for (const ListedPayment* each : sales)
        if (!adopt(desk, *each, lostUntil))
            return false;
    return std::all_of(all.begin(), all.end(), [&](const ListedPayment& each) {
        const bool isDone = desk.store.payment(each.payment) || desk.store.isFound(each.payment);
        return isDone || setAside(desk, each);
    });
}

} // namespace foyer::server::services
