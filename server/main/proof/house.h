#pragma once

// What an audit takes as given, because journals do not say it: the programme, the keys, and what
// the office did (cancelled showtimes, other plans, other prices), as the audit trail tells it.

#include "server/main/proof/findings.h"
#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/sqlite/connection.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace foyer::server::proof {

struct Show {
    Instant start{};
    std::int32_t taxBasisPoints = 0;
    std::uint16_t seatCount = 0;
    bool cancelled = false;
    bool replanned = false; // the office moved its tickets to another plan
    bool repriced = false;
};

struct House {
    std::unordered_map<ShowtimeId, Show> shows;
    std::map<std::pair<TerminalId, Incarnation>, PublicKey> keys;
    std::string taskTrail; // what the trail says of tasks

    const Show* show(ShowtimeId id) const;
    bool isReplanned(ShowtimeId id) const;
    const PublicKey* key(TerminalId terminal, Incarnation life) const;
};

/// Reads it all, and proves the audit trail on the way (I8). `links` counts its records.
House readHouse(sqlite::Connection& db, Findings& findings, std::int64_t& links);

} // namespace foyer::server::proof
