#include "shared/domain/account.h"

#include "shared/base/words.h"

#include <algorithm>
#include <array>

namespace foyer::domain {

namespace {

constexpr std::array<const char*, 6> kAccountRoles = {"customer",   "usher",   "cashier",
                                                      "supervisor", "manager", "admin"};
static_assert(kAccountRoles.size() == static_cast<std::size_t>(AccountRole::Admin) + 1);

constexpr std::size_t kLongestEmail = 254;

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isUnfit(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7f;
}

} // namespace

const char* nameOf(AccountRole role) {
    return kAccountRoles.at(static_cast<std::size_t>(role));
}

std::optional<AccountRole> accountRoleFrom(std::string_view name) {
    return enumFrom<AccountRole>(kAccountRoles, name);
}

AccountRole accountRoleOf(Role role) {
    switch (role) {
    case Role::Cashier:
        return AccountRole::Cashier;
    case Role::Supervisor:
        return AccountRole::Supervisor;
    case Role::Manager:
        return AccountRole::Manager;
    }
    return AccountRole::Admin;
}

std::optional<std::string> emailKeyOf(std::string_view email) {
    while (!email.empty() && isBlank(email.front()))
        email.remove_prefix(1);
    while (!email.empty() && isBlank(email.back()))
        email.remove_suffix(1);
    const auto at = email.find('@');
    const bool isWhole = at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
                         email.find('@', at + 1) == std::string_view::npos;
    if (!isWhole || email.size() > kLongestEmail ||
        std::any_of(email.begin(), email.end(), isUnfit))
        return {};
    std::string key(email);
    for (char& c : key)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return key;
}

} // namespace foyer::domain
