#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>

namespace foyer::domain {

/// A title in the catalogue. Title and release year together name it once.
struct Movie {
    MovieId id;
    std::string title; // UTF-8, never empty; "1776" is a title like any other
    std::optional<Date> released;
    std::int32_t releaseYear = 0;
    std::optional<std::int32_t> runningMinutes; // absent: not known
    std::string rating;                         // "PG-13", empty when not known
    std::string genre;                          // empty when not known
    std::string director;
    std::string distributor;
};

} // namespace foyer::domain
