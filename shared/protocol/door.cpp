#include "shared/protocol/door.h"

#include "shared/base/words.h"

#include <array>

namespace foyer::protocol {

namespace {
constexpr std::array<const char*, kRevocationReasonCount> kReasons = {
    "voided", "exchanged", "reseated", "refunded", "declined", "lost"};
static_assert(kReasons.size() == static_cast<std::size_t>(RevocationReason::Lost) + 1);
} // namespace

const char* nameOf(RevocationReason reason) {
    return kReasons.at(static_cast<std::size_t>(reason));
}
std::optional<RevocationReason> revocationReasonFrom(std::string_view name) {
    return enumFrom<RevocationReason>(kReasons, name);
}

} // namespace foyer::protocol
