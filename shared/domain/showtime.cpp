#include "shared/domain/showtime.h"

#include "shared/base/words.h"

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
    return enumFrom<Role>(kRoles, name);
}

} // namespace foyer::domain
