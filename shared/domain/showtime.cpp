#include "shared/domain/showtime.h"

#include <array>

namespace foyer::domain {

namespace {
constexpr std::array<const char*, 3> kRoles = {"cashier", "supervisor", "manager"};
static_assert(kRoles.size() == static_cast<std::size_t>(Role::Manager) + 1);
} // namespace

const char* nameOf(Role role) {
    return kRoles.at(static_cast<std::size_t>(role));
}

std::optional<Role> roleFrom(std::string_view name) {
    for (std::size_t i = 0; i < kRoles.size(); ++i)
        if (name == kRoles[i])
            return static_cast<Role>(i);
    return {};
}

} // namespace foyer::domain
