#include "server/services/booking_letters.h"

#include "server/core/letter_words.h"
#include "server/services/letters.h"
#include "server/services/short_texts.h"
#include "server/services/ticket_papers.h"

#include <algorithm>

namespace foyer::server::services {

using domain::LetterKind;
using ports::AccountRecord;
using ports::CustomerBooking;

namespace {

/// Of a few words on a telephone about what has begun already.
constexpr std::chrono::hours kShortTextGood{24};

/// Nothing of a guest, and of an account that is shut or erased.
std::optional<AccountRecord> openAccount(const ports::Store& store, AccountId id) {
    if (id.isNull())
        return {};
    auto account = store.account(id);
    return account && account->active ? account : std::nullopt;
}

CustomerBooking customerOf(const ports::HoldRecord& hold, BookingId booking,
                           const std::optional<AccountRecord>& account, Instant now) {
    CustomerBooking customer;
    customer.booking = booking;
    customer.reference = domain::referenceOf(booking);
    customer.account = account ? account->id : AccountId{};
    customer.email = hold.email.empty() && account ? account->email : hold.email;
    customer.language = hold.language.empty() && account ? account->language
                                                         : domain::ticketLanguageFor(hold.language);
    customer.soldAt = now;
    customer.phone = hold.phone.empty() && account ? account->phone : hold.phone;
    return customer;
}

std::optional<domain::Letter> letterTo(const ports::Store& store, LetterKind kind,
                                       const CustomerBooking& customer,
                                       const std::vector<TicketId>& tickets) {
    if (customer.email.empty() && customer.phone.empty())
        return {};
    auto letter = ticketLetter(store, kind, customer.booking, tickets,
                               domain::letterLanguageFor(customer.language));
    letter.fields["ticket_language"] = customer.language;
    if (const auto account = openAccount(store, customer.account))
        letter.fields["name"] = account->name;
    return letter;
}

void write(ports::Store& store, ports::MessageRecord message, const CustomerBooking& customer,
           const std::string& key) {
    message.account = customer.account;
    message.key = (message.channel == ports::MessageChannel::Sms ? "sms " : "") +
                  std::string(nameOf(message.letter.kind)) + " " + key;
    post(store, message);
}

/// By each way that they have named. `goodUntil` nothing: a letter is wanted at any time, a few
/// words on a telephone until it begins.
void write(ports::Store& store, const domain::Letter& letter, const CustomerBooking& customer,
           const std::string& key, std::optional<Instant> goodUntil, Instant now, Random& random) {
    if (!customer.email.empty()) {
        auto message = messageOf(letter, customer.email, now, random);
        message.goodUntil = goodUntil;
        write(store, std::move(message), customer, key);
    }
    if (!customer.phone.empty() && hasShortText(letter.kind)) {
        auto message = messageOf(shortened(letter), customer.phone, now, random);
        message.channel = ports::MessageChannel::Sms;
        message.goodUntil = goodUntil.value_or(
            std::max<Instant>(momentIn(letter, "begins_ms"), now + kShortTextGood));
        write(store, std::move(message), customer, key);
    }
}

std::vector<TicketId> validTickets(const ports::Store& store, BookingId booking) {
    std::vector<TicketId> valid;
    for (const auto& ticket : store.tickets(booking))
        if (ticket.state == ports::TicketState::Valid)
            valid.push_back(ticket.line.ticket);
    return valid;
}

/// Of the whole booking; `minor` is what was paid or given back.
void writeAmount(ports::Store& store, const ports::PaymentRecord& payment, LetterKind kind,
                 std::int64_t minor, const std::string& key, Instant now, Random& random) {
    const auto customer = store.customerOf(payment.booking);
    if (!customer)
        return;
    auto letter = letterTo(store, kind, *customer, {});
    if (!letter)
        return;
    letter->fields["amount"] =
        core::amountText(letter->language, {minor, payment.payment.amount.currency});
    letter->fields["payment"] = payment.id.toString();
    if (const auto showtime = store.showtime(payment.showtime))
        letter->fields["day"] = core::momentText(letter->language, now,
                                                 std::chrono::minutes{showtime->utcOffsetMinutes});
    write(store, *letter, *customer, key, {}, now, random);
}

} // namespace

void fileBooking(OnlineDesk& desk, const ports::HoldRecord& hold, BookingId booking) {
    const auto account = openAccount(desk.store, hold.account);
    const auto customer = customerOf(hold, booking, account, desk.now);
    auto letter = letterTo(desk.store, LetterKind::BookingConfirmed, customer, {});
    if (!letter)
        return;
    desk.store.add(customer);
    if (validTickets(desk.store, booking).empty())
        return; // of a sale that got no seats: its money goes back, and they are told then
    addCodes(desk.sealer, *desk.store.booking(booking), desk.store.tickets(booking), *letter);
    write(desk.store, *letter, customer, booking.toString(), {}, desk.now, desk.random);
}

void tellOfExchange(OnlineDesk& desk, BookingId booking, TicketId first) {
    const auto customer = desk.store.customerOf(booking);
    const auto valid = validTickets(desk.store, booking);
    auto letter = customer ? letterTo(desk.store, LetterKind::BookingConfirmed, *customer, valid)
                           : std::nullopt;
    if (!letter)
        return;
    std::vector<ports::TicketRecord> tickets;
    for (auto& ticket : desk.store.tickets(booking))
        if (ticket.state == ports::TicketState::Valid)
            tickets.push_back(std::move(ticket));
    addCodes(desk.sealer, *desk.store.booking(booking), tickets, *letter);
    write(desk.store, *letter, *customer, booking.toString() + " " + first.toString(), {}, desk.now,
          desk.random);
}

void tellOfRefund(ports::Store& store, BookingId booking, const std::vector<TicketId>& tickets,
                  Instant now, Random& random) {
    const auto customer = store.customerOf(booking);
    if (!customer || tickets.empty())
        return;
    if (auto letter = letterTo(store, LetterKind::BookingRefunded, *customer, tickets))
        write(store, *letter, *customer, tickets.front().toString(), {}, now, random);
}

void tellOfCancelled(ports::Store& store, BookingId booking, Instant now, Random& random) {
    const auto customer = store.customerOf(booking);
    const auto valid = validTickets(store, booking);
    if (!customer || valid.empty())
        return;
    if (auto letter = letterTo(store, LetterKind::ShowtimeCancelled, *customer, valid))
        write(store, *letter, *customer, booking.toString(), {}, now, random);
}

void tellOfReminder(ports::Store& store, BookingId booking, Instant now, Random& random) {
    const auto customer = store.customerOf(booking);
    const auto valid = validTickets(store, booking);
    const auto showtime = store.showtime(store.booking(booking)->showtime);
    if (!customer || valid.empty() || !showtime)
        return;
    if (const auto letter = letterTo(store, LetterKind::ShowtimeReminder, *customer, valid))
        write(store, *letter, *customer, booking.toString(), showtime->start, now, random);
}

void writeOfPayment(ports::Store& store, const ports::PaymentRecord& after,
                    const core::Payment& before, Instant now, Random& random) {
    const auto& payment = after.payment;
    const std::string id = after.id.toString();
    const auto isCharged = [](const core::Payment& each) { return each.captured > 0 && each.sold; };
    if (isCharged(payment) && !isCharged(before))
        writeAmount(store, after, LetterKind::PaymentReceipt, payment.captured, id, now, random);
    if (payment.refunded > before.refunded)
        writeAmount(store, after, LetterKind::PaymentRefunded, payment.refunded - before.refunded,
                    id + " " + std::to_string(payment.refunded), now, random);
}

} // namespace foyer::server::services
