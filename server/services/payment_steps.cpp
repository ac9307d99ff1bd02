#include "server/services/payment_steps.h"

#include "server/services/booking_letters.h"
#include "server/services/events.h"
#include "server/services/holds.h"
#include "server/services/recovery.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::services {

using core::PaymentAct;
using core::PaymentState;
using ports::PaymentRecord;

namespace {

constexpr std::chrono::seconds kFirstWait{1};
constexpr std::chrono::minutes kLongestWait{5};
constexpr std::chrono::seconds kCustomerLook{
    5}; // the provider tells by itself; this is for when not
constexpr int kMostDoublings = 9;

Milliseconds waitAfter(int attempts) {
    const Milliseconds wait = kFirstWait * (1 << std::min(attempts, kMostDoublings));
    return std::min<Milliseconds>(wait, kLongestWait);
}

std::optional<Instant> nextTryOf(const PaymentRecord& record, bool inVain, Instant now) {
    if (core::isSettled(record.payment) && !owesNote(record))
        return {};
    if (inVain && mutated(Mutant::LostPaymentForgotten))
        return {};
    if (inVain)
        return now + waitAfter(record.attempts);
    if (record.payment.state == PaymentState::RequiresAction && !record.payment.givenUp)
        return now + kCustomerLook;
    return now;
}

bool hasNoAnswer(const core::ProviderAnswer& answer) {
    return std::holds_alternative<core::NotDone>(answer) ||
           std::holds_alternative<core::Lost>(answer);
}

/// Nothing was learned: not done, lost, refused what is owed all the same, or looked at in vain.
bool wasInVain(const core::Payment& before, const core::Payment& after,
               const core::ProviderAnswer& answer) {
    if (hasNoAnswer(answer))
        return true;
    auto same = after;
    same.asked = before.asked;
    same.failure = before.failure;
    return same == before;
}

/// Said in the words of the sale that was just made, and never again in others: the provider does
/// not take the same call with another note.
protocol::SaleNote noteOf(const OnlineDesk& desk, const PaymentRecord& record,
                          const ports::HoldRecord& hold, const protocol::Sale& sale) {
    protocol::SaleNote note;
    note.booking = sale.booking;
    note.showtime = sale.showtime;
    note.priceList = sale.priceList;
    if (const auto showtime = desk.store.showtime(sale.showtime))
        note.plan = showtime->plan;
    note.hold = hold.id;
    note.tokenHash = hold.tokenHash;
    note.businessDay = sale.businessDay;
    note.at = sale.at;
    note.lines = sale.lines;
    note.email = hold.email;
    note.language = hold.language;
    note.phone = hold.phone;
    if (const auto account = desk.store.account(hold.account)) { // may be younger than the backup
        note.email = hold.email.empty() ? account->email : hold.email;
        note.phone = hold.phone.empty() ? account->phone : hold.phone;
    }
    note.customer = hold.customer;
    note.account = hold.account;
    note.reviewRule = record.payment.inReview ? record.reviewRule : std::string();
    return note;
}

/// It is with the provider now. Where seats were exchanged it may be the one of before: that the
/// new one is there only its own answer says (recordNoted).
void noticeNote(const ports::Store& store, PaymentRecord& record,
                const core::ProviderAnswer& answer) {
    const auto* view = std::get_if<core::IntentView>(&answer);
    if (!view || !view->noted || !record.note)
        return;
    const auto tickets = store.tickets(record.booking);
    const bool isRenewed = std::any_of(tickets.begin(), tickets.end(), [](const auto& ticket) {
        return ticket.state == ports::TicketState::Exchanged;
    });
    if (!isRenewed || mutated(Mutant::NewNoteForgotten))
        record.note.reset();
}

/// It is known after all, or a recovery has asked for it before; each is begun once.
bool wasLookedInto(const ports::Store& store, PaymentId id) {
    const auto record = store.payment(id);
    const auto last = store.lastTimePaymentsWereKnown();
    return (record && record->payment.sold) || store.isFound(id) ||
           (last && id.uuid.madeAt() < *last);
}

bool isUnwanted(const core::Payment& payment) {
    return payment.captured > 0 && payment.givenUp && !payment.sold;
}

/// The server gives it back by itself, so a person must not; what is left to do is to settle it.
void tellOfUnwanted(OnlineDesk& desk, const PaymentRecord& record) {
    const auto& payment = record.payment;
    const std::string id = record.id.toString();
    const auto task = desk.store.openTask(protocol::TaskKind::CardUnconfirmed, id);
    if (!task)
        return;
    const Money taken{payment.captured, payment.amount.currency};
    desk.store.retell(
        task->task.id,
        taken.toString() + " was taken by card (payment " + id +
            ") when there were no seats for it any more: nothing was sold. " +
            (payment.refunded >= payment.captured
                 ? "It has gone back to the card. Hand nothing out; settle this."
                 : "It goes back to the card by itself: hand nothing out. If this still says so "
                   "after a day, pay it back at the provider's desk. Then settle this."),
        {protocol::TaskAction::Settle});
}

/// Money has come for which there will be no ticket: until it has gone back it stands in suspense,
/// with a task for the office (verdict R12).
void suspendUnwanted(OnlineDesk& desk, const core::Payment& before, const PaymentRecord& record) {
    const bool isNews = !isUnwanted(before) || record.payment.refunded > before.refunded;
    if (!isUnwanted(record.payment) || !isNews)
        return;
    if (isUnwanted(before))
        return tellOfUnwanted(desk, record);
    protocol::Abandon entry;
    entry.booking = BookingId::make(desk.now, desk.random);
    entry.at = desk.now;
    entry.payment = {record.showtime,
                     record.id.toString(),
                     {record.payment.captured, record.payment.amount.currency}};
    CHECK(desk.judge(entry).has_value());
    tellOfUnwanted(desk, record);
}

/// So much went back of what tickets were sold for, and it was not we who had asked for it: it is
/// over and short, with a task for the office (verdict R13). Whoever lost the payment whole loses
/// the tickets with it.
void bookUnasked(OnlineDesk& desk, const core::Payment& before, const PaymentRecord& record) {
    const auto& payment = record.payment;
    const std::int64_t more = payment.toRefund - before.toRefund;
    if (more <= 0 || !payment.sold || payment.undone || payment.state == PaymentState::Reversed)
        return;
    const Money total{more, payment.amount.currency};
    protocol::Refund entry;
    entry.booking = record.booking;
    entry.showtime = record.showtime;
    entry.tender = domain::exactTender(domain::TenderKind::Card, total, record.id.toString());
    entry.reason = "paid back at the provider's desk";
    entry.at = desk.now;
    CHECK(desk.judge(entry).has_value());
}

/// What has become of it is in the books and told to whom it concerns.
void tellOf(OnlineDesk& desk, const core::Payment& before, const PaymentRecord& record) {
    suspendUnwanted(desk, before, record);
    bookUnasked(desk, before, record);
    tellOfPayment(desk.store, record, before, desk.now, desk.random);
    writeOfPayment(desk.store, record, before, desk.now, desk.random);
}

} // namespace

void keepPayment(ports::Store& store, PaymentRecord record, bool inVain, Instant now) {
    if (inVain)
        ++record.attempts;
    // What stands in suspense a person sees to.
    record.nextTry = store.isFound(record.id) ? std::nullopt : nextTryOf(record, inVain, now);
    // Once the bank has said yes or no the customer's token is of no more use.
    if (record.payment.authorized > 0 || core::isSettled(record.payment))
        record.method.clear();
    if (core::isSettled(record.payment) && !owesNote(record))
        record.note.reset(); // of money that did not come
    store.change(record);
}

bool owesNote(const PaymentRecord& record) {
    const auto& payment = record.payment;
    return record.note && core::isSettled(payment) && payment.sold && !payment.undone &&
           (payment.captured > 0 || payment.inReview);
}

bool isHoldGood(const ports::Store& store, const PaymentRecord& record, Instant now) {
    const auto hold = store.hold(record.hold);
    return hold && hold->state == ports::HoldState::Held &&
           (!isOver(store, *hold, now) || mutated(Mutant::LatePaymentBooked));
}

bool tellsOfLostSale(OnlineDesk& desk, PaymentId id, const core::IntentView& view) {
    if (!view.noted || view.captured == 0 || wasLookedInto(desk.store, id) ||
        mutated(Mutant::LostSalePaidBack))
        return false;
    if (!awaitsProvider(desk.store))
        beginRecovery(desk.store, "the sale of payment " + id.toString() + " is not known here",
                      desk.now, desk.random, kBeforeSomeTime);
    return true;
}

void recordAnswer(OnlineDesk& desk, PaymentId id, PaymentAct act,
                  const core::ProviderAnswer& answer) {
    if (const auto* view = std::get_if<core::IntentView>(&answer);
        view && tellsOfLostSale(desk, id, *view))
        return;
    auto record = *desk.store.payment(id);
    const auto before = record.payment;
    record.payment = core::answered(std::move(record.payment), act, answer);
    tellOf(desk, before, record);
    noticeNote(desk.store, record, answer);
    const bool inVain = wasInVain(before, record.payment, answer);
    // That it is not there is no sign that the provider is well: the waits go on growing.
    if (!inVain && !std::holds_alternative<core::NotFound>(answer))
        record.attempts = 0;
    keepPayment(desk.store, std::move(record), inVain, desk.now);
}

/// Whatever it says, it has been told; only what it may not have heard is said again. Seats may
/// have been exchanged meanwhile: then there is more to tell.
void recordNoted(OnlineDesk& desk, PaymentId id, const protocol::SaleNote& told,
                 const core::ProviderAnswer& answer) {
    auto record = *desk.store.payment(id);
    const bool inVain = hasNoAnswer(answer);
    if (!inVain) {
        if (record.note == told)
            record.note.reset();
        record.attempts = 0;
    }
    keepPayment(desk.store, std::move(record), inVain, desk.now);
}

void recordNews(OnlineDesk& desk, PaymentId id, const core::IntentView& view) {
    auto record = *desk.store.payment(id);
    const auto state = record.payment.state;
    const bool isOver =
        record.payment.givenUp || state == PaymentState::Failed || state == PaymentState::Cancelled;
    if (isOver && desk.store.isFound(id)) // it would go back, and it stands in suspense
        return;
    const auto before = record.payment;
    const bool hadNote = record.note.has_value();
    record.payment = core::heard(std::move(record.payment), view);
    noticeNote(desk.store, record, view);
    if (record.payment == before && record.note.has_value() == hadNote)
        return;
    tellOf(desk, before, record);
    record.attempts = 0;
    keepPayment(desk.store, std::move(record), false, desk.now);
}

bool wasNotSold(OnlineDesk& desk, PaymentId id, const core::ProviderAnswer& shown) {
    if (hasNoAnswer(shown)) {
        keepPayment(desk.store, *desk.store.payment(id), true, desk.now);
        return false;
    }
    const auto* view = std::get_if<core::IntentView>(&shown);
    return !view || !tellsOfLostSale(desk, id, *view);
}

void renewNote(OnlineDesk& desk, BookingId id) {
    const auto payment = desk.store.paymentOfBooking(id);
    const auto booking = desk.store.booking(id);
    if (!payment || !booking)
        return;
    auto record = *desk.store.payment(*payment);
    ports::HoldRecord hold; // which may be forgotten by now
    hold.id = record.hold;
    hold.tokenHash = record.tokenHash;
    hold.customer = record.customer;
    if (const auto customer = desk.store.customerOf(id)) {
        hold.account = customer->account;
        hold.email = customer->email;
        hold.language = customer->language;
        hold.phone = customer->phone;
    }
    protocol::Sale sale;
    sale.booking = id;
    sale.showtime = booking->showtime;
    sale.priceList = booking->priceList;
    sale.businessDay = booking->businessDay;
    sale.at = booking->soldAt;
    for (auto& ticket : desk.store.tickets(id))
        if (ticket.state != ports::TicketState::Exchanged)
            sale.lines.push_back(std::move(ticket.line));
    record.note = noteOf(desk, record, hold, sale);
    keepPayment(desk.store, std::move(record), false, desk.now);
}

bool sellPaid(OnlineDesk& desk, PaymentId id, std::string& why) {
    auto record = *desk.store.payment(id);
    if (core::nextAct(record.payment) != PaymentAct::Sell)
        return true; // news have come meanwhile
    const auto refused = [&why](const char* reason) {
        why = reason;
        return false;
    };
    if (!isHoldGood(desk.store, record, desk.now))
        return refused("hold_over");
    const auto hold = *desk.store.hold(record.hold);
    const auto sale = sellHold(desk, hold,
                               {record.hold,
                                {},
                                record.ticketTypes,
                                domain::TenderKind::Card,
                                record.id.toString(),
                                record.codes});
    if (!sale)
        return refused(sale.error() == Bookings::Refusal::CodeUsedUp ? "code_used_up"
                                                                     : "hold_over");
    if (domain::totalOf(sale->lines) != record.payment.amount)
        return refused("price_changed");
    const auto before = record.payment;
    record.payment = core::sold(std::move(record.payment));
    record.booking = sale->booking;
    record.note = noteOf(desk, record, hold, *sale);
    tellOfPayment(desk.store, record, before, desk.now, desk.random);
    writeOfPayment(desk.store, record, before, desk.now, desk.random);
    keepPayment(desk.store, std::move(record), false, desk.now);
    return true;
}

void giveUpPayment(OnlineDesk& desk, PaymentId id, const std::string& why) {
    auto record = *desk.store.payment(id);
    if (desk.store.isFound(id))
        return;
    const auto before = record.payment;
    record.payment = core::givenUp(std::move(record.payment), why);
    if (record.payment == before)
        return;
    suspendUnwanted(desk, before, record);
    keepPayment(desk.store, std::move(record), false, desk.now);
}

bool undoPaid(OnlineDesk& desk, PaymentId id) {
    auto record = *desk.store.payment(id);
    if (core::nextAct(record.payment) != PaymentAct::Undo)
        return true;
    protocol::CardDeclined entry;
    entry.booking = record.booking;
    entry.showtime = record.showtime;
    entry.reference = record.id.toString();
    entry.amount = record.payment.amount;
    entry.at = desk.now;
    const auto outcome = desk.judge(entry);
    if (outcome != protocol::Outcome::Accepted && outcome != protocol::Outcome::Noted)
        return false;
    record.payment = core::undone(std::move(record.payment));
    keepPayment(desk.store, std::move(record), false, desk.now);
    return true;
}

HouseNames namesOfHouse(const ports::Store& store) {
    HouseNames names{store.house().toString()};
    for (const Uuid& former : store.formerHouses())
        names.insert(former.toString());
    return names;
}

} // namespace foyer::server::services
