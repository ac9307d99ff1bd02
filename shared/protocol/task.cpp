#include "shared/protocol/task.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::protocol {

namespace {

constexpr std::array<const char*, kTaskKindCount> kTaskKinds = {
    "quarantined-entry", "reseated",        "refund-due",      "card-declined", "second-refund",
    "double-admission",  "cloned-terminal", "old-incarnation", "lost-terminal", "card-unconfirmed"};
static_assert(kTaskKinds.size() == static_cast<std::size_t>(TaskKind::CardUnconfirmed) + 1);
constexpr std::array<const char*, kTaskActionCount> kActions = {"print-ticket", "refund-tender",
                                                                "call-customer", "settle"};
static_assert(kActions.size() == static_cast<std::size_t>(TaskAction::Settle) + 1);

} // namespace

const char* nameOf(TaskKind kind) {
    return kTaskKinds.at(static_cast<std::size_t>(kind));
}
std::optional<TaskKind> taskKindFrom(std::string_view name) {
    return enumFrom<TaskKind>(kTaskKinds, name);
}
const char* nameOf(TaskAction action) {
    return kActions.at(static_cast<std::size_t>(action));
}
std::optional<TaskAction> taskActionFrom(std::string_view name) {
    return enumFrom<TaskAction>(kActions, name);
}

} // namespace foyer::protocol
