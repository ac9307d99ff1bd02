#pragma once

#include "server/services/context.h"
#include "server/services/sign_in_guard.h"

#include <string>

namespace foyer::server::services {

/// How customers come by an account and by a new password: an address is believed only when a
/// token sent there comes back. Whoever asks learns nothing of which addresses have accounts: the
/// answer is the same, and so is the work. Tokens are kept by hash, are good once and for a while.
/// Thread-safe.
class Registrations {
public:
    static constexpr std::chrono::hours kConfirmedWithin{24};
    static constexpr std::chrono::hours kResetWithin{1};
    static constexpr std::int64_t kMostOpen = 5; // letters to one address meanwhile
    static constexpr std::size_t kLongestName = 200;

    explicit Registrations(const Context& context) : m_context(context) {}

    struct New {
        std::string email;
        std::string name;
        std::string password;
        std::string language; // as the customer wishes, "de-AT"
    };
    struct Refusal {
        enum class Kind : std::uint8_t {
            BadEmail,
            NameMissing,
            BadPassword, ///< too short or too long
            TooOften     ///< from this address; `wait` says how long
        };
        Kind kind = Kind::BadEmail;
        std::chrono::seconds wait{0};
    };
    using Asked = Result<Done, Refusal>;
    /// Sends a token to the address, or word that it has an account. Hashes, so it is slow.
    void begin(New account, const std::string& address, Reply<Asked> reply);

    /// Wrong, used and old tokens are not told apart.
    enum class TokenRefusal : std::uint8_t { Unknown, BadPassword };
    using Confirmed = Result<ports::AccountRecord, TokenRefusal>;
    /// Makes the account that the token's registration asked for.
    void confirm(std::string token, Reply<Confirmed> reply);

    /// Sends a token to the address, if it has an account.
    void askReset(const std::string& email, const std::string& address, Reply<Asked> reply);
    using Reset = Result<Done, TokenRefusal>;
    /// Sets the password and ends all sessions. Hashes, so it is slow.
    void reset(const std::string& token, const std::string& password, Reply<Reset> reply);

    /// Tokens whose time was up.
    void prune(Reply<Done> reply);

private:
    std::optional<Refusal> tooOften(const std::string& emailKey, const std::string& address);

    Context m_context;
    SignInGuard m_guard; // of letters asked for
};

} // namespace foyer::server::services
