#pragma once

// Between rows and values: what several parts of the store need.

#include "shared/sqlite/error.h"

#include <optional>
#include <string_view>

namespace foyer::server::store {

/// The value a word of the database stands for; a word nobody knows is damage.
template <class T>
T orDamage(const std::optional<T>& value, std::string_view what) {
    if (!value)
        sqlite::throwDamage(what);
    return *value;
}

} // namespace foyer::server::store
