#pragma once

#include "shared/domain/account.h"

#include <cstdint>
#include <string_view>

namespace foyer::server::http {

/// Who asks, as far as the server knows: nobody it knows, a terminal, or somebody signed in.
enum class Party : std::uint8_t {
    Anonymous,
    Terminal,
    Customer,
    Usher,
    Cashier,
    Supervisor,
    Manager,
    Admin
};
constexpr int kPartyCount = 8;
Party partyOf(domain::AccountRole role);

/// The one table of who may do what. An operation without a row is denied to everybody.
bool mayCall(std::string_view operation, Party party);
/// Whether the table has a row for it.
bool isListed(std::string_view operation);

} // namespace foyer::server::http
