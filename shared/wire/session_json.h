#pragma once

// Signing in by address and password, as JSON.

#include "shared/base/result.h"
#include "shared/domain/account.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>

namespace foyer::wire {

struct SignInRequest {
    std::string email;
    std::string password;
};
std::string encodeSignIn(const SignInRequest& request);
Result<SignInRequest, DecodeError> decodeSignIn(std::string_view text);

/// The body of refreshing and of signing out.
struct RefreshRequest {
    std::string refreshToken;
};
std::string encodeRefresh(const RefreshRequest& request);
Result<RefreshRequest, DecodeError> decodeRefresh(std::string_view text);

struct AccountView {
    AccountId id;
    std::string email; // left out when empty
    std::string name;
    domain::AccountRole role = domain::AccountRole::Customer;
    std::string language{}; // left out when empty
    std::string phone{};    // left out when empty
};
std::string encodeAccount(const AccountView& account);

/// As RFC 6749 §5.1 has it.
struct SessionAnswer {
    std::string accessToken;
    std::chrono::seconds expiresIn{0};
    std::string refreshToken;
    Instant endsAt{}; // of the session
    AccountView account;
};
std::string encodeSession(const SessionAnswer& session);

} // namespace foyer::wire
