#pragma once

// Customers who help themselves, as JSON.

#include "shared/base/result.h"
#include "shared/wire/decode_error.h"

#include <string>
#include <string_view>

namespace foyer::wire {

/// POST /v1/accounts.
struct RegisterRequest {
    std::string email;
    std::string name;
    std::string password;
    std::string language; // "de-AT"; empty: not told
};
std::string encodeRegister(const RegisterRequest& request);
Result<RegisterRequest, DecodeError> decodeRegister(std::string_view text);

/// POST /v1/accounts/confirm.
std::string encodeToken(const std::string& token);
Result<std::string, DecodeError> decodeToken(std::string_view text);

/// POST /v1/accounts/reset.
std::string encodeEmail(const std::string& email);
Result<std::string, DecodeError> decodeEmail(std::string_view text);

/// POST /v1/accounts/password.
struct NewPasswordRequest {
    std::string token;
    std::string password;
};
std::string encodeNewPassword(const NewPasswordRequest& request);
Result<NewPasswordRequest, DecodeError> decodeNewPassword(std::string_view text);

} // namespace foyer::wire
