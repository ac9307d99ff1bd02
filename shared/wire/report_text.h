#pragma once

// The headers by which a terminal says who it is as a program and how far it has come.

#include "shared/protocol/sync.h"

#include <string>
#include <string_view>

namespace foyer::wire {

inline constexpr std::string_view kSchemaHeader = "foyer-schema";
inline constexpr std::string_view kSeenHeader = "foyer-seen"; // "<database uuid>/<commit seq>"
inline constexpr std::string_view kJournalHeader = "foyer-journal"; // the last entry's number

inline constexpr std::string_view kHeardHeader = "foyer-heard"; // the server's clock, ms since 1970

std::string seenText(const protocol::Stamp& seen);

/// Reads the four values; one that is absent (empty) or damaged counts as not said.
protocol::Report reportFrom(std::string_view schema, std::string_view seen,
                            std::string_view journal, std::string_view heard);

} // namespace foyer::wire
