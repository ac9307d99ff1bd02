#pragma once

#include "app/core/context.h"

namespace foyer::core {

/// Who stands at the terminal. The PIN is verified elsewhere; here is decided who may try, and for
/// how long the replica's list of operators is good without the server.
class LoginDesk {
public:
    static constexpr Milliseconds kGoodWithoutServer{24LL * 3600 * 1000};
    static constexpr int kTries = 5;
    static constexpr Milliseconds kLocked{60'000};

    void login(Context& ctx, const Login& wish);
    void verified(Context& ctx, const PinVerified& event);
    /// False, and told why, when this person may not enter a PIN now.
    bool mayTry(Context& ctx, OperatorId op) const;
    /// Counts; too many lock the pad.
    void wrongPin(Context& ctx);
    void logout(Context& ctx);
    /// Ends a lock whose time is over.
    void pump(Context& ctx);

    const std::optional<OperatorId>& loggedIn() const { return m_loggedIn; }
    /// False when the cinema has let the person go who is logged in.
    bool isStillWelcome(const Context& ctx) const;
    bool verifying() const { return m_request.has_value(); }
    /// Grows with each right PIN.
    int logins() const { return m_logins; }
    std::optional<Instant> lockedUntil(const Context& ctx) const;
    std::optional<BootInstant> due() const { return m_lockedUntil; }

private:
    std::optional<NoticeCode> obstacle(const Context& ctx, OperatorId op) const;

    std::optional<OperatorId> m_loggedIn;
    std::optional<RequestId> m_request;
    OperatorId m_trying;
    int m_wrong = 0;
    int m_logins = 0;
    std::optional<BootInstant> m_lockedUntil;
};

} // namespace foyer::core
