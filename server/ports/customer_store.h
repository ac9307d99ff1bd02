#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"

#include <optional>
#include <string>
#include <vector>

namespace foyer::server::ports {

/// Somebody who says that the address is theirs. Only the hash of the token sent there is kept.
struct RegistrationRecord {
    Hash tokenHash{};
    std::string email;
    std::string name;
    std::string language;
    std::string passwordHash; // PHC string
    Instant expiresAt{};
};

struct PasswordResetRecord {
    Hash tokenHash{};
    AccountId account;
    Instant expiresAt{};
};

/// To whom an online booking belongs, and where to write about it.
struct CustomerBooking {
    BookingId booking;
    std::string reference; // domain::referenceOf(booking)
    AccountId account;     // null: a guest
    std::string email;     // empty: not told, or erased
    std::string language;
    Instant soldAt{};
    std::string phone{}; // empty: not told, or erased
};

/// Customers who help themselves.
class CustomerStore {
public:
    virtual ~CustomerStore() = default;

    /// Requires: the address can be one.
    virtual void add(const RegistrationRecord& registration) = 0;
    virtual std::optional<RegistrationRecord> registration(const Hash& token) const = 0;
    virtual std::int64_t openRegistrations(const std::string& emailKey, Instant now) const = 0;
    virtual void dropRegistrations(const std::string& emailKey) = 0;

    virtual void add(const PasswordResetRecord& reset) = 0;
    virtual std::optional<PasswordResetRecord> passwordReset(const Hash& token) const = 0;
    virtual std::int64_t openPasswordResets(AccountId account, Instant now) const = 0;
    virtual void dropPasswordResets(AccountId account) = 0;
    /// Registrations and resets whose time was up.
    virtual void dropTokensEndedBy(Instant end) = 0;

    virtual void add(const CustomerBooking& booking) = 0;
    virtual std::optional<CustomerBooking> customerOf(BookingId booking) const = 0;
    /// Newest first; `before` null: from the newest on.
    virtual std::vector<CustomerBooking> bookingsOf(AccountId account, BookingId before,
                                                    std::size_t limit) const = 0;
    /// A guest's: by what was printed and where it was sent.
    virtual std::vector<CustomerBooking> bookingsNamed(const std::string& reference,
                                                       const std::string& emailKey) const = 0;

    /// Takes the person out of everything but the ledger; the account is shut and its id stays.
    /// Messages to them that wait are given up.
    virtual void erase(AccountId account, Instant now) = 0;
};

} // namespace foyer::server::ports
