#include "server/services/adoption_steps.h"

#include "server/core/verdict_parts.h"
#include "server/services/admissions.h"
#include "server/services/audit.h"
#include "server/services/booking_letters.h"
#include "server/services/events.h"
#include "server/services/journals_first.h"
#include "server/services/payment_steps.h"
#include "server/services/refunds_due.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace foyer::server::services {

using core::IntentStatus;
using core::PaymentState;
using ports::ListedPayment;
using ports::ListedRefund;
using ports::PaymentRecord;
using Verdict = protocol::Outcome;
using protocol::SaleNote;

namespace {

constexpr std::size_t kMostSums = 10'000;

template <class T>
bool isAmong(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool isOurs(const ports::Store& store, const HouseNames& names, const ListedPayment& listed) {
    if (store.isFound(listed.payment) && !mutated(Mutant::FoundPaymentTakenAgain))
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

/// Whose seats it names; that the showtime had this plan may be lost with what was sold by it.
core::PlanPtr planOf(const ports::Store& store, const SaleNote& note) {
    return store.showtime(note.showtime) ? store.plan(note.plan) : core::PlanPtr();
}

/// It was made for what was entered after the backup, which may come back.
bool awaitsProgramme(const ports::Store& store, const ListedPayment& listed) {
    return listed.note && !listed.note->lines.empty() && !planOf(store, *listed.note);
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
    if (!isPaid || !isSaleable(store, listed) || mutated(Mutant::LostSaleNotAdopted))
        return false;
    const auto known = store.payment(listed.payment);
    if (!known)
        return true;
    const auto& payment = known->payment;
    const bool isOver = payment.givenUp || payment.state == PaymentState::Failed ||
                        payment.state == PaymentState::Cancelled;
    // Where its money was taken it was sold, whatever has become of it here since.
    return !payment.sold && (!isOver || (listed.view.captured > 0 && payment.toRefund == 0));
}

protocol::Sale saleOf(const ListedPayment& listed) {
    const SaleNote& note = *listed.note;
    protocol::Sale sale;
    sale.booking = note.booking;
    sale.showtime = note.showtime;
    sale.lines = note.lines;
    sale.rights.resize(note.lines.size());
    sale.priceList = note.priceList;
    sale.tenders = {
        domain::exactTender(domain::TenderKind::Card, listed.amount, listed.payment.toString())};
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
        if (ticket.state == ports::TicketState::Valid && !isInside(store, ticket.line.ticket))
            good.push_back(ticket.line);
        if (isAmong(owed, ticket.line.ticket))
            none.push_back(ticket.line);
    }
    return good.empty() ? none : good;
}

/// The entry by which that money went back was lost; its tickets were not good any more. False:
/// undo everything.
bool payBack(OnlineDesk& desk, const PaymentRecord& record, std::vector<TicketId> tickets,
             std::int64_t amount) {
    protocol::Refund refund;
    refund.booking = record.booking;
    refund.showtime = record.showtime;
    refund.tickets = std::move(tickets);
    refund.tender = domain::exactTender(
        domain::TenderKind::Card, {amount, record.payment.amount.currency}, record.id.toString());
    refund.reason = "paid back before the server was put back";
    refund.at = desk.now;
    const auto outcome = desk.judge(refund);
    if (outcome == Verdict::Accepted)
        tellOfRefund(desk.store, record.booking, refund.tickets, desk.now, desk.random);
    return outcome.has_value();
}

/// What was sold under a former key of the server it cannot pay back: the news of it are a
/// person's.
bool canHaveGoneBack(OnlineDesk& desk, const PaymentRecord& record) {
    const auto& payment = record.payment;
    return payment.sold && desk.store.booking(record.booking)->terminal == desk.own().id &&
           !payment.undone && payment.captured > 0 && payment.state != PaymentState::Reversed &&
           !mutated(Mutant::LostRefundNotMadeUp);
}

/// So much more went back, and the provider does not say for which tickets: for as many as cost so
/// much.
bool makeUpRefund(OnlineDesk& desk, PaymentId id, std::int64_t refunded) {
    const auto record = *desk.store.payment(id);
    const std::int64_t more = refunded - record.payment.toRefund;
    if (more <= 0 || !canHaveGoneBack(desk, record))
        return true;
    auto tickets = ticketsWorth(refundable(desk.store, record.booking), more);
    if (tickets.empty())
        return true; // by somebody at the provider's desk, who knows why
    return payBack(desk, record, std::move(tickets), more);
}

/// What is left of a refund that the provider was told the tickets of.
struct LostRefund {
    std::vector<TicketId> tickets; // which are good here, or owed for
    std::int64_t amount = 0;
};

LostRefund lostOf(const ports::Store& store, BookingId booking, const ListedRefund& refund,
                  const Hearing& hearing) {
    const auto owed = unpaidTickets(store, booking);
    const auto paid = store.paidBack(booking);
    LostRefund lost{{}, refund.amount};
    std::int64_t cost = 0;
    bool owesAny = false;
    for (const auto& [id, by] : refund.tickets) {
        const auto ticket = store.ticket(id);
        if (!ticket)
            return {}; // of an exchange that is lost too: it goes by what they cost (makeUpRefund)
        const bool isOurs = ticket->booking == booking;
        const bool isOwed = isAmong(owed, id);
        const bool isOpen = isOwed || (isOurs && ticket->state == ports::TicketState::Valid);
        if (isOurs && isOpen && !isAmong(hearing.mayTell, by)) {
            lost.tickets.push_back(id);
            cost += ticket->line.price.minor;
            owesAny = owesAny || isOwed;
            continue;
        }
        for (const auto& each : paid)
            lost.amount -= each.ticket == id ? each.amount.minor : 0;
        if (isOurs && isOpen)
            lost.amount -= ticket->line.price.minor;
    }
    if (lost.amount <= 0 || (owesAny && lost.amount < cost)) // what is owed is owed whole
        lost.tickets.clear();
    return lost;
}

/// Whatever the journals that are still to be heard may tell, they do not tell this.
bool makeUpProven(OnlineDesk& desk, const ListedPayment& listed, const Hearing& hearing) {
    for (const ListedRefund& each : listed.refunds) {
        const auto record = *desk.store.payment(listed.payment);
        if (!canHaveGoneBack(desk, record))
            return true;
        auto lost = lostOf(desk.store, record.booking, each, hearing);
        if (!lost.tickets.empty() && !payBack(desk, record, std::move(lost.tickets), lost.amount))
            return false;
    }
    return true;
}

/// What a payment that has a row has become.
bool hear(OnlineDesk& desk, const ListedPayment& listed, const Hearing& hearing) {
    auto record = *desk.store.payment(listed.payment);
    if (record.payment.inReview && listed.view.captured > 0) {
        record.payment.inReview = false; // a person had looked
        keepPayment(desk.store, record, false, desk.now);
    }
    recordNews(desk, listed.payment, withoutRefunds(listed.view, record.payment));
    if (!makeUpProven(desk, listed, hearing))
        return false;
    if (!hearing.mayTell.empty() && record.payment.sold) { // it is looked at once more
        record = *desk.store.payment(listed.payment);
        recordNews(desk, listed.payment, withoutRefunds(listed.view, record.payment));
        return true;
    }
    if (record.createdAt < hearing.lostUntil &&
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
    if (known && record.payment.captured > 0) {
        record.payment.failure.clear();
        record.payment.givenUp =
            record.payment.givenUp && desk.store.paymentOfHold(record.hold).has_value();
    }
    if (!known) {
        freeHold(desk, record);
        desk.store.add(record, Hash{});
    }
    tellOfPayment(desk.store, record, before, desk.now, desk.random);
    keepPayment(desk.store, std::move(record), false, desk.now);
}

/// It may have a row: nothing is sold for it here, and nothing goes back.
void leaveToPerson(OnlineDesk& desk, const ListedPayment& listed) {
    auto record = desk.store.payment(listed.payment);
    if (!record)
        return;
    record->payment.inReview = false;
    keepPayment(desk.store, std::move(*record), false, desk.now);
    recordNews(desk, listed.payment, listed.view);
}

/// The sale is made once more. False: undo everything.
bool adopt(OnlineDesk& desk, const ListedPayment& listed, const Hearing& hearing) {
    const SaleNote& note = *listed.note;
    const auto outcome = desk.judge(saleOf(listed));
    if (!outcome)
        return false;
    writeAudit(desk.store, desk.now, "server", "payment.adopted",
               listed.payment.toString() + ", booking " + domain::referenceOf(note.booking) + ": " +
                   nameOf(*outcome));
    if (*outcome == Verdict::Quarantined) { // its money stands in suspense, a task owns it
        desk.store.addFound(listed.payment, desk.now);
        leaveToPerson(desk, listed);
        return true;
    }
    ports::HoldRecord hold;
    hold.email = note.email;
    hold.language = note.language;
    hold.phone = note.phone;
    hold.account = note.account;
    fileBooking(desk, hold, note.booking);
    keepAdopted(desk, listed);
    return hear(desk, listed, hearing);
}

/// Nobody can tell what was sold for it: the money stands in suspense until a person knows.
bool setAside(OnlineDesk& desk, const ListedPayment& listed) {
    const auto kept = keptOf(listed);
    if (kept <= 0)
        return true;
    // Its customer names it by what the letter says, unless another sale has that number here.
    const bool isNamed =
        listed.note && !listed.note->booking.isNull() && !desk.store.booking(listed.note->booking);
    protocol::Abandon entry;
    entry.booking = isNamed ? listed.note->booking : BookingId::make(desk.now, desk.random);
    entry.at = desk.now;
    entry.payment = {listed.note ? listed.note->showtime : ShowtimeId{},
                     listed.payment.toString(),
                     {kept, listed.amount.currency}};
    writeAudit(desk.store, desk.now, "server", "payment.set_aside",
               listed.payment.toString() + (awaitsProgramme(desk.store, listed)
                                                ? ", of a showtime or plan that is not known here"
                                                : ""));
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

bool isToBeLetGo(const ports::Store& store, const HouseNames& names, const ListedPayment& listed,
                 bool isLast) {
    return isHeld(listed.view.status) && listed.riddle.empty() && listed.view.captured == 0 &&
           names.count(listed.house) > 0 && !store.payment(listed.payment) &&
           !isLostSale(store, listed) && (isLast || !awaitsProgramme(store, listed));
}

/// What is known here already, and which sales are not, in the order in which they were made.
/// Nothing: undo everything.
std::optional<std::vector<const ListedPayment*>>
lostSales(OnlineDesk& desk, std::vector<ListedPayment>& all, const Hearing& hearing) {
    // Who was paid back has left a seat for who came later.
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
        else if (desk.store.payment(each.payment) && !hear(desk, each, hearing))
            return {};
    }
    return sales;
}

TakenIn takeIn(OnlineDesk& desk, std::vector<ListedPayment> all, const Hearing& hearing) {
    std::erase_if(all, [&, names = namesOfHouse(desk.store)](const auto& each) {
        return !isOurs(desk.store, names, each);
    });
    const auto sales = lostSales(desk, all, hearing);
    if (!sales)
        return TakenIn::Not;
    JournalsFirst journals(desk.store, all, hearing);
    std::vector<const ListedPayment*> later;
    for (const ListedPayment* each : *sales)
        if (journals.comeBefore(*each))
            later.push_back(each);
        else if (!adopt(desk, *each, hearing))
            return TakenIn::Not;
    // Nobody can go on until one of them is sold: what they wait for no journal has told.
    if (!later.empty() && later.size() < sales->size()) {
        journals.letGoOn();
        return TakenIn::InPart;
    }
    for (const ListedPayment* each : later)
        if (!adopt(desk, *each, hearing))
            return TakenIn::Not;
    const bool isDone = std::all_of(all.begin(), all.end(), [&](const ListedPayment& each) {
        return desk.store.payment(each.payment) || desk.store.isFound(each.payment) ||
               (!hearing.isLast && awaitsProgramme(desk.store, each)) || setAside(desk, each);
    });
    return isDone ? TakenIn::All : TakenIn::Not;
}

} // namespace foyer::server::services
