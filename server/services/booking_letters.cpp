#include "server/services/booking_letters.h"

#include "server/services/letters.h"

namespace foyer::server::services {

using domain::LetterKind;
using ports::AccountRecord;
using ports::CustomerBooking;

namespace {

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
                                                         : domain::letterLanguageFor(hold.language);
    customer.soldAt = now;
    return customer;
}

void write(ports::Store& store, LetterKind kind, const CustomerBooking& customer,
           const std::vector<TicketId>& tickets, const std::string& key, Instant now,
           Random& random) {
    if (customer.email.empty())
        return;
    auto letter = ticketLetter(store, kind, customer.booking, tickets, customer.language);
    if (const auto account = openAccount(store, customer.account))
        letter.fields["name"] = account->name;
    auto message = messageOf(std::move(letter), customer.email, now, random);
    message.account = customer.account;
    message.key = std::string(nameOf(kind)) + " " + key;
    post(store, message);
}

} // namespace

void fileBooking(ports::Store& store, const ports::HoldRecord& hold, BookingId booking, Instant now,
                 Random& random) {
    const auto account = openAccount(store, hold.account);
    const auto customer = customerOf(hold, booking, account, now);
    if (customer.email.empty())
        return;
    store.add(customer);
    write(store, LetterKind::BookingConfirmed, customer, {}, booking.toString(), now, random);
}

void tellOfRefund(ports::Store& store, BookingId booking, const std::vector<TicketId>& tickets,
                  Instant now, Random& random) {
    if (const auto customer = store.customerOf(booking); customer && !tickets.empty())
        write(store, LetterKind::BookingRefunded, *customer, tickets, tickets.front().toString(),
              now, random);
}

} // namespace foyer::server::services
