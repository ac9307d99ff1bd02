#include "shared/wire/account_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/person_fields.h"

namespace foyer::wire {

namespace {

constexpr std::size_t kLongestToken = 100;

std::string onlyText(Object& o, const char* name, std::size_t most) {
    auto text = o[name].text(most, 1);
    o.done();
    return text;
}

} // namespace

std::string encodeRegister(const RegisterRequest& request) {
    Json out = {{"email", request.email}, {"name", request.name}, {"password", request.password}};
    if (!request.language.empty())
        out["language"] = request.language;
    return textOf(out);
}

Result<RegisterRequest, DecodeError> decodeRegister(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        RegisterRequest request;
        request.email = o["email"].text(kLongestEmail, 1);
        request.name = o["name"].text(kLongestPersonName, 1);
        request.password = o["password"].text(kLongestPassword, 1);
        if (const auto language = o.maybe("language"))
            request.language = language->text(kLongestLanguage, 1);
        o.done();
        return request;
    });
}

std::string encodeToken(const std::string& token) {
    return textOf({{"token", token}});
}

Result<std::string, DecodeError> decodeToken(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        return onlyText(o, "token", kLongestToken);
    });
}

std::string encodeEmail(const std::string& email) {
    return textOf({{"email", email}});
}

Result<std::string, DecodeError> decodeEmail(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        return onlyText(o, "email", kLongestEmail);
    });
}

std::string encodeNewPassword(const NewPasswordRequest& request) {
    return textOf({{"token", request.token}, {"password", request.password}});
}

Result<NewPasswordRequest, DecodeError> decodeNewPassword(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        NewPasswordRequest request;
        request.token = o["token"].text(kLongestToken, 1);
        request.password = o["password"].text(kLongestPassword, 1);
        o.done();
        return request;
    });
}

} // namespace foyer::wire
