#include "server/store/sqlite_store.h"
#include "shared/base/check.h"
#include "shared/domain/account.h"

namespace foyer::server::store {

using sqlite::Cursor;
using sqlite::orNull;

namespace {

std::string keyOf(const std::string& email) {
    const auto key = domain::emailKeyOf(email);
    CHECK(key);
    return *key;
}

ports::CustomerBooking customerBookingFrom(const Cursor& row) {
    return {row.get<BookingId>(0),
            row.get<std::string>(1),
            row.get<std::optional<AccountId>>(2).value_or(AccountId{}),
            row.get<std::string>(3),
            row.get<std::string>(4),
            row.get<Instant>(5),
            row.get<std::string>(6)};
}

std::vector<ports::CustomerBooking> bookingsFrom(Cursor rows) {
    std::vector<ports::CustomerBooking> all;
    while (rows.next())
        all.push_back(customerBookingFrom(rows));
    return all;
}

/// Greater than every id.
BookingId lastBooking() {
    BookingId last;
    last.uuid.bytes.fill(0xff);
    return last;
}

} // namespace

void SqliteStore::add(const ports::RegistrationRecord& registration) {
    sql("addRegistration")
        .run(registration.tokenHash, registration.email, keyOf(registration.email),
             registration.name, registration.language, registration.passwordHash,
             registration.expiresAt);
}

std::optional<ports::RegistrationRecord> SqliteStore::registration(const Hash& token) const {
    Cursor rows = sql("registrationByToken").query(token);
    if (!rows.next())
        return {};
    return ports::RegistrationRecord{rows.get<Hash>(0),        rows.get<std::string>(1),
                                     rows.get<std::string>(2), rows.get<std::string>(3),
                                     rows.get<std::string>(4), rows.get<Instant>(5)};
}

std::int64_t SqliteStore::openRegistrations(const std::string& emailKey, Instant now) const {
    return sql("openRegistrations").value<std::int64_t>(emailKey, now).value_or(0);
}

void SqliteStore::dropRegistrations(const std::string& emailKey) {
    sql("dropRegistrationsOf").run(emailKey);
}

void SqliteStore::add(const ports::PasswordResetRecord& reset) {
    sql("addPasswordReset").run(reset.tokenHash, reset.account, reset.expiresAt);
}

std::optional<ports::PasswordResetRecord> SqliteStore::passwordReset(const Hash& token) const {
    Cursor rows = sql("passwordResetByToken").query(token);
    if (!rows.next())
        return {};
    return ports::PasswordResetRecord{rows.get<Hash>(0), rows.get<AccountId>(1),
                                      rows.get<Instant>(2)};
}

std::int64_t SqliteStore::openPasswordResets(AccountId account, Instant now) const {
    return sql("openPasswordResets").value<std::int64_t>(account, now).value_or(0);
}

void SqliteStore::dropPasswordResets(AccountId account) {
    sql("dropPasswordResetsOf").run(account);
}

void SqliteStore::dropTokensEndedBy(Instant end) {
    sql("dropRegistrationsEndedBy").run(end);
    sql("dropPasswordResetsEndedBy").run(end);
}

void SqliteStore::add(const ports::CustomerBooking& booking) {
    const auto key = booking.email.empty() ? std::string() : keyOf(booking.email);
    sql("addCustomerBooking")
        .run(booking.booking, booking.reference, orNull(booking.account), booking.email, key,
             booking.language, booking.soldAt, booking.phone);
}

std::optional<ports::CustomerBooking> SqliteStore::customerOf(BookingId booking) const {
    Cursor rows = sql("customerOfBooking").query(booking);
    if (!rows.next())
        return {};
    return customerBookingFrom(rows);
}

std::vector<ports::CustomerBooking> SqliteStore::bookingsOf(AccountId account, BookingId before,
                                                            std::size_t limit) const {
    return bookingsFrom(sql("bookingsOfAccount")
                            .query(account, before.isNull() ? lastBooking() : before,
                                   static_cast<std::int64_t>(limit)));
}

std::vector<ports::CustomerBooking> SqliteStore::bookingsNamed(const std::string& reference,
                                                               const std::string& emailKey) const {
    return bookingsFrom(sql("bookingsByReference").query(reference, emailKey));
}

void SqliteStore::erase(AccountId account, Instant now) {
    // No address has a blank in it, so nobody's is taken.
    sql("eraseAccount").run(account, "erased " + account.toString());
    sql("endSessionsOf").run(account);
    sql("dropPasswordResetsOf").run(account);
    sql("eraseCustomerBookings").run(account);
    sql("eraseHolds").run(account);
    sql("eraseMessages").run(account, now);
    std::vector<TaskId> tasks;
    for (Cursor rows = sql("openTasksOfAccount").query(account); rows.next();)
        tasks.push_back(rows.get<TaskId>(0));
    for (const TaskId task : tasks)
        tellOf(ports::FeedKind::Task, task.uuid);
}

} // namespace foyer::server::store
