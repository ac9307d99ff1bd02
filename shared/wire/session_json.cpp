#include "shared/wire/session_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

Json accountJson(const AccountView& account) {
    Json out = {{"id", account.id.toString()}};
    if (!account.email.empty())
        out["email"] = account.email;
    out["name"] = account.name;
    out["role"] = nameOf(account.role);
    if (!account.language.empty())
        out["language"] = account.language;
    if (!account.phone.empty())
        out["phone"] = account.phone;
    return out;
}

} // namespace

std::string encodeSignIn(const SignInRequest& request) {
    return textOf({{"email", request.email}, {"password", request.password}});
}

Result<SignInRequest, DecodeError> decodeSignIn(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        SignInRequest request;
        request.email = o["email"].text(254, 1);
        request.password = o["password"].text(200, 1);
        o.done();
        return request;
    });
}

std::string encodeRefresh(const RefreshRequest& request) {
    return textOf({{"refresh_token", request.refreshToken}});
}

Result<RefreshRequest, DecodeError> decodeRefresh(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        RefreshRequest request;
        request.refreshToken = o["refresh_token"].text(200, 1);
        o.done();
        return request;
    });
}

std::string encodeAccount(const AccountView& account) {
    return textOf(accountJson(account));
}

std::string encodeSession(const SessionAnswer& session) {
    return textOf({{"access_token", session.accessToken},
                   {"token_type", "Bearer"},
                   {"expires_in", session.expiresIn.count()},
                   {"refresh_token", session.refreshToken},
                   {"session_ends_at", timeText(session.endsAt)},
                   {"account", accountJson(session.account)}});
}

} // namespace foyer::wire
