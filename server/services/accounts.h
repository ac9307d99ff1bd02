#pragma once

#include "server/services/context.h"
#include "server/services/sign_in_guard.h"

#include <string>

namespace foyer::server::services {

/// People who sign in by address and password. A session begins with the password and lives on by
/// refresh tokens, each good once: whoever brings one a second time has it from somebody else, so
/// the session ends for both. Thread-safe.
class Accounts {
public:
    static constexpr std::size_t kShortestPassword = 10; // bytes
    static constexpr std::size_t kLongestPassword = 200;
    static bool isPassword(std::string_view text) {
        return text.size() >= kShortestPassword && text.size() <= kLongestPassword;
    }
    static constexpr std::chrono::hours kStaffSession{24 * 7};
    static constexpr std::chrono::hours kCustomerSession{24 * 90};

    explicit Accounts(Context context) : m_context(context) {}

    struct New {
        std::string email;
        std::string name;
        domain::AccountRole role = domain::AccountRole::Customer;
        std::string op; // the name of the operator it answers for; empty: none
        std::string password;
    };
    enum class CreateRefusal : std::uint8_t {
        BadEmail,
        NameMissing,
        BadPassword, ///< too short or too long
        EmailTaken,
        UnknownOperator,
        RoleTooLow ///< its operator may do more than its role
    };
    using Created = Result<AccountId, CreateRefusal>;
    /// Hashes, so it is slow. `changes` one that has the address: its sessions end.
    void create(New account, bool changes, Reply<Created> reply);

    struct Refusal {
        enum class Kind : std::uint8_t {
            WrongPassword, ///< or no such account, or one that is shut
            TooManyTries   ///< from this address; `wait` says how long
        };
        Kind kind = Kind::WrongPassword;
        std::chrono::seconds wait{0};
    };
    struct SignedIn {
        AccountId account;
        SessionId session;
        domain::AccountRole role = domain::AccountRole::Customer;
        std::string name;
        std::string refreshToken;
        Instant endsAt{}; // of the session
    };
    using SignInAnswer = Result<SignedIn, Refusal>;
    /// Hashes, so it is slow: on a worker.
    void signIn(const std::string& email, const std::string& password, const std::string& address,
                Reply<SignInAnswer> reply);

    enum class RefreshRefusal : std::uint8_t {
        Unknown, ///< no such token, its session is over, or its account is shut
        Reused   ///< was used before: the session has ended now
    };
    using RefreshAnswer = Result<SignedIn, RefreshRefusal>;
    void refresh(std::string token, Reply<RefreshAnswer> reply);

    /// Ends the session of the token. Says nothing of whether there was one.
    void signOut(std::string token, Reply<Done> reply);

    struct Person {
        AccountId account;
        std::string email;
        std::string name;
        domain::AccountRole role = domain::AccountRole::Customer;
        std::optional<OperatorId> op;
        std::string language;
        std::string phone;
    };
    /// Who that is today: nothing when the session was ended or the account shut since.
    Outcome<std::optional<Person>> person(AccountId account, SessionId session);

    /// Sessions that are over for good.
    void prune(Reply<Done> reply);

private:
    Context m_context;
    SignInGuard m_guard;
};

} // namespace foyer::server::services
