#pragma once

// Everybody who may come to a house: for tests that try each door as each of them.

#include "server/http/access.h"
#include "server/services/accounts.h"
#include "shared/wire/online_json.h"
#include "shared/wire/payment_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"

#include <map>
#include <string>

namespace foyer::server::testing {

using http::Party;

inline constexpr const char* kEverybodysPassword = "correct horse";

/// A token for each party, in a house that takes card payments.
class Cast {
public:
    Cast();

    const std::string& token(Party party) { return m_tokens[party]; } // empty for Anonymous

    /// A new account and its access token.
    std::string signIn(const std::string& email, domain::AccountRole role,
                       const std::string& op = {});

    /// One that nobody had before.
    SeatNo freeSeat();
    wire::HoldAnswer hold(const std::string& bearer = {});

    http::TokenKeysPtr keys; // that sign access tokens here
    House house;
    Till till;
    Till shop;
    ShowtimeId showtime;

private:
    std::map<Party, std::string> m_tokens;
    std::uint16_t m_next = 0;
};

} // namespace foyer::server::testing
